"""Single accounts in every report: the sure first, comment apart, and why nobody can tell."""

import pytest

from crosswire.records import Comparison, Single, Tier, Voice
from crosswire.report import contract, html, markdown, singles, table
from crosswire.report.shelf import Shelf


@pytest.fixture
def told(story: Comparison) -> Comparison:
    """The story with a sure single, a less sure one with something near, and one of comment."""
    alone, comment = story.singles
    near = alone.model_copy(
        update={
            "tier": Tier.SURE, "confidence": 0.9, "because": "the capture of the Courier shows no cut",
        }
    )  # fmt: skip
    unsure = alone.model_copy(
        update={
            "nearest": comment.statement, "nearness": 0.4,
            "near": "near: shares “warning”, not the figure 14",
        }
    )  # fmt: skip
    return story.model_copy(update={"singles": (near, unsure, comment)})


def test_the_sure_come_first_and_comment_apart(told: Comparison) -> None:
    columns = {c.label: c for c in singles.columns(told, Shelf(told))}
    wire, courier = columns["Corran Wire"], columns["Harnmouth Courier"]
    assert [heading for heading, _ in wire.groups] == ["", "Less sure"]
    assert [heading for heading, _ in courier.groups] == ["In comment"]
    assert courier.comment[0].single.statement.voice is Voice.ANALYSIS
    assert sum(c.count for c in columns.values()) == 3


def test_what_was_nearest_and_how_near_is_said_in_words(told: Comparison) -> None:
    words = "nearest in Harnmouth Courier, near: shares “warning”, not the figure 14"
    assert words in html.comparison(told)
    assert words in markdown.comparison(told)


def test_what_is_far_off_is_no_neighbour(told: Comparison) -> None:
    far = [s.model_copy(update={"near": "far off: shares the name X"}) for s in told.singles]
    assert "far off" not in html.comparison(told.model_copy(update={"singles": tuple(far)}))


def test_why_nobody_can_tell_is_said_once_a_page(told: Comparison) -> None:
    many = told.model_copy(update={"singles": told.singles[2:] * 5})
    for text in (html.comparison(many), markdown.comparison(many), table.comparison(many)):
        said = " ".join(text.split())
        assert said.lower().count("cannot tell: the sentry's text may be cut") == 1 or (
            said.lower().count("cannot tell: the sentry&#39;s text may be cut") == 1
        )


def test_the_line_of_a_single_has_all_of_it(told: Comparison) -> None:
    line = contract.compare_line(told)["single"]
    assert [s["tier"] for s in line] == ["sure", "likely", "likely"]
    assert [s["verdict"] for s in line] == [
        "not found in the other texts", "not found in the other texts", "cannot tell",
    ]  # fmt: skip
    assert line[1]["near"].startswith("near:")
    assert line[1]["nearness"] == 0.4
    assert line[0]["nearest"] is None


@pytest.mark.parametrize("verdict", ["not found in the other texts", "cannot tell"])
def test_nothing_is_ever_called_left_out_by_intent(told: Comparison, verdict: str) -> None:
    changed = [Single.model_validate({**s.model_dump(), "verdict": verdict}) for s in told.singles]
    record = told.model_copy(update={"singles": tuple(changed)})
    bare = told.model_copy(update={"singles": ()})
    for report in (html.comparison, markdown.comparison, table.comparison):
        assert report(record).lower().count("omitted") == report(bare).lower().count("omitted")
