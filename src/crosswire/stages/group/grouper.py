"""Articles find their story: online as they come, and again, all together, when asked to settle."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crosswire.models.boost import Boosters
from crosswire.models.frequency import Background
from crosswire.records.story import (
    Alias,
    Arrival,
    Evidence,
    Move,
    Role,
    StoryJudgement,
    story_id,
)
from crosswire.stages.group.copies import is_copy
from crosswire.stages.group.days import stated
from crosswire.stages.group.decided import Decided
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.kinds import attached
from crosswire.stages.group.linkage import Linkage
from crosswire.stages.group.places import Places
from crosswire.stages.group.reasons import reasons
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import Sketch, sketch, unpack


class Rules(NamedTuple):
    """What training chose, and what the recipe asks for."""

    threshold: float
    """Mean chance of the pairs between article and story from which it joins."""
    unknown: float
    """Weight of a pair that was never weighed."""
    dormant_days: float
    made_by: str


class Grouper:
    """Holds the active stories in memory."""

    def __init__(self, model: Boosters, background: Background, rules: Rules) -> None:
        self._model = model
        self._background = background
        self._rules = rules
        self._shelf = Shelf(background)
        self._graph = Graph(self._shelf, model, rules.dormant_days)
        self._places = Places()
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._copies: dict[int, int] = {}
        self._last: dict[str, float] = {}
        self._touched: set[int] = set()
        self._decided = Decided()

    # ---- what comes ---------------------------------------------------------------------------

    def add(self, arrival: Arrival) -> Move:
        """Assign an article as it comes; one that is known already keeps its place."""
        known = self._numbers.get(arrival.article)
        if known is not None:
            return self._stay(known)
        at = self._keep(arrival.article, sketch(arrival, self._background))
        self._graph.weigh([at])
        original = self._original(at)
        if original is not None:
            self._copies[at] = original
            self._hide(at)
            return self._moved(at, self._places.story[original], "copy", 1.0)
        told = self._told(at)
        if told is not None:
            return self._moved(at, told[0], "judged", 1.0, made_by=told[1])
        ranked = self._ranked(at)
        if ranked and ranked[0][1] >= self._rules.threshold:
            return self._moved(at, ranked[0][0], "joined", ranked[0][1])
        return self._moved(at, self._places.fresh([arrival.article]), "founded", 1.0)

    def _keep(self, article: str, known: Sketch) -> int:
        at = self._shelf.put(known)
        self._names.append(article)
        self._numbers[article] = at
        self._touched.add(at)
        return at

    def _stay(self, at: int) -> Move:
        story = self._places.story[at]
        return Move(
            article=self._names[at], story=story, before=story, how="joined",
            role=self._role(at), probability=self._belonging(at, story),
            made_by=self._rules.made_by,
        )  # fmt: skip

    def _moved(
        self, at: int, story: str, how: object, chance: float, *, made_by: str | None = None
    ) -> Move:
        self._places.put(at, story)
        return Move.model_validate(
            {
                "article": self._names[at],
                "story": story,
                "how": how,
                "role": self._role(at),
                "probability": round(chance, 4),
                "made_by": made_by or self._rules.made_by,
            }
        )

    def _original(self, at: int) -> int | None:
        """The first article whose text this one is, whole or cut."""
        mine = self._shelf.sketches[at]
        found = [
            self._copies.get(other, other)
            for other in self._graph.near.get(at, {})
            if other < at and is_copy(mine, self._shelf.sketches[other])
        ]
        return min(found, default=None)

    def _hide(self, at: int) -> None:
        """A copy is nobody's neighbour."""
        self._graph.drop(at)
        self._shelf.hide(at)

    def _told(self, at: int) -> tuple[str, str] | None:
        """The story a person put this article into, and who."""
        for judgement in self._decided.of(self._names[at]):
            other = judgement.b if judgement.a == self._names[at] else judgement.a
            lies = self._places.story.get(self._numbers.get(other, -1))
            if judgement.decision == "same" and lies is not None:
                return lies, judgement.made_by
        return None

    def _ranked(self, at: int) -> list[tuple[str, float]]:
        """Stories an article may join, the likeliest first."""
        sums: dict[str, list[float]] = {}
        for other, chance in self._graph.near.get(at, {}).items():
            story = self._places.story.get(other)
            if story is not None and not self._side(other):
                sums.setdefault(story, []).append(chance)
        barred = self._barred(at)
        links = [(self._link(s, found), s) for s, found in sums.items() if s not in barred]
        return [(s, link) for link, s in sorted(links, key=lambda x: (-x[0], x[1]))]

    def _link(self, story: str, chances: Sequence[float]) -> float:
        size = sum(not self._side(n) for n in self._places.members[story])
        known = len(chances)
        return sum(chances) / (known + self._rules.unknown * max(size - known, 0))

    def _barred(self, at: int) -> set[str]:
        """Stories with an article that a person set apart from this one."""
        found = set()
        for judgement in self._decided.of(self._names[at]):
            other = judgement.b if judgement.a == self._names[at] else judgement.a
            if judgement.decision == "different" and other in self._numbers:
                found.add(self._places.story.get(self._numbers[other], ""))
        return found

    def _side(self, at: int) -> bool:
        """Whether an article never moves a story: a copy, or one that only touches it."""
        return at in self._copies or attached(self._shelf.sketches[at].kind)

    def _role(self, at: int) -> Role:
        return "attached" if attached(self._shelf.sketches[at].kind) else "member"

    def _belonging(self, at: int, story: str) -> float:
        """The chance that an article belongs where it lies."""
        if at in self._copies:
            return 1.0
        near = self._graph.near.get(at, {})
        others = [n for n in self._places.members[story] if n != at and not self._side(n)]
        found = [near[n] for n in others if n in near]
        if not others or not found:
            return 1.0 if len(self._places.members[story]) == 1 else 0.0
        unknown = self._rules.unknown * (len(others) - len(found))
        return round(sum(found) / (len(found) + unknown), 4)

    # ---- settling -----------------------------------------------------------------------------

    def settle(self) -> tuple[list[Move], list[Alias]]:
        """Group what was touched and all it hangs together with anew; what changed by it."""
        region = self._region(self._touched)
        self._touched = set()
        if not region:
            return [], []
        clusters = self._clusters(region)
        changed, gone = self._places.rename(clusters, self._names)
        merged = {alias.story for alias in gone}
        aliases = {a.story for a in gone}
        moves = [self._resettled(at, old, new, merged, aliases) for at, old, new in changed]
        return sorted(moves, key=lambda m: self._numbers[m.article]), gone

    def _resettled(self, at: int, old: str, new: str, merged: set[str], aliases: set[str]) -> Move:
        how = "merged" if old in merged and old in aliases else "reassigned"
        if how == "reassigned" and story_id(self._names[min(self._places.members[new])]) == new:
            how = "split" if self._places.members[new][0] == at else how
        return Move.model_validate(
            {
                "article": self._names[at],
                "story": new,
                "before": old,
                "how": how,
                "role": self._role(at),
                "probability": self._belonging(at, new),
                "made_by": self._rules.made_by,
            }
        )

    def _region(self, seeds: Iterable[int]) -> list[int]:
        """Everything that hangs together with ``seeds`` by stories or likely pairs, weighed anew."""
        waiting = {n for n in seeds if n in self._places.story}
        found: set[int] = set()
        while waiting:
            waiting |= {m for n in waiting for m in self._places.members[self._places.story[n]]}
            waiting -= found
            self._graph.weigh(n for n in waiting if n not in self._copies)
            found |= waiting
            waiting = {
                other
                for n in waiting
                for other, chance in self._graph.near.get(n, {}).items()
                if chance >= self._rules.threshold and other not in found
            }
        return sorted(found)

    def _clusters(self, region: Sequence[int]) -> list[list[int]]:
        """Average link over members; what is attached, and copies, follow."""
        inside = set(region)
        whole = [n for n in region if not self._side(n)]
        same, apart = self._decided.constraints(self._numbers)
        clusters = self._link_up(whole, same, apart)
        loose = [n for n in region if n not in self._copies and self._side(n)]
        where = {n: k for k, cluster in enumerate(clusters) for n in cluster}
        alone = []
        for n in loose:
            home = self._home(n, clusters, where)
            if home is None:
                alone.append(n)
            else:
                clusters[home].append(n)
        clusters += self._link_up(alone, same, apart)
        where = {n: k for k, cluster in enumerate(clusters) for n in cluster}
        for copy in region:
            if copy in self._copies:
                original = self._copies[copy]
                if original in inside:
                    clusters[where[original]].append(copy)
                else:
                    clusters.append([copy])
        return [sorted(c) for c in clusters]

    def _link_up(
        self,
        articles: Sequence[int],
        same: Sequence[Sequence[int]],
        apart: Sequence[tuple[int, int]],
    ) -> list[list[int]]:
        inside = set(articles)
        edges = {
            (n, m): chance
            for n in articles
            for m, chance in sorted(self._graph.near.get(n, {}).items())
            if n < m and m in inside
        }
        linkage = Linkage(threshold=self._rules.threshold, unknown=self._rules.unknown)
        together = [[n for n in group if n in inside] for group in same]
        return linkage.run(
            articles, edges, same=[g for g in together if len(g) > 1], different=apart
        )

    def _home(
        self, at: int, clusters: Sequence[Sequence[int]], where: Mapping[int, int]
    ) -> int | None:
        """The cluster that what is attached touches most."""
        best: tuple[float, int] | None = None
        for other, chance in self._graph.near.get(at, {}).items():
            if other in where and chance >= self._rules.threshold:
                best = max(best or (0.0, 0), (chance, -where[other]))
        return None if best is None else -best[1]

    # ---- people -------------------------------------------------------------------------------

    def judge(self, judgements: Sequence[StoryJudgement]) -> tuple[list[Move], list[Alias]]:
        """Take the standing judgements, all of them each time; what moves by them."""
        before, self._decided = self._decided, Decided(judgements)
        differ = {j.id: j for j in (*before.judgements, *self._decided.judgements)}
        kept = {j.id for j in before.judgements} & {j.id for j in self._decided.judgements}
        named = {n for j in differ.values() if j.id not in kept for n in (j.a, j.b)}
        self._touched |= {self._numbers[n] for n in named if n in self._numbers}
        moves, aliases = self.settle()
        told = {n: j.made_by for j in self._decided.judgements for n in (j.a, j.b)}
        return [
            move.model_copy(update={"how": "judged", "made_by": told[move.article]})
            if move.article in told
            else move
            for move in moves
        ], aliases

    # ---- what stands --------------------------------------------------------------------------

    def stories(self) -> Mapping[str, Sequence[str]]:
        """Active story → its articles in the order they came."""
        return {
            story: [self._names[n] for n in sorted(members)]
            for story, members in self._places.members.items()
        }

    def runner_up(self, article: str) -> tuple[str, float] | None:
        """The likeliest story that an article does not lie in, and its chance."""
        at = self._numbers[article]
        lies = self._places.story[at]
        others = [(s, p) for s, p in self._ranked(at) if s != lies]
        return (others[0][0], round(others[0][1], 4)) if others else None

    def explain(self, article: str, story: str) -> tuple[Evidence, ...]:
        """Why an article lies in a story, or why not: the member nearest to it, weighed aloud."""
        at = self._numbers[article]
        story = self._places.aliases.get(story, story)
        others = [n for n in self._places.members.get(story, ()) if n != at]
        if not others:
            return ()
        array = np.array(others, np.int64)
        chances = self._graph.chance(at, array)
        nearest = others[int(np.argmax(chances))]
        return reasons(self._shelf, self._model, at, nearest)

    # ---- keeping ------------------------------------------------------------------------------

    def sketch(self, article: str) -> bytes:
        """What is needed to weigh an article again."""
        return self._shelf.sketches[self._numbers[article]].pack()

    def restore(self, items: Iterable[tuple[str, str, Role, bytes]]) -> None:
        """Take back articles with their stories, in the order they once came."""
        fresh = [(self._keep(article, unpack(data)), story) for article, story, _, data in items]
        for at, story in fresh:
            self._places.put(at, story)
        for at, _ in fresh:
            self._graph.weigh([at])
            original = self._original(at)
            if original is not None and original != at:
                self._copies[at] = original
                self._hide(at)

    def forget(self, before: str) -> list[str]:
        """Stories without a new article for ``dormant_days`` before that day leave memory."""
        limit = stated(before)
        if limit is None:
            return []
        gone = [
            story
            for story, members in self._places.members.items()
            if self._newest(members) < limit - self._rules.dormant_days
        ]
        for story in gone:
            for at in list(self._places.members[story]):
                self._lose(at)
        return sorted(gone)

    def _newest(self, members: Sequence[int]) -> float:
        days = self._shelf.days[list(members)]
        return float(np.nanmax(days)) if not np.isnan(days).all() else float("inf")

    def _lose(self, at: int) -> None:
        self._places.lift(at)
        self._graph.drop(at)
        self._shelf.drop(at)
        self._touched.discard(at)
        self._copies.pop(at, None)
        del self._numbers[self._names[at]]


def group_all(grouper: Grouper, arrivals: Iterable[Arrival]) -> Iterator[tuple[str, str]]:
    """Add all, settle, and say where each article lies, in the order given."""
    order = [arrival.article for arrival in arrivals if grouper.add(arrival)]
    grouper.settle()
    lies = {name: story for story, names in grouper.stories().items() for name in names}
    for name in order:
        yield name, lies[name]
