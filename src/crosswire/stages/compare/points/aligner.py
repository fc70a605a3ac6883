"""The points room's door: readings of one event in, points, conflicts and singles out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from crosswire.models.boost import Boosters, load_boosters
from crosswire.models.encoder import PieceEncoder, load_encoder
from crosswire.models.memory import Memory
from crosswire.models.remembered import RememberingEncoder
from crosswire.records.article import Voice
from crosswire.records.comparison import (
    Conflict,
    Origins,
    Point,
    Single,
    Statement,
    Tier,
    Undecided,
)
from crosswire.records.quotation import Reading
from crosswire.stages.compare.points.apart import apart
from crosswire.stages.compare.points.board import Board, Floats, floats, lay
from crosswire.stages.compare.points.bounds import Beyond, Bounds
from crosswire.stages.compare.points.cliques import Clique, Pair, cover
from crosswire.stages.compare.points.conflict.grade import parties, tension
from crosswire.stages.compare.points.conflicts import (
    Differences,
    Dispute,
    comparable,
    conflict_table,
    shown,
    worded,
)
from crosswire.stages.compare.points.extent import partial
from crosswire.stages.compare.points.followers import Followers, led, point_id
from crosswire.stages.compare.points.grounds import Kin, grounded
from crosswire.stages.compare.points.likeness import Likeness, Limits, load_likeness, load_limits
from crosswire.stages.compare.points.narrow import narrowed
from crosswire.stages.compare.points.queue import queue, waiting
from crosswire.stages.compare.points.reasons import reasons
from crosswire.stages.compare.points.representative import beyond
from crosswire.stages.compare.points.signals import Signals, read_signals, standing
from crosswire.stages.compare.points.singles import SingleFinder, load_singles
from crosswire.stages.compare.points.words import Rarity, load_rarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What several articles say, lined up. Origins of points are yet to be found."""

    points: tuple[Point, ...]
    conflicts: tuple[Conflict, ...]
    singles: tuple[Single, ...]
    undecided: int
    """Pairs near a point but below what is shown, that a person could be asked about."""
    queue: tuple[Undecided, ...] = ()
    """The undecided pairs nearest to a point, for a person to decide."""
    left: Beyond = field(default_factory=Beyond)
    """What of a large story was not read or not lined up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A board with its signals and the score of every pair."""

    board: Board
    signals: Signals
    scores: Floats
    surface_only: int
    """Candidate pairs that the pair reader did not read: judged by their surface."""
    at: Mapping[Pair, int]
    """Index of every candidate pair."""

    def statement(self, unit: int) -> Statement:
        """The unit, whole."""
        sheet = self.board.sheets[unit]
        return sheet.unit.statement(self.board.readings[sheet.unit.article])


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligner:
    """Lines up articles about one event; holds what is loaded once."""

    encoder: PieceEncoder
    rarity: Rarity
    likeness: Likeness
    single: SingleFinder
    conflict: Boosters
    limits: Limits
    bounds: Bounds = field(default_factory=Bounds)

    def align(self, readings: Sequence[Reading], canon: Mapping[str, str]) -> Aligned:
        """Line up ``readings``; ``canon`` maps an article's entity ids to cross-article ids.

        The result does not depend on the order of ``readings``.
        """
        told, copies = led(readings, self.bounds.copies)
        scored = self.score(told, canon)
        points = Followers(copies).joined(self._points(scored))
        board, pairs = scored.board, scored.signals.pairs
        nearest = waiting(board, pairs, scored.scores, self.limits)
        return Aligned(
            points=tuple(points),
            conflicts=tuple(self._conflicts(scored, points)),
            singles=tuple(self._singles(scored)),
            undecided=len(nearest),
            queue=queue(board, pairs, scored.scores, nearest),
            left=_left(scored, copies),
        )

    def score(self, readings: Sequence[Reading], canon: Mapping[str, str]) -> Scored:
        """The units of ``readings`` and the score of every candidate pair, nothing decided."""
        told = sorted(readings, key=lambda r: (r.revision.body.id, r.article))
        board = lay(told, canon, self.encoder, self.rarity, self.bounds)
        judged = self.likeness.judge(board, read_signals(board, self.bounds.pairs), self.bounds)
        return Scored(
            board=board,
            signals=judged.signals,
            scores=judged.scores,
            surface_only=judged.unread,
            at=judged.signals.pairs.index(),
        )

    def _points(self, scored: Scored) -> list[Point]:
        """Sure points first, then likely ones for the pairs that are left."""
        article = scored.board.article.tolist()
        accepted = dict(_accepted(scored, self.limits.likely))
        certain = grounded(scored.board, scored.signals)
        floor = self.limits.sure
        sure = {p: s for p, s in accepted.items() if s >= floor and certain(scored.at[p])}
        kin = Kin(scored.board, scored.signals.meetings)
        shown = [(c, Tier.SURE) for c in cover(sure, article, kin)]
        rest = {p: s for p, s in accepted.items() if p not in sure}
        shown += [(c, Tier.LIKELY) for c in cover(rest, article, kin, sure)]
        found = [_point(scored, c, t, self.limits) for c, t in shown if _earnest(scored, c)]
        return sorted(found, key=lambda p: (-p.confidence, p.id))

    def _conflicts(self, scored: Scored, points: Sequence[Point]) -> Iterator[Conflict]:
        """Pairs that the trained model holds for a conflict, the surest first."""
        differ = Differences(scored.board, scored.signals)
        at = comparable(differ, scored.scores, self.limits.likely)
        if not at:
            return
        among = standing(scored.scores, scored.signals.context)
        names, table = conflict_table(scored.signals, among, scored.scores, differ, at)
        wanted = [names.index(name) for name in self.conflict.signals]
        weights = floats(self.conflict.scores(table[:, wanted]))
        homes = _homes(points)
        for dispute in shown(differ, at, weights, scored.scores, self.limits):
            found = _conflict(scored, differ, dispute, homes)
            if Voice.SATIRE not in (found.a.voice, found.b.voice):
                yield found

    def _singles(self, scored: Scored) -> Iterator[Single]:
        accepted = (pair for pair, _ in _accepted(scored, self.limits.likely))
        shared = {u for pair in accepted if not any(_jests(scored, u) for u in pair) for u in pair}
        return self.single.find(scored.board, scored.signals, scored.scores, shared)


