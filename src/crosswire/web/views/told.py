"""What a line-up of a story shows, with every place at the address of its article's page.

Built from a ``Comparison`` and from nothing else but the ids of its pages, so that it is the same as
long as that is kept. What the printed report shows too is made by the same functions.
"""

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Literal, get_args

from markupsafe import Markup

from crosswire.records.base import Record
from crosswire.records.comparison import Check, Comparison, Page
from crosswire.records.span import Span
from crosswire.report import changed, points, speech, words
from crosswire.report.points import ConflictView, PointView
from crosswire.report.shelf import Address, Place, Shelf
from crosswire.report.singles import Column as Only
from crosswire.report.singles import columns as only
from crosswire.report.texts import Coverage, Shown, coverage
from crosswire.report.within import WithinView, within_views
from crosswire.web.pictures.graph import OriginGraph, Reliance, origin_graph
from crosswire.web.pictures.matrix import Matrix, Row, matrix, ordered
from crosswire.web.pictures.strip import Box, told
from crosswire.web.pictures.timeline import Column, columns, time_line
from crosswire.web.pictures.timeline import TimedWords as At


class PageView(Record):
    """One article of the line-up at a glance."""

    article: str
    """Its id; ``page.article`` is what the line-up calls it."""
    revision: str
    """The revision that was lined up."""
    label: str
    code: str
    href: str
    url: str | None = None
    """Its own address, as it was captured."""
    page: Page
    published: str
    """For people: when the page says so, or why no day is known."""
    changed: str = ""
    duplicate_of: str = ""
    """The page whose text it has, by its label."""
    outsider: str = ""
    """Why it is about another event."""
    coverage: Coverage | None = None
    """How many of its sentences stand in the line-up."""


class StoryPoint(Record):
    """A point, and how it stands in every page."""

    view: PointView
    boxes: tuple[Box, ...]
    standing: str
    """The strip in words."""
    because: tuple[str, ...]
    """Who relies on whom, in words."""
    taken_back: tuple[str, ...] = ()


class OneOriginLine(Record):
    """Points that rest on one known origin, and what shows it."""

    labels: tuple[str, ...]
    because: tuple[str, ...]
    points: tuple[int, ...]


class CheckLine(Record):
    """Something to check, with whom, and where it stands."""

    what: str
    with_whom: str
    places: tuple[Place, ...] = ()


class Terms(Record):
    """Words in marks that are nobody's speech."""

    words: str
    uses: tuple[tuple[Place, str], ...]


class SidesChanged(Record):
    """A conflict, and what is known of changes of its pages."""

    view: ConflictView
    changed: tuple[str, ...] = ()


ToldPart = Literal[
    "pages", "points", "possible", "conflicts", "corrections", "one_origin", "checks",
    "headline_words", "within", "singles", "speakers", "ascribed", "terms", "names", "times",
    "lasting", "line",
]  # fmt: skip


def only_of(told: "Told | None", wanted: Collection[ToldPart]) -> "Told | None":
    """No more than the parts that are wanted, and what they are read with."""
    left = {part: () for part in get_args(ToldPart) if part not in (*wanted, "pages")}
    return None if told is None else told.model_copy(update=left)


