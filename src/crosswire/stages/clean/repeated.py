"""Paragraphs that an outlet prints under everything: known by standing in its articles on unlike matters.

Bodies stay as they are, since spans address them: such a paragraph is marked as chrome, so that no
point, no single statement and no quotation is made of it. A paragraph of background comes back in every
article on its matter, and is none; so matters must be shown to be unlike: different stories, whose
headlines have no name and no two words in common, and a paragraph that has not the words of its own headline.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from crosswire.records.article import Passage, PassageKind, Removed, Revision
from crosswire.records.quotation import Reading
from crosswire.records.span import Span

MOST = 24
"""Articles in which a paragraph is noted; more would show nothing further."""
MATTERS = 3
"""Unlike matters from which on a paragraph is the outlet's furniture."""
_LEAST, _LONGEST = 5, 120
"""Words of a paragraph that is looked at."""
_PARAGRAPHS = 80
"""Paragraphs of one text that are looked at: as many at its beginning as at its end."""
_OWN = 2
"""Words of its headline that a paragraph on the article's matter has."""
_STEM = 4
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORD = re.compile(r"\w+")

Place = tuple[int, int]


class Held(NamedTuple):
    """An article that has the paragraph."""

    matter: str
    """The story it tells."""
    headline: str


class Repeated(NamedTuple):
    """A paragraph that stands in articles on unlike matters."""

    place: Place
    because: str


def paragraphs(body: str) -> dict[str, Place]:
    """The paragraphs that may be furniture, by their words in small letters, each with its place."""
    lines = [found.span() for found in _LINE.finditer(body)]
    half = _PARAGRAPHS // 2
    if len(lines) > _PARAGRAPHS:
        lines = [*lines[:half], *lines[-half:]]
    found: dict[str, Place] = {}
    for place in lines:
        words = _WORD.findall(body, *place)
        if _LEAST <= len(words) <= _LONGEST:
            found.setdefault(" ".join(words).lower(), place)
    return found


def mark(outlet: str, words: str) -> int:
    """64 bits of a hash, with a sign: what a database takes for a whole number."""
    digest = hashlib.blake2b(f"{outlet}\n{words}".encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def repeated(
    own: Held, outlet: str, found: Mapping[str, Place], others: Mapping[str, Iterable[Held]]
) -> list[Repeated]:
    """Those of an article's paragraphs (``found``) that stand in articles of its outlet on unlike
    matters; ``others``: who else has each, by its words."""
    told = _stems(own.headline)
    marked = []
    for words, place in found.items():
        having = [*others.get(words, ())]
        if len(having) < MATTERS - 1 or len(told & _stems(words)) >= _OWN:
            continue
        if _matters(own, having) >= MATTERS:
            number = f"{len(having) + 1}{' or more' if len(having) + 1 >= MOST else ''}"
            marked.append(Repeated(place, f"the same words stand in {number} articles of {outlet} "
                                          "on unlike matters"))  # fmt: skip
    return marked


def _matters(own: Held, others: Iterable[Held]) -> int:
    """How many matters are shown to be unlike each other."""
    chosen = [own]
    for other in others:
        if all(_unlike(other, one) for one in chosen):
            chosen.append(other)
    return len(chosen) if _stems(own.headline) else 0


def _unlike(one: Held, other: Held) -> bool:
    """Two stories whose headlines have no name and no two words in common."""
    here, there = _stems(one.headline), _stems(other.headline)
    if one.matter == other.matter or not here or not there:
        return False
    shared = len(here & there)
    return shared < _OWN and (shared == 0 or not _names(one.headline) & _names(other.headline))


def _stems(words: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(words) if len(word) >= _STEM}


def _names(headline: str) -> set[str]:
    """Its words with a capital: of a headline in capitals, all of them."""
    return {w.lower()[:_STEM] for w in _WORD.findall(headline) if w[0].isupper()}


Known = tuple[str | None, str]
"""An article of a run: the story that is stated for it, and its id, which is one within that."""


def known(reading: Reading) -> Known:
    """What an article of a run goes by."""
    return reading.revision.capture.story, reading.article


def of_run(readings: Iterable[Reading]) -> dict[Known, list[Repeated]]:
    """What is repeated among the articles that a run holds."""
    held: dict[str, dict[str, list[tuple[Known, Held]]]] = {}
    texts: dict[Known, tuple[str, Held, dict[str, Place]]] = {}
    for reading in readings:
        revision = reading.revision
        if revision.outlet is None or revision.headline is None:
            continue
        outlet, article = revision.outlet_name, known(reading)
        own = Held(revision.capture.story or revision.article, revision.headline.value)
        texts[article] = (outlet, own, paragraphs(revision.body.content))
        for words in texts[article][2]:
            having = held.setdefault(outlet, {}).setdefault(words, [])
            having.append((article, own))
    return {
        article: repeated(own, outlet, found, {
            words: [h for other, h in held[outlet][words] if other != article]
            for words in found
        })
        for article, (outlet, own, found) in texts.items()
    }  # fmt: skip


def marked(revision: Revision, found: Iterable[Repeated]) -> Revision:
    """The revision with these paragraphs marked as chrome; its text stays as it is."""
    passages, removed = revision.passages, [*revision.removed]
    for one in found:
        passages = tuple(part for p in passages for part in _parted(revision, p, one))
        removed += _removed(revision, one)
    return revision.model_copy(update={"passages": passages, "removed": tuple(removed)})


def _parted(revision: Revision, passage: Passage, one: Repeated) -> Iterator[Passage]:
    start, end = passage.span.start, passage.span.end
    first, last = max(start, one.place[0]), min(end, one.place[1])
    if first >= last:
        yield passage
        return
    for place, chrome in (((start, first), False), ((first, last), True), ((last, end), False)):
        if revision.body.content[slice(*place)].strip():
            span = Span.of(revision.body, *place)
            values = {"kind": PassageKind.CHROME, "because": one.because} if chrome else {}
            yield passage.model_copy(update={"span": span, **values})


def _removed(revision: Revision, one: Repeated) -> Iterator[Removed]:
    """The same words where they stand in the capture."""
    try:
        start, end = revision.original(one.place[0]), revision.original(one.place[1] - 1) + 1
    except ValueError:
        return  # the page has these words in no one place
    if start < end:
        span = Span.of(revision.capture.content, start, end)
        yield Removed(span=span, reason="repeated", because=one.because)


def without(reading: Reading, found: Iterable[Repeated]) -> Reading:
    """The reading with these paragraphs marked, and without the quotations that stand in them."""
    places = [*found]
    if not places:
        return reading
    kept = tuple(
        q for q in reading.quotations
        if not any(one.place[0] <= q.content[0].start < one.place[1] for one in places)
    )  # fmt: skip
    return reading.model_copy(
        update={"revision": marked(reading.revision, places), "quotations": kept}
    )
