"""What people decided: added once, withdrawn, never erased."""

from typing import Any, Literal

from sqlalchemy import Connection, Row, select, update

from crosswire.errors import ConfigError
from crosswire.records.entity import EntityJudgement
from crosswire.records.judgement import Judgement, place
from crosswire.records.story import StoryJudgement
from crosswire.store.rows import insert
from crosswire.store.tables import judgements

Decided = StoryJudgement | Judgement | EntityJudgement
Kind = Literal["story", "passage", "entity"]
_RECORDS: dict[str, type[StoryJudgement] | type[Judgement] | type[EntityJudgement]] = {
    "story": StoryJudgement, "passage": Judgement, "entity": EntityJudgement,
}  # fmt: skip


def put(connection: Connection, judgement: Decided) -> None:
    """Keep what was decided; one that is there adds nothing."""
    kind, a, b = _parts(judgement)
    row = {
        "id": judgement.id, "kind": kind, "a": a, "b": b, "decision": judgement.decision,
        "because": judgement.because, "made_by": judgement.made_by, "made_at": judgement.made_at,
        "withdrawn_by": judgement.withdrawn_by, "withdrawn_at": judgement.withdrawn_at,
        "body": judgement.model_dump(mode="json"),
    }  # fmt: skip
    insert(connection, judgements, [row])


def withdraw(connection: Connection, judgement_id: str, by: str, at: str) -> None:
    """Take it back. One that is withdrawn stays so, by whom and when it was."""
    found = get(connection, judgement_id)
    if found.withdrawn_at is not None:
        return
    body = found.model_copy(update={"withdrawn_by": by, "withdrawn_at": at})
    change = update(judgements).where(judgements.c.id == judgement_id)
    values = {"withdrawn_by": by, "withdrawn_at": at, "body": body.model_dump(mode="json")}
    connection.execute(change.values(values))


def get(connection: Connection, judgement_id: str) -> Decided:
    """One judgement, withdrawn or not."""
    ask = select(judgements).where(judgements.c.id == judgement_id)
    if (row := connection.execute(ask).first()) is None:
        raise ConfigError(
            f"the id of a judgement was wanted, none is {judgement_id!r}; `crosswire show STORY` "
            "lists a story's"
        )
    return recorded(row)


def recorded(row: Row[Any]) -> Decided:
    """The record of a row of ``judgements``; the columns say whether it was withdrawn, so that a
    reader as of an earlier time (``asof``) finds it standing."""
    withdrawn = {"withdrawn_by": row.withdrawn_by, "withdrawn_at": row.withdrawn_at}
    return _RECORDS[row.kind].model_validate({**row.body, **withdrawn})


def standing(connection: Connection, kind: Kind) -> list[Decided]:
    """Those of a kind that are not withdrawn, in the order they were made."""
    ask = (
        select(judgements)
        .where(judgements.c.kind == kind, judgements.c.withdrawn_at.is_(None))
        .order_by(judgements.c.made_at, judgements.c.id)
    )
    return [recorded(row) for row in connection.execute(ask)]


def _parts(judgement: Decided) -> tuple[Kind, str, str]:
    if isinstance(judgement, Judgement):
        return "passage", place(judgement.a.span), place(judgement.b.span)
    return (
        "story" if isinstance(judgement, StoryJudgement) else "entity", judgement.a, judgement.b
    )  # fmt: skip
