"""What a bundle says, read anew: texts, places in them, articles, captures, time stamps.

The same checks are made by ``verify.js`` in a browser; what either tells the other tells.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from crosswire.desk.bundled import FOLDER, Bundle, Line, spans_in
from crosswire.desk.rereading_archive import archive_of
from crosswire.desk.standing import Astray, Standing
from crosswire.records.chain import Stamp, Stamped, digest, link, sha256, text_digest
from crosswire.records.span import Text
from crosswire.report.wacz import ARCHIVE

Known = Mapping[str, Any]
_LOOSE = 10
"""Of which part of a text its maker may say that it cannot be held against its page: a tenth."""
_FEW = 40
"""Characters of a short text that may be so."""
_LONG = 200
"""Characters that nobody finds in a page's markup by chance."""


def _fault(words: str) -> Line:
    return Line(fault=words)


# ---- texts and places in them --------------------------------------------------------------------


def _texts(bundle: Bundle) -> Iterator[Line]:
    there = Counter(one["id"] for one in bundle.lines("texts.jsonl"))
    owners = _owners(bundle)
    for one in bundle.lines("texts.jsonl"):
        key, made = one["id"], Text(content=one["content"]).id
        if made != key:
            yield _fault(f"a text does not hash to its id: expected {key}, found {made}")
        elif there[key] > 1:
            yield _fault(f"a text is here {there[key]} times: {key}")
        elif key not in owners:
            yield Line(note=f"a text is of no page here, so nothing shows who had it ({key}): "
                       f"“{one['content'][:80]}”")  # fmt: skip
        else:
            yield Line()


def _owners(bundle: Bundle) -> dict[str, set[str]]:
    """The articles that have a text: as their body, their page, their headline or standfirst."""
    found: dict[str, set[str]] = {}
    for one in bundle.lines("articles.jsonl"):
        for text in (one["text"], one["captured"], *one["heads"]):
            found.setdefault(text, set()).add(one["name"])
    return found


def _spans(bundle: Bundle) -> Iterator[Line]:
    """Every span of the comparison, and the list of them."""
    texts, owners = bundle.texts, _owners(bundle)
    names = {one["name"] for one in bundle.lines("articles.jsonl")}
    comparison = bundle.whole("comparison.json")
    inside = {one["where"]: one for one in spans_in(comparison)}
    spoken = _spoken_of(comparison, names)
    for where, one in inside.items():
        yield _fault(_span(one, texts) or _owned(one, spoken.get(where), owners, names))
    listed = bundle.lines("spans.jsonl")
    for one in listed:
        same = inside.get(one["where"]) == one
        words = f"the list of spans has another at {one['where']} than the comparison"
        yield _fault(_span(one, texts) if same else words)
    for where in sorted(inside.keys() - {one["where"] for one in listed}):
        yield _fault(f"the list of spans lacks the one at {where} of the comparison")


def _span(span: Known, texts: Mapping[str, str]) -> str:
    where = f"the span {span['where']} ({span['text']} {span['start']}:{span['end']})"
    content = texts.get(span["text"])
    if content is None:
        return f"{where} addresses a text that is not here"
    found = content[span["start"] : span["end"]]
    if found == span["exact"] and 0 <= span["start"] < span["end"]:
        return ""
    return f"{where} does not re-read: expected “{span['exact'][:200]}”, found “{found[:200]}”"


def _owned(
    span: Known, article: str | None, owners: Mapping[str, set[str]], names: set[str]
) -> str:
    """What the comparison gives as one article's stands in no other's text."""
    if article is None:
        return ""
    if article not in names:
        return f"the comparison speaks of {article} at {span['where']}, which is not among the articles"
    have = owners.get(span["text"], {article})
    if article in have:
        return ""
    return (
        f"the span {span['where']} is given as {article}'s, and stands in the text of {min(have)}"
    )


def _spoken_of(
    value: Any, names: set[str], where: str = "", of: str | None = None
) -> dict[str, str]:
    """Of which article each span of a comparison is said to be, by its path."""
    found: dict[str, str] = {}
    if isinstance(value, dict):
        if value.keys() == {"text", "start", "end", "exact"}:
            return {} if of is None else {where: of}
        said = value.get("article")
        of = said if isinstance(said, str) else of
        for name, inner in value.items():
            other = value.get("found_article") if name == "found" else None
            found |= _spoken_of(inner, names, f"{where}/{name}", other or of)
    elif isinstance(value, list):
        # A pair of an article and a place in it.
        if len(value) == 2 and isinstance(value[0], str) and value[0] in names:
            of = value[0]
        for n, inner in enumerate(value):
            found |= _spoken_of(inner, names, f"{where}/{n}", of)
    return found


