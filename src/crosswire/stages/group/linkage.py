"""Average-link clustering of a neighbourhood graph, under what people decided.

Pairs outside the graph are not known to be apart, so they weigh little (``unknown``), not nothing:
a large story's articles cannot all be each other's neighbours.
"""

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.stages.group.bounds import Bounds, apart, joined

Edges = Mapping[tuple[int, int], float]


@dataclass(slots=True)
class _Cluster:
    members: list[int]
    near: dict[int, tuple[float, int]] = field(default_factory=dict)
    """Other cluster → sum of probabilities, pairs known."""
    apart: set[int] = field(default_factory=set)
    bounds: Bounds = field(default_factory=Bounds)
    version: int = 0


class Linkage:
    """Merges clusters, the likeliest first, until none is likely enough."""

    def __init__(self, *, threshold: float, unknown: float, window: float = math.inf) -> None:
        self._threshold = threshold
        self._unknown = unknown
        self._window = window
        self._clusters: dict[int, _Cluster] = {}
        self._queue: list[tuple[float, int, int, int, int]] = []

    def run(
        self,
        articles: Sequence[int],
        edges: Edges,
        *,
        same: Sequence[Sequence[int]] = (),
        different: Sequence[tuple[int, int]] = (),
        bounds: Mapping[int, Bounds] | None = None,
    ) -> list[list[int]]:
        """Clusters of ``articles``, each sorted; ``same`` stay together, ``different`` apart.

        What people said is one joins the clusters that hold it, whole.
        """
        for first in (False, True):
            self._open(articles, edges, different, bounds or {})
            if first:
                self._unite(same)
            for a in sorted(self._clusters):
                self._offer(a, only_larger=True)
            self._greedy()
            if first or self._unite(same):
                break
        return sorted(sorted(c.members) for c in self._clusters.values())

    def _open(
        self,
        articles: Sequence[int],
        edges: Edges,
        different: Iterable[tuple[int, int]],
        bounds: Mapping[int, Bounds],
    ) -> None:
        self._clusters = {a: _Cluster([a], bounds=bounds.get(a, Bounds())) for a in articles}
        self._queue = []
        for (a, b), p in edges.items():
            self._clusters[a].near[b] = self._clusters[b].near[a] = (p, 1)
        for a, b in different:
            if a in self._clusters and b in self._clusters:
                self._clusters[a].apart.add(b)
                self._clusters[b].apart.add(a)

    def _unite(self, same: Iterable[Sequence[int]]) -> bool:
        """Merge the clusters of what people said is one; False where others they parted bar it:
        then what is one must be laid together first."""
        where = {n: k for k, cluster in self._clusters.items() for n in cluster.members}
        for group in same:
            first, *rest = sorted({where[n] for n in group})
            for other in rest:
                if other in self._clusters[first].apart:
                    return False
                self._merge(first, other)
                where = {n: first if k == other else k for n, k in where.items()}
        return True

    def _greedy(self) -> None:
        while self._queue:
            _, a, b, va, vb = heapq.heappop(self._queue)
            one, other = self._clusters.get(a), self._clusters.get(b)
            if one and other and (one.version, other.version) == (va, vb):
                self._merge(a, b)
                self._offer(a, only_larger=False)

    def _offer(self, a: int, *, only_larger: bool) -> None:
        one = self._clusters[a]
        for b in one.near:
            if (b > a or not only_larger) and self._may_merge(one, b):
                link = self.link(one, b)
                if link >= self._threshold:
                    low, high = min(a, b), max(a, b)
                    versions = self._clusters[low].version, self._clusters[high].version
                    heapq.heappush(self._queue, (-link, low, high, *versions))

    def _may_merge(self, one: _Cluster, b: int) -> bool:
        other = self._clusters[b]
        return b not in one.apart and not apart(one.bounds, other.bounds, self._window)

    def link(self, one: _Cluster, b: int) -> float:
        """The mean probability between two clusters, unknown pairs at their weight."""
        total, known = one.near[b]
        pairs = len(one.members) * len(self._clusters[b].members)
        return total / (known + self._unknown * (pairs - known))

    def _merge(self, a: int, b: int) -> None:
        one, other = self._clusters[a], self._clusters.pop(b)
        one.members += other.members
        one.version += 1
        one.bounds = joined((one.bounds, other.bounds))
        one.near.pop(b, None)
        for c, (total, known) in other.near.items():
            if c == a:
                continue
            third = self._clusters[c]
            third.near.pop(b)
            before = one.near.get(c, (0.0, 0))
            one.near[c] = third.near[a] = (before[0] + total, before[1] + known)
        one.apart |= other.apart
        for c in other.apart:
            if c in self._clusters:
                self._clusters[c].apart.discard(b)
                self._clusters[c].apart.add(a)
