"""Answers that may be some seconds old."""

import threading

import pytest

from crosswire.web.lately import Lately


class Clock:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_an_answer_holds_so_long_and_is_made_anew_after_that() -> None:
    clock, made = Clock(), iter(range(9))
    lately = Lately(clock)

    def ask() -> int:
        return lately.get("one", 10, lambda: next(made))

    assert (ask(), ask()) == (0, 0)
    clock.at = 9.9
    assert ask() == 0
    clock.at = 10
    assert (ask(), ask()) == (1, 1)


def test_while_one_makes_it_anew_the_others_take_what_there_was() -> None:
    clock = Clock()
    lately = Lately(clock)
    lately.get("one", 10, lambda: "old")
    clock.at = 20
    begun, over = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        assert over.wait(30)
        return "new"

    maker = threading.Thread(target=lambda: lately.get("one", 10, slow))
    maker.start()
    assert begun.wait(30)
    assert lately.get("one", 10, lambda: "made twice") == "old"
    over.set()
    maker.join(30)
    assert lately.get("one", 10, lambda: "made twice") == "new"


def test_one_that_could_not_be_made_anew_is_not_held_on_to() -> None:
    clock = Clock()
    lately = Lately(clock)
    lately.get("one", 10, lambda: "old")
    clock.at = 20

    def fails() -> str:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        lately.get("one", 10, fails)
    assert lately.get("one", 10, lambda: "new") == "new"
