"""Commands about the store itself: db upgrade, check, backup, restore, salvage."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import HowOption, OutputOption, SettingsOption, StoreOption
from crosswire.cli.output import Format, settle, write_lines, write_texts
from crosswire.cli.talk import tell
from crosswire.report.words import one_line

if TYPE_CHECKING:
    from crosswire.desk.salvaging import Salvaged
    from crosswire.store.base import Checked
    from crosswire.store.copies import Copied

db = typer.Typer(
    help="The store itself: bring it up to date, check it, copy it, save what can be saved.",
    no_args_is_help=True,
)


@db.command()
def upgrade(store: StoreOption = None, settings: SettingsOption = None) -> None:
    """Bring the store to the schema of this crosswire, all of it or nothing."""
    from crosswire.store.base import upgrade_store

    url = _url(settings, store)
    before, after = upgrade_store(url)
    if before == after:
        typer.echo(f"The store has schema {after} already, the newest; nothing changed.")
    else:
        typer.echo(f"The store had schema {before} and has {after} now.")


@db.command()
def check(
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
) -> None:
    """Whether the store holds together: every text, span, place and line of the ledger.

    Exit code 1 if anything is wrong. Also says what takes how much room.
    """
    from crosswire.store.base import check_store

    form = settle(how, output, html=False)
    found = check_store(_url(settings, store))
    if form in {Format.JSON, Format.JSONL}:
        write_lines([found], lambda f: f._asdict(), form, output)
    else:
        write_texts([_words(found)], output)
    raise typer.Exit(int(bool(found.problems)))


@db.command()
def backup(
    to: Annotated[Path, typer.Argument(help="The file to write, where none is.", metavar="FILE")],
    *,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Copy the store to a file, of one moment, while it is written to; then check the copy.

    A store in PostgreSQL is copied to a file, too.
    """
    from crosswire.store.copies import backup

    tell(_copied(backup(_url(settings, store), to)))


@db.command()
def restore(
    copy: Annotated[Path, typer.Argument(help="What `db backup` wrote.", metavar="FILE")],
    *,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Make a store of a copy, where none is, and check it. A copy of an older schema is upgraded."""
    from crosswire.store.copies import restore

    made = restore(copy, _url(settings, store))
    tell(_copied(made))


@db.command()
def salvage(
    folder: Annotated[
        Path, typer.Argument(help="Where to write: a folder that is empty or not there.")
    ],
    *,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Save what can still be read of a damaged file; the file itself is not written to.

    Rows of every table as JSON lines, without passwords, tokens and keys; captures as a web archive
    that `crosswire add` takes. Exit code 1 if anything could not be read.
    """
    from crosswire.desk.salvaging import salvage

    found = salvage(_url(settings, store), folder)
    tell(_saved(found, folder))
    raise typer.Exit(int(bool(found.lost or found.captures_lost)))


def _copied(made: "Copied") -> str:
    from crosswire.store.upgrade import NEWEST

    size = f", {made.bytes / 1e6:,.1f} MB" if made.bytes else ""
    digest = f"\nSHA-256 {made.sha256}" if made.sha256 else ""
    older = f" It had schema {made.before} and has {NEWEST} now." if made.before != NEWEST else ""
    return (
        f"{made.where}: {made.articles:,} articles, {made.rows:,} rows{size}; it was read and holds "
        f"together.{older}{digest}"
    )


def _saved(found: "Salvaged", folder: Path) -> str:
    lost = [
        f"- {name}: {found.rows[name]:,} rows saved, "
        f"{'nobody knows how many' if number is None else f'{number:,}'} lost"
        for name, number in found.lost.items()
    ]
    gone = [f"- the page of {one} is lost" for one in found.captures_lost[:_SHOWN]]
    if len(found.captures_lost) > _SHOWN:
        gone.append(f"- and {len(found.captures_lost) - _SHOWN:,} more pages")
    whole = "Every row could be read." if not lost else "What could not be read:"
    total = f"{folder}: {sum(found.rows.values()):,} rows, {found.captures:,} captures."
    return "\n".join([total, whole, *lost, *gone])


_SHOWN = 20


def _url(settings: Path | None, store: str | None) -> str:
    from crosswire.config import Settings

    return store if store is not None else Settings.load(settings).store_url


def _words(found: "Checked") -> str:
    """What was found, then how much of what there is; a list in Markdown as well."""
    faults = [f"- {one_line(one)}" for one in found.problems] or ["The store holds together."]
    notes = [f"- {one_line(note)}" for note in found.notes]
    rows = [f"- {number:,} {name.replace('_', ' ')}" for name, number in found.rows.items()]
    room = [f"- {size / 1e6:,.1f} MB {name}" for name, size in found.bytes.items()]
    parts = ["\n".join(faults), "\n".join(notes), "\n".join(rows), "\n".join(room)]
    return "\n\n".join(filter(None, parts)) + "\n"
