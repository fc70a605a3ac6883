"""Single accounts as a report shows them: page by page, the sure first, comment apart from news."""

from collections.abc import Iterable

from crosswire.records.base import Record
from crosswire.records.comparison import Comparison, Single, Tier
from crosswire.report.shelf import Cell, Shelf
from crosswire.report.words import whole_marks

_FAR = "far off"


class SingleView(Record):
    """A statement found in one text only, its words in context, and the nearest elsewhere."""

    single: Single
    cell: Cell
    nearest: Cell | None

    @property
    def words(self) -> str:
        """Its words; half a quotation shown as one that goes on."""
        return whole_marks(self.cell.words)

    @property
    def unknown(self) -> bool:
        """Another capture may lack part of its article: nobody can tell."""
        return self.single.verdict == "cannot tell"

    @property
    def near(self) -> str:
        """ "nearest in The Courier, near: shares the name X, not the figure 4"; nothing when what
        is nearest is far off."""
        if self.nearest is None or not self.single.near or self.single.near.startswith(_FAR):
            return ""
        return f"nearest in {self.nearest.place.label}, {self.single.near}"


class Column(Record):
    """What was found in one page only, in the order of its text."""

    label: str
    because: tuple[str, ...]
    """What the other captures hold."""
    unknown: bool
    """Another capture may lack part of its article."""
    sure: tuple[SingleView, ...]
    likely: tuple[SingleView, ...]
    comment: tuple[SingleView, ...]
    """Statements of analysis or opinion: no account of the event by the news."""

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.sure) + len(self.likely) + len(self.comment)

    @property
    def groups(self) -> tuple[tuple[str, tuple[SingleView, ...]], ...]:
        """(heading, views) of what is shown; the sure ones need no heading."""
        named = (("", self.sure), ("Less sure", self.likely), ("In comment", self.comment))
        return tuple((name, views) for name, views in named if views)


def columns(record: Comparison, shelf: Shelf) -> list[Column]:
    """One column a page that was lined up, empty ones included."""
    read = [article for article, page in shelf.pages.items() if not page.unread_language]
    held: dict[str, list[SingleView]] = {article: [] for article in read}
    for single in sorted(record.singles, key=lambda s: s.statement.span.start):
        view = SingleView(
            single=single,
            cell=shelf.cell(single.statement),
            nearest=shelf.cell(single.nearest) if single.nearest else None,
        )
        held.setdefault(single.statement.article, []).append(view)
    return [_column(shelf.label(article), views) for article, views in held.items()]


def _column(label: str, views: Iterable[SingleView]) -> Column:
    told = list(views)
    news = [v for v in told if v.single.statement.voice.tells_news]
    return Column(
        label=label,
        because=tuple(dict.fromkeys(v.single.because for v in told if v.single.because)),
        unknown=any(v.unknown for v in told),
        sure=tuple(v for v in news if v.single.tier is Tier.SURE),
        likely=tuple(v for v in news if v.single.tier is not Tier.SURE),
        comment=tuple(v for v in told if not v.single.statement.voice.tells_news),
    )
