"""Corrections: where an article says of itself that it was wrong.

Only what speaks of the article's own words counts: an earlier version of it, an article that was
amended or corrected, "we reported wrongly", or, under a headline that says it is a correction, what
"was reported erroneously". A correction of somebody else's is news, and words in a quotation are
somebody else's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crosswire.records.article import Passage
from crosswire.records.comparison import Correction, Statement
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.revise.notices import boxes_of, notices_in
from crosswire.stages.revise.sentences import figures
from crosswire.stages.revise.wordings import CONTRAST, FACT, LABEL, MIS, OWN, TOLD, WRONGLY

_TITLED = re.compile(rf"\b(?:{TOLD} {WRONGLY}|{WRONGLY} {TOLD}|{MIS})\b(?: that\b)?", re.I)
"""What is enough where the headline calls the article a correction."""
_NUMBER = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_COUNTED = re.compile(rf"(?<![\w.,])(\d[\d.,]*\d|\d|(?:{_NUMBER})\b)[ -]?([a-z]{{3,}})?", re.I)
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 4
_SHARED = 2
"""Words, beside the thing counted, that who tells a figure has in common with who takes it back."""


@dataclass(frozen=True, slots=True)
class _Own:
    """A sentence about the article's own error: where what it takes back begins."""

    sentence: Span
    cue: str
    start: int


def retracting(reading: Reading) -> tuple[Span, ...]:
    """The sentences in which the article takes its own words back; they tell nothing anew."""
    gone = _retractions(reading)
    own = [own.sentence for own in _own(reading)]
    own += (s for s in reading.annotation.sentences if any(s.overlap(one.span) for one in gone))
    return tuple(own)


def corrections(readings: Sequence[Reading]) -> tuple[Correction, ...]:
    """What each article takes back of itself, and who on the table still tells it."""
    return tuple(one for reading in readings for one in _of(reading, readings))


def _of(reading: Reading, readings: Sequence[Reading]) -> Iterator[Correction]:
    """A page that is withdrawn corrects nothing besides."""
    gone = _retractions(reading)
    yield from gone
    for one in _corrections(reading, readings):
        if not any(one.span.overlap(other.span) for other in gone):
            yield one


def _retractions(reading: Reading) -> list[Correction]:
    """Notices that take back the whole of the article."""
    revision = reading.revision
    found = notices_in(revision.body, boxes_of(revision))
    return [
        Correction(article=reading.article, span=one.span, kind=one.kind, because=one.because)
        for one in found
        if one.kind in ("retraction", "kill")
    ]


def still_told(
    readings: Sequence[Reading], article: str, sentence: Span, words: Span
) -> Iterator[Statement]:
    """Sentences of others that have a figure of ``sentence`` that is withdrawn, of the same thing."""
    values = {value for value, _ in figures(words.exact)}
    told = [one for one in _figures(sentence) if one[0] in values]
    about = _stems(sentence.exact)
    for other in readings if told else ():
        own = set(retracting(other))
        for one in other.annotation.sentences:
            if other.article != article and one not in own and _tells(one.exact, told, about):
                yield Statement(article=other.article, span=one, sentence=one)


def _own(reading: Reading) -> list[_Own]:
    headline = reading.revision.headline
    titled = bool(headline and LABEL.match(headline.value))
    passages = reading.revision.passages
    sentences = reading.annotation.sentences
    found: list[_Own] = []
    for n, sentence in enumerate(sentences):
        passage = _at(passages, sentence)
        labelled = passage is not None and bool(LABEL.match(passage.span.exact))
        match = next(_matches(sentence.exact, titled or labelled), None)
        if match is None and labelled and passage and passage.span.start == sentence.start:
            match = LABEL.match(sentence.exact)
        follows = any(
            sentences.index(o.sentence) >= n - 2 and _at(passages, o.sentence) == passage
            for o in found
        )
        if match is None and follows:
            match = CONTRAST.search(sentence.exact)
        if match and not _said(reading, sentence.start + match.start()):
            found.append(_Own(sentence, match[0].strip(" ,"), sentence.start + match.end()))
    return found


def _matches(words: str, titled: bool) -> Iterator[re.Match[str]]:
    for pattern in (*OWN, _TITLED) if titled else OWN:
        if match := pattern.search(words):
            yield match


