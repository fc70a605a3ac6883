import pytest

from crosswire.records import Check, Comparison
from crosswire.report import markdown


def test_sections_stand_in_reading_order(story: Comparison) -> None:
    text = markdown.comparison(story)
    titles = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert titles[:6] == [
        "Pages", "Conflicts and tensions", "Rests on one known origin",
        "Quoted words in headlines", "Check before you publish", "What several tell",
    ]  # fmt: skip


def test_spans_are_marked_in_their_sentences(story: Comparison) -> None:
    text = markdown.comparison(story)
    assert "ferry **ran on to the Mallet Rocks on Tuesday evening**." in text
    assert "not found in: Harnmouth Courier" in text


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<script>", r"&lt;script\>"),
        ("a | b", r"a \| b"),
        ("[x](http://x.example)", "\\[x\\](http:\u2060//x.example)"),
        ("- item", r"\- item"),
        ("1. item", r"\1. item"),
        ("two\nlines", "two lines"),
        ("*bold* _it_ `c` # h", r"\*bold\* \_it\_ \`c\` \# h"),
    ],
)
def test_words_are_shown_and_do_nothing_else(words: str, shown: str) -> None:
    assert markdown.plain(words) == shown


def test_a_check_cannot_open_a_tag(story: Comparison) -> None:
    check = Check(what="<img src=x>", with_whom="*")
    assert "<img" not in markdown.comparison(story.model_copy(update={"checks": (check,)}))
