"""Representative: whose words stand for a point, and what they claim beyond the others.

The words shown are one member's, verbatim. A figure, a name or a holder that they have and another
article's passage has not is no part of what both tell, so the least specific member is shown, and
where even that one claims more the point is partial.
"""

from collections.abc import Mapping

from crosswire.records.comparison import Statement
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures

Detail = tuple[str, float | str]


def beyond(sheets: Mapping[int, Sheet], members: Mapping[int, Statement]) -> dict[int, int]:
    """For each member how many details of its words some other article's passage has not."""
    known = {m: _details(s) for m, s in sheets.items()}
    found = {}
    for m, sheet in sheets.items():
        shown = _details(sheet, members[m])
        others = [known[n] for n, s in sheets.items() if s.unit.article != sheet.unit.article]
        found[m] = sum(any(detail not in other for other in others) for detail in shown)
    return found


def _details(sheet: Sheet, within: Statement | None = None) -> frozenset[Detail]:
    """Figures and names, those ``within`` a part alone; of the whole also who is meant by "she"."""
    start, end = (within.span.start, within.span.end) if within else (0, sheet.unit.span.end)
    figures = {
        ("figure", value)
        for value, first, _ in read_figures(sheet)
        if start <= sheet.tokens[first].start < end
    }
    names = {
        ("name", name)
        for name, m in sheet.names
        if start <= m.span.start < end and (within is None or m.kind == "name")
    }
    told = {("name", sheet.told_by)} if sheet.told_by and within is None else set()
    return frozenset(figures | names | told)
