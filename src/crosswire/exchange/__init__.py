"""Formats of others: what was found written as they read it, and what they wrote read as articles."""
