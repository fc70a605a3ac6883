"""Points, conflicts and origins as a report shows them."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from crosswire.records.base import Record
from crosswire.records.comparison import Check, Comparison, Conflict, Origins, Point, Tier
from crosswire.records.span import Span
from crosswire.report.shelf import Cell, Place, Shelf

_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")

Segment = tuple[str, bool]
"""Words, and whether the other side has others in their place."""


class Absence(Record):
    """A page in which a point was not found. That is all that is known about it."""

    article: str
    label: str
    code: str
    standing: Literal["not found", "perhaps", "cannot tell", "same text"]
    """It is "perhaps" where another point that shares a passage with this one has the page."""
    words: str
    """The same for people, and why it is not known."""


class PointView(Record):
    """A point, numbered in the order shown; ``pages`` holds each page's cells."""

    number: int
    point: Point
    wording: Place
    pages: tuple[tuple[Cell, ...], ...]
    absent: tuple[Absence, ...]
    edges: tuple[tuple[str, str, str], ...]
    """(who relies, on whom, because)."""


class ConflictView(Record):
    """Two wordings of one fact; the differing words told apart where the rest is alike."""

    number: int
    conflict: Conflict
    sides: tuple[tuple[Cell, tuple[Segment, ...]], ...]
    point: int | None
    ask: str | None
    """With whom to settle it, when a check says so."""


class OneOrigin(Record):
    """Points that rest on one known origin for one reason."""

    because: tuple[str, ...]
    labels: tuple[str, ...]
    points: tuple[PointView, ...]


