"""What stands around an article: its head, boxes, teasers, notices."""

import pytest

from crosswire.errors import InputError
from crosswire.records.article import PassageKind, Revision, Voice
from crosswire.records.span import Text
from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.leftovers import leftovers
from crosswire.stages.clean.outline import Piece, pieces, zones
from crosswire.stages.clean.source import visible
from crosswire.stages.clean.walk import walk
from tests.stages.clean.pages import ANALYSIS, FERRY, RIVER, clean, place, said, texts

PLAIN = RIVER.replace("BOX\n", "")


def removed(revision: Revision) -> dict[str, str]:
    for entry in revision.removed:
        entry.span.check(revision.capture.content)
    return {entry.words: entry.reason for entry in revision.removed}


def test_a_date_in_a_list_of_other_articles_is_not_the_pages_own() -> None:
    assert clean(PLAIN, "html").published is None


@pytest.mark.parametrize(
    "others",
    [
        "<div class='teasers'><p><a href='/2'>Bridge inspections</a>: how and why they are made by men "
        "and women who climb</p><p><a href='/2'>Read it here</a></p><p>17 May 2022</p></div>",
        "<div><a href='/2'>How a bridge is inspected: a guide</a><p>17 May 2022</p></div>",
        "<div class='comments'><div><b>Ned</b> <time datetime='2022-05-17'>17 May 2022</time></div></div>",
    ],
)
def test_nor_is_a_date_in_teasers_comments_or_beside_a_link(others: str) -> None:
    start, end = PLAIN.index('<section class="more">'), PLAIN.index('<section class="talk">')
    assert clean(PLAIN[:start] + others + PLAIN[end:], "html").published is None


def test_a_line_of_its_own_under_the_author_dates_the_page() -> None:
    dated = PLAIN.replace("in Port Selby</p>", "in Port Selby</p><p class='day'>4 May 2024</p>")
    assert said(clean(dated, "html").published).value == "2024-05-04"


def test_standfirst_and_author_are_read_from_the_visible_page() -> None:
    found = clean(PLAIN, "html")
    assert said(found.standfirst).value.startswith("Drivers face a detour")
    assert [a.value for a in found.authors] == ["Nadia Cole"]
    assert place(found.authors[0]).exact == "Nadia Cole"
    assert "Drivers face" not in found.body.content
    assert len(texts(found, "paragraph")) == 8


def test_an_agency_alone_on_its_line_is_credited() -> None:
    page = PLAIN.replace("By Nadia Cole in Port Selby", "Norland Wire")
    found = clean(page, "html")
    assert [a.value for a in found.agencies] == ["Norland Wire"]
    assert found.authors == ()


@pytest.mark.parametrize("kind", ["section", "aside", "div"])
def test_a_box_has_its_own_author_and_ends_where_the_markup_ends_it(kind: str) -> None:
    found = clean(RIVER.replace("BOX", ANALYSIS.replace("KIND", kind)), "html")
    box = [p for p in found.passages if p.voice is Voice.ANALYSIS]
    assert [p.kind for p in box] == [
        PassageKind.SUBHEAD,
        PassageKind.BYLINE,
        PassageKind.PARAGRAPH,
        PassageKind.PARAGRAPH,
    ]
    assert {p.byline.exact for p in box if p.byline} == {
        "Analysis by Lena Fursten, transport editor"
    }
    assert box[-1].span.exact.endswith("twenty times over.")
    assert [a.value for a in found.authors] == ["Nadia Cole"]
    assert len(texts(found, "paragraph")) == 10


def test_everything_beside_the_article_is_listed_with_its_reason() -> None:
    listed = removed(clean(PLAIN, "html"))
    assert listed["News Sport Weather"] == "navigation"
    assert listed["By continuing to use this site you agree to our use of cookies."] == "cookies"
    assert listed["Share this article Copy link"] == "share"
    assert listed["The bridge on Monday. Photograph: Owen Brask"] == "caption"
    assert listed["© Selby Courier. All rights reserved."] == "legal"
    related = next(w for w, reason in listed.items() if reason == "related")
    assert related.startswith("More from Country")
    assert related.endswith("17 May 2022")
    comments = next(w for w, reason in listed.items() if reason == "comments")
    assert "Old_Miller" in comments


def test_nothing_of_the_article_is_listed_as_removed() -> None:
    found = clean(RIVER.replace("BOX", ANALYSIS.replace("KIND", "aside")), "html")
    listed = " ".join(removed(found))
    for passage in found.passages:
        assert passage.span.exact not in listed
    for value in (found.headline, found.standfirst, *found.authors):
        assert said(value).value not in listed


