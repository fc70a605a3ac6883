"""Runs in quotation marks: what is one, where it ends, and what is only an apostrophe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.annotate.marks import LIMIT, marked_runs, paragraph_bounds, quoted_runs


def words(text: str) -> list[str]:
    return [text[s:e] for s, e in quoted_runs(text)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“We will stay,” the mayor said.", ["“We will stay,”"]),
        ('"We will stay," the mayor said.', ['"We will stay,"']),
        ("‘We will stay,’ the mayor said.", ["‘We will stay,’"]),
        ("'We will stay,' the mayor said.", ["'We will stay,'"]),
        ("``We will stay,'' the mayor said.", ["``We will stay,''"]),
        ("''We will stay,'' the mayor said.", ["''We will stay,''"]),
        ("« Nous restons », dit le maire.", ["« Nous restons »"]),
        ("»Wir bleiben«, sagte der Rat.", ["»Wir bleiben«"]),
        ("„Wir bleiben“, sagte der Rat. „Ja“, rief sie.", ["„Wir bleiben“", "„Ja“"]),
        ("Mayor vows ‘swift’ and ‘fair’ vote", ["‘swift’", "‘fair’"]),
        ("Mayor says 'we will stay' after flood", ["'we will stay'"]),
        ("”Wrong way round,” she said.", ["”Wrong way round,”"]),
        ("“Both the same“, she said. “Yes“.", ["“Both the same“", "“Yes“"]),
        ('He called it "a start", "a hope" and—"a gift".', ['"a start"', '"a hope"', '"a gift"']),
        ('said " spaced out " again', ['" spaced out "']),
        ('"Stay in,"Miller said.', ['"Stay in,"']),
        ('(“in brackets”) ["and here"]', ["“in brackets”", '"and here"']),
    ],
)
def test_marks_of_every_kind(text: str, runs: list[str]) -> None:
    assert words(text) == runs


@pytest.mark.parametrize(
    "text",
    [
        "the ministers' plan and the '90s don't count",
        "the ministers’ plan and the ’90s don’t count",
        "rock 'n' roll, 'em and 'til dawn",
        "It's the workers' union's offer to members' families.",
        "He stood 6'2\" tall and the board was 5'10\" wide.",
        "O'Hara's sister-in-law's car",
        "",
        '"',
        "“",
        "\n\n'\n",
    ],
)
def test_apostrophes_and_stray_marks_are_no_runs(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("‘The ministers’ plan is dead,’ he said.", ["‘The ministers’ plan is dead,’"]),
        ("'We're goin' home,' he said.", ["'We're goin' home,'"]),
        ("‘I’m the boys’ coach,’ he said, ‘and that’s that.’",
         ["‘I’m the boys’ coach,’", "‘and that’s that.’"]),
        ("The union's view was 'an insult' to members' families.", ["'an insult'"]),
    ],
)  # fmt: skip
def test_apostrophes_inside_single_marks(text: str, runs: list[str]) -> None:
    assert words(text) == runs


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("“She told me ‘never’ and left,” he said.", ["“She told me ‘never’ and left,”"]),
        ("‘She told me “never” and left,’ he said.", ["‘She told me “never” and left,’"]),
        ("“It ended with ‘never’.” Then “yes”.", ["“It ended with ‘never’.”", "“yes”"]),
        ("\"He wrote 'never',\" she said.", ["\"He wrote 'never',\""]),
        ('A "long one with a "short" inside" ends', ['"long one with a "short" inside"']),
    ],
)
def test_only_outer_runs(text: str, runs: list[str]) -> None:
    assert words(text) == runs


def test_a_quotation_over_paragraphs_has_a_run_in_each() -> None:
    text = "“We begin here.\n\n“We go on here.\n\n“And end,” she said."
    runs = marked_runs(text)
    assert [text[r.start : r.end] for r in runs] == [
        "“We begin here.", "“We go on here.", "“And end,”"
    ]  # fmt: skip
    assert [r.closed for r in runs] == [False, False, True]


def test_a_missing_closing_mark_spoils_one_paragraph_at_most() -> None:
    text = "“We begin here and never close.\nThe flood rose.\nShe said “no”."
    assert words(text) == ["“We begin here and never close.", "“no”"]


def test_a_missing_closing_mark_ends_before_the_cue() -> None:
    text = "“We went, but it was cold, he said. “It was good,” he said."
    assert words(text) == ["“We went, but it was cold,", "“It was good,”"]


def test_a_line_wrapped_in_mid_sentence_is_one_paragraph() -> None:
    text = "She said “the river has\nnever been so high” on Monday."
    assert words(text) == ["“the river has\nnever been so high”"]
    assert len(paragraph_bounds(text)) == 1


def test_a_headline_is_a_paragraph_of_its_own() -> None:
    assert len(paragraph_bounds("River still rising\nThe mayor spoke.")) == 2


def test_text_without_line_breaks_is_bounded() -> None:
    filler = "The water rose again over the fields and the road was closed for days. " * 60
    text = f"“We will stay, and that is that. {filler}She said “no” to him."
    runs = quoted_runs(text)
    assert all(e - s <= LIMIT for s, e in runs)
    assert text[runs[-1][0] : runs[-1][1]] == "“no”"
    assert text[runs[0][0] : runs[0][1]].startswith("“We will stay")


def test_flattened_paragraphs_each_keep_their_run() -> None:
    text = "“We begin here. “We go on here. “And end,” she said. It rained."
    assert words(text) == ["“We begin here.", "“We go on here.", "“And end,”"]


@given(st.text(alphabet="ab A.,’'\"“”‘«»„`\n?s", max_size=120))
def test_runs_are_ordered_apart_and_bounded(text: str) -> None:
    end = 0
    for start, stop in quoted_runs(text):
        assert end <= start < stop <= len(text)
        assert stop - start <= LIMIT
        end = stop


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for run in marked_runs(text):
        assert run.start < run.inner <= run.end
        assert text[run.start : run.end].strip()


def test_a_line_of_blanks_is_no_paragraph_however_long() -> None:
    blank = " " * 300_000
    assert paragraph_bounds(f"{blank}\n{blank}") == []
    assert paragraph_bounds(f"One.\n{blank}\nTwo.") == [(0, 4), (300_006, 300_010)]


def test_a_paragraph_of_many_lines_is_one() -> None:
    lines = ["The mayor said that", *["the bridge over the river and"] * 5_000, "it would close."]
    (bounds,) = paragraph_bounds("\n".join(lines))
    assert bounds == (0, len("\n".join(lines)))
