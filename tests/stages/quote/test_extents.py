"""A report ends where its words end, also where the parse goes on."""

from collections.abc import Callable

import numpy as np

from crosswire.stages.quote.extents import with_extents
from crosswire.stages.quote.indirect import Candidate, candidates
from crosswire.stages.quote.tagged import Tags
from crosswire.stages.quote.tokens import OUTPUTS
from crosswire.stages.quote.tree import Tree

from .conftest import Heard

Hear = Callable[..., Heard]


def given(tree: Tree, *last: str, first: str = "") -> list[Candidate]:
    """All candidates with their extents; the tagger is sure of these last and first words alone."""
    odds = np.full((len(tree.tokens), len(OUTPUTS)), -5, dtype=np.float32)
    for word in last:
        odds[tree.at(tree.text.index(word)), OUTPUTS.index("last")] = 2
    if first:
        odds[tree.at(tree.text.index(first)), OUTPUTS.index("first")] = 2
    return with_extents(tree, candidates(tree), Tags(tree, odds))


def extents(heard: Heard) -> dict[str, set[str]]:
    """By extent the contents of all candidates."""
    tree = Tree(heard.reading)
    found: dict[str, set[str]] = {}
    for one in given(tree):
        words = " … ".join(tree.text[s:e] for s, e in one.content)
        found.setdefault(one.extent, set()).add(words)
    return found


def test_a_second_verb_may_not_belong(hear: Hear) -> None:
    found = extents(
        hear("Marta Olsen said that the bridge was safe and asked the council to wait.")
    )
    assert "that the bridge was safe" in found[""] | found.get("and", set())


def test_what_a_comma_sets_off_may_be_a_comment(hear: Hear) -> None:
    found = extents(
        hear("Marta Olsen promised to repair the old bridge, which has been closed since May.")
    )
    assert any(words.endswith("repair the old bridge") for words in found["comma"])


def test_no_extent_ends_in_mid_phrase_or_cuts_marks(hear: Hear) -> None:
    heard = hear(
        "Olsen vowed to keep all lorries - hundreds a day - from the bridge, “old, tired and rusty”, "
        "and said the “new, safe and dry” tunnel would open, he told them."
    )
    tree = Tree(heard.reading)
    others = [one for one in given(tree) if one.extent]
    words = [tree.text[s:e] for one in others for s, e in one.content]
    assert words
    assert not any(w.split()[-1] in ("from", "the", "and") for w in words)
    assert all(w.count("“") == w.count("”") for w in words)


def test_none_is_given_twice(hear: Hear) -> None:
    tree = Tree(hear("Marta Olsen said that she left and that it rained, which was true.").reading)
    plain = {(c.cue, c.content) for c in candidates(tree)}
    others = [(c.cue, c.content) for c in given(tree) if c.extent]
    assert others
    assert len(others) == len(set(others))
    assert not plain & set(others)


def test_what_the_tagger_sees_is_given_too(hear: Hear) -> None:
    tree = Tree(hear("Marta Olsen said that the bridge was safe on Monday at noon.").reading)
    found = {
        (one.extent, " … ".join(tree.text[s:e] for s, e in one.content))
        for one in given(tree, "safe", first="bridge")
    }
    assert ("last", "that the bridge was safe") in found
    assert ("first", "bridge was safe on Monday at noon") in found
