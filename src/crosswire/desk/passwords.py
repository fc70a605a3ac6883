"""Passwords: what is asked of them, and the argon2id hashes that are kept in their place.

Hashing takes a tenth of a second and 64 MiB on purpose, so it happens outside of every transaction.
"""

import threading
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST = 12
MOST = 1024
"""Characters; more are nobody's, and would only keep us hashing."""
LONGEST_NAME = 64


_AT_ONCE = threading.BoundedSemaphore(4)
"""Hashes that are made at once: each takes its memory, and anybody may ask for one."""


class Fits(NamedTuple):
    """Whether a password is the right one."""

    right: bool
    anew: str | None = None
    """Its hash by the parameters of today, where the one kept was made with others."""


def plain_name(name: str) -> str:
    """A name as it is kept; raises ``ConfigError`` for one that nobody could tell from another."""
    found = unicodedata.normalize("NFC", name.strip())
    if not found or len(found) > LONGEST_NAME or not found.isprintable():
        raise ConfigError(
            f"a name of 1 to {LONGEST_NAME} printable characters was wanted, got {name[:80]!r}"
        )
    return found


def folded(name: str) -> str:
    """What is equal for names that are one: upper and lower case, wide and narrow letters."""
    found = name
    for _ in range(2):  # what folding makes may be folded again
        found = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", found).casefold())
    return found.strip()


def require_good(password: str, name: str) -> None:
    """Raises ``ConfigError`` for a password that will not do."""
    # First, since normalising takes time by the square of some lengths.
    if len(password) > MOST:
        raise ConfigError(f"a password of at most {MOST} characters was wanted")
    if len(unicodedata.normalize("NFC", password)) < LEAST:
        raise ConfigError(
            f"a password of at least {LEAST} characters was wanted, this has {len(password)}; "
            "several words that do not belong together are good"
        )
    if folded(password) == folded(name):
        raise ConfigError("another password was wanted: this is the name itself")


def hashed(password: str) -> str:
    """What is kept of it."""
    with _AT_ONCE:
        return _hasher().hash(_prepared(password))


def fits(password: str, kept: str | None) -> Fits:
    """Whether it is the one whose hash is ``kept``. None, where there is no such user, takes as long."""
    from argon2.exceptions import InvalidHashError, VerificationError

    hasher = _hasher()
    given = _prepared(password[: MOST + 1])
    try:
        with _AT_ONCE:
            hasher.verify(kept or _nobodys(), given)
    except (VerificationError, InvalidHashError):
        return Fits(False)
    if kept is None or len(password) > MOST:
        return Fits(False)
    return Fits(True, hashed(password) if hasher.check_needs_rehash(kept) else None)


@cache
def _hasher() -> "PasswordHasher":
    """argon2id with the parameters that RFC 9106 recommends where memory is short."""
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash that costs what others cost, of a password that nobody has."""
    import secrets

    return _hasher().hash(secrets.token_hex(32))


def _prepared(password: str) -> bytes:
    """One sequence of code points for what looks alike on all keyboards (RFC 8265, OpaqueString)."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
