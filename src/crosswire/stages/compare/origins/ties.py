"""Ties: which tellings are shown to be of one origin, and the words that show it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from crosswire.records.comparison import Edge, Point, Statement
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.origins.reuse import Reuse, in_common
from crosswire.stages.compare.origins.tellings import Telling
from crosswire.stages.compare.words import common_run, words
from crosswire.stages.outlets import OutletTable

_QUOTED_WORDS = 5
"""Words in a row that make two quotations one, in tellings that are held to tell the same."""
_MARKED_WORDS = 8
"""The same inside quotation marks, whoever is said to have spoken and whether that was read."""
_MOSTLY = 0.5
"""Share of the shorter passage that these words make up: the rest may tell something else."""


@dataclass(slots=True)
class Groups:
    """Union-find over tellings."""

    parent: list[int]

    @classmethod
    def of(cls, number: int) -> "Groups":
        """Every telling by itself."""
        return cls(list(range(number)))

    def find(self, k: int) -> int:
        """The group of ``k``."""
        while self.parent[k] != k:
            self.parent[k] = self.parent[self.parent[k]]  # the path is halved as it is walked
            k = self.parent[k]
        return k

    def tie(self, j: int, k: int) -> None:
        """Make the groups of ``j`` and ``k`` one."""
        self.parent[self.find(j)] = self.find(k)

    def together(self) -> dict[int, list[int]]:
        """Members by group, in their order."""
        found: dict[int, list[int]] = {}
        for k in range(len(self.parent)):
            found.setdefault(self.find(k), []).append(k)
        return found


@dataclass(slots=True, kw_only=True)
class Ties:
    """What ties the tellings of one point.

    ``same`` are shown to be one origin. ``units`` are what may count as one at most when origins
    are shown apart; credits have no part in them, so that taking a credit out never raises the
    count.
    """

    same: Groups
    units: Groups
    edges: list[Edge] = field(default_factory=list)

    def tied(self, j: int, k: int) -> bool:
        """Two tellings that count as one either way: nothing more can be learnt of them."""
        return all(groups.find(j) == groups.find(k) for groups in (self.same, self.units))


_EVERY_PAIR = 12
"""Tellings up to which every pair's reason is given; of more, one reason for each that joins."""


def tie(point: Point, tellings: Sequence[Telling], reuse: Reuse, table: OutletTable) -> Ties:
    """Everything that ties the tellings, with the reasons."""
    number = len(tellings)
    ties = Ties(same=Groups.of(number), units=Groups.of(number))
    for telling in tellings:
        ties.edges += _credit_edges(telling)
    for j, k in combinations(range(number), 2):
        if number > _EVERY_PAIR and ties.tied(j, k):
            continue
        pair = tellings[j], tellings[k]
        for edges in (_one_utterance(point, *pair), _one_writing(*pair, reuse, table)):
            if edges is not None:
                ties.edges += edges
                ties.same.tie(j, k)
                ties.units.tie(j, k)
        if _one_source(*pair):
            ties.same.tie(j, k)
        house = table.one_house(tellings[j].outlet, tellings[k].outlet)
        if house:
            ties.edges.append(_house_edge(*pair, house))
            ties.units.tie(j, k)
    return ties


def _credit_edges(telling: Telling) -> Iterator[Edge]:
    for credit in telling.credits:
        yield Edge(source=telling.article, target=credit.source, because=credit.because)
    if telling.own:
        yield Edge(
            source=telling.article,
            target=f"{telling.outlet}’s own reporter",
            because=telling.own.because,
        )
    for credit in telling.part:
        because = f"{credit.because}, for a part that is not named"
        yield Edge(source=telling.article, target=credit.source, because=because)


def _one_utterance(point: Point, one: Telling, other: Telling) -> list[Edge] | None:
    """Both tell one speaker's words, or what was said on one occasion."""
    speaker = _one_speaker(point, one, other)
    if speaker:
        because = f"attributes it to {speaker}"
        return [
            Edge(source=t.article, target=speaker, because=because)
            for t in (one, other)
            if t.holders
        ]
    return _one_occasion(one, other) or _one_quotation(one, other)


