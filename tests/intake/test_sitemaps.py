"""Sitemaps and lists of feeds."""

import gzip
from datetime import UTC, datetime

from crosswire.intake.sources import Given, read_listing
from crosswire.records.source import Feed, SourceLink

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = "https://courier.example/maps/news.xml"


def read(body: str | bytes, *, most: int = 1000) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    found = read_listing(Given(data, HERE), at=AT, most=most)
    assert found is not None
    return found


NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="https://search.example/schemas/sitemap-news/0.9"
  xmlns:image="https://search.example/schemas/sitemap-image/1.1">
 <url><loc>https://courier.example/old.html</loc><lastmod>2026-11-20</lastmod></url>
 <url><loc> https://courier.example/new.html </loc><lastmod>2026-11-22T09:00:00Z</lastmod>
  <image:image><image:loc>https://courier.example/p.jpg</image:loc><image:title>A picture</image:title></image:image>
  <news:news><news:publication><news:name>Courier</news:name></news:publication>
   <news:publication_date>2026-11-22T08:30:00+01:00</news:publication_date>
   <news:title>Ferry &amp; tide</news:title></news:news></url>
 <url><loc>/undated.html</loc></url>
 <url><loc>ftp://courier.example/x</loc></url>
</urlset>"""


def test_a_news_sitemap() -> None:
    found = read(NEWS)
    assert [i.url for i in found.items] == [
        "https://courier.example/new.html",
        "https://courier.example/old.html",
        "https://courier.example/undated.html",
    ]
    assert found.items[0].published == "2026-11-22T07:30:00Z"
    assert found.items[0].title == "Ferry & tide"
    assert found.items[1].published == "2026-11-20"
    assert read(gzip.compress(NEWS.encode())) == found
    assert read(NEWS, most=1).left_out == 2


def test_a_damaged_sitemap_gives_what_stands_before_the_damage() -> None:
    found = read(NEWS[: NEWS.index("<url><loc>/undated")])
    assert len(found.items) == 2
    assert "is damaged at line" in found.notes[0]


def test_a_sitemap_of_sitemaps_leaves_archives_out() -> None:
    found = read(
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<sitemap><loc>/2019.xml.gz</loc><lastmod>2019-12-31</lastmod></sitemap>"
        "<sitemap><loc>/today.xml</loc><lastmod>2026-11-22T10:00:00+00:00</lastmod></sitemap>"
        "<sitemap><loc>/undated.xml</loc></sitemap></sitemapindex>"
    )
    assert found.items == ()
    assert found.sources == (
        SourceLink(url="https://courier.example/undated.xml", kind="sitemap"),
        SourceLink(url="https://courier.example/today.xml", kind="sitemap"),
    )
    assert found.notes == ("1 sitemaps not changed for 7 days, left out",)


def test_a_list_of_feeds() -> None:
    found = read(
        "<?xml version='1.0'?><opml version='2.0'><head><title>Coast &amp; ports</title></head><body>"
        "<outline text='Papers'><outline text='Deep'><outline type='rss' text='Courier' "
        "xmlUrl='https://courier.example/rss' htmlUrl='https://courier.example/'/></outline>"
        "<outline title='Sentry' XMLURL='https://sentry.example/atom'/></outline>"
        "<outline text='again' xmlUrl='https://sentry.example/atom'/>"
        "<outline type='include' url='more.opml' text='More'/>"
        "<outline type='link' url='https://courier.example/about'/>"
        "<outline xmlUrl='file:///etc/passwd'/></body></opml>"
    )
    assert found.title == "Coast & ports"
    assert found.sources == (
        SourceLink(url="https://courier.example/rss", title="Courier"),
        SourceLink(url="https://sentry.example/atom", title="again"),
        SourceLink(url="https://courier.example/maps/more.opml", title="More", kind="opml"),
    )


def test_outlines_nested_a_hundred_thousand_deep_do_no_harm() -> None:
    deep = 100_000
    bomb = "<opml><body>" + "<outline text='x'>" * deep + "</outline>" * deep + "</body></opml>"
    found = read(bomb)
    assert found.sources == ()
    assert found.notes


def test_bytes_that_are_no_utf8_are_no_crash() -> None:
    """libxml2 lets halves of characters through, and lxml stumbles over them."""
    half = NEWS.encode().replace(b"/new.html", b"/ne\xed\xa0\x80w.html")
    assert any(str(one.url).endswith("w.html") for one in read(half).items)
    opml = b'<opml><body><outline type="i\xed\xa0\x80" text="\xed\xbf\xbf" xmlUrl="https://a.example/f"/></body></opml>'
    assert [one.url for one in read(opml).sources] == ["https://a.example/f"]
    for number in (b"&#xD800;", b"&#57343;", b"&#x0dBff;", b"&#055296"):
        named = opml.replace(b"i\xed\xa0\x80", number).replace(
            b"\xed\xbf\xbf", number + b" Caf&#233;"
        )
        (one,) = read(named).sources
        assert one.title.endswith(" Café")
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><opml><body><outline text="Zoë" xmlUrl="https://a.example/"/></body></opml>'
    assert [one.title for one in read(latin.encode("latin-1")).sources] == ["Zoë"]
