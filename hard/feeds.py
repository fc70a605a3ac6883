"""Feeds and lists: those of feedparser's own tests, and JSON Feeds and OPML made unsound."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

from crosswire.intake.sources import Given, read_listing
from crosswire.records.source import Feed
from hard.corpora import corpus
from hard.mutate import cuts, encoded, spoilt
from hard.rows import How, Row
from hard.trial import Trials, Wrong

_AT = datetime(2031, 5, 8, tzinfo=UTC)
_URL = "https://courier.example/feed"
_CHARSET = re.compile(rb"Header:\s*Content-type:[^\n]*charset=([\w.-]+)", re.I)
_VALUES: tuple[object, ...] = (
    None, 0, -1, 1e308, True, "", " ", "x" * 100_000, "\x00", "\ud800", [], {}, [[]], [None], {"a": {}},
    "javascript:x", "https://[", "//courier.example", "2031-05-07T10:00:00Z", "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00", "<b>words</b>", "&lt;script&gt;", "\u202e words",
)  # fmt: skip
_FIELDS = ("id", "url", "external_url", "title", "summary", "content_text", "content_html",
           "date_published", "date_modified")  # fmt: skip
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harnmouth Courier</title><ttl>15</ttl>
<item><title>Ferry Corrin aground</title><link>https://courier.example/1</link>
<pubDate>Thu, 08 May 2031 09:00:00 GMT</pubDate><guid>1</guid>
<description><![CDATA[<p>The ferry ran aground &amp; is stuck.</p>]]></description></item>
<item><title>Tide “falls”</title><link>/2</link><pubDate>2031-05-08</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/"><title>Courier</title>
<entry><title type="html">Ferry &lt;b&gt;aground&lt;/b&gt;</title><id>urn:1</id><link href="/1"/>
<updated>2031-05-08T09:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Words.</p></div></content></entry></feed>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Papers</title></head><body>
<outline text="Coast"><outline type="rss" text="Courier" xmlUrl="https://courier.example/feed"/></outline>
<outline type="include" text="More" url="https://sentry.example/more.opml"/></body></opml>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://courier.example/1</loc><lastmod>2031-05-08</lastmod></url></urlset>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [
        {"id": "1", "url": "https://courier.example/1", "title": "Ferry aground", "content_text": "Words.",
         "date_published": "2031-05-08T09:00:00Z"}, {"id": 2, "url": "/2"}]})  # fmt: skip
MADE = {"RSS": RSS, "Atom": ATOM, "OPML": OPML, "sitemap": SITEMAP, "JSON Feed": JSON}


def run(how: How) -> list[Row]:
    """Every file gives items or is refused in words; none crashes, none stalls."""
    rows = []
    if how.long:
        for kind in ("wellformed", "illformed"):
            rows.append(_feedparsers(how, kind))
    for name, sound in MADE.items():
        rows.append(_unsound(name, sound, how))
    return [*rows, _values(how), _long_runs(how)]


def _feedparsers(how: How, kind: str) -> Row:
    with Trials(f"feedparser's {kind} feeds") as trials:
        for file in corpus(how, "feedparser", f"tests/{kind}/**/*"):
            body = file.read_bytes()
            stated = _CHARSET.search(body)
            charset = stated[1].decode() if stated else None
            trials.one(file.name, lambda b=body, c=charset: _read(b, c))  # type: ignore[misc]
        return trials.row()


def _read(body: bytes, charset: str | None = None) -> str:
    found = read_listing(Given(body, _URL, charset), at=_AT)
    if found is None:
        return "taken for no feed"
    _checked(found)
    if found.items or found.sources:
        return "read"
    return "read, with no item in it"


def _checked(found: Feed) -> None:
    """What is handed on can be kept and asked for."""
    found.model_dump_json().encode()
    for url in (*(one.url for one in found.items), *(one.url for one in found.sources)):
        if url is not None and not url.lower().startswith(("http://", "https://")):
            raise Wrong(f"an address that is none: {url[:200]!r}")


def _unsound(name: str, sound: str, how: How) -> Row:
    with Trials(f"{name} broken off, spoilt, in other encodings") as trials:
        for what, body in _made(sound, how):
            trials.one(f"{name} {what}", lambda b=body: _read(b))  # type: ignore[misc]
        return trials.row()


def _made(sound: str, how: How) -> Iterator[tuple[str, bytes]]:
    yield from cuts(sound.encode(), 1 if how.long else 40)
    yield from encoded(sound)
    yield from spoilt(sound.encode(), 4_000 if how.long else 60, seed=1)


def _values(how: How) -> Row:
    """Each field of a JSON Feed with each odd value, and odd values in place of items."""
    with Trials("JSON Feed with odd values in each field") as trials:
        for field, value in product(_FIELDS, _VALUES):
            item = {"id": "1", "url": "https://courier.example/1", field: value}
            trials.one(f"{field}={value!r:.40}", lambda i=item: _read(_json([i])))  # type: ignore[misc]
        for value in _VALUES:
            trials.one(f"item {value!r:.40}", lambda v=value: _read(_json([v])))  # type: ignore[misc]
            trials.one(f"items {value!r:.40}", lambda v=value: _read(_json(v)))  # type: ignore[misc]
        depth = 100_000 if how.long else 5_000
        nested = b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * depth
        trials.one("nested without end", lambda: _read(nested))
        return trials.row()


def _json(items: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


_UNITS = ("a", " ", "<", ">", "&", "&amp;", "<a>", "</a>", "<!--", "<![CDATA[", "<b x=", "\"", "'", "\n",
          "a b=\"\" ", "&#x", "\u00e9", "https://", "2031-05-08", "(", "[", "{\"a\":", "\\", ".", "-")  # fmt: skip
_PLACES = (
    "<rss><channel><item><title>{}</title><link>https://courier.example/1</link></item></channel></rss>",
    "<rss><channel><item><title>T</title><description>{}</description></item></channel></rss>",
    "<rss><channel><item><link>{}</link><pubDate>{}</pubDate></item></channel></rss>",
    "<rss {}><channel><item><title>T</title></item></channel></rss>",
    "<!-- {} --><rss><channel><item {}/></channel></rss>",
    "<!DOCTYPE rss {}><feed><entry><title type=\"html\">{}</title></entry></feed>",
    "<?xml {}?><opml><body><outline text=\"{}\" xmlUrl=\"https://a.example/{}\"/></body></opml>",
    "<urlset><url><loc>{}</loc><lastmod>{}</lastmod></url></urlset>",
    "{{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{{\"content_html\": \"{}\"}}]}}",
)  # fmt: skip


def _long_runs(how: How) -> Row:
    """What grows faster than its input shows where the input is long."""
    size = 300_000 if how.long else 10_000
    with Trials(f"lists with one piece {size:,} bytes long in one place") as trials:
        for place, unit, end in product(_PLACES, _UNITS, (b"", b"\xe9")):
            body = place.replace("{}", unit * (size // len(unit))).encode() + end
            trials.one(f"{unit!r} in {place}", lambda b=body: _read(b))  # type: ignore[misc]
        return trials.row()
