"""The section on primary sources in every format."""

import json

import pytest

from crosswire.records import Capture, Comparison, Text
from crosswire.report import html, markdown, primary, table
from crosswire.report.contract import compare_line
from crosswire.report.shelf import Shelf
from crosswire.stages.compare.witness import read_witness, set_against

TRANSCRIPT = """Briefing <b>in</b> Corran
MS MARROW: We will inspect every vessel on the strait, starting with the newest.
Q: Why?
MS MARROW: I have two questions."""


@pytest.fixture(scope="module")
def set_beside(story: Comparison) -> Comparison:
    source = read_witness(Capture(name="briefing", medium="text", content=Text.of(TRANSCRIPT)))
    return story.model_copy(update={"primary": set_against(story.readings, [source])})


def test_without_a_primary_source_nothing_is_shown(story: Comparison) -> None:
    assert compare_line(story)["primary"] is None
    assert "Against the" not in html.comparison(story)
    assert "Against the" not in markdown.comparison(story)
    assert "Against the" not in table.comparison(story)


def test_every_format_has_the_section(set_beside: Comparison) -> None:
    assert "## Against the transcript" in markdown.comparison(set_beside)
    assert "Against the transcript" in table.comparison(set_beside)
    page = html.comparison(set_beside)
    assert '<h2 id="h-primary">Against the transcript</h2>' in page
    assert "page has “oldest”, source has “newest”" in markdown.comparison(set_beside)


def test_links_of_the_section_lead_to_turns(set_beside: Comparison) -> None:
    page = html.comparison(set_beside)
    for number in (1, 3):
        assert f'href="#source-1-t{number}"' in page
        assert f'id="source-1-t{number}"' in page


def test_a_sources_markup_is_shown_as_words(set_beside: Comparison) -> None:
    page = html.comparison(set_beside)
    assert "Briefing &lt;b&gt;in&lt;/b&gt; Corran" in page
    assert "<b>in</b>" not in page


def test_altered_runs_come_first_and_are_counted(set_beside: Comparison) -> None:
    shelf = Shelf(set_beside)
    views = primary.check_views(set_beside, shelf)
    assert views[0].check.standing == "altered"
    assert [v.plain for v in views] == sorted(v.plain for v in views)
    assert set_beside.primary is not None
    tally = dict(primary.tally(set_beside.primary, shelf))
    assert sum(map(sum, tally.values())) == len(set_beside.primary.checks)


def test_the_line_holds_the_sources_and_spans_that_re_read(set_beside: Comparison) -> None:
    line = compare_line(set_beside)
    found = json.loads(json.dumps(line))["primary"]
    (source,) = found["witnesses"]
    texts = {p["id"]: p["text"] for p in line["pages"]}
    assert source["kind"] == "transcript"
    for run in found["quotations"]:
        if run["field"] == "body":
            assert texts[run["article"]][run["start"] : run["end"]] == run["words"]
        for dropped in run["dropped"]:
            assert source["text"][dropped["start"] : dropped["end"]] == dropped["words"]
    assert {r["standing"] for r in found["quotations"]} >= {"altered", "verbatim"}


def test_cuts_say_where_they_stand_and_what_they_leave_out(story: Comparison) -> None:
    speaker = compare_line(story)["speakers"][0]
    assert {"kept", "diff", "left_out", "bracketed"} <= set(speaker["cuts"][0])
    assert {"placed", "translated"} <= set(speaker["quotations"][0])
    assert "one utterance in" in markdown.comparison(story)
