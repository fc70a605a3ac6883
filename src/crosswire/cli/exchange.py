"""Commands that speak with other programs: export, import."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli import evidence
from crosswire.cli.bundle import bundle
from crosswire.cli.desk import CloselyOption, Closeness
from crosswire.cli.options import (
    AsOfOption,
    ByOption,
    DebugOption,
    MostOption,
    OutletOption,
    SettingsOption,
    SinceOption,
    StoreOption,
    UntilOption,
    login_name,
    open_desk,
)
from crosswire.cli.talk import Talk, say, tell
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk
    from crosswire.desk.importing import Imported
    from crosswire.exchange.told import Told

BUNDLE = "wacz"
"""What ``crosswire bundle`` makes."""

WarcOption = Annotated[
    Path | None,
    typer.Option(
        "--warc",
        help="Write what was captured as a web archive (.warc or .warc.gz).",
        metavar="FILE",
        show_default=False,
    ),
]
ToOption = Annotated[
    Path | None,
    typer.Option(
        "--to",
        help="Write what was found in these stories here: a file, or a folder for tables and for "
        "several stories.",
        metavar="FILE|FOLDER",
        show_default=False,
    ),
]
AsOption = Annotated[
    str | None,
    typer.Option(
        "--as",
        help="With --to: jsonld, annotations, ftm, graphml, csv, parquet, atom, jsonl, markdown, "
        "html or wacz. Default: by the file's ending.",
        metavar="FORMAT",
        show_default=False,
    ),
]
NotesOption = Annotated[
    bool,
    typer.Option(
        "--notes", help="With --to: also what people of the desk noted, with their names."
    ),
]
Files = Annotated[
    list[Path],
    typer.Argument(
        help="CSV, TSV, JSON lines (.jsonl), Parquet, JSON-LD (.jsonld, .json), Web Annotations.",
        metavar="FILE…",
        show_default=False,
    ),
]


def export(
    handles: evidence.Handles = None,
    *,
    to: ToOption = None,
    form: AsOption = None,
    notes: NotesOption = False,
    as_of: AsOfOption = None,
    warc: WarcOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    outlet: OutletOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Write stories for other programs (--to), or what was captured as a web archive (--warc).

    --to takes stories: JSON-LD, Web Annotations, FollowTheMoney, GraphML, CSV, Parquet, Atom,
    article lines, Markdown, HTML, or one story as a bundle of evidence (WACZ). --warc takes articles and stories, or without any everything;
    --since and --until go by when a page was captured.
    """
    if (to is None) == (warc is None):
        raise ConfigError("export takes --to FILE|FOLDER with stories, or --warc FILE; one of them")
    if warc is not None:
        if form is not None or notes or as_of is not None:
            raise ConfigError("--as, --notes and --as-of go with --to, not with --warc")
        evidence.export(handles, warc=warc, since=since, until=until, outlet=outlet, store=store,
                        settings=settings)  # fmt: skip
        return
    if since is not None or until is not None or outlet is not None:
        raise ConfigError("--since, --until and --outlet go with --warc; --to takes stories")
    if to is None or not handles:
        raise ConfigError("export --to wants a STORY: crosswire stories lists them")
    if form == BUNDLE or (form is None and to.suffix.lower() == f".{BUNDLE}"):
        if len(handles) > 1 or notes or as_of is not None:
            raise ConfigError("a bundle holds one story as it is, without --notes and --as-of")
        bundle(handles[0], to=to, store=store, settings=settings)
        return
    talk = Talk(max_failures=max_failures)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        _export(talk, [*_told(desk, handles, notes, talk)], to, form)
    raise typer.Exit(talk.close())


def _told(desk: "Desk", handles: list[str], notes: bool, talk: Talk) -> "Iterator[Told]":
    from crosswire.desk.exporting import told

    for handle in handles:
        found = told(desk, handle, notes=notes)
        for failure in found.failures:
            talk.heard(failure)
        if found.note:
            say(f"crosswire: {found.note}")
        if found.told is not None:
            talk.done += 1
            yield found.told


def _export(talk: Talk, stories: "list[Told]", to: Path, form: str | None) -> None:
    from crosswire.exchange.write import export, form_of

    if not stories:
        return
    written = export(stories, to, form_of(form, to))
    first = written[0] if len(written) == 1 else to
    many = "" if len(written) == 1 else f" ({len(written)} files)"
    which = "1 story" if len(stories) == 1 else f"{len(stories)} stories"
    tell(f"{first}: {which}{many}.")


def import_(
    files: Files,
    *,
    annotate: CloselyOption = Closeness.SHARED,
    by: ByOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Take in articles, and notes on their words, from other programs' files.

    Tables with the columns of Media Cloud (id, title, url, publish_date, media_name, text) or
    crosswire's own; NewsArticle nodes of JSON-LD; comments in Web Annotations. What cannot be used
    is refused item by item, with its reason.
    """
    from crosswire.desk.importing import import_found
    from crosswire.exchange.read import read_each
    from crosswire.store.audit import Doer

    talk = Talk(max_failures=max_failures)
    with open_desk(settings, store, debug=debug, create=True) as desk:
        found = read_each(files, max_megabytes=desk.project.settings.max_megabytes)
        brought = import_found(
            desk, talk.progress(found, "items read"), Doer(login_name(by)),
            closely=annotate.value, told=talk.heard,
        )  # fmt: skip
    talk.done = brought.tally.good + brought.notes + brought.known
    tell(_words(brought))
    raise typer.Exit(talk.close())


def _words(brought: "Imported") -> str:
    said = [brought.tally.words]
    if brought.notes or brought.known:
        new = "1 note" if brought.notes == 1 else f"{brought.notes:,} notes"
        said.append(f"{new} written, {brought.known:,} there already.")
    return " ".join(filter(None, said))
