"""What every engine does, wherever it runs the work."""

from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from crosswire.config import Settings
from crosswire.engine.base import Engine
from crosswire.engine.local import LocalEngine
from crosswire.engine.pool import AHEAD, PoolEngine
from crosswire.errors import ModelError
from crosswire.project import Project
from crosswire.records import Failure
from tests.engine.recipes import Die, Halve, Name


def made(kind: str, *, debug: bool = False) -> Engine:
    return LocalEngine(debug=debug) if kind == "local" else PoolEngine(2, debug=debug)


@pytest.fixture(scope="module", params=["local", "pool"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    found = made(request.param)
    with closing(found) if isinstance(found, PoolEngine) else nullcontext():
        yield found


def test_results_come_in_order_and_failures_in_their_place(engine: Engine) -> None:
    found = list(engine.map(Halve(), [2, 3, 4], label=str))
    assert found[0] == 6
    assert isinstance(found[1], Failure)
    assert (found[1].stage, found[1].item, found[1].kind) == ("halve", "3", "odd")
    assert found[2] == 3


def test_stages_follow_each_other_and_a_refusal_names_its_own(engine: Engine) -> None:
    found = list(engine.through((Halve(), Name()), [2, 3, 6], label=str))
    assert [one if isinstance(one, str) else one.stage for one in found] == ["<6>", "halve", "<2>"]


def test_an_unforeseen_error_is_a_failure_too(engine: Engine) -> None:
    (found,) = engine.map(Halve(), [0], label=str)
    assert isinstance(found, Failure)
    assert found.kind == "crashed"


def test_debug_lets_it_through() -> None:
    for kind in ("local", "pool"):
        with pytest.raises(ZeroDivisionError):
            list(made(kind, debug=True).map(Halve(), [0], label=str))


def test_a_missing_model_ends_the_run(engine: Engine) -> None:
    with pytest.raises(ModelError):
        list(engine.map(Halve(), [8], label=str))


def test_earlier_failures_pass_through_in_their_place(engine: Engine) -> None:
    earlier = Failure(stage="intake", item="x", kind="empty", words="x is empty")
    items: list[int | Failure] = [2, earlier, 4]
    assert list(engine.map(Halve(), items, label=str)) == [6, earlier, 3]


def test_a_pool_takes_no_more_than_it_can_work_on() -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(2, 2000, 2):
            taken.append(number)
            yield number

    with closing(PoolEngine(2)) as pool:
        results = pool.map(Name(), numbers(), label=str)
        next(results)
        assert len(taken) <= 2 * AHEAD


def test_a_worker_that_is_killed_costs_no_result(tmp_path: Path) -> None:
    with closing(PoolEngine(2)) as pool:
        stage = Die(at=(3, 11), once=tmp_path)
        assert list(pool.map(stage, range(20), label=str)) == list(range(20))


def test_an_item_that_kills_every_worker_is_a_failure_and_the_rest_goes_on() -> None:
    with closing(PoolEngine(2)) as pool:
        found = list(pool.map(Die(at=(4,)), range(8), label=str))
    assert [one for one in found if not isinstance(one, Failure)] == [0, 1, 2, 3, 5, 6, 7]
    (failed,) = [one for one in found if isinstance(one, Failure)]
    assert (failed.item, failed.kind, failed.stage) == ("4", "killed", "die")


@pytest.mark.slow
def test_pages_read_by_a_pool_are_those_read_here(tmp_path: Path) -> None:
    pages = Path(__file__).resolve().parents[2] / "examples"
    settings = Settings(data=tmp_path, pipeline="small", cache_megabytes=0)
    here, there = Project(settings), Project(settings.with_(workers=2))
    alone = list(here.annotate(here.captures([pages])))
    beside = list(there.annotate(there.captures([pages])))
    assert len(alone) == 6
    assert beside == alone
