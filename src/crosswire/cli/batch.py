"""The command that runs over an archive: run."""

from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.desk import CloselyOption, Closeness
from crosswire.cli.options import (
    DebugOption,
    EngineOption,
    MostOption,
    Paths,
    SettingsOption,
    WorkersOption,
    open_project,
)
from crosswire.cli.talk import Talk, say

if TYPE_CHECKING:
    from crosswire.batch.run import Batch, Summary

PartitionsOption = Annotated[
    int | None,
    typer.Option(
        "--partitions",
        min=1,
        max=100_000,
        help="Into how many pieces the archive is cut. Default: one for each 64 MB.",
        show_default=False,
    ),
]
IntoOption = Annotated[
    str | None,
    typer.Option(
        "--into",
        help="Load the results into this store as well, once they are whole: a file, or "
        "postgresql://user@host/name. Several may load one folder at a time.",
        metavar="FILE|URL",
        show_default=False,
    ),
]


def run(
    paths: Paths,
    *,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help="The folder that takes the results, or s3://bucket/folder.",
            metavar="FOLDER",
            show_default=False,
        ),
    ],
    partitions: PartitionsOption = None,
    annotate: CloselyOption = Closeness.SHARED,
    into: IntoOption = None,
    workers: WorkersOption = None,
    engine: EngineOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Read a whole archive, find its stories and line each up, as Parquet files in a folder.

    Reads Parquet tables of article lines as well; paths may be addresses of objects, s3://bucket/key.
    What is there already is not done again: a run that was stopped, or lost a worker, or found the
    disk full, is taken up by running it again. The order in which files are named, and into how many
    pieces they are cut, change no record.
    """
    from crosswire.batch.run import Batch

    talk = Talk(max_failures=max_failures)
    project = open_project(settings, debug, workers, engine)
    batch = Batch(project, to, talk.heard, debug=debug)
    summary = batch.run(paths, partitions=partitions, closely=annotate.value)
    talk.done = summary.articles
    _show(summary)
    if into and not summary.missing:
        _load(batch, talk, into)
    elif into:
        say(f"not loaded into {into}: the run is not whole")
    raise typer.Exit(talk.close())


def _load(batch: "Batch", talk: Talk, url: str) -> None:
    from crosswire.store.loading import Loaded

    articles = known = 0
    for found in talk.every(batch.into(url)):
        if isinstance(found, Loaded):
            articles += found.articles
            known += found.known
    say(f"{articles} articles loaded; {known} partitions had been loaded before")


def _show(done: "Summary") -> None:
    again = done.partitions - done.read - sum(n.startswith("partition") for n in done.missing)
    say(f"{done.partitions} partitions: {done.read} read now, {again} read before")
    say(
        f"{done.articles} articles in {done.stories} stories, {done.shared} of them told by two outlets "
        f"or more; {done.readings} articles read closely, {done.comparisons} stories lined up; "
        f"{done.refused} pages refused"
    )
    if done.missing:
        say(f"not whole: without {', '.join(done.missing)}; run again to have them done")
