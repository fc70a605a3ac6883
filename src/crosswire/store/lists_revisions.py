"""The texts that an article has had, and the words that changed from each to the next."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Row, select

from crosswire.records import Notice, RevisionLine, Span, Text, WordChange
from crosswire.stages.revise.changes import Pair, changes
from crosswire.stages.revise.notices import notices_in, withdrawing
from crosswire.stages.revise.sentences import plain
from crosswire.store.base import Reader
from crosswire.store.notices import boxes_in, of_articles
from crosswire.store.sources import gone as taken_down
from crosswire.store.tables import articles, revisions, texts
from crosswire.store.tombs import erased

_WORD = re.compile(r"\S+")
_bodies = texts.alias("bodies")
_headlines = texts.alias("headlines")
Titled = tuple[str, str]
"""Id and content."""


def revision_lines(reader: Reader, handle: str) -> list[RevisionLine]:
    """The article's revisions, oldest first; raises ``ConfigError`` for a handle that names none.

    What only a newer version of crosswire read otherwise from one capture is no change of the
    outlet's, and left out.
    """
    key = reader.resolve_article(handle)
    asked = (
        select(
            revisions.c.id, revisions.c.article_id, revisions.c.seen_at, revisions.c.published,
            revisions.c.completeness, articles.c.revision_id.label("current"),
            revisions.c.details, _bodies.c.id.label("body_id"), _bodies.c.content.label("body"),
            _headlines.c.id.label("headline_id"), _headlines.c.content.label("headline"),
        )
        .join(articles, articles.c.id == revisions.c.article_id)
        .join(_bodies, _bodies.c.id == revisions.c.text_id)
        .outerjoin(_headlines, _headlines.c.id == revisions.c.headline_id)
        .where(revisions.c.article_id == key, revisions.c.replaced_by.is_(None))
        .order_by(revisions.c.seen_at, revisions.c.id)
    )  # fmt: skip
    rows: list[Row[Any]] = list(reader.connection.execute(asked))
    gone = key in erased(reader.connection, [key])
    earlier = [None, *rows]
    lines = [_line(n + 1, row, earlier[n], gone=gone) for n, row in enumerate(rows)]
    if not lines:
        return lines
    left = taken_down(reader.connection, [key]).get(key)
    lines = [line.model_copy(update={"gone": left}) if line.current else line for line in lines]
    # What a first text says of another article was looked for when it came.
    first = tuple(k.notice for k in of_articles(reader, [key]) if k.revision == lines[0].id)
    known = {one.span for one in first}
    rest = tuple(one for one in lines[0].notices if one.span not in known)
    return [lines[0].model_copy(update={"notices": (*first, *rest)}), *lines[1:]]


def _line(number: int, row: Row[Any], before: Row[Any] | None, *, gone: bool) -> RevisionLine:
    headline = (row.headline_id or "", row.headline or "")
    of_text: tuple[WordChange, ...] = ()
    of_headline: tuple[WordChange, ...] = ()
    notices, repeated = _notices(row, before)
    told: dict[str, tuple[WordChange, ...]] = {}
    if before is not None and not gone:
        of_text = word_changes((before.body_id, before.body), (row.body_id, row.body))
        of_headline = word_changes((before.headline_id or "", before.headline or ""), headline)
        told = _told(row, before, [*notices, *repeated])
    return RevisionLine(
        id=row.id,
        article=row.article_id,
        number=number,
        current=row.id == row.current,
        seen_at=row.seen_at,
        published=row.published,
        headline=_span(headline, 0, len(headline[1])),
        words=len(_WORD.findall(row.body)),
        completeness=row.completeness,
        erased=gone,
        posts=len(row.details.get("posts", ())),
        headline_changes=of_headline,
        changes=of_text,
        words_added=sum(_count(change.added) for change in of_text),
        words_removed=sum(_count(change.removed) for change in of_text),
        notices=notices,
        repeated=repeated,
        **told,
    )


def _notices(
    row: Row[Any], before: Row[Any] | None
) -> tuple[tuple[Notice, ...], tuple[Notice, ...]]:
    """What the page says of its text that is new, and what the revision before said already."""
    found = notices_in(Text(content=row.body), boxes_in(row.details))
    if before is None:
        return found, ()
    earlier = Text(content=before.body)
    said = {plain(one.span.exact) for one in notices_in(earlier, boxes_in(before.details))}
    new = [one for one in found if plain(one.span.exact) not in said]
    known = tuple(one for one in found if one not in new)
    body = Text(content=row.body)
    return tuple(withdrawing(one, body, earlier) for one in new), known


def _told(
    row: Row[Any], before: Row[Any], notices: Sequence[Notice]
) -> dict[str, tuple[WordChange, ...]]:
    """Sentences, quotations and figures that changed, but for what a notice itself says."""
    found = changes(before.body, row.body)

    def of(pairs: Sequence[Pair]) -> tuple[WordChange, ...]:
        return tuple(
            WordChange(
                removed=_span((before.body_id, before.body), *(pair.before or (0, 0))),
                added=_span((row.body_id, row.body), *(pair.after or (0, 0))),
            )
            for pair in pairs
            if not any(pair.after and n.span.start <= pair.after[0] < n.span.end for n in notices)
        )

    return {
        "statements": of(found.statements),
        "quotations": of(found.quotations),
        "figures": of(found.figures),
    }


def word_changes(before: Titled, after: Titled) -> tuple[WordChange, ...]:
    """Runs of words that differ, in the order of the text, by difflib (Ratcliff and Obershelp 1988).

    Paragraphs that are the same are set aside first, so that a long text costs what changed of it.
    """
    if before[1] == after[1]:
        return ()
    return tuple(
        WordChange(removed=_span(before, *removed), added=_span(after, *added))
        for removed, added in _changed(before[1], after[1])
    )


Place = tuple[int, int]


def _changed(before: str, after: str) -> Iterator[tuple[Place, Place]]:
    """Places of the runs of words, of paragraphs that differ."""
    old, new = _places(before, "\n"), _places(after, "\n")
    for removed, added in _differing(before, old, after, new):
        words = _within(before, removed), _within(after, added)
        yield from _differing(before, words[0], after, words[1])


def _differing(
    before: str, old: Sequence[Place], after: str, new: Sequence[Place]
) -> Iterator[tuple[Place, Place]]:
    """What of two runs of pieces differs, from the first to the last piece of each difference."""
    a, b = [before[s:e] for s, e in old], [after[s:e] for s, e in new]
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _around(old[i:j]), _around(new[k:m])


def _around(places: Sequence[Place]) -> Place:
    return (places[0][0], places[-1][1]) if places else (0, 0)


def _places(text: str, between: str) -> list[Place]:
    """Where the pieces between line breaks stand that have any word."""
    found, start = [], 0
    for piece in text.split(between):
        if piece.strip():
            found.append((start, start + len(piece)))
        start += len(piece) + len(between)
    return found


def _within(text: str, place: Place) -> list[Place]:
    return [found.span() for found in _WORD.finditer(text, *place)]


def _span(text: Titled, start: int, end: int) -> Span | None:
    if start == end:
        return None
    return Span(text=text[0], start=start, end=end, exact=text[1][start:end])


def _count(span: Span | None) -> int:
    return len(_WORD.findall(span.exact)) if span else 0
