"""Many trials of one kind: what came of each, which crashed, which took too long."""

import faulthandler
import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Self

from crosswire.errors import InputError
from hard.rows import Row, told

STALL = 2.0
"""Seconds of work that nothing this small may take."""
_HANGS = 300
_SHOWN = 5


class Wrong(Exception):
    """Something came of a trial that should not have."""


class Trials:
    """Counts. A trial that never ends breaks the run off, with where it stood."""

    def __init__(self, tried: str, *, stall: float = STALL) -> None:
        self._tried = tried
        self._stall = stall
        self._outcomes: Counter[str] = Counter()
        self._examples: list[str] = []
        self._wrong = 0
        self._longest = 0.0

    def __enter__(self) -> Self:
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        return self

    def __exit__(self, *_: object) -> None:
        faulthandler.cancel_dump_traceback_later()

    def one(self, name: str, act: Callable[[], str]) -> None:
        """One trial: ``act`` says what came of it; a refusal in words is an outcome like any other."""
        faulthandler.dump_traceback_later(_HANGS, exit=True)
        began = time.thread_time()
        try:
            outcome = act()
        except InputError:
            outcome = "refused in words"
        except Exception as fault:  # noqa: BLE001 - to find those is what this is for
            known = isinstance(fault, Wrong)
            outcome = "not as it should be" if known else "crashed"
            last = "" if known else f"\n{traceback.format_exc(limit=-3)}"
            self._note(f"{name}: {fault!r:.600}{last}")
        took = time.thread_time() - began
        self._longest = max(self._longest, took)
        if took > self._stall:
            outcome += f", after more than {self._stall:g} s"
            self._note(f"{name}: {took:.1f} s")
        self._outcomes[outcome] += 1

    def _note(self, words: str) -> None:
        self._wrong += 1
        if len(self._examples) < _SHOWN:
            self._examples.append(words)

    def row(self, tried: str | None = None) -> Row:
        """As it stands in the table."""
        return Row(
            tried=tried or self._tried, number=self._outcomes.total(),
            happened=f"{told(self._outcomes)}; the longest took {_seconds(self._longest)}",
            wrong=self._wrong, examples=tuple(self._examples),
        )  # fmt: skip


def _seconds(taken: float) -> str:
    return f"{taken:.1f} s" if taken >= 0.1 else "less than 0.1 s"
