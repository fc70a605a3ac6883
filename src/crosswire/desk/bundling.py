"""A story as evidence in one file: its pages as they came, its texts, every span of its comparison,
and the part of the chain that its captures lie in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from crosswire import __version__
from crosswire.desk.bundled import FOLDER, spans_in, sum_of
from crosswire.desk.comparing import Compared, telling, told_apart
from crosswire.desk.desk import Desk
from crosswire.desk.handles import story_meant
from crosswire.desk.standing import Standing
from crosswire.errors import ConfigError, StoreError
from crosswire.records.article import Revision
from crosswire.records.chain import ChainEntry, Stamp
from crosswire.records.comparison import Comparison
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.report.verifier import verifier_page
from crosswire.report.wacz import (
    About,
    Archived,
    Package,
    Record,
    archived,
    json_file,
    json_lines,
    packaging,
)
from crosswire.store.base import Reader, capture_key
from crosswire.store.chain import entries, numbers_of, stamped
from crosswire.store.exporting import Beside, Kept, beside, captures_kept, texts_of

FORMAT = "crosswire-bundle-1"
ENDINGS = (".wacz", ".zip")


class Bundled(NamedTuple):
    """What a bundle holds."""

    story: str
    captures: int
    erased: int
    texts: int
    spans: int
    head: str
    """The hash of the last entry of the chain that is in it."""
    stamps: int
    bytes: int
    sha256: str | None = None
    """Of the file; None: it was written to a stream."""


class _Chained(NamedTuple):
    """The part of the chain that is shown."""

    lines: list[dict[str, Any]]
    last: ChainEntry
    stamps: list[Stamp]


class _Members(NamedTuple):
    """The articles of a story that are compared, by their ids."""

    story: str
    keys: dict[str, str]
    """The revision's id in the store."""
    names: dict[str, str]
    """What the comparison calls the article."""
    bodies: dict[str, str]
    """The id of its text."""


class _Listed(NamedTuple):
    """What is said of a capture, without its bytes."""

    id: str
    article: str
    revision: str
    outlet: str | None
    seen_at: str
    url: str | None
    erased: str | None


class _Listing:
    """Captures on their way into the archive; what is said of them stays."""

    def __init__(self) -> None:
        self.captures: list[_Listed] = []

    def each(self, captures: Iterable[Kept]) -> Iterator[Kept]:
        """Pass on."""
        for one in captures:
            words = one.erased.words if one.erased else None
            self.captures.append(_Listed(one.id, one.article, one.revision, one.outlet,
                                         one.seen_at, one.capture.url, words))  # fmt: skip
            yield one


def bundle(desk: Desk, handle: str, to: Path) -> Bundled:
    """Write the bundle of a story; raises ``ConfigError`` where it cannot be compared or written."""
    if to.suffix.lower() not in ENDINGS:
        raise ConfigError(f"--to takes a file that ends in {' or '.join(ENDINGS)}, got {to}")
    with desk.store.read() as reader:
        story = story_meant(reader, handle)
    _require_file(to)
    compared = _compared(desk, story)
    part = to.with_name(f".{to.name}.part")
    try:
        with part.open("wb") as out, desk.store.read() as reader:
            made = write_bundle(reader, compared, story, out)
        part.replace(to)
    except OSError as fault:
        raise ConfigError(
            f"{to} cannot be written: {fault.strerror}; choose another --to"
        ) from fault
    finally:
        # Beside a file, or where nothing can be written, nothing was begun.
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return made._replace(sha256=sum_of(to))


def _require_file(to: Path) -> None:
    """Said before minutes of reading, and not after them."""
    if to.is_dir():
        raise ConfigError(f"--to takes a file to write, {to} is a folder; name a file in it")
    if not to.absolute().parent.is_dir():
        raise ConfigError(f"{to} cannot be written: there is no such folder; choose another --to")


