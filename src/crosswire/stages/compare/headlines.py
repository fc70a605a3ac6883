"""Headline words: quoted words of headline and standfirst, and their standing in the bodies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from crosswire.records.article import Found, PassageKind
from crosswire.records.comparison import HeadlineWords
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, own_words, root, words

Standing = Literal[
    "verbatim in speech", "fragment only", "adapted", "not quoted in this text",
    "not found in this text",
]  # fmt: skip

_LONGER = 2
"""Words by which a quotation must outrun the headline's to be more than the same fragment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """Words in marks in a body: a run of a quotation, or a term."""

    reading: Reading
    span: Span
    words: tuple[Word, ...]
    roots: frozenset[str]
    term: bool


def headline_words(readings: Sequence[Reading]) -> tuple[HeadlineWords, ...]:
    """Every run of quoted words in a headline or standfirst, with its standing."""
    marked = {r.article: list(_marked(r)) for r in readings}
    return tuple(
        _standing(reading, field, quoted, marked, [r for r in readings if r is not reading])
        for reading in readings
        for field, found in _fields(reading)
        for start, end in quoted_runs(found.value)
        if words((quoted := Span.of(found.text, start, end)).exact)
    )


def _fields(reading: Reading) -> Iterator[tuple[Literal["headline", "standfirst"], Found]]:
    if reading.revision.headline:
        yield "headline", reading.revision.headline
    if reading.revision.standfirst:
        yield "standfirst", reading.revision.standfirst


def _marked(reading: Reading) -> Iterator[_Marked]:
    """Runs in marks that carry speech, and terms."""
    text = reading.revision.body
    speech = [run for q in reading.quotations for run in q.content]
    prose = [p.span for p in reading.revision.passages if p.kind is PassageKind.PARAGRAPH]
    for start, end in quoted_runs(text.content):
        span = Span.of(text, start, end)
        inside = tuple(words(span.exact, start))
        if inside and any(p.contains(span) for p in prose):
            term = not any(run.overlap(span) for run in speech)
            roots = frozenset(root(w.form) for w in inside)
            yield _Marked(reading=reading, span=span, words=inside, roots=roots, term=term)


