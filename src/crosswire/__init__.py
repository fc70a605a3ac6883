"""Crosswire."""