def _compared(desk: Desk, story: str) -> Compared:
    compared = desk.compare(story)
    if compared.comparison is None:
        why = "; ".join(failure.words for failure in compared.failures)
        raise ConfigError(f"there is nothing to bundle of {story}: {why}")
    whole = compared.comparison
    light = tuple(map(_without_page, whole.readings))
    return compared._replace(comparison=whole.model_copy(update={"readings": light}))


def _without_page(reading: Reading) -> Reading:
    """Pages are read again one by one, and not held together."""
    revision = reading.revision
    capture = revision.capture.model_copy(update={"payload": None, "content": Text.of("")})
    bare = revision.model_copy(update={"capture": capture})
    return reading.model_copy(update={"revision": bare})


def write_bundle(reader: Reader, made: Compared, story: str, out: IO[bytes]) -> Bundled:
    """Write the bundle of a story of which this is the comparison; the same story gives the same
    bytes."""
    members = _members(reader, story)
    comparison = _of_now(made.comparison, members)
    everyone = [*reader.members(story)]
    # Within a field of its own: what reads packages takes a file with "checks" for a list of checks.
    compared = {"comparison": comparison.model_dump(mode="json", exclude={"readings"})}
    chained = _chained(reader, everyone)
    listed = _Listing()
    spans = list(spans_in(compared))
    about = {
        "format": FORMAT, "story": story, "software": f"crosswire {__version__}",
        "unread": [{"item": one.item, "words": one.words} for one in made.failures],
    }  # fmt: skip
    texts = _Texts(reader, members, [one["text"] for one in spans])
    title = next((p.headline.value for p in comparison.pages if p.headline), story)
    with packaging(out) as package:
        packed = archived(package, listed.each(captures_kept(reader, everyone)))
        known = beside(reader, [one.id for one in listed.captures])
        package.add(f"{FOLDER}/story.json", [json_file(about)])
        package.add(f"{FOLDER}/comparison.json", [json_file(compared)])
        package.add(f"{FOLDER}/spans.jsonl", json_lines(spans))
        package.add(f"{FOLDER}/texts.jsonl", json_lines(texts.lines()))
        package.add(f"{FOLDER}/articles.jsonl", json_lines(_articles(reader, members, listed)))
        package.add(f"{FOLDER}/captures.jsonl", json_lines(_captures(listed, packed, known)))
        package.add(f"{FOLDER}/chain.jsonl", json_lines(chained.lines))
        _add_stamps(package, chained)
        package.add(f"{FOLDER}/verify.html", [verifier_page().encode()])
        package.list_files(About(title=title, created=chained.last.made_at[:19] + "Z"))
    return Bundled(
        story=story, captures=packed.written.pages, erased=packed.written.erased,
        texts=texts.number, spans=len(spans), head=chained.last.hash,
        stamps=len(chained.stamps), bytes=out.tell(),
    )  # fmt: skip


def _members(reader: Reader, story: str) -> _Members:
    """The articles that are compared, without their pages."""
    keys, _ = telling(reader, story)
    called: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for article, key in keys.items():
        revision = reader.revision(key)
        called[article], bodies[article] = revision.article, revision.body.id
    return _Members(story, keys, told_apart(called), bodies)


def _of_now(comparison: Comparison | None, members: _Members) -> Comparison:
    """The comparison; raises ``StoreError`` where an article came, left or changed meanwhile."""
    texts = {members.names[article]: body for article, body in members.bodies.items()}
    read = comparison.readings if comparison else ()
    if comparison is None or any(texts.get(r.article) != r.revision.body.id for r in read):
        raise StoreError(
            f"not bundled: while {members.story} was compared, an article came to it, left it or "
            "changed; bundle it again"
        )
    return comparison