def _at(passages: Sequence[Passage], span: Span) -> Passage | None:
    return next((p for p in passages if p.span.start <= span.start < p.span.end), None)


def _said(reading: Reading, offset: int) -> bool:
    """Somebody else's words stand there."""
    return any(run.start <= offset < run.end for q in reading.quotations for run in q.content)


def _corrections(reading: Reading, readings: Sequence[Reading]) -> Iterator[Correction]:
    groups: list[list[_Own]] = []
    sentences = list(reading.annotation.sentences)
    for own in _own(reading):
        near = groups and sentences.index(own.sentence) - sentences.index(groups[-1][-1].sentence)
        if near and near <= _NEAR:
            groups[-1].append(own)
        else:
            groups.append([own])
    for group in groups:
        span = _stretch(reading, group)
        cue = group[0].cue.rstrip(":")
        plain = re.search(r"clarif", span.exact, re.I) and not re.search(
            rf"correct|{WRONGLY}|{MIS}", span.exact, re.I
        )
        yield Correction(
            article=reading.article,
            span=span,
            kind="clarification" if plain else "correction",
            because=f"the article says so of itself: “{cue}”",
            told=tuple(_told(reading, group, span, readings)),
        )


_NEAR = 2
"""Sentences from one to the next of the same correction."""


def _stretch(reading: Reading, group: Sequence[_Own]) -> Span:
    """The sentences, and the next of the passage, which as a rule says what holds."""
    last = group[-1].sentence
    passages = reading.revision.passages
    for sentence, after in pairwise(reading.annotation.sentences):
        if sentence == last and _at(passages, after) == _at(passages, last):
            last = after
            break
    return Span.of(reading.revision.body, group[0].sentence.start, last.end)


def _told(
    reading: Reading, group: Sequence[_Own], span: Span, readings: Sequence[Reading]
) -> Iterator[Statement]:
    """Sentences of the others that have the very figure or name that is taken back."""
    wrong = [part for own in group if (part := _wrong(own))]
    counts = [f for part, _ in wrong for f in _figures(part)]
    names = [n for part, plain in wrong if plain for n in _names(reading, part)]
    about = _stems(span.exact)
    for other in readings:
        if other.article == reading.article:
            continue
        own = set(retracting(other))
        for sentence in other.annotation.sentences:
            if sentence in own:
                continue
            counted = _tells(sentence.exact, counts, about)
            if counted or any(re.search(rf"\b{re.escape(n)}\b", sentence.exact) for n in names):
                yield Statement(article=other.article, span=sentence, sentence=sentence)


def _wrong(own: _Own) -> tuple[Span, bool] | None:
    """The words taken back, and whether they are set against what holds ("Ann, not Anne")."""
    sentence = own.sentence
    words = sentence.exact[own.start - sentence.start :]
    contrast = CONTRAST.search(sentence.exact)
    start, stop = own.start, sentence.end
    if contrast:
        start = sentence.start + contrast.end()
    elif fact := FACT.search(words):
        stop = own.start + fact.start()
    if stop <= start:
        return None
    exact = sentence.exact[start - sentence.start : stop - sentence.start]
    return Span(text=sentence.text, start=start, end=stop, exact=exact), contrast is not None


def _figures(part: Span) -> list[tuple[str, str]]:
    """(figure, stem of what it counts); a figure that counts nothing is too little to go by."""
    return [*_counts(part.exact)]


def _names(reading: Reading, part: Span) -> list[str]:
    return [m.span.exact for m in reading.annotation.mentions if part.contains(m.span)]


def _tells(words: str, counts: Sequence[tuple[str, str]], about: frozenset[str]) -> bool:
    """``words`` count the same to the same figure, of what the correction is about."""
    here = set(_counts(words))
    return any(
        (f, noun) in here and len((_stems(words) & about) - {noun}) >= _SHARED for f, noun in counts
    )


def _counts(words: str) -> Iterator[tuple[str, str]]:
    """Figures by their value, "twelve" as 12, each with the stem of what it counts."""
    for figure, noun in _COUNTED.findall(words):
        if noun:
            value = next((value for value, _ in figures(figure)), figure.lower())
            yield value, noun[:_STEM].lower()


def _stems(words: str) -> frozenset[str]:
    return frozenset(w[:_STEM].lower() for w in _WORD.findall(words))
