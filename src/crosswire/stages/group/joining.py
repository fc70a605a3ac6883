"""The edges of all blocks, joined into stories: what hangs together is clustered as a whole.

The rules are those of the delayed pass (``settling.py``); what is new is only that nothing came
before: a story is founded by the earliest of its articles.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from crosswire.models.frequency import Background
from crosswire.records.story import How, Role, story_id
from crosswire.stages.group.blocks import Dated, Edge
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.kinds import attached
from crosswire.stages.group.places import Places
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


class Joining:
    """Edges over the articles of an archive, in the order of ``in_order``."""

    def __init__(
        self, ordered: Sequence[Dated], models: Models, words: Background, rules: Rules
    ) -> None:
        self._ordered = ordered
        self._number = {one.kept.article: at for at, one in enumerate(ordered)}
        self._rules = rules
        self._shelf = Shelf(words)
        self._graph = Graph(self._shelf, models.pairs, models.company, rules.dormant_days)
        self._settling = Settling(self._shelf, self._graph, Places(), rules)

    def stories(self, edges: Iterable[Edge]) -> Iterator[Told]:
        """The story of each article, by article id. Of a pair that was judged twice the first word
        holds, so edges come in the order of their blocks."""
        chances = self._read(edges)
        groups = self._together(chances)
        self._remember(groups)
        for (n, m), chance in chances.items():
            self._keep(n, m, chance)
        clusters = [[n] for n in range(len(self._ordered)) if n not in self._local]
        for group in groups:
            local = [self._local[n] for n in group]
            found = self._settling.clusters(local, (), ())
            clusters += ([group[at - local[0]] for at in members] for members in found)
        told = (one for cluster in clusters for one in self._tell(sorted(cluster)))
        yield from sorted(told)

    def _read(self, edges: Iterable[Edge]) -> dict[tuple[int, int], float]:
        chances: dict[tuple[int, int], float] = {}
        self._copies: dict[int, int] = {}
        self._issues: list[tuple[int, int]] = []
        for edge in edges:
            n, m = self._number[edge.a], self._number[edge.b]
            if edge.kind == "copy":
                self._copies[m] = min(n, self._copies.get(m, n))
            elif edge.kind == "issue":
                self._issues.append((n, m))
            else:
                chances.setdefault((n, m), edge.chance)
        for copy in sorted(self._copies):
            # The original of an original is earlier, so it is known by now.
            self._copies[copy] = self._copies.get(self._copies[copy], self._copies[copy])
        return chances

    def _together(self, chances: Mapping[tuple[int, int], float]) -> list[list[int]]:
        """What hangs together by likely pairs and copies; nothing that lies alone."""
        links = [pair for pair, chance in chances.items() if chance >= self._rules.threshold]
        links += self._copies.items()
        if not links:
            return []
        size = len(self._ordered)
        a, b = np.array(links).T
        graph = coo_matrix((np.ones(len(a), bool), (a, b)), shape=(size, size))
        _, labels = connected_components(graph, directed=False)
        order = np.argsort(labels, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
        return [part.tolist() for part in parts if len(part) > 1]

    def _remember(self, groups: Sequence[Sequence[int]]) -> None:
        """Sketches of what does not lie alone, under numbers of their own."""
        self._local: dict[int, int] = {}
        for group in groups:
            for n in group:
                self._local[n] = len(self._local)
                self._shelf.sketches.append(unpack(self._ordered[n].kept.sketch))
        self._settling.copies.update(
            (self._local[copy], self._local[original]) for copy, original in self._copies.items()
        )
        for n, m in self._issues:
            if n in self._local and m in self._local:
                self._graph.issues.setdefault(self._local[n], set()).add(self._local[m])
                self._graph.issues.setdefault(self._local[m], set()).add(self._local[n])

    def _keep(self, n: int, m: int, chance: float) -> None:
        if n in self._local and m in self._local:
            a, b = self._local[n], self._local[m]
            self._graph.joint.setdefault(a, {})[b] = chance
            self._graph.joint.setdefault(b, {})[a] = chance

    def _tell(self, cluster: Sequence[int]) -> Iterator[Told]:
        story = story_id(self._ordered[cluster[0]].kept.article)
        for n in cluster:
            article = self._ordered[n].kept.article
            original = self._copies.get(n)
            if original is not None and original in cluster:
                copy_of = self._ordered[original].kept.article
                yield Told(article, story, self._role(n), "copy", 1.0, copy_of)
            elif n == cluster[0]:
                yield Told(article, story, self._role(n), "founded", 1.0, None)
            else:
                chance = self._belonging(n, cluster)
                yield Told(article, story, self._role(n), "joined", chance, None)

    def _role(self, n: int) -> Role:
        kind = unpack(self._ordered[n].kept.sketch).kind
        return "attached" if attached(kind) else "member"

    def _belonging(self, n: int, cluster: Sequence[int]) -> float:
        near = self._graph.joint.get(self._local[n], {})
        local = [self._local[m] for m in cluster if m != n]
        others = [at for at in local if not self._settling.side(at)]
        found = [near[at] for at in others if at in near]
        unknown = self._rules.unknown * (len(others) - len(found))
        return round(sum(found) / (len(found) + unknown), 4) if found else 0.0
