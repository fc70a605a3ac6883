"""What is beyond the bounds of a story is left out, counted and said."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Reading
from crosswire.stages.compare.notes import about_bounds
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.bounds import Beyond, Bounds, shares
from crosswire.stages.compare.points.followers import led

Read = Callable[..., Reading]

FERRY = (
    "A ferry carrying 120 passengers ran aground off the island of Tarrow on Thursday. "
    "Harbour master Lena Ostrander said the captain had ignored two radio warnings. "
    "Rescue boats from Port Wessel brought everyone ashore within three hours. "
    "The company that runs the ferry has promised a full refund to all travellers."
)
SHORT = "Rescue boats from Port Wessel brought everyone on the stranded ferry ashore."


def bounded(aligner: Aligner, **bounds: int) -> Aligner:
    return replace(aligner, bounds=Bounds(**bounds))


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(0, 200))
def test_the_longest_articles_give_way(sizes: list[int], most: int) -> None:
    taken = shares(sizes, most)
    assert all(0 <= t <= size for t, size in zip(taken, sizes, strict=True))
    assert sum(taken) == min(sum(sizes), most)
    cut = [t for t, size in zip(taken, sizes, strict=True) if t < size]
    if cut:
        assert max(taken) <= max(cut) + len(sizes)


def test_the_end_of_the_longest_article_is_left_out_and_said(read: Read, aligner: Aligner) -> None:
    long, short = read(FERRY, "long"), read(SHORT, "short")
    found = bounded(aligner, units=3).align([long, short], {})
    assert found.left.units == (("The long", 2),)
    (note,) = about_bounds(found.left)
    assert "The long" in note
    assert "2 passages" in note
    told = {s.statement.span.exact for s in found.singles}
    assert not any("refund" in words or "Rescue boats" in words for words in told)
    assert {s.verdict for s in found.singles if s.statement.article == "short"} <= {"cannot tell"}


def test_passages_the_encoder_did_not_read_are_counted(read: Read, aligner: Aligner) -> None:
    told = [read(FERRY, "one"), read(SHORT, "two")]
    found = bounded(aligner, read=2).align(told, {})
    assert found.left.unread == 3
    assert any("3 passages were compared by words alone" in n for n in about_bounds(found.left))


def test_pairs_that_were_not_looked_at_are_counted(read: Read, aligner: Aligner) -> None:
    told = [read(FERRY, "one"), read(FERRY + " Nobody was hurt.", "two")]
    whole, cut = aligner.align(told, {}), bounded(aligner, pairs=4).align(told, {})
    assert replace(whole.left, surface=0) == Beyond()
    assert cut.left.pairs == 16
    assert any("16 pairs of passages were not looked at" in n for n in about_bounds(cut.left))
    assert len(cut.points) == 4, "the nearest pairs are the ones looked at"


@pytest.mark.parametrize("copies", [2, 3])
def test_copies_follow_those_that_were_read(read: Read, aligner: Aligner, copies: int) -> None:
    told = [read(FERRY, f"paper{n}") for n in range(5)] + [read(SHORT, "own")]
    found = bounded(aligner, copies=copies).align(told, {})
    every = aligner.align(told, {})
    assert found.left.copies == 5 - copies
    assert found.singles == every.singles
    for aligned in (found, every):
        for point in aligned.points:
            assert len({m.span for m in point.members if m.article != "own"}) == 1
    papers = {f"paper{n}" for n in range(5)}
    for point in found.points:
        assert {m.article for m in point.members} >= papers
        for member in point.members:
            body = next(r.revision.body for r in told if r.article == member.article)
            member.span.check(body)


def test_who_leads_does_not_hang_on_the_order(read: Read) -> None:
    told = [read(FERRY, "a"), read(SHORT, "b"), read(FERRY, "c"), read(FERRY, "d")]
    for order in (told, told[::-1], told[2:] + told[:2]):
        lead, follow = led(order, 2)
        assert {r.article for r in lead} == {"a", "b", "c"}
        assert [r.article for r in follow] == ["d"]


def test_pairs_the_reader_does_not_read_are_counted(read: Read, aligner: Aligner) -> None:
    texts = (
        "The ferry ran aground off Tarrow. Lena Ostrander blamed the captain. Nobody was hurt.",
        "A ferry hit the rocks near Tarrow. The captain is to blame, Lena Ostrander said.",
    )
    readings = [read(text, name=f"paper{n}") for n, text in enumerate(texts)]
    found = bounded(aligner, reader=2).align(readings, {})
    assert found.left.surface >= 4
    assert any("judged by words, names and figures alone" in n for n in about_bounds(found.left))
