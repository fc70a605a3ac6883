"""What tells a conflict from two tellings of one fact that merely read otherwise."""
