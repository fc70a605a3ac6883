"""Sending to a webhook: one POST, to an address that the guard lets through, whose redirects are not
followed and whose answer is not read beyond its status."""

from collections.abc import Mapping
from typing import NamedTuple

from crosswire.closing import Closing
from crosswire.config import Settings
from crosswire.net.address import page_address
from crosswire.net.exchange import header
from crosswire.net.fetcher import Outside, Patience
from crosswire.net.guard import AddressGuard
from crosswire.net.pace import retry_after
from crosswire.net.sending import Sender

_PATIENCE = Patience(connect=10.0, read=15.0, total=30.0)


class Posted(NamedTuple):
    """What a receiver answered."""

    status: int
    retry_after: float | None = None
    """The seconds after which it wants to be asked again; None: it does not say."""


class Poster(Closing):
    """Sends to webhooks. Close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        *,
        allow: tuple[str, ...] = (),
        agent: str | None = None,
        patience: Patience = _PATIENCE,
        outside: Outside | None = None,
    ) -> None:
        guard = AddressGuard.of(allow, "deliver_allow")
        self._sender = Sender(guard, agent=agent, patience=patience, outside=outside)

    @classmethod
    def of(cls, settings: Settings) -> "Poster":
        """As the settings ask for it."""
        return cls(allow=settings.deliver_allow, agent=settings.fetch_agent)

    def close(self) -> None:
        """Close every connection."""
        self._sender.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Send ``body``; what the receiver answered. Raises ``FetchError`` where nothing was."""
        with self._sender.sent(url, body, headers) as response:
            told = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
            return Posted(response.status, retry_after(header(told, "retry-after")))


def checked_webhook(url: str) -> str:
    """The address of a webhook as it is asked; raises ``FetchError`` for what is none."""
    return str(page_address(url))
