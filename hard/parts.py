"""The register of parts: a name is a module of this package with ``run(how)``."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from hard.rows import How, Row

PARTS = (
    "feeds",
    "xml",
    "html",
    "archives",
    "bombs",
    "ssrf",
    "xss",
    "unseen",
    "injection",
    "door",
    "fuzz",
    "kills",
    "faults",
    "load",
)
"""In the order in which ``make hard`` runs them."""


def run(part: str, how: How) -> list[Row]:
    """The rows of one part."""
    found = cast("Callable[[How], list[Row]]", import_module(f"hard.{part}").run)
    return found(how)
