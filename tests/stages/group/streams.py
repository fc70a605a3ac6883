"""Invented streams: what several outlets wrote about invented events, and what may be done to it.

Each file in ``texts/`` holds articles one after another. A line that begins with ``@`` opens one:
name, event, outlet, when it was published, title. The event is what the article tells of; a stream
is grouped well when articles lie together exactly where their events are one.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

from crosswire.records.story import Arrival
from crosswire.stages.group import Grouper

_FOLDER = Path(__file__).parent / "texts"
STREAMS = tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))

Pair = frozenset[str]


@cache
def _read(name: str) -> tuple[tuple[Arrival, str], ...]:
    found: list[tuple[Arrival, str]] = []
    for part in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n@ "):
        head, _, text = part.removeprefix("@ ").partition("\n")
        article, event, outlet, published, title = (cell.strip() for cell in head.split(" | ", 4))
        arrival = Arrival(
            article=article, outlet=outlet, published=published, title=title, text=text.strip()
        )
        found.append((arrival, event))
    return tuple(sorted(found, key=lambda pair: pair[0].published or ""))


def stream(*names: str) -> list[Arrival]:
    """The articles of these files, in the order they were published."""
    found = [arrival for name in names for arrival, _ in _read(name)]
    return sorted(found, key=lambda arrival: arrival.published or "")


def events(*names: str) -> dict[str, str]:
    """Article → the event it tells of."""
    return {arrival.article: event for name in names for arrival, event in _read(name)}


def one(article: str) -> Arrival:
    """The article of that name."""
    return next(a for name in STREAMS for a, _ in _read(name) if a.article == article)


def pairs(groups: Iterable[Sequence[str]]) -> set[Pair]:
    """Every two articles that lie together."""
    return {frozenset(two) for group in groups for two in combinations(group, 2)}


def truth(told: Mapping[str, str]) -> set[Pair]:
    """Every two articles that tell of one event."""
    groups: dict[str, list[str]] = {}
    for article, event in told.items():
        groups.setdefault(event, []).append(article)
    return pairs(groups.values())


def told_by(*names: str) -> set[Pair]:
    """Every two articles of these files that tell of one event."""
    return truth(events(*names))


def grouped(grouper: Grouper, arrivals: Iterable[Arrival]) -> set[Pair]:
    """Every two articles that lie together once all of a stream has come and settled."""
    for arrival in arrivals:
        grouper.add(arrival)
    grouper.settle()
    return pairs(grouper.stories().values())


def lies(grouper: Grouper, article: str) -> str:
    """The story an article lies in."""
    return next(story for story, names in grouper.stories().items() if article in names)


def dated(arrival: Arrival, published: str | None) -> Arrival:
    """The article as if it had been published then."""
    return arrival.model_copy(update={"published": published})


def edited(arrival: Arrival, name: str, share: float, seed: int = 1) -> Arrival:
    """The article with that share of its words left out, as a desk trims an agency's text."""
    draw = random.Random(seed)
    words = [word for word in arrival.text.split(" ") if draw.random() >= share]
    return arrival.model_copy(
        update={"article": name, "outlet": f"Reprint {name}", "text": " ".join(words)}
    )


def cut(arrival: Arrival, name: str, share: float) -> Arrival:
    """The first part of the article under a desk's own title."""
    words = arrival.text.split(" ")
    return arrival.model_copy(
        update={
            "article": name,
            "outlet": f"Reprint {name}",
            "title": " ".join(arrival.title.split()[::-1]),
            "text": " ".join(words[: int(len(words) * share)]),
        }
    )
