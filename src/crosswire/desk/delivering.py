"""Delivering: what is due is claimed, sent outside of any transaction, and what became of it is kept.

A delivery goes out at least once. Its key is the same however often it is tried, so a receiver that has
it already can tell; twice it comes only where we were killed between the receiver's answer and the
transaction that keeps it.
"""

import hashlib
import hmac
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from crosswire.desk.known import id_of
from crosswire.errors import CrosswireError, FetchError
from crosswire.records.follow import AlertLine, Delivery, Follow
from crosswire.store import alerts, deliveries, follows, users
from crosswire.store.answers import Aside
from crosswire.store.base import Store
from crosswire.store.order import as_text

if TYPE_CHECKING:
    from crosswire.config import Settings
    from crosswire.net.mail import Letter
    from crosswire.net.post import Posted

MOST_TRIES = 14
"""About a day and a half."""
LEASE = timedelta(minutes=10)
"""Whoever has not said after so long what became of a delivery was killed: it is tried again."""
MOST_SENT = 200
LONGEST = 120.0
"""Deliveries and seconds of one turn; what is left waits for the next."""
_FIRST, _SELDOM = 30.0, 6 * 3600.0
"""Seconds to the second try, and between two tries at most."""
_NEVER = frozenset(("bad-url", "scheme", "refused-for-good"))
"""Kinds of refusal that no further try changes."""
GONE = 410


class Post(Protocol):
    """Sends to a webhook."""

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> "Posted":
        """What the receiver answered; raises ``FetchError`` where nothing was."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class Mail(Protocol):
    """Hands in mail."""

    def send(self, letter: "Letter") -> None:
        """Raises ``FetchError`` where it was not taken."""
        ...


@dataclass(frozen=True, kw_only=True)
class Ways:
    """By what alerts go out, and what time it is."""

    post: Callable[[], Post]
    mail: Callable[[], Mail | None]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.random
    """Of 0 to 1: so that what failed together is not tried again together."""
    home: str | None = None
    """The address of the desk's pages, for links in mail."""

    @classmethod
    def of(cls, settings: "Settings", home: str | None = None) -> Self:
        """The world as the settings have it."""

        def post() -> Post:
            from crosswire.net.post import Poster

            return Poster.of(settings)

        def mail() -> Mail | None:
            from crosswire.net.mail import Mailer

            return Mailer.of(settings)

        return cls(post=post, mail=mail, home=home)


class _Parcel(NamedTuple):
    """A delivery with what is to be sent."""

    delivery: Delivery
    follow: Follow
    secret: str
    lines: Sequence[AlertLine]
    barred: bool
    """Whether the account it is for may sign in no more."""


@dataclass(kw_only=True)
class Delivered:
    """What delivering did."""

    delivered: int = 0
    retried: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)


