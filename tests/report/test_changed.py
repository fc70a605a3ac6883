import pytest

from crosswire.records import Changed, Comparison, Correction, Found
from crosswire.report import html, markdown, table
from crosswire.report.changed import changed_words
from crosswire.report.contract import compare_line

WORDS = (
    "revision 2 of 2, changed since: seen Thu 12 Mar 2026, 08:00 (+00:00), the page's own modified "
    "time Wed 11 Mar 2026"
)


@pytest.fixture
def changed(story: Comparison) -> Comparison:
    """The story, with a page that was changed and one that corrects itself."""
    first = story.conflicts[0]
    note = Changed(
        stated=Found(value="2026-03-11", source="meta"),
        number=2,
        of=2,
        seen="2026-03-12T08:00+00:00",
    )
    pages = tuple(
        p.model_copy(update={"changed": note}) if p.article == first.a.article else p
        for p in story.pages
    )
    correction = Correction(
        article=first.b.article,
        span=first.b.sentence,
        kind="correction",
        because="the article says so of itself: “we wrongly said”",
        told=(first.a,),
    )
    return story.model_copy(update={"pages": pages, "corrections": (correction,)})


def test_the_words() -> None:
    assert changed_words(None) == ""
    stated = Changed(stated=Found(value="2026-03-11", source="meta"))
    assert changed_words(stated) == ("changed since: the page's own modified time Wed 11 Mar 2026")


def test_every_format_says_it_of_the_page_and_of_the_conflict(changed: Comparison) -> None:
    for told in (
        " ".join(table.comparison(changed, width=2000).split()),
        markdown.comparison(changed).replace("\\", ""),
        html.comparison(changed).replace("&#39;", "'"),
    ):
        assert told.count(WORDS) >= 2
        assert "still carries it" in told
    line = compare_line(changed)
    first = changed.conflicts[0].a.article
    (page,) = (p for p in line["pages"] if p["changed"])
    assert (page["id"], page["changed"]["of"], page["changed"]["words"]) == (first, 2, WORDS)
    assert line["conflicts"][0]["changed"] == [first]
    (correction,) = line["corrections"]
    assert correction["kind"] == "correction"
    assert [told["article"] for told in correction["told"]] == [first]


def test_nothing_is_said_of_pages_that_were_not_changed(story: Comparison) -> None:
    assert "changed since" not in markdown.comparison(story)
    assert all(page["changed"] is None for page in compare_line(story)["pages"])
