"""Live blogs are split into posts, each with its own time, headline and author."""

import json

from crosswire.records.article import Revision
from tests.stages.clean.pages import clean

POSTS = (
    (
        "Divers find the wheelhouse",
        "Divers have found the wheelhouse of the ferry at a depth of forty metres, the coast guard "
        "said, and will go down again once the tide turns.",
    ),
    (
        "Minister on her way",
        "The transport minister, Hanna Okoye, is on her way to Port Selby and will speak at the quay "
        "in the evening, her office has told reporters.",
    ),
    (
        "Ferry lost off Port Selby",
        "A ferry with sixty people on board was lost from sight off Port Selby during the night, the "
        "coast guard said. Boats are out and the search goes on.",
    ),
)
AUTHORS = ("Nadia Cole", "Peder Holt", "Ilse Varga")
PUBLISHED = "2024-03-14T06:10:00+01:00"


def page(inside: str, head: str = "", title: str = "Ferry search off Port Selby") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>"
        f"<meta property='article:published_time' content='{PUBLISHED}'>{head}</head><body>"
        f"<main><h1>{title}</h1>{inside}</main></body></html>"
    )


def feed(*stamps: str, kind: str = "live-blog") -> str:
    return (
        f"<div class='{kind}'>"
        + "".join(
            f"<article class='post'>{stamp}<h2>{headline}</h2>"
            f"<span class='byline'>By {author}</span><p>{words}</p></article>"
            for stamp, (headline, words), author in zip(stamps, POSTS, AUTHORS, strict=True)
        )
        + "</div>"
    )


def times(found: Revision) -> list[str | None]:
    return [post.published.value if post.published else None for post in found.posts]


def check(found: Revision) -> None:
    """Every post holds its own words and no other's."""
    assert len(found.posts) == 3
    for post, (_, words) in zip(found.posts, POSTS, strict=True):
        post.span.check(found.body)
        assert words in post.span.exact
        assert sum(other in post.span.exact for _, other in POSTS) == 1


def test_by_json_ld() -> None:
    node = {
        "@type": "LiveBlogPosting",
        "headline": "Ferry search off Port Selby",
        "datePublished": PUBLISHED,
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": headline,
                "datePublished": f"2024-03-{day}T09:{minute}:30+01:00",
                "articleBody": f"<p>{words}</p>",
                "author": [{"@type": "Person", "name": author}],
            }
            for (headline, words), author, day, minute in zip(
                POSTS, AUTHORS, (15, 14, 14), (41, 20, 10), strict=True
            )
        ],
    }
    script = f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    inside = "".join(f"<h2>{headline}</h2><p>{words}</p>" for headline, words in POSTS)
    found = clean(page(inside, script), "html")
    check(found)
    assert times(found) == [
        "2024-03-15T09:41+01:00",
        "2024-03-14T09:20+01:00",
        "2024-03-14T09:10+01:00",
    ]
    assert [p.author.value for p in found.posts if p.author] == list(AUTHORS)
    assert [p.headline.exact for p in found.posts if p.headline] == [h for h, _ in POSTS]
    assert [f.kind for f in found.flags] == ["live blog"]


def test_by_markup_with_times_that_name_their_day() -> None:
    stamps = [
        f"<time datetime='2024-03-{day}T{clock}:00Z'>{clock}</time>"
        for day, clock in ((15, "08:41"), (14, "19:20"), (14, "09:10"))
    ]
    found = clean(page(feed(*stamps)), "html")
    check(found)
    assert times(found) == [
        "2024-03-15T08:41+00:00",
        "2024-03-14T19:20+00:00",
        "2024-03-14T09:10+00:00",
    ]
    assert [p.author.value for p in found.posts if p.author] == list(AUTHORS)


def test_a_clock_alone_is_read_on_the_pages_day_in_its_zone() -> None:
    stamps = [f"<span class='time'>{clock}</span>" for clock in ("00:41", "19:20", "09:10")]
    found = clean(page(feed(*stamps)), "html")
    check(found)
    assert times(found) == [
        "2024-03-15T00:41+01:00",
        "2024-03-14T19:20+01:00",
        "2024-03-14T09:10+01:00",
    ]


def test_without_a_zone_only_the_day_is_known() -> None:
    stamps = [f"<span class='time'>{clock}</span>" for clock in ("11:41", "10:20", "09:10")]
    dateless = page(feed(*stamps)).replace(PUBLISHED, "2024-03-14")
    found = clean(dateless, "html")
    check(found)
    assert times(found) == ["2024-03-14"] * 3


def test_a_zone_in_the_words_is_theirs() -> None:
    stamps = [
        f"<span class='time'>{clock}</span>"
        for clock in ("11.41am GMT", "10.20am GMT", "9.10am GMT")
    ]
    found = clean(page(feed(*stamps)), "html")
    assert times(found)[0] == "2024-03-14T11:41+00:00"


def test_times_and_paragraphs_without_containers() -> None:
    inside = (
        "<div class='liveblog'>"
        + "".join(
            f"<h3>{clock}</h3><p>{words}</p>"
            for clock, (_, words) in zip(("11:41", "10:20", "09:10"), POSTS, strict=True)
        )
        + "</div>"
    )
    check(clean(page(inside), "html"))


def test_an_article_with_dated_teasers_beside_it_is_no_live_blog() -> None:
    told = "".join(f"<p>{words}</p>" for _, words in POSTS)
    teasers = "".join(
        f"<li><time datetime='2024-03-1{i}T10:00:00Z'>1{i} March</time> <a href='/{i}'>Council number "
        f"{i} votes to close its only school for good, and parents will go to court</a></li>"
        for i in range(6)
    )
    found = clean(page(f"<article>{told}</article><ul class='latest'>{teasers}</ul>"), "html")
    assert found.posts == ()
    assert found.flags == ()


TICKER = """\
11:41
Divers have found the wheelhouse of the ferry at a depth of forty metres, the coast guard said.
10:20
The transport minister, Hanna Okoye, is on her way to Port Selby and will speak in the evening.
09:10
A ferry with sixty people on board was lost from sight off Port Selby during the night.
"""


def test_times_alone_on_their_lines() -> None:
    for medium in ("line", "text"):
        found = clean(
            TICKER, medium, title="Ferry search – live updates", published="2024-03-14T06:10+01:00"
        )
        assert times(found) == [
            "2024-03-14T11:41+01:00",
            "2024-03-14T10:20+01:00",
            "2024-03-14T09:10+01:00",
        ]
        assert [p.span.exact.split()[0] for p in found.posts] == ["Divers", "The", "A"]


def test_times_that_begin_their_lines() -> None:
    words = TICKER.replace("\nD", ": D").replace("\nT", ": T").replace("\nA", ": A")
    found = clean(words, "line", title="Ferry search as it happened", published="2024-03-14")
    assert times(found) == ["2024-03-14"] * 3


def test_a_few_times_in_an_article_make_no_live_blog() -> None:
    found = clean(TICKER, "line", title="How the search for the ferry went", published="2024-03-14")
    assert found.posts == ()


def test_a_page_of_no_known_day_gives_its_posts_none() -> None:
    found = clean(TICKER, "line", title="Ferry search live")
    assert times(found) in ([], [None] * 3)
