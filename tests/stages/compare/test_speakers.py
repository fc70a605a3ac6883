from collections.abc import Callable

from crosswire.records import Entity, PassageKind, Reading
from crosswire.records.quotation import Act
from crosswire.stages.compare.speakers import NOT_NAMED, speakers


def test_speakers_are_gathered_across_articles(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“We will inspect every ship,” Ilse Marrow said.\n“It hit us hard,” Tom Venn said.",
        said=[("“We will inspect every ship,”", "Ilse Marrow"), ("“It hit us hard,”", "Tom Venn")],
    )
    b = read(
        "b", "“We start at dawn,” Dr Marrow said.", said=[("“We start at dawn,”", "Dr Marrow")]
    )
    short, full = b.quotations[0].speaker_entity, a.quotations[0].speaker_entity
    assert short
    assert full
    entity = Entity(
        id=full, label="PERSON", name="Dr Ilse Marrow", forms=("Ilse Marrow", "Dr Marrow")
    )
    found = speakers([a, b], [entity], {short: full}, ())
    assert [(s.name, s.quoted) for s in found] == [("Dr Ilse Marrow", 2), ("Tom Venn", 1)]


def test_two_outlets_spokesmen_may_be_two_persons(read: Callable[..., Reading]) -> None:
    said = [("“We are looking into it,”", None)]
    a = read("a", "“We are looking into it,” a spokesman said.", outlet="Corran Wire", said=said)
    b = read("b", "“We are looking into it,” a spokesman said.", outlet="Vellamy Sentry", said=said)

    def spoken(reading: Reading) -> Reading:
        text = reading.revision.body
        at = text.content.index("a spokesman")
        span = reading.annotation.sentences[0].of(text, at, at + len("a spokesman"))
        q = reading.quotations[0].model_copy(
            update={"speaker": (span,), "speaker_name": "a spokesman"}
        )
        return reading.model_copy(update={"quotations": (q,)})

    found = speakers([spoken(a), spoken(b)], [], {}, ())
    assert [s.name for s in found] == ["a spokesman (Corran Wire)", "a spokesman (Vellamy Sentry)"]
    assert not any(s.cuts for s in found)
    assert [s.perhaps for s in found] == [("Vellamy Sentry",), ("Corran Wire",)]


def test_the_unnamed_come_last_and_none_is_lost(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“No one came,” it was said.\n“We came,” Tom Venn said.",
        said=[("“No one came,”", None), ("“We came,”", "Tom Venn")],
    )
    assert [s.name for s in speakers([a], [], {}, ())] == ["Tom Venn", NOT_NAMED]


def test_quotations_in_chrome_are_left_out(read: Callable[..., Reading]) -> None:
    a = read(
        "a",
        "“Subscribe now,” said the editor.",
        said=[("“Subscribe now,”", None)],
        kinds={0: PassageKind.CHROME},
    )
    assert speakers([a], [], {}, ()) == ()


def test_a_thought_is_ascribed_and_counted_as_nothing_said(read: Callable[..., Reading]) -> None:
    a = read("a", "Tom Venn hopes to reopen it.", said=[("to reopen it", "Tom Venn")])
    thought = a.quotations[0].model_copy(update={"act": Act.THOUGHT})
    (found,) = speakers([a.model_copy(update={"quotations": (thought,)})], [], {}, ())
    assert (found.utterances, found.quoted) == ((), 0)
    assert [u.quotation for u in found.ascribed] == [thought]


def test_words_that_only_count_are_nobody_known(read: Callable[..., Reading]) -> None:
    """ "Both said" keeps its words, and no heading of its own."""
    reading = read("a", "Both said the dam is dry.", said=[("the dam is dry", None)])
    span = reading.annotation.sentences[0].of(reading.revision.body, 0, 4)
    q = reading.quotations[0].model_copy(update={"speaker": (span,)})
    found = speakers([reading.model_copy(update={"quotations": (q,)})], [], {}, ())
    assert [s.name for s in found] == ["speaker not named"]
