"""Claims: whether a unit states something that can be checked, as a trained model weighs it.

A question, a plea, a page's furniture, a caption or an opinion without a claim states nothing. What
a unit is shows in its words and its tree, in its sentence vector (a linear probe, after Alain and
Bengio 2016), and in what stands around it: an essay is an essay throughout.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from crosswire.errors import ModelError
from crosswire.models.boost import Boosters, load_boosters
from crosswire.records.annotation import Token
from crosswire.stages.compare.points.board import Board, Floats, Ints, Sheet, floats

_PROBE = Path(__file__).parents[3] / "models" / "trained" / "points.claim.json"

_US = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_YOU = frozenset({"you", "your", "yours", "yourself", "yourselves"})
_OUGHT = frozenset({"should", "must", "ought", "need", "shall"})
_MAY = frozenset(
    {"may", "might", "could", "would", "perhaps", "maybe", "probably", "possibly", "likely"}
)
_POINTING = frozenset({"this", "that", "these", "those", "it", "here", "there"})
_TURNING = frozenset({"but", "and", "so", "or", "yet", "because", "still", "then", "now"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_TAGS = (
    "VBD", "VBZ", "VBP", "VBG", "VBN", "VB", "MD", "JJ", "RB", "PRP", "PRP$", "NNP", "NN", "NNS",
    "CD", "WRB", "IN", "DT",
)  # fmt: skip

COLUMNS = (
    "tokens", "characters", "verbal", "pronouns", "nouns_named", "dated", "numerals", "shouted",
    "capitals", "signs", "us", "you", "ought", "may", "denied", "being", "turning", "rooted",
    "root_verbal", "root_tag", "subject", "subject_points", "subject_named", "subject_us",
    *(f"tag_{tag}" for tag in _TAGS),
    "weight", "mean_weight", "most_weight", "quoted", "carried", "cued", "spoken", "person",
    "place", "order", "left", "plain", "share", "closed", "asked", "called", "colons", "brackets",
    "dashes", "probe", "probe_mean", "probe_before", "probe_after",
)  # fmt: skip


def claim_table(board: Board, probe: Floats) -> Floats:
    """One row a unit: what it is made of, and what the probe reads in it and around it."""
    rows = [
        [*_words(s.tokens), *_tree(s), *_tags(s.tokens), *_frame(s), *_place(s, board), *_marks(s)]
        for s in board.sheets
    ]
    own = floats(rows).reshape(len(rows), len(COLUMNS) - 4)
    return floats(np.column_stack([own, probe, *around(board.article, probe)]))


def around(article: Ints, values: Floats) -> tuple[Floats, Floats, Floats]:
    """For each unit the mean of its article, the value before it and the value behind it."""
    known = np.nan_to_num(values)
    mean = np.bincount(article, known) / np.maximum(1, np.bincount(article))
    sides = []
    for step in (-1, 1):
        at = np.clip(np.arange(len(values)) + step, 0, max(0, len(values) - 1))
        inside = (article[at] == article) & (at != np.arange(len(values)))
        sides.append(floats(np.where(inside, values[at], np.nan)))
    return floats(mean[article]), sides[0], sides[1]


def _words(tokens: Sequence[Token]) -> Iterator[float]:
    low = [t.text.lower() for t in tokens]
    count = max(1, len(tokens))
    yield len(tokens)
    yield tokens[-1].end - tokens[0].start if tokens else 0
    for tags in (("VERB", "AUX"), ("PRON",), ("PROPN",)):
        yield sum(t.pos in tags for t in tokens)
    yield sum(t.text.isdigit() and len(t.text) == 4 for t in tokens)
    yield sum(t.pos == "NUM" for t in tokens)
    yield sum(t.text.isupper() and len(t.text) > 1 for t in tokens) / count
    yield sum(t.text[:1].isupper() for t in tokens) / count
    yield sum(t.text[:1] in "@#|©?:" or "http" in t.text for t in tokens)
    for group in (_US, _YOU, _OUGHT, _MAY):
        yield sum(word in group for word in low)
    yield sum(t.dep == "neg" for t in tokens)
    yield sum(t.lemma == "be" for t in tokens)
    yield float(bool(low) and low[0] in _TURNING)


def _tree(sheet: Sheet) -> Iterator[float]:
    """The root and its subject; -1 where there is none to ask."""
    tokens = sheet.tokens
    roots = [n for n, t in enumerate(tokens) if t.dep == "ROOT"]
    root = tokens[roots[0]] if roots else None
    yield len(roots)
    yield float(root is not None and root.pos in ("VERB", "AUX"))
    yield _TAGS.index(root.tag) if root is not None and root.tag in _TAGS else -1
    subject = next(
        (t for n, t in enumerate(tokens) if t.dep in _SUBJECTS and sheet.heads[n] in roots), None
    )
    yield float(subject is not None)
    yield -1 if subject is None else float(subject.text.lower() in _POINTING)
    yield -1 if subject is None else float(subject.pos == "PROPN")
    yield -1 if subject is None else float(subject.text.lower() in _US | _YOU)


def _tags(tokens: Sequence[Token]) -> Iterator[float]:
    for tag in _TAGS:
        yield sum(t.tag == tag for t in tokens) / max(1, len(tokens))


def _frame(sheet: Sheet) -> Iterator[float]:
    """How much the words tell, and whether somebody is quoted."""
    quotation, span = sheet.unit.quotation, sheet.unit.span
    yield sum(sheet.weights)
    yield sum(sheet.weights) / max(1, len(sheet.weights))
    yield max(sheet.weights, default=0.0)
    yield sheet.unit.quoted
    yield float(quotation is not None)
    yield float(quotation is not None and any(span.contains(c) for c in quotation.cue))
    yield float(quotation is not None and quotation.speaker_name is not None)
    yield float(sheet.voice == "PERSON")


def _place(sheet: Sheet, board: Board) -> Iterator[float]:
    unit = sheet.unit
    units = int(board.sizes[unit.article])
    yield unit.place / max(1, units)
    yield unit.place
    yield units - unit.place
    yield float(unit.checkable)
    yield (unit.span.end - unit.span.start) / max(1, unit.sentence.end - unit.sentence.start)


def _marks(sheet: Sheet) -> Iterator[float]:
    said = sheet.unit.span.exact
    yield float(said.rstrip("\"'”’)] ").endswith((".", "!", "?", "…")))
    for mark in "?!:(":
        yield said.count(mark)
    yield said.count("—") + said.count(" - ") + said.count("|")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReader:
    """Says of each unit how likely it is to state something checkable; holds what is loaded once."""

    probe: Floats
    """Weights of the linear probe, the intercept last."""
    boosters: Boosters

    def read(self, board: Board) -> Floats:
        """A chance for every unit of ``board``."""
        return floats(self.boosters.scores(claim_table(board, probed(board, self.probe))))


def probed(board: Board, probe: Floats) -> Floats:
    """What the linear probe makes of each unit; NaN where the encoder did not read it."""
    read = np.abs(board.vectors).sum(axis=1) > 0
    return floats(np.where(read, board.vectors @ probe[:-1] + probe[-1], np.nan))


@cache
def load_claims() -> ClaimReader:
    """The packaged probe and boosters, once per process; raises ``ModelError``."""
    try:
        weights = floats(json.loads(_PROBE.read_text(encoding="utf-8")))
    except (OSError, ValueError) as fault:
        raise ModelError(f"{_PROBE.name} cannot be read ({fault}); reinstall crosswire") from fault
    return ClaimReader(probe=weights, boosters=load_boosters("points.claim"))


Claims = Callable[[Board], Floats]
"""Anything that says of each unit how likely it is to state something checkable."""
