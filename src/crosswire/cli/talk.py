"""What goes to stderr: progress, notes, failures."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from crosswire.records.failure import Failure
from crosswire.report.words import one_line, showable

if TYPE_CHECKING:
    from crosswire.intake.meter import Meter

X = TypeVar("X")
_LISTED = 1_000
"""Failures listed one by one at the end; more are counted."""


def say(words: str) -> None:
    """One line of talk. Names of files, addresses and words of pages stand in it, and none of them is to
    act on the terminal."""
    sys.stderr.write(f"{showable(words)}\n")


def tell(words: str) -> None:
    """The same where a result is wanted, on stdout."""
    sys.stdout.write(f"{showable(words)}\n")


class Talk:
    """Counts what failed, shows how far a run has come, and knows the exit code."""

    def __init__(self, *, max_failures: int | None = None) -> None:
        self.failures: list[Failure] = []
        """The first of them: a run over an archive of any size holds no more than these."""
        self.failed = 0
        self.done = 0
        self._most = max_failures

    def every(self, outcomes: Iterable[X | Failure]) -> Iterator[X | Failure]:
        """All outcomes; failures are kept for ``close`` as well.

        Stops early once ``max_failures`` is passed: a sick run helps nobody.
        """
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                if not self.heard(outcome):
                    return
            else:
                self.done += 1
            yield outcome

    def heard(self, failure: Failure) -> bool:
        """Keep a failure for ``close``; False once ``max_failures`` is passed."""
        self.failed += 1
        if len(self.failures) < _LISTED:
            self.failures.append(failure)
        if self._most is None or self.failed <= self._most:
            return True
        say(f"crosswire: stopped after {self.failed} failures (--max-failures)")
        return False

    def good(self, outcomes: Iterable[X | Failure]) -> Iterator[X]:
        """The outcomes that are no failures."""
        return (o for o in self.every(outcomes) if not isinstance(o, Failure))

    def progress(self, items: Iterable[X], words: str, meter: "Meter | None" = None) -> Iterator[X]:
        """Pass ``items`` on, showing progress: a moving line on a terminal, else a line each 100.

        With a ``meter`` that knows how much there is, the time left as well.
        """
        if sys.stderr.isatty():
            yield from _moving(items, words, meter)
            return
        began = monotonic()
        for count, item in enumerate(items, 1):
            if count % 100 == 0:
                say(f"{words}: {count}{_pace(count, monotonic() - began, meter)}")
            yield item

    def close(self) -> int:
        """List the failures; the exit code of the run: 0, 1 (nothing was done) or 3."""
        for failure in self.failures:
            what = "" if failure.words.startswith(failure.item) else f"{failure.item}: "
            say(one_line(f"crosswire: {failure.kind}: {what}{failure.words}"))
        if not self.failed:
            return 0
        if not self.done:
            return 1
        first = "the first of them " if self.failed > len(self.failures) else ""
        say(f"crosswire: finished; {self.failed} could not be used, {first}listed above")
        return 3


def _pace(count: int, seconds: float, meter: "Meter | None") -> str:
    """How fast it goes, and how much time is left by the bytes that lie behind."""
    rate = f" ({count / max(seconds, 0.001):.1f} a second"
    if meter is None or not meter.total or not meter.done:
        return f"{rate})"
    left = seconds * (meter.total - meter.done) / meter.done
    return f"{rate}, {meter.done / meter.total:.0%} of the bytes, about {_clock(left)} left)"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def _moving(items: Iterable[X], words: str, meter: "Meter | None") -> Iterator[X]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    text = TextColumn("{task.description} {task.fields[count]}{task.fields[pace]}")
    bars = (BarColumn(bar_width=20),) if meter and meter.total else ()
    console = Console(stderr=True)
    began = monotonic()
    with Progress(
        SpinnerColumn(), text, *bars, TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        total = meter.total if meter and meter.total else None
        task = bar.add_task(words, total=total, count=0, pace="")
        for count, item in enumerate(items, 1):
            pace = _pace(count, monotonic() - began, meter)
            bar.update(task, completed=meter.done if meter else 0, count=count, pace=pace)
            yield item
