"""Revise: what an outlet changed in an article's text, and what it says of that itself.

It reads words alone, without models, so that it costs nothing to look at every text that comes.
"""
