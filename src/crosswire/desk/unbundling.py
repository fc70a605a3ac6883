"""Whether a bundle says what it said when it was made: checked without a store, from the file alone.

Nothing is unpacked to disk and no name in the archive is followed: files are read by the names that a
bundle has. The same checks are made by the page ``crosswire/verify.html`` in a browser.
"""

import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from crosswire.desk.bundled import FOLDER, MOST, Bundle, sum_of
from crosswire.desk.rereading import ASKED, stamps_of
from crosswire.errors import InputError
from crosswire.records.chain import Stamped, follow, sha256, told_breaks
from crosswire.report.wacz import DIGEST, PACKAGE

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
    sha256: str
    """Of the file itself, to compare with one that was noted when it was made."""
    notes: tuple[str, ...]
    """What a person should look at, since the file cannot show it: words that no page here has."""


def is_bundle(path: Path) -> bool:
    """Whether it is a file that begins as a ZIP does."""
    if not path.is_file():
        return False
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
        return _checked(read_bundle(path), head, sum_of(path))
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as fault:
        raise InputError(
            f"{path} is no bundle that can be read, a file in it is not what it should be: "
            f"{type(fault).__name__}: {fault}"
        ) from fault


def _checked(bundle: Bundle, head: str | None, sum_: str) -> Unbundled:
    links = bundle.lines("chain.jsonl")
    problems, notes = list(bundle.problems), list[str]()
    checked: dict[str, int] = {"files": len(bundle.files)}
    for name, ask in ASKED.items():
        found = [*ask(bundle)]
        checked[name] = len(found)
        problems += _first(name, [one.fault for one in found if one.fault])
        notes += _first(name, [one.note for one in found if one.note])
    problems += told_breaks([*follow(links)])
    wanted = next((int(one["n"]) for one in links if one["hash"] == head), None)
    if head is not None and wanted is None:
        problems.append(f"no entry of the chain in this bundle has the hash {head}")
    stamps, faults = stamps_of(bundle, links)
    return Unbundled(
        story=str(bundle.whole("story.json")["story"]), checked=checked | {"chain": len(links)},
        problems=(*problems, *faults), head=links[-1]["hash"] if links else "",
        first=links[0]["n"] if links else 0, last=links[-1]["n"] if links else 0,
        wanted=wanted, stamps=stamps, sha256=sum_, notes=tuple(notes),
    )  # fmt: skip


def _first(name: str, found: list[str]) -> list[str]:
    more = len(found) - _SHOWN
    return [*found[:_SHOWN], *([f"{name}: {more:,} more"] if more > 0 else [])]


# ---- the file ----------------------------------------------------------------------------------


def read_bundle(path: Path) -> Bundle:
    """Its files, and what is wrong with them: names that lead elsewhere, bytes that are not listed."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive, path)
    except (*_DAMAGED, OSError) as fault:
        raise InputError(
            f"{path} cannot be read as a bundle (ZIP), it is cut or damaged: {fault}; ask for it again"
        ) from fault


# Encrypted: RuntimeError. Packed in a way that nobody knows: NotImplementedError.
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)


def _read(archive: zipfile.ZipFile, path: Path) -> Bundle:
    members = archive.infolist()
    size = sum(one.file_size for one in members)
    most = min(MOST, _HARMLESS + _RATIO * path.stat().st_size)
    if size > most:
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
            f"{path} is no bundle of crosswire: it lacks {', '.join(missing) or PACKAGE}; what "
            "`crosswire bundle` wrote was wanted"
        )
    return Bundle(files, (*problems, *_unlisted(files)), most)


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
