"""Feeds as the world writes them: without dates, with bombs, by thousands, under any media type."""

import gzip
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, strategies

from crosswire.errors import InputError
from crosswire.intake.feeds import SOONEST
from crosswire.intake.items import latest, one_line, whole, words_of
from crosswire.intake.safe_xml import UNPACKED
from crosswire.intake.sources import Given, page_says, read_listing, shape_of
from crosswire.records.source import Feed

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = "https://courier.example/rss/all.xml"


def read(body: str | bytes, *, most: int = 1000, charset: str | None = None) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    found = read_listing(Given(data, HERE, charset), at=AT, most=most)
    assert found is not None
    return found


def rss(*items: str, head: str = "", doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
        f"<title>Harnmouth Courier</title>{head}{''.join(items)}</channel></rss>"
    )


def item(path: str = "/ferry.html", date: str = "", **more: str) -> str:
    parts = {"title": "Ferry aground", "link": path, "pubDate": date, **more}
    return f"<item>{''.join(f'<{k}>{v}</{k}>' for k, v in parts.items() if v)}</item>"


def test_rss() -> None:
    feed = read(
        rss(
            item(
                date="Sun, 22 Nov 2026 10:00:00 +0100",
                description="&lt;p&gt;It ran &lt;b&gt;aground&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;At night.&lt;/p&gt;",
                guid="courier-1",
            )
        )
    )
    (one,) = feed.items
    assert feed.title == "Harnmouth Courier"
    assert one.url == "https://courier.example/ferry.html"
    assert one.published == "2026-11-22T09:00:00Z"
    assert one.title == "Ferry aground"
    assert one.summary == "It ran aground .\nAt night."
    assert feed.notes == ()


def test_atom_and_rdf() -> None:
    atom = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://sentry.example/news/">'
        "<title>Sentry</title><entry><id>urn:1</id><title type='html'>A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; claim</title>"
        '<link rel="alternate" href="claim.html"/><updated>2026-11-22T08:00:00Z</updated>'
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Words.</p></div></content>"
        "</entry></feed>"
    )
    assert atom.items[0].url == "https://sentry.example/news/claim.html"
    assert atom.items[0].published == "2026-11-22T08:00:00Z"
    assert atom.items[0].content == "Words."
    rdf = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="x"><title>Ledger</title></channel>'
        '<item rdf:about="https://ledger.example/1"><title>One</title>'
        "<link>https://ledger.example/1</link><dc:date>2026-11-21</dc:date></item></rdf:RDF>"
    )
    assert (rdf.items[0].url, rdf.items[0].title) == ("https://ledger.example/1", "One")
    assert rdf.items[0].published == "2026-11-21"


def json_feed(*items: object) -> str:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": items}
    )


def test_json_feed() -> None:
    good: dict[str, Any] = {
        "id": 7,
        "url": "a.html",
        "title": "A &amp; B",
        "content_html": "<p>One</p><script>bad()</script>",
        "date_published": "2026-11-22T11:00:00+02:00",
    }
    feed = read(json_feed(good, "no item", {"id": "8", "external_url": "https://else.example/x"}))
    assert [i.url for i in feed.items] == [
        "https://courier.example/rss/a.html",
        "https://else.example/x",
    ]
    first = feed.items[0]
    assert (first.guid, first.title, first.content) == ("7", "A & B", "One")
    assert first.published == "2026-11-22T09:00:00Z"
    assert feed.notes == ("1 that are no items",)


def test_a_feed_without_dates_keeps_its_order() -> None:
    feed = read(rss(*(item(f"/{n}.html") for n in range(5))), most=3)
    assert [i.url and i.url[-6] for i in feed.items] == ["0", "1", "2"]
    assert feed.left_out == 2
    assert latest(feed.items, AT) is None


def test_ten_thousand_items_are_bounded_to_the_newest() -> None:
    dates = (
        f"Sat, 21 Nov 2026 {n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d} GMT"
        for n in range(10_000)
    )
    feed = read(rss(*(item(f"/{n}.html", d) for n, d in enumerate(dates))), most=50)
    assert len(feed.items) == 50
    assert feed.left_out == 9950
    assert feed.items[0].url == "https://courier.example/9999.html"
    assert feed.items[-1].url == "https://courier.example/9950.html"


def test_what_is_dated_in_the_future_does_not_push_out_the_new() -> None:
    feed = read(
        rss(
            item("/future.html", "Tue, 01 Jan 2097 00:00:00 GMT"),
            item("/old.html", "Fri, 20 Nov 2026 00:00:00 GMT"),
            item("/new.html", "Sun, 22 Nov 2026 00:00:00 GMT"),
        )
    )
    assert [i.url and i.url.rsplit("/", 1)[1] for i in feed.items] == [
        "new.html", "old.html", "future.html",
    ]  # fmt: skip
    assert feed.items[2].published == "2097-01-01T00:00:00Z"
    assert feed.notes == ("1 dated in the future, taken as without a date",)
    assert latest(feed.items, AT) == "2026-11-22T00:00:00Z"


