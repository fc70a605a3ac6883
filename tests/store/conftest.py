"""A store on each database."""

from collections.abc import Iterator

import pytest

from crosswire.store.base import Store, open_store


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(store_url) as opened:
        yield opened
