"""Asking sources: what one answered, what it names that is new, when it is asked again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from crosswire.desk import rhythm
from crosswire.errors import FetchError, InputError
from crosswire.intake.items import latest
from crosswire.intake.sources import Given, page_says, read_listing
from crosswire.records.failure import Failure
from crosswire.records.source import Feed, FeedItem, Source, SourceLink
from crosswire.store import sources
from crosswire.store.base import Reader, WatchedPage
from crosswire.store.order import address, as_text

if TYPE_CHECKING:
    from crosswire.net.fetcher import Answer

NO_FEED = "no-feed"
"""Kind of failure of a source that answers, and not with what can be watched."""


class Heard(NamedTuple):
    """What became of asking one source."""

    source: Source
    """As it is now."""
    says: Feed | None = None
    """None: nothing new, or it failed."""
    failure: Failure | None = None


@dataclass
class Polled:
    """What became of asking some."""

    sources: list[Source] = field(default_factory=list)
    """As they are now, with those that are new."""
    pages: list[WatchedPage] = field(default_factory=list)
    """Those that are new."""
    failures: list[Failure] = field(default_factory=list)
    items: dict[str, tuple[FeedItem, str]] = field(default_factory=dict)
    """What was said of each page, by its address, and where."""
    asked: int = 0
    found: int = 0
    """New sources."""


def named(url: str, at: datetime, every: int | None) -> Source:
    """A source that a person names: what it is shows when it is asked."""
    return _new(SourceLink(url=url.strip(), kind="site"), at, every or rhythm.USUAL)


def _new(link: SourceLink, at: datetime, every: int) -> Source:
    now = as_text(at)
    return Source(
        url=link.url, kind=link.kind, title=link.title, every_seconds=every, added_at=now,
        next_at=now,
    )  # fmt: skip


def heard(source: Source, answer: "Answer | FetchError", at: datetime) -> Heard:
    """What one source answered."""
    if isinstance(answer, FetchError):
        return _failed(source, at, answer)
    if answer.not_modified:
        return Heard(_well(source, at))
    given = Given(answer.body, answer.fetched.final_url, answer.charset)
    try:
        says = read_listing(given, at=at) or _page(source, given)
    except InputError as refused:
        return _failed(source, at, refused)
    return Heard(_told(source, says, answer, at), says)


def _page(source: Source, given: Given) -> Feed:
    """What a page that was named says: its feeds, or that it is the page that is meant."""
    says = page_says(given.body, given.url)
    if source.kind not in ("site", "page"):
        raise InputError(
            f"{source.url} answers with a page where a feed or list was; if it has moved, watch "
            "the address it has now",
            kind=NO_FEED,
        )
    if says.feeds and not says.article:
        return Feed(kind="site", sources=says.feeds)
    if address(given.url) is None:
        raise InputError(
            f"{source.url} is a front page that names no feed; watch the address of its feed or "
            "news sitemap",
            kind=NO_FEED,
        )
    return Feed(kind="page", items=(FeedItem(url=given.url),))


def _well(source: Source, at: datetime, **more: Any) -> Source:
    values = {"every_seconds": source.every_seconds, "kind": source.kind} | more
    next_at = None if values["kind"] == "page" else at + timedelta(seconds=values["every_seconds"])
    now = as_text(at)
    return source.model_copy(
        update=values
        | {
            "tried_at": now, "succeeded_at": now, "failures": 0, "kind_of_failure": None,
            "next_at": next_at and as_text(next_at),
        }
    )  # fmt: skip


def _told(source: Source, says: Feed, answer: "Answer", at: datetime) -> Source:
    """A source that answered with something to read."""
    every = rhythm.every(says.kind, source.every_seconds, says.every_seconds)
    if says.kind == "sitemap" and says.sources:
        every = max(every, rhythm.INDEX)
    left = f"{says.left_out:,} beyond the newest {len(says.items):,} left out"
    newest = max(filter(None, (latest(says.items, at), source.newest_item_at)), default=None)
    # Another source may have named its pages before; what is new of it is new all the same.
    fresh = newest != source.newest_item_at
    return _well(
        source, at, kind=says.kind, changed_at=as_text(at) if fresh else source.changed_at, every_seconds=every, title=says.title or source.title,
        etag=answer.etag, last_modified=answer.last_modified,
        newest_item_at=newest,
        because="; ".join((*says.notes, *([left] if says.left_out else ()))),
    )  # fmt: skip


def _failed(source: Source, at: datetime, fault: FetchError | InputError) -> Heard:
    failures = source.failures + 1
    asked = fault.retry_after if isinstance(fault, FetchError) else None
    wait = rhythm.after_failure(source.every_seconds, failures, asked)
    gone = fault.kind == "http-410"
    now = source.model_copy(
        update={
            "tried_at": as_text(at), "failures": failures, "kind_of_failure": fault.kind,
            "because": str(fault), "state": "gone" if gone else source.state,
            "next_at": None if gone else as_text(at + wait),
        }
    )  # fmt: skip
    stage = "fetch" if isinstance(fault, FetchError) else "intake"
    failure = Failure(stage=stage, item=source.url, kind=fault.kind, words=str(fault))
    return Heard(now, failure=failure)


def polled(reader: Reader, answers: Sequence[Heard], at: datetime) -> Polled:
    """What is new in what sources said: sources and pages that no source named before.

    A source that somebody paused or took out while it was asked was not heard.
    """
    done = Polled()
    asked = sources.get(reader, [one.source.url for one in answers])
    still = {source.url for source in asked if source.state == "active"}
    for one in answers:
        if one.source.url not in still:
            continue
        done.asked += 1
        links, pages = _news(reader, one, done, at) if one.says else ([], [])
        source = one.source
        if links or pages:
            source = source.model_copy(update={"changed_at": as_text(at)})
        done.sources += [source, *links]
        done.found += len(links)
        done.pages += pages
        if one.failure:
            done.failures.append(one.failure)
    return done


def _news(
    reader: Reader, one: Heard, done: Polled, at: datetime
) -> tuple[list[Source], list[WatchedPage]]:
    says = one.says or Feed(kind=one.source.kind)
    there = {s.url for s in sources.get(reader, [link.url for link in says.sources])}
    there |= {s.url for s in done.sources}
    every = rhythm.USUAL if one.source.kind in ("opml", "site") else one.source.every_seconds
    links = [_new(link, at, every) for link in says.sources if link.url not in there]
    named_now = {where: item for item in says.items if (where := address(item.url))}
    done.items |= {where: (item, one.source.url) for where, item in named_now.items()}
    known = sources.known(reader, named_now) | {page.address for page in done.pages}
    fresh = [where for where in named_now if where not in known]
    this = sources.source_id(one.source.url)
    pages = [
        # A millisecond each keeps the newest, which a feed names first, the first to be fetched.
        WatchedPage(
            where, named_now[where].url or "", this, None, "waiting", as_text(at),
            next_at=as_text(at + timedelta(milliseconds=n)),
        )
        for n, where in enumerate(fresh)
    ]  # fmt: skip
    return links, pages
