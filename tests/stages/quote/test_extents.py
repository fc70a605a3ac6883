"""A report ends where its words end, also where the parse goes on."""

from collections.abc import Callable

from crosswire.stages.quote.extents import with_extents
from crosswire.stages.quote.indirect import candidates
from crosswire.stages.quote.tree import Tree

from .conftest import Heard

Hear = Callable[..., Heard]


def extents(heard: Heard) -> dict[str, set[str]]:
    """By extent the contents of all candidates."""
    tree = Tree(heard.reading)
    found: dict[str, set[str]] = {}
    for one in with_extents(tree, candidates(tree)):
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
    others = [one for one in with_extents(tree, candidates(tree)) if one.extent]
    words = [tree.text[s:e] for one in others for s, e in one.content]
    assert words
    assert not any(w.split()[-1] in ("from", "the", "and") for w in words)
    assert all(w.count("“") == w.count("”") for w in words)


def test_none_is_given_twice(hear: Hear) -> None:
    tree = Tree(hear("Marta Olsen said that she left and that it rained, which was true.").reading)
    plain = {(c.cue, c.content) for c in candidates(tree)}
    others = [(c.cue, c.content) for c in with_extents(tree, candidates(tree)) if c.extent]
    assert others
    assert len(others) == len(set(others))
    assert not plain & set(others)
