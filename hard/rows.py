"""What a part is told, and the rows it gives back."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "hard"
"""Where ``make hard-data`` puts the corpora, and where a part keeps what it goes on from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a part is run."""

    long: bool = True
    """Everything; else the short form that the tests run, in seconds and without the corpora."""
    folder: Path = FOLDER
    seconds: float = 600.0
    """For a part that goes on for as long as it may."""

    @property
    def scratch(self) -> Path:
        """A folder of one's own for what is kept between runs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table."""

    tried: str
    """What was done, in words."""
    number: int
    """How many times, or of how many things."""
    happened: str
    """What came of it."""
    wrong: int = 0
    """How many were not as they should be."""
    examples: tuple[str, ...] = ()
    """A few of those: printed, not kept."""

    def figure(self, part: str) -> Figure:
        """As it stands in the table."""
        cells: dict[str, float | str] = {
            "how many": f"{self.number:,}", "what happened": _cell(self.happened),
            "wrong": self.wrong,
        }  # fmt: skip
        return Figure(task=part, who=_cell(self.tried), figures=cells)


def told(outcomes: Counter[str]) -> str:
    """Outcomes in words, the most frequent first: "12 refused, 3 read"."""
    return ", ".join(f"{number:,} {what}" for what, number in outcomes.most_common())


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")
