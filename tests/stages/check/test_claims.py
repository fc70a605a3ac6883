"""Who carries a claim: what was said is found, what was never said is not."""

import pytest

from crosswire.records import ClaimCheck, Form
from tests.stages.check.claims import (
    DAM_FALSE,
    DAM_PAGES,
    DAM_TRUE,
    TRAM_FALSE,
    TRAM_NEAR,
    TRAM_PAGES,
    TRAM_TRUE,
    TRAPS_FALSE,
    TRAPS_PAGES,
    TRAPS_TRUE,
)
from tests.stages.check.conftest import Ask, Pages

STORIES: tuple[tuple[Pages, tuple[str, ...], tuple[str, ...]], ...] = (
    (DAM_PAGES, DAM_TRUE, DAM_FALSE),
    (TRAM_PAGES, TRAM_TRUE, TRAM_FALSE),
    (TRAPS_PAGES, TRAPS_TRUE, TRAPS_FALSE),
)


@pytest.mark.parametrize(("pages", "claim"), [(p, c) for p, said, _ in STORIES for c in said])
def test_what_was_said_is_found(ask: Ask, pages: Pages, claim: str) -> None:
    assert ask(claim, pages).verdict == "found"


@pytest.mark.parametrize(("pages", "claim"), [(p, c) for p, _, unsaid in STORIES for c in unsaid])
def test_what_was_never_said_is_not_found(ask: Ask, pages: Pages, claim: str) -> None:
    found = ask(claim, pages)
    assert found.verdict == "not found in these texts"
    assert not found.carriers
    assert found.summary.startswith("not found in th")
    assert all(n.why for n in found.near)


@pytest.mark.parametrize("claim", TRAM_NEAR)
def test_what_leaves_room_for_doubt_is_near_and_says_why(ask: Ask, claim: str) -> None:
    found = ask(claim, TRAM_PAGES)
    assert found.verdict == "not found in these texts"
    assert found.near[0].why


def forms(found: ClaimCheck) -> dict[str, set[Form]]:
    by_page: dict[str, set[Form]] = {}
    for one in found.carriers:
        by_page.setdefault(one.article, set()).add(one.form)
    return by_page


def why(found: ClaimCheck) -> str:
    return "; ".join(w for n in found.near for w in n.why)


def test_each_page_carries_a_quotation_in_its_own_form(ask: Ask) -> None:
    words = "“We will inspect every dam in the north before the first of June, and we will publish what we find”"
    found = ask(words, DAM_PAGES)
    assert forms(found) == {
        "sentry": {Form.VERBATIM},
        "courier": {Form.CUT},
        "times": {Form.FRAGMENT},
    }
    cut = next(c for c in found.carriers if c.form is Form.CUT)
    assert cut.missing == ("before the first of June",)
    assert not cut.whole
    assert next(s.holder for c in found.carriers for s in c.statements) == "Ilse Marrow"


def test_half_a_quotation_is_verbatim_and_the_rest_is_shown(ask: Ask) -> None:
    found = ask("“We will inspect every dam in the north”", DAM_PAGES)
    sentry = next(c for c in found.carriers if c.article == "sentry")
    assert sentry.form is Form.VERBATIM
    assert any("before the first of June" in because for because in sentry.because)


def test_a_quotation_with_a_tail_that_nobody_has_is_found_in_part(ask: Ask) -> None:
    found = ask("“Trust was broken, and I will not resign”", TRAM_PAGES)
    assert found.verdict == "found in part"
    assert all("I will not resign" in " ".join(c.missing) for c in found.carriers)


def test_reported_without_marks_is_no_quotation(ask: Ask) -> None:
    found = ask("“Nobody was warned”", DAM_PAGES)
    assert forms(found)["courier"] == {Form.REPORTED}
    courier = next(c for c in found.carriers if c.article == "courier")
    assert not courier.whole
    assert "this page does not have the words in quotation marks" in courier.because


