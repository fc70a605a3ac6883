"""Markup made to take time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.tame import tamed

MANY = " ".join(f"a{n}=1" for n in range(100_000))


@pytest.mark.parametrize(
    "attributes",
    [
        MANY,
        " ".join(f"a{n}" for n in range(100_000)),
        "".join(f"a{n}='>'" for n in range(100_000)),
        "".join(f'a{n}="<b>"' for n in range(100_000)),
    ],
)
def test_a_tag_of_a_hundred_thousand_attributes_keeps_none(attributes: str) -> None:
    page = f"<html><body><p {attributes}>The ferry sailed.</p></body></html>"
    plain = tamed(page)
    assert len(plain) == len(page)
    paragraph = parse(page).find(".//p")
    assert paragraph is not None
    assert (paragraph.text, dict(paragraph.attrib)) == ("The ferry sailed.", {})


def test_other_pages_stay_as_they_are() -> None:
    page = f"<p class='a' data-state='{MANY}'>The ferry sailed, 3 < 5 & \"so on.</p>"
    assert tamed(page) is page
    assert tamed("<a '" * 100_000)


@pytest.mark.parametrize(
    "before",
    [
        "<a title=it's>quay</a>",
        '<a href=x">quay</a>',
        '<a href="x"">quay</a>',
        "<script>for (i = 0; i<n; i++) " + "go on " * 5000 + "</script>",
        "<script>for (i = 0; i<n; i++) say('" + "go on " * 5000 + "')</script>",
        "<!-- <p " + "go on " * 5000 + "-->",
        "<title>a<b" + " go on" * 5000 + "</title>",
        "<p>five <six " + "of them " * 300 + "</p>",
    ],
)
def test_words_are_not_taken_for_attributes(before: str) -> None:
    page = before + "<p>The ferry sailed at noon.</p>" + "<p>And came back by night.</p>" * 1000
    assert "The ferry sailed at noon." in tamed(page)
    wild = tamed(f"{page}<p {MANY}>The end.</p>")
    assert wild.startswith(page)
    assert "a99999" not in wild


@pytest.mark.parametrize("piece", ['<a "', "<a", "<a x='", '<a x="', "<!--", "<script>", "<a x=1>"])
def test_nothing_takes_it_long(piece: str) -> None:
    many = piece * 300_000
    assert len(tamed(many)) == len(many)


@given(st.text(alphabet="<>a='\" /", max_size=200))
def test_no_markup_is_touched_but_such_tags(source: str) -> None:
    assert tamed(source) == source


@pytest.mark.parametrize("opens", ["<div>", "<b>", "<p><span><i>", "<ul><li>", "<table><tr><td>"])
def test_a_hundred_thousand_nested_tags_are_parsed(opens: str) -> None:
    words = "<p>The ferry sailed at noon.</p>"
    tree = parse(f"<html><body>{words}{opens * (100_000 // opens.count('<'))}{words}</body></html>")
    assert "The ferry sailed at noon." in "".join(tree.itertext())
