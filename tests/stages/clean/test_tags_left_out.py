"""HTML lets a page leave out html, head and body: the article is the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import InputError
from crosswire.stages.clean.blocks import parse
from tests.stages.clean.pages import clean, said

TOLD = [
    "The ferry Corrin was held at Port Sarn on Monday after an inspection found faults in two of its doors.",
    "It will not sail before Friday, the harbour master said, and the islanders were told to use the mail boat.",
    "The company that runs it called the faults small and said that nobody had been in danger at any time.",
]
ARTICLE = (
    "<h1>Ferry held at Port Sarn</h1>" + "".join(f"<p>{one}</p>" for one in TOLD[:2])
    + f"<p>{TOLD[2]}</p>"
)  # fmt: skip
AROUND = ["article", "main", "section", "div", ""]
BETWEEN = ["", "\n", "<!-- a note -->", "\n\n  "]


@st.composite
def pages(draw: st.DrawFn) -> str:
    """One article, with every tag around it that may be left out there or not."""
    may = st.booleans()
    between = st.sampled_from(BETWEEN)
    tag, outer = draw(st.sampled_from(AROUND)), draw(st.sampled_from(["", "main", "div"]))
    html, head, body = draw(may), draw(may), draw(may)
    pieces = [
        "<!doctype html>" if draw(may) else "",
        "<html lang=en>" if html else "",
        "<head>" if head else "",
        "<meta charset=utf-8>" if draw(may) else "",
        "<title>Ferry held at Port Sarn</title>" if draw(may) else "",
        "<link rel=icon href=/i.png>" if draw(may) else "",
        "<style>p { color: red }</style>" if draw(may) else "",
        "</head>" if head and draw(may) else "",
        "<body>" if body else "",
        *(f"<{name}>" for name in (outer, tag) if name),
        ARTICLE,
        *(f"</{name}>" for name in (tag, outer) if name),
        "<footer><p>Contact us</p></footer>" if draw(may) else "",
        "</body>" if body and draw(may) else "",
        "</html>" if html and draw(may) else "",
    ]
    return "".join(piece + draw(between) for piece in pieces)


@given(pages())
@settings(max_examples=150, deadline=None)
def test_the_same_article_comes_out_of_a_page_with_fewer_tags(source: str) -> None:
    found = clean(source, "html")
    assert found.body.content.split("\n\n") == TOLD
    assert said(found.headline).value == "Ferry held at Port Sarn"
    for run in found.runs:
        there = source[run.original : run.original + run.length]
        assert there == found.body.content[run.body : run.body + run.length]


def test_what_is_shown_goes_before_the_body_that_was_told() -> None:
    tree = parse(
        "<html><title>T</title><main>one</main> two <meta name=a content=b><p>three</p> <p>four</html>"
    )
    assert [child.tag for child in tree] == ["head", "body"]
    assert " ".join(tree.find("body").text_content().split()) == "one two three four"
    assert [element.tag for element in tree.find("head")] == ["title"]


def test_a_head_of_its_own_is_left_as_it_is() -> None:
    tree = parse(
        "<html><head><title>T</title><noscript>off</noscript></head><body>a<p>b</p></body></html>"
    )
    assert [element.tag for element in tree.find("head")] == ["title", "noscript"]
    assert tree.find("body").text == "a"


@pytest.mark.parametrize("source", ["no page at all", "<p>one</p>", "{}"])
def test_what_is_no_page_is_refused(source: str) -> None:
    with pytest.raises(InputError):
        parse(source)
