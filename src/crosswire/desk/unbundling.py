"""Whether a bundle says what it said when it was made: checked without a store, from the file alone.

Nothing is unpacked to disk and no name in the archive is followed: files are read by the names that a
bundle has. The same checks are made by the page ``crosswire/verify.html`` in a browser.
"""

import json
import lzma
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from crosswire.desk.bundling import FOLDER, spans_in
from crosswire.errors import InputError
from crosswire.records.chain import (
    Stamp,
    Stamped,
    digest,
    follow,
    link,
    sha256,
    text_digest,
    told_breaks,
)
from crosswire.records.span import Text
from crosswire.report.wacz import ARCHIVE, DIGEST, PACKAGE, record_body

_MOST = 2_000_000_000
"""Bytes that a bundle may unpack to."""
_RATIO = 200
_HARMLESS = 50_000_000
_SHOWN = 5
_NEEDED = ("story.json", "comparison.json", "spans.jsonl", "texts.jsonl", "articles.jsonl",
           "captures.jsonl", "chain.jsonl")  # fmt: skip


class Unbundled(NamedTuple):
    """What was found in a bundle."""

    story: str
    checked: dict[str, int]
    problems: tuple[str, ...]
    """Each says what was expected and what was found; none where all says what it said."""
    head: str
    """The hash of the last entry of the chain that is in it."""
    first: int
    """Numbers of the first and of the last entry."""
    last: int
    wanted: int | None
    """The number of the entry that has the head asked for; None: none was asked for, or none has it."""
    stamps: tuple[Stamped, ...]
    """Time stamps, each with what was stamped; who signed them is not looked at here."""


class Bundle(NamedTuple):
    """A bundle's files, read."""

    files: Mapping[str, bytes]
    problems: tuple[str, ...]

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The lines of a file of the folder ``crosswire``."""
        data = self.files.get(f"{FOLDER}/{name}", b"")
        return [json.loads(line) for line in data.decode("ascii").splitlines() if line]

    def whole(self, name: str) -> Any:
        """A file of the folder ``crosswire`` that is one JSON value."""
        return json.loads(self.files.get(f"{FOLDER}/{name}", b"null"))


def is_bundle(path: Path) -> bool:
    """Whether it is a file that begins as a ZIP does."""
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def check_bundle(path: Path, head: str | None = None) -> Unbundled:
    """Read a bundle anew; ``head``: the hash of an entry that its part of the chain must have.

    Raises ``InputError`` for a file that is none.
    """
    try:
        return _checked(read_bundle(path), head)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as fault:
        raise InputError(
            f"{path} is no bundle that can be read: {type(fault).__name__}: {fault}"
        ) from fault


def _checked(bundle: Bundle, head: str | None) -> Unbundled:
    links = bundle.lines("chain.jsonl")
    problems = list(bundle.problems)
    checked: dict[str, int] = {"files": len(bundle.files)}
    for name, ask in _ASKED.items():
        number, faults = 0, list[str]()
        for fault in ask(bundle):
            number += 1
            faults += [fault] if fault else []
        checked[name] = number
        problems += faults[:_SHOWN]
        if len(faults) > _SHOWN:
            problems.append(f"{name}: {len(faults) - _SHOWN:,} more")
    problems += told_breaks([*follow(links)])
    wanted = next((int(one["n"]) for one in links if one["hash"] == head), None)
    if head is not None and wanted is None:
        problems.append(f"no entry of the chain in this bundle has the hash {head}")
    stamps, faults = _stamps(bundle, links)
    return Unbundled(
        story=str(bundle.whole("story.json")["story"]), checked=checked | {"chain": len(links)},
        problems=(*problems, *faults), head=links[-1]["hash"] if links else "",
        first=links[0]["n"] if links else 0, last=links[-1]["n"] if links else 0,
        wanted=wanted, stamps=stamps,
    )  # fmt: skip


# ---- the file ----------------------------------------------------------------------------------


def read_bundle(path: Path) -> Bundle:
    """Its files, and what is wrong with them: names that lead elsewhere, bytes that are not listed."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path)
    except (*_DAMAGED, OSError) as fault:
        raise InputError(f"{path} cannot be read as a bundle (ZIP): {fault}") from fault


# Encrypted: RuntimeError. Packed in a way that nobody knows: NotImplementedError.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)


