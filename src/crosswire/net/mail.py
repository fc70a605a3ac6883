"""Sending mail: by SMTP, to an address that the guard lets through, secured unless the user named the
server's network.

The name is resolved once and the address that was judged is connected to; the certificate is checked
against the name.
"""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from crosswire.config import Settings
from crosswire.errors import ConfigError, FetchError
from crosswire.net.connect import Budget, GuardedBackend
from crosswire.net.fetcher import Outside, Patience
from crosswire.net.guard import AddressGuard

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_PATIENCE = Patience(connect=10.0, read=20.0, total=60.0)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail, in plain words."""

    id: str
    """The same for the same mail, however often it is sent."""
    to: str
    subject: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed in, and as whom."""

    host: str
    port: int
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: str | None = None
    sender: str


class Mailer:
    """Hands mail in at one server, a connection each."""

    def __init__(
        self,
        server: Server,
        *,
        allow: tuple[str, ...] = (),
        patience: Patience = _PATIENCE,
        outside: Outside | None = None,
    ) -> None:
        world = outside or Outside()
        self._server = server
        self._patience = patience
        self._tls = world.tls
        self._budget = Budget()
        self._guard = AddressGuard.of(allow, "deliver_allow")
        self._backend = GuardedBackend(self._guard, world.resolve, self._budget)

    @classmethod
    def of(cls, settings: Settings) -> "Mailer | None":
        """As the settings ask for it; None: they name no server."""
        if settings.smtp_host is None:
            return None
        if settings.smtp_from is None:
            raise ConfigError(
                "mail needs the setting smtp_from beside smtp_host: the address it comes from"
            )
        secret = settings.smtp_password
        server = Server(
            host=settings.smtp_host,
            port=settings.smtp_port or _PORTS[settings.smtp_tls],
            tls=settings.smtp_tls,
            user=settings.smtp_user,
            password=secret.get_secret_value() if secret else None,
            sender=mail_address(settings.smtp_from),
        )
        return cls(server, allow=settings.deliver_allow)

    def send(self, letter: Letter) -> None:
        """Hand a mail in. Raises ``FetchError``: of kind ``refused-for-good`` where it is no use to
        try again."""
        message = written(letter, self._server.sender)
        within = self._budget.granted(self._patience.total), self._budget.spent()
        with _in_words(self._server.host), within[0], within[1], self._connected() as smtp:
            smtp.send_message(message, self._server.sender, [letter.to])

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A session that is secured and signed in as the settings ask for, within its time."""
        held = [self._stream()]
        # smtplib bounds each wait, not all of them: a server could answer a byte at a time.
        ends = threading.Timer(self._budget.at_most(None), _cut, (held,))
        ends.daemon = True
        ends.start()
        with ExitStack() as open_:
            open_.callback(_close, held)
            open_.callback(ends.cancel)
            smtp = _Guarded(held[0], self._server.host, self._server.port, self._patience.read)
            open_.callback(smtp.close)
            if self._server.tls == "starttls":
                smtp.starttls(context=self._tls)
                held.append(_socket_of(smtp))
            if self._server.user is not None:
                smtp.login(self._server.user, self._server.password or "")
            yield smtp
            # It has the mail; what goes wrong in saying goodbye changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()

    def _stream(self) -> socket.socket:
        """A connection to the first address of the server that may be and can be connected to."""
        host, port, wait = self._server.host, self._server.port, self._patience.connect
        addresses = self._backend.addresses(host, port, wait)
        if self._server.tls == "none":
            self._require_named(addresses)
        for left, address in enumerate(addresses, 1 - len(addresses)):
            try:
                stream = socket.create_connection((address, port), self._budget.at_most(wait))
            except OSError:
                if not left:
                    raise
            else:
                return self._secured(stream)
        raise AssertionError("the last address returns or raises")

    def _secured(self, stream: socket.socket) -> socket.socket:
        stream.settimeout(self._patience.read)
        if self._server.tls != "tls":
            return stream
        try:
            return self._tls.wrap_socket(stream, server_hostname=self._server.host)
        except BaseException:
            stream.close()
            raise

    def _require_named(self, addresses: list[str]) -> None:
        if not all(map(self._guard.names, addresses)):
            raise FetchError(
                f"{self._server.host} would be sent words and password for all to read: set smtp_tls "
                "to starttls or tls, or name its network in the setting deliver_allow",
                kind="tls",
            )


class _Guarded(smtplib.SMTP):
    """A session over a connection that was made already."""

    def __init__(self, stream: socket.socket, host: str, port: int, timeout: float) -> None:
        self._stream = stream
        super().__init__(host, port, local_hostname="localhost", timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """What smtplib asks for instead of connecting; the name stays, for its certificate."""
        return self._stream


def written(letter: Letter, sender: str) -> EmailMessage:
    """The mail as it is handed in: no word from outside makes a header of its own."""
    message = EmailMessage(policy=SMTP)
    domain = sender.rpartition("@")[2].encode("idna").decode("ascii")
    message["From"] = _address(sender)
    message["To"] = _address(letter.to)
    message["Subject"] = _subject(letter.subject)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    return message


def _subject(words: str) -> str:
    """One line, in which nothing is written as RFC 2047 writes signs: Python would read it, line breaks
    among them, and write it out as it reads."""
    line = _CONTROL.sub(" ", words).strip()[:_LONGEST_SUBJECT]
    return line.replace("=?", "= ?")


def mail_address(stated: str) -> str:
    """One mail address; raises ``ConfigError`` for anything else."""
    because = "it holds a line break or another control character"
    try:
        found = _address(stated.strip())
        found.domain.encode("idna")
        because = "" if not _CONTROL.search(stated) else because
        if not found.username or not ("." in found.domain or found.domain == "localhost"):
            because = "it names no person at a host"
    except (ValueError, IndexError, MessageError) as fault:
        because = str(fault) or "it is none"
    if because:
        raise ConfigError(
            f"a mail address such as desk@paper.example was wanted, got {stated[:100]!r}: {because}"
        )
    return found.addr_spec


def _address(stated: str) -> Address:
    return Address(addr_spec=stated)


def _socket_of(smtp: smtplib.SMTP) -> socket.socket:
    """The connection as it is secured now: what it was made from is no connection any more."""
    if smtp.sock is None:
        raise smtplib.SMTPServerDisconnected("it ended the connection")
    return smtp.sock


def _close(held: list[socket.socket]) -> None:
    for one in reversed(held):
        one.close()


def _cut(held: list[socket.socket]) -> None:
    """End every wait on a connection."""
    with suppress(OSError):
        held[-1].shutdown(socket.SHUT_RDWR)


@contextmanager
def _in_words(host: str) -> Iterator[None]:
    """What smtplib raises, as a ``FetchError`` that names the server and holds no password."""
    try:
        yield
    except (FetchError, smtplib.SMTPException, OSError) as fault:
        # What a server answers to a password may quote it.
        secret = isinstance(fault, smtplib.SMTPAuthenticationError)
        raise _told(host, fault) from (None if secret else fault)


def _told(host: str, fault: Exception) -> FetchError:
    kind, words = "broken", _plain(str(fault))
    match fault:
        case FetchError():
            kind, words = fault.kind, str(fault)
        case smtplib.SMTPRecipientsRefused():
            ((code, said),) = fault.recipients.values()
            kind = _kind(code)
            words = f"the server takes no mail for this address: {code} {_plain(said)}"
        case smtplib.SMTPAuthenticationError():
            kind = "credentials"
            words = f"the server does not take name and password ({fault.smtp_code})"
        case smtplib.SMTPResponseException():
            kind = _kind(fault.smtp_code) if isinstance(fault, smtplib.SMTPDataError) else "refused"
            answer = _plain(fault.smtp_error)
            words = f"the server does not take the mail: {fault.smtp_code} {answer}"
        case ssl.SSLCertVerificationError():
            kind, words = "tls", f"its certificate is not to be trusted: {fault.verify_message}"
        case TimeoutError():
            kind, words = "timeout", "it does not answer in time"
        case OSError() if not isinstance(fault, smtplib.SMTPException):
            kind, words = "refused", f"it takes no connection: {fault.strerror or fault}"
    return FetchError(f"mail by {host}: {words}", kind=kind)


def _kind(code: int) -> str:
    return "refused-for-good" if 500 <= code < 600 else "refused"


def _plain(said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return _CONTROL.sub(" ", words).strip()[:300]