def _comparison(bundle: Bundle) -> Iterator[Line]:
    """The parts of the comparison that say the same thing twice say it alike."""
    made, story = bundle.whole("comparison.json")["comparison"], bundle.whole("story.json")["story"]
    same = made["story"] == story
    yield _fault("" if same else f"it is a bundle of {story} with a comparison of {made['story']}")
    listed = {one["name"]: one for one in bundle.lines("articles.jsonl")}
    for page in made["pages"]:
        yield _fault(_page(page, listed.get(page["article"])))
    shown = {page["article"] for page in made["pages"]}
    for name in (*made["points"], *made["possible"]):
        held = name["wording"] in name["members"]
        yield _fault("" if held else f"the point {name['id']} is worded as none of its members")
    for reading in sorted(listed.keys() - shown):
        unread = bool(bundle.whole("story.json")["unread"])
        yield _fault("" if unread else f"{reading} is an article of the story and not compared")


def _page(page: Known, listed: Known | None) -> str:
    if listed is None:
        return f"the comparison has a page of {page['article']}, which is not among the articles"
    for name in ("headline", "published"):
        said = page[name]["value"] if page[name] else None
        if said is not None and said != listed[name]:
            return f"{page['article']}: {name}: expected {listed[name]}, found {said}"
    return ""


# ---- articles and captures -----------------------------------------------------------------------


def _articles(bundle: Bundle) -> Iterator[Line]:
    """Each text stands in its page, and the page's text is the one that the chain commits to."""
    texts, entries = bundle.texts, bundle.entries
    gone = {entries[key]["article"] for key in bundle.erased if key in entries}
    listed = bundle.lines("articles.jsonl")
    captures = {one["capture"]: one for one in bundle.lines("captures.jsonl")}
    twice = Counter(one[name] for one in listed for name in ("article", "name"))
    for one in listed:
        name = one["name"]
        if twice[one["article"]] > 1 + (one["article"] == name):
            yield _fault(f"the article {name} is listed {twice[one['article']]} times")
        elif texts.get(one["text"]) is None:
            yield _fault(f"the text of {name} is not here")
        elif one["captured"] is not None:
            fault = _entered(one, texts[one["captured"]], entries)
            yield from (
                [_fault(fault)] if fault else _stood(one, texts, captures.get(one["capture"]))
            )
        elif one["article"] in gone:
            yield Line()
        else:
            yield _fault(
                f"the page of {name} is not here, and the chain has none of its pages erased"
            )


def _entered(one: Known, page: str, entries: Mapping[str, Known]) -> str:
    name, entry = one["name"], entries.get(one["capture"])
    if entry is None or entry["article"] != one["article"]:
        return f"the chain has no entry of {one['capture']}, which {name} was read from"
    if entry["url"] != one["url"]:
        return (
            f"the address of {name} is not the chain's: expected {entry['url']}, found {one['url']}"
        )
    found = text_digest(page)
    if entry["text"] in (None, found):
        return ""
    return f"the page of {name} is not the chain's: expected {entry['text']}, found {found}"


def _stood(one: Known, texts: Mapping[str, str], capture: Known | None) -> Iterator[Line]:
    """How a text stands in its page, in one line; what its maker could not hold to the page either is no
    fault, and a person's to look at."""
    name, stated = one["name"], (capture or {}).get("stated") or {}
    body, page = texts[one["text"]], Standing(texts[one["captured"]], stated.get("medium", "html"))
    loose = {tuple(place) for place in one["loose"]}
    astray = [*page.astray(body, one["runs"])]
    faults = [place for place in astray if (place.start, place.end) not in loose]
    head = _heads(one, texts, page, stated.get("title"))
    if not faults and not _may_be_loose(astray, body, page, one["runs"]):
        yield _fault(
            f"too much of the text of {name} cannot be held against its page, at {_where(astray)}"
        )
    elif faults:
        yield _fault(f"the text of {name} is not its page's at {_where(faults)}")
    elif head.fault or not astray:
        yield head
    else:
        yield Line(note=f"the text of {name} cannot be held against its page at {_where(astray)}")


