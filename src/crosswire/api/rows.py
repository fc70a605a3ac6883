"""Lists of flat rows: read when they are asked for, and data frames in one word."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from markupsafe import escape

from crosswire.errors import ConfigError
from crosswire.exchange import columns
from crosswire.records.base import Record
from crosswire.report.words import shorten

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

R = TypeVar("R", bound=Record)
_SHOWN = 10
_WIDEST = 80


class Rows(Sequence[R], Generic[R]):
    """A list of rows of one kind. Going through it reads them one by one; ``len`` reads them all.

    >>> from crosswire.records import Failure
    >>> rows = Rows(Failure, [Failure(stage="clean", item="a.html", kind="empty", words="…")])
    >>> len(rows), rows[0].kind, rows.columns
    (1, 'empty', ['stage', 'item', 'kind', 'words', 'published'])
    >>> rows.to_dicts()[0]["item"]
    'a.html'
    >>> rows.to_polars().shape
    (1, 5)
    """

    def __init__(self, kind: type[R], rows: Iterable[R] | Callable[[], Iterable[R]]) -> None:
        """``rows``: the rows, or what gives them each time it is called."""
        self.kind = kind
        self._read = rows if callable(rows) else None
        self._held: list[R] | None = None if callable(rows) else [*rows]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in their order."""
        return [*columns.columns(self.kind)]

    def __iter__(self) -> Iterator[R]:
        if self._held is None and self._read is not None:
            return iter(self._read())
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, at: int) -> R: ...

    @overload
    def __getitem__(self, at: slice) -> "Rows[R]": ...

    def __getitem__(self, at: int | slice) -> "R | Rows[R]":
        held = self._all()
        return Rows(self.kind, held[at]) if isinstance(at, slice) else held[at]

    def _all(self) -> list[R]:
        if self._held is None:
            self._held = [*(self._read() if self._read else ())]
        return self._held

    def to_dicts(self) -> list[dict[str, Any]]:
        """Every row as a dictionary of plain values."""
        return [columns.values(row) for row in self]

    def to_polars(self) -> "pl.DataFrame":
        """A Polars data frame; without rows it still has its columns.

        Raises ``ConfigError`` where Polars is not installed: ``pip install 'crosswire[frames]'``.
        """
        try:
            import polars as pl
        except ImportError as missing:
            raise _no("polars") from missing
        found = pl.from_arrow(columns.arrow(self.kind, self))
        assert isinstance(found, pl.DataFrame)  # a table never is a series
        return found

    def to_pandas(self) -> "pd.DataFrame":
        """A pandas data frame; without rows it still has its columns.

        Raises ``ConfigError`` where pandas is not installed: ``pip install 'crosswire[frames]'``.
        """
        try:
            import pandas as pd
        except ImportError as missing:
            raise _no("pandas") from missing
        found: pd.DataFrame = columns.arrow(self.kind, self).to_pandas()
        return found

    def __repr__(self) -> str:
        first = [*islice(self, _SHOWN)]
        lines = [f"  {columns.values(row)}" for row in first]
        return "\n".join([f"Rows of {self.kind.__name__}{_how_many(first)}", *lines])

    def _repr_html_(self) -> str:
        """The first rows as a table, for a notebook: outlets' words are shown and do nothing."""
        first = [*islice(self, _SHOWN)]
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{_cell(one)}</td>' for one in columns.values(row).values())}</tr>"
            for row in first
        )
        said = f"{escape(self.kind.__name__)}{_how_many(first)}"
        return f"<table><caption>{said}</caption><thead><tr>{head}</tr></thead>{body}</table>"


def _how_many(first: Sequence[object]) -> str:
    if not first:
        return ": none"
    return f", the first {len(first)}:" if len(first) == _SHOWN else f", {len(first)}:"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return str(escape(shorten(words, _WIDEST)))


def _no(package: str) -> ConfigError:
    return ConfigError(f"{package} is not installed here: pip install 'crosswire[frames]'")
