"""Alerts: what somebody was told, read or not."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from crosswire.desk.alerts import Alerts
from crosswire.web.acting import name_of
from crosswire.web.house import Here
from crosswire.web.twin import action, twin
from crosswire.web.views.alerts import AlertCount, AlertsView
from crosswire.web.visitors import Who

router = APIRouter()
MANY = 50


@twin(router, "/alerts", "alerts.html.j2")
def alerts(
    here: Here, who: Who, follow: str = "", unread: bool = False, cursor: str | None = None
) -> AlertsView:
    """What somebody was told of what they follow, newest first."""
    with here.desk as desk:
        kept, by = Alerts.of(desk), name_of(who)
        return AlertsView(
            page=kept.page(by, follow=follow or None, unread=unread, limit=MANY, cursor=cursor),
            follows=tuple(kept.follows(by)),
            follow=follow or None,
            unread=unread,
        )


@twin(router, "/alerts/unread", "unread.html.j2")
def unread(here: Here, who: Who) -> AlertCount:
    """How many alerts somebody has not read."""
    with here.desk as desk:
        return AlertCount(unread=Alerts.of(desk).unread(name_of(who)))


class ReadAsked(BaseModel):
    """Which alerts were read."""

    alerts: tuple[str, ...] = Field(default=(), max_length=1000)
    """None named: all."""


@action(router, "/alerts/read", back=lambda _: "/alerts", need="read")
def read(asked: ReadAsked, here: Here, who: Who) -> AlertCount:
    """Mark alerts as read."""
    with here.desk as desk:
        kept, by = Alerts.of(desk), name_of(who)
        kept.read(by, asked.alerts or None)
        return AlertCount(unread=kept.unread(by))
