"""Changed pages and corrections, in words."""

from dataclasses import dataclass

from crosswire.records.changed import Changed
from crosswire.records.comparison import Comparison, Conflict, Correction
from crosswire.report.shelf import Place, Shelf
from crosswire.report.words import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction, its place, and the places that still tell what it takes back."""

    correction: Correction
    place: Place
    told: tuple[tuple[Place, str], ...]


def changed_words(changed: Changed | None) -> str:
    """ "revision 2 of 2, changed since: seen …, the page's own modified time …"; empty: not known."""
    if changed is None:
        return ""
    known = []
    if changed.seen:
        known.append(f"seen {moment(changed.seen)}")
    if changed.stated:
        known.append(f"the page's own modified time {moment(changed.stated.value)}")
    which = f"revision {changed.number} of {changed.of}, " if changed.of > 1 else ""
    return f"{which}changed since{': ' if known else ''}{', '.join(known)}"


def changed_sides(conflict: Conflict, shelf: Shelf) -> list[str]:
    """What is known of changes of the pages on both sides of a conflict."""
    sides = dict.fromkeys((conflict.a.article, conflict.b.article))
    pages = [page for side in sides if (page := shelf.pages.get(side))]
    words = [(page.article, changed_words(page.changed)) for page in pages]
    return [f"{shelf.label(article)}: {said}" for article, said in words if said]


def correction_views(comparison: Comparison, shelf: Shelf) -> list[CorrectionView]:
    """Every correction."""
    return [
        CorrectionView(
            correction=one,
            place=shelf.place(one.article, one.span),
            told=tuple((shelf.place(s.article, s.span), s.span.exact) for s in one.told),
        )
        for one in comparison.corrections
    ]
