"""Grade: whether a second look may settle a difference, and whose dispute it is."""

from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.conflict.facts import Facts
from crosswire.stages.compare.points.counts import other_time
from crosswire.stages.compare.points.detail import Detail
from crosswire.stages.compare.points.naming import same_name
from crosswire.stages.compare.points.words import listed

_ROUNDED = 0.1
"""Figures nearer than this share of the larger may be one figure, rounded."""
_LOOSE = frozenset(
    listed("about around nearly almost some roughly over more than least most up dozens hundreds "
           "thousands several few couple estimated approximately")
)  # fmt: skip
_SETTLED = frozenset({"quote-wording", "status", "other"})
"""Kinds that a second look at a recording, a date or the wording may settle."""


def tension(detail: Detail, a: Facts, b: Facts) -> bool:
    """Rounding, spelling, wording, a later state, a moving toll, two holders, or a time that one page
    names as well: no more than a tension, however sure it is that the two differ."""
    if detail.kind in _SETTLED or parties(a.sheet, b.sheet) is not None:
        return True
    if detail.kind == "date":
        return _named(detail.b, a) or _named(detail.a, b)
    if detail.kind in ("name", "place"):
        return detail.size < 1
    if detail.kind != "number":
        return False
    loose = set(f"{detail.a} {detail.b}".lower().split()) & _LOOSE
    return bool(loose) or detail.size < _ROUNDED or (bool(detail.about) and _later(a, b))


def _named(time: str, on: Facts) -> bool:
    """The page has this month, year or date too, of something; every page has a Thursday."""
    return any(c.isdigit() for c in time) and on.page.says(time)


def _later(a: Facts, b: Facts) -> bool:
    """A toll told on another day may have moved since."""
    days = {d for d in (a.page.published, b.page.published) if d}
    return len(days) > 1 or other_time(a.sheet, b.sheet)


def parties(a: Sheet, b: Sheet) -> tuple[str, str] | None:
    """The two people or bodies, known by name, who are at odds; their outlets report the dispute and have none."""
    p, q = a.unit.quotation, b.unit.quotation
    if not (a.voice and b.voice):
        return None
    if not (p and q and p.speaker_name and q.speaker_name) or a.holder == b.holder:
        return None
    if same_name(p.speaker_name, q.speaker_name):
        return None
    return p.speaker_name, q.speaker_name
