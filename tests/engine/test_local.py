"""The engine runs a stage over items and keeps what fails apart."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from crosswire.engine.local import LocalEngine
from crosswire.errors import InputError, ModelError
from crosswire.records import Failure


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


def test_results_come_in_order_and_failures_in_their_place() -> None:
    found = list(LocalEngine().map(Halve(), [2, 3, 4], label=str))
    assert found[0] == 6
    assert isinstance(found[1], Failure)
    assert (found[1].stage, found[1].item, found[1].kind) == ("halve", "3", "odd")
    assert found[2] == 3


def test_an_unforeseen_error_is_a_failure_too() -> None:
    (found,) = LocalEngine().map(Halve(), [0], label=str)
    assert isinstance(found, Failure)
    assert found.kind == "crashed"


def test_debug_lets_it_through() -> None:
    with pytest.raises(ZeroDivisionError):
        list(LocalEngine(debug=True).map(Halve(), [0], label=str))


def test_a_missing_model_ends_the_run() -> None:
    with pytest.raises(ModelError):
        list(LocalEngine().map(Halve(), [8], label=str))


def test_earlier_failures_pass_through_unopened() -> None:
    earlier = Failure(stage="intake", item="x", kind="empty", words="x is empty")
    assert list(LocalEngine().map(Halve(), [earlier], label=str)) == [earlier]
