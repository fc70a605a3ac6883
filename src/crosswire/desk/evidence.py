"""What was captured, as evidence: exported, and erased where it must be."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import IO, NamedTuple

from crosswire.config import Settings
from crosswire.desk.adding import some
from crosswire.desk.handles import story_meant
from crosswire.errors import ConfigError, StoreError
from crosswire.report.warc import Written, write_warc
from crosswire.store.base import Erased, Reader, Store, Writer
from crosswire.store.erasing import old_articles
from crosswire.store.exporting import captures_kept
from crosswire.store.order import as_text

BY = "crosswire"
"""Who erases what a setting says is too old."""
_BATCH = 100


class Span(NamedTuple):
    """Which captures: seen between two times, of one outlet."""

    since: str | None = None
    until: str | None = None
    outlet: str | None = None


class Aged(NamedTuple):
    """What was let go of for its age."""

    articles: int = 0
    captures: int = 0


def export(store: Store, stream: IO[bytes], handles: Sequence[str], span: Span) -> Written:
    """Write what was captured of these articles and stories, or of all, as a web archive."""
    with store.read() as reader:
        wanted = [*dict.fromkeys(_meant(reader, handles))] if handles else None
        return write_warc(stream, captures_kept(reader, wanted, **span._asdict()))


def _meant(reader: Reader, handles: Iterable[str]) -> Iterator[str]:
    """The articles that handles of articles and stories mean."""
    for handle in handles:
        try:
            yield reader.resolve_article(handle)
        except ConfigError as no_article:
            try:
                story = story_meant(reader, handle)
            except ConfigError:
                raise no_article from None
            yield from reader.members(story)


def erase(store: Store, article_id: str, *, because: str, by: str) -> Erased:
    """Take every word and byte of an article out of the store, in one transaction."""
    with store.write(f"erase {article_id}") as writer, writer.batch() as batch:
        erased = batch.erase_article(article_id, because=because, by=by, how="demand")
        batch.count(erased=int(erased.revisions > 0))
        return erased


def erase_older(store: Store, articles: int | None, captures: int | None) -> Aged:
    """Let go of articles, and of the bytes of captures, that are more days old."""
    with store.write("erase --older-than") as writer:
        return let_go(writer, articles, captures)


def retain(writer: Writer, settings: Settings) -> Aged:
    """Let go of what the settings say is too old."""
    return let_go(writer, settings.keep_days, settings.keep_captures_days)


def clear_away(store: Store) -> None:
    """Once a day at most, write the file anew where something was let go of."""
    # Whoever has the writer's place does it at the end of its own turn.
    with suppress(StoreError):
        store.scrub(daily=True)


def let_go(writer: Writer, articles: int | None, captures: int | None) -> Aged:
    """Let go of articles last seen, and captures seen, more than so many days ago; None: of none."""
    aged = Aged()
    if articles is not None:
        why = f"last seen more than {_days(articles)} ago"
        old = old_articles(writer.connection, _before(articles))
        for group in some(old, _BATCH):
            with writer.batch() as batch:
                for article in group:
                    batch.erase_article(article, because=why, by=BY, how="age")
                batch.count(erased=len(group))
        aged = aged._replace(articles=len(old))
    if captures is not None:
        why = f"seen more than {_days(captures)} ago"
        with writer.batch() as batch:
            number = batch.erase_captures(_before(captures), because=why, by=BY)
            batch.count(captures_erased=number)
        aged = aged._replace(captures=number)
    return aged


def _before(days: int) -> str:
    return as_text(datetime.now(UTC) - timedelta(days=days))


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
