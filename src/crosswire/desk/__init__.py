"""What is kept: one store, one writer at a time, and all that is done with what lies in it."""
