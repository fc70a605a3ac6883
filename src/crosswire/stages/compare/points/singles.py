"""Singles: what one article alone states, as a trained model weighs each unit."""

from collections.abc import Mapping

import numpy as np

from crosswire.stages.compare.points.board import Board, Floats, Sheet
from crosswire.stages.compare.points.signals import Signals

COLUMNS = (
    "top", "second", "mean_top", "sum", "top_words", "top_soft", "top_clauses", "top_vector",
    "length", "weight", "quoted", "place", "order", "left", "checkable", "named", "figures",
    "capitals", "verbs", "pronouns", "signs", "gist", "articles", "units",
)  # fmt: skip


def single_table(board: Board, signals: Signals, scores: Floats) -> Floats:
    """One row a unit: its nearest in the other articles, and what kind of unit it is."""
    tops = [
        _tops(board, signals, v)
        for v in (
            scores,
            *(signals.columns[n] for n in ("words_cos", "soft_hi", "clauses", "vector")),
        )
    ]
    others = max(1, len(board.sizes) - 1)
    best = np.sort(tops[0], axis=1)
    size = len(board.sheets)
    sums = np.bincount(signals.pairs.i, scores, size) + np.bincount(signals.pairs.j, scores, size)
    second = best[:, -2] if best.shape[1] > 1 else np.zeros(size)
    columns = [best[:, -1], second, best.sum(axis=1) / others, sums]
    columns += [t.max(axis=1) for t in tops[1:]]
    mean = board.vectors.mean(axis=0)
    gist = board.vectors @ mean
    rows = [_own(sheet, int(board.sizes[sheet.unit.article])) for sheet in board.sheets]
    story = np.tile([len(board.sizes), size], (size, 1))
    table = np.column_stack([*columns, np.asarray(rows).reshape(size, -1), gist, story])
    return table.astype(np.float32)


def _tops(board: Board, signals: Signals, value: Floats) -> Floats:
    """The best value of each unit in each article."""
    top = np.zeros((len(board.sheets), len(board.sizes)), dtype=np.float32)
    value = np.nan_to_num(value, nan=0.0).astype(np.float32)
    i, j = signals.pairs.i, signals.pairs.j
    np.maximum.at(top, (i, board.article[j]), value)
    np.maximum.at(top, (j, board.article[i]), value)
    return top


def _own(sheet: Sheet, units: int) -> list[float]:
    tokens, unit = sheet.tokens, sheet.unit
    letters = [t.text for t in tokens if t.text.isalpha()]
    return [
        len(tokens), sum(sheet.weights), unit.quoted, unit.place / max(1, units), unit.place,
        units - unit.place, float(unit.checkable), len(sheet.names),
        sum(t.pos == "NUM" for t in tokens),
        sum(w.isupper() and len(w) > 1 for w in letters) / max(1, len(letters)),
        sum(t.pos in ("VERB", "AUX") for t in tokens), sum(t.pos == "PRON" for t in tokens),
        sum(t.text[0] in "@#|©?:" or "http" in t.text for t in tokens),
    ]  # fmt: skip


def nearest(board: Board, signals: Signals, scores: Floats) -> Mapping[int, tuple[int, float]]:
    """For each unit its nearest in another article and the score."""
    found: dict[int, tuple[int, float]] = {}
    order = np.argsort(-scores, kind="stable").tolist()
    i, j = signals.pairs.i.tolist(), signals.pairs.j.tolist()
    for n in order:
        for a, b in ((i[n], j[n]), (j[n], i[n])):
            found.setdefault(a, (b, float(scores[n])))
    return found
