"""What several commands take: paths, formats, settings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.output import Format

if TYPE_CHECKING:
    from crosswire.project import Project

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


def open_project(settings: Path | None, debug: bool) -> "Project":
    """The project with its settings; imports what is heavy only now."""
    from crosswire.config import Settings
    from crosswire.project import Project

    return Project(Settings.load(settings), debug=debug)


def story_name(paths: list[str]) -> str:
    """A comparison of one folder goes by the folder's name."""
    only = Path(paths[0])
    return only.resolve().name if len(paths) == 1 and only.is_dir() else "story"
