"""Who asks: one local person, someone signed in, or a program with a token; and what they may."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request

from crosswire.web.faults import Refused
from crosswire.web.house import Here, House

Need = Literal["none", "read", "write", "admin"]
_ORDER: tuple[Need, ...] = ("none", "read", "write", "admin")
COOKIE = "crosswire-session"
LOCAL = "you"
"""The name of whoever sits at a desk without sign-in."""


@dataclass(frozen=True)
class Visitor:
    """Who asks."""

    name: str | None
    """None: nobody has signed in."""
    may: Need
    """The most that they may."""
    csrf: str = ""
    """What their forms carry; empty for a program, which brings no cookie that could be abused."""
    session: str | None = None
    """The secret of their cookie."""

    def has(self, need: Need) -> bool:
        """Whether they may do what ``need`` names."""
        return _ORDER.index(self.may) >= _ORDER.index(need)


NOBODY = Visitor(name=None, may="none")
_BY_ROLE: dict[str, Need] = {"reader": "read", "editor": "write", "admin": "admin"}


def visitor(request: Request, here: Here) -> Visitor:
    """Who sent this request; kept with it, for templates."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        found = _visitor(request, here)
        request.state.visitor = found
    return found


Who = Annotated[Visitor, Depends(visitor)]
"""For a page's function: ``who: Who``."""


def _visitor(request: Request, here: House) -> Visitor:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _program(here, token.strip())
    if not here.rules.sign_in:
        return Visitor(name=LOCAL, may="admin", csrf=signed(here, "local"))
    secret = request.cookies.get(COOKIE)
    if not secret:
        return Visitor(name=None, may="none", csrf=signed(here, "nobody"))
    person = here.desk.people.session(secret)
    if person is None:
        return Visitor(name=None, may="none", csrf=signed(here, "nobody"))
    may = _BY_ROLE[person.role]
    return Visitor(name=person.name, may=may, csrf=_of_session(secret), session=secret)


def _program(here: House, token: str) -> Visitor:
    found = here.desk.people.bearer(token)
    if found is None:
        raise Refused(401, "token", "this token is not known here, or has ended; make another with "
                      "`crosswire users token`")  # fmt: skip
    person, scope = found
    may = min(_BY_ROLE[person.role], scope, key=_ORDER.index)
    return Visitor(name=person.name, may=may)


def signed(here: House, whom: str) -> str:
    """What the forms of those carry who have no session: it holds while this server runs."""
    return hmac.new(here.secret, whom.encode(), hashlib.sha256).hexdigest()


def _of_session(secret: str) -> str:
    """What the forms of a session carry: nobody else knows the secret of its cookie."""
    return hmac.new(secret.encode(), b"forms", hashlib.sha256).hexdigest()


def address(request: Request) -> str:
    """Where the request came from, as the server knows it."""
    return request.client.host if request.client else "unknown"
