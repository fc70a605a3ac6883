"""Commands that follow sources: watch, feeds."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.desk import CloselyOption, Closeness
from crosswire.cli.follow import telling
from crosswire.cli.options import (
    DebugOption,
    HowOption,
    OutputOption,
    SettingsOption,
    StoreOption,
    open_desk,
)
from crosswire.cli.output import Format, settle, write_lines, write_texts
from crosswire.cli.show import show_list
from crosswire.cli.talk import Talk, say
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.desk.rounds import Round

_SPAN = re.compile(r"(\d{1,6})\s*([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SOONEST = timedelta(minutes=1)


def _span(words: str) -> timedelta:
    """``90s``, ``15m``, ``8h``, ``2d``."""
    found = _SPAN.fullmatch(words.strip())
    if found is None:
        raise typer.BadParameter(f"wanted a time such as 15m, 8h or 2d, got {words!r}")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


Sources = Annotated[
    list[str] | None,
    typer.Argument(
        help="What to watch from now on: the address of a feed, a site, a news sitemap or one "
        "page; an OPML file or its address; - for such names on stdin, one a line. Without any: "
        "what is watched already.",
        metavar="SOURCE…",
        show_default=False,
    ),
]


OnceOption = Annotated[
    bool, typer.Option("--once", help="One round: ask what is due, fetch what is new, end.")
]
ForOption = Annotated[
    timedelta | None,
    typer.Option(
        "--for", parser=_span, metavar="TIME", help="End after so long: 30m, 8h, 2d.",
        show_default=False,
    ),
]  # fmt: skip
EveryOption = Annotated[
    timedelta | None,
    typer.Option(
        "--every", parser=_span, metavar="TIME",
        help="Ask the sources named now so often: 5m, 1h. Default: 15m, or as seldom as the feed "
        "itself asks for, up to 1h.",
        show_default=False,
    ),
]  # fmt: skip
RoundOption = Annotated[
    int, typer.Option("--most", min=1, help="Pages that one round fetches at most.")
]
RevisitOption = Annotated[
    int,
    typer.Option(
        "--revisit", min=0, metavar="DAYS",
        help="Look again for so many days at what is kept, ever more seldom; 0: never.",
    ),
]  # fmt: skip
HeadlinesOption = Annotated[
    bool,
    typer.Option("--headlines", help="Keep title and summary of items whose page cannot be had."),
]


def watch(
    sources: Sources = None,
    *,
    once: OnceOption = False,
    lasting: ForOption = None,
    every: EveryOption = None,
    most: RoundOption = 200,
    revisit: RevisitOption = 14,
    headlines: HeadlinesOption = False,
    annotate: CloselyOption = Closeness.SHARED,
    store: StoreOption = None,
    how: HowOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Follow sources: fetch what they name, put it into stories, look again at what is kept.

    Runs until it is stopped; the next watch goes on where this one ended, however it ended. Judging,
    comparing and adding go on meanwhile: the store is written to only between fetching.
    """
    from crosswire.desk.rounds import Plan
    from crosswire.intake.addresses import watchable

    if every is not None and every < _SOONEST:
        raise ConfigError(f"--every takes one minute or more, got {every.total_seconds():.0f} s")
    form, talk = settle(how, None), Talk()
    named = [*talk.good(watchable(sources or []))]
    plan = Plan(
        every=None if every is None else int(every.total_seconds()), most=most,
        revisit_days=revisit, headlines=headlines,
    )  # fmt: skip
    with open_desk(settings, store, debug=debug, create=True) as desk, ExitStack() as stack:
        told = telling(desk)
        outside = replace(
            desk.outside, say=lambda words: say(f"crosswire: {words}"), progress=talk.progress,
            after=told,
        )  # fmt: skip
        with desk.watching(plan, closely=annotate.value, outside=outside) as watching:
            if named:
                watching.name(named)
            stack.enter_context(desk.going_round())
            until = None if lasting is None else datetime.now(UTC) + lasting
            total = _Total(talk, listed=once)
            with total.told():
                _show_rounds(total.counted(watching.rounds(once=once, until=until)), form)
    raise typer.Exit(talk.close())


def _show_rounds(rounds: Iterator["Round"], form: Format) -> None:
    if form in {Format.JSON, Format.JSONL}:
        write_lines(rounds, lambda one: one.line, Format.JSONL, None)
        return
    for one in rounds:
        write_texts([one.words], None)


class _Total:
    """What all rounds did together, said at the end, however it comes."""

    def __init__(self, talk: Talk, *, listed: bool) -> None:
        """``listed``: failures are listed at the end; a watch of days leaves that to the store."""
        self._talk = talk
        self._listed = listed
        self._rounds = self._asked = self._new = self._changed = self._failed = 0

    def counted(self, rounds: Iterator["Round"]) -> Iterator["Round"]:
        for one in rounds:
            self._rounds += 1
            self._asked += one.asked
            self._new += one.tally.articles
            self._changed += one.tally.revisions
            self._failed += sum(one.failed.values())
            self._talk.done += one.asked + one.fetched + one.unchanged
            for failure in one.failures if self._listed else ():
                self._talk.heard(failure)
            yield one

    @contextmanager
    def told(self) -> Iterator[None]:
        try:
            yield
        except KeyboardInterrupt:
            say(f"crosswire: {self._words}; crosswire watch goes on where this ended")
            raise
        if self._rounds > 1:
            say(f"crosswire: {self._words}")

    @property
    def _words(self) -> str:
        failed = f", {self._failed:,} failures (crosswire failures)" if self._failed else ""
        return (
            f"rounds: {self._rounds:,}; sources asked: {self._asked:,}; new articles: "
            f"{self._new:,}; new revisions: {self._changed:,}{failed}"
        )


ForgetOption = Annotated[
    str | None,
    typer.Option(
        "--forget", metavar="URL", show_default=False,
        help="Watch it no more: its address, or a part of it that no other has. What came of it "
        "stays.",
    ),
]  # fmt: skip
PauseOption = Annotated[
    str | None,
    typer.Option("--pause", metavar="URL", help="Ask it no more for now.", show_default=False),
]
ResumeOption = Annotated[
    str | None,
    typer.Option("--resume", metavar="URL", help="Ask it again, at once.", show_default=False),
]


def feeds(
    *,
    forget: ForgetOption = None,
    pause: PauseOption = None,
    resume: ResumeOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """List what is watched and how it fares: what fails and why, what is silent longer than ever."""
    from crosswire.report.watched import SOURCES

    form = settle(how, output)
    if sum(one is not None for one in (forget, pause, resume)) > 1:
        raise ConfigError("feeds takes one of --forget, --pause and --resume at a time")
    with open_desk(settings, store, debug=debug) as desk:
        if forget is not None:
            say(f"crosswire: {desk.forget_source(forget).url} is watched no more")
        elif pause is not None:
            say(f"crosswire: {desk.set_source(pause, 'paused').url} is paused")
        elif resume is not None:
            say(f"crosswire: {desk.set_source(resume, 'active').url} is asked again")
        show_list(SOURCES, desk.sources(), form, output)
