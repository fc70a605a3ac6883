"""What the shown confidence is worth, and what a reader meets of false points."""

from collections.abc import Sequence
from itertools import pairwise

from bench.figures import Figure
from bench.judge import Count, PointSeen, StorySeen, interval, precision, total

_EDGES = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1.0)


def reliability(who: str, stories: Sequence[StorySeen]) -> list[Figure]:
    """A row for every bin of confidence: how sure it says it is, how often it is right.

    A point is right when it is not wholly false by the judge's rule.
    """
    found = [
        _bin(f"{who}: {low:.2f}–{high:.2f}", stories, low, high) for low, high in pairwise(_EDGES)
    ]
    shown = [p for story in stories for p in story.points if p.shown]
    every = [p for story in stories for p in story.points]
    for name, points in (("shown", shown), ("all printed", every)):
        error: dict[str, float | str] = {
            "points": len(points),
            "calibration error": round(calibration_error(points), 3),
        }
        found.append(Figure(task="reliability", who=f"{who}: {name}", figures=error))
    return [figure for figure in found if figure.figures["points"]]


def _bin(who: str, stories: Sequence[StorySeen], low: float, high: float) -> Figure:
    held = [[p for p in s.points if within(p.confidence, low, high)] for s in stories]
    points = [p for story in held for p in story]
    figures: dict[str, float | str] = {"points": len(points)}
    if points:
        counts = [_told(story) for story in held]
        least, most = interval(counts, precision)
        figures |= {
            "says": round(sum(p.confidence for p in points) / len(points), 3),
            "right": round(precision(total(counts)), 3),
            "95 %": f"{least:.2f}–{most:.2f}",
            "pairs right": round(_pairs_right(points), 3),
        }
    return Figure(task="reliability", who=who, figures=figures)


def within(confidence: float, low: float, high: float) -> bool:
    """Half-open bins; the last holds its upper edge too."""
    return low <= confidence < high or (confidence == high == _EDGES[-1])


def _told(points: Sequence[PointSeen]) -> Count:
    false = sum(p.wholly_false for p in points)
    return len(points) - false, false, 0


def _pairs_right(points: Sequence[PointSeen]) -> float:
    right, wrong = sum(p.right for p in points), sum(p.wrong for p in points)
    return right / max(1, right + wrong)


def calibration_error(points: Sequence[PointSeen]) -> float:
    """Expected calibration error: the mean distance of what bins say from how often they are
    right, weighted by their points (Naeini, Cooper and Hauskrecht 2015)."""
    off = 0.0
    for low, high in pairwise(_EDGES):
        held = [p for p in points if within(p.confidence, low, high)]
        says = sum(p.confidence for p in held)
        off += abs(says - sum(not p.wholly_false for p in held))
    return off / max(1, len(points))


def false_per_hundred(stories: Sequence[StorySeen], tier: str | None = None) -> str:
    """Wholly false points of 100 that are shown, with the interval over stories."""
    counts = [
        _told([p for p in s.points if p.shown and (tier is None or p.tier == tier)])
        for s in stories
    ]
    if not any(map(sum, counts)):
        return ""
    low, high = interval(counts, precision)
    said = 100 * (1 - precision(total(counts)))
    return f"{said:.1f} ({100 * (1 - high):.1f}–{100 * (1 - low):.1f})"
