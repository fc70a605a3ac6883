import pytest

from crosswire.records import Comparison, Within
from crosswire.report import html, markdown
from crosswire.report.contract import compare_line


@pytest.fixture
def torn(story: Comparison) -> Comparison:
    """The story, with a headline that counts otherwise than its own text."""
    wire = story.readings[0].revision
    assert wire.headline
    head = wire.headline.text
    found = Within(
        article="wire",
        field="headline",
        span=story.headline_words[0].span.of(head, 20, 27),
        body=story.conflicts[0].a.sentence,
        kind="number",
        because="the figures differ",
    )
    return story.model_copy(update={"within": (found,)})


def test_it_stands_under_its_headline_and_links_to_the_text(torn: Comparison) -> None:
    page = html.comparison(torn)
    card = page.split('id="headlines"')[1].split("</article>")[0]
    assert "the headline against its own text; the figures differ" in card
    assert 'href="#' in card.split("against its own text")[1]


def test_it_has_a_section_of_its_own_where_there_is_any(
    story: Comparison, torn: Comparison
) -> None:
    assert "## Headlines against their own text" in markdown.comparison(torn)
    assert "Headlines against their own text" not in markdown.comparison(story)


def test_the_line_names_both_places(torn: Comparison) -> None:
    (within,) = compare_line(torn)["within"]
    assert (within["article"], within["field"], within["words"]) == ("wire", "headline", "14 hurt")
    assert within["body"]["article"] == "wire"
