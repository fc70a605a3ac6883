"""The stage of a run that judges a block, and the joining of all blocks to stories."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from crosswire.batch.ledger import Ledger, Line, Wanted
from crosswire.batch.parquet import EDGES, STORIES, packed_rows, read_rows
from crosswire.batch.places import Place
from crosswire.batch.plan import digest_of
from crosswire.batch.reading import same_code, version
from crosswire.stages.group import Group
from crosswire.stages.group.blocks import Block, Edge, JudgeBlock, Kept
from crosswire.stages.group.joining import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteEdges:
    """A block → the line of its file of edges."""

    judge: JudgeBlock
    place: Place
    name: str = "judge"
    version: int = 1

    def wanted(self, block: Block) -> Wanted:
        """What should be there of a block."""
        core = set(block.core)
        lies = (
            f"{one.article} {at in core} {one.sketch.hex()}"
            for at, one in enumerate(block.articles)
        )
        versions = version(self.judge.group, self.judge)
        return Wanted("edges", block.name, digest_of(*lies), versions)

    def open(self) -> Callable[[Block], Line]:
        """Load the weighings, once a worker."""
        same_code(self.judge.group, self.judge)
        judge = self.judge.open()

        def run(block: Block) -> Line:
            ledger, wanted = Ledger(self.place), self.wanted(block)
            columns = EDGES.names
            rows = [dict(zip(columns, edge, strict=True)) for edge in judge(block)]
            return ledger.keep(wanted, packed_rows(EDGES, rows), len(rows))

        return run


def read_edges(ledger: Ledger, lines: Iterable[Line]) -> Iterator[Edge]:
    """What was judged, block by block."""
    for line in lines:
        for row in read_rows(ledger, "edges", line.name, EDGES.names):
            yield Edge(*row.values())


def stories_wanted(lines: Sequence[Line], group: Group, articles: Iterable[Kept]) -> Wanted:
    """What should be there of the stories of these articles."""
    judged = digest_of(*(f"{line.name} {line.sha256}" for line in lines))
    known = digest_of(*(one.article for one in articles))
    return Wanted("stories", "stories", digest_of(judged, known), version(group))


def write_stories(ledger: Ledger, wanted: Wanted, told: Iterable[Told]) -> Line:
    """Keep where each article lies."""
    rows = [dict(zip(STORIES.names, one, strict=True)) for one in told]
    return ledger.keep(wanted, packed_rows(STORIES, rows), len(rows))


def read_stories(ledger: Ledger) -> Iterator[Told]:
    """Where each article lies, by article id."""
    for row in read_rows(ledger, "stories", "stories", STORIES.names):
        yield Told(*row.values())
