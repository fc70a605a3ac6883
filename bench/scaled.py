"""One store filled by the desk and asked, in one process; what it took, as one line of JSON.

``python -m bench.scaled FOLDER ARTICLES [--taken]``: FOLDER gets the store. Articles come from
``bench.wire`` and go through the desk's own adding: clean, keep, group, batch by batch. With
``--taken`` the cleaning is left out (texts are taken as they are), which leaves what grows with the
store. What making the articles takes is not counted. Seconds are the processor's.
"""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from bench.wire import Wire
from crosswire.desk.adding import Adding
from crosswire.engine.local import LocalEngine
from crosswire.records import Capture, Completeness, Found, Passage, Revision, Run, Span
from crosswire.stages.clean import Clean
from crosswire.stages.group import Group, Grouper
from crosswire.store.base import open_store

STEPS = 10
"""Parts of the run that are timed apart: equal, when time is linear."""
_PAGE_BYTES = 1024**2
_PARTS = {
    "texts": ("texts",),
    "index": ("article_words", "quotation_words", "statement_words"),
    "spans": ("sentences", "mentions", "times", "quotations", "entity_members", "points",
              "point_members", "conflicts"),
    "captures": ("captures", "payloads", "sightings"),
}  # fmt: skip
"""What of the file each figure counts, with the indexes of these tables; the rest is "other"."""


class Source(Protocol):
    """Where articles come from."""

    def articles(self, count: int) -> Iterator[Capture]:
        """So many, oldest first."""
        ...


@dataclass(slots=True)
class Clock:
    """Seconds by what they went to."""

    seconds: dict[str, float] = field(default_factory=dict)

    def count(self, name: str, run: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """The result of a call, its time counted."""
        began = time.process_time()
        try:
            return run(*given, **named)
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began


@dataclass(frozen=True, kw_only=True)
class ClockedClean(Clean):
    """The stage, timed; ``taken``: a stand-in that takes the text as it is."""

    clock: Clock
    taken: bool

    def open(self) -> Callable[[Capture], Revision]:
        """The stage's own function."""
        run = as_it_is if self.taken else super().open()
        return lambda capture: cast(Revision, self.clock.count("clean", run, capture))


@dataclass(frozen=True, kw_only=True)
class ClockedGroup(Group):
    """The stage, every call of its grouper timed."""

    clock: Clock

    def open(self) -> Grouper:
        """The stage's own grouper."""
        return cast(Grouper, _Clocked(super().open(), self.clock))


class _Clocked:
    """Passes calls on, and counts their time: "settle" apart from the rest."""

    def __init__(self, inner: Grouper, clock: Clock) -> None:
        self._inner, self._clock = inner, clock

    def __getattr__(self, name: str) -> Callable[..., Any]:
        label = "settle" if name == "settle" else "group"
        return partial(self._clock.count, label, getattr(self._inner, name))


def as_it_is(capture: Capture) -> Revision:
    """A revision of nothing but paragraphs."""
    text, passages, start = capture.content, [], 0
    for paragraph in text.content.split("\n\n"):
        passages.append(Passage(span=Span.of(text, start, start + len(paragraph))))
        start += len(paragraph) + 2
    return Revision(
        article=capture.name,
        capture=capture,
        body=text,
        runs=(Run(body=0, original=0, length=len(text)),),
        passages=tuple(passages),
        headline=_given(capture.title),
        outlet=_given(capture.outlet),
        published=_given(capture.published),
        language="en",
        completeness=Completeness(state="unknown", because="taken as it is"),
    )


def _given(value: str | None) -> Found | None:
    return Found(value=value, source="given") if value else None


def fill(path: Path, wire: Source, articles: int, *, taken: bool) -> dict[str, Any]:
    """Put the wire's articles into a new store; seconds by stage, seconds and memory by step."""
    clock, steps = Clock(), _Steps(articles)
    clean, group = ClockedClean(clock=clock, taken=taken), ClockedGroup(clock=clock)
    with open_store(path) as store, store.write("bench") as writer:
        adding = Adding(writer, clean, group, LocalEngine(debug=True))
        adding.add(steps.watch(wire.articles(articles)), lambda failure: sys.exit(failure.words))
    steps.mark()
    whole = steps.working
    clock.seconds["store"] = whole - sum(clock.seconds.values())
    return {
        "seconds": whole,
        "stages": clock.seconds,
        "steps": [steps.each / took for took in steps.took],
        "megabytes": steps.memory,
        "stories": adding.tally.founded,
        "copies": adding.tally.copies,
    }


class _Steps:
    """Times what is done with articles, by tenths of the run, without what making them takes."""

    def __init__(self, articles: int) -> None:
        self.each = max(1, articles // STEPS)
        self.took: list[float] = []
        self.memory: list[float] = []
        self._began = time.process_time()
        self._making = 0.0

    @property
    def working(self) -> float:
        """Seconds since the start, without those the wire took."""
        return time.process_time() - self._began - self._making

    def watch(self, captures: Iterator[Capture]) -> Iterator[Capture]:
        """The captures, in turn."""
        began = time.process_time()
        for number, capture in enumerate(captures):
            self._making += time.process_time() - began
            if number and number % self.each == 0 and len(self.took) < STEPS - 1:
                self.mark()
            yield capture
            began = time.process_time()

    def mark(self) -> None:
        """A step ends here."""
        self.took.append(self.working - sum(self.took))
        self.memory.append(memory())
        if self.each > 1_000:
            rate = self.each / self.took[-1]
            print(f"{len(self.took)}/{STEPS}: {rate:.0f} a second", file=sys.stderr, flush=True)


def memory() -> float:
    """Megabytes this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / _PAGE_BYTES


def sizes(path: Path) -> dict[str, float]:
    """Megabytes of the file by part."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        of_table = dict(connection.execute("SELECT name, tbl_name FROM sqlite_schema"))
        rows = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
    found = dict.fromkeys((*_PARTS, "other"), 0.0)
    for name, size in rows:
        table = of_table.get(name, name)
        found[_part(table)] += size / _PAGE_BYTES
    return found


def _part(table: str) -> str:
    for part, tables in _PARTS.items():
        if any(table == one or (part == "index" and table.startswith(f"{one}_")) for one in tables):
            return part
    return "other"


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill, weigh, ask."""
    from bench.asked import answers

    parser = argparse.ArgumentParser(prog="python -m bench.scaled")
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--taken", action="store_true")
    asked = parser.parse_args(arguments)
    path, wire = asked.folder / "desk.sqlite", Wire()
    found = fill(path, wire, asked.articles, taken=asked.taken)
    found["sizes"] = sizes(path)
    with open_store(path, read_only=True) as store, store.read() as reader:
        found["answers"] = answers(reader, wire)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