def load_aligner(memory: Memory | None = None) -> Aligner:
    """Load encoder, tables and boosters, once per process; raises ``ModelError``.

    What models read is kept in ``memory``; without one, for this aligner only.
    """
    limits = load_limits()
    memory = memory or Memory()
    return Aligner(
        encoder=RememberingEncoder(load_encoder(), memory),
        rarity=load_rarity(),
        likeness=load_likeness(memory),
        single=load_singles(limits.single),
        conflict=load_boosters("points.conflict"),
        limits=limits,
    )


def _left(scored: Scored, copies: Sequence[Reading]) -> Beyond:
    board = scored.board
    names = [r.revision.outlet_name for r in board.readings]
    return Beyond(
        units=tuple((names[k], left) for k, left in board.left.items()),
        unread=sum(sheet.pieces is None for sheet in board.sheets),
        pairs=scored.signals.pairs.unread,
        surface=scored.surface_only,
        copies=len(copies),
    )


def _accepted(scored: Scored, floor: float) -> Iterator[tuple[Pair, float]]:
    """Pairs at or above ``floor``, of units that state something."""
    pairs, sheets = scored.signals.pairs, scored.board.sheets
    for n in np.flatnonzero(scored.scores >= floor).tolist():
        i, j = int(pairs.i[n]), int(pairs.j[n])
        checkable = sheets[i].unit.checkable and sheets[j].unit.checkable
        if checkable and not apart(sheets[i], sheets[j]):
            yield (i, j), float(scored.scores[n])


def _jests(scored: Scored, unit: int) -> bool:
    return scored.board.sheets[unit].unit.voice is Voice.SATIRE


def _earnest(scored: Scored, clique: Clique) -> bool:
    """Two articles or more tell it that are no satire, which tells nothing of an event."""
    sheets = scored.board.sheets
    told = {sheets[m].unit.article for m in clique.members if not _jests(scored, m)}
    return len(told) > 1


