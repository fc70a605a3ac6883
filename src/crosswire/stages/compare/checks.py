"""To check, and with whom: what a desk should settle before it publishes.

Every line is a template filled with names; the spans say what it is about.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.comparison import (
    Check,
    Conflict,
    HeadlineWords,
    Page,
    Point,
    Speaker,
)
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.credits import plain_name
from crosswire.stages.compare.occasions import Said, occasions
from crosswire.stages.compare.speakers import NOT_NAMED

MOST = 12
"""Lines a desk will read."""
_SHOWN = 60
"""Characters of a passage shown within a line."""
_CUT_MARK = re.compile(r"\.\.\.|…|\[")
_DOCUMENT = re.compile(
    r"\b(?:statement|report|letter|communiqu[eé]|declaration|document|filing|memo|study|release)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an? |the )?", re.IGNORECASE)

Place = tuple[str, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the checks are drawn from."""

    readings: Sequence[Reading]
    pages: Sequence[Page]
    points: Sequence[Point]
    conflicts: Sequence[Conflict]
    speakers: Sequence[Speaker]
    headline_words: Sequence[HeadlineWords]
    canon: Mapping[str, str]

    def outlet(self, article: str) -> str:
        """The outlet of an article."""
        return next(p.outlet for p in self.pages if p.article == article)


def checks(found: Findings) -> tuple[Check, ...]:
    """The list, most important first."""
    steps: tuple[Callable[[Findings], list[Check]], ...] = (
        _hard_conflicts, _transcripts, _recordings, _tensions, _second_sources, _undated_pages,
        _headlines, _occasions, _incomplete_pages,
    )  # fmt: skip
    found_once = {c.what: c for step in steps for c in step(found)}
    return tuple(found_once.values())[:MOST]


def _hard_conflicts(found: Findings) -> list[Check]:
    return [_conflict(found, c) for c in found.conflicts if c.grade == "conflict"]


def _tensions(found: Findings) -> list[Check]:
    return [_conflict(found, c) for c in found.conflicts if c.grade == "tension"]


def _conflict(found: Findings, conflict: Conflict) -> Check:
    a, b = conflict.a, conflict.b
    one, other = found.outlet(a.article), found.outlet(b.article)
    kind = "detail" if conflict.kind == "other" else conflict.kind
    holders = [h for h in dict.fromkeys((a.holder, b.holder)) if h]
    return Check(
        what=f"Which {kind} holds: {_words(a.span)} ({one}) or {_words(b.span)} ({other})?",
        with_whom=_and([one, other, *holders] if one != other else [one, *holders]),
        spans=((a.article, a.span), (b.article, b.span)),
    )


def _recordings(found: Findings) -> list[Check]:
    """Recordings of interviews, by speaker and medium."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for said in _marked(found):
        if said.medium:
            groups.setdefault((said.speaker, said.key), []).append(said)
    lines = []
    for (speaker, _), told in groups.items():
        medium = _medium(found, told[0].medium or "")
        lines.append(
            Check(
                what=f"The recording of what {speaker} told {medium}: {_tally(told)}",
                with_whom=medium,
                spans=_places(told),
            )
        )
    return lines


def _transcripts(found: Findings) -> list[Check]:
    """Transcripts of stated occasions, and of statements and letters their full text."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for said in _marked(found):
        if said.key and not said.medium:
            groups.setdefault((said.speaker, said.key), []).append(said)
    return [
        Check(
            what=f"In full, {_whole(speaker)} {_words(_occasion(told[0]))}: {_tally(told)}",
            with_whom=_issuer(speaker),
            spans=_places(told),
        )
        for (speaker, _), told in groups.items()
    ]


def _occasions(found: Findings) -> list[Check]:
    """Words in marks whose occasion is not stated."""
    groups: dict[str, list[Said]] = {}
    for said in _marked(found):
        if not said.key:
            groups.setdefault(said.speaker, []).append(said)
    lines = []
    for speaker, told in groups.items():
        outlets = dict.fromkeys(found.outlet(t.utterance.article) for t in told)
        first = _words(max((_first_run(t) for t in told), key=lambda span: len(span.exact)))
        more = f" and {len(told) - 1} more" if len(told) > 1 else ""
        lines.append(
            Check(
                what=f"Where and when {speaker} said {first}{more}: not stated{_left_open(told)}",
                with_whom=_and([_issuer(speaker), *outlets]),
                spans=_places(told),
            )
        )
    return lines


