"""The commands: extract and annotate; the others have modules of their own."""

import gc
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.batch import run
from crosswire.cli.bundle import bundle, timestamp
from crosswire.cli.compare import compare
from crosswire.cli.desk import add, group, judge
from crosswire.cli.evidence import erase
from crosswire.cli.exchange import export, import_
from crosswire.cli.follow import alerts, follow, follows
from crosswire.cli.house import doctor, models, show_version
from crosswire.cli.lists import (
    entities,
    explain,
    failures,
    revisions,
    runs,
    search,
    show,
    stories,
)
from crosswire.cli.mcp import mcp
from crosswire.cli.options import (
    DebugOption,
    EngineOption,
    HowOption,
    MostOption,
    OutputOption,
    Paths,
    SettingsOption,
    WorkersOption,
    open_project,
)
from crosswire.cli.output import settle
from crosswire.cli.people import audit, notes, users
from crosswire.cli.questions import check
from crosswire.cli.quoted import quotes
from crosswire.cli.review import review
from crosswire.cli.serve import serve
from crosswire.cli.show import show_readings, show_revisions
from crosswire.cli.store import db
from crosswire.cli.talk import Talk, say
from crosswire.cli.verify import verify
from crosswire.cli.watch import feeds, watch

if TYPE_CHECKING:
    from crosswire.records.article import Revision
    from crosswire.records.failure import Failure

app = typer.Typer(
    name="crosswire",
    help="Reads what many outlets publish about one event and lines it up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


_SELDOM = (20_000, 20, 10)
"""How seldom memory is looked through for cycles while pages are read."""


@app.callback()
def crosswire(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Reads what many outlets publish about one event and lines it up."""


app.command()(compare)


@app.command()
def extract(
    paths: Paths,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
    *,
    workers: WorkersOption = None,
    engine: EngineOption = None,
    fast: Annotated[
        bool,
        typer.Option("--fast", help="Read a page once at most, and do not list what was removed."),
    ] = False,
) -> None:
    """The article of each page: text, title, outlet, authors, time, and what was removed and why.

    A refused page is a line too, with its reason. Pages whose article is in doubt after the first
    reading are read again, more strictly and more generously; how many is said at the end.
    """
    from crosswire.intake.meter import Meter

    # Pages leave no cycles behind them: to look for some every 700 objects takes a twentieth of the
    # time, and finds none.
    gc.set_threshold(*_SELDOM)
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    project = open_project(settings, debug, workers, engine)
    meter = Meter(paths)
    captures = talk.progress(project.captures(paths, meter), "pages read", meter)
    read = _counted(talk.every(project.extract(captures, fast=fast)))
    show_revisions(read, form, output)
    raise typer.Exit(talk.close())


def _counted(outcomes: "Iterable[Revision | Failure]") -> "Iterator[Revision | Failure]":
    """The outcomes; after the last, how many HTML pages took more than the first look at them."""
    pages = again = 0
    for outcome in outcomes:
        readings = getattr(outcome, "readings", ())
        pages += bool(readings)
        again += len(readings) - ("state" in readings) > 1
        yield outcome
    if pages:
        say(f"crosswire: {again} of {pages} pages ({again / pages:.0%}) took a further reading")


@app.command()
def annotate(
    paths: Paths,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
    *,
    workers: WorkersOption = None,
    engine: EngineOption = None,
) -> None:
    """Each page read whole: sentences, names and who they are, times, who is quoted saying what."""
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    project = open_project(settings, debug, workers, engine)
    captures = talk.progress(project.captures(paths), "pages read")
    show_readings(talk.good(project.annotate(captures)), form, output)
    raise typer.Exit(talk.close())


for command in (
    check, review, run,
    serve, add, watch, feeds, follow, follows, alerts, stories, show, search, entities, quotes, revisions, group, explain,
    judge, export, verify, bundle, timestamp, erase, runs, failures, doctor,
):  # fmt: skip
    app.command()(command)
app.command("import")(import_)
app.command()(notes)
app.command()(audit)
app.command()(mcp)
app.add_typer(users, name="users")
app.add_typer(db, name="db")
app.add_typer(models, name="models")
