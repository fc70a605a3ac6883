"""The edges of all blocks, joined into stories: what hangs together is clustered as a whole.

The rules are those of the delayed pass (``settling.py``); what is new is only that nothing came
before: a story is founded by the earliest of its articles.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from crosswire.models.frequency import Background
from crosswire.records.story import How, Role, story_id
from crosswire.stages.group.blocks import Dated, Edge
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.kinds import attached
from crosswire.stages.group.places import Places
from crosswire.stages.group.postings import Ints
from crosswire.stages.group.settling import Models, Rules, Settling
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import unpack


class Told(NamedTuple):
    """Where an article lies."""

    article: str
    story: str
    role: Role
    how: How
    probability: float
    """The mean chance with the others of its story; 1 for the founder and for copies."""
    copy_of: str | None


class _Pairs(NamedTuple):
    """What was judged, as arrays: there are a dozen pairs an article."""

    a: Ints
    b: Ints
    chance: NDArray[np.float64]

    def some(self, which: NDArray[Any]) -> "_Pairs":
        """These of them."""
        return _Pairs(self.a[which], self.b[which], self.chance[which])


class Joining:
    """Edges over the articles of an archive, in the order of ``in_order``. What hangs together is
    looked at group by group, so that memory holds ids, sketches and edges, and little else."""

    def __init__(
        self, ordered: Sequence[Dated], models: Models, words: Background, rules: Rules
    ) -> None:
        self._ordered = ordered
        self._number = {one.kept.article: at for at, one in enumerate(ordered)}
        self._rules = rules
        self._shelf = Shelf(words)
        self._graph = Graph(self._shelf, models.pairs, models.company, rules.dormant_days)
        self._settling = Settling(self._shelf, self._graph, Places(), rules)
        self._copies: dict[int, int] = {}
        self._issues: dict[int, list[int]] = {}

    def stories(self, edges: Iterable[Edge]) -> Iterator[Told]:
        """The story of each article, by article id. Of a pair that was judged twice the first word
        holds, so edges come in the order of their blocks."""
        pairs = self._read(edges)
        labels = self._labels(pairs)
        pairs = pairs.some(labels[pairs.a] == labels[pairs.b])
        by_label = np.argsort(labels[pairs.a], kind="stable")
        known = labels[pairs.a][by_label]
        told: list[Told] = []
        order = np.argsort(labels, kind="stable")
        for group in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
            label = labels[group[0]] if len(group) else 0
            low, high = np.searchsorted(known, (label, label + 1))
            told += self._of_group(group.tolist(), pairs.some(by_label[low:high]))
        yield from sorted(told)

    def _read(self, edges: Iterable[Edge]) -> _Pairs:
        low, high, chances = array("q"), array("q"), array("d")
        for edge in edges:
            n, m = self._number[edge.a], self._number[edge.b]
            if edge.kind == "copy":
                self._copies[m] = min(n, self._copies.get(m, n))
            elif edge.kind == "issue":
                self._issues.setdefault(n, []).append(m)
            else:
                low.append(n)
                high.append(m)
                chances.append(edge.chance)
        for copy in sorted(self._copies):
            # The original of an original is earlier, so it is known by now.
            self._copies[copy] = self._copies.get(self._copies[copy], self._copies[copy])
        a, b = np.array(low, np.int64), np.array(high, np.int64)
        _, first = np.unique(a * max(1, len(self._ordered)) + b, return_index=True)
        return _Pairs(a[first], b[first], np.array(chances, np.float64)[first])

    def _labels(self, pairs: _Pairs) -> Ints:
        """A number for each article, the same for what hangs together by likely pairs and copies."""
        likely = pairs.chance >= self._rules.threshold
        copies = np.array([*self._copies.items()], np.int64).reshape(-1, 2)
        a = np.concatenate([pairs.a[likely], copies[:, 0]])
        b = np.concatenate([pairs.b[likely], copies[:, 1]])
        size = len(self._ordered)
        graph = coo_matrix((np.ones(len(a), bool), (a, b)), shape=(size, size))
        found: Ints = connected_components(graph, directed=False)[1].astype(np.int64)
        return found

    def _of_group(self, group: Sequence[int], pairs: _Pairs) -> Iterator[Told]:
        """Cluster what hangs together, under numbers of its own."""
        if not group:
            return
        local = {n: at for at, n in enumerate(group)}
        self._shelf.sketches = [unpack(self._ordered[n].kept.sketch) for n in group]
        joint: dict[int, dict[int, float]] = {}
        for n, m, chance in zip(*(column.tolist() for column in pairs), strict=True):
            joint.setdefault(local[n], {})[local[m]] = chance
            joint.setdefault(local[m], {})[local[n]] = chance
        issues: dict[int, set[int]] = {}
        for n in group:
            for m in self._issues.get(n, ()):
                if m in local:
                    issues.setdefault(local[n], set()).add(local[m])
                    issues.setdefault(local[m], set()).add(local[n])
        self._graph.joint, self._graph.issues = joint, issues
        self._settling.copies = {
            local[n]: local[self._copies[n]] for n in group if n in self._copies
        }
        for cluster in self._settling.clusters(range(len(group)), (), ()):
            yield from self._tell(group, sorted(cluster))

    def _tell(self, group: Sequence[int], cluster: Sequence[int]) -> Iterator[Told]:
        founder = self._ordered[group[cluster[0]]].kept.article
        story = story_id(founder)
        for at in cluster:
            article = self._ordered[group[at]].kept.article
            role: Role = "attached" if attached(self._shelf.sketches[at].kind) else "member"
            original = self._settling.copies.get(at)
            if original is not None and original in cluster:
                copy_of = self._ordered[group[original]].kept.article
                yield Told(article, story, role, "copy", 1.0, copy_of)
            elif at == cluster[0]:
                yield Told(article, story, role, "founded", 1.0, None)
            else:
                chance = self._belonging(at, cluster)
                yield Told(article, story, role, "joined", chance, None)

    def _belonging(self, at: int, cluster: Sequence[int]) -> float:
        near = self._graph.joint.get(at, {})
        others = [n for n in cluster if n != at and not self._settling.side(n)]
        found = [near[n] for n in others if n in near]
        unknown = self._rules.unknown * (len(others) - len(found))
        return round(sum(found) / (len(found) + unknown), 4) if found else 0.0
