"""Changed pages and corrections, in words."""

from crosswire.records.base import Record
from crosswire.records.changed import Changed
from crosswire.records.comparison import Comparison, Conflict, Correction
from crosswire.records.correction import StillCarries
from crosswire.records.notice import Withdrawn
from crosswire.report.shelf import Place, Shelf
from crosswire.report.words import moment, shorten


class CorrectionView(Record):
    """A correction, its place, and the places that still tell what it takes back."""

    correction: Correction
    place: Place
    takes_back: str
    """Its own earlier words, and when the notice was seen; empty where neither is known."""
    told: tuple[tuple[Place, str, str], ...]
    """Where it still stands, the words, and what is known of that: where they come from, when they
    were last seen."""


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
    since = f"{which}changed since{': ' if known else ''}{', '.join(known)}"
    return "; ".join(filter(None, (since if which or known else "", changed.gone)))


def changed_sides(conflict: Conflict, shelf: Shelf) -> list[str]:
    """What is known of changes of the pages on both sides of a conflict."""
    sides = dict.fromkeys((conflict.a.article, conflict.b.article))
    pages = [page for side in sides if (page := shelf.pages.get(side))]
    words = [(page.article, changed_words(page.changed)) for page in pages]
    return [f"{shelf.label(article)}: {said}" for article, said in words if said]


def correction_views(comparison: Comparison, shelf: Shelf) -> list[CorrectionView]:
    """Every correction, retraction and kill."""
    return [
        CorrectionView(
            correction=one,
            place=_printed(one, shelf),
            takes_back=_takes_back(one),
            told=tuple(
                (shelf.place(s.article, s.span), s.span.exact, known.get(s.article, ""))
                for s in one.told
            ),
        )
        for one in comparison.corrections
        for known in [{c.statement.article: _carried(c, shelf, one) for c in one.carried}]
    ]


def _printed(one: Correction, shelf: Shelf) -> Place:
    """Where the notice stands: in a text that the article has no more, its page is all there is."""
    place = shelf.place(one.article, one.span)
    reading = shelf.readings.get(one.article)
    if reading is not None and reading.revision.body.id != one.span.text:
        return place.model_copy(update={"href": shelf.whole(one.article)})
    return place


def _takes_back(one: Correction) -> str:
    seen = f"notice first seen {moment(one.seen)}" if one.seen else ""
    if one.by:
        words = f"{one.by} takes back all of this text, in an article of its own"
    elif one.whole:
        words = "takes back all of its earlier text" if one.withdraws else "takes back all it told"
    elif one.withdraws:
        quoted = ", ".join(f"“{shorten(w.exact, 80)}”" for w in one.withdraws)
        words = f"takes back {quoted} of its earlier text"
    else:
        words = "which earlier words it takes back is not shown" if one.seen else ""
    return "; ".join(filter(None, (words, seen)))


def _carried(one: StillCarries, shelf: Shelf, correction: Correction) -> str:
    """What is known of a text that still carries what was taken back; never that it is wrong."""
    origin = shelf.label(correction.article)
    relies = f"has it from {origin} ({one.relies})" if one.relies else ""
    seen = f"text as last seen {moment(one.seen)}" if one.seen else ""
    return "; ".join(filter(None, (relies, seen)))


def withdrawn_words(one: Withdrawn) -> str:
    """Who took back what is told here, and who still has it: never that these are wrong."""
    back = f"back “{shorten(one.words.exact, 80)}”" if one.words else "it back"
    seen = f", seen {moment(one.at)}" if one.at else ""
    still = f"; still carried here by {', '.join(one.carriers)}" if one.carriers else ""
    notice = shorten(one.notice.exact, 160)
    return f"{one.outlet} took {back} ({one.kind}{seen}): “{notice}”{still}"
