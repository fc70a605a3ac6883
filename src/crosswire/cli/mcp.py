"""The command that answers assistants."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import DebugOption, SettingsOption, StoreOption, login_name
from crosswire.cli.talk import say
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.assist.room import Room

HttpOption = Annotated[
    str | None,
    typer.Option(
        "--http",
        help="Answer over HTTP here, such as 127.0.0.1:8471, at /mcp; without it over standard input "
        "and output. Other than on loopback, assistants bring a token.",
        metavar="HOST:PORT",
        show_default=False,
    ),
]
NameOption = Annotated[
    list[str] | None,
    typer.Option("--name", help="Another host name it may be asked for by.", metavar="HOST"),
]
SignInOption = Annotated[
    bool, typer.Option("--sign-in", help="A token is wanted on loopback, too.")
]
WriteOption = Annotated[
    bool, typer.Option("--write", help="Offer the tools that keep judgements and notes.")
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        help="In whose name they are kept where nobody signs in; your login name without it.",
        show_default=False,
    ),
]
FilesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--allow-files",
        help="Texts may be read from this folder, or this file; may be given several times. Without "
        "it no file is read.",
        metavar="FOLDER",
        show_default=False,
    ),
]


def mcp(
    *,
    store: StoreOption = None,
    http: HttpOption = None,
    name: NameOption = None,
    sign_in: SignInOption = False,
    write: WriteOption = False,
    by: ByOption = None,
    allow_files: FilesOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Answer assistants over the Model Context Protocol: stories, line-ups, search, re-read places.

    Reads, and writes nothing, unless told. Every passage is answered with its exact place; words of
    pages are marked as data. Needs pip install 'crosswire[mcp]'.
    """
    if http is None and (name or sign_in):
        raise ConfigError("--name and --sign-in go with --http; standard input has one caller")
    room = _room(settings, store, write=write, files=tuple(allow_files or ()), debug=debug)
    who = login_name(by)
    if http is None:
        from crosswire.assist import piped

        piped.serve(room, who)
        return
    from crosswire.assist import served

    host, port = served.listening(http)
    given, people = served.rules_of(room, host, names=tuple(name or ()), sign_in=sign_in)
    served.serve(served.make_app(room, given, who, people), host, port, say)


def _room(
    settings: Path | None, store: str | None, *, write: bool, files: tuple[Path, ...], debug: bool
) -> "Room":
    """The room; raises ``ConfigError`` where the library is missing, or a folder to be read."""
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise ConfigError("crosswire mcp needs the library mcp; run: pip install 'crosswire[mcp]'")
    for one in files:
        if not one.exists():
            raise ConfigError(f"--allow-files wants a folder or a file, {str(one)!r} is not there")
    from crosswire.assist.room import Allowed, Room
    from crosswire.config import Settings
    from crosswire.project import Project

    chosen = Settings.load(settings).with_(store=store)
    return Room(Project(chosen, debug=debug), Allowed(write=write, files=files))
