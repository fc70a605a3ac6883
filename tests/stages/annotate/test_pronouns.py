"""He and she: the nearest subject, the speaker after a quotation, nobody when it is a toss-up."""

from collections.abc import Callable

from tests.stages.annotate.conftest import Read

Reader = Callable[..., Read]


def test_he_is_the_subject_before(read: Reader) -> None:
    seen = read("Peter Lind met Anna Bell on Monday. He gave her a letter.")
    assert seen.who("He") == "Peter Lind"
    assert seen.who("her") == "Anna Bell"


def test_gender_follows_the_title(read: Reader) -> None:
    seen = read("Mr Okafor thanked Ms Tanaka. She had found the boat.")
    assert seen.who("She") == "Tanaka"


def test_he_said_after_a_quotation_is_its_speaker(read: Reader) -> None:
    seen = read(
        "Mr Lind spoke about the flood on Monday. "
        "“I met Mr Haugen and Mr Berg, and we will pay,” he told the paper."
    )
    assert seen.who("he") == "Lind"


def test_a_phrase_before_the_subject_leads_up_to_it(read: Reader) -> None:
    seen = read("Tom Weller stayed away. In her first speech, Ines Okoro promised new ferries.")
    assert seen.who("her") == "Ines Okoro"


def test_him_is_not_the_subject_of_its_own_verb(read: Reader) -> None:
    seen = read("Peter Lind was late. Tom Weller blamed him.")
    assert seen.who("him") == "Peter Lind"


def test_the_speaker_of_a_quotation_is_not_he_inside_it(read: Reader) -> None:
    seen = read("Tom Weller lost the vote. “He never called,” Peter Lind said.")
    assert seen.who("He") == "Tom Weller"


def test_a_pronoun_without_anybody_before_it_stands_for_nobody(read: Reader) -> None:
    assert read("He had gone by noon.").mentions("He") == []


def test_who_rejects_a_claim_did_not_make_it(read: Reader) -> None:
    seen = read("Tom Weller blamed the council. Peter Lind rejected his claim.")
    assert seen.who("his") == "Tom Weller"


def test_a_possessive_leans_on_the_name_beside_it(read: Reader) -> None:
    seen = read("Peter Lind said the task for Tom Weller in his speech was to calm people.")
    assert seen.who("his") == "Tom Weller"


def test_the_possessor_inside_a_subject_is_not_the_subject(read: Reader) -> None:
    seen = read(
        "President Anton Reyes visited the port in May. But Mr Reyes's predecessor, Republican "
        "Karl Venn, said during his campaign that the miners were right. He sought to improve "
        "ties with the union."
    )
    assert seen.who("He") == "Karl Venn"


def test_who_is_named_in_a_caption_is_not_he_in_the_text(read: Reader) -> None:
    seen = read(
        "Peter Lind told the council on Tuesday that the ferry would not sail.\n"
        "Tom Weller speaks in Port Sarn, June 30, 2020. Jo Berg/Pool via REUTERS\n"
        "He said that two of its doors were broken."
    )
    assert seen.who("He") == "Peter Lind"


def test_he_in_a_caption_is_who_is_named_there(read: Reader) -> None:
    seen = read(
        "Peter Lind told the council on Tuesday that the ferry would not sail.\n"
        "Tom Weller at his house in Port Sarn, June 30, 2020. Jo Berg/Pool via REUTERS\n"
    )
    assert seen.who("his") == "Tom Weller"
