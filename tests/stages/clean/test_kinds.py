"""What kind of page, whole or cut, in whose voice; each with what shows it."""

import json
from pathlib import Path

import pytest

from crosswire.records.article import Capture, Completeness, Revision, Voice
from crosswire.records.span import Text
from crosswire.stages.clean import Clean
from tests.stages.clean.pages import clean

BODY = (
    "The council of Brackwater approved a plan on Tuesday to close two schools by 2026, because of "
    "falling numbers of children in the older parts of the town.",
    "Parents said they would challenge the decision in court and had found a lawyer who would work "
    "for free over the summer, if it came to that.",
    "The council leader, Colin Marsh, said that half of the desks in both schools had been empty for "
    "two years, and that the money would be spent on the schools that stay open.",
)
WORDS = sum(len(p.split()) for p in BODY)


def page(
    head: str = "",
    body: tuple[str, ...] = BODY,
    *,
    below: str = "",
    title: str = "Two schools to close",
) -> str:
    told = "".join(p if p.startswith("<") else f"<p>{p}</p>" for p in body)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{told}</article>{below}</body></html>"
    )


def described(**fields: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Two schools to close", **fields}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def whole(source: str) -> Completeness:
    return clean(source, "html").completeness


def kinds(found: Revision) -> dict[str, str]:
    return {flag.kind: flag.because for flag in found.flags}


def test_a_count_of_words_shows_whether_the_page_is_whole() -> None:
    assert whole(page(described(wordCount=WORDS))).state == "complete"
    cut = whole(page(described(wordCount=4 * WORDS - 10)))
    assert cut.state == "cut"
    assert cut.because == f"the page states {4 * WORDS - 10} words, {WORDS} are here"


def test_a_count_of_letters_is_no_count_of_words() -> None:
    assert whole(page(described(wordCount=sum(map(len, BODY))))).state == "complete"


def test_what_is_not_free_may_be_cut() -> None:
    found = clean(page(described(isAccessibleForFree=False), BODY[:1]), "html")
    assert found.completeness.state == "cut"
    assert "not free to read" in found.completeness.because
    assert "isAccessibleForFree" in kinds(found)["paywall"]
    long = clean(page(described(isAccessibleForFree="False"), BODY * 3), "html")
    assert long.completeness.state == "unknown"
    counted = described(isAccessibleForFree=False, wordCount=WORDS)
    assert whole(page(counted)).state == "complete"


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to continue reading",
        "To read the rest of this article, log in or start your free trial.",
        "This story is for subscribers only.",
        "You have reached your limit of free articles this month.",
    ],
)
def test_a_wall_below_the_text_cuts_it(wall: str) -> None:
    found = clean(page(below=f"<div class='gate'><p>{wall}</p></div>"), "html")
    assert found.completeness.state == "cut"
    assert wall[:30] in found.completeness.because
    assert "paywall" in kinds(found)


@pytest.mark.parametrize(
    "words",
    [
        "Advertisement. Scroll to continue reading.",
        "Subscribe for unlimited access to everything we write.",
        "Read more",
    ],
)
def test_an_offer_is_no_wall(words: str) -> None:
    found = clean(page(below=f"<div class='gate'><p>{words}</p></div>"), "html")
    assert found.completeness.state == "complete"
    assert found.flags == ()


def test_a_page_for_a_video_is_not_known_to_be_whole() -> None:
    video = "<video controls src='a.mp4'></video>"
    seen = whole(page(body=(BODY[0], video, BODY[1])))
    assert seen.state == "unknown"
    assert seen.because.endswith("the page shows a video without a transcript")
    read = whole(page(body=(BODY[0], video, BODY[1], "<h2>Transcript</h2>", BODY[2])))
    assert "transcript" not in read.because


@pytest.mark.parametrize("end", [" The lawyer, who is known for …", " The lawyer will [...]"])
def test_a_sentence_that_breaks_off_is_cut(end: str) -> None:
    assert whole(page(body=(BODY[0], BODY[1] + end))).state == "cut"


