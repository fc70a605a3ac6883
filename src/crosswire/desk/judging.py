"""What a person decides of two articles, and what follows from it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from crosswire.desk.grouping import Grouping
from crosswire.errors import ConfigError
from crosswire.records.judgement import Judgement
from crosswire.records.story import Move, StoryJudgement
from crosswire.stages.group import Group
from crosswire.store.base import Reader, Store
from crosswire.store.order import moment, now
from crosswire.store.pending import story_judgements

Decision = Literal["same", "different"]


class Judged(NamedTuple):
    """A decision, made or withdrawn, and the articles that it moved."""

    judgement: StoryJudgement
    moves: tuple[Move, ...]
    lies: tuple[str | None, str | None]
    """The stories of both articles now."""


def judge(store: Store, recipe: Group, asked: StoryJudgement) -> Judged:
    """Keep a decision on two articles, named by handles, and regroup by all that stand."""
    with store.read() as reader:  # what is asked wrongly is no run that failed
        a, b = reader.resolve_article(asked.a), reader.resolve_article(asked.b)
    if a == b:
        raise ConfigError(
            f"judge wants two articles, got one twice: {asked.a!r} and {asked.b!r} are both {a}"
        )
    with store.write(f"judge {asked.a} {asked.b} {asked.decision}") as writer:
        made = asked.model_copy(update={"a": a, "b": b})
        grouping = Grouping(writer, recipe, awake=(a, b))
        with writer.batch() as batch:
            batch.add_judgement(made)
            moves = grouping.judged(batch, writer.standing_judgements())
            batch.count(judged=1, moved=len(moves))
        return Judged(made, tuple(moves), (writer.story_of(a), writer.story_of(b)))


def withdraw(store: Store, recipe: Group, wanted: str, by: str) -> Judged:
    """Take back the decision whose id begins with ``wanted``; grouping is as if it had not been."""
    with store.read() as reader:
        _standing(reader, wanted)
    with store.write(f"judge --withdraw {wanted}") as writer:
        found = _standing(writer, wanted)
        grouping = Grouping(writer, recipe, awake=(found.a, found.b))
        at = now()
        with writer.batch() as batch:
            batch.withdraw_judgement(found.id, by, at)
            moves = grouping.judged(batch, writer.standing_judgements())
            batch.count(withdrawn=1, moved=len(moves))
        gone = found.model_copy(update={"withdrawn_by": by, "withdrawn_at": at})
        return Judged(gone, tuple(moves), (writer.story_of(found.a), writer.story_of(found.b)))


def known_then(judgements: Iterable[Judgement], at: str) -> list[Judgement]:
    """Judgements on passages as they were at ``at``: those made since are not known, those withdrawn
    since still stand."""
    then = moment(at)
    unmade = {"withdrawn_by": None, "withdrawn_at": None}
    return [
        one
        if one.withdrawn_at and moment(one.withdrawn_at) <= then
        else one.model_copy(update=unmade)
        for one in judgements
        if moment(one.made_at) <= then
    ]


def _standing(reader: Reader, wanted: str) -> StoryJudgement:
    digits = wanted.removeprefix("judgement-")
    fitting = [
        j
        for j in reader.standing_judgements()
        if digits and j.id.removeprefix("judgement-").startswith(digits)
    ]
    gone = [
        j
        for j in story_judgements(reader)
        if digits and j.withdrawn_at and j.id.removeprefix("judgement-").startswith(digits)
    ]
    if not fitting and len(gone) == 1:
        (one,) = gone
        raise ConfigError(f"{one.id} was withdrawn by {one.withdrawn_by} at {one.withdrawn_at}")
    if len(fitting) != 1:
        choices = "".join(f"\n  {j.id} {j.decision} by {j.made_by}" for j in fitting)
        raise ConfigError(
            f"one standing judgement on articles was wanted, {len(fitting)} have an id that begins "
            f"with {wanted!r}; see them with: crosswire judge --list{choices}"
        )
    return fitting[0]
