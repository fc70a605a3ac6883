"""How the small trained parts were made: each module is one seeded command."""