def test_told_by_the_outlet_itself(ask: Ask) -> None:
    found = ask("Two farm workers were killed and eleven people were hurt.", DAM_PAGES)
    assert forms(found) == {"sentry": {Form.OWN}}
    assert any("How Vellamy Sentry knows it" in c.what for c in found.asks)


def test_only_a_headline_carries_it(ask: Ask) -> None:
    found = ask("The army is “ready to evacuate” three villages", DAM_PAGES)
    assert forms(found) == {"herald": {Form.HEADLINE}}
    assert found.carriers[0].field == "headline"
    assert any("headline rests on" in c.what for c in found.asks)


def test_worded_otherwise_in_marks_names_the_words(ask: Ask) -> None:
    found = ask("“I'm sorry about what happened to the valley”", DAM_PAGES)
    assert forms(found) == {"courier": {Form.REWORDED}}
    assert any("“about”" in because for because in found.carriers[0].because)


@pytest.mark.parametrize(
    ("claim", "apart"),
    [
        ("Three farm workers were killed.", "the figures differ"),
        ("“We will not inspect every dam in the north”", "the claim denies it"),
        (
            "Oskar Venn said “We will publish what we find”",
            "here it is said by Ilse Marrow",
        ),
        ("The gates of the Orrin dam opened on Monday.", "Monday"),
        ("The council has lent the government 6 million crowns for repairs.", "does not go with"),
        (
            "“We will inspect some dams in the north”",
            "of “dams” the claim says “some”; the page says “every”",
        ),
        ("The company was fined 4 million crowns.", "“fined”"),
        (
            "Norvane Water's engineers switched off the siren.",
            "here Norvane Water “denied” it",
        ),
    ],
)
def test_what_keeps_the_nearest_apart_is_said(ask: Ask, claim: str, apart: str) -> None:
    assert apart in why(ask(claim, DAM_PAGES))


def test_every_page_without_it_is_named_with_its_nearest_passage(ask: Ask) -> None:
    found = ask("Nine people were killed on Tuesday.", TRAM_PAGES)
    assert [n.article for n in found.not_found] == list(TRAM_PAGES)
    assert any(n.nearest and n.nearest.why for n in found.not_found)
    for one in found.not_found:
        assert one.nearest is None or one.nearest.article == one.article
    found = ask("“We will publish what we find”", DAM_PAGES)
    carrying = {c.article for c in found.carriers}
    assert carrying
    assert not carrying & {n.article for n in found.not_found}
    assert carrying | {n.article for n in found.not_found} == set(DAM_PAGES)


def test_the_earliest_is_by_stated_time_and_undated_is_said_so(ask: Ask) -> None:
    found = ask("“We will publish what we find”", DAM_PAGES)
    assert found.earliest == ("sentry",)
    found = ask("Volunteers brought blankets and food to the village hall.", DAM_PAGES)
    assert found.earliest == ()
    assert found.undated == ("times",)
    assert any("states no time" in c.what for c in found.asks)


def test_one_speaker_in_two_outlets_is_one_origin(ask: Ask) -> None:
    found = ask("“We will publish what we find”", DAM_PAGES)
    assert found.origins is not None
    assert (found.origins.outlets, found.origins.at_most) == (2, 1)
    assert any("A source other than Ilse Marrow" in c.what for c in found.asks)


def test_spans_re_read_in_body_and_headline(ask: Ask) -> None:
    for claim in (*DAM_TRUE, *DAM_FALSE[:8]):
        found = ask(claim, DAM_PAGES)
        texts = {(r.article, "body"): r.revision.body for r in found.readings}
        texts |= {
            (r.article, "headline"): r.revision.headline.text
            for r in found.readings
            if r.revision.headline
        }
        for carrier in found.carriers:
            for statement in carrier.statements:
                statement.span.check(texts[carrier.article, carrier.field])
        for near in found.near:
            near.statement.span.check(texts[near.article, near.field])


