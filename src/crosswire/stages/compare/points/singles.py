"""Singles: what one article alone states, with what came nearest in the other texts.

Two questions make a single: does the unit state something checkable (``claims``), and does any
other article tell it (the scores of its pairs). A trained model weighs both.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from crosswire.models.boost import Boosters, load_boosters
from crosswire.records.article import Voice
from crosswire.records.comparison import Single, Statement, Tier
from crosswire.stages.compare.points.board import Board, Floats, Sheet, floats
from crosswire.stages.compare.points.channels import Rows
from crosswire.stages.compare.points.claims import Claims, around, load_claims
from crosswire.stages.compare.points.gaps import Gaps
from crosswire.stages.compare.points.nearness import nearness
from crosswire.stages.compare.points.signals import Signals

_NEAR = (
    "words_cos", "soft_hi", "clauses", "vector", "words_hi", "couples_cos", "run_share", "found_hi",
    "names_shared", "figures_shared",
)  # fmt: skip
_CARRIED = ("words", "couples", "names", "figures")

COLUMNS = (
    "top", "second", "mean_top", "sum", "any", *(f"top_{name}" for name in _NEAR),
    *(f"{kind}_{name}" for name in _CARRIED for kind in ("carried", "missing")),
    "top_mean", "top_before", "top_after", "claim", "claim_mean", "claim_before", "claim_after",
    "length", "weight", "quoted", "place", "order", "left", "checkable", "named", "figures",
    "verbs", "pronouns", "gist", "headed", "articles", "units", "others",
)  # fmt: skip

_MUTE = frozenset({Voice.ADVERTISING, Voice.READER, Voice.SATIRE, Voice.UNSEEN})
"""Voices that are not the outlet's, or in jest: what they state is no account of the event."""


def single_table(board: Board, signals: Signals, scores: Floats, claims: Floats) -> Floats:
    """One row a unit: its nearest in the other articles, how much of it they carry anywhere, and
    what kind of unit it is."""
    top = _tops(board, signals, scores)
    best = np.sort(top, axis=1)
    size, others = len(board.sheets), max(1, len(board.sizes) - 1)
    highest = floats(best[:, -1])
    columns = [
        highest,
        best[:, -2] if best.shape[1] > 1 else np.zeros(size),
        best.sum(axis=1) / others,
        _added(signals, scores, size),
        1 - np.exp(_added(signals, np.log1p(-np.clip(scores, 0, 0.99)), size)),
    ]
    columns += [_tops(board, signals, signals.columns[n]).max(axis=1) for n in _NEAR]
    for name in _CARRIED:
        columns += _carried(board, signals.channels[name])
    columns += [*around(board.article, highest), claims, *around(board.article, claims)]
    own = floats([_own(s, int(board.sizes[s.unit.article])) for s in board.sheets])
    gist = board.vectors @ board.vectors.mean(axis=0)
    headed = (board.vectors @ board.headlines.T).max(axis=1)
    rest = size - board.sizes[board.article]
    story = np.tile([len(board.sizes), size], (size, 1))
    return floats(np.column_stack([*columns, own.reshape(size, -1), gist, headed, story, rest]))


def _added(signals: Signals, values: Floats, size: int) -> Floats:
    """The sum over all pairs of each unit."""
    i, j = signals.pairs.i, signals.pairs.j
    return floats(np.bincount(i, values, size) + np.bincount(j, values, size))


def _tops(board: Board, signals: Signals, values: Floats) -> Floats:
    """The best value of each unit in each article."""
    top = np.zeros((len(board.sheets), len(board.sizes)), dtype=np.float32)
    known = floats(np.nan_to_num(values, nan=0.0))
    i, j = signals.pairs.i, signals.pairs.j
    np.maximum.at(top, (i, board.article[j]), known)
    np.maximum.at(top, (j, board.article[i]), known)
    return top


