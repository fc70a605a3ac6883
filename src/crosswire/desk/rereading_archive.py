"""The archive of a bundle, its index and its list of pages, held against what is told of the captures.

A reader that replays the archive goes by these, and not by what the chain commits to.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from crosswire.desk.bundled import Bundle, Line
from crosswire.records.article import Fetched
from crosswire.records.chain import sha256
from crosswire.report.wacz import ARCHIVE, INDEX, PACKAGE, PAGES, Member, surt
from crosswire.report.warc import answer_head, target_of

Known = Mapping[str, Any]
_BESIDE = ("capture", "article", "revision", "outlet", "seen_at")
_STATED = ("name", "medium", "encoding", "origin")


def archive_of(bundle: Bundle) -> Iterator[Line]:
    """Every record of the archive, line of the index and page of the list; what the package says."""
    listed = bundle.lines("captures.jsonl")
    members = {(place["offset"], place["length"]): bundle.member(place["offset"], place["length"])
               for one in listed for place in (one["record"], one["about"]) if place}  # fmt: skip
    yield _fault(_tiled(bundle, sorted(members)))
    for one in listed:
        record = one["record"] and members[one["record"]["offset"], one["record"]["length"]]
        about = members[one["about"]["offset"], one["about"]["length"]]
        yield _fault(_about(one, about) or (_record(one, record) if one["record"] else ""))
    yield from map(_fault, _index(bundle, listed, members))
    yield from map(_fault, _pages(bundle, listed))
    yield _fault(_package(bundle))


def _fault(words: str) -> Line:
    return Line(fault=words)


def _tiled(bundle: Bundle, places: list[tuple[int, int]]) -> str:
    """The records lie one after the other, with nothing between them but a first one that tells of none."""
    size = len(bundle.files.get(ARCHIVE, b""))
    begin = places[0][0] if places else size
    first = bundle.member(0, begin)
    if first is None or first.headers.get("warc-type") != "warcinfo":
        return f"{ARCHIVE} does not begin with a record of its own"
    at = begin
    for offset, length in places:
        if offset != at:
            return f"{ARCHIVE} has bytes at {at} that are of no capture"
        at += length
    return "" if at == size else f"{ARCHIVE} has bytes at {at} that are of no capture"


def _about(one: Known, found: Member | None) -> str:
    """What is told of a capture beside its page."""
    key = one["capture"]
    if found is None or found.headers.get("warc-type") != "metadata":
        return f"{key}: what is told of it in {ARCHIVE} cannot be read"
    said = json.loads(found.block)
    wanted = {name: one[name] for name in _BESIDE}
    if not one["erased"]:
        wanted |= {name: one["stated"][name] for name in _STATED}
    for name, value in wanted.items():
        if said.get(name) != value:
            return f"{key}: {name} in {ARCHIVE}: expected {value}, found {said.get(name)}"
    return _dated(one, found)


def _dated(one: Known, found: Member) -> str:
    date = found.headers.get("warc-date")
    same = date == one["seen_at"]
    return (
        ""
        if same
        else f"{one['capture']}: its date in {ARCHIVE}: expected {one['seen_at']}, found {date}"
    )


def _record(one: Known, found: Member | None) -> str:
    """The page's own record: when it came, from where, and how it was answered."""
    key = one["capture"]
    if found is None:
        return f"{key}: its record in {ARCHIVE} cannot be read"
    kind = "response" if one["fetched"] else "resource"
    if found.headers.get("warc-type") != kind:
        return f"{key}: its record in {ARCHIVE}: expected a {kind}, found {found.headers.get('warc-type')}"
    if one["fetched"]:
        head = answer_head(Fetched.model_validate(one["fetched"]), len(found.body))
        if found.block[: len(found.block) - len(found.body)] != head:
            return f"{key}: the head of its answer in {ARCHIVE} is not what is told of it"
    url = one["fetched"]["final_url"] if one["fetched"] else one["url"]
    wanted = target_of(url, one["stated"]["name"], one["stated"]["medium"])
    address = found.headers.get("warc-target-uri")
    if address != wanted:
        return f"{key}: its address in {ARCHIVE}: expected {wanted}, found {address}"
    return _dated(one, found)


def _index(
    bundle: Bundle, listed: list[dict[str, Any]], members: Mapping[Any, Member | None]
) -> Iterator[str]:
    """The index leads to each page, and to nothing else."""
    places = {
        (one["record"]["offset"], one["record"]["length"]): one for one in listed if one["record"]
    }
    lines = bundle.files.get(INDEX, b"").decode("utf-8").splitlines()
    seen: set[tuple[int, int]] = set()
    for line in lines:
        key, digits, told = line.split(" ", 2)
        known = json.loads(told)
        place = (int(known["offset"]), int(known["length"]))
        one, found = places.get(place), members.get(place)
        if one is None or found is None or place in seen:
            yield f"{INDEX} leads to {ARCHIVE} at {place[0]}, where no capture begins"
            continue
        seen.add(place)
        target = found.headers.get("warc-target-uri", "")
        wanted = {"url": target, "digest": f"sha256:{sha256(found.body)}",
                  "status": str(one["fetched"]["status"]) if one["fetched"] else "200"}  # fmt: skip
        expected = (surt(target), re.sub(r"\D", "", one["seen_at"])[:14])
        same = expected == (key, digits) and all(known.get(n) == v for n, v in wanted.items())
        yield (
            ""
            if same
            else f"{INDEX} does not say of {one['capture']} what the archive says: {line[:200]}"
        )
    for place in sorted(places.keys() - seen):
        yield f"{INDEX} lacks {places[place]['capture']}"


def _pages(bundle: Bundle, listed: list[dict[str, Any]]) -> Iterator[str]:
    """The list of pages that a reader shows is that of the captures."""
    wanted: dict[str, dict[str, Any]] = {}
    for one in listed:
        url = one["fetched"]["final_url"] if one["fetched"] else one["url"]
        if url:
            told = {"id": one["capture"], "url": url, "ts": one["seen_at"]}
            title = None if one["erased"] else one["stated"]["title"]
            wanted[one["capture"]] = told | ({"title": title} if title else {})
    lines = bundle.files.get(PAGES, b"").decode("ascii").splitlines()
    for line in filter(None, lines[1:]):
        known = json.loads(line)
        same = wanted.pop(known["id"], None) == known
        yield (
            ""
            if same
            else f"{PAGES} has a page that is told otherwise of the captures: {line[:200]}"
        )
    for key in wanted:
        yield f"{PAGES} lacks {key}"


def _package(bundle: Bundle) -> str:
    """Title and time of the package are the comparison's and the chain's."""
    package = json.loads(bundle.files[PACKAGE])
    made, story = bundle.whole("comparison.json")["comparison"], bundle.whole("story.json")["story"]
    title = next((p["headline"]["value"] for p in made["pages"] if p["headline"]), story)
    last = (bundle.lines("chain.jsonl") or [{}])[-1].get("entry")
    created = f"{last['made_at'][:19]}Z" if last else package["created"]
    if (package["title"], package["created"]) == (title, created):
        return ""
    return f"{PACKAGE}: expected “{title}” of {created}, found “{package['title']}” of {package['created']}"