def _one_speaker(point: Point, one: Telling, other: Telling) -> str | None:
    """The speaker whose words both tell.

    In an utterance a quotation whose speaker was not read counts as the other's when its words
    are the same; a passage that nobody is said to hold does not.
    """
    both = one.held and other.held and sorted(one.holders & other.holders)
    alone = point.kind == "utterance" and len(one.holders | other.holders) < 2
    if not both and not (alone and same_quotation(one, other)):
        return None
    if both:
        return point.speaker or one.speakers[both[0]]
    named = [name for t in (one, other) for name in t.speakers.values()]
    return point.speaker or (named[0] if named else "one speaker")


def same_quotation(one: Telling, other: Telling) -> bool:
    """Both quote, in the same words."""
    return any(
        common_run(_forms(a), _forms(b))[2] >= _QUOTED_WORDS
        for a, b in product(one.members, other.members)
        if a.quotation and b.quotation
    )


def _forms(member: Statement) -> list[str]:
    return [w.form for w in words(member.sentence.exact)]


def _one_quotation(one: Telling, other: Telling) -> list[Edge] | None:
    """Both print the same words in marks: they were said once, whatever the two say by whom."""
    for a, b in product(one.members, other.members):
        left, right = _marked(a), _marked(b)
        if in_common(left, right) < _MARKED_WORDS:
            continue
        place, _, size = common_run(left, right)
        shorter = min(len(words(m.span.exact)) for m in (a, b))
        if size >= max(_MARKED_WORDS, shorter * _MOSTLY):
            said = " ".join(left[place : place + size])
            because = f"both quote {size} words in a row: “{said}”"
            return [Edge(source=a.article, target=b.article, because=because)]
    return None


def _marked(member: Statement) -> list[str]:
    """The words of the member inside quotation marks, which may open before it begins."""
    sentence, span = member.sentence, member.span
    inside = [
        (max(start, span.start - sentence.start), min(end, span.end - sentence.start))
        for start, end in quoted_runs(sentence.exact)
    ]
    return [w.form for start, end in inside for w in words(sentence.exact[start : max(start, end)])]


def _one_occasion(one: Telling, other: Telling) -> list[Edge] | None:
    """Two speakers of one press conference: the occasion of either names the other's speaker."""
    for here, there in ((one, other), (other, one)):
        for occasion in here.occasions:
            name = next((n for n in there.names if n in occasion), None)
            if name and here.held and there.held:
                because = f"said on one occasion: “{occasion}” names {name}"
                return [Edge(source=here.article, target=there.article, because=because)]
    return None


def _one_writing(
    one: Telling, other: Telling, reuse: Reuse, table: OutletTable
) -> list[Edge] | None:
    """Both are one piece of writing; a credit or a known supplier says which came first."""
    for a, b in product(one.members, other.members):
        because = reuse.because(a, b)
        if because is None:
            continue
        for taker, giver in ((one, other), (other, one)):
            supplied = table.supplied(taker.outlet, giver.outlet)
            if any(c.source == giver.article for c in (*taker.credits, *taker.part)) or supplied:
                words = f"{because}; {supplied}" if supplied else because
                return [Edge(source=taker.article, target=giver.article, because=words)]
        words = f"{because}; which came first is not shown by that"
        return [Edge(source=a.article, target=b.article, because=words)]
    return None


def _one_source(one: Telling, other: Telling) -> bool:
    """Both credit one source, or one credits the other."""
    keys = [{c.key for c in t.credits} for t in (one, other)]
    cited = {c.source for t in (one, other) for c in t.credits if c.kind == "sibling"}
    articles = {m.article for t in (one, other) for m in t.members}
    return bool(keys[0] & keys[1] or cited & articles)


def _house_edge(one: Telling, other: Telling, house: str) -> Edge:
    """Two titles of one house may share copy: they are neither shown to be one nor shown apart."""
    because = f"{house}: not shown apart by that"
    return Edge(source=one.article, target=other.article, because=because)
