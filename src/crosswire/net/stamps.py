"""Time stamps (RFC 3161): a server that the user names says when a hash was there. It is sent the hash,
nothing else, by way of the same guard as every request.

rfc3161-client writes the question and reads the answer; it is the extra ``timestamps``.
"""

import hashlib
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpcore

from crosswire.closing import Closing
from crosswire.config import Settings
from crosswire.errors import ConfigError, FetchError
from crosswire.net.address import page_address
from crosswire.net.fetcher import Outside, Patience
from crosswire.net.guard import AddressGuard
from crosswire.net.sending import Sender
from crosswire.records.chain import Stamp, StampCheck

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse

_PATIENCE = Patience(connect=10.0, read=20.0, total=30.0)
_MOST = 200_000
"""Bytes of an answer: a signature and a few certificates."""
_SHA256 = "2.16.840.1.101.3.4.2.1"


class Stamper(Closing):
    """Asks servers for time stamps. Close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        *,
        allow: tuple[str, ...] = (),
        agent: str | None = None,
        patience: Patience = _PATIENCE,
        outside: Outside | None = None,
    ) -> None:
        _library()  # said before anything is asked
        self._sender = Sender(
            AddressGuard.of(allow), agent=agent, patience=patience, outside=outside
        )

    @classmethod
    def of(cls, settings: Settings) -> "Stamper":
        """As the settings ask for it."""
        return cls(allow=settings.fetch_allow, agent=settings.fetch_agent)

    def close(self) -> None:
        """Close every connection."""
        self._sender.close()

    def stamp(self, server: str, n: int, linked: bytes) -> Stamp:
        """A stamp of entry ``n``, whose hash is the SHA-256 of ``linked``.

        Raises ``FetchError`` where none came, or one of something else.
        """
        library = _library()
        builder = library.TimestampRequestBuilder().data(linked)
        request = builder.hash_algorithm(library.HashAlgorithm.SHA256).cert_request(
            cert_request=True
        ).build()  # fmt: skip
        token = self._asked(server, request.as_bytes())
        # A key to the server may stand in the query; a stamp is handed on, and messages are kept.
        named = str(page_address(server).copy_with(query=None))
        try:
            answer = _read(token)
        except ValueError as fault:
            words = f"{named}: the answer is no time stamp that can be read: {fault}"
            raise FetchError(words, kind="not-a-stamp") from fault
        because = _fault(answer, linked)
        if not because and answer.tst_info.nonce != request.nonce:
            because = "it answers another question (its number is not the one sent)"
        if because:
            raise FetchError(f"{named}: the stamp is of no use: {because}", kind="not-a-stamp")
        digest = hashlib.sha256(linked).hexdigest()
        return Stamp(n=n, hash=digest, server=named, at=_at(answer), token=token)

    def _asked(self, server: str, question: bytes) -> bytes:
        headers = {
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
        }
        with self._sender.sent(server, question, headers, secret=True) as response:
            if response.status != 200:
                words = (
                    f"the time stamp server answers {response.status}; redirects are not followed"
                )
                raise FetchError(words, kind=f"http-{response.status}")
            return _body(response)


def _body(response: httpcore.Response) -> bytes:
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > _MOST:
            raise FetchError("the answer is longer than a time stamp is", kind="too-large")
    return bytes(body)


def check_stamp(stamp: Stamp, linked: bytes, roots: Path | None = None) -> StampCheck:
    """Whether a stamp says what is kept of it and is of ``linked``; with ``roots`` (PEM) also whether
    its signature leads to one of these certificates."""
    told = {"n": stamp.n, "server": stamp.server, "at": stamp.at}
    try:
        answer = _read(stamp.token)
    except ConfigError as missing:
        return StampCheck(**told, state="not checked", because=str(missing))
    except ValueError as fault:
        because = f"what is kept is no time stamp that can be read: {fault}"
        return StampCheck(**told, state="does not hold", because=because)
    because = _fault(answer, linked)
    if not because and _at(answer) != stamp.at:
        because = f"it says {_at(answer)}, and {stamp.at} is kept"
    if because:
        return StampCheck(**told, state="does not hold", because=because)
    if roots is None:
        return StampCheck(**told, state="signer not checked", because=_UNNAMED)
    because = _signed(answer, linked, roots)
    state = "does not hold" if because else "holds"
    return StampCheck(**told, state=state, because=because or f"signed as {roots} has it")


_UNNAMED = "whose signature it is was not checked: name the server's root certificate (--tsa-root)"


def _signed(answer: "TimeStampResponse", linked: bytes, roots: Path) -> str:
    """Why the signature leads to none of the certificates; empty: it does."""
    library = _library()
    # The certificates that rfc3161-client takes are of a library that comes with it.
    x509 = import_module("cryptography.x509")
    try:
        trusted = x509.load_pem_x509_certificates(roots.read_bytes())
    except (OSError, ValueError) as fault:
        raise ConfigError(f"--tsa-root takes certificates in PEM, {roots}: {fault}") from fault
    builder = library.VerifierBuilder()
    for one in trusted:
        rooted = one.subject == one.issuer
        add = builder.add_root_certificate if rooted else builder.add_intermediate_certificate
        builder = add(one)
    if not any(one.subject == one.issuer for one in trusted):
        raise ConfigError(f"--tsa-root takes a root certificate, {roots} holds none")
    try:
        builder.build().verify_message(answer, linked)
    except (library.VerificationError, ValueError) as fault:
        return f"its signature does not hold: {fault}"
    return ""


def _read(token: bytes) -> "TimeStampResponse":
    """The answer; raises ``ValueError`` for what is none."""
    return _library().decode_timestamp_response(token)  # type: ignore[no-any-return]


def _fault(answer: "TimeStampResponse", linked: bytes) -> str:
    """Why an answer is no stamp of ``linked``; empty: it is one."""
    if answer.status != 0:
        return f"the server refused ({', '.join(answer.status_string) or answer.status})"
    imprint = answer.tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256:
        return "it is not over a SHA-256"
    digest = hashlib.sha256(linked).digest()
    if imprint.message != digest:
        return f"it is of another hash: expected {digest.hex()}, found {imprint.message.hex()}"
    return ""


def _at(answer: "TimeStampResponse") -> str:
    moment: datetime = answer.tst_info.gen_time
    at = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _library() -> Any:
    try:
        import rfc3161_client
    except ModuleNotFoundError as missing:
        raise ConfigError(
            "time stamps need rfc3161-client, which is not installed; run: "
            "pip install 'crosswire[timestamps]'"
        ) from missing
    return rfc3161_client
