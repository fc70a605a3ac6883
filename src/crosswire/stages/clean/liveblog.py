"""Live blogs split into posts: by JSON-LD, by the markup of the feed, by times alone on a line."""

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crosswire.records.article import Found, Passage, PassageKind, Post
from crosswire.records.span import Span, Text
from crosswire.stages.clean.bylines import bare_names, read_byline
from crosswire.stages.clean.dates import read_date
from crosswire.stages.clean.meta import Lookup, Source
from crosswire.stages.clean.outline import letters
from crosswire.stages.clean.poststamps import Stamp, are_sequence, dated, read_stamp
from crosswire.stages.clean.walk import Walk

_LIVE = re.compile(
    r"(?:^|[\s_-])live(?:[-_]?(?:blog|updates?|feed|coverage|post|ticker|reporting|stream))?(?:$|[\s_-])"
    r"|liveblog|live-?update",
    re.I,
)
LIVE_TITLE = re.compile(
    r"\blive[- ]?(?:updates?|blog|coverage|news|ticker|reporting)\b|\bas it happened\b"
    r"|\bminute[- ]by[- ]minute\b|^live\s*[:|–-]|[-–|:]\s*live\s*!?$|^\w+ live\s*[:|–-]",
    re.I,
)
_HOUR = re.compile(r"\d[:.h]\d\d|\d\s?[apAP]\.?[mM]|\d{4}")
"""One look that most words do not pass."""
_TAGS = re.compile(r"<[^<>]*>")
_FEWEST = 3
_UNSIGNED = 5
"""Posts that make a live blog of a page that does not call itself one."""
_LEAST = 8
_WORDY = 12
"""Words of a post, on the average, in a feed that is a live blog and no list of links."""
_MOST = 600
_UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "head"})
_AWAY = frozenset({"nav", "footer", "header"})


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of a page that its posts are read from."""

    body: Text
    passages: Sequence[Passage]
    source: Text
    published: Found | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A post as the page gives it, before it is found in the body."""

    key: str
    """The letters of all its words."""
    stamp: Stamp | None
    origin: Source
    author: str | None = None
    heading: str = ""
    """The letters of its headline."""


def html_posts(walked: Walk, node: Mapping[str, object], page: Page) -> tuple[Post, ...]:
    """The posts of an HTML page; none when it is no live blog."""
    said = _posts(list(_described(node)), page, fewest=2)
    if said:
        return said
    named = "LiveBlogPosting" in str(node.get("@type", "")) or bool(LIVE_TITLE.search(page.title))
    feed = _feed(walked)
    if feed is None or not feed.entries:
        return ()
    if not (named or feed.live) and len(feed.entries) < _UNSIGNED:
        return ()
    if not (named or feed.live or feed.clocks):
        return ()
    return _posts(feed.entries, page, fewest=_FEWEST)


def _described(node: Mapping[str, object]) -> Iterator[_Entry]:
    updates = node.get("liveBlogUpdate")
    for update in updates[:_MOST] if isinstance(updates, list) else ():
        if not isinstance(update, dict):
            continue
        heading = letters(_words(update.get("headline")))
        read = read_date(_words(update.get("datePublished")))
        stamp = Stamp(_words(update.get("datePublished")), read.value) if read else None
        text = letters(_words(update.get("articleBody")) or _words(update.get("description")))
        yield _Entry(heading + text, stamp, "json-ld", _name(update.get("author")), heading)


def _words(value: object) -> str:
    return html.unescape(_TAGS.sub(" ", value)) if isinstance(value, str) else ""


def _name(value: object) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    name = first.get("name") if isinstance(first, dict) else first
    return " ".join(name.split()) or None if isinstance(name, str) else None


@dataclass(frozen=True, slots=True)
class _Feed:
    entries: Sequence[_Entry]
    live: bool
    """Its markup calls it live."""
    clocks: bool
    """Its posts show the hour alone, as no list of articles does."""


