"""Single articles for people, on a terminal and as Markdown."""

from crosswire.records import Comparison, Failure, Found, Text
from crosswire.report import pages

REFUSED = Failure(stage="clean", item="x.html", kind="empty", words="wanted an article, got none")


def test_an_article_is_shown_with_what_was_removed(story: Comparison) -> None:
    shown = pages.revision_table(story.readings[0].revision)
    assert "removed: newsletter" in shown
    assert "Sign up to our newsletter" in shown
    assert "Passenger Mina Ferrow said there was no warning." in shown


def test_a_refused_page_takes_one_line() -> None:
    assert pages.revision_table(REFUSED) == (
        "x.html: refused (empty): wanted an article, got none\n"
    )
    assert "Refused (empty)" in pages.revision_markdown(REFUSED)


def test_quotations_show_their_runs_and_speaker(story: Comparison) -> None:
    shown = pages.reading_table(story.readings[1])
    assert "direct: Ilse Marrow (“she”)" in shown
    assert "[…?]" in shown


def test_a_page_cannot_act_on_the_terminal(story: Comparison) -> None:
    hostile = "\x1b[2J[bold]x[/bold]\\"
    revision = story.readings[0].revision.model_copy(
        update={
            "headline": Found(value=hostile, source="visible text"),
            "body": Text.of(f"{hostile}\n\x07"),
        }
    )
    shown = pages.revision_table(revision)
    assert not {"\x1b", "\x07"} & set(shown)
    assert "[bold]x[/bold]\\" in shown


def test_markdown_shows_words_and_does_nothing_else(story: Comparison) -> None:
    headline = Found(value="# <b>x</b>", source="visible text")
    revision = story.readings[1].revision.model_copy(update={"headline": headline})
    text = pages.revision_markdown(revision)
    assert text.startswith("# \\# &lt;b\\>x&lt;/b\\>\n")
    assert "*Analysis by Ines Corveth*" in text


def test_reading_markdown_lists_quotations(story: Comparison) -> None:
    text = pages.reading_markdown(story.readings[0])
    assert "- **Ilse Marrow** (direct): “We will inspect every vessel" in text
