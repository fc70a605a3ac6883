"""Which candidates are quotations: a table of cue lemmas and boosted trees over plain signals.

A tagger first says of every token whether it is in reported content (``tokens``). A model scores
every candidate by itself (``signals``), and one reads that score beside those of the candidates
around it (``company``), as in stacked learning (Wolpert 1992): of nested and of rival cues one is
right, and reports stand together. All are made, with the table, by ``training/quote_cues.py``; see
``models/trained/quote_cues.md``.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crosswire.models.boost import load_boosters
from crosswire.models.hashed import load_hashed
from crosswire.stages.quote.company import company
from crosswire.stages.quote.extents import with_extents
from crosswire.stages.quote.holders import Holder, holder
from crosswire.stages.quote.indirect import Candidate, candidates
from crosswire.stages.quote.signals import weighed
from crosswire.stages.quote.table import table
from crosswire.stages.quote.tagged import Tags
from crosswire.stages.quote.tokens import features
from crosswire.stages.quote.tree import Tree


class Judged(NamedTuple):
    """A candidate, its source, and how likely it is to be reported content."""

    candidate: Candidate
    holder: Holder | None
    score: float


def judge(tree: Tree, labels: Mapping[int, str]) -> list[Judged]:
    """Score the candidates of an article, with the other extents each may have; ``labels`` names
    the kind of whoever a token stands for.
    """
    known = table()
    tags = Tags(tree, load_hashed("quote_cues.tokens").odds(features(tree, known, labels)))
    every = with_extents(tree, candidates(tree, tags.may_be_cue), tags)
    held = holders(tree, every)
    own = weighed(tree, every, held, known, labels, tags)
    if not own.rows:
        return []
    first = np.asarray(own.rows, dtype=np.float32)
    scores = load_boosters("quote_cues").scores(first)
    kept, sources = [every[k] for k in own.places], [held[k] for k in own.places]
    around = np.asarray(company(tree, kept, sources, scores), dtype=np.float32)
    final = load_boosters("quote_cues.company").scores(np.hstack([first, around]))
    return [Judged(c, h, float(s)) for c, h, s in zip(kept, sources, final, strict=True)]


def holders(tree: Tree, found: Sequence[Candidate]) -> list[Holder | None]:
    """Whose each candidate is; its other extents are the same source's."""
    known: dict[tuple[int, str], Holder | None] = {}
    for candidate in found:
        key = (candidate.cue, candidate.kind)
        if key not in known:
            known[key] = holder(tree, *key)
    return [known[c.cue, c.kind] for c in found]
