"""What the tagger reads of a token, and what it says of plain cases."""

from collections.abc import Callable

import numpy as np

from crosswire.models.hashed import load_hashed
from crosswire.stages.quote.speakers import labels_of
from crosswire.stages.quote.table import table
from crosswire.stages.quote.tokens import BITS, OUTPUTS, TEMPLATES, features
from crosswire.stages.quote.tree import Tree

from .conftest import Heard

Hear = Callable[..., Heard]


def read(heard: Heard) -> tuple[Tree, np.ndarray]:
    tree = Tree(heard.reading)
    return tree, features(tree, table(), labels_of(tree, heard.reading))


def odds(heard: Heard, words: str, output: str) -> float:
    """The highest log-odds among the tokens of these words."""
    tree, rows = read(heard)
    at = heard.reading.revision.body.content.index(words)
    inside = slice(tree.at(at), tree.at(at + len(words)))
    found = load_hashed("quote_cues.tokens").odds(rows)[inside, OUTPUTS.index(output)]
    return float(found.max())


def test_every_token_has_every_feature(hear: Hear) -> None:
    for text in ("Rain.", "Go on", "Marta Olsen said “yes” — twice; then, at noon, she left."):
        tree, rows = read(hear(text))
        assert rows.shape == (len(tree.tokens), len(TEMPLATES))
        assert rows.min() >= 0
        assert rows.max() < 2**BITS


def test_a_sentence_is_read_the_same_wherever_it_stands(hear: Hear) -> None:
    """But for its two last and first words, which see a word of its neighbours."""
    said = "The mayor said that the old bridge was safe."
    tree, alone = read(hear(said))
    _, among = read(hear(f"Rain fell on Monday night.\n\n{said}"))
    inner = slice(3, len(tree.tokens) - 3)
    assert (alone[inner] == among[-len(tree.tokens) :][inner]).all()


def test_what_is_reported_is_told_from_what_is_not(hear: Hear) -> None:
    heard = hear("Marta Olsen said that the bridge was safe. The river rose on Monday.")
    assert odds(heard, "bridge was safe", "inside") > 0 > odds(heard, "river rose", "inside")
    assert odds(heard, "said", "cue") > 0 > odds(heard, "rose", "cue")
    assert odds(heard, "Olsen", "source") > 0 > odds(heard, "river", "source")
