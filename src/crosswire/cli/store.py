"""Commands about the store itself: db upgrade, db check."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from crosswire.cli.options import HowOption, OutputOption, SettingsOption, StoreOption
from crosswire.cli.output import Format, settle, write_lines, write_texts

if TYPE_CHECKING:
    from crosswire.store.base import Checked

db = typer.Typer(help="The store itself: bring it up to date, check it.", no_args_is_help=True)


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


def _url(settings: Path | None, store: str | None) -> str:
    from crosswire.config import Settings

    return store if store is not None else Settings.load(settings).store_url


def _words(found: "Checked") -> str:
    """What was found, then how much of what there is; a list in Markdown as well."""
    faults = [f"- {problem}" for problem in found.problems] or ["The store holds together."]
    notes = [f"- {note}" for note in found.notes]
    rows = [f"- {number:,} {name.replace('_', ' ')}" for name, number in found.rows.items()]
    room = [f"- {size / 1e6:,.1f} MB {name}" for name, size in found.bytes.items()]
    parts = ["\n".join(faults), "\n".join(notes), "\n".join(rows), "\n".join(room)]
    return "\n\n".join(filter(None, parts)) + "\n"
