"""Sending to a webhook: one POST, to an address that the guard lets through, whose redirects are not
followed and whose answer is not read beyond its status."""

from collections.abc import Mapping
from typing import NamedTuple

import httpcore

from crosswire.config import Settings
from crosswire.net.address import page_address
from crosswire.net.connect import Budget, GuardedBackend
from crosswire.net.exchange import header, in_words
from crosswire.net.fetcher import Outside, Patience, usual_agent
from crosswire.net.guard import AddressGuard
from crosswire.net.pace import retry_after

_PATIENCE = Patience(connect=10.0, read=15.0, total=30.0)


class Posted(NamedTuple):
    """What a receiver answered."""

    status: int
    retry_after: float | None = None
    """The seconds after which it wants to be asked again; None: it does not say."""


class Poster:
    """Sends to webhooks. Close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        *,
        allow: tuple[str, ...] = (),
        agent: str | None = None,
        patience: Patience = _PATIENCE,
        outside: Outside | None = None,
    ) -> None:
        world = outside or Outside()
        self._agent = agent or usual_agent()
        self._patience = patience
        self._budget = Budget()
        guard = AddressGuard.of(allow, "deliver_allow")
        self._pool = httpcore.ConnectionPool(
            ssl_context=world.tls,
            max_keepalive_connections=0,
            network_backend=GuardedBackend(guard, world.resolve, self._budget),
        )

    @classmethod
    def of(cls, settings: Settings) -> "Poster":
        """As the settings ask for it."""
        return cls(allow=settings.deliver_allow, agent=settings.fetch_agent)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Send ``body``; what the receiver answered. Raises ``FetchError`` where nothing was."""
        asked = page_address(url)
        sent = {
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
            in_words(asked),
            self._pool.stream(
                "POST",
                target,
                headers={k: v.encode("latin-1", "replace") for k, v in sent.items()},
                content=body,
                extensions={"timeout": times},
            ) as response,
        ):
            told = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
            return Posted(response.status, retry_after(header(told, "retry-after")))


def checked_webhook(url: str) -> str:
    """The address of a webhook as it is asked; raises ``FetchError`` for what is none."""
    return str(page_address(url))
