"""The agencies that a page credits with its text: in the author's place, in a dateline."""

import re
from collections.abc import Iterable, Iterator

from crosswire.records.article import Found
from crosswire.stages.clean.bylines import agency_credit
from crosswire.stages.clean.lookup import Lookup
from crosswire.stages.outlets import OutletTable

_STAFF = re.compile(r"\s+(?:[Ss]taff|[Ww]riters?|[Rr]eporters?|[Nn]ewsroom)+$")
_BRACKETS = re.compile(r"^[^()\n]{0,80}(?P<all>\((?P<names>[^()\n]{2,40})\))")
_APART = re.compile(r"\s*(?:/|,|;|&|\+|\band\b|\bund\b|\bet\b)\s*")


def credited_agencies(
    table: OutletTable, credits: Iterable[Found], opening: str, outlet: str | None, look: Lookup
) -> tuple[Found, ...]:
    """Those among ``credits`` and in the brackets that open the text; the outlet itself is none.

    ``table`` knows which names are agencies'; others are told by their form ("Norland Wire").
    ``opening`` is the first paragraph.
    """
    found: dict[str, Found] = {}
    own = table.named(outlet, line=True) if outlet else None
    named = [(name, credit) for credit in credits for name in _APART.split(credit.value)]
    for name, credit in (*named, *_bracketed(opening, look)):
        row = table.named(_STAFF.sub("", name.strip()), line=True)
        known = row is not None and row.kind == "agency" and row != own
        if known or (row is None and agency_credit(name.strip())):
            key = row.name if row else name.strip()
            found.setdefault(key, credit.model_copy(update={"value": name.strip()}))
    return tuple(found.values())


def _bracketed(opening: str, look: Lookup) -> Iterator[tuple[str, Found]]:
    match = _BRACKETS.match(opening)
    if match:
        credit = look.found("visible text", match["names"], match["all"])
        for name in _APART.split(match["names"]):
            yield name, credit.model_copy(update={"because": "the text opens with it"})
