"""What somebody follows, by which rules, and how it reaches them."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from crosswire.desk.alerts import Alerts
from crosswire.errors import ConfigError
from crosswire.records.follow import (
    AboutKind,
    Channel,
    ChannelKind,
    Delivery,
    Follow,
    Followed,
    FollowLine,
    Rule,
    Subject,
)
from crosswire.records.lists import HitKind, Query
from crosswire.web.acting import name_of
from crosswire.web.house import Here
from crosswire.web.paper import page
from crosswire.web.twin import action, twin
from crosswire.web.views.alerts import FollowShown, FollowsView
from crosswire.web.visitors import Who

router = APIRouter()


@twin(router, "/follows", "follows.html.j2")
def follows(here: Here, who: Who) -> FollowsView:
    """All that somebody follows, and what was sent of it."""
    with here.desk as desk:
        kept, by = Alerts.of(desk), name_of(who)
        return FollowsView(
            follows=tuple(_shown(kept, by, line) for line in kept.follows(by)),
            deliveries=tuple(kept.deliveries(by)),
            feed=f"/feeds/{kept.feed_key(by)}",
        )


def _shown(kept: Alerts, by: str, line: FollowLine) -> FollowShown:
    fed = any(channel.kind == "feed" for channel in line.follow.channels)
    key = kept.feed_key(by, line.follow.id) if fed else None
    return FollowShown(line=line, feed=f"/feeds/{key}" if key else None)


class Ways(BaseModel):
    """By which rules and ways somebody is told."""

    name: str = Field(default="", max_length=200)
    rules: tuple[Rule, ...] = ()
    """None: those usual for what is followed."""
    channels: tuple[ChannelKind, ...] = ("page",)
    mail: str = Field(default="", max_length=320)
    webhook: str = Field(default="", max_length=2000)

    @property
    def kept(self) -> tuple[Channel, ...]:
        """The channels, each with its address."""
        return tuple(self._channels())

    def _channels(self) -> Iterator[Channel]:
        targets = {"mail": self.mail.strip(), "webhook": self.webhook.strip()}
        for kind in dict.fromkeys(("page", *self.channels)):
            if kind in targets and not targets[kind]:
                raise ConfigError(f"an address was wanted for alerts by {kind}, none was given")
            yield Channel(kind=kind, target=targets.get(kind, ""))


class FollowAsked(Ways):
    """What is to be followed: a story, a person, an outlet by id, or a search by its words."""

    kind: AboutKind
    id: str = Field(default="", max_length=400)
    words: str = Field(default="", max_length=1000)
    search: HitKind = "article"
    speaker: str | None = Field(default=None, max_length=300)
    outlet: str | None = Field(default=None, max_length=300)
    entity: str | None = Field(default=None, max_length=300)
    story: str | None = Field(default=None, max_length=100)

    @property
    def subject(self) -> Subject:
        """What is followed; raises ``ConfigError``."""
        query = None
        if self.kind == "search":
            query = Query(words=self.words, kind=self.search, speaker=self.speaker,
                          outlet=self.outlet, entity=self.entity, story=self.story)  # fmt: skip
        try:
            return Subject(kind=self.kind, id=self.id, query=query)
        except ValueError as fault:
            raise ConfigError(f"what to follow was wanted: {fault}") from fault


def _once(request: Request, made: Followed) -> Response:
    """The secret of its webhook is shown this once; without one, back to what is followed."""
    if made.secret is not None:
        return page(request, "follow_secret.html.j2", {"view": made}, status=201)
    return RedirectResponse(f"/follows#{made.follow.id}", status_code=303)


@action(router, "/follows", back=lambda _: "/follows", need="read", status=201, answer=_once)
def follow(asked: FollowAsked, here: Here, who: Who) -> Followed:
    """Follow a story, a person, an outlet or a search. Again: by other rules and ways."""
    with here.desk as desk:
        return Alerts.of(desk).follow(
            asked.subject, by=name_of(who), name=asked.name, rules=asked.rules,
            channels=asked.kept,
        )  # fmt: skip


class ChangeAsked(Ways):
    """Other rules and ways for a follow."""

    follow: str = Field(max_length=100)


@action(router, "/follows/change", back=lambda _: "/follows", need="read", answer=_once)
def change(asked: ChangeAsked, here: Here, who: Who) -> Followed:
    """Change a follow's name, rules and ways."""
    with here.desk as desk:
        return Alerts.of(desk).change(
            asked.follow, by=name_of(who), name=asked.name or None, rules=asked.rules or None,
            channels=asked.kept,
        )  # fmt: skip


class OneAsked(BaseModel):
    """Which follow."""

    follow: str = Field(max_length=100)


def _at(made: Followed) -> str:
    return f"/follows#{made.follow.id}"


@action(router, "/follows/pause", back=_at, need="read")
def pause(asked: OneAsked, here: Here, who: Who) -> Followed:
    """Nothing fires until it is resumed."""
    with here.desk as desk:
        return Alerts.of(desk).change(asked.follow, by=name_of(who), paused=True)


@action(router, "/follows/resume", back=_at, need="read")
def resume(asked: OneAsked, here: Here, who: Who) -> Followed:
    """It fires again, on what comes from now on."""
    with here.desk as desk:
        return Alerts.of(desk).change(asked.follow, by=name_of(who), paused=False)


@action(router, "/follows/drop", back=lambda _: "/follows", need="read")
def drop(asked: OneAsked, here: Here, who: Who) -> Follow:
    """End a follow, with its alerts."""
    with here.desk as desk:
        return Alerts.of(desk).drop(asked.follow, by=name_of(who))


class Tested(BaseModel):
    """What was put on its way to see whether it arrives."""

    deliveries: tuple[Delivery, ...]


@action(router, "/follows/test", back=lambda _: "/follows#sent", need="read", status=202)
def test(asked: OneAsked, here: Here, who: Who) -> Tested:
    """Send something without an alert to each address of a follow."""
    with here.desk as desk:
        return Tested(deliveries=tuple(Alerts.of(desk).test(asked.follow, by=name_of(who))))
