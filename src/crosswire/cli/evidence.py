"""Commands about what was captured: export, erase."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import (
    ByOption,
    OutletOption,
    SettingsOption,
    SinceOption,
    StoreOption,
    UntilOption,
    login_name,
    open_desk,
)
from crosswire.cli.talk import tell
from crosswire.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk
    from crosswire.desk.evidence import Aged
    from crosswire.store.base import Erased

Handles = Annotated[
    list[str] | None,
    typer.Argument(
        help="Articles and stories: an id, the beginning of it, an address or a name. Without any: "
        "everything.",
        metavar="ARTICLE|STORY…",
        show_default=False,
    ),
]
Article = Annotated[
    str | None,
    typer.Argument(
        help="An article: its id, the beginning of it, its address or its name.",
        metavar="ARTICLE",
        show_default=False,
    ),
]
WarcOption = Annotated[
    Path,
    typer.Option("--warc", help="Write this web archive (.warc or .warc.gz).", metavar="FILE"),
]
BecauseOption = Annotated[
    str | None,
    typer.Option("--because", help="Why, in a few words: they stay.", show_default=False),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
OlderOption = Annotated[
    int | None,
    typer.Option(
        "--older-than",
        min=1,
        help="Erase articles last seen more than so many days ago.",
        metavar="DAYS",
        show_default=False,
    ),
]
CapturesOption = Annotated[
    bool,
    typer.Option("--captures", help="With --older-than: the bytes of pages alone; what was read of "
                 "them stays."),
]  # fmt: skip


def export(
    handles: Handles = None,
    *,
    warc: WarcOption,
    since: SinceOption = None,
    until: UntilOption = None,
    outlet: OutletOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Write what was captured as a web archive (WARC 1.1), to be replayed or added elsewhere.

    --since and --until go by when a page was captured.
    """
    from crosswire.desk.evidence import Span, export

    part = warc.with_name(f".{warc.name}.part")
    with open_desk(settings, store) as desk:
        try:
            with part.open("wb") as stream:
                written = export(desk.store, stream, handles or (), Span(since, until, outlet))
            part.replace(warc)
        except OSError as fault:
            raise ConfigError(
                f"{warc} cannot be written: {fault.strerror}; choose another --warc"
            ) from fault
        finally:
            part.unlink(missing_ok=True)
    erased = f"; of {written.erased:,} only what is known is left: they were erased"
    tell(
        f"{warc}: {_number(written.pages, 'page')}, {_size(written.bytes)}"
        f"{erased if written.erased else ''}."
    )


def erase(
    article: Article = None,
    *,
    because: BecauseOption = None,
    older_than: OlderOption = None,
    captures: CapturesOption = False,
    yes: YesOption = False,
    by: ByOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Erase an article's words and bytes, or what is older than so many days.

    Its hash stays, so that the rest still verifies and it is not taken in again; so do its address,
    its outlet and its dates.
    """
    if (article is None) == (older_than is None):
        raise ConfigError("erase takes an ARTICLE, or --older-than DAYS")
    with open_desk(settings, store) as desk:
        if older_than is not None:
            _confirm(yes, f"Erase what is older than {older_than} days?")
            said = _age(desk, older_than, captures)
        else:
            said = _demand(desk, article or "", because, by, yes)
        tell(said)
        if desk.store.scrub() is False:
            raise StoreError(
                "another program reads the store, so what was erased still stands in its log; when "
                "that has ended, run the same command again",
                kind="busy",
            )


def _age(desk: "Desk", days: int, captures: bool) -> str:
    from crosswire.desk.evidence import erase_older

    return _aged(erase_older(desk.store, *((None, days) if captures else (days, None))))


def _aged(aged: "Aged") -> str:
    return (
        f"Erased {_number(aged.articles, 'article')}, and the bytes of "
        f"{_number(aged.captures, 'capture')}."
    )


def _demand(desk: "Desk", article: str, because: str | None, by: str | None, yes: bool) -> str:
    from crosswire.desk.evidence import erase

    if not because:
        raise ConfigError("erase wants to know why: --because WORDS")
    with desk.store.read() as reader:
        meant = reader.resolve_article(article)
    _confirm(yes, f"Erase every word of {meant}? They cannot be brought back.")
    return _erased(erase(desk.store, meant, because=because, by=login_name(by)))


def _erased(done: "Erased") -> str:
    if not done.revisions:
        return f"{done.article} was erased already."
    return (
        f"Erased {done.article}: {_number(done.revisions, 'revision')}, "
        f"{_number(done.texts, 'text')}, {done.bytes:,} bytes of pages, "
        f"{_number(done.quotations, 'quotation')}, {_number(done.comparisons, 'comparison')} it "
        "stood in."
    )


def _confirm(yes: bool, question: str) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise ConfigError("erase asks before it erases, and nobody is here to answer: say --yes")
    typer.confirm(question, abort=True)


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1e5 else f"{number:,} bytes"


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