def test_the_list_of_removed_words_is_bounded() -> None:
    items = "".join(f"<div><p>Item {i} that nobody reads</p></div>" for i in range(900))
    source = f"<html><body>{items}</body></html>"
    tree = parse(source)
    page = pieces(tree, zones(walk(tree)))
    assert len(page) == 900
    assert len(leftovers(Text.of(source), visible(source), page, frozenset(), {})) == 200


def test_pieces_know_their_zone_and_their_links() -> None:
    tree = parse(PLAIN)
    page = {piece.text: piece for piece in pieces(tree, zones(walk(tree)))}
    teaser = page["How a bridge is inspected: a guide 17 May 2022"]
    assert isinstance(teaser, Piece)
    assert teaser.zone == "related"
    assert teaser.linked > 0.6
    assert page["Bridge over the Tarn to close in May"].zone == ""


def test_a_page_of_teasers_is_no_article() -> None:
    teasers = "".join(
        f"<div><h2><a href='/{i}'>Council number {i} votes to close its only school for good"
        f"</a></h2><p><a href='/{i}'>Parents of town {i} say that they will go to court over the "
        f"decision, which was taken at night by only three members.</a></p><p>Read on</p></div>"
        for i in range(20)
    )
    with pytest.raises(InputError) as refused:
        clean(
            f"<html><head><title>Selby</title></head><body><main>{teasers}</main></body></html>",
            "html",
        )
    assert refused.value.kind == "index"


def test_the_first_of_two_titles_is_the_headline_of_a_text() -> None:
    page = clean(FERRY)
    assert said(page.headline).value.startswith("Minister orders checks on 'every bridge'")
    assert said(page.standfirst).value.startswith("Engineers saw the first crack")
    assert [a.value for a in page.authors] == ["Norland Wire"]


def test_a_trail_of_links_that_ends_in_the_title_is_no_headline() -> None:
    title = "Minister orders checks on 'every bridge' after arch cracks, road closed"
    page = clean(FERRY.replace("Home > Country > Transport", f"HomeCountryTransport{title}"))
    assert said(page.headline).value == title


def test_a_masthead_is_surer_than_the_holder_of_the_copyright() -> None:
    page = clean(FERRY.replace("© The Selby Sentry.", "The Selby Sentry © 2023 Norland Print."))
    assert said(page.outlet).value == "The Selby Sentry"


def test_a_masthead_that_the_notices_repeat_is_the_outlet() -> None:
    page = clean(FERRY)
    assert said(page.outlet).value == "The Selby Sentry"
    assert "top" in said(page.outlet).because
    assert clean(FERRY.replace("Sentry", "Ledger", 1)).outlet is None


def test_head_and_foot_of_a_text_have_their_reasons() -> None:
    listed = removed(clean(FERRY))
    assert listed["Home > Country > Transport"] == "navigation"
    assert listed["With reporting by Norland Wire"] == "credits"
    assert texts(clean(FERRY), "caption") == ["The bridge over the Tarn at dawn (Norland Wire)"]


@pytest.mark.parametrize(
    "between",
    [
        "RELATED: How a bridge is inspected",
        "+4\nView gallery\nPiet Larsson at the river on Tuesday",
        "Share this article\nShare",
        "+12\nView gallery\n1 of 12",
    ],
)
def test_a_last_paragraph_under_furniture_is_kept(between: str) -> None:
    page = clean(
        "Cracks close the bridge over the Tarn\n"
        "The old bridge over the Tarn will close to traffic after an audit found two cracks.\n"
        "Buses will go round by the north road, which adds an hour to the trip.\n"
        f"{between}\n"
        "The audit, published on Friday, covers the years 2019 to 2023.\n"
        "MORE TOP STORIES\n"
        "Share or comment on this article: Cracks close the bridge over the Tarn\n"
    )
    assert texts(page, "paragraph")[-1].startswith("The audit, published on Friday")


def test_a_privacy_notice_between_paragraphs_is_no_paragraph() -> None:
    page = clean(
        "The old bridge over the Tarn will close to traffic after engineers found two cracks.\n"
        "Sign up to Selby Today\n"
        "Privacy Notice: Newsletters may contain info about charities and online ads.\n"
        "Buses will go round by the north road, which adds an hour to the trip.\n"
        "The agency promised a ferry for people on foot, but not who will run it.\n"
    )
    assert len(texts(page, "paragraph")) == 3
