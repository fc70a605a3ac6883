"""What goes to stderr: progress, notes, failures."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from crosswire.records.failure import Failure

X = TypeVar("X")


def say(words: str) -> None:
    """One line of talk."""
    sys.stderr.write(f"{words}\n")


class Talk:
    """Counts what failed, shows how far a run has come, and knows the exit code."""

    def __init__(self, *, max_failures: int | None = None) -> None:
        self.failures: list[Failure] = []
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
        self.failures.append(failure)
        if self._most is None or len(self.failures) <= self._most:
            return True
        say(f"crosswire: stopped after {len(self.failures)} failures (--max-failures)")
        return False

    def good(self, outcomes: Iterable[X | Failure]) -> Iterator[X]:
        """The outcomes that are no failures."""
        return (o for o in self.every(outcomes) if not isinstance(o, Failure))

    def progress(self, items: Iterable[X], words: str) -> Iterator[X]:
        """Pass ``items`` on, showing progress: a moving line on a terminal, else a line each 100."""
        if sys.stderr.isatty():
            yield from _moving(items, words)
            return
        for count, item in enumerate(items, 1):
            if count % 100 == 0:
                say(f"{words}: {count}")
            yield item

    def close(self) -> int:
        """List the failures; the exit code of the run: 0, 1 (nothing was done) or 3."""
        for failure in self.failures:
            say(f"crosswire: {failure.kind}: {failure.item}: {failure.words}")
        if not self.failures:
            return 0
        if not self.done:
            return 1
        say(f"crosswire: finished; {len(self.failures)} could not be used, listed above")
        return 3


def _moving(items: Iterable[X], words: str) -> Iterator[X]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description} {task.completed}"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(words, total=None)
        for item in items:
            bar.advance(task)
            yield item
