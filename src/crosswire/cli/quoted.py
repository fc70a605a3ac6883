"""Who is quoted, and how much: of a store, or of pages that are read for it and not kept."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.lists import EntityOption, SpeakerOption, StoryOption, Words
from crosswire.cli.options import (
    AsOfOption,
    DebugOption,
    HowOption,
    LimitOption,
    OutletOption,
    OutputOption,
    SettingsOption,
    SinceOption,
    StoreOption,
    UntilOption,
    open_desk,
    open_project,
)
from crosswire.cli.output import settle
from crosswire.cli.show import show_list
from crosswire.cli.talk import Talk
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.records.lists import Query, QuoteLine
    from crosswire.records.quotation import Mode

EVERY = 1_000_000
"""Quotations counted at most."""


class QuoteMode(StrEnum):
    """How words are quoted."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class QuoteGroup(StrEnum):
    """What quotations are counted by."""

    SPEAKER = "speaker"
    OUTLET = "outlet"
    DAY = "day"


ModeOption = Annotated[
    QuoteMode | None,
    typer.Option("--mode", help="In marks, reported, or both.", show_default=False),
]
EveryOption = Annotated[
    bool, typer.Option("--all", help='Also what is no saying: thoughts, deeds, "declined to say".')
]
ReadOption = Annotated[
    list[str] | None,
    typer.Option(
        "--read",
        help="Read these pages, as annotate does, and list theirs; nothing is kept. May be given "
        "several times.",
        metavar="PATH",
        show_default=False,
    ),
]
ByOption = Annotated[
    QuoteGroup | None,
    typer.Option(
        "--by", help="Count: who, which outlet, what day is quoted how much.", show_default=False
    ),
]


def quotes(
    words: Words = "",
    *,
    speaker: SpeakerOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    entity: EntityOption = None,
    story: StoryOption = None,
    mode: ModeOption = None,
    every: EveryOption = False,
    read: ReadOption = None,
    by: ByOption = None,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Who is quoted saying what, newest first, whole: in marks, or in the outlet's words.

    Of a store, or of pages read for this (--read), in the order read. With --by, how much: direct,
    mixed, indirect, and how often first or last in an article. CSV is made too (--format csv).
    """
    from crosswire.records.lists import Query
    from crosswire.records.quotation import Mode
    from crosswire.report.listed import QUOTE_TALLIES, QUOTES
    from crosswire.stages.quote.lines import tally

    form = settle(how, output, csv=True)
    query = Query(
        words=words, kind="quotation", speaker=speaker, outlet=outlet, since=since, until=until,
        entity=entity, story=story, limit=EVERY if by else limit,
    )  # fmt: skip
    wanted, code = None if mode is None else Mode(mode.value), 0
    if read:
        found, code = _read(read, query, wanted, every=every, settings=settings, debug=debug)
    else:
        with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
            found = desk.quotes(query, mode=wanted, every=every)
    if by:
        show_list(QUOTE_TALLIES, tally(found, by.value)[:limit], form, output)
    else:
        show_list(QUOTES, found, form, output)
    raise typer.Exit(code)


def _read(
    paths: list[str],
    query: "Query",
    mode: "Mode | None",
    *,
    every: bool,
    settings: Path | None,
    debug: bool,
) -> tuple[list["QuoteLine"], int]:
    """What the query asks for of these pages, at most its limit, and the exit code.

    Raises ``ConfigError`` for what only a store knows.
    """
    if query.entity is not None or query.story is not None:
        raise ConfigError("--entity and --story ask a store; leave them out with --read")
    from crosswire.stages.quote.lines import quote_lines

    talk = Talk()
    project = open_project(settings, debug)
    captures = talk.progress(project.captures(paths), "pages read")
    found: list[QuoteLine] = []
    for reading in talk.good(project.annotate(captures)):
        found += quote_lines(reading, query, mode=mode, every=every)
        if len(found) >= query.limit:
            break
    return found[: query.limit], talk.close()
