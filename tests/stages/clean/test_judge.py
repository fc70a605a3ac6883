"""The judge of blocks: which pieces of a page are its article's, by whose reading, how sure."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.records.article import Capture, Revision
from crosswire.records.span import Text
from crosswire.stages.clean import Clean
from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.chosen import chosen
from crosswire.stages.clean.embedded import stated_body
from crosswire.stages.clean.judge import Judged, doubtful, is_open
from crosswire.stages.clean.outline import letters, pieces, zones
from crosswire.stages.clean.readings import matched
from crosswire.stages.clean.walk import walk
from tests.stages.clean.pages import RIVER, clean

PLAIN = RIVER.replace("BOX\n", "")
words = st.text(alphabet="abcdefgh", min_size=1, max_size=60)


@given(st.lists(words, max_size=30))
def test_a_reading_that_keeps_all_keeps_each_piece(keys: list[str]) -> None:
    assert all(matched(keys, keys) >= 0.5)


@given(st.lists(words, max_size=30))
def test_a_reading_that_keeps_nothing_keeps_no_piece(keys: list[str]) -> None:
    assert not matched(keys, []).any()


@given(st.lists(words, max_size=12), st.lists(words, max_size=12))
def test_what_a_reading_kept_is_a_share(keys: list[str], blocks: list[str]) -> None:
    kept = matched(keys, blocks)
    assert len(kept) == len(keys)
    assert all((kept >= 0) & (kept <= 1))


def test_a_short_piece_is_kept_only_where_its_reading_stands() -> None:
    first, last = "the bridge over the tarn will close", "work begins on the second monday"
    keys = [letters(w) for w in ("Share", first, "Share", last)]
    kept = matched(keys, [letters(first), letters(last)])
    assert kept.tolist() == [0, 1, 0, 1]


def test_a_piece_that_a_reading_cut_is_kept_in_part() -> None:
    whole = letters("Engineers found cracks in two arches. Read also: how bridges are inspected")
    kept = matched([whole], [letters("Engineers found cracks in two arches.")])
    assert 0.3 < kept[0] < 0.95


def test_a_clear_page_is_not_read_again() -> None:
    keys = ["a" * 400, "b" * 300, "c" * 10]
    assert not doubtful(np.array([0.99, 0.99, 0.02]), keys)
    assert doubtful(np.array([0.99, 0.6, 0.4]), keys)
    assert doubtful(np.array([0.1, 0.1, 0.1]), keys)


def test_a_borderline_piece_says_who_kept_it() -> None:
    kept = {"balanced": np.array([1, 0], np.float32), "precise": np.array([0, 0], np.float32)}
    judged = Judged([0.65, 0.03], kept)
    assert judged.keeps(0)
    assert judged.because(0) == "borderline: balanced reading keeps it, chance 0.65"
    assert judged.because(1) == ""


def test_cells_of_a_row_are_one_block() -> None:
    tree = parse(
        "<html><body><table><tr><td>Tarn</td><td>1931</td></tr><tr><td>Selby</td>"
        "<td>1948</td></tr></table></body></html>"
    )
    page = pieces(tree, zones(walk(tree)))
    blocks = chosen(page, Judged([1.0] * len(page), {}))
    assert [b.text for b in blocks] == ["Tarn 1931", "Selby 1948"]


def test_json_ld_states_the_body_without_its_markup() -> None:
    tree = parse(
        '<html><head><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
        '"articleBody": "<p>The bridge &amp; the road</p>"}]}</script></head><body></body></html>'
    )
    assert stated_body(tree).split() == ["The", "bridge", "&", "the", "road"]


def _fast(source: str) -> Revision:
    capture = Capture(name="page", medium="html", content=Text.of(source))
    return Clean(fast=True).open()(capture)


def test_a_piece_judged_without_a_reading_says_so() -> None:
    judged = Judged([0.65, 0.03], {}, hasty=True)
    assert judged.readings == ("make",)
    assert judged.because(0).startswith("borderline: judged by the make of the page alone")


def test_fast_reads_once_at_most_and_lists_nothing_removed() -> None:
    found = _fast(PLAIN)
    assert found.readings in {("make",), ("make", "balanced")}
    assert not found.removed
    assert "The old bridge over the Tarn" in found.body.content


def test_fast_reads_what_the_make_of_a_page_leaves_open() -> None:
    keys = ["a" * 400, "b" * 300, "c" * 10]
    assert not is_open(np.array([0.9, 0.9, 0.1]), keys)
    assert is_open(np.array([0.9, 0.6, 0.1]), keys)
    assert is_open(np.array([0.1, 0.1, 0.1]), keys)


_PARTS = st.sampled_from(
    ["<p>The council met on Monday and put the vote off for a week.</p>", "<p>&amp; Zürich “so”</p>",
     "<ul><li><a href='/a'>Read more about the harbour</a></li></ul>", "<table><tr><td>Tarn</td></tr>",
     "<blockquote>“Nobody asked us,” said Ida Holm.</blockquote>", "<aside><p>By Jo Marsh</p>", "</div>"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(_PARTS, max_size=12), st.booleans())
def test_spans_of_any_page_read_what_they_say(parts: list[str], fast: bool) -> None:
    capture = Capture(name="page", medium="html", content=Text.of(PLAIN + "".join(parts)))
    found = Clean(fast=fast).open()(capture)
    source, body = capture.content.content, found.body.content
    for run in found.runs:
        there = source[run.original : run.original + run.length]
        assert there == body[run.body : run.body + run.length]
    for passage in found.passages:
        assert body[passage.span.start : passage.span.end] == passage.span.exact


def test_every_kept_letter_can_be_traced() -> None:
    found = clean(PLAIN, "html")
    source = found.capture.content.content
    traced = 0
    for run in found.runs:
        there = source[run.original : run.original + run.length]
        assert there == found.body.content[run.body : run.body + run.length]
        traced += len("".join(there.split()))
    assert traced == len("".join(found.body.content.split()))