def test_a_copy_is_searched_once(ask: Ask) -> None:
    page = {**DAM_PAGES["sentry"]}
    found = ask("“Nobody was warned”", {"one": page, "again": page})
    assert len({c.article for c in found.carriers}) == 1
    assert [p.duplicate_of for p in found.pages].count(None) == 1


def test_an_empty_page_and_a_claim_of_one_word_do_no_harm(ask: Ask) -> None:
    pages: Pages = {"empty": {"text": "", "title": "Dam gates open", "outlet": "The Empty"}}
    assert ask("Resigned.", pages).verdict == "not found in these texts"
    assert ask("Dam gates open", pages).carriers[0].form is Form.HEADLINE


HARBOUR: Pages = {
    "gazette": {
        "outlet": "Harnmouth Gazette",
        "published": "2031-05-09",
        "title": "Harbour row goes on",
        "text": (
            'Ilse Marrow said smaller towns might have to "stand in" and lend the harbour their '
            "boats.\n\nA statement issued after the talks criticised the company for its "
            '"careless and dangerous handling" of the ferry.'
        ),
    }
}


def test_words_that_the_claim_stands_under_too_turn_nothing(ask: Ask) -> None:
    assert (
        ask('Ilse Marrow said smaller towns might have to "stand in"', HARBOUR).verdict == "found"
    )
    assert ask('Ilse Marrow said smaller towns will "stand in"', HARBOUR).verdict != "found"


def test_a_document_is_asked_of_whoever_issued_it(ask: Ask) -> None:
    found = ask("“careless and dangerous handling”", HARBOUR)
    lines = [f"{a.what} / {a.with_whom}" for a in found.asks]
    assert any("The text of the statement" in line for line in lines)
    assert all("A statement" not in line for line in lines)


def page(outlet: str, text: str, title: str | None = None) -> dict[str, str | None]:
    return {"outlet": outlet, "published": "2031-05-08", "title": title, "text": text}


QUAY: Pages = {
    "wire": page(
        "Tarrow Wire",
        "A barge carrying 96 people struck the quay at Tarrow on Tuesday evening, injuring 14 of "
        "them, the harbour office said.\n\nThe pilot was arrested in Osterby. He had 22 years' "
        "experience on the river.",
    ),
    "herald": page(
        "Osterby Herald",
        "Fourteen people were hurt when a barge struck the quay on Tuesday.\n\nThe harbour office "
        "did not close the quay.\n\nLena Feld visited the hospital.",
    ),
    "news": page(
        "Vellamy News",
        "The river was calm all week. Boats will leave from the north quay until June.",
        "Barge strikes quay, 14 hurt",
    ),
}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (
            "Seventeen people were hurt.",
            {
                "wire": ("figure", "body", "14"),
                "herald": ("figure", "body", "Fourteen people"),
                "news": ("figure", "headline", "14"),
            },
        ),
        ("The pilot had 12 years' experience on the river.", {}),
        ("He had 12 years' experience on the river.", {"wire": ("figure", "body", "22 years")}),
        ("A barge struck the quay on Monday.", {"wire": ("date", "body", "Tuesday evening"),
                                                "herald": ("date", "body", "Tuesday")}),
        ("The pilot was arrested in Harnmouth.", {"wire": ("place", "body", "Osterby")}),
        ("Ilse Marrow visited the hospital.", {"herald": ("name", "body", "Lena Feld")}),
        ("The harbour office closed the quay.", {"herald": ("denial", "body", None)}),
    ],
)  # fmt: skip
def test_a_page_that_differs_in_one_detail_is_named_with_it_and_carries_nothing(
    ask: Ask, claim: str, told: dict[str, tuple[str, str, str | None]]
) -> None:
    found = ask(claim, QUAY)
    assert found.verdict == "not found in these texts"
    assert not found.carriers
    assert {
        o.article: (o.kind, o.field, o.words.exact if o.words else None) for o in found.otherwise
    } == told


