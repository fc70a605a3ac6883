from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.errors import InputError
from crosswire.records.article import PassageKind, Voice
from tests.stages.clean.pages import BOX, clean, said, texts

STORY = (
    "The mayor of Brackwater has resigned after an audit found payments of 2.1 million.\n"
    "Advertisement\n"
    "Her deputy, Colin Marsh, will lead the city until a vote on 20 June.\n"
    "Sign up for our newsletter"
)


def test_the_text_is_taken_as_it_is() -> None:
    found = clean(STORY, "line", title="Mayor resigns", outlet="Ledger", published="2024-06-03")
    assert found.body.content == STORY
    assert found.original(17) == 17
    assert found.removed == ()
    assert (said(found.headline).value, said(found.outlet).value) == ("Mayor resigns", "Ledger")
    assert said(found.published).source == "given"


def test_furniture_is_marked_with_its_reason_and_stays() -> None:
    found = clean(STORY, "line")
    chrome = {p.span.exact: p.because for p in found.passages if p.kind is PassageKind.CHROME}
    assert chrome == {"Advertisement": "advert", "Sign up for our newsletter": "newsletter"}


def test_a_text_without_line_breaks_is_one_passage() -> None:
    found = clean(STORY.split("\n")[0] + " " + STORY.split("\n")[2], "line")
    assert len(found.passages) == 1
    assert found.passages[0].kind is PassageKind.PARAGRAPH


def test_a_headline_alone_is_an_article_line() -> None:
    found = clean("", "line", title="Mayor resigns")
    assert found.passages == ()
    assert found.runs == ()
    assert found.completeness.state == "unknown"


def test_boxes_and_subheads_are_seen() -> None:
    found = clean(BOX, "line")
    assert "What happens next?" in texts(found, "subhead")
    assert any(p.voice is Voice.ANALYSIS for p in found.passages)


def test_a_labelled_title_gives_the_voice() -> None:
    found = clean(STORY, "line", title="Opinion: The mayor had to go")
    assert found.passages[0].voice is Voice.OPINION


@given(st.text(alphabet="abc .\n\r\u2028'\"é🙂", max_size=200))
@settings(max_examples=100, deadline=None)
def test_passages_cover_every_word(text: str) -> None:
    try:
        found = clean(text, "line")
    except InputError:
        return
    assert found.body.content == text
    covered = "".join(p.span.exact for p in found.passages)
    assert "".join(covered.split()) == "".join(text.split())
    for passage in found.passages:
        passage.span.check(found.body)
