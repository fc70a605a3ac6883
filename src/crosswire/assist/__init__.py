"""Answers assistants over the Model Context Protocol: typed, bounded, every passage with its place."""
