"""How an alert reads: on a line, in a mail, in the body of a webhook. Our words are few and fixed; an
article's stand in marks, with whose they are."""

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from crosswire.records.follow import (
    AlertLine,
    AlertWords,
    Channel,
    Delivery,
    Follow,
    Followed,
    FollowLine,
)
from crosswire.report.contract import Line
from crosswire.report.listed import seen, short
from crosswire.report.lists import Cell, Listing
from crosswire.report.words import count, one_line, shorten

MOST_WORDS = 300
"""Characters of an article's words that a mail, a feed or a list shows; JSON has them whole."""
SIGNED_OFF = (
    "Words in marks are the articles' own, as they stand in the store. What is not told here was not "
    "found; it may be there all the same."
)


_NOTHING = (
    "There is nothing to tell: somebody asked for a test of this address, or what this was about is no "
    "longer kept."
)


def web(url: str | None) -> str | None:
    """An address that may be followed; None: it is none."""
    return url if url and urlsplit(url).scheme.lower() in ("http", "https") else None


def title(line: AlertLine) -> str:
    """What happened, and the headline it happened under."""
    head = f": “{shorten(line.headline.exact, MOST_WORDS)}”" if line.headline else ""
    whose = f" ({one_line(line.outlet)})" if line.outlet else ""
    return f"{line.alert.words}{head}{whose}"


def quoted(one: AlertWords) -> str:
    """Words of an article, and whose."""
    whose = one_line(one.outlet) if one.outlet else "outlet not stated"
    return f"“{shorten(one.span.exact, MOST_WORDS)}” ({whose})"


def story_page(line: AlertLine, home: str | None) -> str | None:
    """The address of its story's page; None: there is no story, or no page."""
    return f"{home}/stories/{line.alert.story}" if home and line.alert.story else None


def body(line: AlertLine, home: str | None = None) -> str:
    """An alert in plain words, several lines."""
    told = [title(line)]
    told += (f"  {quoted(one)}" for one in _passages(line))
    told += (f"  {where}" for where in (web(line.url), story_page(line, home)) if where)
    told.append(f"  found {seen(line.alert.at)}, for: {one_line(line.follow)}")
    return "\n".join(told)


def _passages(line: AlertLine) -> list[AlertWords]:
    """Words it is about, without those that its title has."""
    return [one for one in line.quoted if line.headline is None or one.span != line.headline]


# ---- mail and webhooks --------------------------------------------------------------------------


def subject(follow: Follow, lines: Sequence[AlertLine]) -> str:
    """The subject of a mail: how many, for which follow; of one, what happened; of none, a test."""
    name = shorten(follow.name, 80)
    if not lines:
        return f"{name}: nothing to tell"
    if len(lines) == 1:
        return f"{name}: {lines[0].alert.words}"
    return f"{name}: {count(len(lines), 'alert')}"


def letter(lines: Sequence[AlertLine], home: str | None = None) -> str:
    """The text of a mail: every alert, then how the words are to be taken."""
    told = [body(line, home) for line in lines] or [_NOTHING]
    return "\n\n".join([*told, f"-- \n{SIGNED_OFF}"]) + "\n"


def posted(follow: Follow, delivery: Delivery, lines: Sequence[AlertLine]) -> bytes:
    """The body of a webhook, JSON in UTF-8. The same delivery gives the same keys in the same order."""
    told = {
        "id": delivery.id,
        "follow": {"id": follow.id, "name": follow.name, "about": follow.about.kind},
        "alerts": [alert_line(line) for line in lines],
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode("ascii")


# ---- lists --------------------------------------------------------------------------------------


def alert_line(line: AlertLine) -> Line:
    """An alert as a JSON object: ids, our words, and the articles' words as spans."""
    alert = line.alert
    return {
        "id": alert.id, "rule": alert.rule.value, "words": alert.words, "at": alert.at,
        "read_at": alert.read_at, "follow": alert.follow, "follow_name": line.follow,
        "story": alert.story, "article": alert.article, "revision": alert.revision,
        "outlet": line.outlet, "url": line.url, "published": line.published,
        "headline": line.headline.model_dump() if line.headline else None,
        "quoted": [
            {"article": one.article, "outlet": one.outlet, "url": one.url, **one.span.model_dump()}
            for one in line.quoted
        ],
    }  # fmt: skip


def follow_line(line: FollowLine) -> Line:
    """A follow as a JSON object."""
    return line.model_dump(mode="json")


def _alert_cells(line: AlertLine) -> Sequence[Cell]:
    where = web(line.url) or (short(line.alert.story) if line.alert.story else "")
    unread = "" if line.alert.read_at else "unread · "
    return (
        short(line.alert.id),
        title(line),
        f"{unread}{seen(line.alert.at)} · {one_line(line.follow)}",
        "  ".join(quoted(one) for one in _passages(line)[:4]),
        where,
    )


def channel(one: Channel) -> str:
    """A channel in words."""
    return f"{one.kind} to {one_line(one.target)}" if one.target else one.kind


def _follow_cells(line: FollowLine) -> Sequence[Cell]:
    one = line.follow
    told = [count(line.alerts, "alert"), f"{line.unread:,} unread"]
    told += [f"last {seen(line.last_at)}"] if line.last_at else []
    told += [f"{count(line.waiting, 'delivery', 'deliveries')} to be sent"] * bool(line.waiting)
    told += [f"{line.failed:,} refused or given up"] * bool(line.failed)
    by = f"by {one_line(one.by)}"
    return (
        short(one.id),
        f"{one_line(one.name)}{' (paused)' if one.paused else ''}",
        f"{one.about.kind} · {by} · on {', '.join(rule.value for rule in one.rules)}",
        f"{'; '.join(map(channel, one.channels))} · {', '.join(told)}",
        shorten(line.last_error, MOST_WORDS),
    )  # fmt: skip


ALERTS: Listing[AlertLine] = Listing(
    title="Alerts",
    columns=("Alert", "What", "When, for", "Words", "Where"),
    cells=_alert_cells,
    line=alert_line,
    empty="No alerts. What is followed: crosswire follows",
    layout="blocks",
)
FOLLOWS: Listing[FollowLine] = Listing(
    title="Follows",
    columns=("Follow", "Name", "What, on what", "How, and what came", "Last fault"),
    cells=_follow_cells,
    line=follow_line,
    empty="Nothing is followed yet: crosswire follow STORY",
    layout="blocks",
)


def made(one: Followed) -> str:
    """What making a follow says; the secret of a webhook is said this once."""
    follow = one.follow
    words = (
        f"{short(follow.id)} follows {follow.about.kind} {one_line(follow.name)}, on "
        f"{', '.join(rule.value for rule in follow.rules)}; "
        f"{'; '.join(map(channel, follow.channels))}"
    )
    if one.secret is None:
        return words
    return f"{words}\nWebhooks are signed with {one.secret} (shown this once)"
