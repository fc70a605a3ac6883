"""Quotations, cuts, headline words, names and dates as shown."""

from crosswire.records import Comparison, DatedSpan, LeftOut, Span, TimeExpression
from crosswire.report.shelf import Shelf
from crosswire.report.speech import (
    date_views,
    headline_parts,
    headline_views,
    inferred_days,
    name_views,
    speaker_views,
    term_views,
)


def test_what_stands_between_two_runs_is_shown(story: Comparison) -> None:
    courier = speaker_views(story, Shelf(story))[0].quotes[1]
    assert courier.runs[1] == ("she told reporters.", "“I have two questions.”")
    assert courier.source == "she"


def test_a_cut_names_the_outlet_that_has_fewer_words(story: Comparison) -> None:
    cut = speaker_views(story, Shelf(story))[0].cuts[0]
    assert cut.kept == "shorter in Harnmouth Courier"
    (wire, said), (courier, heard) = cut.sides
    assert (wire.code, said[1]) == ("CW", ("here", "starting with the oldest,"))
    assert (courier.code, heard[1]) == ("HC", ("there", "starting with the oldest,"))


def test_words_of_one_form_only_are_called_nobody_s_omission(story: Comparison) -> None:
    (speaker,) = story.speakers
    (cut,) = speaker.cuts
    body = cut.a.quotation.content[0]
    words = Span(text=body.text, start=body.start, end=body.start + 7, exact=body.exact[:7])
    because = f"words in between are not in {cut.b.article}, which marks no cut"
    lines = (
        LeftOut(side="b", span=words, where="inside"),
        LeftOut(side="b", span=words, where="between runs", mark="…"),
        LeftOut(side="b", span=words, where="before"),
    )
    cut = cut.model_copy(update={"left_out": lines, "because": because})
    speakers = (speaker.model_copy(update={"cuts": (cut,)}),)
    told = story.model_copy(update={"speakers": speakers})
    view = speaker_views(told, Shelf(told))[0].cuts[0]
    assert view.left_out == (
        f"not in Harnmouth Courier's form, inside, no cut marked there: “{words.exact}”",
        f"not in Harnmouth Courier's form, between runs, cut marked …: “{words.exact}”",
        f"not in Harnmouth Courier's form, before it: “{words.exact}”",
    )
    assert view.because == "words in between are not in Harnmouth Courier, which marks no cut"


def test_headline_words_not_found_come_first(story: Comparison) -> None:
    views = headline_views(story, Shelf(story))
    assert [v.words.standing for v in views] == ["not found in this text", "verbatim in speech"]
    assert views[0].found is None


def test_a_headline_is_cut_at_its_quoted_words(story: Comparison) -> None:
    title = "Marrow vows to 'ground unsafe ferries'"
    assert headline_parts(story.headline_words, "courier", "headline", title) == [
        ("Marrow vows to ", False),
        ("'ground unsafe ferries'", True),
        ("", False),
    ]


def test_headline_spans_of_another_text_mark_nothing(story: Comparison) -> None:
    parts = headline_parts(story.headline_words, "courier", "headline", "Quite another headline")
    assert parts == [("Quite another headline", False)]


def test_forms_of_a_name_say_which_pages_use_them(story: Comparison) -> None:
    first = name_views(story, Shelf(story))[0]
    assert (first.name, first.label, first.pages) == ("Ilse Marrow", "person", 2)
    assert first.forms == (("Ilse Marrow", ("CW",)), ("Ms Marrow", ("VS",)))


def test_terms_stand_together_whatever_their_marks(story: Comparison) -> None:
    assert [(words, len(uses)) for words, uses in term_views(story, Shelf(story))] == [
        ("“double tides”", 1)
    ]


def test_a_date_is_inferred_only_when_every_reading_of_it_is(story: Comparison) -> None:
    line, rest = date_views(story, Shelf(story))
    assert [v.inferred for v in line] == [False]
    assert rest == []
    sentry = story.model_copy(update={"dates": story.dates[2:]})
    assert [v.inferred for v in date_views(sentry, Shelf(sentry))[0]] == [True]
    assert inferred_days(sentry)["sentry"][0] == "2025-10-15"


def test_dates_stand_in_the_order_of_their_beginnings(story: Comparison) -> None:
    values = ["2025-10-14", "2025-W42", "2025", "2025-W41-WE", "2025-10", "P2D"]
    span = story.dates[0].time.span
    dates = tuple(
        DatedSpan(
            article="wire",
            time=TimeExpression(span=span, value=v, type="DURATION" if v == "P2D" else "DATE"),
        )
        for v in values
    )
    line, rest = date_views(story.model_copy(update={"dates": dates}), Shelf(story))
    assert [v.value for v in line] == ["2025", "2025-10", "2025-W41-WE", "2025-W42", "2025-10-14"]
    assert [v.value for v in rest] == ["P2D"]
