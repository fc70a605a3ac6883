"""To check, and with whom: what a desk should settle before it publishes.

Every line is a template filled with names; the spans say what it is about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.comparison import (
    Check,
    Conflict,
    HeadlineWords,
    Page,
    Point,
    Speaker,
    Utterance,
)
from crosswire.records.quotation import Mode, Reading
from crosswire.records.span import Span
from crosswire.stages.compare.credits import Credit, credits_in, outlets_of
from crosswire.stages.compare.speakers import NOT_NAMED
from crosswire.stages.compare.words import sentence_at

MOST = 12
"""Lines a desk will read."""
_SHOWN = 60
"""Characters of a passage shown within a line."""

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
        _hard_conflicts, _recordings, _transcripts, _tensions, _second_sources, _undated_pages,
        _headlines, _incomplete_pages,
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
    """Audio of an interview, by speaker and medium."""
    groups: dict[tuple[str, str], list[Utterance]] = {}
    for speaker, utterance, credit in _marked(found):
        if credit:
            source = _medium(found, credit)
            groups.setdefault((speaker.name, source), []).append(utterance)
    return [
        Check(
            what=f"The recording of what {speaker} told {medium}: "
            f"{_count(said, 'quotation')}{_cut_note(said)}",
            with_whom=medium,
            spans=_places(said),
        )
        for (speaker, medium), said in groups.items()
    ]


def _transcripts(found: Findings) -> list[Check]:
    """Transcripts: of an occasion that is stated, and for words whose occasion is not."""
    stated: dict[tuple[str, str], list[Utterance]] = {}
    silent: dict[str, list[Utterance]] = {}
    for speaker, utterance, credit in _marked(found):
        occasion = utterance.quotation.occasion
        if credit:
            continue
        if occasion is None:
            silent.setdefault(speaker.name, []).append(utterance)
        else:
            key = _occasion(found, utterance.article, occasion)
            stated.setdefault((speaker.name, key), []).append(utterance)
    lines = [
        Check(
            what=f"The full words of {speaker} {_words(_span(said[0]))}: "
            f"{_count(said, 'quotation')}{_cut_note(said)}",
            with_whom=f"{speaker}, or whoever hosted it",
            spans=_places(said),
        )
        for (speaker, _), said in stated.items()
    ]
    lines += [
        Check(
            what=f"Where and when {speaker} said {_first(said)}: the occasion of "
            f"{_count(said, 'quotation')} is not stated{_cut_note(said)}",
            with_whom=_and([speaker, *dict.fromkeys(found.outlet(u.article) for u in said)]),
            spans=_places(said),
        )
        for speaker, said in silent.items()
    ]
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


def _marked(found: Findings) -> list[tuple[Speaker, Utterance, Credit | None]]:
    """Quotations in marks of named speakers, with the medium they were told to."""
    readings = {r.article: r for r in found.readings}
    outlets = outlets_of(found.readings)
    return [
        (speaker, utterance, _told_to(readings[utterance.article], utterance, outlets))
        for speaker in found.speakers
        if speaker.name != NOT_NAMED
        for utterance in speaker.utterances
        if utterance.quotation.mode is not Mode.INDIRECT
    ]


def _told_to(
    reading: Reading, utterance: Utterance, outlets: Mapping[str, list[str]]
) -> Credit | None:
    """The medium that the quotation's own sentence says the words were told to."""
    quotation = utterance.quotation
    around = (*quotation.cue, *((quotation.occasion,) if quotation.occasion else ()))
    for span in around:
        place = sentence_at(reading, span.start) or span
        for credit in credits_in(reading.revision, place, outlets):
            if credit.kind in ("sibling", "own", "medium"):
                return credit
    return None


def _medium(found: Findings, credit: Credit) -> str:
    return found.outlet(credit.source) if credit.kind == "sibling" else credit.source


def _occasion(found: Findings, article: str, occasion: Span) -> str:
    """Equal for occasions that name the same people or places; else the words themselves."""
    reading = next(r for r in found.readings if r.article == article)
    named = sorted(
        found.canon.get(m.entity, m.entity)
        for m in reading.annotation.mentions
        if m.kind == "name" and occasion.contains(m.span)
    )
    return named[0] if named else occasion.exact.lower()


def _span(utterance: Utterance) -> Span:
    return utterance.quotation.occasion or utterance.quotation.content[0]


def _places(said: Sequence[Utterance]) -> tuple[Place, ...]:
    return tuple((u.article, run) for u in said for run in u.quotation.content)


def _cut_note(said: Sequence[Utterance]) -> str:
    """What the pages leave open about the words."""
    cut = sum(
        any("…" in r.exact or "..." in r.exact or "[" in r.exact for r in _runs(u)) for u in said
    )
    split = sum(u.quotation.gap_unknown for u in said)
    notes = []
    if cut:
        notes.append(f"{cut} with words cut or put in by the outlet")
    if split:
        notes.append(f"{split} in two runs, what stood between is unknown")
    return f" ({', '.join(notes)})" if notes else ""


def _runs(utterance: Utterance) -> tuple[Span, ...]:
    return utterance.quotation.content


def _first(said: Sequence[Utterance]) -> str:
    return _words(said[0].quotation.content[0])


def _words(span: Span) -> str:
    """The passage in marks, shortened at a word."""
    text = " ".join(span.exact.split()).strip("“”\"'‘’ ")
    if len(text) > _SHOWN:
        text = text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{text}”"


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found)} {noun}{'s' * (len(found) != 1)}"


def _and(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