def _feed(walked: Walk) -> _Feed | None:
    """The element with the most children that show a time of their own."""
    stamps = {e: s for e in _timed(walked) if (s := _stamp_of(e)) is not None}
    if len(stamps) < _FEWEST:
        return None
    children: Counter[HtmlElement] = Counter()
    held: dict[HtmlElement, Stamp] = {}
    for element, stamp in stamps.items():
        at = element
        while (above := at.getparent()) is not None and at not in held:
            held[at] = stamp
            children[above] += 1
            at = above
    best = max(children, key=lambda e: children[e], default=None)
    if best is None or children[best] < _FEWEST:
        return None
    entries = list(_entries(best, held))
    times = [e.stamp for e in entries if e.stamp is not None]
    wordy = sum(len(e.key) for e in entries) >= 5 * _WORDY * len(entries)
    if len(entries) < _FEWEST or not are_sequence(times) or not wordy:
        return None
    clocks = all(t.minutes is not None or "T" in (t.value or "") for t in times)
    return _Feed(entries, _is_live(best), clocks)


def _timed(walked: Walk) -> list[HtmlElement]:
    """The elements of a page that may be a time; none where there are too few for a feed."""
    body = walked.body
    found = [
        element
        for element, tag in zip(
            walked.elements[body.start : body.stop],
            walked.tags[body.start : body.stop],
            strict=True,
        )
        if tag == "time"
        or (
            (words := element.text)
            and len(words) < 60
            and _HOUR.search(words)
            and tag not in _UNREAD
        )
    ]
    return found if len(found) >= _FEWEST else []


def _stamp_of(element: HtmlElement) -> Stamp | None:
    """The time that an element is, by its attribute or its few words."""
    stamp = _shown_stamp(element)
    # Few elements show a time: the way up is walked for those alone.
    away = stamp is not None and any(a.tag in _AWAY for a in element.iterancestors())
    return None if away else stamp


def _shown_stamp(element: HtmlElement) -> Stamp | None:
    if element.tag == "time" and element.get("datetime"):
        written = str(element.get("datetime"))
        read = read_date(written)
        return Stamp(written, read.value) if read else read_stamp(element.text_content())
    words = element.text
    return read_stamp(words) if words and len(words) < 60 and _HOUR.search(words) else None


def _is_live(feed: HtmlElement) -> bool:
    near = [feed, *feed.iterancestors(), *[c for c in feed if isinstance(c.tag, str)][:3]]
    return any(
        _LIVE.search(f"{e.get('class') or ''} {e.get('id') or ''} {e.get('itemtype') or ''}")
        for e in near
        if e.tag != "body"
    )


def _entries(feed: HtmlElement, held: Mapping[HtmlElement, Stamp]) -> Iterator[_Entry]:
    """From one child that shows a time to the next."""
    group: list[HtmlElement] = []
    for child in (c for c in feed if isinstance(c.tag, str) and c.tag not in _UNREAD):
        if child in held and group:
            yield _entry(group, held[group[0]])
            group = []
        if child in held or group:
            group.append(child)
    if group:
        yield _entry(group, held[group[0]])


_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


def _entry(group: Sequence[HtmlElement], stamp: Stamp) -> _Entry:
    heading = next((h for e in group for h in e.iter(*_HEADINGS)), None)
    return _Entry(
        key="".join(letters(e.text_content()) for e in group),
        stamp=stamp,
        origin="visible text",
        author=next((a for e in group if (a := _author(e))), None),
        heading=letters(heading.text_content()) if heading is not None else "",
    )


_BY = re.compile(r"(?:^|[\s_-])(?:by-?line|author|contributor)", re.I)


def _author(element: HtmlElement) -> str | None:
    for one in element.iter():
        if not isinstance(one.tag, str) or not _BY.search(f"{one.get('class')} {one.get('rel')}"):
            continue
        words = " ".join(one.text_content().split())
        byline = read_byline(words)
        spans = byline.authors if byline else bare_names(words, common=())
        if spans:
            return words[spans[0][0] : spans[0][1]]
    return None


