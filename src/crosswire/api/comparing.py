"""Pages of one event, lined up: ``crosswire.compare``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from markupsafe import escape

from crosswire import records
from crosswire.api.given import Given, captures
from crosswire.api.rows import Rows
from crosswire.config import PipelineChoice, Settings
from crosswire.errors import ConfigError, InputError
from crosswire.exchange import rows
from crosswire.exchange.told import Told
from crosswire.project import Project
from crosswire.records.base import Record
from crosswire.records.failure import Failure

R = TypeVar("R", bound=Record)


class Comparison:
    """One story, side by side. Everything in it is a span of a stored text; see ``record``.

    In a notebook it shows itself as the page that ``crosswire compare`` writes.
    """

    def __init__(self, told: Told, failures: Sequence[Failure] = ()) -> None:
        self._told = told
        self._failures = tuple(failures)

    @property
    def record(self) -> records.Comparison:
        """All of it, as the record that JSON is written of."""
        return self._told.comparison

    @property
    def title(self) -> str:
        """The story's name, as its page has it."""
        from crosswire.report.shelf import title

        return title(self.record)

    @property
    def articles(self) -> Rows[records.ArticleRow]:
        """The articles, with their texts."""
        return self._rows(records.ArticleRow, rows.articles)

    @property
    def points(self) -> Rows[records.PointRow]:
        """What several tell, with the origins that are known."""
        return Rows(records.PointRow, [row for row in rows.points(self._told) if row.shown])

    @property
    def possible(self) -> Rows[records.PointRow]:
        """Perhaps told by several, more likely not: to be read, never to be counted."""
        return Rows(records.PointRow, [row for row in rows.points(self._told) if not row.shown])

    @property
    def tellings(self) -> Rows[records.TellingRow]:
        """Each article's words for each point."""
        return self._rows(records.TellingRow, rows.tellings)

    @property
    def conflicts(self) -> Rows[records.ConflictRow]:
        """Passages on one fact that differ."""
        return self._rows(records.ConflictRow, rows.conflicts)

    @property
    def origins(self) -> Rows[records.OriginRow]:
        """Which telling is shown to rest on which; what is not shown to be apart is unknown."""
        return self._rows(records.OriginRow, rows.origins)

    @property
    def singles(self) -> Rows[records.SingleRow]:
        """What was found in one article only."""
        return self._rows(records.SingleRow, rows.singles)

    @property
    def quotations(self) -> Rows[records.QuotationRow]:
        """Who said what, and what is ascribed (``act``)."""
        return self._rows(records.QuotationRow, rows.quotations)

    @property
    def mentions(self) -> Rows[records.MentionRow]:
        """Whom and what the articles name."""
        return self._rows(records.MentionRow, rows.mentions)

    @property
    def failures(self) -> Rows[Failure]:
        """What could not be used, and why."""
        return Rows(Failure, self._failures)

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know about this comparison."""
        return self.record.notes

    def _rows(self, kind: type[R], read: Callable[[Told], Iterator[R]]) -> Rows[R]:
        return Rows(kind, read(self._told))

    def html(self) -> str:
        """The page: one self-contained file, without any script."""
        from crosswire.report import html

        return html.comparison(self.record)

    def markdown(self) -> str:
        """The same for notes and tickets."""
        from crosswire.report import markdown

        return markdown.comparison(self.record)

    def export(self, to: str | Path, form: str | None = None) -> list[Path]:
        """Write it for other programs; what was written.

        ``form`` is ``jsonld``, ``annotations``, ``ftm``, ``graphml``, ``csv``, ``parquet``, ``atom``,
        ``jsonl``, ``markdown`` or ``html``; without it the file's ending says which. ``csv`` and
        ``parquet`` make several tables and take a folder.
        """
        from crosswire.exchange.write import export, form_of

        place = Path(to)
        return export([self._told], place, form_of(form, place))

    def _repr_html_(self) -> str:
        """The page in a frame of its own, which runs nothing and loads nothing."""
        return (
            '<iframe sandbox="" title="crosswire" style="width:100%;height:36rem;border:1px solid '
            f'#8888" srcdoc="{escape(self.html())}"></iframe>'
        )

    def __repr__(self) -> str:
        told = self.record
        return (
            f"<Comparison {self.title!r}: {len(told.pages)} articles, {len(told.points)} points, "
            f"{len(told.conflicts)} conflicts, {len(told.singles)} in one article only>"
        )


def compare(
    articles: Given | Iterable[Given],
    *,
    primary: Given | Iterable[Given] = (),
    fetch: bool = False,
    pipeline: PipelineChoice | None = None,
    settings: Settings | None = None,
) -> Comparison:
    """Line up the articles of one event.

    ``articles`` are paths of saved pages, folders, archives or tables, dictionaries with ``text`` and
    what is known beside (``id``, ``outlet``, ``url``, ``title``, ``published``), or ``Article`` records;
    addresses are fetched only with ``fetch=True``. ``primary`` are transcripts, statements or documents
    to set quotations against. ``pipeline="small"`` reads with the small model.

    What could not be used stands in ``failures``. Raises ``InputError`` where nothing could be used,
    ``ConfigError`` for articles of several stories (see ``compare_each``).

    >>> found = compare(
    ...     [
    ...         {"id": "post", "outlet": "Harbour Post", "published": "2031-05-08",
    ...          "text": "A ferry ran aground off Port Sarn on Tuesday, injuring 14 people."},
    ...         {"id": "wire", "outlet": "Corran Wire", "published": "2031-05-08",
    ...          "text": "Fourteen people were hurt when a ferry ran aground off Port Sarn."},
    ...     ],
    ...     pipeline="small",
    ... )
    >>> [article.outlet for article in found.articles]
    ['Harbour Post', 'Corran Wire']
    >>> found.articles.to_polars().shape[0], len(found.failures)
    (2, 0)
    """  # fmt: skip
    each = compare_each(
        articles, primary=primary, fetch=fetch, pipeline=pipeline, settings=settings
    )
    found = next(each)
    if (another := next(each, None)) is not None:
        raise ConfigError(
            f"articles of one story were wanted, these name {found.record.story!r} and "
            f"{another.record.story!r}: use crosswire.compare_each"
        )
    return found


def compare_each(
    articles: Given | Iterable[Given],
    *,
    primary: Given | Iterable[Given] = (),
    fetch: bool = False,
    pipeline: PipelineChoice | None = None,
    settings: Settings | None = None,
) -> Iterator[Comparison]:
    """The same for articles of several events: a comparison for each ``story`` that they name.

    The first comparison has the failures of all.
    """
    project = project_of(settings, pipeline)
    failures: list[Failure] = []
    found = project.compare(
        captures(project, articles, fetch=fetch), primary=captures(project, primary, fetch=fetch)
    )
    made = 0
    for one in found:
        if isinstance(one, Failure):
            failures.append(one)
            continue
        made += 1
        yield Comparison(Told(comparison=one), failures)
        failures = []
    if not made:
        why = "; ".join(f"{one.item}: {one.words}" for one in failures[:3])
        raise InputError(
            f"there is nothing to compare: {why or 'no article was given'}", kind="empty"
        )


def project_of(settings: Settings | None, pipeline: PipelineChoice | None) -> Project:
    """The project with these settings; its models are loaded once."""
    return _project((settings or Settings.load()).with_(pipeline=pipeline))


@lru_cache(maxsize=4)
def _project(settings: Settings) -> Project:
    return Project(settings)
