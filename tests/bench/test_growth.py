"""A growing store is measured window by window, and a run that was stopped goes on where it was."""

import json
import pickle
from dataclasses import asdict
from pathlib import Path

import pytest

from bench.grown import Run, Window, grow, opening, taken_up
from bench.growth import figures
from bench.wire import Wire


def small(folder: Path) -> Run:
    run = taken_up(folder)
    run.wire.words = 60
    return run


def test_a_wire_goes_on_where_it_was() -> None:
    wire = Wire(words=60, alone=0.5)
    whole = list(Wire(words=60, alone=0.5).articles(60))
    begun = list(wire.articles(25))
    kept: Wire = pickle.loads(pickle.dumps(wire))
    assert [*begun, *kept.articles(35)] == whole


def test_half_of_the_articles_are_told_by_nobody_else() -> None:
    heads = [one.title or "" for one in Wire(words=60, alone=1.0, undated=0.0).articles(50)]
    assert len(set(heads)) == 50


def test_everything_may_have_a_day() -> None:
    assert all(one.published for one in Wire(words=60, undated=0.0).articles(400))
    assert not all(one.published for one in Wire(words=60).articles(400))


def test_a_run_that_was_stopped_is_taken_up(tmp_path: Path) -> None:
    grow(tmp_path, small(tmp_path), 40, window=20)
    again = taken_up(tmp_path)
    assert again.came == 40
    grow(tmp_path, again, 60, window=20)
    first, second, third = taken_up(tmp_path).windows
    assert (first.opened, second.opened, third.opened) == (True, False, True)
    assert [one.new for one in (first, second, third)] == [20, 20, 20]
    assert first.size < third.size
    assert first.active <= second.active <= third.active <= 60
    assert abs(sum(s for name, s in second.seconds.items() if name != "whole")
               - second.seconds["whole"]) < 1e-6  # fmt: skip
    assert opening(tmp_path / "desk.sqlite") > 0


def test_what_was_there_already_is_not_counted_twice(tmp_path: Path) -> None:
    """Killed after its articles were kept, and before that was written down."""
    run = small(tmp_path)
    grow(tmp_path, run, 20, window=20)
    before = (tmp_path / "run.pickle").read_bytes()
    grow(tmp_path, run, 40, window=20)
    (tmp_path / "run.pickle").write_bytes(before)
    grow(tmp_path, taken_up(tmp_path), 40, window=20)
    assert [one.new for one in taken_up(tmp_path).windows] == [20, 0]


def window(articles: int, *, ms: float, size: int, new: int = 1000) -> Window:
    each = ms * new / 1000
    return Window(
        articles=articles, new=new, size=size, active=min(20_000, articles), held=500.0,
        seconds={"group": each / 2, "settle": each / 4, "store": each / 4, "whole": each},
        sample=0.1, opened=False,
    )  # fmt: skip


def test_stretches_stand_beside_their_mean() -> None:
    filled = [window(1000 * n, ms=5, size=8_000_000 * n) for n in range(1, 31)]
    more = [
        window(30_000 + 1000 * n, ms=10, size=240_000_000 + 8_000_000 * n) for n in range(1, 13)
    ]
    windows = json.loads(json.dumps([asdict(one) for one in [*filled, *more]]))
    told = figures({"windows": windows, "filled": 30_000, "opening": 2.0}, 12_000)
    held = {one.who: one.figures for one in told if one.task == "growth"}
    assert set(held) == {"0 to 1,000", "1,000 to 10,000", "10,000 to 12,000"}
    assert {one["time, of the mean"] for one in held.values()} == {1.0}
    assert {one["KB an article"] for one in held.values()} == {8.0}
    assert {one["ms an article"] for one in held.values()} == {10.0}
    active = [one for one in told if one.task == "growth-active"]
    assert [one.figures["ms an article"] for one in active] == [5.0] * len(active)
    assert next(one for one in told if one.task == "growth-opening").figures["seconds"] == 2.0


def test_a_run_that_did_not_end_tells_how_far_it_came() -> None:
    filled = [window(1000, ms=5, size=8_000_000)]
    more = [window(1000 + 1000 * n, ms=10, size=8_000_000 * (n + 1)) for n in range(1, 4)]
    windows = [asdict(one) for one in [*filled, *more]]
    told = figures({"windows": windows, "filled": 1000, "opening": 2.0}, 1_000_000)
    assert [one.who for one in told if one.task == "growth"] == ["0 to 1,000", "1,000 to 3,000"]


@pytest.mark.parametrize("fault", ["opened", "partly there"])
def test_windows_that_are_no_measure_are_left_out(fault: str) -> None:
    windows = [asdict(window(1000 * n, ms=10, size=8_000_000 * n)) for n in range(1, 5)]
    windows[2] |= {"opened": True} if fault == "opened" else {"new": 400}
    windows[2]["seconds"] = dict.fromkeys(windows[2]["seconds"], 1e6)
    told = figures({"windows": windows, "filled": 1000, "opening": 2.0}, 3_000)
    assert {one.figures["ms an article"] for one in told if one.task == "growth"} == {10.0}
