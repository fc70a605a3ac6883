"""Headlines and standfirsts against their own bodies, as a report shows them."""

from dataclasses import dataclass

from crosswire.records.comparison import Comparison, Within
from crosswire.report.shelf import Place, Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinView:
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
