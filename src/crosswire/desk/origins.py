"""How many origins a story has at most: copies, and articles that credit one agency, count once."""

from collections.abc import Iterator, Sequence

from crosswire.records import (
    Capture,
    Completeness,
    Found,
    KnownOrigins,
    Revision,
    StoryLine,
    Text,
)
from crosswire.stages.compare.origins.known import Known, outlets_among
from crosswire.stages.compare.origins.lines import line_credits, whole_credit
from crosswire.stages.compare.origins.ties import Groups
from crosswire.stages.outlets import OutletTable
from crosswire.store import lists
from crosswire.store.base import Reader
from crosswire.store.lists_tellers import Teller

_READ = 100
"""Texts that are read for one page of a list: a part of a millisecond each."""
_LEAST = 5
"""Of each story on it so many all the same."""
_MOST = 20
"""And never more. Of an article that is not read an origin of its own is taken to be possible."""


def bounded(reader: Reader, lines: Sequence[StoryLine], table: OutletTable) -> list[StoryLine]:
    """The lines, with no more origins than copies and credit lines leave possible.

    It lowers what may be, never what is known: whoever credits nobody is not thereby an origin.
    """
    open_ = [line.id for line in lines if line.origins.at_most > 1 or line.articles > 1]
    most = min(_MOST, max(_LEAST, _READ // max(1, len(open_))))
    told = lists.tellers(reader, open_, most)
    return [
        line.model_copy(update={"origins": _bounded(line.origins, told[line.id], table)})
        if told.get(line.id)
        else line
        for line in lines
    ]


def _bounded(known: KnownOrigins, told: Sequence[Teller], table: OutletTable) -> KnownOrigins:
    """One origin is said only where both counts come to it: an outlet may print an agency's text
    and another of its own."""
    possible = possible_origins(told, table)
    most = max(known.at_least, min(possible, max(known.at_most, 2)))
    return known.model_copy(update={"at_most": most})


def possible_origins(told: Sequence[Teller], table: OutletTable) -> int:
    """How many origins there may be, an outlet's own reports counted as one.

    Articles are one by text (copies) or by a source that both credit for the whole; a credit for a
    part makes nothing one.
    """
    place = {one.article: n for n, one in enumerate(told)}
    pages = {one.article: _page(one) for one in told if one.written}
    known = outlets_among([*pages.values()], table)
    credited = {article: key for article, page in pages.items() for key in _credit(page, known)}
    first: dict[str, int] = {}
    groups = Groups.of(len(told))
    for n, one in enumerate(told):
        if one.copy_of in place:
            groups.tie(n, place[one.copy_of])
        if key := credited.get(one.article):
            groups.tie(n, place.get(key, first.setdefault(key, n)))
    shared, alone = 0, set()
    for group in groups.together().values():
        outlets = {told[n].outlet for n in group}
        if len(outlets) > 1 or any(told[n].article in credited for n in group):
            shared += 1
        else:
            alone |= outlets
    return shared + len(alone)


def _credit(page: Revision, known: Known) -> Iterator[str]:
    """What the article is credited to as a whole: another article here, or a source by its key."""
    if credit := whole_credit(line_credits(page, known)):
        yield credit.source if credit.kind == "sibling" else credit.key


def _page(one: Teller) -> Revision:
    """As much of the article as a credit can stand in: what a page's reading took out is not read
    again, and a credit that stands there alone ties nothing."""
    content, authors = one.written or ("", ())
    return Revision(
        article=one.article,
        capture=Capture(name=one.name, medium="html", content=Text(content=""), url=one.url),
        body=Text(content=content),
        runs=(),
        passages=(),
        outlet=Found(value=one.outlet_name, source="given") if one.outlet_name else None,
        authors=tuple(Found(value=value, source="given") for value in authors if value),
        completeness=Completeness(state="unknown", because="read for its credits alone"),
    )
