"""Feeds are valid, name their entries for good, and hostile words stay words."""

import json
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.follow import Alert, AlertFeed, AlertLine, AlertWords, Rule
from crosswire.records.span import Span
from crosswire.report.alerted import letter, title
from crosswire.report.feed import Addresses, atom, json_feed

AT = "2026-11-22T09:00:00.000Z"
HOME = Addresses("https://desk.example/feeds/k.atom", "https://desk.example")
ATOM = "{http://www.w3.org/2005/Atom}"


def span(words: str) -> Span:
    return Span(text="text-1", start=3, end=3 + len(words), exact=words)


def line(
    words: str = "Ferry aground", *, url: str | None = "https://post.example/1", nth: int = 1
) -> AlertLine:
    alert = Alert(
        id=f"alert-{nth}", follow="follow-1", by="you", about="story", rule=Rule.CORRECTION,
        thing="t", story="story-1", article="article-1", at=AT,
    )  # fmt: skip
    quoted = (AlertWords(article="article-1", outlet=words, url=url, span=span(words)),)
    return AlertLine(alert=alert, follow=words, headline=span(words), outlet=words, url=url,
                     quoted=quoted)  # fmt: skip


def feed(*lines: AlertLine) -> AlertFeed:
    return AlertFeed(key="secret-key", by="you", alerts=lines)


def test_an_atom_feed_is_one() -> None:
    made = atom(feed(line(), line(nth=2)), HOME)
    read = feedparser.parse(BytesIO(made))
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.id for entry in read.entries] == [
        "tag:crosswire.invalid,2026:alert-1", "tag:crosswire.invalid,2026:alert-2",
    ]  # fmt: skip
    assert read.entries[0].link == "https://desk.example/stories/story-1"
    root = fromstring(made)
    for parent in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1, name
    assert root.find(f"{ATOM}author/{ATOM}name") is not None


def test_a_json_feed_is_one() -> None:
    made: dict[str, Any] = json.loads(json_feed(feed(line()), HOME))
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == HOME.itself
    (item,) = made["items"]
    assert item["id"] == "tag:crosswire.invalid,2026:alert-1"
    assert item["content_text"]
    assert item["_crosswire"]["quoted"][0]["exact"] == "Ferry aground"


def test_an_empty_feed_is_valid_and_does_not_tell_its_key() -> None:
    assert not feedparser.parse(BytesIO(atom(feed()))).bozo
    assert b"secret-key" not in atom(feed()) + json_feed(feed())


@given(st.text(min_size=1, max_size=60))
def test_hostile_words_stay_words(words: str) -> None:
    hostile = feed(line(words, url="javascript:alert(1)"))
    (entry,) = fromstring(atom(hostile)).iter(f"{ATOM}entry")
    assert {child.tag for child in entry} <= {
        f"{ATOM}{name}" for name in ("id", "title", "updated", "link", "category", "content")
    }
    assert b"javascript:" not in atom(hostile).split(b"<content")[0]
    (item,) = json.loads(json_feed(hostile))["items"]
    assert item["_crosswire"]["headline"]["exact"] == words
    assert "external_url" not in item
    assert title(line(words)) in letter([line(words)])