BRIEFING = (
    "<h2>School closures</h2>",
    "Colin Marsh told parents in Brackwater that two schools will close, and Nadia Cole said that "
    "Elm Road would fight it in the courts of Selby county if it must.",
    "<h2>A ferry is raised</h2>",
    "Divers led by Peder Holt of the Norland Coast Guard have raised the ferry Marit, which sank "
    "off Hallen in January, and towed it to the yard of Brask and Sons.",
    "<h2>Bread gets dearer</h2>",
    "Bakers in the city of Orvik say that flour from Kester now costs twice as much, and Ilse Varga "
    "of the Millers Guild expects that Tarn Mills will close its ovens.",
    "<h2>Cup final</h2>",
    "Dunmore Rovers won the cup against Whitby Vale before a crowd at Larkin Park, with two late "
    "goals by Tomas Reed, whom the manager Jo Penn had brought from Elsted.",
)


@pytest.mark.parametrize(
    "title", ["Morning briefing: schools, a ferry and bread", "Five things to know today"]
)
def test_a_roundup_by_its_title(title: str) -> None:
    assert "headline says" in kinds(clean(page(title=title), "html"))["roundup"]


def test_a_roundup_by_its_parts() -> None:
    found = clean(page(body=BRIEFING, title="Schools, a ferry, bread and the cup"), "html")
    assert kinds(found) == {
        "roundup": "4 parts under headings of their own have next to no name in common"
    }


def test_an_article_in_parts_is_no_roundup() -> None:
    parts = tuple(
        line
        for n in range(4)
        for line in (f"<h2>What part {n} says</h2>", *BODY, "The plan names Elm Road and Kester.")
    )
    assert kinds(clean(page(body=parts), "html")) == {}


def test_a_gallery() -> None:
    found = clean(page(title="The flood in pictures"), "html")
    assert "in pictures" in kinds(found)["gallery"]
    address = "https://www.ledger.example/gallery/2024/flood"
    assert "gallery" in kinds(clean(page(), "html", url=address))


def voices(found: Revision) -> set[Voice]:
    return {p.voice for p in found.passages}


@pytest.mark.parametrize(
    ("fields", "voice", "flag"),
    [
        ({"url": "https://www.ledger.example/satire/schools"}, Voice.SATIRE, "satire"),
        ({"title": "Satire: two schools to close"}, Voice.SATIRE, "satire"),
        ({"url": "https://www.theonion.com/two-schools-to-close"}, Voice.SATIRE, "satire"),
        ({"url": "https://www.ledger.example/opinion/schools"}, Voice.OPINION, "opinion"),
        ({"title": "Opinion: close no school"}, Voice.OPINION, "opinion"),
        ({"title": "Sponsored: two schools to close"}, Voice.ADVERTISING, "advertorial"),
    ],
)
def test_the_voice_of_a_page_is_flagged(fields: dict[str, str], voice: Voice, flag: str) -> None:
    found = clean("\n".join(BODY), "line", **fields)
    assert voices(found) == {voice}
    assert list(kinds(found)) == [flag]


def test_satire_by_a_table_of_ones_own(tmp_path: Path) -> None:
    table = tmp_path / "outlets.toml"
    table.write_text(
        '[[outlet]]\nname = "The Brackwater Lark"\nkind = "satire"\ndomains = ["lark.example"]\n'
        'source = "its About page"\n',
        "utf-8",
    )
    capture = Capture(
        name="a",
        medium="html",
        content=Text.of(page()),
        url="https://www.lark.example/opinion/schools",
    )
    found = Clean(outlets=table).open()(capture)
    assert voices(found) == {Voice.SATIRE}
    assert "The Brackwater Lark publishes satire" in kinds(found)["satire"]


def test_wire_copy_by_its_credit() -> None:
    dateline = (f"BRACKWATER (AP) — {BODY[0]}", *BODY[1:])
    named = (f"BRACKWATER (Selby Ledger) — {BODY[0]}", *BODY[1:])
    assert voices(clean(page(body=dateline), "html")) == {Voice.WIRE}
    assert voices(clean("\n".join(dateline), "line")) == {Voice.WIRE}
    assert voices(clean(page(body=named), "html")) == {Voice.NEWS}
    part = (*BODY, "With reporting by Reuters")
    assert Voice.WIRE not in voices(clean(page(body=part), "html"))
    own = clean("\n".join(dateline), "line", outlet="Associated Press")
    assert voices(own) == {Voice.NEWS}


def test_wire_copy_by_the_agency_in_the_authors_place() -> None:
    lines = ("Two schools to close in Brackwater", "Reuters", "3 June 2024", *BODY, "Share")
    found = clean("\n".join(lines))
    assert voices(found) == {Voice.WIRE}
    assert found.passages[0].because == "credited to Reuters in the author's place"