def _standing(
    reading: Reading,
    field: Literal["headline", "standfirst"],
    quoted: Span,
    marked: Mapping[str, Sequence[_Marked]],
    siblings: Sequence[Reading],
) -> HeadlineWords:
    forms = [w.form for w in words(quoted.exact)]
    others = [m for r in siblings for m in marked[r.article]]
    seen = (
        _in_marks(forms, marked[reading.article])
        or _adapted(forms, marked[reading.article])
        or _unquoted(forms, reading, others)
        or _elsewhere(forms, others, siblings)
    )
    return HeadlineWords(
        article=reading.article,
        field=field,
        span=quoted,
        standing=seen.standing,
        found=seen.span,
        found_article=seen.article,
        because=seen.because,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    standing: Standing
    span: Span | None = None
    article: str | None = None
    because: str


def _in_marks(forms: Sequence[str], marked: Sequence[_Marked]) -> _Seen | None:
    """The very words in marks: within a longer quotation, or only as the same fragment."""
    wanted = _wanted(forms)
    holding = [m for m in marked if wanted <= m.roots and _find(forms, m.words) is not None]
    if not holding:
        return None
    fullest = max(holding, key=lambda m: (not m.term, len(m.words)))
    article = fullest.reading.article
    if fullest.term:
        because = "the text has these words in marks, but as nobody's speech"
        return _Seen(standing="fragment only", span=fullest.span, article=article, because=because)
    if len(fullest.words) >= len(forms) + _LONGER or _is_sentence(fullest):
        because = "the text quotes these words within what was said"
        return _Seen(
            standing="verbatim in speech", span=fullest.span, article=article, because=because
        )
    because = "no longer quotation in this text contains these words"
    return _Seen(standing="fragment only", span=fullest.span, article=article, because=because)


def _is_sentence(marked: _Marked) -> bool:
    """The run is a sentence by its looks: a capital first, an end or a comma last."""
    inner = marked.span.exact.strip("“”\"'‘’ ")
    return len(marked.words) >= 3 and inner[:1].isupper() and inner[-1:] in ".!?,"


def _adapted(forms: Sequence[str], marked: Sequence[_Marked]) -> _Seen | None:
    """A quotation with the same words in another form, close together."""
    wanted = _wanted(forms)
    speech = [m for m in marked if not m.term and wanted <= m.roots]
    for m in sorted(speech, key=lambda m: -len(m.words)):
        window = _near(forms, m.words, len(forms) + 3)
        if window:
            span = Span.of(m.reading.revision.body, window[0].start, window[-1].end)
            return _Seen(
                standing="adapted",
                span=span,
                article=m.reading.article,
                because=f"the text quotes “{span.exact}”",
            )
    return None


def _unquoted(forms: Sequence[str], reading: Reading, others: Sequence[_Marked]) -> _Seen | None:
    """The words outside marks, in this text."""
    told = own_words(reading, posts=True)
    at = _find(forms, told)
    loose = 2 * len(forms) + 3
    window = told[at : at + len(forms)] if at is not None else _near(forms, told, loose)
    if not window:
        return None
    span = Span.of(reading.revision.body, window[0].start, window[-1].end)
    same = "these words" if at is not None else f"nearly these words (“{span.exact}”)"
    because = f"the text has {same} outside marks"
    sibling = _in_marks(forms, others)
    if sibling:
        because += f"; {_outlet(others, sibling)} quotes them"
        span, article = sibling.span or span, sibling.article
    else:
        article = reading.article
    return _Seen(standing="not quoted in this text", span=span, article=article, because=because)


def _elsewhere(
    forms: Sequence[str], others: Sequence[_Marked], siblings: Sequence[Reading]
) -> _Seen:
    """The words in a sibling's quotations, a sibling's own words, or nowhere in these texts."""
    seen = _in_marks(forms, others) or _adapted(forms, others)
    how = (
        "quotes nearly these words" if seen and seen.standing == "adapted" else "quotes these words"
    )
    if seen is None:
        found = (_unquoted(forms, r, ()) for r in siblings)
        seen = next((s for s in found if s is not None), None)
        how = "has these or nearly these words outside marks"
    if seen is None:
        because = "no passage of the texts compared has these words close together"
        return _Seen(standing="not found in this text", because=because)
    outlet = next(r.revision.outlet_name for r in siblings if r.article == seen.article)
    return replace(seen, standing="not found in this text", because=f"{outlet} {how}")


def _outlet(marked: Sequence[_Marked], seen: _Seen) -> str:
    return next(m.reading.revision.outlet_name for m in marked if m.reading.article == seen.article)


def _find(forms: Sequence[str], within: Sequence[Word]) -> int | None:
    """Where ``forms`` stand in a row in ``within``."""
    size = len(forms)
    return next(
        (
            k
            for k in range(len(within) - size + 1)
            if all(within[k + j].form == forms[j] for j in range(size))
        ),
        None,
    )


def _wanted(forms: Sequence[str]) -> frozenset[str]:
    """Roots of the words that carry meaning."""
    return frozenset(root(f) for f in forms if f not in STOP)


def _near(forms: Sequence[str], within: Sequence[Word], most: int) -> list[Word]:
    """The shortest window, of ``most`` words, with the root of every content word of ``forms``."""
    wanted = _wanted(forms)
    best: list[Word] = []
    for k in range(len(within) if wanted else 0):
        if root(within[k].form) not in wanted:
            continue
        window = _window(within[k : k + most], wanted)
        if window and (not best or len(window) < len(best)):
            best = window
    return best


def _window(candidates: Sequence[Word], wanted: frozenset[str]) -> list[Word]:
    """The shortest beginning of ``candidates`` with all of ``wanted``."""
    missing = set(wanted)
    for k, word in enumerate(candidates):
        missing.discard(root(word.form))
        if not missing:
            return list(candidates[: k + 1])
    return []
