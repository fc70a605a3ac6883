"""Runs and failures: what wrote to the store, and what could not be used."""

from typing import Annotated

from fastapi import APIRouter, Query

from crosswire.store import lists_runs
from crosswire.web.asking import FailuresAsked, RunsAsked, known
from crosswire.web.house import Here
from crosswire.web.twin import twin
from crosswire.web.views.lists import FailuresView, RunsView, RunView

router = APIRouter()


@twin(router, "/runs", "runs.html.j2")
def runs(asked: Annotated[RunsAsked, Query()], here: Here) -> RunsView:
    """Every command that wrote here, the latest first."""
    with here.desk as desk, desk.store.read() as reader:
        found = lists_runs.run_lines(reader, asked.limit + 1, cursor=asked.cursor)
    shown = found[: asked.limit]
    return RunsView(runs=tuple(shown), next=shown[-1].id if len(found) > asked.limit else None)


@twin(router, "/runs/{run}", "run.html.j2")
def run(run: str, asked: Annotated[RunsAsked, Query()], here: Here) -> RunView:
    """One run, and what it could not use."""
    with here.desk as desk, desk.store.read() as reader:
        line = known(lambda: lists_runs.run_line(reader, run), "Look it up among the runs.")
        found = lists_runs.failure_lines(
            reader, run=line.id, limit=asked.limit + 1, cursor=asked.cursor
        )
        kinds = lists_runs.failure_kinds(reader, run=line.id)
    shown = found[: asked.limit]
    more = shown[-1].id if len(found) > asked.limit else None
    return RunView(run=line, kinds=tuple(kinds), failures=tuple(shown), next=more)


@twin(router, "/failures", "failures.html.j2")
def failures(asked: Annotated[FailuresAsked, Query()], here: Here) -> FailuresView:
    """What could not be used, by kind; of one kind, each."""
    with here.desk as desk, desk.store.read() as reader:
        kinds = lists_runs.failure_kinds(reader, run=asked.run)
        found = lists_runs.failure_lines(
            reader, run=asked.run, kind=asked.kind, stage=asked.stage, limit=asked.limit + 1,
            cursor=asked.cursor,
        )  # fmt: skip
    shown = found[: asked.limit]
    return FailuresView(
        kinds=tuple(kinds), failures=tuple(shown), kind=asked.kind, run=asked.run,
        next=shown[-1].id if len(found) > asked.limit else None,
    )  # fmt: skip
