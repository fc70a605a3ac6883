"""One question and its answer: in its turn, within its time, and no longer than a page can be."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import httpcore
import httpx

from crosswire.errors import FetchError, InputError
from crosswire.net.connect import Budget
from crosswire.net.content import media_type, no_page
from crosswire.net.pace import Pace
from crosswire.net.unpack import unpacked

WELL = frozenset({200, 203})
_SHORT = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is wanted of an address, whatever it redirects to."""

    headers: Mapping[str, str]
    most: int
    page: bool = False
    """Only a page will do."""
    cut: bool = False
    """The first ``most`` bytes will do."""
    robots: bool = False
    """The robots.txt of each host on the way is heeded."""


class Reply(NamedTuple):
    """What an address answered; the body is read where all is well."""

    url: httpx.URL
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: str

    def header(self, name: str) -> str | None:
        """The first of that name, in small letters."""
        return header(self.headers, name)


class Exchange:
    """Asks addresses, each host in its turn."""

    def __init__(
        self,
        pool: httpcore.ConnectionPool,
        pace: Pace,
        budget: Budget,
        *,
        agent: str,
        timeouts: Mapping[str, float],
    ) -> None:
        self._pool = pool
        self._pace = pace
        self._budget = budget
        self._agent = agent
        self._timeouts = dict(timeouts)

    def ask(self, url: httpx.URL, request: Request, gap: float) -> Reply:
        """The answer of ``url``; raises ``FetchError`` where none came, or none that will do."""
        with self._pace.turn(url.host, gap), self._budget.spent(), in_words(url):
            try:
                return self._asked(url, request)
            except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                # The host may have closed a connection that was kept; a new one tells.
                return self._asked(url, request)

    def _asked(self, url: httpx.URL, request: Request) -> Reply:
        headers: dict[bytes | str, bytes | str] = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent.encode("latin-1", "replace"),
            "Accept-Encoding": "gzip, deflate",
        }
        # As they came: an ETag may hold bytes that are no ASCII, and is sent back with them.
        headers.update((k, v.encode("latin-1", "replace")) for k, v in request.headers.items())
        with self._pool.stream(
            "GET",
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=headers,
            extensions={"timeout": self._timeouts},
        ) as response:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            stated = tuple(
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in response.headers
            )
            if response.status in WELL:
                body = _body(response, stated, request)
                return Reply(url, response.status, stated, body, at)
            _drain(response, stated)
            return Reply(url, response.status, stated, b"", at)


def header(headers: tuple[tuple[str, str], ...], name: str) -> str | None:
    """The first value of that name, which is given in small letters."""
    return next((value for key, value in headers if key.lower() == name), None)


def _body(
    response: httpcore.Response, headers: tuple[tuple[str, str], ...], request: Request
) -> bytes:
    kind = media_type(header(headers, "content-type"))
    if request.page and no_page(kind):
        raise FetchError(f"the answer is {kind}, which is no page", kind="not-a-page")
    stated = header(headers, "content-length") or ""
    if stated.isdigit() and int(stated[:20]) > request.most and not request.cut:
        words = f"{int(stated[:20]):,} bytes, which no article is; they were not read"
        raise FetchError(words, kind="too-large")
    codings = [c for k, v in headers if k.lower() == "content-encoding" for c in v.split(",")]
    return unpacked(
        _bounded(response.iter_stream(), request.most), codings, most=request.most, cut=request.cut
    )


def _drain(response: httpcore.Response, headers: tuple[tuple[str, str], ...]) -> None:
    """Read what nobody needs where it is short, so that the connection can be used again."""
    stated = header(headers, "content-length") or ""
    if response.status == 304 or (stated.isdigit() and int(stated[:20]) <= _SHORT):
        with suppress(httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
            for _ in response.iter_stream():
                pass


def _bounded(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """As many as a page may be long, and one more to show that it is longer."""
    taken = 0
    for piece in pieces:
        yield piece
        taken += len(piece)
        if taken > most:
            return


@contextmanager
def in_words(url: httpx.URL) -> Iterator[None]:
    """What httpcore raises, as a ``FetchError`` that names ``url``."""
    try:
        yield
    except FetchError as fault:
        raise FetchError(
            f"{url}: {fault}", kind=fault.kind, retry_after=fault.retry_after
        ) from fault
    except InputError as fault:
        raise FetchError(f"{url}: {fault}", kind=fault.kind) from fault
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as fault:
        kind, words = _told(fault)
        raise FetchError(f"{url}: {words}", kind=kind) from fault


def _told(fault: Exception) -> tuple[str, str]:
    cause = fault.args[0] if fault.args else None  # httpcore wraps what the socket raised
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "tls", f"its certificate is not to be trusted: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return "tls", f"no secure connection can be made: {cause.reason or cause}"
    if isinstance(fault, httpcore.ConnectTimeout):
        return "timeout", "the host cannot be reached in time"
    if isinstance(fault, httpcore.TimeoutException):
        return "timeout", "the host does not answer in time"
    if isinstance(fault, httpcore.ConnectError):
        return "refused", f"the host takes no connection: {fault}"
    return "broken", f"the answer breaks off or is no HTTP: {fault or type(fault).__name__}"
