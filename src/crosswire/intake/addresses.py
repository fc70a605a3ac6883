"""What a person names to ``add``: addresses, feeds, lists, files, folders, stdin."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from crosswire.errors import FetchError, InputError
from crosswire.intake.files import MEGABYTE, read_paths, read_stdin
from crosswire.intake.gather import Got, Wanted, failure_of, gathered
from crosswire.intake.sources import Given, read_listing, shape_of, shape_of_packed
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.source import Feed, FeedItem
from crosswire.records.span import Text

if TYPE_CHECKING:
    from crosswire.net.fetcher import Fetcher

LISTS = (".xml", ".rss", ".atom", ".rdf", ".opml", ".json", ".feed", ".xml.gz")
"""Endings of files that are looked into: they may be feeds, sitemaps or lists."""
_LOOKED_AT = 20
"""Lines by which a list of addresses and paths is known."""
_DEEP = 3
"""How far lists name lists: OPML, its sitemaps of sitemaps, their sitemaps."""
_MOST_ASKED = 20_000
"""Addresses that the lists of one command may name together: a list that names itself under other
addresses would never end."""
_Asked = dict[str, None]
"""The addresses of pages and lists that were asked already."""


def is_address(name: str) -> bool:
    """True for what is fetched rather than read from disk."""
    return name.strip().lower().startswith(("http://", "https://"))


def names_in(text: str) -> list[str] | None:
    """The addresses and paths of a list, one a line, ``#`` before a remark; None: it is no list."""
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    if not found or not all(map(_names_something, found[:_LOOKED_AT])):
        return None
    return found


def _names_something(line: str) -> bool:
    if is_address(line):
        return len(line.split()) == 1
    try:
        return Path(line).exists()
    except (OSError, ValueError):
        return False  # a line too long for a path, or with a NUL


def list_file(name: str) -> Path | None:
    """The file of this name, if its ending says that it may be a feed or a list."""
    path = Path(name)
    return path if name.lower().endswith(LISTS) and path.is_file() else None


def watchable(names: Iterable[str]) -> Iterator[str | Failure]:
    """The addresses to watch: as named, of the feeds of an OPML file, of a list on stdin."""
    for name in names:
        if is_address(name):
            yield name.strip()
        elif name == "-":
            listed = names_in(sys.stdin.read())
            yield from watchable(one for one in listed or [] if one != "-")
        elif (file := list_file(name)) is not None:
            yield from _feeds_of(file)
        else:
            words = (
                f"{name!r} is neither an address, which begins with https:// or http://, nor an "
                "OPML file; files that do not change are added with crosswire add"
            )
            yield Failure(stage="intake", item=name, kind="no-address", words=words)


def _feeds_of(file: Path) -> Iterator[str | Failure]:
    try:
        listing = read_listing(Given(file.read_bytes(), str(file)), at=datetime.now(UTC))
    except InputError as refused:
        yield refusal(str(file), refused)
        return
    if listing is None or not listing.sources:
        words = (
            f"{file} names no feed; watch the address of a feed, or add what the file holds with "
            "crosswire add"
        )
        yield Failure(stage="intake", item=str(file), kind="no-feed", words=words)
        return
    yield from (one.url for one in listing.sources)


