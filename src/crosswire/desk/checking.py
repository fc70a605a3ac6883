"""A sentence or quotation held against the stories that it may belong to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from crosswire.desk import reading
from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError
from crosswire.project import MOST_CLAIM
from crosswire.records.article import Revision
from crosswire.records.check import ClaimCheck
from crosswire.records.failure import Failure
from crosswire.records.lists import Hit, Hits, Query
from crosswire.records.quotation import Reading
from crosswire.stages.clean.repeated import without
from crosswire.store import lists
from crosswire.store.base import Reader
from crosswire.store.lists_front import brought
from crosswire.store.repeats import repeats
from crosswire.store.search_query import read_query
from crosswire.store.search_words import folded

_HITS = 40
"""Articles that have most of the claim's words."""
_STORIES = 3
_TEXTS = 40
"""Texts that one claim is held against."""
_NEW = 8
"""Of them so many that nobody has read closely yet: each takes a part of a second."""
_WORDS = 24
_SHORT = 4


class Searched(NamedTuple):
    """A text that a claim was held against."""

    name: str
    """What the answer calls it."""
    article: str
    revision: Revision
    first_seen: str
    run: str
    """What brought it."""


class Checked(NamedTuple):
    """The answer, and where it was looked for."""

    found: ClaimCheck | None
    """None: no text here has enough of its words to be worth reading."""
    texts: tuple[Searched, ...]
    stories: tuple[str, ...]
    unread: int
    """Texts of these stories that it was not held against."""
    searched: int
    """Articles of the store in which the words were looked for."""
    failures: tuple[Failure, ...] = ()


def check(desk: Desk, claim: str) -> Checked:
    """Who carries ``claim``, of the stories whose articles have most of its words.

    Raises ``ConfigError`` for what is no sentence or quotation.
    """
    words = " ".join(claim.split())
    if not any(c.isalnum() for c in words) or len(words) > MOST_CLAIM:
        raise ConfigError(
            f"a sentence or a quotation of up to {MOST_CLAIM:,} characters was wanted, "
            f"got {len(words):,} ({words[:40]!r})"
        )
    with desk.store.read(as_of=desk.as_of) as reader:
        hits = _candidates(reader, words)
        stories = _stories(hits.hits)
        articles = _articles(reader, stories, hits.hits)
        texts, pages, unread, failures = _read(desk, reader, articles)
    if not pages:
        return Checked(None, (), tuple(stories), unread, hits.searched, failures)
    (found,) = desk.project.pipeline.answers([words], pages)
    if isinstance(found, Failure):
        return Checked(None, texts, tuple(stories), unread, hits.searched, (*failures, found))
    return Checked(found, texts, tuple(stories), unread, hits.searched, failures)


def _candidates(reader: Reader, claim: str) -> Hits:
    """Articles with any of the claim's words, those with the most and the rarest of them first."""
    words = [word for word in dict.fromkeys(folded(claim)) if len(word) >= _SHORT or word.isdigit()]
    words = sorted(words or folded(claim), key=len, reverse=True)[:_WORDS]
    any_of = " OR ".join(f'"{word}"' for word in words)
    read_query(any_of)
    return lists.search(reader, Query(words=any_of, order="ranked", limit=_HITS))


def _stories(hits: Iterable[Hit]) -> list[str]:
    """The stories of the best hits: each hit counts the less the further down it stands."""
    weight: dict[str, float] = defaultdict(float)
    for place, hit in enumerate(hits, 1):
        if hit.story is not None:
            weight[hit.story] += 1 / place
    return sorted(weight, key=lambda story: (-weight[story], story))[:_STORIES]


def _articles(reader: Reader, stories: Sequence[str], hits: Iterable[Hit]) -> list[str]:
    """The articles of the stories, the best story's first; what was found besides comes last."""
    found = dict.fromkeys(one for story in stories for one in reader.members(story))
    found |= dict.fromkeys(hit.article for hit in hits if hit.story is None)
    return [*found]


def _read(
    desk: Desk, reader: Reader, articles: Sequence[str]
) -> tuple[tuple[Searched, ...], list[Reading], int, tuple[Failure, ...]]:
    """Readings of these articles as they are now, from the store as far as they are there."""
    gone = reader.erased(articles)
    left = [one for one in articles if one not in gone]
    current = reader.current(left)
    version = reading.version(desk.project.pipeline)
    kept = {a: r for a in left[: 2 * _TEXTS] if (r := reader.reading(current[a], version))}
    new = [a for a in left[:_TEXTS] if a not in kept][:_NEW]
    read, failures = _read_now(desk, reader, {a: current[a] for a in new})
    chosen = [a for a in left if a in kept or a in read][:_TEXTS]
    again = repeats(reader, {a: current[a] for a in chosen})
    seen = brought(reader.connection, chosen)
    texts: list[Searched] = []
    pages: list[Reading] = []
    for article in chosen:
        found = without(kept.get(article) or read[article], again.get(article, ()))
        named = found.revision.model_copy(update={"article": article})
        pages.append(found.model_copy(update={"revision": named}))
        texts.append(Searched(article, article, named, *seen[article]))
    return tuple(texts), pages, len(left) - len(chosen), failures


def _read_now(
    desk: Desk, reader: Reader, wanted: Mapping[str, str]
) -> tuple[dict[str, Reading], tuple[Failure, ...]]:
    found = [*desk.project.pipeline.read(reader.revision(key) for key in wanted.values())]
    both = zip(wanted, found, strict=True)
    read = {article: one for article, one in both if isinstance(one, Reading)}
    return read, tuple(one for one in found if isinstance(one, Failure))
