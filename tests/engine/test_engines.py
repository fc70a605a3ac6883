"""What every engine does, wherever it runs the work."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crosswire.config import Settings
from crosswire.engine.base import Engine
from crosswire.engine.local import LocalEngine
from crosswire.engine.pool import AHEAD, PoolEngine
from crosswire.engine.ray import RayEngine
from crosswire.errors import ConfigError, ModelError
from crosswire.project import Project
from crosswire.records import Failure
from tests.engine.recipes import Die, Halve, Name

Several = PoolEngine | RayEngine


@pytest.fixture(scope="module")
def cluster() -> Iterator[RayEngine]:
    """Ray with two workers on this machine."""
    with closing(RayEngine(2)) as found:
        yield found


@pytest.fixture(scope="module", params=["local", "pool", "ray"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "ray":
        yield request.getfixturevalue("cluster")
    elif request.param == "pool":
        with closing(PoolEngine(2)) as found:
            yield found
    else:
        yield LocalEngine()


@pytest.fixture(scope="module", params=["pool", "ray"])
def several(request: pytest.FixtureRequest) -> Iterator[Several]:
    if request.param == "ray":
        yield request.getfixturevalue("cluster")
    else:
        with closing(PoolEngine(2)) as found:
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
    with closing(PoolEngine(2, debug=True)) as pool:
        for found in (LocalEngine(debug=True), pool):
            with pytest.raises(ZeroDivisionError):
                list(found.map(Halve(), [0], label=str))


def test_more_workers_than_the_cluster_has_cores_for_are_refused(
    cluster: RayEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosswire.engine.ray.PATIENCE", 0.3)
    assert list(cluster.map(Name(), [1], label=str)) == ["<1>"]
    with closing(RayEngine(1)) as other, pytest.raises(ConfigError, match="0 cores free"):
        list(other.map(Name(), [1], label=str))
    assert list(cluster.map(Name(), [1], label=str)) == ["<1>"]


def test_a_missing_model_ends_the_run(engine: Engine) -> None:
    with pytest.raises(ModelError):
        list(engine.map(Halve(), [8], label=str))


def test_earlier_failures_pass_through_in_their_place(engine: Engine) -> None:
    earlier = Failure(stage="intake", item="x", kind="empty", words="x is empty")
    items: list[int | Failure] = [2, earlier, 4]
    assert list(engine.map(Halve(), items, label=str)) == [6, earlier, 3]


def test_no_more_is_taken_than_can_be_worked_on(several: Several) -> None:
    taken: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(2, 2000, 2):
            taken.append(number)
            yield number

    results = several.map(Name(), numbers(), label=str)
    next(results)
    assert len(taken) <= 2 * AHEAD


def test_a_worker_that_is_killed_costs_no_result(several: Several, tmp_path: Path) -> None:
    stage = Die(at=(3, 11), once=tmp_path)
    assert list(several.map(stage, range(20), label=str)) == list(range(20))


def test_an_item_that_kills_every_worker_is_a_failure_and_the_rest_goes_on(
    several: Several,
) -> None:
    found = list(several.map(Die(at=(4,)), range(8), label=str))
    assert [one for one in found if not isinstance(one, Failure)] == [0, 1, 2, 3, 5, 6, 7]
    (failed,) = [one for one in found if isinstance(one, Failure)]
    assert (failed.item, failed.kind, failed.stage) == ("4", "killed", "die")


def test_two_streams_share_workers_when_one_is_killed(several: Several, tmp_path: Path) -> None:
    first = several.map(Name(), range(6), label=str)
    second = several.map(Die(at=(1,), once=tmp_path), range(6), label=str)
    both = list(zip(first, second, strict=True))
    assert both == [(f"<{number}>", number) for number in range(6)]


def test_a_cluster_of_this_machine_listens_to_nobody_else(cluster: RayEngine) -> None:
    list(cluster.map(Name(), [1], label=str))
    assert cluster.address == "127.0.0.1"


def test_without_ray_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    monkeypatch.delitem(sys.modules, "crosswire.engine.ray")
    with pytest.raises(ConfigError, match=r"pip install 'crosswire\[ray\]'"):
        _ = Project(Settings(engine="ray")).engine


def test_one_process_does_not_stand_for_several() -> None:
    with pytest.raises(ConfigError, match="--engine pool"):
        _ = Project(Settings(engine="local", workers=2)).engine


@pytest.mark.slow
def test_pages_read_by_a_pool_are_those_read_here(tmp_path: Path) -> None:
    pages = Path(__file__).resolve().parents[2] / "examples"
    settings = Settings(data=tmp_path, pipeline="small", cache_megabytes=0)
    here, there = Project(settings), Project(settings.with_(workers=2))
    alone = list(here.annotate(here.captures([pages])))
    beside = list(there.annotate(there.captures([pages])))
    assert len(alone) == 6
    assert beside == alone
