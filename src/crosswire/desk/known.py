"""What the parts of ``people`` share: the store, the clock, and how a name and a secret are kept."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from crosswire.desk import passwords
from crosswire.errors import ConfigError
from crosswire.store import users
from crosswire.store.answers import Aside
from crosswire.store.base import Reader, Store
from crosswire.store.order import as_text

Clock = Callable[[], datetime]


def utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Kept:
    """Something of a store that people write."""

    def __init__(self, store: Store, *, clock: Clock = utc) -> None:
        self._store = store
        self._clock = clock

    def _now(self) -> str:
        return as_text(self._clock())


def id_of(name: str) -> str:
    """The id of whoever has this name, whether or not anybody has."""
    return users.user_id(passwords.folded(name[:200]))


def account(here: Reader | Aside, name: str) -> users.Account:
    """The account of this name; raises ``ConfigError`` where there is none."""
    found = users.account(here.connection, id_of(name))
    if found is None:
        raise ConfigError(
            f"the name of a user was wanted, nobody is {name[:80]!r}; `crosswire users list` names all"
        )
    return found


def hashed(secret: str) -> str:
    """What is kept of a secret. It is random and long, so that one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def name_of(kind: str, secret: str) -> str:
    """What names a secret and opens nothing."""
    return f"{kind}-{hashed(hashed(secret))[:20]}"
