"""A server on this machine, and fetchers that may reach it and never wait long."""

import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
import trustme

from crosswire.net.fetcher import Fetcher, Outside, Patience
from tests.net.server import Server, serving

HERE = ("127.0.0.1/32",)


@dataclass
class World:
    """Time that passes only by sleeping, and names that resolve as the test says."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    resolved: list[str] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def resolve(self, host: str, port: int) -> Sequence[str]:
        """The addresses of ``host``; of several, one more is gone each time it is asked."""
        self.resolved.append(host)
        known = self.names.get(host)
        if known is None:
            return [host]
        return known.pop(0).split() if len(known) > 1 else known[0].split()


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """What a fetcher trusts: the tests' own authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


Make = Callable[..., Fetcher]


@pytest.fixture
def fetcher(world: World, trusting: ssl.SSLContext) -> Iterator[Make]:
    """Makes fetchers; closes them."""
    made: list[Fetcher] = []

    def make(
        *,
        allow: Sequence[str] = HERE,
        gap: float = 0.0,
        max_bytes: int = 100_000,
        agent: str | None = None,
        **seconds: float,
    ) -> Fetcher:
        waits = {"connect": 2.0, "read": 2.0, "total": 5.0, **seconds}
        outside = Outside(resolve=world.resolve, clock=world.clock, sleep=world.sleep, tls=trusting)
        one = Fetcher(
            allow=allow,
            max_bytes=max_bytes,
            agent=agent,
            gap=gap,
            patience=Patience(**waits),
            outside=outside,
        )
        made.append(one)
        return one

    yield make
    for one in made:
        one.close()
