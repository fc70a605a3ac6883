"""A story as evidence in one file: its pages as they came, its texts, every span of its comparison,
and the part of the chain that its captures lie in."""

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from crosswire import __version__
from crosswire.desk.comparing import Compared, Members, members_of
from crosswire.desk.desk import Desk
from crosswire.desk.handles import story_meant
from crosswire.errors import ConfigError, StoreError
from crosswire.records.article import Revision
from crosswire.records.chain import ChainEntry, Stamp
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.span import Text
from crosswire.report.verifier import verifier_page
from crosswire.report.wacz import (
    About,
    Archived,
    File,
    Record,
    archived,
    json_file,
    json_lines,
    write_package,
)
from crosswire.store.base import Reader, capture_key
from crosswire.store.chain import entries, numbers_of, stamped
from crosswire.store.exporting import Beside, Kept, beside, captures_kept, texts_of

FORMAT = "crosswire-bundle-1"
FOLDER = "crosswire"
ENDINGS = (".wacz", ".zip")
SPAN = frozenset({"text", "start", "end", "exact"})
"""The fields of a span, by which one is known in JSON."""


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


class _Chained(NamedTuple):
    """The part of the chain that is shown."""

    lines: list[dict[str, Any]]
    last: ChainEntry
    stamps: list[Stamp]


class _Texts(NamedTuple):
    """Texts by their id, in order, and where the spans of the comparison stand in them."""

    texts: dict[str, str]
    spans: list[dict[str, Any]]


def bundle(desk: Desk, handle: str, to: Path) -> Bundled:
    """Write the bundle of a story; raises ``ConfigError`` where it cannot be compared or written."""
    if to.suffix.lower() not in ENDINGS:
        raise ConfigError(f"--to takes a file that ends in {' or '.join(ENDINGS)}, got {to}")
    with desk.store.read() as reader:
        story = story_meant(reader, handle)
    compared = _compared(desk, story)
    out = io.BytesIO()
    with desk.store.read() as reader:
        made = write_bundle(reader, compared, story, out)
    part = to.with_name(f".{to.name}.part")
    try:
        part.write_bytes(out.getbuffer())
        part.replace(to)
    except OSError as fault:
        raise ConfigError(
            f"{to} cannot be written: {fault.strerror}; choose another --to"
        ) from fault
    finally:
        part.unlink(missing_ok=True)
    return made


def _compared(desk: Desk, story: str) -> Compared:
    compared = desk.compare(story)
    if compared.comparison is None:
        why = "; ".join(failure.words for failure in compared.failures)
        raise ConfigError(f"there is nothing to bundle of {story}: {why}")
    return compared


def write_bundle(reader: Reader, made: Compared, story: str, out: IO[bytes]) -> Bundled:
    """Write the bundle of a story of which this is the comparison; the same story gives the same
    bytes."""
    members = members_of(reader, story)
    comparison = _of_now(made.comparison, members)
    everyone = [*reader.members(story)]
    kept = list(captures_kept(reader, everyone))
    known = beside(reader, [one.id for one in kept])
    chained = _chained(reader, everyone)
    packed = archived(kept)
    # Within a field of its own: what reads packages takes a file with "checks" for a list of checks.
    compared = {"comparison": comparison.model_dump(mode="json", exclude={"readings"})}
    found = _texts(reader, comparison, members, compared)
    files = (
        *packed.files,
        *_evidence(story, made.failures, compared, found),
        File(f"{FOLDER}/articles.jsonl", json_lines(_articles(members, kept))),
        File(f"{FOLDER}/captures.jsonl", json_lines(_captures(kept, packed, known))),
        File(f"{FOLDER}/chain.jsonl", json_lines(chained.lines)),
        *_stamps(chained),
        File(f"{FOLDER}/verify.html", verifier_page().encode()),
    )
    title = next((p.headline.value for p in comparison.pages if p.headline), story)
    about = About(title=title, created=chained.last.made_at[:19] + "Z")
    write_package(out, files, about)
    return Bundled(
        story=story, captures=packed.written.pages, erased=packed.written.erased,
        texts=len(found.texts), spans=len(found.spans), head=chained.last.hash,
        stamps=len(chained.stamps), bytes=out.tell(),
    )  # fmt: skip


