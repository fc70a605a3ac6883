"""Order, absence, origins and differing words as shown."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Comparison, Outsider
from crosswire.report.points import (
    conflict_views,
    edge_words,
    figures_apart,
    in_marks,
    named_in,
    one_origin,
    other_checks,
    point_views,
    told_apart,
)
from crosswire.report.shelf import Shelf, title


def test_utterances_come_first_then_what_most_outlets_tell(story: Comparison) -> None:
    shown = point_views(story, Shelf(story))
    assert [v.point.id for v in shown] == ["p-inspect", "p-aground", "p-aboard"]
    assert [v.number for v in shown] == [1, 2, 3]


def test_a_page_without_the_point_is_said_not_to_have_it(story: Comparison) -> None:
    aboard = point_views(story, Shelf(story))[2]
    assert [(a.label, a.words) for a in aboard.absent] == [
        ("Harnmouth Courier", "not found in this text")
    ]


def test_a_cut_page_cannot_tell(story: Comparison) -> None:
    cut = story.pages[1].completeness.model_copy(update={"state": "cut"})
    pages = list(story.pages)
    pages[1] = pages[1].model_copy(update={"completeness": cut})
    shown = story.model_copy(update={"pages": tuple(pages)})
    aboard = point_views(shown, Shelf(shown))[2]
    assert aboard.absent[0].words.startswith("cannot tell")


def test_a_page_that_shares_a_passage_through_another_point_is_not_called_silent(
    story: Comparison,
) -> None:
    view = next(v for v in point_views(story, Shelf(story)) if v.absent)
    silent = view.absent[0].article
    elsewhere = next(m for p in story.points for m in p.members if m.article == silent)
    other = view.point.model_copy(
        update={"id": "other", "members": (view.point.members[0], elsewhere)}
    )
    both = story.model_copy(update={"points": (view.point, other)})
    ours = next(v for v in point_views(both, Shelf(both)) if v.point.id == view.point.id)
    theirs = next(v for v in point_views(both, Shelf(both)) if v.point.id == "other")
    said = {one.article: one for one in ours.absent}[silent]
    assert said.standing == "perhaps"
    assert said.words == f"perhaps (see point {theirs.number})"
    only = story.model_copy(update={"points": (view.point,), "possible": (other,)})
    (ours,) = point_views(only, Shelf(only))
    assert {one.article: one.words for one in ours.absent}[silent] == "perhaps (read both)"


def test_a_page_about_another_event_is_not_called_silent(story: Comparison) -> None:
    outside = Outsider(article="courier", because="another ferry")
    shown = story.model_copy(update={"outsiders": (outside,)})
    assert point_views(shown, Shelf(shown))[2].absent == ()


def test_each_cell_reads_in_its_sentence_between_its_neighbours(story: Comparison) -> None:
    inspect = point_views(story, Shelf(story))[0]
    cell = inspect.pages[0][0]
    assert cell.lead + cell.words + cell.tail == (
        "“We will inspect every vessel on the strait, starting with the oldest,”"
    )
    assert cell.before.startswith("A ferry carrying")
    assert cell.after == "Ilse Marrow said."
    assert cell.place.href == "#text-1-s1"


def test_points_of_one_known_origin_are_grouped_by_what_they_rest_on(story: Comparison) -> None:
    groups = one_origin(point_views(story, Shelf(story)))
    assert [[v.point.id for v in g.points] for g in groups] == [["p-inspect"], ["p-aboard"]]
    assert groups[1].because[0].startswith("The Vellamy Sentry and Corran Wire: 94 %")


def test_a_source_that_one_page_names_is_no_reason_beside_what_joins_the_pages(
    story: Comparison,
) -> None:
    view = next(v for v in point_views(story, Shelf(story)) if v.point.id == "p-aboard")
    one, other = (cells[0].place.label for cells in view.pages)
    part = (one, "Lowland Press", "its text says “Lowland Press contributed”")
    both = tuple((page, "Tom Venn", "attributes it to Tom Venn") for page in (one, other))
    group = one_origin([view.model_copy(update={"edges": (part, *both)})])[0]
    assert group.because == (f"{one}, {other}: attribute it to Tom Venn",)
    alone = one_origin([view.model_copy(update={"edges": (part, both[1])})])[0]
    assert len(alone.because) == 2


def test_an_origin_that_may_be_two_is_not_called_one(story: Comparison) -> None:
    groups = one_origin(point_views(story, Shelf(story)))
    assert all(v.point.id != "p-aground" for g in groups for v in g.points)


def test_differing_words_are_told_apart_only_in_like_wordings() -> None:
    left, right = told_apart("it hurt 14 people", "it hurt 17 people")
    assert left == (("it hurt", False), ("14", True), ("people", False))
    assert right == (("it hurt", False), ("17", True), ("people", False))
    assert told_apart("one thing", "quite another matter")[0] == (("one thing", False),)


def test_figures_that_the_other_has_not_are_marked() -> None:
    assert figures_apart("at least 40 metres by 2026", "some 45, by 2026") == (
        ("at least", False),
        ("40", True),
        ("metres by 2026", False),
    )


def test_a_conflict_leads_to_its_point(story: Comparison) -> None:
    shelf = Shelf(story)
    conflict = story.conflicts[0].model_copy(update={"point": "p-aground"})
    shown = story.model_copy(update={"conflicts": (conflict,)})
    assert conflict_views(shown, point_views(story, shelf), shelf)[0].point == 2


def test_a_conflict_says_whom_to_ask_and_is_not_asked_twice(story: Comparison) -> None:
    shelf = Shelf(story)
    views = conflict_views(story, point_views(story, shelf), shelf)
    assert views[0].ask == "the hospital or the coastguard"
    assert other_checks(story, views) == []
    assert len(other_checks(story, [])) == 1


def test_two_pages_of_one_outlet_have_labels_and_codes_of_their_own(story: Comparison) -> None:
    pages = list(story.pages)
    pages[2] = pages[2].model_copy(update={"outlet": "Corran Wire"})
    shelf = Shelf(story.model_copy(update={"pages": tuple(pages)}))
    assert shelf.label("wire") == "Corran Wire (wire)"
    assert len({shelf.code(a) for a in shelf.pages}) == 3


def test_pages_with_one_reason_are_named_together() -> None:
    edges = [("A", "Ms Osk", "reports what Ms Osk is said to hold"),
             ("B", "Ms Osk", "reports what Ms Osk is said to hold"), ("A", "B", "one text")]  # fmt: skip
    assert edge_words(edges) == ("A, B: reports what Ms Osk is said to hold", "A and B: one text")


@given(st.text(alphabet="ab 1\n", max_size=30), st.text(alphabet="ab 1\n", max_size=30))
def test_told_apart_keeps_every_word(left: str, right: str) -> None:
    for words, segments in zip((left, right), told_apart(left, right), strict=True):
        assert " ".join(text for text, _ in segments) == words


def test_a_story_without_a_name_is_headed_by_its_pages(story: Comparison) -> None:
    assert title(story) == "Ferry aground"
    assert title(story.model_copy(update={"story": "story"})) == "3 pages compared"


def test_the_words_that_a_conflict_names_are_marked() -> None:
    """ "Seventeen" against "14": the other figures of the sentences are beside the point."""
    assert named_in("Seventeen people were hurt among 200.", "Seventeen people") == (
        ("Seventeen people", True),
        ("were hurt among 200.", False),
    )
    assert named_in("injuring 14, the guard said", "14")[1] == ("14,", True)
    assert named_in("14 and 14", "14") == ()


def test_of_two_quotations_only_quoted_words_differ() -> None:
    told = (("She", True), ("said “we will go", False), ("soon”", True), ("at noon", True))
    assert in_marks(told) == (("She said “we will go", False), ("soon”", True), ("at noon", False))
    assert in_marks((("No marks", False), ("here", True))) == (("No marks", False), ("here", True))
