"""Signing in, one's own account, and the people of a desk."""

from crosswire.records.base import Record
from crosswire.records.users import ApiToken, AuditLine, SignIn, User


class SignInView(Record):
    """The form to sign in."""

    back: str
    """Where it leads, an address of this desk."""
    needed: bool
    """False: at this desk nobody signs in."""
    name: str = ""
    """The name that was tried."""
    refused: str = ""
    """Why it was not let in."""


class AccountView(Record):
    """Somebody's own account."""

    name: str
    user: User | None
    """None: at this desk nobody signs in."""
    sign_ins: tuple[SignIn, ...] = ()
    here: str | None = None
    """The id of the sign-in that asks."""
    tokens: tuple[ApiToken, ...] = ()
    feed: str | None = None
    """The address of the feed of all that they follow, without the desk's own."""


class TokenMade(Record):
    """A token that was made, and what to send: shown this once."""

    token: ApiToken
    secret: str


class UsersView(Record):
    """Everybody who signs in."""

    users: tuple[User, ...]


class AuditView(Record):
    """What was done, the newest first."""

    lines: tuple[AuditLine, ...]
    next: int | None = None
    """The id before which the next page begins."""
