"""The stage of a run that lines up stories, a shard of them at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from crosswire.batch.ledger import Ledger, Line, Wanted
from crosswire.batch.parquet import COMPARISONS, Row, pack, packed_rows, read_rows, unpack
from crosswire.batch.places import Place
from crosswire.batch.plan import digest_of
from crosswire.batch.reading import part_name, same_code, version
from crosswire.engine.base import attempt
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.compare import Compare


class Shard(NamedTuple):
    """Stories that are compared together, and the files of readings that hold them."""

    number: int
    sources: tuple[tuple[str, str], ...]
    """Names of the files that hold articles of these stories, and what should be in them."""
    stories: tuple[tuple[str, str], ...]
    """Each with a digest of its articles."""

    @property
    def name(self) -> str:
        """As people see it."""
        return f"stories of shard {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareShard:
    """A shard → the line of its file of comparisons."""

    compare: Compare
    place: Place
    debug: bool = False
    name: str = "compare"
    version: int = 1

    def wanted(self, shard: Shard) -> Wanted:
        """What should be there of a shard."""
        asked = digest_of(*(" ".join(one) for one in (*shard.sources, *shard.stories)))
        table = self.compare.outlets
        outlets = digest_of(table.read_text(encoding="utf-8")) if table else ""
        versions = (*version(self.compare), *([f"outlets/{outlets}"] if table else ()))
        return Wanted("comparisons", part_name(shard.number), asked, versions)

    def open(self) -> Callable[[Shard], Line]:
        """Load what compares, once a worker."""
        same_code(self.compare)
        compare = self.compare.open()

        def run(shard: Shard) -> Line:
            ledger, wanted = Ledger(self.place), self.wanted(shard)
            rows: list[Row] = []
            failures: list[Failure] = []
            for story, readings in _readings(ledger, shard):
                told = [*readings.values()]
                made = attempt((self.compare,), (compare,), told, story, debug=self.debug)
                if isinstance(made, Failure):
                    failures.append(made)
                else:
                    rows.append(_comparison_row(story, [*readings], made))
            return ledger.keep(wanted, packed_rows(COMPARISONS, rows), len(rows), failures)

        return run


def _readings(ledger: Ledger, shard: Shard) -> Iterator[tuple[str, dict[str, Reading]]]:
    """The stories of a shard, each with its readings in the order of their ids."""
    where = ("shard", shard.number)
    found: list[dict[str, Any]] = []
    for name, _ in shard.sources:
        found += read_rows(ledger, "readings", name, ["story", "id", "record"], where=where)
    found.sort(key=lambda row: (row["story"], row["id"]))
    for story, rows in groupby(found, key=lambda row: str(row["story"])):
        # An article whose file is in two partitions is read once.
        once = {row["id"]: row["record"] for row in rows}
        yield story, {key: unpack(Reading, record) for key, record in once.items()}


def _comparison_row(story: str, articles: Sequence[str], made: Comparison) -> Row:
    # The readings lie in files of their own, under these ids, and are most of the bytes.
    named = made.model_copy(update={"story": story, "readings": ()})
    return {
        "id": story,
        "articles": articles,
        "outlets": len({one.revision.outlet_name for one in made.readings}),
        "points": len(made.points),
        "conflicts": len(made.conflicts),
        "record": pack(named),
    }
