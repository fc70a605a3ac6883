"""What people write is written beside a run, on both databases."""

import pytest

from crosswire.errors import StoreError
from crosswire.store.base import open_store


def test_an_aside_does_not_wait_for_a_run(store_url: str) -> None:
    with open_store(store_url) as store, store.write("a long run") as writer:
        with writer.batch() as batch:
            batch.count(seen=1)
        with store.aside() as aside:
            assert not aside.connection.closed
        with writer.batch() as batch:
            batch.count(seen=1)


def test_a_store_opened_for_reading_takes_no_aside(store_url: str) -> None:
    open_store(store_url).close()
    with (
        open_store(store_url, read_only=True) as store,
        pytest.raises(StoreError, match="reading only"),
        store.aside(),
    ):
        raise AssertionError