class Told(Record):
    """All that is lined up of a story."""

    pages: tuple[PageView, ...]
    points: tuple[StoryPoint, ...] = ()
    possible: tuple[StoryPoint, ...] = ()
    conflicts: tuple[SidesChanged, ...] = ()
    corrections: tuple[changed.CorrectionView, ...] = ()
    one_origin: tuple[OneOriginLine, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    headline_words: tuple[speech.HeadlineView, ...] = ()
    within: tuple[WithinView, ...] = ()
    singles: tuple[Only, ...] = ()
    speakers: tuple[speech.SpeakerView, ...] = ()
    ascribed: tuple[speech.AscribedView, ...] = ()
    terms: tuple[Terms, ...] = ()
    names: tuple[speech.NameView, ...] = ()
    times: tuple[speech.DateView, ...] = ()
    lasting: tuple[speech.DateView, ...] = ()
    """Durations and repeated times."""
    line: tuple[Column, ...] = ()
    """Times told and times of publication, in order."""
    origins: OriginGraph
    undecided: int = 0
    notes: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()

    def point(self, handle: str) -> StoryPoint | None:
        """A point by its number or its id; what may be one statement by its id."""
        for one in self.points:
            if handle in (str(one.view.number), one.view.point.id):
                return one
        return next((one for one in self.possible if one.view.point.id == handle), None)

    def matrix(self, by: str | None = None) -> Matrix:
        """Points by pages, sorted as asked for: what ``points`` say, once more."""
        return ordered(matrix([_row(one) for one in self.points]), by)

    @property
    def time_line(self) -> Markup:
        """``line`` as a picture."""
        return time_line("times", self.line)

    @property
    def graph(self) -> Markup:
        """``origins`` as a picture."""
        return origin_graph("origins", self.origins)

    @property
    def by_name(self) -> dict[str, PageView]:
        """The pages by what the line-up calls them."""
        return {one.page.article: one for one in self.pages}


def told_of(record: Comparison, pages: Mapping[str, tuple[str, str]]) -> Told:
    """The view of a line-up; ``pages``: by name the id of the article and of its revision."""
    shelf = Shelf(record, address(record, pages))
    views = points.point_views(record, shelf)
    conflicts = points.conflict_views(record, views, shelf)
    dated, lasting = speech.date_views(record, shelf)
    shown = [_story_point(view, shelf, record) for view in views]
    return Told(
        pages=tuple(_pages(record, shelf, views, pages)),
        points=tuple(shown),
        possible=tuple(
            _story_point(view, shelf, record) for view in points.possible_views(record, shelf)
        ),
        conflicts=tuple(
            SidesChanged(view=view, changed=tuple(changed.changed_sides(view.conflict, shelf)))
            for view in conflicts
        ),
        corrections=tuple(changed.correction_views(record, shelf)),
        one_origin=tuple(
            OneOriginLine(labels=g.labels, because=g.because, points=tuple(v.number for v in g.points))
            for g in points.one_origin(views)
        ),
        checks=tuple(
            _check(one, shelf) for one in points.other_checks(record, conflicts)
        ),
        headline_words=tuple(speech.headline_views(record, shelf)),
        within=tuple(within_views(record, shelf)),
        singles=tuple(only(record, shelf)),
        speakers=tuple(speech.speaker_views(record, shelf)),
        ascribed=tuple(speech.ascribed_views(record, shelf)),
        terms=tuple(Terms(words=w, uses=tuple(u)) for w, u in speech.term_views(record, shelf)),
        names=tuple(speech.name_views(record, shelf)),
        times=tuple(dated),
        lasting=tuple(lasting),
        line=_line(dated, record, shelf),
        origins=_origins(shown, record, shelf),
        undecided=record.undecided,
        notes=record.notes,
        stages=record.stages,
    )  # fmt: skip


def address(record: Comparison, pages: Mapping[str, tuple[str, str]]) -> Address:
    """Where spans of the line-up's pages are read: at their articles, in the text lined up."""
    bodies = {r.article: r.revision.body.id for r in record.readings}

    def at(name: str, span: Span | None) -> str:
        if name not in pages:
            return "#pages"
        article, revision = pages[name]
        whole = f"/articles/{article}?revision={revision}"
        if span is None or bodies.get(name) != span.text:
            return whole
        return f"{whole}&at={span.start}-{span.end}#t-{span.start}-{span.end}"

    return at


def _pages(
    record: Comparison,
    shelf: Shelf,
    views: list[PointView],
    pages: Mapping[str, tuple[str, str]],
) -> list[PageView]:
    shown = texts_shown(record, views, shelf)
    days = speech.inferred_days(record)
    outside = {one.article: one.because for one in record.outsiders}
    found = []
    for page in record.pages:
        article, revision = pages.get(page.article, ("", ""))
        found.append(
            PageView(
                article=article,
                revision=revision,
                label=shelf.label(page.article),
                code=shelf.code(page.article),
                href=shelf.whole(page.article),
                url=shelf.readings[page.article].revision.capture.url
                if page.article in shelf.readings
                else None,
                page=page,
                published=speech.published(page, days),
                changed=changed.changed_words(page.changed),
                duplicate_of=shelf.label(page.duplicate_of) if page.duplicate_of else "",
                outsider=outside.get(page.article, ""),
                coverage=shown.get(page.article),
            )
        )
    return found


def texts_shown(record: Comparison, views: list[PointView], shelf: Shelf) -> dict[str, Coverage]:
    """Counts of sentences, by page."""
    shown = Shown(record, views, shelf)
    return {r.article: coverage(r, shelf, shown) for r in record.readings}


def _story_point(view: PointView, shelf: Shelf, record: Comparison) -> StoryPoint:
    boxes = _boxes(view, shelf, {one.article for one in record.outsiders})
    return StoryPoint(
        view=view,
        boxes=boxes,
        standing=told(boxes),
        because=points.edge_words(view.edges),
        taken_back=tuple(changed.withdrawn_words(one) for one in view.point.withdrawn),
    )


def _boxes(view: PointView, shelf: Shelf, outside: set[str]) -> tuple[Box, ...]:
    cells = {page[0].place.article: len(page) for page in view.pages}
    absent = {one.article: one for one in view.absent}
    found = []
    for article in shelf.pages:
        label, code = shelf.label(article), shelf.code(article)
        if number := cells.get(article):
            box = Box(label=label, code=code, standing="told", words="tells it", passages=number)
        elif one := absent.get(article):
            box = Box(label=label, code=code, standing=one.standing, words=one.words)
        else:
            why = "about another event" if article in outside else "not lined up"
            box = Box(label=label, code=code, standing="another event", words=why)
        found.append(box)
    return tuple(found)


def _check(one: Check, shelf: Shelf) -> CheckLine:
    """Its places, one a page."""
    first = [next(spans) for _, spans in groupby(one.spans, key=lambda s: s[0])]
    places = tuple(shelf.place(article, span) for article, span in first)
    return CheckLine(what=one.what, with_whom=one.with_whom, places=places)


def _row(one: StoryPoint) -> Row:
    point = one.view.point
    return Row(
        number=one.view.number,
        words=words.shorten(point.wording.span.exact, 110),
        outlets=point.origins.outlets,
        origins=_range(point.origins.at_least, point.origins.at_most),
        at_least=point.origins.at_least,
        tier=point.tier.value,
        boxes=one.boxes,
    )


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"


def _line(dated: list[speech.DateView], record: Comparison, shelf: Shelf) -> tuple[Column, ...]:
    events = [
        (view.value, At(words=one.time.span.exact, who=place.label, href=place.href,
                        inferred=bool(one.time.inferred)))
        for view in dated
        for place, one in view.words
    ]  # fmt: skip
    published = [
        (page.published.value, At(words=page.headline.value if page.headline else "no headline",
                                  who=shelf.label(page.article), href=shelf.whole(page.article),
                                  inferred=page.published.source == "inferred"))
        for page in record.pages
        if page.published
    ]  # fmt: skip
    return columns(events, published)


def _origins(shown: list[StoryPoint], record: Comparison, shelf: Shelf) -> OriginGraph:
    """Every reliance that any point shows, once, with the points that show it."""
    because: dict[tuple[str, str], dict[str, None]] = {}
    numbers: dict[tuple[str, str], dict[int, None]] = {}
    for one in shown:
        for source, target, why in one.view.edges:
            because.setdefault((source, target), {})[why] = None
            numbers.setdefault((source, target), {})[one.view.number] = None
    reliances = tuple(
        Reliance(source=ends[0], target=ends[1], because=tuple(why), points=tuple(numbers[ends]))
        for ends, why in because.items()
    )
    outside = {one.article for one in record.outsiders}
    outlets = [shelf.label(a) for a, p in shelf.pages.items()
               if a not in outside and not p.unread_language]  # fmt: skip
    sources = {one.source for one in reliances if one.ordered}
    copies = {shelf.label(a) for a, page in shelf.pages.items() if page.duplicate_of}
    unknown = tuple(label for label in outlets if label not in sources and label not in copies)
    return OriginGraph(outlets=tuple(outlets), reliances=reliances, unknown=unknown)
