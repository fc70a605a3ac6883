"""Translated words: the language spoken and the translator, when a page states them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from crosswire.records.comparison import Translation
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.languages import LANGUAGES
from crosswire.stages.compare.words import sentence_at

_NAME = r"(?:[Tt]he )?[A-Z][\w’'&.-]*(?: (?:of |and )?[A-Z][\w’'&-]*){0,4}"
# "in French Polynesia" and "in Russian cities" speak of places: what follows must go on with
# the telling, or end.
_GOES_ON = (
    r"(?=\s*(?:$|[,.;:!?)“\"—–-])|\s+(?:on|at|during|to|before|after|by|with|and|that|through|as|"
    r"when|while|via|for|in|from|alongside|outside|over|about|where|who|using|because)\b)"
)
_SPOKEN = re.compile(rf"\bin (?:fluent |halting |broken )?(?P<language>{LANGUAGES}){_GOES_ON}")
_FROM = re.compile(rf"\btranslat(?:ed|ion) from (?:the )?(?P<language>{LANGUAGES})\b")
_BY = re.compile(
    rf"\b(?:translation|translated|interpreted)(?: from (?:the )?(?:{LANGUAGES}))?"
    rf"(?: \w+)? (?:by|from|provided by) (?P<who>{_NAME})"
)
_OWNS = re.compile(rf"(?P<who>{_NAME})[’']s? (?:own )?(?:\w+ )?translation\b")
_THROUGH = re.compile(
    r"\b(?:through|via|with the help of|using) "
    r"(?P<who>(?:an?|his|her|their|the) (?:[\w-]+ ){0,2}(?:interpreter|translator))\b"
)
_PLAIN = re.compile(r"\baccording to (?P<who>an? (?:[\w-]+ ){0,2}translation)\b")
_WRITTEN = re.compile(rf"\((?:in|speaking|speaks) (?P<language>{LANGUAGES})\)", re.IGNORECASE)


def translations(reading: Reading) -> Mapping[str, Translation]:
    """Quotation → what the page says of its translation.

    What is stated of one quotation holds for the same speaker's later ones in the article, until
    another language is stated: that is marked as near.
    """
    found: dict[str, Translation] = {}
    before: dict[str, Translation] = {}
    for quotation in sorted(reading.quotations, key=lambda q: q.content[0].start):
        speaker = quotation.speaker_entity or ""
        own = _stated(reading, quotation)
        if own is not None:
            found[quotation.id] = own
            before[speaker] = own
        elif speaker and speaker in before:
            found[quotation.id] = before[speaker].model_copy(update={"near": True})
    return found


def _stated(reading: Reading, quotation: Quotation) -> Translation | None:
    """Language and translator as the sentences around cue and words state them."""
    text = reading.revision.body
    hits = [m for place in _around(reading, quotation) for m in _matches(text.content, place)]
    if not hits:
        return None
    language = next((m["language"] for m in hits if "language" in m.groupdict()), None)
    who = next((m["who"] for m in hits if "who" in m.groupdict()), None)
    return Translation(
        language=language,
        translator=re.sub(r"^The ", "the ", who).rstrip(".") if who else None,
        span=Span.of(text, *hits[0].span()),
    )


def _around(reading: Reading, quotation: Quotation) -> Iterator[tuple[int, int]]:
    """The sentences of cue and words, without what stands in marks."""
    places = {
        (s.start, s.end)
        for span in (*quotation.cue, *quotation.content)
        if (s := sentence_at(reading, span.start)) is not None
    }
    text = reading.revision.body.content
    for start, end in sorted(places):
        at = start
        for run_start, run_end in quoted_runs(text[start:end]):
            yield at, start + run_start
            at = start + run_end
        yield at, end


def _matches(text: str, place: tuple[int, int]) -> Sequence["re.Match[str]"]:
    patterns = (_SPOKEN, _WRITTEN, _FROM, _BY, _OWNS, _THROUGH, _PLAIN)
    # A match of a part of the text must not look beyond it: "$" is the part's end.
    return [m for p in patterns if (m := p.search(text, *place)) is not None]
