"""Commands that put articles into stories: add, group, judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import (
    ByOption,
    DebugOption,
    EngineOption,
    HowOption,
    MostOption,
    OutputOption,
    SettingsOption,
    StoreOption,
    WorkersOption,
    login_name,
    open_desk,
    open_project,
)
from crosswire.cli.output import Format, settle, write_lines, write_texts
from crosswire.cli.show import show_list
from crosswire.cli.talk import Talk, say
from crosswire.errors import ConfigError
from crosswire.intake.plain import plain

if TYPE_CHECKING:
    from crosswire.desk.judging import Judged
    from crosswire.desk.tally import Tally


LONGEST = 200
"""Characters of a command that are kept with its run."""


class Closeness(StrEnum):
    """Which articles are read closely."""

    SHARED = "shared"
    ALL = "all"
    NONE = "none"


class Decision(StrEnum):
    """What is decided of two articles."""

    SAME = "same"
    DIFFERENT = "different"


Names = Annotated[
    list[str],
    typer.Argument(
        help="Addresses (https://…) of pages, feeds, sitemaps or OPML lists; files of these; saved "
        "pages (.html, .txt, also .gz), folders of them, web archives (.warc, .wacz), article "
        "lines (.jsonl); or - for stdin: any one of these, or such names one a line.",
        metavar="URL|PATH…",
        show_default=False,
    ),
]
Stream = Annotated[
    list[str] | None,
    typer.Argument(
        help="Article lines (.jsonl), saved pages, folders of them, or - for stdin, in the order "
        "they came. Without any: the stories of the store.",
        metavar="PATH…",
        show_default=False,
    ),
]
CloselyOption = Annotated[
    Closeness,
    typer.Option(
        "--annotate",
        help="Read closely (names, times, quotations) the articles of stories that two outlets or "
        "more tell (shared), all, or none until they are compared.",
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
Decided = Annotated[
    Decision | None,
    typer.Argument(help="One story, or two.", metavar="same|different", show_default=False),
]
BecauseOption = Annotated[
    str, typer.Option("--because", help="Why, in a few words.", show_default=False)
]
WithdrawOption = Annotated[
    str | None,
    typer.Option("--withdraw", help="Withdraw the judgement with this id.", show_default=False),
]
ListOption = Annotated[bool, typer.Option("--list", help="Print the judgements made so far.")]


def add(
    names: Names,
    *,
    most: Annotated[
        int, typer.Option("--most", min=1, help="Pages that are fetched of one feed at most.")
    ] = 50,
    headlines: Annotated[
        bool,
        typer.Option(
            "--headlines",
            help="Keep title and summary of a feed's items whose page cannot be fetched.",
        ),
    ] = False,
    annotate: CloselyOption = Closeness.SHARED,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    workers: WorkersOption = None,
    engine: EngineOption = None,
    debug: DebugOption = False,
) -> None:
    """Keep articles in the store and put each into its story as it comes.

    Nothing is fetched but the addresses that are named, and the pages that a feed among them names.
    What is there already adds nothing; a text that changed becomes a new revision. A run that was
    stopped or killed is taken up by the next where it was left.
    """
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    with (
        open_desk(
            settings, store, debug=debug, create=True, workers=workers, engine=engine
        ) as desk,
        _stopping("add"),
    ):
        tally = desk.add(
            talk.progress(
                desk.project.named(names, most=most, headlines=headlines, say=_note), "pages read"
            ),
            closely=annotate.value,
            told=talk.heard,
            watch=talk.progress,
            command=_told(f"add {' '.join(map(plain, names))}"),
        )
    talk.done = tally.good
    _show_tally(tally, form, output)
    raise typer.Exit(talk.close())


def _note(words: str) -> None:
    say(f"crosswire: {words}")


def _told(command: str) -> str:
    """The command as the list of runs shows it: a shell may have put thousands of paths there."""
    return command if len(command) <= LONGEST else f"{command[: LONGEST - 2]} …"


@contextmanager
def _stopping(command: str) -> Iterator[None]:
    """Ctrl-C loses nothing, and says so."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"crosswire: what was added until now is kept; crosswire {command} again goes on there")
        raise


def group(
    paths: Stream = None,
    *,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Put the articles of a stream into stories and keep nothing; or look again at those kept.

    With paths: each article and its story, told after the last is read. Without: the delayed pass
    over the store, which may merge, split and reassign; every id stays valid.
    """
    form = settle(how, output)
    if not paths:
        with open_desk(settings, store, debug=debug) as desk:
            _show_tally(desk.regroup(), form, output)
        return
    if store is not None:
        raise ConfigError("group takes paths, which it does not keep, or --store, not both")
    from crosswire.report.listed import PLACED

    talk = Talk(max_failures=max_failures)
    project = open_project(settings, debug)
    captures = talk.progress(project.captures(paths), "articles read")
    show_list(PLACED, talk.good(project.group(captures)), form, output)
    raise typer.Exit(talk.close())


def _show_tally(tally: "Tally", form: Format, output: Path | None) -> None:
    """What a run did: a sentence, or one JSON object."""
    if form in {Format.JSON, Format.JSONL}:
        write_lines([tally], lambda t: {**t.counts, "words": t.words}, form, output)
    else:
        write_texts([tally.words], output)


def judge(
    a: Article = None,
    b: Article = None,
    decision: Decided = None,
    *,
    because: BecauseOption = "",
    by: ByOption = None,
    withdraw: WithdrawOption = None,
    listed: ListOption = False,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Decide by hand that two articles tell one story, or two; or withdraw it again.

    The decision overrides grouping, now and for whatever comes later, until it is withdrawn.
    """
    form = settle(how, output)
    _one_wish(a, listed=listed, withdraw=withdraw)
    with open_desk(settings, store, debug=debug) as desk:
        if listed:
            from crosswire.report.listed import JUDGEMENTS

            show_list(JUDGEMENTS, desk.judgements(), form, output)
        elif withdraw is not None:
            _show_judged(desk.withdraw(withdraw, by=login_name(by)), form, output)
        elif a is None or b is None or decision is None:
            raise ConfigError(
                "judge wants two articles and same or different (or --withdraw ID, or --list)"
            )
        else:
            made = desk.judge(a, b, decision.value, because=because, by=login_name(by))
            _show_judged(made, form, output)


def _one_wish(article: str | None, *, listed: bool, withdraw: str | None) -> None:
    """Judging, withdrawing and listing are three things; raises ``ConfigError`` for two at once."""
    if sum((article is not None, listed, withdraw is not None)) > 1:
        raise ConfigError(
            "judge takes two articles and same or different, or --withdraw ID, or --list: one of them"
        )


def _show_judged(judged: "Judged", form: Format, output: Path | None) -> None:
    from crosswire.report import judged as report

    if form in {Format.JSON, Format.JSONL}:
        write_lines([judged], lambda j: report.line(*j), form, output)
    else:
        write_texts([report.text(*judged)], output)
