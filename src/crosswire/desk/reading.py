"""Close reading of what is kept: names, times, quotations; each text once a version."""

from collections.abc import Callable, Iterable

from crosswire.desk.adding import CRASHED, Told, some
from crosswire.pipeline import Pipeline
from crosswire.records.failure import Failure
from crosswire.stages.clean.repeated import without
from crosswire.store.base import Writer
from crosswire.store.pending import Unread, unread
from crosswire.store.repeats import repeats

BATCH = 5
"""Articles that a worker reads between two transactions."""
STAGE = "read"
"""Stage of the ledger for what was read closely, or could not be."""

Watch = Callable[[Iterable[Unread], str], Iterable[Unread]]
"""Passes items on and shows how far a run has come."""


def version(pipeline: Pipeline) -> str:
    """What reads: a reading by another version is read again."""
    parts = (pipeline.clean, pipeline.annotate, pipeline.quote)
    stages = " ".join(f"{stage.name}/{stage.version}" for stage in parts)
    return f"{stages} {pipeline.annotate.pipeline}"


def read_closely(
    writer: Writer, pipeline: Pipeline, *, shared: bool, told: Told, watch: Watch
) -> int:
    """Read what has not been read; how many were. ``shared``: of stories that two outlets tell."""
    wanted = version(pipeline)
    waiting = [*unread(writer, wanted, shared=shared)]
    tried = writer.done(STAGE, wanted, [one.revision for one in waiting])
    left = [one for one in waiting if one.revision not in tried]
    number = 0
    for group in some(
        watch(left, "articles read closely") if left else (), BATCH * pipeline.engine.workers
    ):
        failures, good = _read(writer, pipeline, group, wanted)
        number += good
        answers = [told(failure) for failure in failures]
        if not all(answers):
            break
    return number


def _read(
    writer: Writer, pipeline: Pipeline, group: list[Unread], wanted: str
) -> tuple[list[Failure], int]:
    again = repeats(writer, {one.article: one.revision for one in group})
    found = [
        read if isinstance(read, Failure) else without(read, again.get(one.article, ()))
        for one, read in zip(
            group, pipeline.read(writer.revision(one.revision) for one in group), strict=True
        )
    ]
    failures = []
    with writer.batch() as batch:
        for one, reading in zip(group, found, strict=True):
            if isinstance(reading, Failure):
                batch.add_failure(reading)
                failures.append(reading)
            else:
                batch.add_reading(reading, one.article, one.revision, wanted)
        tried = [
            one.revision
            for one, reading in zip(group, found, strict=True)
            if not isinstance(reading, Failure) or reading.kind != CRASHED
        ]
        batch.mark_done(STAGE, wanted, tried)
        batch.count(read=len(group) - len(failures))
    return failures, len(group) - len(failures)
