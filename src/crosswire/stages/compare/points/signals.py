"""Signals: one row of numbers for every candidate pair. All are the same read from either side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from crosswire.models.boost import Boosters
from crosswire.stages.compare.points import channels as kinds
from crosswire.stages.compare.points import meeting
from crosswire.stages.compare.points.board import Board, Floats, Sheet, floats
from crosswire.stages.compare.points.channels import Rows, rows_of
from crosswire.stages.compare.points.context import Context
from crosswire.stages.compare.points.pairs import MOST_PAIRS, Pairs, candidates

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "deny"})
_RANKED = ("words_cos", "grams_cos", "vector", "soft_hi", "clauses")
_ALL = slice(None)
_PAIRS_AT_ONCE = 8192
_THROUGH = ("words_cos", "vector", "clauses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """Named columns over candidate pairs, and what later steps ask again."""

    pairs: Pairs
    columns: dict[str, Floats]
    context: Context
    meetings: meeting.Meetings
    channels: dict[str, Rows]

    def table(self, names: list[str], part: slice = _ALL) -> Floats:
        """The columns ``names`` side by side, of these pairs."""
        if not names:
            return np.zeros((len(self.pairs), 0), dtype=np.float32)[part]
        return np.stack([floats(self.columns[n][part]) for n in names], axis=1)

    def scored(self, boosters: Boosters) -> Floats:
        """What boosters make of every pair; some thousand pairs at a time, to hold memory."""
        names = boosters.signals
        found = np.empty(len(self.pairs), dtype=np.float32)
        for first in range(0, len(found), _PAIRS_AT_ONCE):
            part = slice(first, first + _PAIRS_AT_ONCE)
            found[part] = boosters.scores(self.table(names, part))
        return found


def read_signals(board: Board, most: int = MOST_PAIRS) -> Signals:
    """All signals of a board; ``most`` pairs are looked at."""
    rows = {name: rows_of([bag(sheet) for sheet in board.sheets]) for name, bag in kinds.CHANNELS}
    pairs = candidates(board, rows["words"], most)
    context = Context(board, pairs)
    met = meeting.Meetings(board)
    columns: dict[str, Floats] = {}
    columns.update(_shares(rows, pairs))
    columns.update(_vectors(board, pairs))
    columns.update(zip(meeting.NAMES, met.signals(pairs.i, pairs.j).T, strict=True))
    columns.update(_places(board, pairs))
    columns.update(_pairwise(board, pairs))
    columns.update(_overlap(board, rows["words"], pairs))
    columns.update(_standing(columns, context))
    return Signals(pairs=pairs, columns=columns, context=context, meetings=met, channels=rows)


def _low_high(name: str, a: Floats, b: Floats) -> Iterator[tuple[str, Floats]]:
    yield f"{name}_lo", np.fmin(a, b)
    yield f"{name}_hi", np.fmax(a, b)


def _shares(rows: dict[str, Rows], pairs: Pairs) -> Iterator[tuple[str, Floats]]:
    """For each channel what is shared, and its share in the richer and the poorer unit."""
    for name, channel in rows.items():
        shared = channel.shared(pairs.i, pairs.j)
        a, b = channel.total[pairs.i], channel.total[pairs.j]
        both = (a > 0) & (b > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            yield f"{name}_shared", np.where(both, shared, np.nan)
            yield f"{name}_lo", np.where(both, shared / np.maximum(a, b), np.nan)
            yield f"{name}_hi", np.where(both, shared / np.minimum(a, b), np.nan)
        if name in ("words", "grams", "couples", "stumps", "marked"):
            yield f"{name}_cos", channel.cosine(pairs.i, pairs.j)


def _vectors(board: Board, pairs: Pairs) -> Iterator[tuple[str, Floats]]:
    """Sentence vectors: their cosine, the same less what the whole story has in common."""
    v = board.vectors
    read = (np.abs(v).sum(axis=1) > 0).astype(np.float32)
    mean = v.sum(axis=0) / max(1.0, float(read.sum()))
    own = (v - mean) * read[:, None]
    own /= np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-9)
    gist = own @ (mean / max(1e-9, float(np.linalg.norm(mean))))
    central = v @ mean
    yield "vector", _products(v, pairs)
    yield "vector_own", _products(own, pairs)
    yield from _low_high("gist", gist[pairs.i], gist[pairs.j])
    yield from _low_high("central", central[pairs.i], central[pairs.j])


def _products(rows: Floats, pairs: Pairs) -> Floats:
    """The product of the two rows of each pair; some thousand pairs at a time, to hold memory."""
    found = np.empty(len(pairs), dtype=np.float32)
    for first in range(0, len(pairs), _PAIRS_AT_ONCE):
        part = slice(first, first + _PAIRS_AT_ONCE)
        found[part] = (rows[pairs.i[part]] * rows[pairs.j[part]]).sum(axis=1)
    return found


def _overlap(board: Board, words: Rows, pairs: Pairs) -> Iterator[tuple[str, Floats]]:
    """How far the two articles overlap at all, and how near either unit is to the headlines."""
    units, articles = len(board.sheets), len(board.sizes)
    near = words.cosine(pairs.i, pairs.j)
    best = np.zeros((units, articles), dtype=np.float32)
    np.maximum.at(best, (pairs.i, board.article[pairs.j]), near)
    np.maximum.at(best, (pairs.j, board.article[pairs.i]), near)
    total = np.zeros((articles, articles), dtype=np.float32)
    np.add.at(total, board.article, best)
    mean = floats(total / np.maximum(board.sizes, 1)[:, None])
    a, b = board.article[pairs.i], board.article[pairs.j]
    yield from _low_high("overlap", mean[a, b], mean[b, a])
    headed = (board.vectors @ board.headlines.T).max(axis=1)
    yield from _low_high("headed", headed[pairs.i], headed[pairs.j])


def _places(board: Board, pairs: Pairs) -> Iterator[tuple[str, Floats]]:
    """Where the units stand and how long they are."""
    sheets = board.sheets

    def each(read: Callable[[Sheet], float]) -> tuple[Floats, Floats]:
        values: Floats = np.asarray([read(s) for s in sheets], dtype=np.float32)
        return values[pairs.i], values[pairs.j]

    sizes = np.maximum(board.sizes, 1)
    a, b = each(lambda s: s.unit.place / float(sizes[s.unit.article]))
    yield from _low_high("place", a, b)
    yield "place_gap", np.abs(a - b)
    yield from _low_high("order", *each(lambda s: float(s.unit.place)))
    a, b = each(lambda s: float(len(s.tokens)))
    yield from _low_high("length", a, b)
    yield "length_ratio", floats(np.minimum(a, b) / np.maximum(a, b))
    yield from _low_high("weight", *each(lambda s: sum(s.weights)))
    yield from _low_high("quoted", *each(lambda s: s.unit.quoted))
    yield from _low_high("checkable", *each(lambda s: float(s.unit.checkable)))
    yield from _low_high("named", *each(lambda s: float(len(s.names))))
    a, b = each(lambda s: float(any(t.text.lower() in _NEGATIONS for t in s.tokens)))
    yield "negated_apart", np.abs(a - b)
    yield "story_units", np.full(len(pairs), len(sheets), dtype=np.float32)
    yield "story_articles", np.full(len(pairs), len(board.sizes), dtype=np.float32)


def _pairwise(board: Board, pairs: Pairs) -> Iterator[tuple[str, Floats]]:
    """What has to be read pair by pair: speakers, and the longest run of words in common."""
    said = [tuple(t.text.lower() for t in s.tokens if t.pos != "PUNCT") for s in board.sheets]
    holders = [s.holder for s in board.sheets]
    run = np.zeros(len(pairs), dtype=np.float32)
    holder = np.full(len(pairs), np.nan, dtype=np.float32)
    for n, (i, j) in enumerate(zip(pairs.i.tolist(), pairs.j.tolist(), strict=True)):
        run[n] = longest_run(said[i], said[j])
        if holders[i] and holders[j]:
            holder[n] = holders[i] == holders[j]
        elif holders[i] or holders[j]:
            holder[n] = -1
    lengths = np.asarray([max(1, len(s)) for s in said], dtype=np.float32)
    yield "run", run
    yield "run_share", floats(run / np.minimum(lengths[pairs.i], lengths[pairs.j]))
    yield "holder", holder


def longest_run(a: tuple[str, ...], b: tuple[str, ...]) -> int:
    """Length of the longest run of words that stands in both."""
    places: dict[str, list[int]] = {}
    for n, word in enumerate(b):
        places.setdefault(word, []).append(n)
    best = 0
    before: dict[int, int] = {}
    for word in a:
        now: dict[int, int] = {}
        for n in places.get(word, ()):
            now[n] = before.get(n - 1, 0) + 1
            best = max(best, now[n])
        before = now
    return best


def _standing(columns: dict[str, Floats], context: Context) -> Iterator[tuple[str, Floats]]:
    """Ranks, margins, neighbours and detours of the leading signals."""
    labels = ("rank_best", "rank_worst", "margin_lo", "margin_hi")
    for name in _RANKED:
        for label, column in zip(labels, context.rivals(columns[name]), strict=True):
            yield f"{name}_{label}", column
        beside = zip(("diagonal", "beside"), context.around(columns[name]), strict=True)
        for label, column in beside:
            yield f"{name}_{label}", column
    for name in _THROUGH:
        yield f"{name}_through", context.through(columns[name])


def standing(score: Floats, context: Context) -> dict[str, Floats]:
    """How a score stands among its rivals, its neighbours and the other articles."""
    columns: dict[str, Floats] = {}
    labels = ("rank_best", "rank_worst", "margin_lo", "margin_hi")
    for label, column in zip(labels, context.rivals(score), strict=True):
        columns[f"score_{label}"] = column
    for label, column in zip(("diagonal", "beside"), context.around(score), strict=True):
        columns[f"score_{label}"] = column
    columns["score_through"] = context.through(score)
    low, high = context.crowd(score)
    columns["score_crowd_lo"], columns["score_crowd_hi"] = low, high
    return columns
