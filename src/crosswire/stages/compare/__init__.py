"""Compare: one story, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crosswire.records.comparison import Comparison
from crosswire.records.quotation import Reading
from crosswire.stages.compare.account import give_account
from crosswire.stages.compare.points import load_aligner
from crosswire.stages.compare.table import lay_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Readings of one story → Comparison."""

    name: str = "compare"
    version: int = 2

    def open(self) -> Callable[[Sequence[Reading]], Comparison]:
        """Load encoder and trained models once."""
        aligner = load_aligner()

        def run(readings: Sequence[Reading]) -> Comparison:
            return give_account(lay_out(readings), aligner, stage=f"{self.name} {self.version}")

        return run
