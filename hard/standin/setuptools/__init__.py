"""Stands in for setuptools while corpora are fetched (hard/corpora.py)."""