def _carried(board: Board, rows: Rows) -> tuple[Floats, Floats]:
    """The share of each unit that stands anywhere in the one other text that carries most of it,
    and how much that text lacks; NaN where the unit has nothing of the kind."""
    size, articles = len(board.sheets), len(board.sizes)
    weight = rows.root.multiply(rows.root).tocsr()
    home = csr_matrix((np.ones(size), (board.article, np.arange(size))), shape=(articles, size))
    held = np.asarray((weight @ ((home @ weight) > 0).astype(np.float32).T).todense())
    held[np.arange(size), board.article] = 0.0
    most = held.max(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(rows.total > 0, most / rows.total, np.nan)
    return floats(share), floats(np.maximum(0.0, rows.total - most))


def _own(sheet: Sheet, units: int) -> list[float]:
    tokens, unit = sheet.tokens, sheet.unit
    return [
        len(tokens), sum(sheet.weights), unit.quoted, unit.place / max(1, units), unit.place,
        units - unit.place, float(unit.checkable), len(sheet.names),
        sum(t.pos == "NUM" for t in tokens), sum(t.pos in ("VERB", "AUX") for t in tokens),
        sum(t.pos == "PRON" for t in tokens),
    ]  # fmt: skip


def nearest(signals: Signals, scores: Floats) -> Mapping[int, tuple[int, float]]:
    """For each unit its nearest in another article and the score."""
    found: dict[int, tuple[int, float]] = {}
    order = np.argsort(-scores, kind="stable").tolist()
    i, j = signals.pairs.i.tolist(), signals.pairs.j.tolist()
    for n in order:
        for a, b in ((i[n], j[n]), (j[n], i[n])):
            found.setdefault(a, (b, float(scores[n])))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleFinder:
    """Finds what one article alone states; holds what is loaded once."""

    claims: Claims
    single: Boosters
    floor: float
    """The chance from which a unit is shown as found in one text only."""

    def find(
        self, board: Board, signals: Signals, scores: Floats, shared: Collection[int]
    ) -> Iterator[Single]:
        """The singles of ``board``, in reading order; units in ``shared`` are told by several."""
        if len(board.sizes) < 2 or not board.sheets:
            return
        alone = self.single.scores(single_table(board, signals, scores, self.claims(board)))
        near, gaps = nearest(signals, scores), Gaps(board.readings, board.left)
        for n, sheet in enumerate(board.sheets):
            stated = sheet.unit.checkable and sheet.unit.voice not in _MUTE
            if stated and n not in shared and alone[n] >= self.floor:
                yield _single(board, n, float(alone[n]), near.get(n), gaps)


_SURE = 0.8
"""The chance from which a single is sure; boosters are trained so that scores are chances."""
_UNREAD = "the story is too large: this passage was compared by its words alone"


def _single(
    board: Board, unit: int, chance: float, near: tuple[int, float] | None, gaps: Gaps
) -> Single:
    sheet = board.sheets[unit]
    where = gaps.beside(sheet.unit.article)
    unread = sheet.pieces is None
    return Single(
        statement=_statement(board, unit),
        verdict="cannot tell" if where.cut or unread else "not found in the other texts",
        because=_UNREAD if unread else where.because,
        tier=Tier.SURE if chance >= _SURE else Tier.LIKELY,
        confidence=round(chance, 4),
        cut=where.cut,
        nearest=_statement(board, near[0]) if near else None,
        nearness=round(near[1], 4) if near else 0.0,
        near=nearness(sheet, board.sheets[near[0]], near[1]) if near else "",
    )


def _statement(board: Board, unit: int) -> Statement:
    told = board.sheets[unit].unit
    return told.statement(board.readings[told.article])


def load_singles(floor: float) -> SingleFinder:
    """The packaged models; raises ``ModelError``."""
    return SingleFinder(
        claims=load_claims().read, single=load_boosters("points.single"), floor=floor
    )
