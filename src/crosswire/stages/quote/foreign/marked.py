"""Words in quotation marks, in a language of which no more than the marks are read."""

import re
from collections.abc import Sequence

from crosswire.records.article import Voice
from crosswire.records.quotation import Mode, Quotation, Reading, Term
from crosswire.records.span import Span, Text
from crosswire.stages.annotate.foreign.plain import runs_in_marks
from crosswire.stages.annotate.marks import Marked

_WORDS = 4
"""Quoted words from which on they are taken for speech and not for a term."""
_SIGNS = 8
"""The same in characters, where words are not parted by spaces."""
_WIDE = re.compile("[぀-ヿ㐀-鿿가-힯฀-๿]")
_CLOSED = re.compile(r"[.!?…,。！？][\"”“»’']*$")


def marked_quotations(reading: Reading) -> tuple[Quotation, ...]:
    """Runs in quotation marks that are long enough for speech; who speaks is not read."""
    body = reading.revision.body
    return tuple(
        Quotation(
            mode=Mode.DIRECT,
            content=(Span.of(body, run.start, run.end),),
            voice=voice_at(reading, run.start),
            because=f"in quotation marks; who speaks is not read in this language "
            f"({reading.annotation.language})",
        )
        for run in runs_in_marks(body.content)
        if is_speech(body.content, run)
    )


def quoted_terms(body: Text, taken: Sequence[Span]) -> tuple[Term, ...]:
    """The runs in marks that are no quotation."""
    return tuple(
        Term(
            span=Span.of(body, run.start, run.end),
            because="too few words in quotation marks to be taken for speech",
        )
        for run in runs_in_marks(body.content)
        if not any(s.start < run.end and run.start < s.end for s in taken)
    )


def is_speech(text: str, run: Marked) -> bool:
    """Enough words, or a sentence with its stop inside the marks."""
    words = text[run.inner : run.end]
    if _WIDE.search(words):
        return len(words) >= _SIGNS
    least = 2 if _CLOSED.search(words) else _WORDS
    return len(re.findall(r"\w+", words)) >= least


def voice_at(reading: Reading, at: int) -> Voice:
    """The voice of the passage that holds this offset."""
    for passage in reading.revision.passages:
        if passage.span.start <= at < passage.span.end:
            return passage.voice
    return Voice.NEWS
