"""Pages' quotations against primary sources, as reports and JSON lines show them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crosswire.records.comparison import Comparison
from crosswire.records.span import Span
from crosswire.records.witness import Dropped, Primary, QuoteCheck, Turn, Witness
from crosswire.report.shelf import Place, Shelf
from crosswire.report.words import count, one_line, shorten

STANDINGS = (
    "altered", "cut", "tidied", "cannot tell", "not found in this text", "verbatim",
)  # fmt: skip
"""Standings in the order in which a reader wants them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """A place in a primary source."""

    href: str
    words: str
    offsets: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """One run in marks and its standing."""

    check: QuoteCheck
    label: str
    place: Place | None
    """None for words of a headline, which stand outside the body."""
    words: str
    source: str
    said_by: str
    places: tuple[SourcePlace, ...]
    also: tuple[SourcePlace, ...]
    nearest: SourcePlace | None
    dropped: tuple[tuple[str, SourcePlace], ...]
    """(what is left out and how that is shown, its place)."""

    @property
    def plain(self) -> bool:
        """Nothing about it asks for a second look."""
        return self.check.standing in ("verbatim", "tidied") and self.check.credit != "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A primary source with its text."""

    anchor: str
    name: str
    kind: str
    facts: str
    text_id: str
    turns: tuple[tuple[str, str, str], ...]
    """(anchor, voice, words)."""


class Bench:
    """The primary sources of one comparison and the way to each of their turns."""

    def __init__(self, primary: Primary) -> None:
        self._number = {w.id: n for n, w in enumerate(primary.witnesses, 1)}
        self._witness = {w.id: w for w in primary.witnesses}

    def name(self, witness: str | None) -> str:
        """The source's title, or the name of its file."""
        found = self._witness.get(witness or "")
        return title_of(found) if found else "no source given"

    def place(self, witness: str | None, span: Span) -> SourcePlace:
        """Where ``span`` of the source's text stands."""
        found = self._witness[witness or ""]
        turns = [n for n, t in enumerate(found.turns) if t.words.start <= span.start]
        anchor = f"#source-{self._number[found.id]}-t{turns[-1] if turns else 0}"
        where = f"{found.name}, characters {span.start}–{span.end} of {span.text}"
        return SourcePlace(
            href=anchor, words=span.exact, offsets=f"{span.start}–{span.end}", where=where
        )

    def views(self) -> list[SourceView]:
        """Every source with its text, turn by turn."""
        return [self._view(number, w) for number, w in enumerate(self._witness.values(), 1)]

    def _view(self, number: int, witness: Witness) -> SourceView:
        turns = count(len(witness.turns), "turn")
        return SourceView(
            anchor=f"source-{number}",
            name=title_of(witness),
            kind=witness.kind,
            facts=f"{turns}; {witness.because}" if witness.kind == "transcript" else "one voice",
            text_id=witness.text.id,
            turns=tuple(
                (f"source-{number}-t{n}", voice(turn), turn.words.exact)
                for n, turn in enumerate(witness.turns)
            ),
        )


def title_of(witness: Witness) -> str:
    """What people call the source."""
    return one_line(witness.title.exact) if witness.title else witness.name


def voice(turn: Turn) -> str:
    """A turn's voice as its label has it; empty when there is none."""
    return turn.label.exact if turn.label else turn.speaker or ""


def heading(primary: Primary) -> str:
    """The section's title."""
    if len(primary.witnesses) > 1:
        return "Against the primary sources"
    return f"Against the {primary.witnesses[0].kind}"


def check_views(comparison: Comparison, shelf: Shelf) -> list[CheckView]:
    """Every run, those that ask for a second look first; nothing without primary sources."""
    primary = comparison.primary
    if primary is None:
        return []
    bench = Bench(primary)
    views = [_view(check, shelf, bench) for check in primary.checks]
    return sorted(views, key=lambda v: (v.plain, STANDINGS.index(v.check.standing)))


def _view(check: QuoteCheck, shelf: Shelf, bench: Bench) -> CheckView:
    field = "" if check.field == "body" else f", {check.field}"
    return CheckView(
        check=check,
        label=shelf.label(check.article) + field,
        place=shelf.place(check.article, check.span) if check.field == "body" else None,
        words=check.span.exact,
        source=bench.name(check.witness),
        said_by=check.said_by or "nobody is named",
        places=tuple(bench.place(check.witness, s) for s in check.places),
        also=tuple(bench.place(check.witness, s) for s in check.also),
        nearest=bench.place(check.witness, check.nearest) if check.nearest else None,
        dropped=tuple((left_out(d), bench.place(check.witness, d.span)) for d in check.dropped),
    )


