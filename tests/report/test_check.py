"""A claim check in every format."""

import json

import pytest

from crosswire.records import ClaimCheck
from crosswire.report import check
from tests.stages.check.claims import DAM_PAGES, TRAM_PAGES
from tests.stages.check.conftest import Ask, ask

__all__ = ["ask"]


@pytest.fixture
def found(ask: Ask) -> ClaimCheck:
    return ask("“We will publish what we find”", DAM_PAGES)


@pytest.fixture
def missed(ask: Ask) -> ClaimCheck:
    return ask("Nine people were killed on Tuesday.", TRAM_PAGES)


def test_the_line_re_reads_its_spans(found: ClaimCheck) -> None:
    line = json.loads(json.dumps(check.line(found)))
    texts = {p["id"]: p["text"] for p in line["pages"]}
    assert line["verdict"] == "found"
    for carrier in line["carriers"]:
        for span in carrier["spans"]:
            assert texts[carrier["article"]][span["start"] : span["end"]] == span["words"]
    assert line["origins"]["at_most"] == 1
    assert line["asks"]


def test_people_read_form_outlet_time_and_questions(found: ClaimCheck) -> None:
    for text in (check.table(found), check.markdown(found)):
        words = " ".join(text.split())
        assert "verbatim in marks" in words
        assert "Vellamy Sentry, Wed 7 May 2031, 18:05" in words
        assert "What remains to ask" in words
        assert "1 origin" in words
        assert "Vellamy Sentry rests on Ilse Marrow: attributes it to Ilse Marrow" in words


def test_not_found_names_the_nearest_and_never_says_nobody(missed: ClaimCheck) -> None:
    for text in (check.table(missed), check.markdown(missed), check.page([missed])):
        words = " ".join(text.split())
        assert "not found in these 4 texts" in words
        assert "not found in this text; nearest" in words
        assert "which does not count: " in words
        assert "nobody said" not in words.lower()


def test_html_is_one_page_and_shows_words_as_words(ask: Ask) -> None:
    page = check.page([ask("<script>alert(1)</script> said the siren sounded", DAM_PAGES)])
    assert page.startswith("<!doctype html>")
    assert "<script>" not in page


def test_told_otherwise_stands_in_every_format_and_never_as_found(ask: Ask) -> None:
    text = "A barge struck the quay. Fourteen people were hurt, the harbour office said."
    pages: dict[str, dict[str, str | None]] = {
        "wire": {"outlet": "Tarrow Wire", "published": "2031-05-08", "title": None, "text": text}
    }
    found = ask("Seventeen people were hurt.", pages)
    line = json.loads(json.dumps(check.line(found)))
    (one,) = line["otherwise"]
    assert (one["kind"], one["asked"]) == ("figure", "Seventeen people")
    body = line["pages"][0]["text"]
    assert body[one["detail"]["start"] : one["detail"]["end"]] == "Fourteen people"
    assert body[one["start"] : one["end"]] == one["words"]
    assert (line["verdict"], line["carriers"]) == ("not found in these texts", [])
    because = "this page gives another figure: “Fourteen people” for “Seventeen people”"
    for shown in (check.table(found, width=400), check.markdown(found), check.page([found])):
        assert because in shown
        assert "Who carries it" not in shown
        assert shown.count("the harbour office said") == 1, "the passage is listed once"
