"""Lists in every format; outlets' words are shown in them and do nothing else."""

from crosswire.records.explanation import Explanation, Named
from crosswire.records.lists import Coverage, EarliestSeen, KnownOrigins, QuoteLine, StoryLine
from crosswire.records.quotation import Identified, Mode, SourceKind
from crosswire.records.span import Span, Text
from crosswire.records.story import Evidence, Move, StoryJudgement
from crosswire.report import explained, judged, listed, lists
from crosswire.report.lists import Listing, Pieces

HOSTILE = "\x1b[31mred\x1b[0m <script>x</script> | [bold]b[/bold] *now* \u202egnp.exe"

LISTING: Listing[str] = Listing(
    title="Things",
    columns=("Id", "Words"),
    cells=lambda words: ("id-1", (("before ", False), (words, True), (" after", False))),
    line=lambda words: {"words": words},
    empty="Nothing is there.",
)


def story(**change: object) -> StoryLine:
    text = Text.of("Ferry aground on Teal Bank")
    fields: dict[str, object] = {
        "id": "story-0123456789abcdef0123",
        "headline": Span.of(text, 0, len(text)),
        "headline_article": "article-0123456789abcdef0123",
        "headline_outlet": "Harnmouth Courier",
        "articles": 6,
        "copies": 1,
        "coverage": Coverage(
            outlets=("Corran Wire", "Harnmouth Courier"), watched=11,
            since="2021-05-03", until="2021-05-06",
        ),
        "origins": KnownOrigins(at_least=1, at_most=2, compared=False),
        "first_at": "2021-05-04T20:40:00Z",
        "last_at": "2021-05-05T08:00:00Z",
        "earliest_seen": EarliestSeen(
            article="a", outlet="Corran Wire", at="2021-05-04T21:40:07.123Z"
        ),
        "state": "active",
    }  # fmt: skip
    return StoryLine.model_validate(fields | change)


def test_a_story_says_its_denominator_and_that_we_only_saw_it() -> None:
    shown = lists.table(listed.STORIES, [story()], width=200, styled=False)
    assert "story-01234567" in shown
    assert "Ferry aground on Teal Bank (Harnmouth Courier)" in shown
    assert "2 of the 11 outlets seen in these days" in shown
    assert "6 articles, 1 copy among them" in shown
    assert "origins 1–2, not compared yet" in shown
    assert "Tue 4 May 2021 – Wed 5 May 2021" in shown
    assert "earliest seen by us: Corran Wire, Tue 4 May 2021, 21:40 UTC" in shown
    assert "first" not in shown


def test_a_story_without_a_date_does_not_look_dated() -> None:
    undated = story(first_at=None, last_at=None, date_doubt="date not stated")
    shown = listed.story_facts(undated)
    assert shown.endswith(" · date not stated")


def test_a_story_without_a_headline_or_asleep_says_so() -> None:
    shown = lists.table(
        listed.STORIES, [story(headline=None, state="dormant")], width=200, styled=False
    )
    assert "no member has a headline" in shown
    assert "dormant" in shown


def test_an_empty_list_says_so_in_words() -> None:
    for shown in (
        lists.table(LISTING, [], width=80, styled=False),
        lists.markdown(LISTING, []),
        lists.page(LISTING, []),
    ):
        assert "Nothing is there." in shown


def test_words_do_nothing_on_a_terminal() -> None:
    for layout in ("table", "blocks"):
        changed = Listing(
            title="T", columns=LISTING.columns, cells=LISTING.cells, line=LISTING.line,
            empty="", layout="table" if layout == "table" else "blocks",
        )  # fmt: skip
        shown = lists.table(changed, [HOSTILE], width=200, styled=False)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[bold]b[/bold]" in shown


def test_words_do_nothing_in_markdown_and_html() -> None:
    shown = lists.markdown(LISTING, [HOSTILE])
    row = shown.splitlines()[2]
    assert row.count("|") - row.count("\\|") == 3
    assert "<script>" not in shown
    assert "\\*now\\*" in shown
    page = lists.page(LISTING, [HOSTILE])
    assert "<script>x" not in page
    assert "<mark>" in page