def test_a_date_without_a_zone_is_a_day() -> None:
    assert read(rss(item(date="2026-11-21T10:00:00"))).items[0].published == "2026-11-21"
    assert read(rss(item(date="next Tuesday"))).items[0].published is None


def test_an_address_named_twice_is_one_item_whatever_the_guids() -> None:
    feed = read(
        rss(item("/a", guid="same"), item("/b", guid="same"), item("/a", guid="other")),
    )
    assert [i.url and i.url[-1] for i in feed.items] == ["a", "b"]
    assert feed.notes == ("1 named twice",)


def test_items_without_an_address_are_counted() -> None:
    feed = read(rss(item("", guid="tag:1"), item("javascript:alert(1)"), item("/a")))
    assert [i.url is None for i in feed.items] == [True, True, False]
    assert feed.notes == ("2 without an address of a page",)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("&lt;i&gt;Tarn&lt;/i&gt; floods", "Tarn floods"),
        ("<![CDATA[<b>Tarn</b> &amp; Sorrel]]>", "Tarn & Sorrel"),
        ("Tarn &amp;amp; Sorrel", "Tarn & Sorrel"),
        ("<![CDATA[Five < six]]>", "Five < six"),
        ("  Two\n lines ", "Two lines"),
    ],
)
def test_markup_is_taken_off_titles(markup: str, words: str) -> None:
    assert read(rss(item(title=markup))).items[0].title == words


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("<ttl>30</ttl>", 1800),
        ("<ttl>0</ttl>", None),
        ("<ttl>1</ttl>", SOONEST),
        ("<ttl>99999999</ttl>", 86_400),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>48</sy:updateFrequency>", 1800),
        ("", None),
    ],
)  # fmt: skip
def test_how_often_a_feed_asks_to_be_read(head: str, seconds: int | None) -> None:
    assert read(rss(item(), head=head)).every_seconds == seconds


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "whole_one", [rss(item(title="&c;&x;")), "<opml><body/></opml>", "<urlset/>"]
)
def test_what_declares_entities_is_refused(doctype: str, encoding: str, whole_one: str) -> None:
    plain = whole_one.removeprefix('<?xml version="1.0"?>')
    with pytest.raises(InputError, match="declares entities") as refused:
        read((doctype + plain).encode(encoding))
    assert refused.value.kind == "entities"


def test_a_bomb_does_not_hide_behind_a_comment() -> None:
    for before in ("<!-- <rss> -->", "<?x <rss ?>", '<?xml version="1.0"?><!-- --><!-- <a> -->'):
        with pytest.raises(InputError, match="declares entities"):
            read(before + BOMB + "<rss><channel/></rss>")


def test_a_bomb_does_not_hide_behind_quotation_marks() -> None:
    bomb = '<!DOCTYPE rss SYSTEM "<rss" [<!ENTITY a "aaaa">]>'
    with pytest.raises(InputError) as refused:
        read(rss(item(), doctype=bomb))
    assert refused.value.kind == "entities"


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_a_date_at_the_end_of_time_is_none(stated: str) -> None:
    items = [{"id": "1", "url": "/ferry.html", "date_published": stated}]
    fields = {"version": "https://jsonfeed.org/version/1.1", "items": items}
    sitemap = f"<urlset><url><loc>/ferry.html</loc><lastmod>{stated}</lastmod></url></urlset>"
    for body in (json.dumps(fields), sitemap):
        (only,) = read(body).items
        assert (only.url, only.published) == ("https://courier.example/ferry.html", None)


def test_characters_that_are_none_are_replaced_and_no_part_of_an_address() -> None:
    items = [
        {"id": "\ud800", "url": "/a.html", "title": "Ferry \ud800aground", "content_text": "a\0b"},
        {"id": "2", "url": "/\0b.html"},
    ]
    feed = read(json.dumps({"version": "https://jsonfeed.org/version/1", "title": "\ud800",
                            "items": items}))  # fmt: skip
    feed.model_dump_json()  # which takes no half of a character
    assert feed.items[0].title == "Ferry \ufffdaground"
    assert feed.items[0].content == "a\ufffdb"
    assert whole(HERE, "/a\0b") is None
    assert whole(HERE, "/\ud800") is None


@pytest.mark.parametrize("words", ["&#x110000;", "<b>&#xD800;", "<b>&#99999999999999999999;"])
def test_numbers_of_no_character_in_a_broken_feed_are_damage(words: str) -> None:
    with pytest.raises(InputError) as refused:
        read(rss(f"<item><link>/a.html</link><title>{words}</title></item>"))
    assert refused.value.kind == "damaged"


@pytest.mark.parametrize("tag", ["<a>", "<item>", "&<b x='1'>"])
def test_elements_within_each_other_without_end_are_not_read(tag: str) -> None:
    with pytest.raises(InputError, match="within each other") as refused:
        read(rss(tag * 200_000))
    assert refused.value.kind == "damaged"


def test_markup_in_words_is_no_depth() -> None:
    broken = "<![CDATA[" + "<p>" * 6000 + "]]>"
    assert len(read(rss(item(description=broken), "<!--" + "<a>" * 6000 + "-->")).items) == 1
    assert len(read(rss(*(item(f"/{n}.html", title="a<br/>b") for n in range(2000)))).items) == 1000


