"""Reads what many outlets publish about one event and lines it up, every cell an exact span."""

from importlib.metadata import version

__version__ = version("crosswire")