class Kin:
    """Where a page that is not of a point may tell it all the same.

    A passage often makes several statements, and pages that share it with one point may share
    another of it: of them "not found" would say more than is known.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.outside = {one.article for one in comparison.outsiders}
        """Pages about another event."""
        ordered = in_reading_order(comparison.points)
        told = [(f"perhaps (see point {n})", point) for n, point in enumerate(ordered, 1)]
        told += [("perhaps (read both)", point) for point in comparison.possible]
        self._told: dict[str, list[tuple[Span, str, Point]]] = {}
        for words, point in told:
            for member in point.members:
                self._told.setdefault(member.article, []).append((member.span, words, point))

    def of(self, point: Point) -> dict[str, str]:
        """What is to be said of a page, by its name."""
        found: dict[str, str] = {}
        for member in point.members:
            for span, words, other in self._told[member.article]:
                if (
                    other.id != point.id
                    and span.start < member.span.end
                    and member.span.start < span.end
                ):
                    for one in other.members:
                        found.setdefault(one.article, words)
        return found


def in_reading_order(points: Sequence[Point]) -> list[Point]:
    """Utterances first, then events; the surer tier first, then what most outlets tell."""
    return sorted(
        points,
        key=lambda p: (
            p.kind != "utterance", p.tier is not Tier.SURE, -p.origins.outlets, -p.confidence,
        ),
    )  # fmt: skip


def point_views(comparison: Comparison, shelf: Shelf) -> list[PointView]:
    """Every point with its cells, numbered from 1."""
    return _views(comparison.points, shelf, Kin(comparison))


def possible_views(comparison: Comparison, shelf: Shelf) -> list[PointView]:
    """What may be one statement, the nearest first, in a numbering of its own."""
    return _views(comparison.possible, shelf, Kin(comparison))


def _views(points: Sequence[Point], shelf: Shelf, kin: Kin) -> list[PointView]:
    return [
        _point_view(number, point, shelf, kin)
        for number, point in enumerate(in_reading_order(points), 1)
    ]


def _point_view(number: int, point: Point, shelf: Shelf, kin: Kin) -> PointView:
    order = {article: n for n, article in enumerate(shelf.pages)}
    members = sorted(point.members, key=lambda m: (order.get(m.article, len(order)), m.span.start))
    told = {m.article for m in members}
    near = kin.of(point)
    return PointView(
        number=number,
        point=point,
        wording=shelf.place(point.wording.article, point.wording.span),
        pages=tuple(
            tuple(shelf.cell(m) for m in group)
            for _, group in groupby(members, key=lambda m: m.article)
        ),
        absent=tuple(
            _absence(shelf, article, near.get(article))
            for article in shelf.pages
            if article not in told and article not in kin.outside
        ),
        edges=tuple(
            (shelf.label(e.source), shelf.label(e.target), e.because) for e in point.origins.edges
        ),
    )


def _absence(shelf: Shelf, article: str, near: str | None) -> Absence:
    page = shelf.pages[article]
    standing: Literal["not found", "perhaps", "cannot tell", "same text"] = "not found"
    words = "not found in this text"
    if page.duplicate_of:
        standing, words = "same text", f"the same text as {shelf.label(page.duplicate_of)}"
    elif near:
        standing, words = "perhaps", near
    elif page.unread_language:
        standing, words = "cannot tell", f"not read: in {page.unread_language}"
    elif page.completeness.state == "cut":
        standing, words = "cannot tell", "cannot tell: the capture is cut"
    return Absence(
        article=article,
        label=shelf.label(article),
        code=shelf.code(article),
        standing=standing,
        words=words,
    )


def conflict_views(
    comparison: Comparison, points: Sequence[PointView], shelf: Shelf
) -> list[ConflictView]:
    """Every conflict, conflicts before tensions."""
    numbers = {p.point.id: p.number for p in points}
    asked = {_spans(check): check.with_whom for check in comparison.checks}
    ordered = sorted(comparison.conflicts, key=lambda c: c.grade != "conflict")
    return [
        ConflictView(
            number=number,
            conflict=conflict,
            sides=tuple(
                zip(
                    (shelf.cell(conflict.a), shelf.cell(conflict.b)),
                    _apart(conflict),
                    strict=True,
                )
            ),
            point=numbers.get(conflict.point or ""),
            ask=asked.get(_both(conflict)),
        )
        for number, conflict in enumerate(ordered, 1)
    ]


def other_checks(comparison: Comparison, shown: Sequence[ConflictView]) -> list[Check]:
    """Checks that are not about the conflicts in ``shown``, which say themselves whom to ask."""
    told = {_both(view.conflict) for view in shown}
    return [check for check in comparison.checks if not check.spans or _spans(check) not in told]


_Spans = frozenset[tuple[str, int, int]]


def _spans(check: Check) -> _Spans:
    return frozenset((article, span.start, span.end) for article, span in check.spans)


def _both(conflict: Conflict) -> _Spans:
    return frozenset((s.article, s.span.start, s.span.end) for s in (conflict.a, conflict.b))


def _apart(conflict: Conflict) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    a, b = conflict.a.span.exact, conflict.b.span.exact
    if conflict.kind in {"number", "date"}:
        if named := _NAMED.search(conflict.because):
            left, right = named_in(a, named[1]), named_in(b, named[2])
            if left and right:
                return left, right
        sides = figures_apart(a, b), figures_apart(b, a)
        if any(differs for side in sides for _, differs in side):
            return sides
    left, right = told_apart(a, b)
    if conflict.kind == "quote-wording":
        return in_marks(left), in_marks(right)
    return left, right


_IN_MARKS = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)‘[^’]*’?")


def in_marks(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """What differs within quotation marks; around them each outlet has words of its own."""
    words = " ".join(text for text, _ in segments)
    quoted = [found.span() for found in _IN_MARKS.finditer(words)]
    tokens: list[tuple[str, bool]] = []
    at = 0
    for text, differs in segments:
        for token in text.split(" "):
            held = any(start < at + len(token) and at < end for start, end in quoted)
            tokens.append((token, differs and (held or not quoted)))
            at += len(token) + 1
    return tuple(
        (" ".join(token for token, _ in run), differs)
        for differs, run in groupby(tokens, key=lambda token: token[1])
    )


_NAMED = re.compile(r"“([^”]+)” against “([^”]+)”")
"""The words that a conflict names of either side."""


def named_in(words: str, named: str) -> tuple[Segment, ...]:
    """``words`` with ``named`` in them marked; nothing where that does not stand there once."""
    found = list(re.finditer(rf"\S*{re.escape(named)}\S*", words))
    if len(found) != 1:
        return ()
    start, end = found[0].span()
    parts = ((words[:start].strip(), False), (words[start:end], True), (words[end:].strip(), False))
    return tuple(part for part in parts if part[0])


def figures_apart(words: str, other: str) -> tuple[Segment, ...]:
    """``words`` with the figures marked that ``other`` has not."""
    figures = set(_FIGURE.findall(other))
    tokens = [
        (token, any(f not in figures for f in _FIGURE.findall(token))) for token in words.split(" ")
    ]
    return tuple(
        (" ".join(token for token, _ in run), differs)
        for differs, run in groupby(tokens, key=lambda t: t[1])
    )


def told_apart(a: str, b: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Both wordings with their differing words marked, or unmarked when little is alike."""
    left, right = a.split(" "), b.split(" ")
    matcher = SequenceMatcher(a=_forms(left), b=_forms(right), autojunk=False)
    if matcher.ratio() < 0.5:
        return ((a, False),), ((b, False),)
    steps = matcher.get_opcodes()
    return (
        _segments([(left[i:j], step != "equal") for step, i, j, _, _ in steps]),
        _segments([(right[i:j], step != "equal") for step, _, _, i, j in steps]),
    )


