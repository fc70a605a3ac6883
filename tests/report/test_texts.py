"""The texts at the foot: whole, anchored, and leading back to the points."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import (
    Annotation,
    Capture,
    Comparison,
    Completeness,
    Page,
    Passage,
    Reading,
    Revision,
    Span,
    Text,
)
from crosswire.report.points import point_views
from crosswire.report.shelf import Shelf
from crosswire.report.texts import Shown, coverage, text_view

BODY = "A first line here.\nA second one. And a third.\n\nThe last, unended"
SPANS = st.lists(st.integers(min_value=0, max_value=len(BODY)), max_size=12)


def cut(ends: list[int]) -> tuple[Span, ...]:
    """Spans between every second pair of offsets: some of the text stays uncovered."""
    marks = sorted(set(ends))
    text = Text.of(BODY)
    return tuple(Span.of(text, s, e) for s, e in zip(marks[::2], marks[1::2], strict=False))


def alone(sentences: tuple[Span, ...], passages: tuple[Span, ...]) -> Comparison:
    whole = Completeness(state="unknown", because="x")
    revision = Revision(
        article="a",
        capture=Capture(name="a", medium="line", content=Text.of(BODY)),
        body=Text.of(BODY),
        runs=(),
        passages=tuple(Passage(span=s) for s in passages),
        completeness=whole,
    )
    annotation = Annotation(
        tokens=(), sentences=sentences, mentions=(), entities=(), times=(), model="x"
    )
    page = Page(
        article="a", outlet="A", outlet_source=None, headline=None, standfirst=None, authors=(),
        published=None, voices=(), completeness=whole, sentences=len(sentences), removed=0,
    )  # fmt: skip
    reading = Reading(revision=revision, annotation=annotation)
    return Comparison(story="s", readings=(reading,), pages=(page,))


@given(SPANS, SPANS)
def test_nothing_of_the_body_is_lost(sentences: list[int], passages: list[int]) -> None:
    story = alone(cut(sentences), cut(passages))
    shelf = Shelf(story)
    view = text_view(story.readings[0], shelf, Shown(story, [], shelf))
    shown = "".join(s.text for block in view.blocks for s in block.sentences)
    assert "".join(shown.split()) == "".join(BODY.split())
    anchors = [s.anchor for block in view.blocks for s in block.sentences if s.anchor]
    assert len(anchors) == len(set(anchors))


def test_a_sentence_leads_back_to_its_points(story: Comparison) -> None:
    shelf = Shelf(story)
    shown = Shown(story, point_views(story, shelf), shelf)
    first = text_view(story.readings[0], shelf, shown).blocks[0].sentences[0]
    assert first.points == (2, 3)
    assert not first.only


def test_the_box_keeps_its_voice(story: Comparison) -> None:
    shelf = Shelf(story)
    view = text_view(story.readings[1], shelf, Shown(story, [], shelf))
    assert [b.voice.value for b in view.blocks] == ["news", "news", "analysis", "analysis"]


def test_removed_words_are_counted_by_reason(story: Comparison) -> None:
    shelf = Shelf(story)
    view = text_view(story.readings[0], shelf, Shown(story, [], shelf))
    assert view.reasons == (("newsletter", 1),)


def test_coverage_counts_sentences(story: Comparison) -> None:
    shelf = Shelf(story)
    shown = Shown(story, point_views(story, shelf), shelf)
    row = coverage(story.readings[0], shelf, shown)
    assert (row.sentences, row.shared, row.only, row.neither) == (5, 2, 1, 2)
