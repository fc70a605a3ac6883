"""A bundle's files, and how they are named and read: what its maker and its reader have in common."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from crosswire.report.wacz import ARCHIVE, Member, Unpacking

FOLDER = "crosswire"
MOST = 2_000_000_000
"""Bytes that a bundle may unpack to, and the records in its archive again."""
_SPAN = frozenset({"text", "start", "end", "exact"})
"""The fields of a span, by which one is known in JSON."""


class Line(NamedTuple):
    """One thing looked at."""

    fault: str = ""
    """What was expected and what was found; empty: it is as it should be."""
    note: str = ""
    """What the file cannot show, so that a person should look; empty: nothing."""


class Bundle:
    """A bundle's files, read."""

    def __init__(
        self, files: Mapping[str, bytes], problems: tuple[str, ...], most: int = MOST
    ) -> None:
        self.files = files
        self.problems = problems
        self._unpacking = Unpacking(most)
        self._members: dict[tuple[int, int], Member | None] = {}

    def member(self, offset: int, length: int) -> Member | None:
        """The record at a place of the archive, unpacked once; None: there is none. Raises
        ``InputError`` where all that were asked for come to more than the bundle may unpack to."""
        place = (offset, length)
        if place not in self._members:
            packed = self.files.get(ARCHIVE, b"")[offset : offset + length]
            self._members[place] = self._unpacking.member(packed)
        return self._members[place]

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The lines of a file of the folder ``crosswire``."""
        data = self.files.get(f"{FOLDER}/{name}", b"")
        return [json.loads(line) for line in data.decode("ascii").splitlines() if line]

    def whole(self, name: str) -> Any:
        """A file of the folder ``crosswire`` that is one JSON value."""
        return json.loads(self.files.get(f"{FOLDER}/{name}", b"null"))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Texts by their id."""
        return {one["id"]: one["content"] for one in self.lines("texts.jsonl")}

    @cached_property
    def entries(self) -> dict[str, dict[str, Any]]:
        """What the chain says of each capture that came."""
        shown = (one["entry"] for one in self.lines("chain.jsonl") if "entry" in one)
        return {one["capture"]: one for one in shown if one["kind"] == "capture"}

    @cached_property
    def erased(self) -> dict[str, str]:
        """Captures of which the chain says that they, or their bytes, were erased: with which of the
        two."""
        found: dict[str, str] = {}
        for one in self.lines("chain.jsonl"):
            entry = one.get("entry")
            if entry is None or entry["kind"] == "capture":
                continue
            if found.get(entry["capture"]) != "erased":
                found[entry["capture"]] = entry["kind"]
        return found


def sum_of(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits: noted elsewhere, it tells any change."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def spans_in(value: Any, where: str = "") -> Iterator[dict[str, Any]]:
    """Every span in JSON, with its path."""
    if isinstance(value, dict):
        if value.keys() == _SPAN:
            yield value | {"where": where}
            return
        for name, inner in value.items():
            yield from spans_in(inner, f"{where}/{name}")
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from spans_in(inner, f"{where}/{n}")