_Listed = tuple[Feed, str] | Failure
"""A feed or list and where it lies, or why it cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """Reads what is named; fetches nothing but that, and the pages that a feed of it names."""

    fetcher: "Fetcher"
    max_megabytes: int
    most: int
    """Pages that are fetched of one feed at most."""
    headlines: bool = False
    """Keep title and summary of an item whose page cannot be fetched."""
    say: Callable[[str], object] = lambda _: None
    """Is told what is left out."""

    def read(self, names: Iterable[str]) -> Iterator[Capture | Failure]:
        """Every page: what lies here first; what cannot be had becomes a ``Failure``."""
        named = list(names)
        asked: _Asked = {}
        if "-" in named:
            yield from self._stdin(named, asked)
        files = [file for name in named if (file := list_file(name)) is not None]
        lists, plain = self._looked_into(files)
        given = {*map(str, files), "-"}
        local = [name for name in named if not is_address(name) and name not in given]
        # In one go: files of one name are told apart by their folders.
        yield from read_paths(local + plain, max_megabytes=self.max_megabytes)
        for one in lists:
            yield from [one] if isinstance(one, Failure) else self._of(*one, _DEEP, asked)
        yield from self._fetched([n.strip() for n in named if is_address(n)], "any", _DEEP, asked)

    def _stdin(self, named: list[str], asked: _Asked) -> Iterator[Capture | Failure]:
        """A page, article lines, a feed; a list of names goes to ``named``."""
        data = sys.stdin.buffer.read(self.max_megabytes * MEGABYTE + 1)
        names = names_in(data.decode("utf-8", errors="replace")) if len(data) < MEGABYTE else None
        if names is not None:
            named += (name for name in names if name != "-")
        elif shape_of(data) == "other":
            yield from read_stdin(data, max_megabytes=self.max_megabytes)
        else:
            yield from self._looked(Given(data, "stdin"), _DEEP, asked)

    def _looked_into(self, files: Iterable[Path]) -> tuple[list[_Listed], list[str]]:
        """Feeds and lists among files, and those that are none, which are read as pages."""
        lists: list[_Listed] = []
        plain: list[str] = []
        for file in files:
            try:
                with file.open("rb") as stream:
                    data = stream.read(self.max_megabytes * MEGABYTE + 1)
                listing = read_listing(Given(data, str(file)), at=datetime.now(UTC))
            except InputError as refused:
                lists.append(refusal(str(file), refused))
            except OSError:
                plain.append(str(file))  # reading it as a page will say why it cannot be read
            else:
                if listing is None:
                    plain.append(str(file))
                else:
                    lists.append((listing, str(file)))
        return lists, plain

    def _fetched(
        self, urls: Iterable[str], accept: Literal["any", "feed"], deep: int, asked: _Asked
    ) -> Iterator[Capture | Failure]:
        """What addresses hold: pages, or lists of pages. Each is asked once, however many lists name
        it."""
        fresh = [url for url in dict.fromkeys(urls) if url not in asked]
        room = max(0, _MOST_ASKED - len(asked)) if deep < _DEEP else len(fresh)
        asked |= dict.fromkeys(fresh[:room])
        if (left := len(fresh) - room) > 0:
            self.say(f"{left:,} addresses are not asked: the lists name more than {_MOST_ASKED:,}")
        for got in gathered(self.fetcher, (Wanted(url, accept) for url in fresh[:room])):
            if isinstance(got.answer, FetchError):
                yield failure_of(got.wanted.url, got.answer)
                continue
            answer = got.answer
            given = Given(answer.body, answer.fetched.final_url, answer.charset)
            if shape_of_packed(given) == "other":
                yield captured(got)
            else:
                yield from self._looked(given, deep, asked)

    def _looked(self, given: Given, deep: int, asked: _Asked) -> Iterator[Capture | Failure]:
        """The pages of a feed or list."""
        try:
            listing = read_listing(given, at=datetime.now(UTC))
        except InputError as refused:
            yield refusal(given.url, refused)
            return
        if listing is not None:
            yield from self._of(listing, given.url, deep, asked)

    def _of(
        self, listing: Feed, where: str, deep: int, asked: _Asked
    ) -> Iterator[Capture | Failure]:
        """The pages of a feed, and of the feeds of a list."""
        if listing.sources and deep:
            urls = [one.url for one in listing.sources]
            yield from self._fetched(urls, "feed", deep - 1, asked)
        taken = [one for one in listing.items if one.url][: self.most]
        for note in listing.notes:
            if "damaged" in note:
                yield Failure(stage="intake", item=where, kind="damaged", words=note)
        if said := _left_out(listing, len(taken), where):
            self.say(said)
        items = {one.url: one for one in taken if one.url}
        if self.headlines:
            unnamed = (one for one in listing.items if one.url is None)
            yield from filter(None, map(partial(headline, where=where), unnamed))
        for got in gathered(self.fetcher, map(Wanted, items)):
            yield captured(got)
            if self.headlines and isinstance(got.answer, FetchError):
                kept = headline(items[got.wanted.url], where)
                yield from filter(None, [kept])


def _left_out(listing: Feed, taken: int, where: str) -> str | None:
    """What of a feed is not looked at, in words; None: nothing."""
    left = len(listing.items) + listing.left_out - taken
    if not left:
        return None
    return (
        f"{taken:,} of the {taken + left:,} items of {where} are fetched, the newest; the others "
        "name no page, or lie beyond --most"
    )


def captured(got: Got) -> Capture | Failure:
    """The page that came, or why none did."""
    from crosswire.intake.fetched import capture_of

    if isinstance(got.answer, FetchError):
        return failure_of(got.wanted.url, got.answer)
    try:
        return capture_of(got.answer, got.wanted.url)
    except InputError as refused:
        return refusal(got.wanted.url, refused)


def headline(item: FeedItem, where: str) -> Capture | None:
    """What a feed says of an item, as an article line; None where it says nothing."""
    text = item.content or item.summary
    if not (item.title or text):
        return None
    return Capture(
        name=item.url or item.guid or item.title,
        medium="line",
        content=Text.of(text),
        origin=where,
        url=item.url,
        title=item.title or None,
        published=item.published,
    )


def refusal(item: str, fault: InputError) -> Failure:
    """What could not be read, as it is kept and counted."""
    return Failure(stage="intake", item=item, kind=fault.kind, words=str(fault))