def _second_sources(found: Findings) -> list[Check]:
    """Points that rest on one speaker."""
    groups: dict[str, list[Point]] = {}
    for point in found.points:
        if point.kind == "utterance" and point.speaker and point.origins.at_most == 1:
            groups.setdefault(point.speaker, []).append(point)
    return [
        Check(
            what=f"A source other than {speaker} for {_words(points[0].wording.span)}"
            + (f", and {len(points) - 1} more points" if len(points) > 1 else "")
            + ": reported by several, said by one",
            with_whom=f"anyone but {speaker}",
            spans=tuple((p.wording.article, p.wording.span) for p in points),
        )
        for speaker, points in groups.items()
    ]


def _undated_pages(found: Findings) -> list[Check]:
    return [
        Check(
            what=f"The date of {page.outlet}'s page, and whether it was changed since",
            with_whom=page.outlet,
        )
        for page in found.pages
        if page.published is None and page.duplicate_of is None
    ]


def _incomplete_pages(found: Findings) -> list[Check]:
    return [
        Check(
            what=f"The rest of {page.outlet}'s page: {page.completeness.because}",
            with_whom=page.outlet,
        )
        for page in found.pages
        if page.completeness.state == "cut" and page.duplicate_of is None
    ]


def _headlines(found: Findings) -> list[Check]:
    """Headline words that the page's own quotations do not have as they stand."""
    lines = []
    for words in found.headline_words:
        if words.standing in ("verbatim in speech",):
            continue
        outlet = found.outlet(words.article)
        where = ((words.found_article, words.found),) if words.found else ()
        lines.append(
            Check(
                what=f"The {words.field}'s {words.span.exact} ({outlet}): "
                f"{words.standing}; {words.because}",
                with_whom=outlet,
                spans=tuple((article, span) for article, span in where if article),
            )
        )
    return lines


def _marked(found: Findings) -> list[Said]:
    """Words in marks of named speakers."""
    named = [s for s in found.speakers if s.name != NOT_NAMED]
    return [s for s in occasions(found.readings, named, found.canon) if s.marked]


def _medium(found: Findings, plain: str) -> str:
    """The outlet as the pages name it."""
    return next((p.outlet for p in found.pages if plain_name(p.outlet) == plain), plain)


def _whole(speaker: str) -> str:
    return _the(speaker) if _document(speaker) else f"what {speaker} said"


def _issuer(speaker: str) -> str:
    return f"whoever issued {_the(speaker)}" if _document(speaker) else f"{speaker} or their office"


def _document(speaker: str) -> bool:
    """The words are a text's, not a person's."""
    return bool(_DOCUMENT.search(speaker))


def _the(speaker: str) -> str:
    return _ARTICLE.sub("the ", speaker)


def _occasion(said: Said) -> Span:
    return said.occasion or _first_run(said)


def _first_run(said: Said) -> Span:
    return said.utterance.quotation.content[0]


def _places(told: Sequence[Said]) -> tuple[Place, ...]:
    return tuple((t.utterance.article, run) for t in told for run in t.utterance.quotation.content)


def _tally(told: Sequence[Said]) -> str:
    return f"{len(told)} quotation{'s' * (len(told) != 1)}{_left_open(told)}"


def _left_open(told: Sequence[Said]) -> str:
    """What the pages leave open about the words."""
    runs = [[r.exact for r in t.utterance.quotation.content] for t in told]
    counts = {
        "by nearness only": sum(t.near for t in told),
        "with words cut or put in": sum(any(_CUT_MARK.search(r) for r in q) for q in runs),
        "in two runs, what stood between unknown": sum(
            t.utterance.quotation.gap_unknown for t in told
        ),
    }
    notes = ", ".join(f"{n} {what}" for what, n in counts.items() if n)
    return f" ({notes})" if notes else ""


def _words(span: Span) -> str:
    """The passage, or what of it stands in marks, shortened at a word."""
    marked = quoted_runs(span.exact)
    said = span.exact[marked[0][0] : marked[0][1]] if marked else span.exact
    text = " ".join(said.split()).strip("“”\"'‘’, ")
    if len(text) > _SHOWN:
        text = text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{text}”"


def _and(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
