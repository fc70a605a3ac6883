"""Overlapping spans as runs: nothing of the text is lost or said twice."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.article import PassageKind, Voice
from crosswire.web.views.runs import LAYERS, Marked, blocks, runs

TEXTS = st.text(max_size=60)
EDGES = st.tuples(st.integers(-3, 70), st.integers(-3, 70))
MARKS = st.lists(
    st.builds(
        lambda layer, edges: Marked(layer=layer, start=min(edges), end=max(edges), what="w"),
        st.sampled_from(LAYERS),
        EDGES,
    ),
    max_size=12,
)


@given(TEXTS, MARKS, st.none() | EDGES)
def test_runs_put_together_are_the_text(
    text: str, marks: list[Marked], here: tuple[int, int] | None
) -> None:
    found = runs(text, marks, here=here)
    assert "".join(run.words for run in found) == text
    assert [run.words for run in found] == [text[run.start : run.end] for run in found]


@given(TEXTS, MARKS)
def test_a_run_knows_the_marks_that_cover_it_and_no_other(text: str, marks: list[Marked]) -> None:
    for run in runs(text, marks):
        for place in range(run.start, run.end):
            covering = {n for n, mark in enumerate(marks) if mark.start <= place < mark.end}
            assert set(run.marks) == covering
        assert set(run.layers) == {marks[n].layer for n in run.marks}


@given(TEXTS, MARKS, st.lists(st.integers(0, 60), max_size=6), st.none() | EDGES)
def test_passages_put_together_are_the_text(
    text: str, marks: list[Marked], edges: list[int], here: tuple[int, int] | None
) -> None:
    inside = sorted({edge for edge in edges if edge <= len(text)})
    passages = [
        (a, b, PassageKind.PARAGRAPH, Voice.NEWS)
        for a, b in zip(inside[::2], inside[1::2], strict=False)
    ]
    found = blocks(text, passages, marks, here)
    whole = "".join(run.words for one in found for run in (*one.runs, *one.gap))
    assert whole == text


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), MARKS)
def test_what_a_reader_is_led_to_is_marked_exactly(
    text: str, start: int, end: int, marks: list[Marked]
) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    found = runs(text, marks, here=(start, end))
    assert "".join(run.words for run in found if run.here) == text[start:end]


def test_layers_that_begin_are_told_once() -> None:
    marks = [Marked(layer="names", start=0, end=4, what="Tom Venn"),
             Marked(layer="quotations", start=2, end=8, what="direct")]  # fmt: skip
    found = runs("Tom says", marks)
    assert [(run.words, run.layers, run.begins) for run in found] == [
        ("To", ("names",), ("names",)),
        ("m ", ("names", "quotations"), ("quotations",)),
        ("says", ("quotations",), ()),
    ]
