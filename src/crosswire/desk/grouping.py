"""The grouper in memory and the stories in the store, kept in step."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from crosswire.records.story import Alias, Arrival, Move, StoryJudgement
from crosswire.stages.group import Group, Grouper
from crosswire.stages.group.grounds import Grounds
from crosswire.stages.resolve import Resolve
from crosswire.store.base import Reader, Session, Sketched
from crosswire.store.pending import (
    articles_kept,
    recent_times,
    stale_sketches,
    standing_aliases,
    unsketched,
)

SETTLED = "settle"
"""Stage of the ledger for the delayed pass, by the number of articles there were."""
SETTLE = 500
"""Articles after which the delayed pass looks again at what was touched since."""
AWAKE = 2_000
"""Articles that may lie in stories that are awake before any goes to sleep: late and undated articles
find their story among so many (measured: B-cubed F1 .971 against .935 on 1,736 articles of which a
fifth are undated)."""
Changes = tuple[list[Move], list[Alias]]
_RESOLVE = Resolve().name
STRAGGLERS = 0.05
"""Share of the last arrivals that may be older than the rest without keeping old stories awake."""


def is_settled(reader: Reader, recipe: Group) -> bool:
    """No article came since the delayed pass; False also where the run that brought one died."""
    placed = str(articles_kept(reader))
    return bool(reader.done(SETTLED, str(recipe.version), [placed]))


class Grouping:
    """What the stage decides is written in the transaction that brought the articles."""

    def __init__(self, reader: Reader, recipe: Group, *, awake: Iterable[str] = ()) -> None:
        """Take up where the last writer left off.

        ``awake``: articles that must be at hand, though their stories sleep.
        """
        self.recipe = recipe
        self.version = str(recipe.version)
        self._reader = reader
        self._redrawn: dict[str, bytes] = {}
        kept = self._of_this_version([*reader.active_sketches()])
        self._woken = self._awoken(awake, {one.article for one in kept})
        # What slept came before what did not.
        settled = is_settled(reader, recipe)
        self._grouper, self._owed = self._taken_up([*self._woken, *kept], settled=settled)
        self._revised = False
        self._placed = articles_kept(reader)

    def _taken_up(self, known: Sequence[Sketched], *, settled: bool) -> tuple[Grouper, Changes]:
        """A grouper that knows these articles, and what moves by what people decided."""
        grouper = self.recipe.open()
        grouper.restore(known, settled=settled, aliases=standing_aliases(self._reader))
        standing = self._reader.standing_judgements()
        return grouper, (grouper.judge(standing) if standing else ([], []))

    def _awoken(self, awake: Iterable[str], kept: set[str]) -> list[Sketched]:
        """The articles of sleeping stories, sketched from their texts."""
        waiting = [article for article in awake if article not in kept]
        stories = {s: None for a in waiting if (s := self._reader.story_of(a)) is not None}
        found = []
        for story in stories:
            roles = self._reader.members(story)
            drawn = self._drawn(article for article in roles if article not in kept)
            found += [Sketched(one, story, roles[one], body) for one, body in drawn.items()]
        # A story that is parted again goes by its founder, who comes first.
        return sorted(found, key=lambda one: not self._founded(one.article))

    def _founded(self, article: str) -> bool:
        return any(place.move.how == "founded" for place in self._reader.history(article))

    def _of_this_version(self, kept: list[Sketched]) -> list[Sketched]:
        """Sketches of another version of the stage are drawn anew from the texts, and kept."""
        stale = stale_sketches(self._reader, self.version)
        if not stale:
            return kept
        self._redrawn = self._drawn(one.article for one in kept if one.article in stale)
        return [one._replace(sketch=self._redrawn.get(one.article, one.sketch)) for one in kept]

    def _drawn(self, articles: Iterable[str]) -> dict[str, bytes]:
        """A sketch of each article, whatever lies in the grouper now."""
        scratch = self.recipe.open()
        found = {}
        for arrival in self._reader.arrivals(articles):
            scratch.add(arrival)
            found[arrival.article] = scratch.sketch(arrival.article)
        return found

    def place(self, batch: Session, arrivals: Iterable[Arrival]) -> list[Move]:
        """Put new articles into stories, in the order they came."""
        moves: list[Move] = []
        written = 0
        for arrival in arrivals:
            moves.append(self._grouper.add(arrival))
            batch.put_sketch(arrival.article, self._grouper.sketch(arrival.article), self.version)
            self._placed += 1
            if self._placed % SETTLE == 0:
                self._write(batch, moves[written:], [])
                written = len(moves)
                self.settle(batch)
        self._write(batch, moves[written:], [])
        batch.mark_done(self.recipe.name, self.version, [move.article for move in moves])
        return moves

    def revise(self, batch: Session, articles: Iterable[str]) -> None:
        """Sketch anew what shows another text now. Each keeps its place until the delayed pass."""
        drawn = self._drawn(article for article in articles if self._grouper.knows(article))
        if not drawn:
            return
        for article, body in drawn.items():
            batch.put_sketch(article, body, self.version)
        batch.undo(SETTLED, [str(self._placed)])
        self._revised = True

    def settle(self, batch: Session) -> list[Move]:
        """The delayed pass: merge, split, reassign; stories without news go to sleep."""
        if self._revised:
            self._begin_anew(batch)
        moves, aliases = self._grouper.settle()
        self._write(batch, moves, aliases)
        batch.mark_done(SETTLED, self.version, [str(self._placed)])
        self._send_to_sleep(batch)
        return moves

    def _send_to_sleep(self, batch: Session) -> None:
        if self._grouper.awake() > AWAKE:
            batch.set_dormant(self._sleepers())

    def _begin_anew(self, batch: Session) -> None:
        """A grouper that reads the sketches as they are now."""
        # Let go of the old one first, so that memory never holds both.
        del self._grouper
        self._grouper, (moves, aliases) = self._taken_up(
            [*self._reader.active_sketches()], settled=False
        )
        self._revised = False
        self._write(batch, moves, aliases)

    def _sleepers(self) -> list[str]:
        """Stories without an article for days before what came lately; they leave memory."""
        times = sorted(recent_times(self._reader, SETTLE, self.recipe.dormant_days))
        if not times:
            return []
        lately = datetime.fromtimestamp(times[int(STRAGGLERS * len(times))], UTC)
        return self._grouper.forget(lately.isoformat())

    def judged(self, batch: Session, standing: Sequence[StoryJudgement]) -> list[Move]:
        """Put into effect what people decided, the whole of it."""
        told, aliases = self._grouper.judge(standing)
        moves = [move for move in told if move.before != move.story]
        # Who stays needs a word only where the reason it lies there is a word that was withdrawn.
        stays = [move for move in told if move.before == move.story and self._by_word(move.article)]
        self._write(batch, [*moves, *stays], aliases)
        awake = unsketched(self._reader, (one.article for one in self._woken))
        for woken in self._woken:
            if woken.article in awake:
                batch.put_sketch(woken.article, woken.sketch, self.version)
        return moves

    def _by_word(self, article: str) -> bool:
        """Whether a person's word is why an article lies where it does."""
        places = self._reader.history(article)
        return bool(places) and places[-1].move.how == "judged"

    def explain(self, article: str, story: str) -> Grounds:
        """Why an article lies in a story, or why not, in the words of the texts."""
        return self._grouper.explain(article, story, self._read)

    def _read(self, article: str) -> Arrival:
        """An article as the store has it."""
        (found,) = self._reader.arrivals([article])
        return found

    def runner_up(self, article: str) -> tuple[str, float] | None:
        """The likeliest other story, and its chance."""
        return self._grouper.runner_up(article)

    def _write(self, batch: Session, moves: Sequence[Move], aliases: Sequence[Alias]) -> None:
        """Moves in order; what opening brought about comes first."""
        redrawn, self._redrawn = self._redrawn, {}
        for article, drawn in redrawn.items():
            batch.put_sketch(article, drawn, self.version)
            batch.mark_done(self.recipe.name, self.version, [article])
        owed, self._owed = self._owed, ([], [])
        moves, aliases = [*owed[0], *moves], [*owed[1], *aliases]
        # What was merged on opening may be parted again by what is written with it.
        gone = [alias for alias in aliases if not self._grouper.lives(alias.story)]
        batch.apply_moves(moves, gone)
        moved = {move.article for move in moves if move.before not in (None, move.story)}
        if moved:
            # Who is who goes by the story, too.
            batch.undo(_RESOLVE, self._reader.current(moved).values())
