"""A text is held against its page: in its runs, between them, and where nothing is shown."""

import pytest

from crosswire.desk.standing import Standing

PAGE = (
    "<html><head><title>Weir</title><script>var a = 'shut by 9';</script></head><body>"
    "<p>The weir at Tamsel&nbsp;was <b>shut</b> &amp; drained.</p><p>Advertisement</p>"
    "<p>&quot;Nobody<!-- not --> was hurt,&quot; they said.</p></body></html>"
)
TEXT = 'The weir at Tamsel was shut & drained.\n\n"Nobody was hurt," they said.'


def runs(text: str, *pieces: str, page: str = PAGE) -> list[tuple[int, int, int]]:
    """Where each piece stands, after the one before, in the text and in the page."""
    found, here, there = [], 0, 0
    for piece in pieces:
        here, there = text.index(piece, here), page.index(piece, there)
        found.append((here, there, len(piece)))
        here, there = here + len(piece), there + len(piece)
    return found


PIECES = ("The weir at Tamsel", "was", "shut", "drained.", "Nobody", "was hurt,", "they said.")


def test_what_lies_between_runs_is_what_the_page_shows() -> None:
    page = Standing(PAGE, "html")
    assert [*page.astray(TEXT, runs(TEXT, *PIECES))] == []
    assert [*page.astray("", [])] == []


@pytest.mark.parametrize(
    ("text", "pieces", "here"),
    [
        (TEXT.replace("shut", "open"), [p for p in PIECES if p != "shut"], " open & "),
        (TEXT.replace(" shut", ""), [p for p in PIECES if p != "shut"], " & "),
        (TEXT.replace(" & ", " "), PIECES, " "),
        (TEXT.replace("\n\n", "\n\nAll drowned.\n\n"), PIECES, '\n\nAll drowned.\n\n"'),
        (TEXT + " Not so.", PIECES, " Not so."),
        ("Not so. " + TEXT, PIECES, "Not so. "),
    ],
)
def test_other_words_are_told(text: str, pieces: list[str], here: str) -> None:
    (found,) = Standing(PAGE, "html").astray(text, runs(text, *pieces))
    assert found.here == here
    assert text[found.start : found.end] == here


def test_what_nobody_sees_is_told() -> None:
    """Of a script, of a comment, of a tag: it stands in the page, and the page does not show it."""
    page = Standing(PAGE, "html")
    for hidden in ("shut by 9", "not", "html"):
        (found,) = [*page.astray(hidden, [(0, PAGE.index(hidden), len(hidden))])]
        assert (found.here, found.there) == (hidden, None)


def test_a_text_that_goes_back_in_its_page_is_told() -> None:
    text = "they said.\n\nThe weir"
    places = [(0, PAGE.index("they said."), 10), (12, PAGE.index("The weir"), 8)]
    (found, *_) = Standing(PAGE, "html").astray(text, places)
    assert (found.start, found.end, found.there) == (10, 12, None)


@pytest.mark.parametrize(
    "bad", [(0, 0, 0), (-1, 0, 3), (0, -2, 3), (0, 0, 10_000), (3, len(PAGE) - 1, 3)]
)
def test_runs_that_are_none_are_told(bad: tuple[int, int, int]) -> None:
    (found,) = Standing(PAGE, "html").astray(TEXT, [bad])
    assert (found.start, found.end, found.there) == (0, len(TEXT), None)


SAID = "<p>The mayor said he was not guilty of theft.</p>"


@pytest.mark.parametrize(
    ("page", "medium"),
    [
        (SAID, "html"),
        (SAID.replace("not", "<b>not</b>"), "html"),
        (SAID.replace("not", "not<!-- <p> --><script>'<p>'</script>"), "html"),
        ("The mayor said he was not guilty of theft.", "text"),
    ],
)
@pytest.mark.parametrize("line", ["\n", "\n\n"])
def test_a_line_of_the_text_alone_leaves_no_word_out(page: str, medium: str, line: str) -> None:
    text = f"The mayor said he was{line}guilty of theft."
    places = runs(text, "The mayor said he was", "guilty of theft.", page=page)
    (found,) = Standing(page, medium).astray(text, places)
    assert (found.here, found.start) == (line, 21)


@pytest.mark.parametrize(
    ("page", "medium"),
    [
        ("<p>He was tired.</p><p>Share</p><p>She was not.</p>", "html"),
        ("He was tired.<BR/>Share<br>She was not.", "html"),
        ('He was tired.<li class="a">Share</li>She was not.', "html"),
        (r'"He was tired.<\/p>Share\u003cp\u003eShe was not."', "html"),
        ("He was tired.\nShare\nShe was not.", "text"),
    ],
)
def test_between_two_paragraphs_of_the_page_it_may_show_more(page: str, medium: str) -> None:
    text = "He was tired.\n\nShe was not."
    places = runs(text, "He was tired.", "She was not.", page=page)
    inner = [one for one in Standing(page, medium).astray(text, places) if 0 < one.start < 20]
    assert inner == []


def test_a_page_of_mere_words_is_held_to_the_letter() -> None:
    page = Standing("One &amp; two.\nShare\nThree <b>.", "text")
    text = "One &amp; two.\n\nThree <b>."
    assert [*page.astray(text, [(0, 0, 14), (16, 21, 10)])] == []
    (found,) = page.astray("One & two.", [(0, 0, 4)])
    assert found.here == "& two."


def test_words_of_a_script_are_read_as_scripts_have_them() -> None:
    page = r'<script>{"body": "It\u2019s shut, \"they\" said."}</script>'
    assert Standing(page, "html").has('It’s shut, "they" said.')
    assert not Standing(page, "html").has("It’s open")
    assert Standing("", "html").has("A  title", "A title")
