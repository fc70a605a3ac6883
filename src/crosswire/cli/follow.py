"""Commands about being told: follow, follows, alerts."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosswire.cli.lists import HitKind
from crosswire.cli.options import (
    DebugOption,
    HowOption,
    LimitOption,
    OutputOption,
    SettingsOption,
    StoreOption,
    open_desk,
)
from crosswire.cli.output import Format, settle, write_lines, write_texts
from crosswire.cli.show import show_list
from crosswire.cli.talk import say
from crosswire.errors import ConfigError
from crosswire.records.follow import Channel, Rule, Subject

if TYPE_CHECKING:
    from crosswire.desk.alerts import Alerts
    from crosswire.desk.desk import Desk
    from crosswire.records.follow import AlertPage, Followed, Turned

YOU = "you"
"""Who follows on a desk without accounts."""


class AlertFormat(StrEnum):
    """How alerts are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"
    ATOM = "atom"
    JSONFEED = "jsonfeed"


WhoseOption = Annotated[
    str, typer.Option("--by", help="Who follows: a user's name; you on a desk without accounts.")
]
OfOption = Annotated[
    str | None, typer.Option("--by", help="Of this person; without it of all.", show_default=False)
]
Handle = Annotated[
    str | None,
    typer.Argument(
        help="A story: its id or the beginning of it; or one of its articles.", metavar="STORY",
        show_default=False,
    ),
]  # fmt: skip


EntityOption = Annotated[
    str | None,
    typer.Option("--entity", help="A person, body or place: an id or a name.", show_default=False),
]
FollowedOutletOption = Annotated[
    str | None,
    typer.Option("--outlet", help="An outlet: its name or domain.", show_default=False),
]
SearchOption = Annotated[
    str | None,
    typer.Option(
        "--search", help="A saved search: words, as crosswire search takes them.", metavar="WORDS",
        show_default=False,
    ),
]  # fmt: skip
KindOption = Annotated[HitKind, typer.Option("--kind", help="What the saved search looks in.")]
OnOption = Annotated[
    list[Rule] | None,
    typer.Option(
        "--on",
        help="Be told on this; may be given several times. Default: of a story everything, of "
        "others what needs no comparison.",
        show_default=False,
    ),
]
MailOption = Annotated[
    list[str] | None,
    typer.Option(
        "--mail", help="Tell this address, by the server in the settings.", metavar="ADDRESS",
        show_default=False,
    ),
]  # fmt: skip
WebhookOption = Annotated[
    list[str] | None,
    typer.Option("--webhook", help="Tell this address, signed.", metavar="URL", show_default=False),
]
FeedOption = Annotated[bool, typer.Option("--feed", help="Make a feed of it: Atom, JSON Feed.")]
NameOption = Annotated[str, typer.Option("--name", help="What to call it.", show_default=False)]


