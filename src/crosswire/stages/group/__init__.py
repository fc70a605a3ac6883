"""Group: each article finds its story as it arrives, with its reasons."""
