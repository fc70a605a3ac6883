"""Words of a page's furniture that were run into a sentence are nobody's name."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records.annotation import Token
from crosswire.stages.annotate.debris import after_debris, debris
from tests.stages.annotate.conftest import Read

Reader = Callable[..., Read]


def tokens(text: str) -> list[Token]:
    found, at = [], 0
    for k, word in enumerate(text.split(" ")):
        found.append(
            Token(
                start=at, end=at + len(word), text=word, lemma=word.lower(), pos="NOUN", tag="NN",
                dep="dep", head=k,
            )
        )  # fmt: skip
        at += len(word) + 1
    return found


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("Advertisement Ines Okoro said so", "Advertisement"),
        ("Read more The mayor said so", "Read more"),
        ("Share Tweet Email Okoro said so", "Share Tweet Email"),
        (
            "Story continues below Advertisement Okoro said so",
            "Story continues below Advertisement",
        ),
        ("Okoro said so Read more", "Read more"),
        ("Okoro left. VILLAGE WEEPS FOR ' LOST BOAT ' OF 1931 President Venn said so", "VILLAGE WEEPS FOR ' LOST BOAT ' OF 1931"),
        ("the NORTH SEA FISHING FLEET Association said so", ""),
        ("Email Okoro for the papers", ""),
        ("Share prices fell on Monday", ""),
        ("Read more books", ""),
        ("the boat was lost, share and all", ""),
        ("Telegram Ltd said so", ""),
    ],
)  # fmt: skip
def test_furniture_begins_with_a_capital_and_what_follows_begins_anew(
    text: str, furniture: str
) -> None:
    read = tokens(text)
    found = debris(read)
    assert " ".join(read[i].text for i in sorted(found)) == furniture


@given(st.lists(st.sampled_from(["Share", "Tweet", "Read", "more", "Okoro", "said", "."])))
def test_what_follows_furniture_is_none(words: list[str]) -> None:
    read = tokens(" ".join(words)) if words else []
    found = debris(read)
    first = after_debris(0, len(read), found)
    assert all(i in found for i in range(first))
    assert first == len(read) or first not in found


def test_a_name_begins_after_the_furniture(read: Reader) -> None:
    seen = read("The bridge is closed. Advertisement Peter Lindqvist said it would open in May.")
    assert seen.who("Peter Lindqvist") == "Peter Lindqvist"
    assert not any("Advertisement" in name for name in seen.entities)
