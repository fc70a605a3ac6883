"""A stored story as it is exported: lined up, with when its articles were seen and what was noted."""

from collections.abc import Iterator
from typing import NamedTuple

from crosswire.desk.comparing import as_known
from crosswire.desk.desk import Desk
from crosswire.desk.lined_up import whole
from crosswire.exchange.told import Told
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.lists import StoryMember, StoryPage
from crosswire.records.quotation import Reading


class Exported(NamedTuple):
    """What of a story can be exported, and what could not be read or kept for it."""

    told: Told | None
    failures: tuple[Failure, ...] = ()
    note: str = ""


def told(desk: Desk, handle: str, *, notes: bool = False) -> Exported:
    """The story that ``handle`` means; ``notes``: with what people noted, under their names."""
    page = desk.story(handle)
    compared = desk.compare(page.line.id)
    if compared.comparison is None:
        return Exported(None, compared.failures, compared.note)
    made = _told(desk, page, compared.comparison, notes=notes)
    return Exported(made, compared.failures, compared.note)


def told_as_kept(desk: Desk, story: str, *, notes: bool = False) -> Told | None:
    """The same of the line-up that is kept: nothing is read or compared for it. None: there is none."""
    found = whole(desk, story)
    if found is None:
        return None
    made = found.comparison
    if desk.as_of is not None:
        made = as_known(made, desk.as_of)
    return _told(desk, desk.story(story), made, notes=notes)


def _told(desk: Desk, page: StoryPage, made: Comparison, *, notes: bool) -> Told:
    return Told(
        comparison=made,
        headline=page.line.headline.exact if page.line.headline else None,
        notes=tuple(desk.notes.of_story(page.line.id)) if notes else (),
        seen=dict(_seen(made.readings, page)),
    )


def _seen(readings: tuple[Reading, ...], page: StoryPage) -> Iterator[tuple[str, str]]:
    """When we first saw each article, by the name that the comparison has for it."""
    left = list(page.members)
    for reading in readings:
        member = next((one for one in left if _same(one, reading)), None)
        if member is not None:
            left.remove(member)
            yield reading.article, member.first_seen


def _same(member: StoryMember, reading: Reading) -> bool:
    capture = reading.revision.capture
    return member.url == capture.url if member.url and capture.url else member.name == capture.name
