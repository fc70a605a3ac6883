"""Headlines and standfirsts against their own bodies, as a report shows them."""

from crosswire.records.base import Record
from crosswire.records.comparison import Comparison, Within
from crosswire.report.shelf import Place, Shelf


class WithinView(Record):
    """What a head says, and the place in its own body that says otherwise."""

    label: str
    within: Within
    body: Place


def within_views(comparison: Comparison, shelf: Shelf) -> list[WithinView]:
    """Every such place, page by page."""
    return [
        WithinView(label=shelf.label(w.article), within=w, body=shelf.place(w.article, w.body))
        for w in comparison.within
    ]
