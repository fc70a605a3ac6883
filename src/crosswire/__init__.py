"""Reads what many outlets publish about one event and lines it up, every cell an exact span.

found = crosswire.compare(["gazette.html", "courier.txt"])
with crosswire.open("desk.sqlite") as desk:
    desk.quotations(speaker="Marrow").to_polars()
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crosswire.api import Article as Article
    from crosswire.api import Comparison as Comparison
    from crosswire.api import Desk as Desk
    from crosswire.api import Rows as Rows
    from crosswire.api import compare as compare
    from crosswire.api import compare_each as compare_each
    from crosswire.api import open as open  # as of a file

__version__ = version("crosswire")

_API = ("Article", "Comparison", "Desk", "Rows", "compare", "compare_each", "open")
__all__ = ["__version__", *_API]  # they are names


def __getattr__(name: str) -> Any:
    """The public names, loaded when one is asked for: ``import crosswire`` loads nothing."""
    if name in _API:
        return getattr(import_module("crosswire.api"), name)
    raise AttributeError(f"module 'crosswire' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_API})
