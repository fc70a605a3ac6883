"""One process goes round the sources of a store at a time."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crosswire.errors import StoreError
from crosswire.store import place
from crosswire.store.base import open_store
from crosswire.store.going_round import going_round, is_gone_round

GOES = """
import sys
from crosswire.store.going_round import going_round

with going_round(sys.argv[1]):
    print("going", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is just leaving."""
    monkeypatch.setattr(place, "PATIENCE", 0.0)


def refused(url: str) -> str:
    with pytest.raises(StoreError) as told, going_round(url):
        pass
    assert told.value.kind == "watched"
    return str(told.value)


def test_one_at_a_time_and_adding_goes_on_meanwhile(store_url: str) -> None:
    with open_store(store_url) as store:
        assert not is_gone_round(store_url)
        with going_round(store_url):
            assert is_gone_round(store_url)
            assert "crosswire serve --watch" in refused(store_url)
            with store.write("add"):
                assert store.busy() is not None
            assert store.busy() is None
        assert not is_gone_round(store_url)
        with going_round(store_url):
            pass


def test_a_process_that_is_killed_holds_it_no_more(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(store_url):
        pass
    with subprocess.Popen(
        [sys.executable, "-c", GOES, store_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"going\n"
        assert is_gone_round(store_url)
        refused(store_url)
        child.kill()
    # A server takes a moment to see that the connection is gone.
    monkeypatch.setattr(place, "PATIENCE", 30.0)
    with going_round(store_url):
        assert is_gone_round(store_url)


def test_many_who_ask_do_not_take_each_other_for_somebody(store_url: str) -> None:
    with open_store(store_url), ThreadPoolExecutor(8) as many:
        with going_round(store_url):
            assert all(many.map(is_gone_round, [store_url] * 24))
        assert not any(many.map(is_gone_round, [store_url] * 160))


ASKS = """
import sys
from crosswire.store.going_round import is_gone_round

print("asks", flush=True)
sys.stdin.readline()
print(sum(is_gone_round(sys.argv[1]) for _ in range(600)))
"""


def test_processes_that_ask_do_not_see_each_other(tmp_path: Path) -> None:
    url = str(tmp_path / "desk.sqlite")
    with open_store(url), going_round(url):
        pass
    ask = [sys.executable, "-c", ASKS, url]
    with (
        subprocess.Popen(ask, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as one,
        subprocess.Popen(ask, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
    ):
        for child in (one, other):
            assert child.stdout is not None
            assert child.stdout.readline() == b"asks\n"
        assert [child.communicate(b"\n")[0] for child in (one, other)] == [b"0\n", b"0\n"]


def test_where_nobody_ever_went_nobody_goes(tmp_path: Path) -> None:
    assert not is_gone_round(str(tmp_path / "desk.sqlite"))
    assert not [*tmp_path.iterdir()]
