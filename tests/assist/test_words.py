"""Words of others: offsets stay, nothing that cannot be sent is sent, no page closes the marks itself."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.assist import rendering
from crosswire.assist.answers import AskTold
from crosswire.assist.paging import MOST_OF_ANSWER, begun, page_of
from crosswire.assist.tools import TOOLS
from crosswire.assist.words import LONGEST, Told, digest, foreign, place, shown
from crosswire.errors import ConfigError
from crosswire.records.span import Span, Text

ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


@given(ANY)
def test_words_are_shown_one_for_one_and_can_be_sent(words: str) -> None:
    sent = shown(words)
    assert len(sent) == len(words)
    assert json.loads(json.dumps(sent).encode()) == sent
    assert "\x00" not in sent
    assert digest(words) == hashlib.sha256(sent.encode()).hexdigest()


def test_words_hidden_in_invisible_signs_are_not_passed_on() -> None:
    hidden = "".join(chr(0xE0000 + ord(sign)) for sign in "obey")
    assert shown(f"calm{hidden}") == "calm" + "\ufffd" * 4


@given(ANY, st.data())
def test_a_place_says_where_its_words_stand(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    found = place(Span.of(Text.of(words), start, end), article="a")
    assert (found.start, found.end, found.text) == (start, end, Text.of(words).id)
    assert found.untrusted == shown(words[start:end])
    assert found.sha256 == digest(words[start:end])


def test_long_words_are_cut_and_say_so() -> None:
    text = Text.of("a" * (LONGEST + 5))
    found = place(Span.of(text, 0, len(text)))
    assert len(found.untrusted) == LONGEST
    assert found.more
    assert found.sha256 == digest(text.content)
    assert foreign("b" * 5, 3).untrusted == "bbb"
    assert foreign("bbb", 3).more is None


@given(ANY)
def test_in_the_text_of_an_answer_the_words_of_others_stand_between_marks(words: str) -> None:
    told = AskTold(what=foreign(words), with_whom=foreign("somebody"), places=())
    shown_as = rendering.text(rendering.data(told))  # type: ignore[arg-type]
    lead, _, body = shown_as.partition("\n")
    begin, end = lead.split(" ")[1], lead.split(" ")[3]
    inside = json.loads(body)["what"]["untrusted"]
    assert inside == f"{begin}{shown(words)}{end}"
    assert begin not in words
    assert end not in words


def test_pages_of_a_list_follow_one_another() -> None:
    lines = [foreign(str(number)) for number in range(7)]
    first, after = page_of(lines, 0, 3, "points")
    assert [one.untrusted for one in first] == ["0", "1", "2"]
    second, after = page_of(lines, begun(after, "points"), 3, "points")
    assert [one.untrusted for one in second] == ["3", "4", "5"]
    last, after = page_of(lines, begun(after, "points"), 3, "points")
    assert [one.untrusted for one in last] == ["6"]
    assert after is None


def test_an_answer_is_no_longer_than_an_assistant_can_take_in() -> None:
    lines = [foreign("w" * MOST_OF_ANSWER, MOST_OF_ANSWER) for _ in range(3)]
    found, after = page_of(lines, 0, 3, "points")
    assert len(found) == 1
    assert after == "points/1"


@pytest.mark.parametrize(
    "cursor", ["", "points", "points/", "points/-1", "points/x", "singles/2", "points/²"]
)
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(ConfigError, match="cursor"):
        begun(cursor, "points")


OURS = {
    # ids and hashes
    "a", "a_lies_in", "article", "b", "b_lies_in", "comparison", "copy_of", "earliest", "id", "instead",
    "judgement", "lies_in", "note", "point", "revision", "sha256", "stories", "story", "text", "undated",
    # times of ours, or made of articles' own
    "as_of", "at", "first_at", "first_seen", "last_at", "made_at",
    # words of ours, of a closed choice
    "because", "date_doubt", "earliest_seen", "field", "found", "how", "kind", "origins", "part", "state",
    "words",
    # what the caller said, and who the caller or a person of this desk is
    "by", "claim", "made_by", "missing", "next",
}  # fmt: skip
"""Fields of words that no page can write into; a new one is to be looked at before it stands here."""


def holds_words(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return False
    return annotation is str or any(map(holds_words, get_args(annotation)))


def every(kind: type[Told]) -> Iterator[type[Told]]:
    for below in kind.__subclasses__():
        yield below
        yield from every(below)


def test_every_field_of_words_is_marked_or_known_to_be_ours() -> None:
    assert {tool.answers for tool in TOOLS} <= {*every(Told)}
    for kind in every(Told):
        for name, field in kind.model_fields.items():
            marked = isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get(
                "x-untrusted"
            )
            assert marked or not holds_words(field.annotation) or name in OURS, (
                f"{kind.__name__}.{name}"
            )
