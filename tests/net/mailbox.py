"""A real mail server on this machine, by aiosmtpd: takes what it is given, or refuses it on purpose."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mailbox:
    """What came, and what is answered."""

    port: int = 0
    came: list[Envelope] = field(default_factory=list)
    signed_in: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    recipient: str = "250 OK"
    """What is answered to a recipient."""
    taken: str = "250 taken"
    """What is answered to a mail."""

    @property
    def letters(self) -> list[EmailMessage]:
        """What was taken, parsed."""
        found = [message_from_bytes(_bytes(one), policy=default) for one in self.came]
        return [one for one in found if isinstance(one, EmailMessage)]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """aiosmtpd asks whether it takes mail for ``address``."""
        if self.recipient.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """aiosmtpd hands a mail over."""
        if self.taken.startswith("2"):
            self.came.append(envelope)
            self.secured.append(session.ssl is not None)
        return self.taken

    def authenticate(self, *asked: Any) -> AuthResult:
        """aiosmtpd asks whether somebody may sign in; the password is "opensesame"."""
        given = asked[-1]
        assert isinstance(given, LoginPassword)
        self.signed_in.append(given.login.decode())
        return AuthResult(success=given.password == b"opensesame", handled=False)


def _bytes(one: Envelope) -> bytes:
    return one.content if isinstance(one.content, bytes) else b""


@contextmanager
def mailbox(
    *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None, port: int = 0,
    auth: bool = False,
) -> Iterator[Mailbox]:  # fmt: skip
    """A mail server until the block ends."""
    box = Mailbox()
    loop = asyncio.new_event_loop()

    def session() -> SMTP:
        return SMTP(
            box, loop=loop, hostname="box", tls_context=starttls, require_starttls=bool(starttls),
            authenticator=box.authenticate if auth else None, auth_require_tls=bool(starttls),
            auth_required=auth,
        )  # fmt: skip

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    # In its own thread: the caller's may run a loop already.
    server = asyncio.run_coroutine_threadsafe(
        loop.create_server(session, "127.0.0.1", port, ssl=tls, start_serving=True), loop
    ).result(10)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(server: asyncio.Server) -> None:
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0.01)
