from collections.abc import Sequence

import pytest

from crosswire.errors import InputError
from crosswire.records.article import Voice
from tests.stages.clean.pages import clean, place, reasons, said, texts

PARAGRAPHS = (
    "The council of Brackwater approved a plan on Tuesday to close two schools by 2026, because "
    "of falling numbers of children in the older parts of the town.",
    "Parents said they would challenge the decision in court &amp; had found a lawyer who would "
    "<a href='/x'>work for free</a> over the summer.",
    "&quot;It is a disgrace,&quot; said Nadia Cole, who has three children at Elm Road Primary.",
    "The council leader, Colin Marsh, said that half of the desks in both schools had been empty "
    "for two years, and that the money would be spent on the schools that stay open.",
)
LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebPage", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Council votes to close
 two schools", "datePublished": "2024-06-03T11:02:33+01:00", "articleSection": "Education",
 "author": [{"@type": "Person", "name": "Jane Ostler"}, {"@type": "Person", "name": "Li Wen"}],
 "publisher": {"@id": "#org"}}, {"@type": "Organization", "@id": "#org", "name": "Evening Ledger"}
]}</script>"""
META = """<meta property="og:title" content="Council votes to close two schools | Evening Ledger">
<meta property="og:site_name" content="Evening Ledger">
<meta name="author" content="By Jane Ostler and Li Wen">
<meta name="description" content="Parents plan to go to court">
<meta property="article:published_time" content="2024-06-03T11:02:33+01:00">"""


def page(
    head: str = "",
    title: str = "Council votes to close two schools - Evening Ledger",
    body: Sequence[str] = PARAGRAPHS,
) -> str:
    paragraphs = "\n".join(f"<p>{p}</p>" for p in body)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Council votes to close two schools</h1>{paragraphs}
<p>Sign up for our daily newsletter and get the news in your inbox</p></article>
<footer><p>© 2024 Evening Ledger. All rights reserved.</p></footer></body></html>"""


def test_json_ld_is_trusted_first() -> None:
    found = clean(page(LD + META), "html")
    assert said(found.headline).value == "Council votes to close two schools"
    assert (said(found.published).value, said(found.published).source) == (
        "2024-06-03T11:02+01:00",
        "json-ld",
    )
    assert [a.value for a in found.authors] == ["Jane Ostler", "Li Wen"]
    assert (said(found.outlet).value, said(found.outlet).source) == ("Evening Ledger", "json-ld")
    assert found.language == "en"


def test_meta_tags_come_next_and_the_title_loses_the_sites_name() -> None:
    found = clean(page(META), "html")
    assert (said(found.headline).value, said(found.headline).source) == (
        "Council votes to close two schools",
        "meta",
    )
    assert said(found.standfirst).value == "Parents plan to go to court"
    assert [a.value for a in found.authors] == ["Jane Ostler", "Li Wen"]
    assert said(found.published).value == "2024-06-03T11:02+01:00"
    assert said(found.outlet).source == "meta"


def test_visible_text_and_address_come_last() -> None:
    found = clean(page(), "html", url="https://www.ledger.example/news/2024/06/schools")
    assert said(found.headline).value == "Council votes to close two schools"
    assert (said(found.outlet).value, said(found.outlet).source) == ("ledger.example", "url")


def test_found_values_show_their_place_in_the_source() -> None:
    found = clean(page(LD + META), "html")
    for value in (found.headline, found.published, found.outlet, *found.authors):
        place(value).check(found.capture.content)


def test_every_paragraph_is_a_passage_and_the_headline_is_not() -> None:
    found = clean(page(LD), "html")
    paragraphs = texts(found, "paragraph")
    assert len(paragraphs) == 4
    assert paragraphs[1].startswith("Parents said they would challenge the decision in court & had")
    assert "Council votes to close two schools" not in found.body.content


def test_furniture_inside_the_article_is_removed_with_its_place() -> None:
    found = clean(page(LD), "html")
    assert reasons(found) == {
        "Sign up for our daily newsletter and get the news in your inbox": "newsletter",
        "© 2024 Evening Ledger. All rights reserved.": "legal",
    }


def test_runs_map_to_the_source_around_tags_and_entities() -> None:
    found = clean(page(LD), "html")
    source = found.capture.content.content
    assert found.runs
    for run in found.runs:
        there = source[run.original : run.original + run.length]
        assert there == found.body.content[run.body : run.body + run.length]
    covered = sum(run.length for run in found.runs)
    assert covered > 0.95 * len("".join(found.body.content.split()))
    at = found.body.content.index("work for free")
    assert source[found.original(at) :].startswith("work for free")
    with pytest.raises(ValueError, match="no place"):
        found.original(found.body.content.index("&"))


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (
            "login-wall",
            "<html><head><title>Log in</title></head><body><form>Name <input></form></body></html>",
        ),
        ("empty-shell", "<html><body><div id='root'></div><script>start()</script></body></html>"),
        ("no-article", "<html><body><p>Nothing of note.</p></body></html>"),
        (
            "error-page",
            "<html><head><title>404 Page not found</title></head><body><p>The page you were looking"
            " for could not be found. It may have been moved or deleted by us.</p></body></html>",
        ),
    ],
)
def test_a_page_without_an_article_is_refused(kind: str, source: str) -> None:
    with pytest.raises(InputError) as refused:
        clean(source, "html")
    assert refused.value.kind == kind
    assert "\n" not in str(refused.value)


def test_a_page_in_another_language_is_read_and_its_language_named() -> None:
    german = page(
        body=[
            "Der Stadtrat von Brackwasser hat am Dienstag beschlossen, zwei Schulen zu schließen.",
            "Die Eltern wollen vor Gericht ziehen, sagte ihre Sprecherin am Mittwoch der Zeitung.",
            "Der Bürgermeister erklärte, die Hälfte der Plätze sei seit zwei Jahren leer gewesen.",
        ]
    )
    assert clean(german, "html").language == "de"


@pytest.mark.parametrize(
    ("head", "url", "voice"),
    [
        (LD.replace("NewsArticle", "OpinionNewsArticle"), None, Voice.OPINION),
        (LD.replace('"Education"', '"Analysis"'), None, Voice.ANALYSIS),
        ("", "https://ledger.example/opinion/2024/schools", Voice.OPINION),
        ("", "https://ledger.example/letters/2024/schools", Voice.READER),
        ("", "https://ledger.example/sponsored/schools", Voice.ADVERTISING),
        ("", "https://ledger.example/news/opinion-poll", Voice.NEWS),
    ],
)
def test_the_voice_comes_from_kind_section_or_address(
    head: str, url: str | None, voice: Voice
) -> None:
    found = clean(page(head), "html", url=url)
    assert {p.voice for p in found.passages} == {voice}


def test_an_html_page_too_long_to_be_an_article_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        clean("<p>" + "some words of a page </p><p>" * 60_000, "html")
    assert refused.value.kind == "too-large"


def test_a_standfirst_made_like_the_paragraphs_stays_in_the_text_one_made_apart_does_not() -> None:
    opening = "Parents plan to go to court over two schools that the council means to close."
    for marks, stays in (("", True), (' class="standfirst"', False)):
        head = f"<p{marks}>{opening}</p><p>By Jane Ostler</p>"
        source = page().replace("</h1>", f"</h1>{head}", 1)
        more = "".join(
            f"<p>The desk number {i} was empty, the council said in May.</p>" for i in "12"
        )
        found = clean(source.replace("<p>Sign up", f"{more}<p>Sign up"), "html")
        assert said(found.standfirst).value == opening
        assert (opening in found.body.content) is stays
