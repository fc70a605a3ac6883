"""Marked: the words of a unit that stand in quotation marks."""

from functools import lru_cache

from crosswire.stages.annotate.marks import marked_runs
from crosswire.stages.compare.points.units import Unit

Run = tuple[int, int]


def marked_in(unit: Unit) -> list[Run]:
    """Runs of ``unit.span.exact`` in marks, the marks left out.

    Marks are paired over the whole sentence: a straight mark does not show whether it opens or
    closes, and a unit may begin or end inside a run.
    """
    first = unit.span.start - unit.sentence.start
    last = unit.span.end - unit.sentence.start
    return [
        (max(start, first) - first, min(end, last) - first)
        for start, end in _runs(unit.sentence.exact)
        if start < last and end > first
    ]


@lru_cache(maxsize=8192)
def _runs(sentence: str) -> tuple[Run, ...]:
    return tuple(
        (run.inner, run.end - (run.inner - run.start if run.closed else 0))
        for run in marked_runs(sentence)
    )
