"""Which article a page is of: by the address it states, and by name only where its words agree."""

import re

from crosswire.records.article import Capture, Revision
from crosswire.store.base import Reader
from crosswire.store.order import address
from crosswire.store.pending import name_of_text

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


def told_apart(reader: Reader, article: str, revision: Revision) -> Revision:
    """The revision under the name of the article it is of; ``article`` is the id by its own name.

    Pages saved as "page1.txt" day after day are as many articles, and one page is one article,
    whatever name it is saved by. A page with an address is the article of that address.
    """
    if address(revision.capture.url):
        return revision
    outlet = revision.outlet.value if revision.outlet else revision.capture.outlet
    if kept := name_of_text(reader, revision.body.id, outlet):
        return _renamed(revision, kept)
    known = reader.current([article]).get(article)
    if known is None or _kin(reader.revision(known).body.content, revision.body.content):
        return revision
    return _renamed(revision, f"{revision.article}-{revision.body.id.removeprefix('text-')[:6]}")


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