def test_marked_words_keep_their_white_space() -> None:
    pieces: Pieces = (("the ", False), ("ferry", True), (" sailed", False))
    listing: Listing[Pieces] = Listing(
        title="T", columns=("Id", "W"), cells=lambda p: ("1", p), line=lambda _: {}, empty=""
    )
    assert "the **ferry** sailed" in lists.markdown(listing, [pieces])
    assert "the ferry sailed" in lists.table(listing, [pieces], width=80, styled=False)


def test_an_explanation_parts_for_and_against() -> None:
    found = Explanation(
        article=Named(article="article-1", headline=HOSTILE, outlet="The Post"),
        story="story-1", about=Named(article="article-2", headline="Ferry aground"),
        lies="story-2", how="joined", probability=0.61, made_by="group/1",
        made_at="2021-05-05T08:00:00Z",
        reasons=(
            Evidence(feature="names", value=0.5, weight=1.25, words="names in common: Corrin"),
            Evidence(feature="time", value=9, weight=-2.5, words="published 9 days apart"),
            Evidence(feature="rest", value=30, weight=0.25, words="all else"),
        ),
        nearest=Named(article="article-2", headline="Ferry aground", outlet="The Echo"),
        apart="published 9 days apart",
        instead="story-2", instead_probability=0.61,
    )  # fmt: skip
    shown = explained.text(found)
    assert "It does not lie in this story, but in story-2: it joined as it came" in shown
    assert shown.index("For one story:") < shown.index("+1.25  names") < shown.index("Against it:")
    assert "-2.50  published 9 days apart" in shown
    assert "“that” is article-2, “Ferry aground” (The Echo), published 9 days apart" in shown
    assert "All else that was measured adds +0.25; all together -1.00." in shown
    assert "\x1b" not in shown
    line = explained.line(found)
    assert line["inside"] is False
    assert [e["words"] for e in line["against"]] == ["published 9 days apart"]
    assert line["rest"] == 0.25
    assert "<script>" not in explained.markdown(found)


def test_a_judgement_says_how_to_take_it_back() -> None:
    made = StoryJudgement(
        a="article-1", b="article-2", decision="different", made_by="ana",
        made_at="2021-05-05T08:00:00Z",
    )  # fmt: skip
    move = Move(
        article="article-2", story="story-2", before="story-1", how="judged", probability=1.0,
        made_by="ana",
    )  # fmt: skip
    shown = judged.text(made, [move], ("story-1", "story-2"))
    assert "Judged by ana: article-1 and article-2 tell two stories." in shown
    assert "1 article moved by it." in shown
    assert "They lie in story-1 and story-2." in shown
    assert f"crosswire judge --withdraw {listed.short(made.id)}" in shown


def test_one_of_a_thing_is_not_many() -> None:
    assert [listed.counted(n, "copies") for n in (1, 2)] == ["1 copy", "2 copies"]
    assert listed.counted(1, "known") == "1 known"


def test_what_came_together_has_no_order() -> None:
    sight = EarliestSeen(
        article="a", outlet=None, together=("Corran Wire", "Tarn Post"), at="2021-05-04T21:40:07Z"
    )
    shown = listed.earliest(story(earliest_seen=sight))
    assert shown.startswith(
        "earliest seen by us, in one go: Corran Wire, Tarn Post, Tue 4 May 2021"
    )


def quote(identified: Identified | None, kind: SourceKind | None) -> str:
    words = Text.of("Two tugs held it")
    line = QuoteLine(
        id="q", article="a", name="a", outlet="Corran Wire", revision="r", mode=Mode.DIRECT,
        content=(Span.of(words, 0, len(words)),), identified=identified, source_kind=kind,
    )  # fmt: skip
    return lists.table(listed.QUOTES, [line], width=200, styled=False)


def test_how_a_source_is_identified_stands_beside_its_words_and_unknown_says_so() -> None:
    assert "source role (body)" in quote(Identified.ROLE, SourceKind.BODY)
    assert "source named, kind unknown" in quote(Identified.NAMED, None)
    assert "source unknown (person)" in quote(None, SourceKind.PERSON)
    assert "source unknown ·" in quote(None, None)
