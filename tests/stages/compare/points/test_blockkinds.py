"""What passages of a kind of their own tell: posts are their account's, the rest is silent."""

from crosswire.records.article import Voice
from crosswire.stages.compare.points.units import units_of
from crosswire.stages.compare.words import own_words, told_passages
from tests.stages.compare.points.conftest import Read

OPENING = (
    "The old bridge over the Tarn will close to all traffic in May, the roads agency announced."
)
POST = "The arches held for two hundred years and they will hold. — Piet Larsson (@pietlarsson) May 3, 2024"
UNSIGNED = "The bridge is falling and nobody in Port Selby will say so. (@tarnwatch) May 3, 2024"
SPOKEN = (
    "“Nobody asked me, and nobody warned me,” the mayor, Piet Larsson, told reporters on Tuesday."
)
PULLED = "“Nobody asked me, and nobody warned me”"
NOTE = "Correction: An earlier version of this article said that nine arches were cracked."


def test_posts_have_a_holder_and_the_rest_is_silent(read: Read) -> None:
    page = read("\n".join((OPENING, POST, UNSIGNED, SPOKEN, PULLED, NOTE)))
    units = units_of([page])
    told = [unit.span.exact for unit in units]
    assert not any(NOTE in words or words == PULLED for words in told)
    assert not any("nobody in Port Selby" in words for words in told)
    posted = next(unit for unit in units if "arches held" in unit.span.exact)
    assert posted.statement(page).holder == "Piet Larsson"
    opening = next(unit for unit in units if "old bridge" in unit.span.exact)
    assert opening.quotation is None or "arches" not in opening.quotation.content[0].exact


def test_only_the_articles_own_words_are_compared_for_reuse(read: Read) -> None:
    page = read("\n".join((OPENING, POST, SPOKEN, PULLED, NOTE)))
    assert [span.exact for span in told_passages(page)] == [OPENING, SPOKEN]
    assert "arches" not in {word.form for word in own_words(page)}


def test_wire_copy_is_news() -> None:
    assert Voice.WIRE.tells_news
    assert Voice.NEWS.tells_news
    assert not Voice.SATIRE.tells_news
    assert not Voice.ANALYSIS.tells_news