def follow(
    story: Handle = None,
    *,
    entity: EntityOption = None,
    outlet: FollowedOutletOption = None,
    search: SearchOption = None,
    kind: KindOption = HitKind.ARTICLE,
    rules: OnOption = None,
    mail: MailOption = None,
    webhook: WebhookOption = None,
    feed: FeedOption = False,
    name: NameOption = "",
    by: WhoseOption = YOU,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Follow a story, a person or body, an outlet or a saved search, and be told what is new.

    What is there already is not told. crosswire watch and crosswire serve find and tell; without
    them crosswire alerts --deliver does. Following the same again changes how you are told.
    """
    from crosswire.desk.alerts import Alerts

    form = settle(how, output, html=False)
    about = _about(story, entity, outlet, (search, kind))
    channels = [Channel(kind="mail", target=one) for one in mail or ()]
    channels += [Channel(kind="webhook", target=one) for one in webhook or ()]
    channels += [Channel(kind="feed")] * feed
    with open_desk(settings, store, debug=debug) as desk:
        alerts = Alerts.of(desk)
        made = alerts.follow(about, by=by, name=name, rules=rules or (), channels=channels)
        _show_made(made, form, output)
        if feed:
            say(f"crosswire: the key of its feed is {alerts.feed_key(by, made.follow.id)}")


def _about(
    story: str | None, entity: str | None, outlet: str | None, search: tuple[str | None, HitKind]
) -> Subject:
    """What is to be followed; raises ``ConfigError`` unless it is one thing."""
    words, kind = search
    if sum(one is not None for one in (story, entity, outlet, words)) != 1:
        raise ConfigError(
            "follow takes a story, or --entity, or --outlet, or --search: one of them"
        )
    if words is not None:
        from crosswire.records.lists import Query

        return Subject(kind="search", query=Query(words=words, kind=kind.value))
    if entity is not None:
        return Subject(kind="entity", id=entity)
    return Subject(kind="outlet", id=outlet) if outlet else Subject(kind="story", id=story or "")


def _show_made(made: "Followed", form: Format, output: Path | None) -> None:
    from crosswire.report import alerted

    if form in {Format.JSON, Format.JSONL}:
        write_lines([made], lambda one: one.model_dump(mode="json"), form, output)
    else:
        write_texts([alerted.made(made)], output)


def _handle(name: str, words: str) -> Any:
    return typer.Option(name, metavar="FOLLOW", help=words, show_default=False)


def follows(
    *,
    pause: Annotated[str | None, _handle("--pause", "Tell nothing of it for now.")] = None,
    resume: Annotated[
        str | None, _handle("--resume", "Tell of it again: what comes from now on.")
    ] = None,
    drop: Annotated[
        str | None, _handle("--drop", "Follow it no more; its alerts go with it.")
    ] = None,
    new_secret: Annotated[
        str | None, _handle("--new-secret", "Sign its webhooks with another secret.")
    ] = None,
    new_key: Annotated[
        str | None, _handle("--new-key", "Another key for its feed; the old opens nothing more.")
    ] = None,
    by: OfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """List what is followed, on what it fires, how it is told, and what came of it."""
    from crosswire.desk.alerts import Alerts
    from crosswire.report.alerted import FOLLOWS

    form = settle(how, output)
    asked = {"pause": pause, "resume": resume, "drop": drop, "secret": new_secret, "key": new_key}
    given = {name: handle for name, handle in asked.items() if handle is not None}
    if len(given) > 1:
        raise ConfigError(
            "follows takes one of --pause, --resume, --drop, --new-secret and --new-key at a time"
        )
    with open_desk(settings, store, debug=debug) as desk:
        alerts = Alerts.of(desk)
        for name, handle in given.items():
            _do(alerts, name, handle, by)
        show_list(FOLLOWS, alerts.follows(by), form, output)


def _do(alerts: "Alerts", what: str, handle: str, by: str | None) -> None:
    """What was asked of one follow, and say that it is done."""
    if what == "drop":
        say(f"crosswire: {alerts.drop(handle, by=by).name} is followed no more")
    elif what == "secret":
        made = alerts.new_secret(handle, by=by)
        say(f"crosswire: {made.follow.name} signs with {made.secret} from now on")
    elif what == "key":
        follow = alerts.change(handle, by=by).follow
        key = alerts.renew_key(follow.by, follow.id)
        say(f"crosswire: the key of the feed of {follow.name} is {key}")
    else:
        made = alerts.change(handle, by=by, paused=what == "pause")
        state = "is paused" if made.follow.paused else "is told of again"
        say(f"crosswire: {made.follow.name} {state}")


def alerts(
    *,
    follow: Annotated[
        str | None, _handle("--follow", "Of this follow: its id, the beginning of it, its name.")
    ] = None,
    unread: Annotated[bool, typer.Option("--unread", help="Only those not read yet.")] = False,
    read: Annotated[bool, typer.Option("--read", help="Mark those listed as read.")] = False,
    deliver: Annotated[
        bool, typer.Option("--deliver", help="First find what is new and send what is due.")
    ] = False,
    limit: LimitOption = 50,
    cursor: Annotated[
        str | None,
        typer.Option("--cursor", help="Go on where the page before ended.", show_default=False),
    ] = None,
    by: OfOption = None,
    store: StoreOption = None,
    how: Annotated[
        AlertFormat | None,
        typer.Option(
            "--format", help="As of other lists; also atom and jsonfeed.", show_default=False
        ),
    ] = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """List what followers were told: the newest first, with the words it is about."""
    from crosswire.desk.alerts import Alerts

    with open_desk(settings, store, debug=debug) as desk:
        told = Alerts.of(desk)
        if deliver:
            _say_turned(told.turn(desk))
        page = told.page(by, follow=follow, unread=unread, limit=limit, cursor=cursor)
        _show_alerts(page, how, output, by or "everybody")
        if read:
            for whose in dict.fromkeys(one.alert.by for one in page.alerts):
                told.read(whose, [one.alert.id for one in page.alerts])
    if page.next:
        say(f"more with: --cursor {page.next}")


def _show_alerts(
    page: "AlertPage", how: AlertFormat | None, output: Path | None, whose: str
) -> None:
    from crosswire.report.alerted import ALERTS

    if how in (AlertFormat.ATOM, AlertFormat.JSONFEED):
        from crosswire.records.follow import AlertFeed
        from crosswire.report import feed

        held = AlertFeed(key=whose, by=whose, alerts=page.alerts)
        made = feed.atom(held) if how is AlertFormat.ATOM else feed.json_feed(held)
        write_texts([made.decode("utf-8")], output)
        return
    form = settle(None if how is None else Format(how.value), output)
    show_list(ALERTS, page.alerts, form, output)


def telling(desk: "Desk") -> Callable[[], None]:
    """Finds and tells once a call, and says so where anything was to be told."""
    from crosswire.desk.alerts import Alerts

    told = Alerts.of(desk)

    def turn() -> None:
        turned = told.turn(desk)
        if not turned.empty:
            _say_turned(turned)

    return turn


def _say_turned(turned: "Turned") -> None:
    say(f"crosswire: {turned.words}")
    for note in turned.notes:
        say(f"crosswire: {note}")