def test_what_is_opened_a_thousand_times_and_never_closed_takes_no_time() -> None:
    assert shape_of(b"<!--" * 25_000) == "other"
    assert words_of("Words <script>" * 20_000) == "Words"
    assert words_of("Words <!--" * 20_000) == "Words"
    assert words_of("A <!-- x --> B <SCRIPT>y</SCRIPT > C <style>z</style>") == "A B C"
    assert words_of("<a" * 50_000)
    assert words_of("İİİ <!-- x -->B") == "İİİ B"


def test_line_ends_without_number_before_a_feed_take_no_time() -> None:
    before = "\n" * 90_000
    assert len(read(rss(item(), doctype=f"<!--{before}-->")).items) == 1
    assert len(read(rss(item(), doctype=f"<!DOCTYPE rss{before}>")).items) == 1


def test_a_plain_document_type_is_no_harm() -> None:
    old = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://dtd.example/rss-0.91.dtd">'
    assert read(rss(item(), doctype=old)).items[0].title == "Ferry aground"


def test_a_feed_cut_short_gives_what_stands_before_the_cut() -> None:
    feed = read(rss(item("/a"), item("/b"))[:-60])
    assert feed.items[0].url == "https://courier.example/a"
    assert feed.notes[0].startswith("damaged: ")


def test_a_feed_in_another_encoding() -> None:
    text = rss(item(title="Caf&#233; Zoë"))
    assert read(text.encode("utf-16")).items[0].title == "Café Zoë"
    latin = text.replace('<?xml version="1.0"?>', "").encode("iso-8859-1")
    assert read(latin, charset="iso-8859-1").items[0].title == "Café Zoë"


def test_nobody_guesses_at_the_encoding_of_a_feed() -> None:
    """A byte that is no UTF-8 beside a long run of letters: what guesses went back over all of it from
    each letter, where it was installed."""
    sound = rss(item("/a", title="Caf\xe9"), item("/b", title="x" * 3_000_000)).encode("latin-1")
    titles = [one.title for one in read(sound).items]
    assert titles[0] == "Café"
    assert read(sound, charset="punycode").items[0].title == "Café"
    lying = sound.replace(
        b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="unicode_escape"?>'
    )
    assert lying != sound
    assert read(lying).items[0].title == "Café"


def test_what_is_no_feed_is_refused() -> None:
    for body in (b"<rss", b'{"version": "https://jsonfeed.org/version/1", "items": 3}'):
        with pytest.raises(InputError) as refused:
            read(body)
        assert refused.value.kind == "damaged"


def test_feeds_and_pages_are_told_apart_by_how_they_begin() -> None:
    assert shape_of(b"\xef\xbb\xbf \n<!-- made by hand --><?xml version='1.0'?><rss/>") == "feed"
    assert shape_of(b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>") == "feed"
    assert shape_of(b"<!doctype html><html><rss></rss></html>") == "other"
    assert shape_of(b'{"id": "1", "text": "words"}') == "other"
    assert shape_of(b"See <rss> for more") == "other"
    assert shape_of(b"") == "other"


def test_a_packed_feed_is_unpacked_and_a_bomb_is_not() -> None:
    assert read(gzip.compress(rss(item()).encode())).items
    with pytest.raises(InputError, match="unpacks to more"):
        read(gzip.compress(b" " * (UNPACKED + 2)))
    with pytest.raises(InputError, match="damaged gzip"):
        read(gzip.compress(rss(item()).encode())[:-20])


def test_a_page_names_its_feeds() -> None:
    page = b"""<html><head><base href="/world/"><meta property="og:type" content="website">
    <link rel="alternate" type="application/rss+xml" title="World" href="rss.xml">
    <link rel="alternate" type="application/atom+xml" href="https://other.example/atom">
    <link rel="alternate" type="application/rss+xml" title="Comments on World" href="c.xml">
    <link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/json" href="api">
    </head><body>Words</body></html>"""
    says = page_says(page, "https://courier.example/world")
    assert [link.url for link in says.feeds] == [
        "https://courier.example/world/rss.xml",
        "https://other.example/atom",
    ]
    assert says.feeds[0].title == "World"
    assert not says.article
    assert page_says(b'<meta property="og:type" content="Article">', HERE).article
    assert page_says(b"", HERE) == ((), False)


@given(strategies.text(max_size=200))
def test_no_address_and_no_markup_is_too_odd(words: str) -> None:
    found = whole(HERE, words)
    assert found is None or found.startswith(("http://", "https://"))
    assert "\n" not in one_line(words)
    assert len(words_of(words)) <= len(words) * 2


@given(strategies.binary(max_size=300))
def test_whatever_the_bytes_there_is_a_listing_none_or_a_reason(body: bytes) -> None:
    for data in (body, b"<rss>" + body, b"<opml>" + body, b"<urlset>" + body):
        found: object
        try:
            found = read_listing(Given(data, HERE), at=AT)
        except InputError as refused:
            found = refused.kind
        assert found is None or isinstance(found, Feed) or found in REASONS


REASONS = {"damaged", "entities", "too-large"}