def _read(archive: zipfile.ZipFile, path: Path) -> Bundle:
    members = archive.infolist()
    size = sum(one.file_size for one in members)
    if size > min(_MOST, _HARMLESS + _RATIO * path.stat().st_size):
        raise InputError(f"{path} unpacks to {size:,} bytes, which no bundle does", kind="bomb")
    problems: list[str] = []
    files: dict[str, bytes] = {}
    for one in members:
        if leads_out(one.filename):
            problems.append(f"a file's name leads out of the bundle: {one.filename[:200]!r}")
        elif one.filename in files:
            problems.append(f"two files have the name {one.filename[:200]!r}")
        elif not one.is_dir():
            try:
                files[one.filename] = archive.read(one)
            except _DAMAGED as fault:
                problems.append(f"{one.filename[:200]} cannot be read: {fault}")
    missing = [f"{FOLDER}/{name}" for name in _NEEDED if f"{FOLDER}/{name}" not in files]
    if missing or PACKAGE not in files:
        raise InputError(
            f"{path} is no bundle of crosswire: it lacks {', '.join(missing) or PACKAGE}"
        )
    return Bundle(files, (*problems, *_unlisted(files)))


def leads_out(name: str) -> bool:
    """Whether a name would leave the folder that an archive is unpacked into."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in name or "\x00" in name


def _unlisted(files: Mapping[str, bytes]) -> Iterator[str]:
    """Files that are not what the package says."""
    package = files[PACKAGE]
    wanted = json.loads(files.get(DIGEST, b"{}")).get("hash")
    if wanted != f"sha256:{sha256(package)}":
        yield f"{PACKAGE}: expected {wanted}, found sha256:{sha256(package)}"
    listed = {one["path"]: one for one in json.loads(package)["resources"]}
    for name, data in files.items():
        found = f"sha256:{sha256(data)}"
        if name in (PACKAGE, DIGEST):
            continue
        if name not in listed:
            yield f"{name} is not listed in {PACKAGE}"
        elif listed[name]["hash"] != found:
            yield f"{name}: expected {listed[name]['hash']}, found {found}"
    for name in listed.keys() - files.keys():
        yield f"{name} is listed in {PACKAGE} and is not there"


# ---- what it says ------------------------------------------------------------------------------

Found = Iterator[str]
"""A line for each thing looked at: empty, or what is wrong with it."""


def _texts_of(bundle: Bundle) -> dict[str, str]:
    return {one["id"]: one["content"] for one in bundle.lines("texts.jsonl")}


def _texts(bundle: Bundle) -> Found:
    for key, content in _texts_of(bundle).items():
        made = Text(content=content).id
        yield "" if made == key else f"a text does not hash to its id: expected {key}, found {made}"


def _spans(bundle: Bundle) -> Found:
    """Every span of the comparison, and every one of the list."""
    texts = _texts_of(bundle)
    inside = list(spans_in(bundle.whole("comparison.json")))
    listed = bundle.lines("spans.jsonl")
    for one in inside:
        yield _span(one, texts)
    there = {one["where"]: one for one in inside}
    for one in listed:
        same = there.get(one["where"]) == one
        yield (
            _span(one, texts)
            if same
            else (f"the list of spans has another at {one['where']} than the comparison")
        )


def _span(span: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    where = f"the span {span['where']} ({span['text']} {span['start']}:{span['end']})"
    content = texts.get(span["text"])
    if content is None:
        return f"{where} addresses a text that is not here"
    found = content[span["start"] : span["end"]]
    if found == span["exact"] and 0 <= span["start"] < span["end"]:
        return ""
    return f"{where} does not re-read: expected “{span['exact'][:200]}”, found “{found[:200]}”"


def _articles(bundle: Bundle) -> Found:
    """Each text stands in its page, word for word where it says so, and the page's text is the one
    that the chain commits to."""
    texts = _texts_of(bundle)
    entries = _entries(bundle)
    gone = {entries[key]["article"] for key in _erased(bundle) if key in entries}
    for one in bundle.lines("articles.jsonl"):
        yield _article(one, texts, entries, gone)


def _article(
    one: Mapping[str, Any],
    texts: Mapping[str, str],
    entries: Mapping[str, Mapping[str, Any]],
    gone: Container[str],
) -> str:
    name, body = one["name"], texts.get(one["text"])
    if body is None:
        return f"the text of {name} is not here"
    if one["captured"] is None:
        fault = f"the page of {name} is not here, and the chain has none of its pages erased"
        return "" if one["article"] in gone else fault
    page = texts[one["captured"]]
    for at, original, length in one["runs"]:
        here, there = body[at : at + length], page[original : original + length]
        if here != there:
            return (
                f"the text of {name} is not its page's at {at}: expected “{there[:80]}”, "
                f"found “{here[:80]}”"
            )
    entry = entries.get(one["capture"])
    if entry is None or entry["article"] != one["article"]:
        return f"the chain has no entry of {one['capture']}, which {name} was read from"
    found = text_digest(page)
    if entry["text"] in (None, found):
        return ""
    return f"the page of {name} is not the chain's: expected {entry['text']}, found {found}"


def _entries(bundle: Bundle) -> dict[str, dict[str, Any]]:
    """What the chain says of each capture that came."""
    shown = (one["entry"] for one in bundle.lines("chain.jsonl") if "entry" in one)
    return {one["capture"]: one for one in shown if one["kind"] == "capture"}


def _erased(bundle: Bundle) -> dict[str, str]:
    """Captures of which the chain says that they, or their bytes, were erased: with which of the two."""
    found: dict[str, str] = {}
    for one in bundle.lines("chain.jsonl"):
        entry = one.get("entry")
        if (
            entry is not None
            and entry["kind"] != "capture"
            and found.get(entry["capture"]) != "erased"
        ):
            found[entry["capture"]] = entry["kind"]
    return found


def _captures(bundle: Bundle) -> Found:
    """The bytes of each page hash to what the chain says, and so does what is told of it."""
    entries = _entries(bundle)
    archive = bundle.files.get(ARCHIVE, b"")
    gone = _erased(bundle)
    listed = bundle.lines("captures.jsonl")
    for one in listed:
        entry, erased = entries.get(one["capture"]), gone.get(one["capture"])
        if entry is None:
            yield f"the chain has no entry of {one['capture']}"
        elif one["record"] is None and erased is None:
            yield f"{one['capture']}: its bytes are not here"
        else:
            told = _told(one, entry, whole=erased != "erased")
            yield told or (_bytes(one, entry, archive) if one["record"] else "")
    for key in sorted(entries.keys() - {one["capture"] for one in listed}):
        yield f"{key} has an entry in the chain and is not listed"


def _told(one: Mapping[str, Any], entry: Mapping[str, Any], *, whole: bool) -> str:
    known = {"article": one["article"], "at": one["seen_at"], "url": one["url"]}
    if whole:
        known["stated"] = digest(one["stated"])
        known["fetched"] = None if one["fetched"] is None else digest(one["fetched"])
    for name, found in known.items():
        if entry[name] != found:
            return f"{one['capture']}: {name}: expected {entry[name]}, found {found}"
    return ""


def _bytes(one: Mapping[str, Any], entry: Mapping[str, Any], archive: bytes) -> str:
    start = one["record"]["offset"]
    body = record_body(archive[start : start + one["record"]["length"]], _MOST)
    if body is None:
        return f"{one['capture']}: its record in {ARCHIVE} cannot be read"
    if entry["payload"] is not None:
        name, wanted, found = "bytes", entry["payload"], f"sha256:{sha256(body)}"
    else:
        content = json.loads(body)["text"] if one["stated"]["medium"] == "line" else _said(body)
        name, wanted, found = "text", entry["text"], text_digest(content)
    return (
        ""
        if wanted in (None, found)
        else (f"{one['capture']}: {name}: expected {wanted}, found {found}")
    )


def _said(body: bytes) -> str:
    return body.decode("utf-8", "surrogatepass")


def _stamps(bundle: Bundle, links: list[dict[str, Any]]) -> tuple[tuple[Stamped, ...], list[str]]:
    """Time stamps with what they stamp, and what is wrong with them before any signature is read."""
    by_number = {one["n"]: one for one in links}
    found: list[Stamped] = []
    faults: list[str] = []
    for one in bundle.lines("stamps.jsonl"):
        entry = by_number.get(one["n"])
        token = bundle.files.get(f"{FOLDER}/{one['file']}")
        if entry is None or token is None or entry["hash"] != one["hash"]:
            faults.append(f"a time stamp is of entry {one['n']} with the hash {one['hash']}, "
                          f"found {entry and entry['hash']}")  # fmt: skip
            continue
        stamp = Stamp(n=one["n"], hash=one["hash"], server=one["server"], at=one["at"], token=token)
        found.append(Stamped(stamp, link(entry["n"], entry["previous"], entry["body"])))
    return tuple(found), faults


_ASKED: dict[str, Callable[[Bundle], Found]] = {
    "texts": _texts, "spans": _spans, "articles": _articles, "captures": _captures,
}  # fmt: skip
