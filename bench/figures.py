"""One line of a table of figures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was measured, by whom, what came out; ``task`` names the table it stands in."""

    task: str
    who: str
    figures: dict[str, float | str]
