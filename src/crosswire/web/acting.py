"""In whose name something is done here, and from where."""

import re
from typing import Annotated

from fastapi import Query, Request

from crosswire.store.audit import Doer
from crosswire.web.faults import Refused
from crosswire.web.house import House
from crosswire.web.visitors import LOCAL, Visitor, address

Before = Annotated[int | None, Query(ge=0, le=2**53)]
"""The number before which a page of a list begins."""
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(/[A-Za-z0-9/._~-]*)?")


def doer(request: Request, who: Visitor) -> Doer:
    """For the audit."""
    return Doer(name_of(who), address(request))


def name_of(who: Visitor) -> str:
    """The name under which somebody's notes, follows and judgements are kept."""
    return who.name or LOCAL


def home_of(request: Request, here: House) -> str:
    """The desk's own address, without a slash at its end: as it is served to others, or as it was
    asked for."""
    asked = f"{request.url.scheme}://{request.url.netloc}"
    found = here.rules.public_url or asked
    return found.rstrip("/") if _ADDRESS.fullmatch(found) else ""


def in_person(who: Visitor) -> None:
    """Raise ``Refused`` for a program: a token is not to make itself another, or change a password."""
    if not who.csrf:
        raise Refused(403, "in-person", "this is done by a person who is signed in, not by a token")