def test_what_has_it_otherwise_is_said_in_words_and_asked_about(ask: Ask) -> None:
    found = ask("Seventeen people were hurt.", QUAY)
    assert found.summary == "not found in these 3 texts; 3 have it otherwise"
    assert [o.because for o in found.otherwise] == [
        "this page gives another figure: “14” for “Seventeen people”; "
        "it is said by the harbour office",
        "this page gives another figure: “Fourteen people” for “Seventeen people”",
        "this page gives another figure: “14” for “Seventeen people”",
    ]
    assert any("Tarrow Wire has it otherwise" in c.what for c in found.asks)
    bodies = {r.article: r.revision.body for r in found.readings}
    for one in found.otherwise:
        if one.field == "body":
            one.statement.span.check(bodies[one.article])
            assert one.words is not None
            one.words.check(bodies[one.article])
    denied = ask("Nobody was hurt.", QUAY).otherwise
    assert {o.because.split(";")[0] for o in denied} == {"this page has what the claim denies"}
    (told,) = ask("The harbour office closed the quay.", QUAY).otherwise
    assert told.because == "this page has it denied"


@pytest.mark.parametrize(
    "claim",
    [
        "Seventeen people were hurt in Osterby.",  # one detail more than a figure
        "Seventeen barges were hurt.",
        "The pilot was released in Harnmouth.",
        "Ilse Marrow left the hospital.",
        "Boats will leave from the south quay until June.",
        "Seventeen people were hurt. The quay was closed.",
        "Dov Renner said seventeen people were hurt.",  # another speaker besides
    ],
)
def test_what_differs_in_more_than_one_detail_is_not_told_otherwise(ask: Ask, claim: str) -> None:
    assert ask(claim, QUAY).otherwise == ()


def test_another_year_is_another_event(ask: Ask) -> None:
    pages: Pages = {
        "old": page("Old News", "Eleven people were hurt in 2009, when a barge burned.")
    }
    assert ask("Seventeen people were hurt.", pages).otherwise == ()


def test_a_page_that_carries_the_claim_does_not_have_it_otherwise(ask: Ask) -> None:
    pages = {**QUAY, "own": page("Own", "Seventeen people were hurt at the quay.", "14 hurt")}
    found = ask("Seventeen people were hurt.", pages)
    assert [c.article for c in found.carriers] == ["own"]
    assert {o.article for o in found.otherwise} == {"wire", "herald", "news"}
    assert found.summary == "found, in 1 of 4 texts; 3 have it otherwise"


def test_a_page_that_is_cut_is_not_said_to_lack_it(ask: Ask) -> None:
    whole = "The ferry Marit sank off Hallen on Tuesday night. Divers found her at forty metres."
    pages: Pages = {
        "a": {"outlet": "Harn Courier", "text": whole},
        "b": {"outlet": "Vellamy Sentry", "text": "Bread gets dearer in Orvik, bakers said on …"},
    }
    found = ask("The ferry Marit sank off Hallen.", pages)
    told = [note for note in found.notes if "cannot be told" in note]
    assert len(told) == 1
    assert told[0].startswith("Whether Vellamy Sentry has it cannot be told: its capture is cut: ")


SPOKEN: Pages = {
    "wire": {
        "outlet": "Tarrow Wire",
        "published": "2031-05-08",
        "title": None,
        "text": "Mayor Ines Okoro warned on Friday that the quay would stay shut until June. "
        "“I am sorry that the barge was lost,” Okoro told reporters. "
        "She refused to open the old bridge.",
    }
}


def test_whoever_warned_has_said_it(ask: Ask) -> None:
    assert ask("Okoro said the quay would stay shut until June.", SPOKEN).verdict == "found"
    assert ask("Okoro promised the quay would stay shut until June.", SPOKEN).verdict != "found"


def test_what_a_deed_is_told_under_is_shown_in_its_words(ask: Ask) -> None:
    said = why(ask("Okoro opened the old bridge.", SPOKEN))
    assert "here it is not told as plain fact: “She refused to open”" in said
