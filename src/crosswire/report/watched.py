"""How a source that is watched reads on a line: whether it answers, and whether it has anything new."""

from collections.abc import Sequence

from crosswire.records.source import Source, SourceLine
from crosswire.report.contract import Line
from crosswire.report.listed import seen
from crosswire.report.lists import Cell, Listing
from crosswire.report.words import count, shorten

_MOST_WORDS = 200
_UNITS = ((86_400, "day"), (3600, "hour"), (60, "minute"))


def span(seconds: int) -> str:
    """A length of time in its largest unit that is nearly exact: 90 minutes, 3 hours, 2 days."""
    for size, noun in _UNITS:
        if seconds >= 2 * size or seconds == size:
            return count(round(seconds / size), noun)
    return "less than 2 minutes"


def state(line: SourceLine) -> str:
    """A source's state in one word."""
    source = line.source
    if source.state != "active":
        return source.state
    if source.tried_at is None:
        return "new"
    if source.failures:
        return "failing"
    return "silent" if line.quiet else "well"


def health(line: SourceLine) -> str:
    """Whether it answers, and since when not."""
    source = line.source
    if source.tried_at is None:
        return "not asked yet"
    well = f"last well {seen(source.succeeded_at)}" if source.succeeded_at else "never well"
    if not source.failures:
        return well
    return (
        f"failed {count(source.failures, 'time')} in a row ({source.kind_of_failure}), last "
        f"{seen(source.tried_at)}; {well}"
    )


def news(line: SourceLine) -> str:
    """When anything new last came, beside its own rhythm."""
    if line.silent_seconds is None:
        came = line.source.changed_at
        return f"last news {seen(came)}" if came else "nothing new came of it yet"
    said = f"nothing new for {span(line.silent_seconds)}"
    if line.usual_seconds is None or line.longest_seconds is None:
        return f"{said}; too little came to say what is usual"
    longest = f"never for longer than {span(line.longest_seconds)} until now"
    return f"{said}; usually {span(line.usual_seconds)}, {longest}"


def _next(source: Source) -> str:
    if source.state != "active" or source.next_at is None:
        return "not asked any more" if source.kind != "page" else "its page is looked at by its age"
    every = span(source.every_seconds).removeprefix("1 ")
    return f"next {seen(source.next_at)}, every {every}"


def _pages(line: SourceLine) -> str:
    said = [f"{count(line.kept, 'page')} kept"]
    said += [f"{line.waiting:,} waiting"] * bool(line.waiting)
    said += [f"{line.refused:,} refused or gone"] * bool(line.refused)
    return ", ".join(said)


def _cells(line: SourceLine) -> Sequence[Cell]:
    source = line.source
    return (
        state(line),
        f"{source.title} ({source.url})" if source.title else source.url,
        f"{source.kind} · {health(line)} · {_next(source)}",
        f"{news(line)} · {_pages(line)}",
        shorten(source.because, _MOST_WORDS),
    )


def source_line(line: SourceLine) -> Line:
    """A source as a JSON object, its figures in words beside them."""
    words = {"state": state(line), "health": health(line), "news": news(line)}
    return {**line.model_dump(mode="json"), "quiet": line.quiet, "words": words}


SOURCES: Listing[SourceLine] = Listing(
    title="Sources",
    columns=("State", "Source", "Health", "News", "Why"),
    cells=_cells,
    line=source_line,
    empty="Nothing is watched yet. Name a feed, a site, a news sitemap or an OPML list: "
    "crosswire watch URL",
    layout="blocks",
)