def _forms(tokens: list[str]) -> list[str]:
    """Tokens without case and the marks around them, which are each outlet's habit."""
    return [t.strip("“”‘’\"'.,;:!?()[]").casefold() or t for t in tokens]


def _segments(runs: list[tuple[list[str], bool]]) -> tuple[Segment, ...]:
    return tuple((" ".join(words), differs) for words, differs in runs if words)


def one_origin(points: Sequence[PointView]) -> list[OneOrigin]:
    """Points known to rest on one origin, grouped by what they rest on; the largest group first."""
    groups: dict[frozenset[str], list[PointView]] = {}
    for view in points:
        origins = view.point.origins
        if origins.at_most == 1 and origins.outlets > 1:
            groups.setdefault(_joined_by(view), []).append(view)
    found = [_one_origin(targets, views) for targets, views in groups.items()]
    return sorted(found, key=lambda g: -len(g.points))


def _joined_by(view: PointView) -> frozenset[str]:
    """What makes the pages of a point one origin: what several of them rest on, or one another.

    A source that one page alone names makes no two pages one; it is given only where a page is
    joined by nothing else.
    """
    pages = frozenset(cells[0].place.label for cells in view.pages)
    named: dict[str, set[str]] = {}
    for source, target, _ in view.edges:
        named.setdefault(target, set()).add(source)
    joining = {t for t, sources in named.items() if t in pages or len(sources) > 1}
    joined = {page for t in joining for page in (*named[t], t)}
    if pages <= joined:
        return frozenset(joining)
    beyond = frozenset(named) - pages
    return beyond if beyond and not joining & pages else beyond | pages


def _one_origin(targets: frozenset[str], views: Sequence[PointView]) -> OneOrigin:
    labels = {page[0].place.label: None for view in views for page in view.pages}
    return OneOrigin(
        because=edge_words([e for view in views for e in view.edges if e[1] in targets]),
        labels=tuple(labels),
        points=tuple(views),
    )


def _agreeing(because: str, sources: int) -> str:
    """The reason with its verb in the number of those it is said of."""
    if sources > 1 and because.startswith("attributes "):
        return because.replace("attributes ", "attribute ", 1)
    return because


def edge_words(edges: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """Edges in words, pages with the same reason together.

    No direction is put in words: a reason that shows one says so itself.
    """
    merged: dict[tuple[str, str], dict[str, None]] = {}
    for source, target, because in edges:
        merged.setdefault((target, because), {})[source] = None
    return tuple(
        f"{', '.join(sources)}{'' if target in because else f' and {target}'}: "
        f"{_agreeing(because, len(sources))}"
        for (target, because), sources in merged.items()
    )


def layers(origins: Origins) -> tuple[str, str]:
    """What is attested and what is corroborated, each under its own name."""
    return (
        f"attested: {origins.attested_words}",
        f"corroborated: {origins.corroborated_words}",
    )


def by_kind(
    points: Sequence[PointView],
) -> list[tuple[Literal["utterance", "event"], list[PointView]]]:
    """Utterances and events, each as numbered; empty kinds left out."""
    return [(kind, list(group)) for kind, group in groupby(points, key=lambda v: v.point.kind)]
