"""The elements of a page, read once."""

from hypothesis import given
from hypothesis import strategies as st

from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.walk import walk

PAGE = (
    "<html><head><title>Bridge</title></head><body class='news'><div id='top'><p>One</p>"
    "<p class='lead big'>Two <b>three</b></p></div><!-- no element --><p>Four</p></body></html>"
)


def test_each_element_has_its_tag_and_marks() -> None:
    page = walk(parse(PAGE))
    shown = [(page.tags[i], page.marks[i]) for i in page.body]
    assert shown == [
        ("body", "news"), ("div", "top"), ("p", ""), ("p", "lead big"), ("b", ""), ("p", ""),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["<div>", "</div>", "<p>", "<b>", "a ", "<ul><li>", "</ul>"])))
def test_after_an_element_comes_the_first_that_it_does_not_hold(parts: list[str]) -> None:
    page = walk(parse("<html><head></head><body><p>Words</p>" + "".join(parts)))
    for i, element in enumerate(page.elements):
        after = page.after(i)
        assert all(element in e.iterancestors() for e in page.elements[i + 1 : after])
        assert all(element not in e.iterancestors() for e in page.elements[after:])
