"""The claim: what of it was said, by whom, and what it merely frames."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crosswire.records.annotation import Token
from crosswire.records.quotation import Act, Mode, Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points.naming import bare as name_words
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, words
from crosswire.stages.quote.acts import lemmas

GAP = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…")
"""The sign of words left out."""
NEUTRAL = frozenset(
    {"say", "tell", "add", "state", "note", "write", "explain", "remark", "accord", "comment",
     "speak", "declare", "announce"}
)  # fmt: skip
"""Cues that say no more than that it was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim taken apart."""

    reading: Reading
    quoted: tuple[Span, ...]
    """Runs in marks, marks included."""
    said: Quotation | None
    """The saying it reports, when it names a speaker or a cue."""
    whole: bool
    """Nothing stands outside the marks but who says it."""
    bare: bool
    """Nothing that tells anything stands outside what is said but who says it."""

    @property
    def speaker(self) -> str | None:
        """Whom it names."""
        return self.said.speaker_name if self.said else None

    @property
    def pieces(self) -> tuple[tuple[Word, ...], ...]:
        """The words looked for, in the pieces that an ellipsis parts."""
        spans = self.quoted if self.whole else self._content
        found: list[tuple[Word, ...]] = []
        for span in spans:
            at = 0
            for gap in (*GAP.finditer(span.exact), None):
                end = gap.start() if gap else len(span.exact)
                piece = tuple(words(span.exact[at:end], span.start + at))
                found += [piece] if piece else []
                at = gap.end() if gap else end
        return tuple(found)

    @property
    def _content(self) -> tuple[Span, ...]:
        if self.said:
            return self.said.content
        text = self.reading.revision.body
        return (Span.of(text, 0, len(text)),)

    def framing(self, token: Token) -> bool:
        """The token only says who said it."""
        if self.said is None:
            return False
        frame = (*self.said.cue, *self.said.speaker)
        return any(s.start <= token.start < s.end for s in frame)

    def same_speaker(self, other: Quotation | None, canon: Mapping[str, str]) -> bool:
        """Whoever speaks in ``other`` is whom the claim names."""
        mine = self.said
        if mine is None or other is None or other.speaker_name is None:
            return False
        ids = [q.speaker_entity and canon.get(q.speaker_entity) for q in (mine, other)]
        if ids[0] and ids[0] == ids[1]:
            return True
        one, two = (name_words(q.speaker_name or "") for q in (mine, other))
        # "Marrow" is Ilse Marrow and no Otto Marrow; where both give a first name it must be one.
        return (
            bool(one and two)
            and one[-1] == two[-1]
            and (set(one) <= set(two) or set(two) <= set(one))
        )


def read_claim(reading: Reading) -> Claim:
    """Take the claim apart."""
    text = reading.revision.body
    runs = tuple(Span.of(text, s, e) for s, e in quoted_runs(text.content))
    said = _saying(reading)
    frame = (*said.cue, *said.speaker) if said else ()
    whole = not _outside(text.content, (*runs, *frame)) if runs else False
    content = said.content if said else ()
    left = [w for w in _outside(text.content, (*content, *frame)) if w not in STOP]
    return Claim(
        reading=reading,
        quoted=runs,
        said=said,
        whole=whole and (said is None or said.mode is Mode.DIRECT),
        bare=said is None or not left,
    )


def _saying(reading: Reading) -> Quotation | None:
    """The first report of speech that names who speaks, by a verb or noun of saying."""
    return next(
        (
            q
            for q in reading.quotations
            if q.act is Act.SPEECH and q.speaker and q.cue and _says(reading, q.cue[0])
        ),
        None,
    )


def _says(reading: Reading, cue: Span) -> bool:
    saying = lemmas("verbs of saying") | lemmas("nouns of saying") | {"accord"}
    return any(
        t.lemma.lower() in saying
        for t in reading.annotation.tokens
        if cue.start <= t.start < cue.end
    )


def _outside(text: str, spans: tuple[Span, ...]) -> list[str]:
    """Words outside ``spans``."""
    return [w.form for w in words(text) if not any(s.start <= w.start < s.end for s in spans)]
