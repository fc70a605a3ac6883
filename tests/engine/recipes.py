"""Stages for the engines' contract, in a module that a worker can import."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswire.errors import InputError, ModelError


@dataclass(frozen=True)
class Halve:
    name: str = "halve"
    version: int = 1

    def open(self) -> Callable[[int], int]:
        def run(number: int) -> int:
            if number % 2:
                raise InputError(f"{number} is odd; give an even one", kind="odd")
            if number == 8:
                raise ModelError("no model")
            return 12 // number

        return run


@dataclass(frozen=True)
class Name:
    name: str = "name"
    version: int = 1

    def open(self) -> Callable[[int], str]:
        return lambda number: f"<{number}>"


@dataclass(frozen=True)
class Die:
    """Ends its worker at these numbers: always, or, with a folder to note it in, once each."""

    at: tuple[int, ...]
    once: Path | None = None
    name: str = "die"
    version: int = 1

    def open(self) -> Callable[[int], int]:
        def run(number: int) -> int:
            if number in self.at and not self._noted(number):
                os.kill(os.getpid(), signal.SIGKILL)
            return number

        return run

    def _noted(self, number: int) -> bool:
        if self.once is None:
            return False
        note = self.once / str(number)
        if note.exists():
            return True
        note.touch()
        return False