def _of_now(comparison: Comparison | None, members: Members) -> Comparison:
    """The comparison; raises ``StoreError`` where an article came, left or changed meanwhile."""
    texts = {members.names[a]: one.body.id for a, one in members.revisions.items()}
    read = comparison.readings if comparison else ()
    if comparison is None or any(texts.get(r.article) != r.revision.body.id for r in read):
        raise StoreError(
            f"not bundled: while {members.story} was compared, an article came to it, left it or "
            "changed; bundle it again"
        )
    return comparison


def _evidence(
    story: str, unread: Sequence[Failure], compared: Mapping[str, Any], found: _Texts
) -> list[File]:
    about = {
        "format": FORMAT, "story": story, "software": f"crosswire {__version__}",
        "unread": [{"item": one.item, "words": one.words} for one in unread],
    }  # fmt: skip
    texts = ({"id": key, "content": content} for key, content in found.texts.items())
    return [
        File(f"{FOLDER}/story.json", json_file(about)),
        File(f"{FOLDER}/comparison.json", json_file(compared)),
        File(f"{FOLDER}/spans.jsonl", json_lines(found.spans)),
        File(f"{FOLDER}/texts.jsonl", json_lines(texts)),
    ]


def spans_in(value: Any, where: str = "") -> Iterator[dict[str, Any]]:
    """Every span in JSON, with its path."""
    if isinstance(value, dict):
        if value.keys() == SPAN:
            yield value | {"where": where}
            return
        for name, inner in value.items():
            yield from spans_in(inner, f"{where}/{name}")
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from spans_in(inner, f"{where}/{n}")


def _texts(
    reader: Reader, comparison: Comparison, members: Members, compared: Mapping[str, Any]
) -> _Texts:
    """The bodies and the pages that they were read from, and whatever else a span addresses."""
    spans = list(spans_in(compared))
    texts: dict[str, str] = {}
    known: dict[str, str] = {}
    for revision in members.revisions.values():
        for text in (revision.body, revision.capture.content):
            if text.content:
                texts[text.id] = text.content
        known |= _heads(revision)
    for reading in comparison.readings:
        texts.setdefault(reading.revision.body.id, reading.revision.body.content)
    wanted = dict.fromkeys(one["text"] for one in spans if one["text"] not in texts)
    known |= texts_of(reader, [one for one in wanted if one not in known])
    for one in wanted:
        if one not in known:
            raise StoreError(f"a span of the comparison addresses {one}, which is not in the store")
        texts[one] = known[one]
    return _Texts(texts, spans)


def _heads(revision: Revision) -> dict[str, str]:
    """Headline and standfirst as texts of their own, and what else the page states of itself."""
    found = (revision.headline, revision.standfirst)
    return {Text.of(f.value).id: f.value for f in found if f and f.value}


def _articles(members: Members, kept: Sequence[Kept]) -> Iterator[dict[str, Any]]:
    """Which text of which page is compared, and how it stands in the page."""
    outlets = {one.article: one.outlet for one in kept}
    for article, revision in members.revisions.items():
        capture = revision.capture
        there = bool(capture.content.content)
        yield {
            "article": article,
            "name": members.names[article],
            "outlet": outlets.get(article),
            "url": capture.url,
            "headline": revision.headline.value if revision.headline else None,
            "published": revision.published.value if revision.published else None,
            "revision": members.keys[article],
            "text": revision.body.id,
            "capture": capture_key(capture) if there else None,
            "captured": capture.content.id if there else None,
            "runs": [[r.body, r.original, r.length] for r in revision.runs] if there else [],
        }


def _captures(
    kept: Sequence[Kept], packed: Archived, known: Mapping[str, Beside]
) -> Iterator[dict[str, Any]]:
    """What is known of each capture beside its bytes, and where these are in the archive."""
    for one in kept:
        capture, place = one.capture, packed.records.get(one.id)
        yield {
            "capture": one.id,
            "article": one.article,
            "outlet": one.outlet,
            "seen_at": one.seen_at,
            "url": capture.url,
            "fetched": known[one.id].fetched,
            "stated": known[one.id].stated,
            "record": place and _place(place),
            "erased": one.erased.words if one.erased else None,
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


def _stamps(chained: _Chained) -> list[File]:
    """The servers' answers as they came, and what each is about."""
    files: list[File] = []
    lines: list[dict[str, Any]] = []
    for number, one in enumerate(chained.stamps, 1):
        name = f"stamp-{number}.tsr"
        files.append(File(f"{FOLDER}/{name}", one.token))
        lines.append(one.model_dump(exclude={"token"}) | {"file": name})
    return [File(f"{FOLDER}/stamps.jsonl", json_lines(lines)), *files] if files else []
