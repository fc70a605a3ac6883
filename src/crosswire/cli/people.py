"""Commands about people: users, notes, audit."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import (
    HowOption,
    LimitOption,
    OutputOption,
    SettingsOption,
    StoreOption,
    login_name,
    open_desk,
)
from crosswire.cli.output import settle
from crosswire.cli.show import show_list
from crosswire.cli.talk import say
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.desk.people import Doer, People

users = typer.Typer(
    help="Who signs in at the desk: add, list, change, and tokens for programs.",
    no_args_is_help=True,
)


class Role(StrEnum):
    """What somebody may do."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a token may do."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


Name = Annotated[str, typer.Argument(help="A name; upper and lower case are one.", metavar="NAME")]
StdinOption = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from the first line of stdin."),
]


@users.command()
def add(
    name: Name,
    *,
    role: Annotated[
        Role,
        typer.Option("--role", help="reader: reads; editor: also notes, judges, adds; admin: all."),
    ] = Role.READER,
    password_stdin: StdinOption = False,
    store: StoreOption = None,
    settings: SettingsOption = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Make an account. The password is asked for here, or read from stdin; never an argument."""
    with open_desk(settings, store, debug=debug, create=True) as desk:
        made = desk.people.add_user(name, _password(password_stdin), role=role.value, by=_me())
    typer.echo(f"{made.name} can sign in as {made.role}.")


@users.command("list")
def list_users(
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
) -> None:
    """Everybody who has an account, with role and when they last signed in."""
    from crosswire.report.kept import USERS

    form = settle(how, output)
    with open_desk(settings, store) as desk:
        show_list(USERS, desk.people.users(), form, output)


@users.command("set")
def set_user(
    name: Name,
    *,
    role: Annotated[
        Role | None, typer.Option("--role", help="Another role.", show_default=False)
    ] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for another password.")] = False,
    password_stdin: StdinOption = False,
    disabled: Annotated[
        bool | None,
        typer.Option(
            "--disable/--enable",
            help="They can sign in no more, and their tokens end; or can again.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Change an account; whoever is signed in under it must sign in again.

    The last admin who can sign in stays one.
    """
    if role is None and disabled is None and not (password or password_stdin):
        raise ConfigError("users set wants --role, --password, --disable or --enable")
    with open_desk(settings, store) as desk:
        people = desk.people
        people.user(name)
        if password or password_stdin:
            people.set_password(name, _password(password_stdin), by=_me())
        if role is not None:
            people.set_role(name, role.value, by=_me())
        if disabled is not None:
            (people.disable if disabled else people.enable)(name, by=_me())
        now = people.user(name)
    state = "cannot sign in" if now.disabled else "can sign in"
    typer.echo(f"{now.name} is {now.role} and {state}.")


@users.command()
def token(
    name: Name,
    *,
    scope: Annotated[
        list[Scope] | None,
        typer.Option("--scope", help="What it may do; several times for several. Default: read."),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(
            "--days", min=1, help="It ends after so many days; else when it is withdrawn."
        ),
    ] = None,
    label: Annotated[str, typer.Option("--label", help="What it is for.")] = "",
    listed: Annotated[bool, typer.Option("--list", help="Print the tokens made so far.")] = False,
    withdraw: Annotated[
        str | None,
        typer.Option("--withdraw", help="Withdraw the token of this id.", show_default=False),
    ] = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
) -> None:
    """Make a token with which a program signs in in somebody's name; it is printed once.

    Or list somebody's tokens, or withdraw one.
    """
    form = settle(how, output)
    with open_desk(settings, store) as desk:
        if listed:
            from crosswire.report.kept import TOKENS

            show_list(TOKENS, desk.people.tokens(name), form, output)
        elif withdraw is not None:
            say(f"withdrawn: {_withdrawn(desk.people, name, withdraw)}")
        else:
            scopes = [one.value for one in scope or [Scope.READ]]
            made, secret = desk.people.add_token(name, scopes, by=_me(), label=label, days=days)
            until = f"until {made.ends_at}" if made.ends_at else "until it is withdrawn"
            say(f"{made.id} of {name}, {until}; this is shown once:")
            typer.echo(secret)


def _withdrawn(people: "People", name: str, id_: str) -> str:
    """The token of this id, which must be this user's."""
    if id_ not in {one.id for one in people.tokens(name)}:
        raise ConfigError(f"a token of {name!r} was wanted, none is {id_!r}; see them with --list")
    return people.withdraw_token(id_, by=_me()).id


def notes(
    story: Annotated[
        str | None,
        typer.Argument(
            help="A story: its id, the beginning of it, or one of its articles. Without it: all.",
            metavar="STORY",
            show_default=False,
        ),
    ] = None,
    *,
    by: Annotated[
        str | None, typer.Option("--by", help="Of this person alone.", show_default=False)
    ] = None,
    editions: Annotated[
        bool, typer.Option("--editions", help="Every edition of each, not the last alone.")
    ] = False,
    limit: LimitOption = 1000,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
) -> None:
    """What people wrote about stories, points, articles and spans, in the order they wrote it."""
    from crosswire.report.kept import NOTES

    form = settle(how, output)
    with open_desk(settings, store) as desk:
        from crosswire.desk.noting import Asked

        asked = Asked(story=story, by=by, every=editions, limit=limit)
        show_list(NOTES, desk.notes.listed(asked), form, output)


def audit(
    *,
    who: Annotated[
        str | None, typer.Option("--who", help="What this person did.", show_default=False)
    ] = None,
    limit: LimitOption = 100,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
) -> None:
    """Who signed in, was refused, changed accounts, noted, judged or erased; the newest first."""
    from crosswire.report.kept import AUDIT

    form = settle(how, output)
    with open_desk(settings, store) as desk:
        from crosswire.desk.people import Asked

        show_list(AUDIT, desk.people.audit(Asked(who=who, limit=limit)), form, output)


def _me() -> "Doer":
    from crosswire.desk.people import Doer

    return Doer(login_name(None))


def _password(from_stdin: bool) -> str:
    """A password from the first line of stdin, or asked for twice at the terminal."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise ConfigError(
            "a password is asked for at a terminal; without one, use --password-stdin"
        )
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
