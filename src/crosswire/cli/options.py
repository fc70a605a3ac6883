"""What several commands take: paths, formats, settings."""

import getpass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.output import Format
from crosswire.cli.talk import say
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk
    from crosswire.project import Project


class Where(StrEnum):
    """Which engine runs the stages."""

    AUTO = "auto"
    LOCAL = "local"
    POOL = "pool"
    RAY = "ray"


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
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="The store: a file, or postgresql://user@host/name. Default: the setting store.",
        metavar="FILE|URL",
        show_default=False,
    ),
]
LimitOption = Annotated[
    int, typer.Option("--limit", min=1, max=1_000_000, help="Lines at most.", show_default=True)
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", help="From this day or instant, ISO 8601.", show_default=False),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", help="To this day (included) or instant.", show_default=False),
]
OutletOption = Annotated[
    str | None,
    typer.Option("--outlet", help="Of this outlet: its name or domain.", show_default=False),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="As it was known then: a day (to its end, UTC) or an instant with its zone.",
        metavar="TIME",
        show_default=False,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", help="Who judges; your login name without it.", show_default=False),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        max=256,
        help="Processes that read pages side by side. Default: the setting workers, 1.",
        show_default=False,
    ),
]
EngineOption = Annotated[
    Where | None,
    typer.Option(
        "--engine",
        help="Where pages are read: in this process, in processes of this machine, or on a Ray "
        "cluster (the one RAY_ADDRESS names, else one on this machine). Default: the setting engine, "
        "auto: pool where there are more workers than one.",
        show_default=False,
    ),
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]


def open_project(
    settings: Path | None,
    debug: bool,
    workers: int | None = None,
    engine: Where | None = None,
) -> "Project":
    """The project with its settings; imports what is heavy only now."""
    from crosswire.config import Settings
    from crosswire.project import Project

    chosen = Settings.load(settings).with_(workers=workers, engine=engine and engine.value)
    return Project(chosen, debug=debug)


def open_desk(
    settings: Path | None,
    store: str | None,
    *,
    debug: bool = False,
    create: bool = False,
    as_of: str | None = None,
    workers: int | None = None,
    engine: Where | None = None,
) -> "Desk":
    """The desk at the store asked for, else at the one of the settings; says what time it answers
    as of."""
    from crosswire.config import Settings
    from crosswire.desk.desk import Desk
    from crosswire.project import Project

    chosen = Settings.load(settings).with_(
        store=store, workers=workers, engine=engine and engine.value
    )
    desk = Desk.open(Project(chosen, debug=debug), create=create, as_of=as_of)
    if desk.as_of is not None:
        say(f"As it was known at {desk.as_of}.")
    return desk


def login_name(by: str | None) -> str:
    """Who judges: the name given, else that of the login."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError) as fault:
        raise ConfigError("who judges is not known here: say it with --by NAME") from fault


def story_name(paths: list[str]) -> str:
    """A comparison of one folder goes by the folder's name."""
    only = Path(paths[0])
    return only.resolve().name if len(paths) == 1 and only.is_dir() else "story"