class Delivering:
    """Sends what is due. To be closed."""

    def __init__(self, store: Store, ways: Ways) -> None:
        self._store = store
        self._ways = ways
        self._post: Post | None = None
        self._mail: Mail | None = None

    def close(self) -> None:
        """Let go of connections."""
        if self._post is not None:
            self._post.close()

    def all_due(self) -> Delivered:
        """Send what is due, the oldest first."""
        done = Delivered()
        ends = time.monotonic() + LONGEST
        for _ in range(MOST_SENT):
            # Not claimed first: what is claimed and not sent waits for its lease to end.
            if time.monotonic() > ends or (parcel := self._next()) is None:
                break
            after = self._after(parcel)
            with self._store.aside() as aside:
                deliveries.settle(aside, after)
                if after.last_error.startswith(_ENDED):
                    _hang_up(aside, parcel.follow, after.target, self._now)
            _count(done, after)
        return done

    @property
    def _now(self) -> str:
        return as_text(self._ways.clock())

    def _next(self) -> _Parcel | None:
        """What is due the longest, claimed: nobody else sends it while the lease holds."""
        at = self._ways.clock()
        with self._store.aside() as aside:
            claimed = deliveries.claim(aside, as_text(at), as_text(at + LEASE))
        if claimed is None:
            return None
        with self._store.read() as reader:
            follow = follows.one(reader.connection, claimed.follow)
            if follow is None:
                return self._next()  # dropped this moment, and its deliveries with it
            secret = follows.secret_of(reader.connection, follow.id) or ""
            lines = alerts.of_ids(reader.connection, claimed.alerts)
            account = users.account(reader.connection, id_of(follow.by))
        # Somebody who follows from a command line needs no account.
        barred = account is not None and account.user.disabled
        return _Parcel(claimed, follow, secret, lines, barred)

    def _after(self, parcel: _Parcel) -> Delivery:
        """Send it; the delivery as it is then."""
        one = parcel.delivery
        if parcel.barred:
            return _ended(one, "failed", _BARRED, self._now)
        asked: float | None = None
        for_good = False
        try:
            because, asked = (
                self._posted(parcel) if one.channel == "webhook" else self._mailed(parcel)
            )
            for_good = because.startswith(_ENDED)
        except FetchError as fault:
            because, for_good = str(fault), fault.kind in _NEVER
        except CrosswireError as fault:
            because = str(fault)
        if not because:
            return _ended(one, "delivered", "", self._now)
        if for_good:
            return _ended(one, "failed", because, self._now)
        if one.tries >= MOST_TRIES:
            return _ended(one, "given up", because, self._now)
        wait = max(self._backoff(one.tries), asked or 0.0)
        again = as_text(self._ways.clock() + timedelta(seconds=wait))
        return one.model_copy(update={"next_at": again, "last_error": because})

    def _backoff(self, tries: int) -> float:
        """Twice as long each time, with full jitter over its upper half (Brooker 2015)."""
        longest = min(_SELDOM, _FIRST * 2.0 ** (tries - 1))
        return longest * (0.5 + self._ways.chance() / 2)

    def _posted(self, parcel: _Parcel) -> tuple[str, float | None]:
        """Why a webhook did not take it, and when it wants to be asked again; "": it did."""
        from crosswire.report.alerted import posted

        body = posted(parcel.follow, parcel.delivery, parcel.lines)
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": parcel.delivery.id,
            "Crosswire-Signature": signature(parcel.secret, body, self._ways.clock()),
        }
        self._post = self._post or self._ways.post()
        answer = self._post.post(parcel.delivery.target, body, headers)
        if 200 <= answer.status < 300:
            return "", None
        if answer.status == GONE:
            return f"{_ENDED} ({GONE})", None
        turned = "; redirects are not followed" if 300 <= answer.status < 400 else ""
        return f"the receiver answers {answer.status}{turned}", answer.retry_after

    def _mailed(self, parcel: _Parcel) -> tuple[str, float | None]:
        """Why no mail was sent; "": it was."""
        from crosswire.net.mail import Letter
        from crosswire.report.alerted import letter, subject

        self._mail = self._mail or self._ways.mail()
        if self._mail is None:
            return NO_MAIL, None
        one = parcel.delivery
        self._mail.send(
            Letter(
                id=one.id,
                to=one.target,
                subject=subject(parcel.follow, parcel.lines),
                text=letter(parcel.lines, self._ways.home),
                at=datetime.fromisoformat(one.made_at),
            )
        )
        return "", None


_ENDED = "the receiver wants no more"
_BARRED = "whoever follows this is disabled, and is told nothing"
NO_MAIL = "no mail can be sent: name a server in the settings smtp_host and smtp_from"


def signature(secret: str, body: bytes, at: datetime) -> str:
    """The header ``Crosswire-Signature``: ``t`` is when it was signed, ``v1`` HMAC-SHA256 (RFC 2104) of
    that time, a full stop and the body."""
    moment = str(int(at.timestamp()))
    made = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={made}"


def _hang_up(aside: Aside, follow: Follow, target: str, at: str) -> None:
    """A receiver that is gone is sent nothing more of this follow."""
    left = tuple(one for one in follow.channels if one.target != target)
    follows.put(aside, follow.model_copy(update={"channels": left}))
    deliveries.withdraw(aside, follow.id, [target], at)


def _ended(one: Delivery, state: str, because: str, at: str) -> Delivery:
    values = {"state": state, "next_at": None, "last_error": because, "ended_at": at}
    return one.model_copy(update=values)


def _count(done: Delivered, after: Delivery) -> None:
    if after.state == "delivered":
        done.delivered += 1
        return
    done.retried += after.state == "waiting"
    done.failed += after.state != "waiting"
    done.notes.append(f"{after.channel} to {after.target}: {after.last_error}")