def _posts(entries: Sequence[_Entry], page: Page, *, fewest: int) -> tuple[Post, ...]:
    """The entries that stand in the body, in its order."""
    if len(entries) < fewest:
        return ()
    values = dated(
        [e.stamp or Stamp("") for e in entries], page.published.value if page.published else None
    )
    look = Lookup(page.source)
    posts: list[Post] = []
    for number, held in _runs(entries, page.passages):
        entry, value = entries[number], values[number]
        written = entry.stamp.words if entry.stamp else ""
        posts.append(
            Post(
                span=Span.of(page.body, held[0].span.start, held[-1].span.end),
                published=look.found(entry.origin, value, written or None) if value else None,
                headline=_headline(entry, held),
                author=look.found(entry.origin, entry.author) if entry.author else None,
            )
        )
    return tuple(posts) if len(posts) >= fewest else ()


def _headline(entry: _Entry, held: Sequence[Passage]) -> Span | None:
    first = held[0]
    named = bool(entry.heading) and letters(first.span.exact) == entry.heading
    return first.span if named or first.kind is PassageKind.SUBHEAD else None


def _runs(
    entries: Sequence[_Entry], passages: Sequence[Passage]
) -> Iterator[tuple[int, list[Passage]]]:
    """Runs of passages that stand in one entry: its number, and the passages."""
    whole = "\n".join(e.key for e in entries)
    starts, at = [], 0
    for entry in entries:
        starts.append(at)
        at += len(entry.key) + 1
    held: list[Passage] = []
    number, cursor, seen = -1, 0, set[int]()
    for passage in passages:
        key = letters(passage.span.exact)
        place = whole.find(key, cursor) if len(key) >= _LEAST else -1
        place = whole.find(key) if place < 0 and len(key) >= _LEAST else place
        owner = bisect_right(starts, place) - 1 if place >= 0 else number
        if owner != number:
            if held and number >= 0 and number not in seen:
                seen.add(number)
                yield number, held
            number, held = owner, []
        held.append(passage)
        cursor = max(place, cursor) if place >= 0 else cursor
    if held and number >= 0 and number not in seen:
        yield number, held


_OPENING = re.compile(
    r"^\W{0,3}(?P<stamp>[0-2]?\d(?:[:.h][0-5]\d\s*(?:[ap]\.?m\.?)?|\s*[ap]\.?m\.?)(?:\s*[A-Z]{2,4}\b)?)"
    r"(?P<after>\s*[:.|–—-]\s*|\s+(?=[A-Z“\"‘])|$)",
    re.I,
)


def line_posts(page: Page, lines: Sequence[Span], places: Sequence[int]) -> tuple[Post, ...]:
    """The posts of plain text, whose times stand alone on a line or begin one.

    ``lines`` are all of the page's, in order; ``places`` says where in it each passage stands.
    """
    marks = [(line, stamp) for line in lines if (stamp := _opening(line.exact)) is not None]
    live = bool(LIVE_TITLE.search(page.title))
    if len(marks) < (_FEWEST if live else _UNSIGNED) or not are_sequence([s for _, s in marks]):
        return ()
    values = dated([s for _, s in marks], page.published.value if page.published else None)
    posts: list[Post] = []
    for k, ((line, stamp), value) in enumerate(zip(marks, values, strict=True)):
        end = marks[k + 1][0].start if k + 1 < len(marks) else lines[-1].end
        held = [
            p
            for p, place in zip(page.passages, places, strict=True)
            if line.start <= place < end and p.kind is not PassageKind.CHROME
        ]
        if held:
            posts.append(_line_post(page, held, stamp, value))
    told = sum(len(p.span.exact.split()) for p in posts)
    return tuple(posts) if len(posts) >= _FEWEST and told >= _WORDY * len(posts) else ()


def _line_post(page: Page, held: Sequence[Passage], stamp: Stamp, value: str | None) -> Post:
    found = None
    if value:
        found = Lookup(page.source).found("visible text", value, stamp.words)
    headed = held[0].kind is PassageKind.SUBHEAD
    return Post(
        span=Span.of(page.body, held[0].span.start, held[-1].span.end),
        published=found,
        headline=held[0].span if headed else None,
    )


def _opening(line: str) -> Stamp | None:
    match = _OPENING.match(line)
    if match is None:
        return None
    if (
        match["after"].isspace()
        and len(line) > match.end()
        and not match["stamp"].strip()[-1:].isalnum()
    ):
        return None
    return read_stamp(match["stamp"])