def _may_be_loose(astray: Sequence[Astray], body: str, page: Standing, runs: Sequence[Any]) -> bool:
    """Whether so much of a text can be what a maker could not hold to its page: else it would be for
    him to say that none of it can be. Long stretches that stand in the markup whole are none of his words."""
    own = [one for one in astray if one.end - one.start < _LONG or not page.has(one.here)]
    words = sum(one.end - one.start for one in own)
    return not own or (bool(runs) and words <= max(_FEW, len(body) // _LOOSE))


def _where(places: Sequence[Astray]) -> str:
    """The first place, and how many more."""
    first, more = places[0], len(places) - 1
    there = "nothing that is shown" if first.there is None else f"“{first.there[:80]}”"
    after = f", and at {more:,} more places" if more else ""
    return f"{first.start}: expected {there}, found “{first.here[:80]}”{after}"


def _heads(one: Known, texts: Mapping[str, str], page: Standing, title: str | None) -> Line:
    """Headline and standfirst stand somewhere in the page, or were stated with it."""
    headline = one["headline"]
    if headline is not None and Text(content=headline).id not in one["heads"]:
        return _fault(f"the headline of {one['name']} is none of its heads: “{headline[:80]}”")
    told = {key: words for key in one["heads"] if (words := texts.get(key)) is not None}
    if headline is not None:
        told[Text(content=headline).id] = headline
    lost = {key: words for key, words in told.items() if not page.has(words, title)}
    for key, words in lost.items():
        said = f"a headline or standfirst of {one['name']} is not in its page: “{words[:80]}”"
        return Line(note=said) if key in one["loose_heads"] else _fault(said)
    return Line()


def _captures(bundle: Bundle) -> Iterator[Line]:
    """The bytes of each page hash to what the chain says, and so does what is told of it."""
    entries, gone = bundle.entries, bundle.erased
    listed = bundle.lines("captures.jsonl")
    for one in listed:
        entry, erased = entries.get(one["capture"]), gone.get(one["capture"])
        if entry is None:
            yield _fault(f"the chain has no entry of {one['capture']}")
        elif one["record"] is None and erased is None:
            yield _fault(f"{one['capture']}: its bytes are not here")
        else:
            told = _told(one, entry, whole=erased != "erased")
            yield _fault(told or (_bytes(one, entry, bundle) if one["record"] else ""))
    there = Counter(one["capture"] for one in listed)
    for key in sorted(entries.keys() - there.keys()):
        yield _fault(f"{key} has an entry in the chain and is not listed")
    for key, times in there.items():
        yield from [_fault(f"{key} is listed {times} times")] if times > 1 else []


def _told(one: Known, entry: Known, *, whole: bool) -> str:
    known = {"article": one["article"], "at": one["seen_at"], "url": one["url"]}
    if whole:
        known["stated"] = digest(one["stated"])
        known["fetched"] = None if one["fetched"] is None else digest(one["fetched"])
    for name, found in known.items():
        if entry[name] != found:
            return f"{one['capture']}: {name}: expected {entry[name]}, found {found}"
    return ""


def _bytes(one: Known, entry: Known, bundle: Bundle) -> str:
    record = bundle.member(one["record"]["offset"], one["record"]["length"])
    if record is None:
        return f"{one['capture']}: its record in {ARCHIVE} cannot be read"
    body = record.body
    if entry["payload"] is not None:
        name, wanted, found = "bytes", entry["payload"], f"sha256:{sha256(body)}"
    else:
        content = json.loads(body)["text"] if one["stated"]["medium"] == "line" else _said(body)
        name, wanted, found = "text", entry["text"], text_digest(content)
    same = wanted in (None, found)
    return "" if same else f"{one['capture']}: {name}: expected {wanted}, found {found}"


def _said(body: bytes) -> str:
    return body.decode("utf-8", "surrogatepass")


def stamps_of(bundle: Bundle, links: Sequence[Known]) -> tuple[tuple[Stamped, ...], list[str]]:
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


ASKED: dict[str, Callable[[Bundle], Iterator[Line]]] = {
    "texts": _texts, "spans": _spans, "comparison": _comparison, "articles": _articles,
    "captures": _captures, "archive": archive_of,
}  # fmt: skip
"""Each gives a line for each thing looked at."""
