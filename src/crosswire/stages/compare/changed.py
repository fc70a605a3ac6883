"""Changed: texts that are not the ones their pages were published with, as far as is known."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from crosswire.records.article import Found, Revision
from crosswire.records.changed import Changed
from crosswire.records.comparison import Check, Comparison, Conflict, Page
from crosswire.records.span import Span, Text
from crosswire.stages.clean.dates import read_date

_META = re.compile(r"<meta\b[^>]*>", re.I)
_NAMED = re.compile(
    r"""(?:property|name|itemprop)\s*=\s*["']?(?:article:modified_time|og:updated_time|datemodified"""
    r"""|og:article:modified_time|dcterms\.modified|last-modified)["'\s>/]""",
    re.I,
)
_CONTENT = re.compile(r"""content\s*=\s*["']([^"']+)["']""", re.I)
_LINKED = re.compile(r'"dateModified"\s*:\s*"([^"]+)"')
_LINE = re.compile(
    r"^\W*(?:last |page )?(?:updated|modified|revised|amended)\b(?: on| at)?:?(?P<when>[^\n]{4,60})",
    re.I | re.M,
)
MOST = 3
"""Lines on changed pages that a check list has room for."""


def stated_change(revision: Revision) -> Found | None:
    """The page's own time of change, where it is later than the page's publication."""
    published = revision.published
    if published is None or published.source == "inferred":
        return None
    for found in _stated(revision):
        if _later(found.value, published.value):
            return found
    return None


def _stated(revision: Revision) -> Iterator[Found]:
    if revision.capture.medium == "html":
        yield from _in_source(revision.capture.content)
    lines = (revision.body.content, *(removed.words for removed in revision.removed))
    for line in (line for words in lines for line in _LINE.finditer(words)):
        if read := read_date(line["when"]):
            because = f"its text says “{' '.join(line[0].split())}”"
            yield Found(value=read.value, source="visible text", because=because)


def _in_source(source: Text) -> Iterator[Found]:
    """What the page's tags and its description of itself state."""
    metas = (m for m in _META.finditer(source.content) if _NAMED.search(m[0]))
    places: list[tuple[Literal["meta", "json-ld"], int, str]] = [
        ("meta", m.start() + content.start(1), content[1])
        for m in metas
        if (content := _CONTENT.search(m[0]))
    ]
    places += [("json-ld", m.start(1), m[1]) for m in _LINKED.finditer(source.content)]
    for origin, start, words in places:
        if read := read_date(words):
            span = Span.of(source, start, start + len(words))
            yield Found(value=read.value, source=origin, span=span)


def _later(changed: str, published: str) -> bool:
    """By the clock where both state one, else by the day."""
    if "T" in changed and "T" in published:
        one, other = datetime.fromisoformat(changed), datetime.fromisoformat(published)
        if one.tzinfo and other.tzinfo:
            return one > other
    try:
        return date.fromisoformat(changed[:10]) > date.fromisoformat(published[:10])
    except ValueError:
        return False


def change_checks(pages: Sequence[Page], conflicts: Sequence[Conflict]) -> list[Check]:
    """What to ask about changed pages: of those with several revisions always, of those that only
    state a time of change where a conflict stands on their words."""
    return [_check(p, conflicts) for p in pages if p.changed and _asked(p, conflicts)][:MOST]


def _asked(page: Page, conflicts: Sequence[Conflict]) -> bool:
    changed = page.changed or Changed()
    if changed.of > 1 or changed.gone:
        return True
    return any(page.article in (c.a.article, c.b.article) for c in conflicts)


def _check(page: Page, conflicts: Sequence[Conflict]) -> Check:
    changed = page.changed or Changed()
    sides = [s for c in conflicts for s in (c.a, c.b) if s.article == page.article]
    what = f"What changed on {page.outlet}'s page after it was published: it states a later time"
    if changed.gone:
        what = f"Why {page.outlet}'s page is {changed.gone}"
    elif changed.of > 1:
        what = (
            f"Which of {page.outlet}'s revisions holds: the text compared is revision "
            f"{changed.number} of {changed.of}"
        )
    spans = tuple(dict.fromkeys((s.article, s.span) for s in sides))
    return Check(what=what, with_whom=page.outlet, spans=spans)


def with_revisions(made: Comparison, revised: Mapping[str, Changed], most: int) -> Comparison:
    """The comparison of texts of which a store keeps several revisions, by article."""
    if not revised:
        return made
    pages = tuple(_revised(page, revised.get(page.article)) for page in made.pages)
    before = {check.what for check in change_checks(made.pages, made.conflicts)}
    kept = [check for check in made.checks if check.what not in before]
    disputed = [{(s.article, s.span) for s in (c.a, c.b)} for c in made.conflicts]
    at = max((n + 1 for n, c in enumerate(kept) if set(c.spans) in disputed), default=0)
    new = change_checks(pages, made.conflicts)
    checks = (*kept[:at], *new, *kept[at:])[:most]
    return made.model_copy(update={"pages": pages, "checks": checks})


def _revised(page: Page, changed: Changed | None) -> Page:
    if changed is None:
        return page
    stated = page.changed.stated if page.changed else None
    return page.model_copy(update={"changed": changed.model_copy(update={"stated": stated})})
