"""Wording: the claim's very words in a page's quotation marks, whole or in part.

A page's speech is taken in stretches: runs in marks, parted where a cue breaks them and where the
outlet marks a cut. The claim stands whole in them, or a stretch stands whole in the claim, or the
end of one is the beginning of the other. A stretch that has another word in the place of one of the
claim's is no part of it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.records.quotation import Mode, Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.check.bearing import SAID_BY
from crosswire.stages.check.claim import GAP, Claim
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, shown_passages, words

_LEAST, _OWN = 3, 2
"""Words, and words that carry meaning, without which a part is a set phrase."""
_LAP = 5
"""Words that the end of one and the beginning of the other must share."""
_HALF = 0.5
_TURNS = frozenset(
    {"not", "never", "no", "nobody", "none", "neither", "nor", "if", "unless", "whether", "without",
     "deny", "denied", "hardly", "cannot"}
)  # fmt: skip
_INSERT = re.compile(r"\[[^\]]*\]")
_ENDS = re.compile(r"[.!?]['’\"”)]*\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What one quotation, or one loose run in marks, has in marks."""

    quotation: Quotation | None
    stretches: tuple[tuple[Word, ...], ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All of them in a row."""
        return tuple(w for stretch in self.stretches for w in stretch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """The claim's words as one speech has them."""

    speech: Speech
    held: tuple[Word, ...]
    """Words of the page."""
    missing: tuple[str, ...]
    """Words of the claim that the speech does not have."""
    share: float
    because: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    """Why it is not the same all the same."""


def worded(claim: Claim, reading: Reading, canon: Mapping[str, str]) -> list[Worded]:
    """Every speech of the page that has words of the claim in marks."""
    if not claim.bare:
        return []
    found = []
    for speech in speeches(reading):
        one = _whole(claim, speech, reading) or _part(claim, speech)
        if one is not None:
            why = (*one.why, *_speaker(claim, speech, canon))
            found.append(
                Worded(
                    speech=speech,
                    held=one.held,
                    missing=one.missing,
                    share=one.share,
                    because=one.because,
                    why=why,
                )
            )
    return found


def speeches(reading: Reading) -> Iterator[Speech]:
    """All that a page has in marks."""
    text = reading.revision.body
    told = shown_passages(reading)
    carried: list[Span] = []
    for quotation in reading.quotations:
        if quotation.mode is Mode.INDIRECT or not any(
            p.overlap(quotation.content[0]) for p in told
        ):
            continue
        carried += quotation.content
        mixed = quotation.mode is Mode.MIXED
        spans = [part for run in quotation.content for part in (_parts(run) if mixed else [run])]
        yield Speech(quotation=quotation, stretches=tuple(s for p in spans for s in _cut(p)))
    for start, end in quoted_runs(text.content):
        span = Span.of(text, start, end)
        if any(p.overlap(span) for p in told) and not any(c.overlap(span) for c in carried):
            yield Speech(quotation=None, stretches=tuple(_cut(span)))


def _parts(run: Span) -> list[Span]:
    """The parts of a mixed quotation that stand in marks."""
    return [
        Span(text=run.text, start=run.start + s, end=run.start + e, exact=run.exact[s:e])
        for s, e in quoted_runs(run.exact)
    ]


def _cut(span: Span) -> Iterator[tuple[Word, ...]]:
    """The words of a run, parted where it marks a cut; words put in in brackets left out."""
    text = GAP.sub(lambda m: "\x00" * len(m.group()), span.exact)
    text = _INSERT.sub(lambda m: " " * len(m.group()), text)
    for piece in re.finditer(r"[^\x00]+", text):
        found = tuple(words(piece.group(), span.start + piece.start()))
        if found:
            yield found


def _whole(claim: Claim, speech: Speech, reading: Reading) -> Worded | None:
    """Every piece of the claim stands in the speech, in order."""
    said = speech.words
    asked = [w.form for piece in claim.pieces for w in piece]
    if not asked or not (_tells(asked, 2, 1) or asked == _forms(said)):
        return None
    at, places = 0, []
    for piece in claim.pieces:
        start = _find(_forms(piece), _forms(said), at)
        if start is None:
            return None
        at = start + len(piece)
        places.append((start, at))
    held = tuple(w for s, e in places for w in said[s:e])
    return Worded(
        speech=speech,
        held=held,
        missing=(),
        share=1.0,
        because=tuple(_around(speech, places, reading)),
        why=tuple(_turn(speech, places, reading)),
    )


def _around(speech: Speech, places: Sequence[tuple[int, int]], reading: Reading) -> Iterator[str]:
    """What stands beside the claim's words in the same quotation."""
    text, said = reading.revision.body.content, speech.words
    for (_, end), (start, _) in pairwise(places):
        if start > end:
            yield f"what the claim leaves out reads “{text[said[end].start : said[start - 1].end]}”"
    first, last = said[places[0][0]], said[places[-1][1] - 1]
    breaks = [s[0].start for s in speech.stretches[1:] if first.start < s[0].start <= last.start]
    if breaks:
        yield "on this page other words or a mark of omission break the quotation"
    stretch = next(s for s in speech.stretches if last in s)
    after = stretch[stretch.index(last) + 1 :]
    if after:
        yield f"the quotation goes on: “{_short(text[after[0].start : after[-1].end])}”"


def _turn(speech: Speech, places: Sequence[tuple[int, int]], reading: Reading) -> Iterator[str]:
    """A denial or a condition within the sentence, before the words or in what is left out."""
    text, said = reading.revision.body.content, speech.words
    first = places[0][0]
    stretch = next(s for s in speech.stretches if said[first] in s)
    lead = _ENDS.split(text[stretch[0].start : said[first].start])[-1]
    left = [said[k] for (_, a), (b, _) in pairwise(places) for k in range(a, b)]
    for word in (*words(lead), *left):
        if word.form in _TURNS or word.form.endswith("n't"):
            yield f"here “{word.form}” stands before these words or among them"


def _part(claim: Claim, speech: Speech) -> Worded | None:
    """Stretches of the speech that stand in the claim, in order."""
    asked = [w for piece in claim.pieces for w in piece]
    forms = _forms(asked)
    at, kept = 0, [False] * len(asked)
    held: list[Word] = []
    for stretch in speech.stretches:
        place = _within(forms, _forms(stretch), at)
        if place is None:
            continue
        start, end, skip = place
        held += stretch[skip : skip + end - start]
        kept[start:end] = [True] * (end - start)
        at = end
    if not held or not _tells(_forms(held), _LEAST, _OWN):
        return None
    return Worded(
        speech=speech,
        held=tuple(held),
        missing=tuple(_missing(claim, asked, kept)),
        share=len(held) / len(asked),
    )


def _within(forms: Sequence[str], stretch: Sequence[str], at: int) -> tuple[int, int, int] | None:
    """(start, end) in the claim and the place in the stretch, of what the two share; or None."""
    if len(stretch) < len(forms) and (start := _find(stretch, forms, at)) is not None:
        return start, start + len(stretch), 0
    longest = min(len(forms) - at, len(stretch))
    for size in range(longest, _LAP - 1, -1):
        if list(stretch[:size]) == list(forms[-size:]):
            return len(forms) - size, len(forms), 0
        if list(stretch[-size:]) == list(forms[:size]) and at == 0:
            return 0, size, len(stretch) - size
    return None


def _missing(claim: Claim, asked: Sequence[Word], kept: Sequence[bool]) -> Iterator[str]:
    """Runs of the claim's words that were not found, as they were typed."""
    text = claim.reading.revision.body.content
    run: list[Word] = []
    for word, have in (*zip(asked, kept, strict=True), (None, True)):
        if not have and word is not None:
            run.append(word)
        elif run:
            yield text[run[0].start : run[-1].end]
            run = []


def _speaker(claim: Claim, speech: Speech, canon: Mapping[str, str]) -> Iterator[str]:
    if claim.said is None or claim.same_speaker(speech.quotation, canon):
        return
    name = speech.quotation.speaker_name if speech.quotation else None
    yield f"{SAID_BY} {name}" if name else "the text does not show who says it"


def _tells(forms: Sequence[str], least: int, own: int) -> bool:
    return len(forms) >= least and sum(f not in STOP for f in forms) >= own


def _forms(found: Sequence[Word]) -> list[str]:
    return [w.form for w in found]


def _find(forms: Sequence[str], within: Sequence[str], at: int) -> int | None:
    size = len(forms)
    return next(
        (k for k in range(at, len(within) - size + 1) if list(within[k : k + size]) == list(forms)),
        None,
    )


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def is_cut(one: Worded) -> bool:
    """More than a fragment: half of what was asked, or a good run of it."""
    return one.share >= _HALF or len(one.held) > 2 * _LAP
