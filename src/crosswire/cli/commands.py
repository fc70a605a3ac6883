"""The commands: compare, extract, annotate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.house import doctor, models, show_version
from crosswire.cli.output import Format, settle
from crosswire.cli.show import show_comparisons, show_readings, show_revisions
from crosswire.cli.talk import Talk

if TYPE_CHECKING:
    from crosswire.project import Project

app = typer.Typer(
    name="crosswire",
    help="Reads what many outlets publish about one event and lines it up.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Paths = Annotated[
    list[str],
    typer.Argument(
        help="Saved pages (.html, .txt, also .gz), folders of them, web archives (.warc, .wacz), "
        "article lines (.jsonl), or - for stdin.",
        metavar="PATH…",
        show_default=False,
    ),
]
HowOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="Default: by the ending of --output; else table on a terminal, jsonl in a pipe.",
        show_default=False,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write here; - is stdout.", show_default=False),
]
SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", help="A TOML file of settings.", show_default=False),
]
MostOption = Annotated[
    int | None,
    typer.Option("--max-failures", min=0, help="Stop after so many.", show_default=False),
]
PrimaryOption = Annotated[
    list[str] | None,
    typer.Option(
        "--primary",
        help="A transcript, statement or document (.txt, .html, .md) to set the pages' quotations "
        "against; no page itself. May be given several times.",
        metavar="FILE",
        show_default=False,
    ),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]


@app.callback()
def crosswire(
    version: Annotated[
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Reads what many outlets publish about one event and lines it up."""


@app.command()
def compare(
    paths: Paths,
    *,
    primary: PrimaryOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Line up the pages of one event: what all tell, what one tells, who is quoted, conflicts.

    Article lines with a "story" field may hold several events: one comparison each.
    """
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    project = _project(settings, debug)
    captures = talk.progress(project.captures(paths), "pages read")
    sources = project.captures(primary or ())
    found = talk.good(project.compare(captures, story=_story_name(paths), primary=sources))
    show_comparisons(found, form, output)
    raise typer.Exit(talk.close())


@app.command()
def extract(
    paths: Paths,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """The article of each page: text, title, outlet, authors, time, and what was removed and why.

    A refused page is a line too, with its reason.
    """
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    project = _project(settings, debug)
    captures = talk.progress(project.captures(paths), "pages read")
    show_revisions(talk.every(project.extract(captures)), form, output)
    raise typer.Exit(talk.close())


@app.command()
def annotate(
    paths: Paths,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Each page read whole: sentences, names and who they are, times, who is quoted saying what."""
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    project = _project(settings, debug)
    captures = talk.progress(project.captures(paths), "pages read")
    show_readings(talk.good(project.annotate(captures)), form, output)
    raise typer.Exit(talk.close())


app.command()(doctor)
app.add_typer(models, name="models")


def _project(settings: Path | None, debug: bool) -> "Project":
    from crosswire.config import Settings
    from crosswire.project import Project

    return Project(Settings.load(settings), debug=debug)


def _story_name(paths: list[str]) -> str:
    """A comparison of one folder goes by the folder's name."""
    only = Path(paths[0])
    return only.resolve().name if len(paths) == 1 and only.is_dir() else "story"
