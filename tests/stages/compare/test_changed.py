from collections.abc import Callable

import pytest

from crosswire.records import Capture, Changed, Comparison, Conflict, Reading, Span, Statement, Text
from crosswire.stages.compare.changed import change_checks, stated_change, with_revisions
from crosswire.stages.compare.pages import page

Read = Callable[..., Reading]


def saved(reading: Reading, source: str) -> Reading:
    """The same article, read from an HTML page."""
    capture = Capture(name=reading.article, medium="html", content=Text.of(source))
    revision = reading.revision.model_copy(update={"capture": capture})
    return reading.model_copy(update={"revision": revision})


@pytest.fixture
def dam(read: Read) -> Reading:
    return read("a", "Four boats sank at Corran.", outlet="Corran Wire", published="2026-03-10")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('<meta property="article:modified_time" content="2026-03-11T07:30:00Z">',
         "2026-03-11T07:30+00:00"),
        ("<meta content='2026-03-12' itemprop='dateModified'>", "2026-03-12"),
        ('<script type="application/ld+json">{"dateModified": "2026-03-11"}</script>', "2026-03-11"),
    ],
)  # fmt: skip
def test_a_page_states_when_it_was_changed(dam: Reading, source: str, value: str) -> None:
    changed = stated_change(saved(dam, source).revision)
    assert changed
    assert changed.value == value
    assert changed.span
    assert changed.span.exact in source


@pytest.mark.parametrize(
    "source",
    [
        '<meta property="article:modified_time" content="2026-03-10T07:30:00Z">',
        '<meta property="article:modified_time" content="soon">',
        '<meta property="article:published_time" content="2026-03-12">',
        "<p>dateModified</p>",
    ],
)
def test_no_later_time_no_change(dam: Reading, source: str) -> None:
    assert stated_change(saved(dam, source).revision) is None


def test_by_the_clock_where_both_have_one(read: Read) -> None:
    early = read("a", "Boats sank.", outlet="Wire", published="2026-03-10T09:00+00:00")
    source = '<meta property="og:updated_time" content="2026-03-10T10:15:00+01:00">'
    assert stated_change(saved(early, source).revision)
    source = source.replace("10:15", "09:45")
    assert stated_change(saved(early, source).revision) is None


def test_a_text_says_that_it_was_updated(read: Read) -> None:
    text = "Last updated: 12 March 2026\nFour boats sank at Corran."
    changed = stated_change(read("a", text, outlet="Wire", published="2026-03-10").revision)
    assert changed
    assert changed.value == "2026-03-12"
    assert changed.because == "its text says “Last updated: 12 March 2026”"


def test_undated_pages_are_not_called_changed(read: Read) -> None:
    text = "Last updated: 12 March 2026\nFour boats sank at Corran."
    assert stated_change(read("a", text).revision) is None


def disputed(a: Reading, b: Reading) -> Conflict:
    sides = [
        Statement(article=r.article, span=s, sentence=s)
        for r in (a, b)
        for s in [Span.of(r.revision.body, 0, len(r.revision.body))]
    ]
    return Conflict(kind="number", grade="conflict", a=sides[0], b=sides[1], because="they differ")


def test_revisions_are_asked_for_always_stated_times_where_a_conflict_stands(
    dam: Reading, read: Read
) -> None:
    source = '<meta property="article:modified_time" content="2026-03-11">'
    a, b = saved(dam, source), read("b", "Three boats sank at Corran.", outlet="Vellamy Sentry")
    pages = [page(r, {}) for r in (a, b)]
    assert not change_checks(pages, [])
    (line,) = change_checks(pages, [disputed(a, b)])
    assert line.what.startswith("What changed on Corran Wire's page after it was published")
    assert [article for article, _ in line.spans] == ["a"]
    made = Comparison(
        story="boats", readings=(a, b), pages=tuple(pages), conflicts=(disputed(a, b),),
        checks=(line,),
    )  # fmt: skip
    seen = {"a": Changed(number=2, of=2, seen="2026-03-12T08:00:00+00:00")}
    again = with_revisions(made, seen, 12)
    assert [c.what for c in again.checks] == [
        "Which of Corran Wire's revisions holds: the text compared is revision 2 of 2"
    ]
    changed = again.pages[0].changed
    assert changed
    assert changed.stated
    assert (changed.number, changed.of) == (2, 2)
    assert with_revisions(made, {}, 12) == made
