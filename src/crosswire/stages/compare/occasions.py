"""Occasions: where words in marks were said, as far as the page shows, and how it shows it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.records.comparison import Speaker, Utterance
from crosswire.records.quotation import Mode, Reading
from crosswire.records.span import Span
from crosswire.stages.compare.origins.credits import credits_in
from crosswire.stages.compare.origins.known import Known, known_outlets
from crosswire.stages.compare.words import sentence_at
from crosswire.stages.outlets import OutletTable, plain_name

_NEAR = 2
"""Passages within which words of one speaker are likely of one occasion."""
_NEAR_SENTENCES = 5
"""The same in sentences, for texts without paragraphs."""

_AUDIENCE = re.compile(
    r"\b(?:told|telling|addressing|addressed|briefing|briefed) "
    r"(?P<who>(?:an? |the |his |her |their )?(?:[\w’'-]+ ){0,3}?"
    r"(?P<what>reporters|journalists|conference|briefing|meeting|rally|hearing|committee|parliament|court"
    r"|crowd|audience|supporters|inquiry|lawmakers|MPs|senators|delegates|viewers|listeners)\b"
    r"(?: (?:in|on|at|outside|after|before|during|aboard) [^,.;:“”\"]{2,50})?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One speaker's utterance and where it was said."""

    speaker: str
    utterance: Utterance
    medium: str | None = None
    """The outlet or programme it was told to, as named there."""
    occasion: Span | None = None
    """Words for the occasion, when it was not told to a medium."""
    key: str = ""
    """Equal for one occasion, across articles; empty when nothing is stated."""
    near: bool = False
    """The occasion is that of the words before it, not stated for these words."""

    @property
    def marked(self) -> bool:
        """It has words in quotation marks."""
        return self.utterance.quotation.mode is not Mode.INDIRECT


def occasions(
    readings: Sequence[Reading],
    speakers: Sequence[Speaker],
    canon: Mapping[str, str],
    table: OutletTable,
) -> list[Said]:
    """Every named speaker's utterances with their occasions, by speaker in reading order."""
    by_article = {r.article: r for r in readings}
    outlets = known_outlets(readings, table)
    names = {r.article: r.revision.outlet_name for r in readings}
    found: list[Said] = []
    for speaker in speakers:
        ordered = sorted(
            (u for u in speaker.utterances if u.article in by_article),
            key=lambda u: (u.article, u.quotation.content[0].start),
        )
        before: Said | None = None
        for utterance in ordered:
            reading = by_article[utterance.article]
            said = _stated(Said(speaker=speaker.name, utterance=utterance), reading, outlets, canon)
            if said.medium in names:
                said = replace(said, medium=names[said.medium])
            if said.medium:
                said = replace(said, key=f"medium:{plain_name(said.medium)}")
            if not said.key and before and _follows(before.utterance, utterance, reading):
                said = replace(
                    said, medium=before.medium, occasion=before.occasion, key=before.key, near=True
                )
            before = said if said.key else None
            found.append(said)
    return found


def _stated(said: Said, reading: Reading, outlets: Known, canon: Mapping[str, str]) -> Said:
    """The utterance with what its own sentence, or the quote stage, says of the occasion."""
    quotation = said.utterance.quotation
    own = (*quotation.cue, quotation.content[0])
    medium = _medium(reading, own, outlets)
    if medium:
        return replace(said, medium=medium)
    occasion = quotation.occasion
    if occasion is None:
        audience = _told_to(reading, own)
        if audience is None:
            return said
        return replace(said, occasion=audience[0], key=f"audience:{audience[1]}")
    near = quotation.occasion_because.startswith("likely")
    medium = _medium(reading, (occasion,), outlets)
    if medium:
        return replace(said, medium=medium, near=near)
    key = f"occasion:{_named(reading, occasion, canon)}"
    return replace(said, occasion=occasion, key=key, near=near)


def _medium(reading: Reading, around: Sequence[Span], outlets: Known) -> str | None:
    """The medium to which the sentences of ``around`` say something was told."""
    for span in around:
        place = sentence_at(reading, span.start) or span
        for credit in credits_in(reading.revision, place, outlets):
            if credit.kind in ("sibling", "own", "medium"):
                return credit.source
    return None


def _told_to(reading: Reading, around: Sequence[Span]) -> tuple[Span, str] | None:
    """Words of the same sentence for an audience that is itself the occasion, and which it is.

    One speaker's press conference in two articles counts as one: nobody shows that it was two.
    """
    for span in around:
        place = sentence_at(reading, span.start) or span
        found = _AUDIENCE.search(place.exact)
        if found:
            start, end = place.start + found.start("who"), place.start + found.end("who")
            return Span.of(reading.revision.body, start, end), found["what"].lower()
    return None


def _named(reading: Reading, occasion: Span, canon: Mapping[str, str]) -> str:
    """Whom, else what, the occasion names first, across articles; else its words."""
    named = [
        m
        for m in reading.annotation.mentions
        if m.kind == "name" and m.label != "NORP" and occasion.contains(m.span)
    ]
    if not named:
        return occasion.exact.lower()
    first = min(named, key=lambda m: (m.label != "PERSON", m.span.start))
    return canon.get(first.entity, first.entity)


def _follows(before: Utterance, after: Utterance, reading: Reading) -> bool:
    """Both stand in one article and voice, a passage or two apart."""
    if before.article != after.article or before.quotation.voice is not after.quotation.voice:
        return False
    first, second = before.quotation.content[0].start, after.quotation.content[0].start
    passages = sum(first < p.span.start <= second for p in reading.revision.passages)
    sentences = sum(first < start <= second for start in reading.annotation.sentence_starts)
    return passages <= _NEAR and sentences <= _NEAR_SENTENCES
