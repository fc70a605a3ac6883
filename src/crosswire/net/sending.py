"""One POST, to an address that the guard lets through, whose redirects are not followed: what webhooks and
time stamp servers are sent."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpcore

from crosswire.closing import Closing
from crosswire.net.address import page_address
from crosswire.net.connect import Budget, GuardedBackend
from crosswire.net.exchange import in_words
from crosswire.net.fetcher import Outside, Patience, usual_agent
from crosswire.net.guard import AddressGuard


class Sender(Closing):
    """Sends to addresses."""

    def __init__(
        self,
        guard: AddressGuard,
        *,
        agent: str | None = None,
        patience: Patience,
        outside: Outside | None = None,
    ) -> None:
        world = outside or Outside()
        self._agent = agent or usual_agent()
        self._patience = patience
        self._budget = Budget()
        self._pool = httpcore.ConnectionPool(
            ssl_context=world.tls,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(guard, world.resolve, self._budget),
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def sent(
        self, url: str, body: bytes, headers: Mapping[str, str], *, secret: bool = False
    ) -> Iterator[httpcore.Response]:
        """Send ``body``; the answer, still to be read. Raises ``FetchError`` where none came, which
        names the address; without its query where that is ``secret``."""
        asked = page_address(url)
        told = {
            "Host": asked.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Content-Length": str(len(body)),
            **headers,
        }
        wait = self._patience
        times = {"connect": wait.connect, "read": wait.read, "write": wait.read}
        target = httpcore.URL(
            scheme=asked.raw_scheme, host=asked.raw_host, port=asked.port, target=asked.raw_path
        )
        with (
            self._budget.granted(wait.total),
            self._budget.spent(),
            in_words(asked.copy_with(query=None) if secret else asked),
            self._pool.stream(
                "POST",
                target,
                headers={k: v.encode("latin-1", "replace") for k, v in told.items()},
                content=body,
                extensions={"timeout": times},
            ) as response,
        ):
            yield response
