"""Reads what many outlets publish about one event and lines it up, every cell an exact span.

found = crosswire.compare(["gazette.html", "courier.txt"])
with crosswire.open("desk.sqlite") as desk:
    desk.quotations(speaker="Marrow").to_polars()
"""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

__all__ = [
    "Article",
    "Comparison",
    "Desk",
    "Rows",
    "__version__",
    "compare",
    "compare_each",
    "open",
]

__version__ = version("crosswire")

if TYPE_CHECKING:
    from crosswire.api import Article, Comparison, Desk, Rows, compare, compare_each, open
else:
    # Loaded when one is asked for: ``import crosswire`` loads nothing. Type checkers do not see it,
    # so that they still find a name that is not there.
    def __getattr__(name: str) -> object:
        if name in __all__:
            return getattr(import_module("crosswire.api"), name)
        raise AttributeError(f"module 'crosswire' has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
