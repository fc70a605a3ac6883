"""Where the words of a page stand in its source."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.source import align, visible

PAGE = (
    "<style>p {}</style><p>The ferry &amp; the <b>quay</b>\n  were shut&nbsp;&mdash; all of"
    " <i>Tues</i>day.<!-- not --><script>var a = 1 < 2;</script> It&#8217;s open &again; now.</p>"
)


def test_tags_scripts_and_comments_are_not_visible() -> None:
    shown = visible(PAGE)
    assert shown.flat == "Theferry&thequaywereshut—allofTuesday.It’sopen&again;now."
    assert shown.words >= 12
    for letter, place in zip(shown.flat, shown.places.tolist(), strict=True):
        assert place < 0 or PAGE[place] == letter


def test_runs_read_alike_in_both_texts() -> None:
    words = "The ferry & the quay were shut — all of Tuesday."
    runs, after = align(words, visible(PAGE), PAGE)
    for spot, place, size in runs:
        assert PAGE[place : place + size] == words[spot : spot + size]
    told = "".join(words[spot : spot + size] for spot, _, size in runs)
    assert "".join(told.split()) == "Theferrythequaywereshutall of Tuesday.".replace(" ", "")
    assert visible(PAGE).flat[:after].endswith("Tuesday.")


def test_one_odd_character_costs_a_few_words() -> None:
    page = "<p>" + "The ferry sailed at noon from the old quay. " * 8 + "</p>"
    words = ("The ferry sailed at noon from the old quay. " * 8).strip()
    changed = words[:120] + "‡" + words[121:]
    runs, _ = align(changed, visible(page), page)
    assert 0.6 * len(words) < sum(size for *_, size in runs) < len(words)


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "ferry",
                " ",
                "&amp;",
                "&nbsp;",
                "é",
                "&",
                "<!--",
                "-->",
                "\n",
                "<script>",
                "</script>",
                "&#127;",
                "𝔸",
            ]
        )
    )
)
def test_any_page(parts: list[str]) -> None:
    source = "".join(parts)
    shown = visible(source)
    assert len(shown.flat) == len(shown.places)
    assert not any(map(str.isspace, shown.flat))
    runs, _ = align(shown.flat, shown, source)
    for spot, place, size in runs:
        assert source[place : place + size] == shown.flat[spot : spot + size]
