"""What a person should check after pages were set against primary sources."""

from collections.abc import Iterator, Mapping

from crosswire.records.comparison import Check
from crosswire.records.witness import Primary, QuoteCheck
from crosswire.stages.compare.witness.record import MOVED
from crosswire.stages.compare.wording import shown


def to_check(primary: Primary, outlets: Mapping[str, str]) -> Iterator[Check]:
    """Altered words and words credited to another voice: against the recording, then the outlet."""
    names = {w.id: w.title.exact if w.title else w.name for w in primary.witnesses}
    for check in primary.checks:
        why = _why(check)
        if why and check.witness:
            outlet = outlets.get(check.article, check.article)
            spans = ((check.article, check.span),) if check.field == "body" else ()
            yield Check(
                what=f"{shown(check.span)} in {outlet} against {names[check.witness]}: {why}",
                with_whom=f"the recording, then {outlet}",
                spans=spans,
            )


def _why(check: QuoteCheck) -> str:
    """What there is to check about a run; empty when there is nothing."""
    if check.standing == "altered":
        if check.because.startswith(MOVED):
            return MOVED
        sides = {"page": "the page has", "source": "the source has"}
        differing = [f"{sides[s]} “{words}”" for s, words in check.diff if s in sides]
        return ", ".join(differing) or check.because
    if check.credit == "another":
        return f"credited to {check.credited}, there words of {check.said_by}"
    return ""
