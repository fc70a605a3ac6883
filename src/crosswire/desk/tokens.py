"""Tokens: what programs sign in with, in somebody's name."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from crosswire.desk.known import Kept, account, hashed, name_of
from crosswire.errors import ConfigError
from crosswire.records.users import SCOPES, ApiToken, Scope, User, reaches
from crosswire.store import audit, sessions
from crosswire.store.audit import Doer
from crosswire.store.order import as_text, moment

TOKEN = re.compile(r"cwt_[A-Za-z0-9_-]{43}")
MOST_DAYS = 3660
_MINUTE = timedelta(minutes=1)


class Tokens(Kept):
    """Tokens of one store."""

    def add_token(
        self,
        name: str,
        scopes: Iterable[str],
        *,
        by: Doer,
        label: str = "",
        days: int | None = None,
    ) -> tuple[ApiToken, str]:
        """A token in somebody's name, and what to send: it is shown now, and never again.

        Raises ``ConfigError`` for scopes beyond what the user's role may.
        """
        at = self._clock()
        secret = f"cwt_{secrets.token_urlsafe(32)}"
        asked = {*scopes}
        if unknown := asked - {*SCOPES}:
            raise ConfigError(f"scopes were wanted ({', '.join(SCOPES)}), got {min(unknown)!r}")
        wanted = tuple(scope for scope in SCOPES if scope in asked)
        with self._store.aside() as aside:
            who = account(aside, name).user
            _require_scopes(who, wanted)
            made = ApiToken(
                id=name_of("token", secret), user=who.id, label=label[:200], scopes=wanted,
                made_at=as_text(at), ends_at=_after(at, days),
            )  # fmt: skip
            sessions.add_token(aside.connection, hashed(secret), made)
            words = f"made for {who.name}: {', '.join(wanted)}"
            audit.add(aside.connection, by, "token", about=made.id, words=words)
        return made, secret

    def bearer(self, secret: str) -> tuple[User, Scope] | None:
        """Who has this token, and how much they may by it; None: it opens nothing."""
        if not TOKEN.fullmatch(secret):
            return None
        at = self._clock()
        with self._store.read() as reader:
            found = sessions.borne(reader.connection, hashed(secret))
        if found is None or found.user.disabled or not _holds(found.token, at):
            return None
        used = found.token.used_at
        if used is None or at - moment(used) >= _MINUTE:
            with self._store.aside() as aside:
                sessions.used(aside.connection, hashed(secret), as_text(at))
        may = min(found.user.scope, found.token.scope, key=SCOPES.index)
        return found.user, may

    def tokens(self, name: str | None = None) -> list[ApiToken]:
        """Somebody's tokens, or everybody's; the newest first."""
        with self._store.read() as reader:
            whose = None if name is None else account(reader, name).user.id
            return sessions.tokens_of(reader.connection, whose)

    def withdraw_token(self, id_: str, *, by: Doer) -> ApiToken:
        """It opens nothing any more."""
        with self._store.aside() as aside:
            found = sessions.withdraw_token(aside.connection, id_, self._now())
            audit.add(aside.connection, by, "token", about=found.id, words="withdrawn")
        return found


def _require_scopes(who: User, wanted: tuple[Scope, ...]) -> None:
    if not wanted:
        raise ConfigError(f"a token wants one scope or more: {', '.join(SCOPES)}")
    if who.disabled:
        raise ConfigError(f"{who.name!r} is disabled; enable them first")
    for scope in wanted:
        if not reaches(who.scope, scope):
            raise ConfigError(
                f"{who.name!r} is {who.role} and may {who.scope} at most, so no token of theirs may "
                f"{scope}"
            )


def _after(at: datetime, days: int | None) -> str | None:
    if days is None:
        return None
    if not 1 <= days <= MOST_DAYS:
        raise ConfigError(f"a token lasts 1 to {MOST_DAYS} days, got {days}")
    return as_text(at + timedelta(days=days))


def _holds(token: ApiToken, at: datetime) -> bool:
    ended = token.ends_at is not None and moment(token.ends_at) <= at
    return token.withdrawn_at is None and not ended