def left_out(dropped: Dropped) -> str:
    """What is left out, where, and how the page shows it."""
    size = len(dropped.span.exact.split())
    whole = f", with {count(dropped.sentences, 'whole sentence')}," if dropped.sentences else ""
    if dropped.where == "before the run":
        return f"{count(size, 'word')}{whole} left out before this run"
    shown = f"marked {dropped.mark}" if dropped.mark else "not marked"
    return f"{count(size, 'word')}{whole} left out inside, {shown}"


def retold_views(comparison: Comparison, shelf: Shelf) -> list[tuple[Place, str, SourcePlace, str]]:
    """(where, indirect report, the passage near to it, why) for each near passage."""
    primary = comparison.primary
    if primary is None:
        return []
    bench = Bench(primary)
    return [
        (shelf.place(r.article, r.span), r.span.exact, bench.place(r.witness, r.nearest), r.because)
        for r in primary.retold
    ]


def tally(primary: Primary, shelf: Shelf) -> list[tuple[str, tuple[int, ...]]]:
    """(page, how many runs of each standing, in the order of ``STANDINGS``)."""
    counts = Counter((c.article, str(c.standing)) for c in primary.checks)
    return [
        (shelf.label(article), tuple(counts[article, s] for s in STANDINGS))
        for article in shelf.pages
        if any(c.article == article for c in primary.checks)
    ]


def told(view: CheckView) -> str:
    """One line on a run, in words."""
    check = view.check
    parts = [f"{view.label}: {shorten(view.words, 160)} {check.standing.upper()}"]
    if check.places:
        parts.append(f"words of {view.said_by}")
    parts += [f"{what}: “{shorten(place.words, 120)}”" for what, place in view.dropped]
    parts += [f"differs: {differences(check)}"] if check.standing == "altered" else []
    parts += [check.because] if check.because else []
    if view.nearest:
        parts.append(f"nearest ({view.said_by}): “{shorten(view.nearest.words, 120)}”")
    return "; ".join(parts)


def differences(check: QuoteCheck) -> str:
    """The steps of the word diff that are not in both."""
    names = {"page": "page has", "source": "source has"}
    return ", ".join(f"{names[side]} “{words}”" for side, words in check.diff if side != "same")


def primary_line(comparison: Comparison) -> dict[str, Any] | None:
    """The ``primary`` field of a comparison's line; None when no primary source was given."""
    primary = comparison.primary
    if primary is None:
        return None
    return {
        "witnesses": [_witness_line(w) for w in primary.witnesses],
        "quotations": [_check_line(c) for c in primary.checks],
        "retold": [
            {
                "article": r.article, "start": r.span.start, "end": r.span.end,
                "witness": r.witness, "nearest": _pair(r.nearest), "turn": r.turn,
                "because": r.because,
            }
            for r in primary.retold
        ],
    }  # fmt: skip


def _witness_line(witness: Witness) -> dict[str, Any]:
    return {
        "id": witness.id,
        "name": witness.name,
        "kind": witness.kind,
        "title": witness.title.exact if witness.title else None,
        "text_id": witness.text.id,
        "text": witness.text.content,
        "turns": [
            {
                "start": t.words.start, "end": t.words.end, "speaker": t.speaker,
                "label": t.label.exact if t.label else None, "asks": t.asks,
                "interpreted": t.interpreted is not None,
            }
            for t in witness.turns
        ],
    }  # fmt: skip


def _check_line(check: QuoteCheck) -> dict[str, Any]:
    return {
        "article": check.article,
        "field": check.field,
        "start": check.span.start,
        "end": check.span.end,
        "words": check.span.exact,
        "quotation": check.quotation,
        "witness": check.witness,
        "standing": check.standing,
        "places": _pairs(check.places),
        "also": _pairs(check.also),
        "dropped": [
            {
                "start": d.span.start, "end": d.span.end, "words": d.span.exact, "at": d.at,
                "where": d.where, "mark": d.mark, "sentences": d.sentences,
            }
            for d in check.dropped
        ],
        "inserted": _pairs(check.inserted),
        "diff": [list(step) for step in check.diff],
        "turn": check.turn,
        "said_by": check.said_by,
        "credited": check.credited,
        "credit": check.credit,
        "nearest": _pair(check.nearest) if check.nearest else None,
        "because": check.because,
    }  # fmt: skip


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [_pair(span) for span in spans]
