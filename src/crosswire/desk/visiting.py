"""Pages that sources named: what became of fetching each, and when it is looked at again."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from crosswire.desk import rhythm
from crosswire.desk.adding import CRASHED
from crosswire.errors import FetchError
from crosswire.intake.addresses import captured
from crosswire.intake.gather import Got, Wanted
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.store.base import WatchedPage
from crosswire.store.order import address, as_text, moment
from crosswire.store.sources import article_at

if TYPE_CHECKING:
    from crosswire.net.fetcher import Answer


class Visit(NamedTuple):
    """A page and what came of asking for it."""

    page: WatchedPage
    answer: "Answer | FetchError"
    brought: Capture | Failure | None
    """None: it is as it was."""


class When(NamedTuple):
    """The moment, and for how many days a page is looked at again."""

    at: datetime
    days: int


def wanted(page: WatchedPage) -> Wanted:
    """What to ask: of a page that is kept, only whether it changed."""
    if page.state != "kept":
        return Wanted(page.url)
    return Wanted(page.url, etag=page.etag, last_modified=page.last_modified)


def visit(page: WatchedPage, got: Got) -> Visit:
    """What came of asking for ``page``."""
    answer = got.answer
    if isinstance(answer, FetchError):
        return Visit(page, answer, captured(got))
    if answer.not_modified:
        return Visit(page, answer, None)
    home = answer.fetched.final_url
    if address(home) is None:
        words = f"{page.url} leads to the front page {home}: the page is not there any more"
        failure = Failure(stage="fetch", item=page.url, kind="redirected-home", words=words)
        return Visit(page, answer, failure)
    return Visit(page, answer, captured(got))


def articles(one: Visit) -> list[str]:
    """The ids under which its article may be kept: by the address that answered, or as before."""
    own = one.page.article
    if isinstance(one.answer, FetchError) or one.answer.not_modified:
        ids = [own, article_at(one.page.url)]
    else:
        ids = [article_at(one.answer.fetched.final_url), own]
    return [known for known in ids if known]


def seen(
    one: Visit, kept: Mapping[str, datetime], refused: Mapping[str, Failure], when: When
) -> WatchedPage:
    """The page as it is now. ``kept`` are the articles of the store with their dates; ``refused``
    what could not be used, by its name."""
    answer, fault = one.answer, refused.get(one.page.url)
    article = next((known for known in articles(one) if known in kept), None)
    page = one.page._replace(article=article, tried_at=as_text(when.at))
    if fault is not None and fault.kind == CRASHED:
        answer = FetchError(fault.words, kind=CRASHED)
    if isinstance(answer, FetchError):
        return _after_fault(page, answer, when.at)
    now = page._replace(
        status=answer.fetched.status, failures=0, state="kept" if article else "refused",
        next_at=_next(page, kept, when), because=_because(page, fault),
    )  # fmt: skip
    if answer.not_modified or fault is not None:
        return now
    return now._replace(etag=answer.etag, last_modified=answer.last_modified)


def _because(page: WatchedPage, fault: Failure | None) -> str:
    """Why it could not be used; refused before, it is not told anew."""
    if fault is not None:
        return fault.words
    return "" if page.article else page.because


def _next(page: WatchedPage, kept: Mapping[str, datetime], when: When) -> str | None:
    """By its age: a page named today may be of last year."""
    born = min(moment(page.first_seen), kept.get(page.article or "", when.at))
    days = when.days if page.article else min(when.days, rhythm.REFUSED_DAYS)
    wait = rhythm.revisit(born, when.at, days)
    return as_text(when.at + wait) if wait else None


def _after_fault(page: WatchedPage, fault: FetchError, at: datetime) -> WatchedPage:
    failures = page.failures + 1
    wait = rhythm.page_after_failure(failures, fault.retry_after)
    given_up = rhythm.given_up(fault, failures)
    now = page._replace(
        failures=failures, because=str(fault), status=_status(fault),
        next_at=None if given_up else as_text(at + wait),
    )  # fmt: skip
    if given_up and fault.kind in GONE:
        return now._replace(state="gone")
    if given_up:
        return now._replace(state="kept" if page.article else "refused")
    return now


GONE = frozenset({"http-404", "http-410"})
"""Kinds of failure that say of a page that it is no more."""


def _status(fault: FetchError) -> int | None:
    number = fault.kind.removeprefix("http-")
    return int(number) if number.isdecimal() else None


def without_page(page: WatchedPage) -> bool:
    """True of a page of which nothing is kept, and will not be as things are."""
    return page.article is None and page.state != "waiting"
