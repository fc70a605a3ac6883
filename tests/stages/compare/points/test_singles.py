"""Singles: what one article alone states, each verdict with its reason."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from crosswire.records import Reading, Single, Tier, Voice
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.board import Board
from crosswire.stages.compare.points.claims import load_claims
from crosswire.stages.compare.points.likeness import load_limits
from crosswire.stages.compare.points.signals import read_signals
from crosswire.stages.compare.points.singles import COLUMNS, load_singles, single_table

Read = Callable[..., Reading]
Lay = Callable[..., Board]

FERRY = (
    "A ferry carrying 120 passengers ran aground off the island of Tarrow on Thursday. "
    "Harbour master Lena Ostrander said the captain had ignored two radio warnings. "
    "Rescue boats from Port Wessel brought everyone ashore within three hours. "
    "The company that runs the ferry paid a fine of 40,000 crowns last year. "
    "Was nobody on the bridge awake?"
)
OTHER = (
    "A ferry with 120 people aboard ran aground near Tarrow on Thursday. "
    "The captain had ignored two radio warnings, harbour master Lena Ostrander said. "
    "Rescue boats from Port Wessel took everyone ashore within three hours. "
    "The museum of clocks in Osterby will lend its boats to the island until spring."
)
FINE = "The company that runs the ferry paid a fine of 40,000 crowns last year."
MUSEUM = "The museum of clocks in Osterby will lend its boats to the island until spring."


@pytest.fixture
def every(aligner: Aligner) -> Aligner:
    """An aligner that shows whatever stands in no point, however likely it is a single."""
    return replace(aligner, single=load_singles(0.0))


def by_words(singles: tuple[Single, ...]) -> dict[str, Single]:
    return {s.statement.span.exact: s for s in singles}


def spoken(reading: Reading, voice: Voice) -> Reading:
    """The reading with every passage in another voice."""
    passages = tuple(p.model_copy(update={"voice": voice}) for p in reading.revision.passages)
    revision = reading.revision.model_copy(update={"passages": passages})
    return reading.model_copy(update={"revision": revision})


def test_not_found_says_where_it_was_sought_and_what_was_nearest(
    read: Read, every: Aligner
) -> None:
    found = by_words(every.align([read(FERRY, "one"), read(OTHER, "two")], {}).singles)
    assert {FINE, MUSEUM} <= set(found)
    fine = found[FINE]
    assert fine.verdict == "not found in the other texts"
    assert fine.because == "the capture of The two shows no cut"
    assert fine.cut == ()
    assert fine.nearest is not None
    assert fine.nearest.article == "two"
    assert "40,000" in fine.near or "fine" in fine.near or "far off" in fine.near
    assert 0 <= fine.nearness <= 1


def test_beside_a_cut_capture_nobody_can_tell_and_the_reason_is_given(
    read: Read, every: Aligner
) -> None:
    told = [read(FERRY, "one", cut=True), read(OTHER, "two")]
    found = by_words(every.align(told, {}).singles)
    assert found[MUSEUM].verdict == "cannot tell"
    assert found[MUSEUM].cut == ("one",)
    assert found[MUSEUM].because == (
        "the capture of The one is cut: ends in the middle of a sentence"
    )
    assert found[FINE].verdict == "not found in the other texts"


def test_beside_several_the_cut_one_is_named(read: Read, every: Aligner) -> None:
    third = "Everyone aboard the ferry was brought ashore by rescue boats from Port Wessel."
    told = [read(FERRY, "one"), read(OTHER, "two"), read(third, "three", cut=True)]
    fine = by_words(every.align(told, {}).singles)[FINE]
    assert fine.verdict == "cannot tell"
    assert fine.cut == ("three",)
    assert fine.because.startswith("not found in The two; the capture of The three is cut")


def test_advertising_and_readers_make_no_single_and_opinion_keeps_its_voice(
    read: Read, every: Aligner
) -> None:
    for voice, shown in ((Voice.ADVERTISING, 0), (Voice.READER, 0), (Voice.OPINION, 1)):
        told = [read(FERRY, "one"), spoken(read(OTHER, "two"), voice)]
        found = by_words(every.align(told, {}).singles)
        assert sum(words == MUSEUM for words in found) == shown
        assert all(s.statement.voice is voice for w, s in found.items() if w == MUSEUM)


def test_a_question_is_no_single(read: Read, every: Aligner) -> None:
    found = every.align([read(FERRY, "one"), read(OTHER, "two")], {})
    assert not any("?" in s.statement.span.exact for s in found.singles)


def test_what_stands_in_a_point_is_no_single(read: Read, every: Aligner) -> None:
    found = every.align([read(FERRY, "one"), read(OTHER, "two")], {})
    shared = {(m.article, m.sentence.start) for p in found.points for m in p.members}
    alone = {(s.statement.article, s.statement.sentence.start) for s in found.singles}
    assert shared
    assert not shared & alone


def test_the_tier_follows_the_confidence(read: Read, every: Aligner) -> None:
    for single in every.align([read(FERRY, "one"), read(OTHER, "two")], {}).singles:
        assert (single.tier is Tier.SURE) == (single.confidence >= 0.8)


def test_nothing_says_that_anything_was_left_out_on_purpose(read: Read, every: Aligner) -> None:
    for cut in (False, True):
        found = every.align([read(FERRY, "one", cut=cut), read(OTHER, "two")], {})
        assert not any("omit" in words for s in found.singles for words in (s.because, s.near))


def test_a_unit_that_no_model_read_cannot_be_told(board: Lay) -> None:
    laid = board(FERRY, OTHER)
    signals = read_signals(laid)
    scores = np.zeros(len(signals.pairs), np.float32)
    finder = load_singles(0.0)
    unread = [
        s.because for s in finder.find(laid, signals, scores, set()) if "too large" in s.because
    ]
    assert unread == []
    bare = replace(laid, sheets=tuple(replace(s, pieces=None) for s in laid.sheets))
    found = list(finder.find(bare, signals, scores, set()))
    assert found
    assert {s.verdict for s in found} == {"cannot tell"}
    assert all("words alone" in s.because for s in found)


def test_the_table_has_a_row_a_unit_and_the_columns_the_model_reads(board: Lay) -> None:
    laid = board(FERRY, OTHER, "One line only.")
    signals = read_signals(laid)
    scores = np.linspace(0, 1, len(signals.pairs), dtype=np.float32)
    table = single_table(laid, signals, scores, load_claims().read(laid))
    assert table.shape == (len(laid.sheets), len(COLUMNS))
    assert load_singles(load_limits().single).single.signals == list(COLUMNS)
    rows = {name: table[:, n] for n, name in enumerate(COLUMNS)}
    assert rows["others"][0] == pytest.approx(len(laid.sheets) - laid.sizes[0])
    assert rows["carried_words"][0] > rows["carried_words"][3]
    assert rows["missing_figures"][3] == pytest.approx(1.0)


def test_what_only_one_tells_is_shown_before_what_several_tell(board: Lay) -> None:
    laid = board(FERRY, OTHER)
    signals = read_signals(laid)
    scores = signals.columns["words_cos"]
    found = {
        s.statement.span.exact: s.confidence
        for s in load_singles(0.0).find(laid, signals, scores, set())
    }
    assert found[MUSEUM] > max(chance for words, chance in found.items() if "Rescue boats" in words)