class _Texts:
    """Texts by their id: the bodies and the pages that they were read from, and whatever else a span
    addresses. One is held at a time."""

    def __init__(self, reader: Reader, members: _Members, wanted: Sequence[str]) -> None:
        self._reader = reader
        self._members = members
        self._wanted = wanted
        self.number = 0

    def lines(self) -> Iterator[dict[str, str]]:
        """Each once, in the order of the articles."""
        there: set[str] = set()
        heads: dict[str, str] = {}
        for key in self._members.keys.values():
            revision = self._reader.revision(key)
            heads |= _heads(revision)
            for text in (revision.body, revision.capture.content):
                if text.content and text.id not in there:
                    there.add(text.id)
                    yield {"id": text.id, "content": text.content}
        left = dict.fromkeys(one for one in self._wanted if one not in there)
        heads |= texts_of(self._reader, [one for one in left if one not in heads])
        for one in left:
            if one not in heads:
                raise StoreError(
                    f"a span of the comparison addresses {one}, which is not in the store; run "
                    "`crosswire db check`"
                )
            yield {"id": one, "content": heads[one]}
        self.number = len(there) + len(left)


def _heads(revision: Revision) -> dict[str, str]:
    """Headline and standfirst as texts of their own."""
    found = (revision.headline, revision.standfirst)
    return {Text.of(f.value).id: f.value for f in found if f and f.value}


def _articles(reader: Reader, members: _Members, listed: _Listing) -> Iterator[dict[str, Any]]:
    """Which text of which page is compared, and how it stands in the page."""
    outlets = {one.article: one.outlet for one in listed.captures}
    for article, key in members.keys.items():
        revision = reader.revision(key)
        capture = revision.capture
        there = bool(capture.content.content)
        runs = [(r.body, r.original, r.length) for r in revision.runs] if there else []
        heads = _heads(revision)
        page = Standing(capture.content.content, capture.medium)
        astray = page.astray(revision.body.content, runs) if there else ()
        yield {
            "article": article,
            "name": members.names[article],
            "outlet": outlets.get(article),
            "url": capture.url,
            "headline": revision.headline.value if revision.headline else None,
            "published": revision.published.value if revision.published else None,
            "revision": key,
            "text": revision.body.id,
            "heads": [*heads],
            "capture": capture_key(capture) if there else None,
            "captured": capture.content.id if there else None,
            "runs": runs,
            "loose": [[one.start, one.end] for one in astray],
            "loose_heads": [
                one for one, words in heads.items() if there and not page.has(words, capture.title)
            ],
        }


def _captures(
    listed: _Listing, packed: Archived, known: Mapping[str, Beside]
) -> Iterator[dict[str, Any]]:
    """What is known of each capture beside its bytes, and where these are in the archive."""
    for one in listed.captures:
        place = packed.records[one.id]
        yield {
            "capture": one.id,
            "article": one.article,
            "revision": one.revision,
            "outlet": one.outlet,
            "seen_at": one.seen_at,
            "url": one.url,
            "fetched": known[one.id].fetched,
            "stated": known[one.id].stated,
            "record": place.page and _place(place.page),
            "about": _place(place.about),
            "erased": one.erased,
        }


def _place(place: Record) -> dict[str, int]:
    return {"offset": place.offset, "length": place.length}


def _chained(reader: Reader, articles: Sequence[str]) -> _Chained:
    """From the story's first entry to its last, and on to the first one after it that has a time
    stamp. Entries of other stories are shown by their hashes alone."""
    own = numbers_of(reader.connection, articles)
    stamps = stamped(reader.connection)
    first, last = own[0], own[-1]
    last = next((one.n for one in stamps if one.n >= last), last)
    shown = set(own)
    found = list(entries(reader.connection, first, last))
    return _Chained(
        lines=[one.shown(whole=one.n in shown) for one in found],
        last=found[-1],
        stamps=[one for one in stamps if first <= one.n <= last],
    )


def _add_stamps(package: Package, chained: _Chained) -> None:
    """The servers' answers as they came, and what each is about."""
    named = [(f"stamp-{number}.tsr", one) for number, one in enumerate(chained.stamps, 1)]
    if named:
        lines = [one.model_dump(exclude={"token"}) | {"file": name} for name, one in named]
        package.add(f"{FOLDER}/stamps.jsonl", json_lines(lines))
    for name, one in named:
        package.add(f"{FOLDER}/{name}", [one.token])
