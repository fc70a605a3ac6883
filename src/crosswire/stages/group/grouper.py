"""Articles find their story: online as they come, and again, all together, when asked to settle."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice
from types import MappingProxyType

from crosswire.models.frequency import Background
from crosswire.records.story import (
    Alias,
    Arrival,
    Evidence,
    How,
    Move,
    Role,
    StoryJudgement,
    story_id,
)
from crosswire.stages.group import placing
from crosswire.stages.group.bounds import bounds_of
from crosswire.stages.group.copies import is_copy
from crosswire.stages.group.days import stated
from crosswire.stages.group.decided import Decided
from crosswire.stages.group.graph import Graph
from crosswire.stages.group.grounds import Bench, Grounds, Hearing, Read
from crosswire.stages.group.kinds import attached
from crosswire.stages.group.places import Places
from crosswire.stages.group.placing import Placing
from crosswire.stages.group.settling import Models, Rules, Settling
from crosswire.stages.group.shelf import Shelf
from crosswire.stages.group.sketch import Sketch, sketch, unpack

_UNSETTLED = 1_000
"""Of what comes back from a store, the last so many are looked at again: a run that ended early may
not have settled them."""


class Grouper:
    """Holds the active stories in memory."""

    def __init__(self, models: Models, background: Background, rules: Rules) -> None:
        self._models = models
        self._background = background
        self._rules = rules
        self._shelf = Shelf(background)
        self._graph = Graph(self._shelf, models.pairs, models.company, rules.dormant_days)
        self._places = Places()
        self._settling = Settling(self._shelf, self._graph, self._places, rules)
        self._names: list[str] = []
        self._came: list[float] = []
        self._clock = math.inf
        """The day that the last article counts as news of."""
        self._numbers: dict[str, int] = {}
        self._copies = self._settling.copies
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
            return self._moved(at, self._places.story[original], self._copied(at))
        told = self._told(at)
        if told is not None:
            return self._moved(at, told[0], placing.told(told[1]))
        ranked = list(islice(self._ranked(at), 2))
        if ranked and ranked[0][1] >= self._rules.threshold:
            return self._moved(at, ranked[0][0], placing.joined(ranked))
        alone = placing.founded(ranked, self._rules.threshold)
        return self._moved(at, self._places.fresh([arrival.article]), alone)

    def _copied(self, at: int) -> Placing:
        return placing.copied(self._names[self._copies[at]])

    def _keep(self, article: str, known: Sketch) -> int:
        at = self._shelf.put(known)
        self._note(at, article)
        self._touched.add(at)
        return at

    def _note(self, at: int, article: str) -> None:
        self._names.append(article)
        self._clock = self._day(self._shelf.sketches[at])
        self._came.append(self._clock)
        self._numbers[article] = at

    def _day(self, known: Sketch) -> float:
        """The day an article counts as news of: its own, when it was seen, or the one before it."""
        return next((day for day in (known.day, known.seen) if day is not None), self._clock)

    def _stay(self, at: int) -> Move:
        """Where an article lies, and why, as far as that needs no person's word."""
        story, name = self._places.story[at], self._names[at]
        chance = self._belonging(at, story)
        if self._copies.get(at) in self._places.members[story]:
            why = self._copied(at)
        elif story_id(name) == story:
            why = placing.founded([], self._rules.threshold)
        else:
            why = placing.joined([(story, chance)])
        return Move(
            article=name, story=story, before=story, how=why.how, role=self._role(at),
            probability=chance, because=why.because, made_by=self._rules.made_by,
        )  # fmt: skip

    def _moved(self, at: int, story: str, why: Placing) -> Move:
        self._places.put(at, story)
        return Move(
            article=self._names[at], story=story, how=why.how, role=self._role(at),
            probability=round(why.chance, 4), because=why.because,
            made_by=why.made_by or self._rules.made_by,
        )  # fmt: skip

    def _original(self, at: int) -> int | None:
        """The first article whose text this one is, whole or cut."""
        mine = self._shelf.sketches[at]
        found = [
            self._copies.get(other, other)
            for other in self._graph.texts_like(at)
            if other < at and is_copy(mine, self._shelf.sketches[other])
        ]
        return min(found, default=None)

    def _hide(self, at: int) -> None:
        """A copy is nobody's neighbour."""
        self._graph.drop(at)
        self._shelf.hide(at)

    def _told(self, at: int) -> tuple[str, StoryJudgement] | None:
        """The story a person put this article into, and their word."""
        for judgement in self._decided.of(self._names[at]):
            other = judgement.b if judgement.a == self._names[at] else judgement.a
            lies = self._places.story.get(self._numbers.get(other, -1))
            if judgement.decision == "same" and lies is not None:
                return lies, judgement
        return None

    def _ranked(self, at: int) -> Iterator[tuple[str, float]]:
        """Stories an article may join, the likeliest first."""
        sums: dict[str, list[float]] = {}
        for other, chance in self._graph.joint.get(at, {}).items():
            story = self._places.story.get(other)
            if story is not None and not self._settling.side(other):
                sums.setdefault(story, []).append(chance)
        barred = self._barred(at)
        mine = bounds_of(self._shelf.sketches[at])
        links = [(self._link(s, found), s) for s, found in sums.items() if s not in barred]
        for link, story in sorted(links, key=lambda x: (-x[0], x[1])):
            if not self._settling.barred(mine, self._places.members[story]):
                yield story, link

    def _link(self, story: str, chances: Sequence[float]) -> float:
        size = sum(not self._settling.side(n) for n in self._places.members[story])
        known = len(chances)
        return sum(chances) / (known + self._rules.unknown * max(size - known, 0))

    def _barred(self, at: int) -> set[str]:
        """Stories with an article that a person set apart from this one."""
        found = set()
        for judgement in self._decided.of(self._names[at]):
            other = judgement.b if judgement.a == self._names[at] else judgement.a
            if judgement.decision == "different" and other in self._numbers:
                found.add(self._places.story.get(self._numbers[other], ""))
        issues = self._graph.issues.get(at, ())
        return found | {self._places.story[n] for n in issues if n in self._places.story}

    def _role(self, at: int) -> Role:
        return "attached" if attached(self._shelf.sketches[at].kind) else "member"

    def _belonging(self, at: int, story: str) -> float:
        """The chance that an article belongs where it lies."""
        if at in self._copies:
            return 1.0
        near = self._graph.joint.get(at, {})
        others = [n for n in self._places.members[story] if n != at and not self._settling.side(n)]
        found = [near[n] for n in others if n in near]
        if not others or not found:
            return 1.0 if len(self._places.members[story]) == 1 else 0.0
        unknown = self._rules.unknown * (len(others) - len(found))
        return round(sum(found) / (len(found) + unknown), 4)

    # ---- settling -----------------------------------------------------------------------------

    def settle(self) -> tuple[list[Move], list[Alias]]:
        """Group what was touched and all it hangs together with anew; what changed by it."""
        touched, self._touched = self._touched, set()
        return self._settled(touched)

    def _settled(self, touched: Iterable[int]) -> tuple[list[Move], list[Alias]]:
        region = self._settling.region(touched)
        if not region:
            return [], []
        clusters = self._settling.clusters(region, *self._decided.constraints(self._numbers))
        changed, gone = self._places.rename(clusters, self._names)
        merged = {alias.story for alias in gone}
        aliases = {a.story for a in gone}
        moves = [self._resettled(at, old, new, merged, aliases) for at, old, new in changed]
        return sorted(moves, key=lambda m: self._numbers[m.article]), gone

    def _resettled(self, at: int, old: str, new: str, merged: set[str], aliases: set[str]) -> Move:
        how: How = "merged" if old in merged and old in aliases else "reassigned"
        if how == "reassigned" and story_id(self._names[min(self._places.members[new])]) == new:
            how = "split" if self._places.members[new][0] == at else how
        chance = self._belonging(at, new)
        return Move(
            article=self._names[at], story=new, before=old, how=how, role=self._role(at),
            probability=chance, because=self._resettled_by(at, new, chance),
            made_by=self._rules.made_by,
        )  # fmt: skip

    def _resettled_by(self, at: int, story: str, chance: float) -> tuple[Evidence, ...]:
        """Why the delayed pass put an article there; a copy goes with its original."""
        if self._copies.get(at) in self._places.members[story]:
            return self._copied(at).because
        return placing.resettled(chance, self.runner_up(self._names[at]))

    # ---- people -------------------------------------------------------------------------------

    def judge(self, judgements: Sequence[StoryJudgement]) -> tuple[list[Move], list[Alias]]:
        """Take the standing judgements, all of them each time; what moves by them."""
        before, self._decided = self._decided, Decided(judgements)
        differ = {j.id: j for j in (*before.judgements, *self._decided.judgements)}
        kept = {j.id for j in before.judgements} & {j.id for j in self._decided.judgements}
        named = {n for j in differ.values() if j.id not in kept for n in (j.a, j.b)}
        moves, aliases = self._settled(self._numbers[n] for n in named if n in self._numbers)
        told = {n: j for j in self._decided.judgements for n in (j.a, j.b)}
        moved = [self._by_word(move, told.get(move.article)) for move in moves]
        # Who stays where a person's word, now withdrawn, had put it lies there by other reasons.
        left = named - told.keys() - {move.article for move in moves}
        stays = [self._stay(self._numbers[n]) for n in sorted(left) if n in self._numbers]
        return [*moved, *stays], aliases

    def _by_word(self, move: Move, judgement: StoryJudgement | None) -> Move:
        if judgement is None:
            return move
        why = placing.told(judgement)
        return move.model_copy(
            update={"how": why.how, "made_by": why.made_by, "because": why.because}
        )

    # ---- what stands --------------------------------------------------------------------------

    def stories(self) -> Mapping[str, Sequence[str]]:
        """Active story → its articles in the order they came."""
        return {
            story: [self._names[n] for n in sorted(members)]
            for story, members in self._places.members.items()
        }

    def lives(self, story: str) -> bool:
        """Whether a story is active."""
        return story in self._places.members

    def knows(self, article: str) -> bool:
        """Whether an article lies in an active story."""
        return article in self._numbers

    def awake(self) -> int:
        """How many articles lie in active stories."""
        return len(self._numbers)

    def runner_up(self, article: str) -> tuple[str, float] | None:
        """The likeliest story that an article does not lie in, and its chance."""
        at = self._look_up(article)
        lies = self._places.story[at]
        other = next(((s, p) for s, p in self._ranked(at) if s != lies), None)
        return (other[0], round(other[1], 4)) if other else None

    def explain(self, article: str, story: str, read: Read) -> Grounds:
        """Why an article lies in a story, or why not: the member nearest to it, weighed aloud in
        the words of both texts, which ``read`` brings."""
        at = self._look_up(article)
        story = self._places.aliases.get(story, story)
        others = [n for n in self._places.members.get(story, ()) if n != at]
        bench = Bench(
            self._models, self._background, self._rules, self._graph, self._settling,
            self._decided, self._names,
        )  # fmt: skip
        return Hearing(bench, at, others, read).grounds()

    def _look_up(self, article: str) -> int:
        """The number of an article; one that came back from a store has its neighbours looked up."""
        at = self._numbers[article]
        self._graph.look_up([at])
        return at

    # ---- keeping ------------------------------------------------------------------------------

    def sketch(self, article: str) -> bytes:
        """What is needed to weigh an article again."""
        return self._shelf.sketches[self._numbers[article]].pack()

    def restore(
        self,
        items: Iterable[tuple[str, str, Role, bytes]],
        *,
        settled: bool = False,
        aliases: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take back articles with their stories, in the order they once came; the delayed pass need
        not look at what is known to be ``settled``. ``aliases``: stories that live on in others."""
        known = list(items)
        fresh = self._shelf.put_all(unpack(data) for *_, data in known)
        for at, (article, story, *_) in zip(fresh, known, strict=True):
            self._note(at, article)
            self._places.put(at, story)
        self._places.merged(aliases)
        for story in dict.fromkeys(story for _, story, *_ in known):
            self._find_copies(self._places.members[story])
        if not settled:
            self._touched.update(fresh[-_UNSETTLED:])

    def _find_copies(self, members: Sequence[int]) -> None:
        sketches = self._shelf.sketches
        originals: list[int] = []
        for at in sorted(members):
            texts = (n for n in originals if is_copy(sketches[at], sketches[n]))
            original = next(texts, None)
            if original is not None:
                self._copies[at] = original
                self._hide(at)
            elif sketches[at].shingles:
                originals.append(at)

    def forget(self, before: str) -> list[str]:
        """Stories without a new article for ``dormant_days`` before that day leave memory."""
        limit = stated(before)
        if limit is None:
            return []
        gone = [
            story
            for story, members in self._places.members.items()
            if max(self._came[n] for n in members) < limit - self._rules.dormant_days
        ]
        lost = [at for story in gone for at in self._places.members[story]]
        for at in lost:
            self._lose(at)
        self._free_copies(set(lost))
        if self._shelf.wasteful:
            self._renumber(self._shelf.compact())
        return sorted(gone)

    def _lose(self, at: int) -> None:
        self._places.lift(at)
        self._graph.drop(at)
        self._shelf.drop(at)
        self._touched.discard(at)
        self._copies.pop(at, None)
        del self._numbers[self._names[at]]

    def _free_copies(self, lost: Set[int]) -> None:
        """Copies that lie elsewhere, of articles that left, stand for themselves."""
        for copy in [c for c, original in self._copies.items() if original in lost]:
            del self._copies[copy]
            self._shelf.show(copy)
            self._touched.add(copy)

    def _renumber(self, kept: Sequence[int]) -> None:
        """The shelf holds these and nothing else from now on, in this order."""
        new = {old: at for at, old in enumerate(kept)}
        self._names = [self._names[old] for old in kept]
        self._came = [self._came[old] for old in kept]
        self._numbers = {name: at for at, name in enumerate(self._names)}
        self._touched = {new[old] for old in self._touched}
        copies = {new[copy]: new[original] for copy, original in self._copies.items()}
        self._copies.clear()
        self._copies.update(copies)
        self._places.renumber(new)
        self._graph.renumber(new)


def group_all(grouper: Grouper, arrivals: Iterable[Arrival]) -> Iterator[tuple[str, str]]:
    """Add all, settle, and say where each article lies, in the order given."""
    order = [arrival.article for arrival in arrivals if grouper.add(arrival)]
    grouper.settle()
    lies = {name: story for story, names in grouper.stories().items() for name in names}
    for name in order:
        yield name, lies[name]
