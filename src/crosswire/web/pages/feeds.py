"""Alerts as feeds: whoever knows the key reads them, since a feed reader cannot sign in."""

from hashlib import sha256

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Desk
from crosswire.records.follow import AlertFeed
from crosswire.report import feed as report
from crosswire.web.acting import home_of, name_of
from crosswire.web.faults import missing
from crosswire.web.house import Here, House
from crosswire.web.twin import action, errors_and
from crosswire.web.visitors import Who

router = APIRouter()
MANY = 50
_ATOM, _JSON_FEED = "application/atom+xml", "application/feed+json"


@router.get("/feeds/{key}.atom", response_class=Response, responses=errors_and(_ATOM))
def atom(key: str, request: Request, here: Here) -> Response:
    """Alerts as an Atom feed."""
    body = report.atom(_opened(here, key), _addresses(request, here))
    return _fed(request, body, _ATOM)


@router.get("/feeds/{key}.json", response_class=Response, responses=errors_and(_JSON_FEED))
def json_feed(key: str, request: Request, here: Here) -> Response:
    """Alerts as a JSON Feed."""
    body = report.json_feed(_opened(here, key), _addresses(request, here))
    return _fed(request, body, _JSON_FEED)


def _opened(here: House, key: str) -> AlertFeed:
    with here.desk as desk:
        found = Alerts.of(desk).feed(key, limit=MANY)
        if found is None or (here.rules.sign_in and not _may_read(desk, found.by)):
            raise missing("a feed with this key")
    return found


def _may_read(desk: Desk, name: str) -> bool:
    """Whether the account whose feed it is may sign in still."""
    return any(one.name == name and not one.disabled for one in desk.people.users())


def _addresses(request: Request, here: House) -> report.Addresses:
    home = home_of(request, here)
    return report.Addresses(itself=home + request.url.path, home=home)


def _fed(request: Request, body: bytes, media: str) -> Response:
    """The feed; a reader that has it already is told so."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)


class RenewAsked(BaseModel):
    """Whose feed: of one follow, or of all."""

    follow: str | None = Field(default=None, max_length=100)


class Renewed(BaseModel):
    """The feed's new address, without the desk's own."""

    feed: str


@action(router, "/feeds/renew", back=lambda _: "/follows", need="read")
def renew(asked: RenewAsked, here: Here, who: Who) -> Renewed:
    """Another address for a feed; the one it had opens nothing any more."""
    with here.desk as desk:
        return Renewed(feed=f"/feeds/{Alerts.of(desk).renew_key(name_of(who), asked.follow)}")
