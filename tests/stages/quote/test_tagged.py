"""How candidates agree with what their tokens were taken for."""

from collections.abc import Callable

import numpy as np

from crosswire.stages.quote.indirect import Candidate, candidates
from crosswire.stages.quote.tagged import TAGGED, Tags
from crosswire.stages.quote.tokens import OUTPUTS
from crosswire.stages.quote.tree import Tree

from .conftest import Heard

Hear = Callable[..., Heard]
TEXT = "Marta Olsen said that the bridge was safe, the paper reported on Monday."


def marked(tree: Tree, content: str, cue: str, *, by: float = 4.0) -> Tags:
    """Tags that are sure of one content under one cue."""
    odds = np.full((len(tree.tokens), len(OUTPUTS)), -by, dtype=np.float32)
    at, word = tree.text.index(content), tree.text.index(cue)
    first, last = tree.at(at), tree.at(at + len(content)) - 1
    odds[first : last + 1, 0] = odds[first, 1] = odds[last, 2] = odds[tree.at(word), 3] = by
    return Tags(tree, odds)


def under(tree: Tree, cue: str) -> Candidate:
    """The clause under a cue."""
    return next(c for c in candidates(tree) if tree.tokens[c.cue].text == cue and c.kind == "ccomp")


def test_a_candidate_that_is_what_the_tags_say_agrees_in_every_way(hear: Hear) -> None:
    tree = Tree(hear(TEXT).reading)
    tags = marked(tree, "that the bridge was safe", "said")
    seen = dict(zip(TAGGED, tags.agreement(under(tree, "said"), None), strict=True))
    assert (seen["tag_mean"], seen["tag_least"], seen["tag_first"], seen["tag_last"]) == (4,) * 4
    assert (seen["tag_after"], seen["tag_before"], seen["tag_cue"]) == (-4, -4, 4)
    assert seen["tag_left_out_after"] + seen["tag_left_out_before"] < 1


def test_words_that_are_left_out_are_counted(hear: Hear) -> None:
    tree = Tree(hear(TEXT).reading)
    tags = marked(tree, "that the bridge was safe, the paper reported", "said")
    seen = dict(zip(TAGGED, tags.agreement(under(tree, "said"), None), strict=True))
    assert seen["tag_after"] == 4
    assert seen["tag_left_out_after"] > 2


def test_what_no_tag_speaks_for_is_not_looked_at(hear: Hear) -> None:
    tree = Tree(hear(TEXT).reading)
    found = under(tree, "said")
    sure, never = (
        marked(tree, "that the bridge was safe", "said"),
        marked(tree, "Monday", "paper", by=5),
    )
    assert sure.may_be_cue(found.cue)
    assert sure.may_be_content(found)
    assert not never.may_be_cue(found.cue)
    assert not never.may_be_content(found)


def test_the_likeliest_ends_are_given_and_unlikely_ones_are_not(hear: Hear) -> None:
    tree = Tree(hear(TEXT).reading)
    tags = marked(tree, "that the bridge was safe", "said")
    end = tree.at(TEXT.index("safe"))
    assert tags.last_words(0, len(tree.tokens)) == [end]
    assert tags.last_words(end + 1, len(tree.tokens)) == []
    assert tags.last_words(end, end) == []
