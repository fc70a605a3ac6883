"""The delayed pass: what hangs together is weighed anew and clustered as a whole."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from crosswire.models.boost import Boosters
from crosswire.stages.group.bounds import Bounds, apart, bounds_of, joined
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.kinds import attached
from crosswire.stages.group.linkage import Linkage
from crosswire.stages.group.places import Places
from crosswire.stages.group.shelf import Shelf

_HEARD = 0.1
"""Chance from which what was touched may change what is thought of a neighbour's other pairs."""


class Models(NamedTuple):
    """The two weighings of a pair."""

    pairs: Boosters
    company: Boosters


class Rules(NamedTuple):
    """What training chose, and what the recipe asks for."""

    threshold: float
    """Mean chance of the pairs between article and story from which it joins."""
    unknown: float
    """Weight of a pair that was never weighed."""
    dormant_days: float
    made_by: str


class Settling:
    """Regions of the graph, clustered by average link."""

    def __init__(self, shelf: Shelf, graph: Graph, places: Places, rules: Rules) -> None:
        self._shelf = shelf
        self._graph = graph
        self._places = places
        self._rules = rules
        self.copies: dict[int, int] = {}
        """Copy → the article whose text it is."""

    def side(self, at: int) -> bool:
        """Whether an article never moves a story: a copy, or one that only touches it."""
        return at in self.copies or attached(self._shelf.sketches[at].kind)

    def barred(self, mine: Bounds, members: Iterable[int]) -> bool:
        """Whether articles can never be of the story that ``mine`` bounds."""
        theirs = joined(bounds_of(self._shelf.sketches[n]) for n in members)
        return apart(mine, theirs, self._rules.dormant_days)

    def region(self, seeds: Iterable[int]) -> list[int]:
        """Everything that hangs together with ``seeds`` by stories or likely pairs, weighed anew."""
        waiting = {n for n in seeds if n in self._places.story}
        found: set[int] = set()
        chances, least = self._graph.near, _HEARD
        while waiting:
            waiting |= {m for n in waiting for m in self._places.members[self._places.story[n]]}
            waiting |= {self.copies[n] for n in waiting if n in self.copies}
            waiting -= found
            self._graph.weigh(n for n in waiting if n not in self.copies)
            found |= waiting
            waiting = {
                other
                for n in waiting
                for other, chance in chances.get(n, {}).items()
                if chance >= least and other not in found
            }
            chances, least = self._graph.joint, self._rules.threshold
        return sorted(found)

    def clusters(
        self,
        region: Sequence[int],
        same: Sequence[Sequence[int]],
        different: Sequence[tuple[int, int]],
    ) -> list[list[int]]:
        """Average link over members; what is attached, and copies, follow, each where a person put
        it: a word on one of those moves nothing else."""
        whole = [n for n in region if not self.side(n)]
        clusters = self._link_up(whole, same, different)
        told = _Told(same, different, clusters)
        loose = [n for n in region if self.side(n) and n not in self.copies]
        alone = []
        for n in loose:
            home = told.home(n)
            home = self._home(n, clusters, told) if home is None else home
            if home is None:
                alone.append(n)
            else:
                told.lay(n, home)
        for cluster in self._link_up(alone, same, different):
            told.found(cluster)
        for n in sorted(set(region) & self.copies.keys()):
            home = told.home(n)
            original = told.where.get(self.copies[n])
            home = original if home is None else home
            if home is None or home in told.parted(n):
                told.found([n])
            else:
                told.lay(n, home)
        return [sorted(c) for c in clusters]

    def _link_up(
        self,
        articles: Sequence[int],
        same: Sequence[Sequence[int]],
        different: Sequence[tuple[int, int]],
    ) -> list[list[int]]:
        inside = set(articles)
        edges = {
            (n, m): chance
            for n in articles
            for m, chance in sorted(self._graph.joint.get(n, {}).items())
            if n < m and m in inside
        }
        linkage = Linkage(
            threshold=self._rules.threshold,
            unknown=self._rules.unknown,
            window=self._rules.dormant_days,
        )
        together = [[n for n in group if n in inside] for group in same]
        return linkage.run(
            articles,
            edges,
            same=[g for g in together if len(g) > 1],
            different=[*different, *self._graph.issues_among(inside)],
            bounds={n: bounds_of(self._shelf.sketches[n]) for n in articles},
        )

    def _home(self, at: int, clusters: Sequence[Sequence[int]], told: "_Told") -> int | None:
        """The cluster that what is attached touches most, of those it may lie in."""
        mine, parted = bounds_of(self._shelf.sketches[at]), told.parted(at)
        likely = [
            (-chance, told.where[other])
            for other, chance in self._graph.joint.get(at, {}).items()
            if other in told.where and chance >= self._rules.threshold
        ]
        fit = (
            home
            for _, home in sorted(likely)
            if home not in parted and not self.barred(mine, clusters[home])
        )
        return next(fit, None)


class _Told:
    """Clusters as they are laid out, and what people said of those that only follow."""

    def __init__(
        self,
        same: Sequence[Sequence[int]],
        different: Sequence[tuple[int, int]],
        clusters: list[list[int]],
    ) -> None:
        self._clusters = clusters
        self._same = {n: group for group in same for n in group}
        self._different = different
        self.where = {n: k for k, cluster in enumerate(clusters) for n in cluster}

    def lay(self, at: int, home: int) -> None:
        """Put an article into a cluster."""
        self._clusters[home].append(at)
        self.where[at] = home

    def found(self, cluster: list[int]) -> None:
        """Add a cluster."""
        self._clusters.append([])
        for n in cluster:
            self.lay(n, len(self._clusters) - 1)

    def home(self, at: int) -> int | None:
        """Where a person put it."""
        return next((self.where[n] for n in self._same.get(at, ()) if n in self.where), None)

    def parted(self, at: int) -> set[int]:
        """Clusters that a person parted it from."""
        others = [b if a == at else a for a, b in self._different if at in (a, b)]
        return {self.where[n] for n in others if n in self.where}