def _point(scored: Scored, clique: Clique, tier: Tier, limits: Limits) -> Point:
    board = scored.board
    sheets = {m: board.sheets[m] for m in clique.members}
    partners: dict[int, list[int]] = {m: [] for m in clique.members}
    weight = dict.fromkeys(clique.members, 0.0)
    for (i, j), score in clique.pairs:
        partners[i].append(j)
        partners[j].append(i)
        weight[i] += score
        weight[j] += score
    members = {
        m: s.unit.statement(
            board.readings[s.unit.article], narrowed(board, scored.signals.meetings, m, partners[m])
        )
        for m, s in sheets.items()
    }
    more = beyond(sheets, members)
    centre = min(
        (m for m in clique.members if not _jests(scored, m)),
        key=lambda m: (more[m], -weight[m] / len(partners[m]), -weight[m], m),
    )
    holders = {s.told_by if members[m].quotation else None for m, s in sheets.items()}
    voiced = [s.unit.quotation is not None for s in sheets.values()]
    speakers = [m.holder for m in members.values() if m.holder]
    outlets = len({s.unit.article for s in sheets.values()})
    longest = int(max(board.sizes[s.unit.article] for s in sheets.values()))
    ordered = sorted(members.values(), key=lambda m: (m.article, m.span.start))
    return Point(
        id=point_id(ordered),
        kind="utterance" if 2 * sum(voiced) > len(voiced) else "event",
        relation="partial"
        if len(holders) > 1 or more[centre] or _partly(scored, clique)
        else "same",
        tier=tier,
        confidence=round(confidence_at_length(limits.confidence(clique.weakest), longest), 4),
        wording=members[centre],
        speaker=speakers[0] if holders != {None} and len(holders) == 1 and speakers else None,
        members=tuple(ordered),
        reasons=reasons(board, clique),
        origins=Origins(outlets=outlets, at_least=1, at_most=outlets, unknown=outlets - 1),
    )


_USUAL_LENGTH = 40
"""Units of the longer article of a pair in the stories that confidence was calibrated on."""


def confidence_at_length(confidence: float, units: int) -> float:
    """Confidence where the longer article has ``units`` units.

    Pairs grow with the product of two lengths, the true ones among them with the shorter, so the
    odds of any one pair fall as the longer grows (prior shift, Saerens, Latinne and Decaestecker
    2002).
    """
    odds = confidence / max(1e-9, 1 - confidence) * min(1.0, _USUAL_LENGTH / units)
    return odds / (1 + odds)


def _partly(scored: Scored, clique: Clique) -> bool:
    """In some pair either unit has clearly less than the other."""
    found, sheets = scored.signals.columns["found_lo"], scored.board.sheets
    return any(
        partial(sheets[i], sheets[j], float(found[scored.at[i, j]])) for (i, j), _ in clique.pairs
    )


Homes = Mapping[str, Sequence[tuple[Statement, int, str]]]
"""For each article its members of points, with the place and the id of the point."""


def _homes(points: Sequence[Point]) -> Homes:
    found: dict[str, list[tuple[Statement, int, str]]] = {}
    for n, point in enumerate(points):
        for member in point.members:
            found.setdefault(member.article, []).append((member, n, point.id))
    return found


def _home(homes: Homes, a: Statement, b: Statement) -> str | None:
    """The first point that both lie in."""
    held = [
        {(n, name) for m, n, name in homes.get(s.article, ()) if m.span.overlap(s.span)}
        for s in (a, b)
    ]
    return min(held[0] & held[1])[1] if held[0] & held[1] else None


def _conflict(scored: Scored, differ: Differences, dispute: Dispute, homes: Homes) -> Conflict:
    pairs = scored.signals.pairs
    a = scored.statement(int(pairs.i[dispute.at]))
    b = scored.statement(int(pairs.j[dispute.at]))
    light = tension(dispute.detail, *differ.facts(dispute.at))
    between = parties(*differ.sheets(dispute.at))
    theirs = f"; {between[0]} and {between[1]} are at odds, not the outlets" if between else ""
    return Conflict(
        kind=dispute.detail.kind,
        grade="conflict" if dispute.hard and not light else "tension",
        a=a,
        b=b,
        between=between or (),
        because=worded(dispute.detail) + theirs,
        point=_home(homes, a, b),
    )
