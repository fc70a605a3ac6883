"""The newest line-up of a story that is kept, whatever came since: what a reader is shown at once,
while a new one is being made."""

from typing import NamedTuple

from crosswire.desk.comparing import comparison_version
from crosswire.desk.desk import Desk
from crosswire.errors import ModelError
from crosswire.records.comparison import Comparison
from crosswire.store import comparing
from crosswire.store.base import Reader


class LinedUp(NamedTuple):
    """Which line-up is kept, and how it stands to the story now."""

    key: str
    """Another for each line-up."""
    at: str
    """When it was made."""
    came: tuple[str, ...]
    """Articles that came since, or whose text is another since."""
    left: tuple[str, ...]
    """Articles that left the story since."""
    earlier: bool
    """Another version of crosswire made it."""

    @property
    def stale(self) -> bool:
        """A new one would show something else, or may."""
        return bool(self.came or self.left or self.earlier)


class Page(NamedTuple):
    """Which article of the store, and which of its texts, a page of a line-up is."""

    article: str
    revision: str


class Whole(NamedTuple):
    """A line-up, and whose pages stand in it, by the names that it has for them."""

    comparison: Comparison
    pages: dict[str, Page]


def lined_up(desk: Desk, story: str) -> LinedUp | None:
    """The line-up of ``story`` (its id) that was made last; None: none is kept."""
    with desk.store.read(as_of=desk.as_of) as reader:
        return lined_up_in(reader, desk, story)


def lined_up_in(reader: Reader, desk: Desk, story: str) -> LinedUp | None:
    """The same, by a reader that is there."""
    found = comparing.newest(reader.connection, story)
    if found is None:
        return None
    earlier = found.version != (_version(desk) or found.version)
    return LinedUp(found.key, found.made_at, found.came, found.left, earlier)


def _version(desk: Desk) -> str | None:
    """What would line it up now; None where the models are not there: what is kept is read without
    them."""
    try:
        return comparison_version(desk.project.pipeline)
    except ModelError:
        return None


def stands(reader: Reader, story: str) -> bool:
    """Whether ``whole`` finds it: no text that it stands on is read otherwise by now."""
    found = comparing.newest(reader.connection, story)
    return found is not None and comparing.stands(reader.connection, story, found)


def whole(desk: Desk, story: str) -> Whole | None:
    """The same, with all that stands in it; None also where a text it stands on is read otherwise
    by now."""
    with desk.store.read(as_of=desk.as_of) as reader:
        return whole_in(reader, story)


def whole_in(reader: Reader, story: str) -> Whole | None:
    """The same, by a reader that is there."""
    kept = comparing.newest(reader.connection, story)
    found = kept and comparing.whole(reader.connection, story, kept, reader.revision)
    if not found:
        return None
    return Whole(found.comparison, {name: Page(*at) for name, at in found.where.items()})
