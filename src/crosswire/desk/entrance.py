"""Signing in and out: passwords looked at, cookies known by their hashes, guessing made slow."""

import re
import secrets
from datetime import timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from crosswire.desk import passwords
from crosswire.desk.known import Kept, account, hashed, id_of, name_of
from crosswire.errors import AccessError, ConfigError
from crosswire.records.users import SignIn, User
from crosswire.store import audit, sessions, users
from crosswire.store.audit import Doer
from crosswire.store.order import as_text, moment
from crosswire.store.turns import take_turn

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
TOO_MANY = 5
WINDOW = timedelta(minutes=15)
"""So many failures in so long a time, by one name or from one address, and the next has to wait."""
_MINUTE = timedelta(minutes=1)
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
_REFUSED = "the name or the password is not right"


class Entrance(Kept):
    """Where people sign in."""

    def sign_in(
        self, name: str, password: str, address: str, *, agent: str = "", before: str | None = None
    ) -> str:
        """The secret of a new sign-in, for a cookie; that of ``before``, if any, opens nothing more.

        Raises ``AccessError``: ``password`` (in the same words for a wrong name), or ``wait``.
        """
        known = id_of(name)
        by_name, by_address = hashed(f"name:{known}"), hashed(f"address:{_household(address)}")
        with self._store.aside() as aside:
            take_turn(aside.connection)
            self._require_patience(sessions.tried(
                aside.connection, (by_name, by_address), as_text(self._clock() - WINDOW)
            ))  # fmt: skip
            tried = sessions.try_(aside.connection, (by_name, by_address), self._now())
            found = users.account(aside.connection, known)
        fitting = passwords.fits(password, found.password if found else None)
        who = found.user.name if found else "an unknown name"
        if found is None or not fitting.right or found.user.disabled:
            with self._store.aside() as aside:
                audit.add(aside.connection, Doer(who, address), "sign-in refused",
                          about=known if found else "")  # fmt: skip
            raise AccessError(_REFUSED, kind="password")
        secret = secrets.token_urlsafe(32)
        at = self._clock()
        begun = SignIn(
            id=name_of("sign-in", secret), user=known, begun_at=as_text(at), seen_at=as_text(at),
            ends_at=as_text(at + LONGEST), address=address, agent=agent[:200],
        )  # fmt: skip
        with self._store.aside() as aside:
            take_turn(aside.connection)
            self._require_same(users.account(aside.connection, known), found)
            if before:
                sessions.end(aside.connection, hashed(before))
            sessions.forgive(aside.connection, tried, by_name)
            sessions.sweep(aside.connection, ended=as_text(at), idle=as_text(at - IDLE),
                           tried=as_text(at - WINDOW))  # fmt: skip
            if fitting.anew:
                users.set_password(aside.connection, known, fitting.anew)
            users.signed_in(aside.connection, known, as_text(at))
            sessions.begin(aside.connection, hashed(secret), begun)
            audit.add(aside.connection, Doer(who, address), "sign-in", about=begun.id)
        return secret

    def _require_patience(self, tried: dict[str, list[str]]) -> None:
        """Raises ``AccessError`` where too many were tried; ``retry_after`` says how long to wait."""
        full = [times[-TOO_MANY] for times in tried.values() if len(times) >= TOO_MANY]
        if not full:
            return
        left = moment(max(full)) + WINDOW - self._clock()
        seconds = max(1.0, left.total_seconds())
        raise AccessError(
            f"{TOO_MANY} sign-ins failed in {WINDOW.seconds // 60} minutes; wait "
            f"{-(-seconds // 60):.0f} minutes",
            kind="wait",
            retry_after=seconds,
        )

    @staticmethod
    def _require_same(now: users.Account | None, found: users.Account) -> None:
        """What was changed while the password was looked at holds."""
        if now is None or now.password != found.password or now.user.disabled:
            raise AccessError(_REFUSED, kind="password")

    def session(self, secret: str) -> User | None:
        """Who has this cookie; None: nobody any more."""
        found = self._held(secret)
        return None if found is None else found.user

    def sign_in_of(self, secret: str) -> SignIn | None:
        """The sign-in itself."""
        found = self._held(secret)
        return None if found is None else found.sign_in

    def _held(self, secret: str) -> sessions.Held | None:
        if not _SECRET.fullmatch(secret):
            return None
        at = self._clock()
        with self._store.read() as reader:
            found = sessions.held(reader.connection, hashed(secret))
        if found is None or found.user.disabled:
            return None
        seen = moment(found.sign_in.seen_at)
        if moment(found.sign_in.ends_at) <= at or seen + IDLE <= at:
            return None
        if at - seen >= _MINUTE:
            with self._store.aside() as aside:
                sessions.seen(aside.connection, hashed(secret), as_text(at))
        return found

    def sign_out(self, secret: str, address: str = "") -> None:
        """The cookie opens nothing any more."""
        with self._store.aside() as aside:
            found = sessions.held(aside.connection, hashed(secret))
            if found is not None:
                sessions.end(aside.connection, hashed(secret))
                doer = Doer(found.user.name, address)
                audit.add(aside.connection, doer, "sign-out", about=found.sign_in.id)

    def sign_ins(self, name: str) -> list[SignIn]:
        """Where somebody is signed in, the last used first."""
        at = self._clock()
        with self._store.read() as reader:
            found = sessions.of_user(reader.connection, account(reader, name).user.id)
        return [s for s in found if moment(s.ends_at) > at and moment(s.seen_at) + IDLE > at]

    def end_sign_in(self, name: str, id_: str, *, by: Doer) -> None:
        """End one of somebody's sign-ins; raises ``ConfigError`` where there is none of this id."""
        with self._store.aside() as aside:
            who = account(aside, name).user
            if not sessions.end_one(aside.connection, who.id, id_):
                raise ConfigError(f"a sign-in of {who.name!r} was wanted, none is {id_!r}")
            audit.add(aside.connection, by, "sign-out", about=id_, words=f"of {who.name}")

    def end_others(self, secret: str, address: str = "") -> int:
        """End all of somebody's sign-ins but this one; how many."""
        with self._store.aside() as aside:
            found = sessions.held(aside.connection, hashed(secret))
            if found is None:
                return 0
            number = sessions.end_others(aside.connection, found.user.id, hashed(secret))
            if number:
                doer = Doer(found.user.name, address)
                words = f"{number} others"
                audit.add(aside.connection, doer, "sign-out", about=found.user.id, words=words)
        return number


def _household(address: str) -> str:
    """Of IPv6 the network that one household has: each of its 2^64 addresses would get tries of its
    own. Any other address as it is."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address) or known.ipv4_mapped is not None:
        return address
    return str(IPv6Network((int(known), 64), strict=False))
