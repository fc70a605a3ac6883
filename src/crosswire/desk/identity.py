"""Which article a page is of: by the address it states, and by name only where its words agree."""

import re
from collections.abc import Iterable

from crosswire.records.article import Capture, Revision
from crosswire.stages.outlets import OutletTable
from crosswire.store.adding import article_key
from crosswire.store.base import Reader
from crosswire.store.order import address
from crosswire.store.pending import bodies, names_of_texts
from crosswire.store.publishers import Publishers

_WORD = re.compile(r"\w+")
_RUN = 4
_ENOUGH = 30
"""Words from which on a text can be told from another of the same name."""
_KIN = 0.2
"""Share of the runs of four words of the shorter text that an edited article still has. To take two
articles for one would hide the older; to take one for two only lists it twice."""


def addressed(capture: Capture) -> Capture:
    """The capture with its address: as its sender stated it, else as the page itself does."""
    if capture.medium != "html" or capture.url is not None:
        return capture
    stated = _own_address(capture.content.content)
    return capture if stated is None else capture.model_copy(update={"url": stated})


def _own_address(source: str) -> str | None:
    from crosswire.errors import InputError
    from crosswire.stages.clean.blocks import parse
    from crosswire.stages.clean.meta import address_of

    try:
        stated = address_of(parse(source))
    except InputError:
        return None  # cleaning will refuse the page, and say why
    return stated if address(stated) else None


class Identities:
    """Which articles the pages of one batch are of: what the store knows is asked once, and what
    the batch brings is known as it comes.

    Pages saved as "page1.txt" day after day are as many articles, and one page is one article,
    whatever name it is saved by. A page with an address is the article of that address.
    """

    def __init__(
        self, reader: Reader, coming: Iterable[Revision], table: OutletTable | None = None
    ) -> None:
        self._outlets = Publishers(reader.connection, table)
        named = [one for one in coming if not address(one.capture.url)]
        self._names = names_of_texts(reader, {one.body.id for one in named})
        self._bodies = bodies(reader, {article_key(one) for one in named})

    def told_apart(self, revision: Revision) -> Revision:
        """The revision under the name of the article it is of."""
        if address(revision.capture.url):
            return revision
        if kept := self._names.get(self._told_where(revision)):
            return _renamed(revision, kept)
        known = self._bodies.get(article_key(revision))
        if known is None or _kin(known, revision.body.content):
            return revision
        text = revision.body.id.removeprefix("text-")
        return _renamed(revision, f"{revision.article}-{text[:6]}")

    def kept(self, revision: Revision, article: str) -> None:
        """A revision was added; those that come after it are told apart from it, too."""
        if address(revision.capture.url):
            return
        self._bodies[article] = revision.body.content
        if revision.body.content and revision.capture.url is None:
            self._names.setdefault(self._told_where(revision), revision.capture.name)

    def _told_where(self, revision: Revision) -> tuple[str, str | None]:
        """A text, and the id of the outlet it stands in."""
        return revision.body.id, self._outlets.of(revision)


def _renamed(revision: Revision, name: str) -> Revision:
    if revision.article == name:
        return revision
    capture = revision.capture.model_copy(update={"name": name})
    return revision.model_copy(update={"article": name, "capture": capture})


def _kin(one: str, other: str) -> bool:
    """True unless two texts are long enough to show that they have nothing in common."""
    a, b = _runs(one), _runs(other)
    if min(len(a), len(b)) < _ENOUGH:
        return True
    return len(a & b) >= _KIN * min(len(a), len(b))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1)}
