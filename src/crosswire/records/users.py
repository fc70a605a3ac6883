"""Who may do what at a desk: people, what they sign in with, and what was done under whose name."""

from typing import Literal

from crosswire.records.base import Record

Role = Literal["reader", "editor", "admin"]
"""A reader reads, follows and looks; an editor also notes, judges, adds; an admin also sees to people."""
Scope = Literal["read", "write", "admin"]
"""What a token, or whoever asks, may do. Each holds those before it."""

ROLES: tuple[Role, ...] = ("reader", "editor", "admin")
SCOPES: tuple[Scope, ...] = ("read", "write", "admin")

Deed = Literal["sign-in", "sign-in refused", "sign-out", "user", "password", "role", "token",
                     "note", "judgement", "job", "erase"]  # fmt: skip
"""What the audit keeps."""


def scope_of(role: Role) -> Scope:
    """The most that somebody with this role may do."""
    return SCOPES[ROLES.index(role)]


def reaches(has: Scope, needs: Scope) -> bool:
    """Whether ``has`` is enough where ``needs`` is asked for."""
    return SCOPES.index(has) >= SCOPES.index(needs)


class User(Record):
    """Somebody who signs in. Never taken out: what they wrote stays under their name."""

    id: str
    """Derived from the name in small letters."""
    name: str
    role: Role
    disabled: bool = False
    made_at: str
    made_by: str
    signed_in_at: str | None = None
    """When they last signed in; None: never."""

    @property
    def scope(self) -> Scope:
        """The most they may do."""
        return scope_of(self.role)


class SignIn(Record):
    """One place at which somebody is signed in; the cookie that proves it is kept nowhere."""

    id: str
    """The SHA-256 of the cookie's secret, in part: names it, and opens nothing."""
    user: str
    """The id of the user."""
    begun_at: str
    seen_at: str
    """When it was last used, to the minute."""
    ends_at: str
    """When it ends at the latest, however much it is used."""
    address: str
    agent: str = ""
    """What the browser calls itself."""


class ApiToken(Record):
    """What a program signs in with, in somebody's name; shown once, kept as its SHA-256."""

    id: str
    user: str
    """The id of the user; the token may do no more than they may."""
    label: str
    """What it is for, in its maker's words."""
    scopes: tuple[Scope, ...]
    made_at: str
    ends_at: str | None = None
    """None: until it is withdrawn."""
    used_at: str | None = None
    """When it was last used, to the minute; None: never."""
    withdrawn_at: str | None = None

    @property
    def scope(self) -> Scope:
        """The most of its scopes."""
        return max(self.scopes, key=SCOPES.index)


class AuditLine(Record):
    """One thing that was done, by whom, from where; added and never changed."""

    id: int
    """Grows with time."""
    at: str
    who: str
    """A name; of a sign-in that was refused, the name that was tried."""
    what: Deed
    about: str = ""
    """The id of what it was done to."""
    words: str = ""
    """For people: "role reader → editor"."""
    address: str = ""
    """The network address it came from; empty: from this machine's command line."""
