"""What pages show: view records, built by pure functions from what the desk answers."""
