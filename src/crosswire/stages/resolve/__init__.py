"""Resolve: who and what the articles of several outlets are about, as far as it is shown."""
