"""Around: pages that each quote other words of somebody, and share no more than what stands around them.

“He is a rotten captain,” Marrow said as she left for the coast; as she left for the coast, Marrow told
reporters: “The hull is rusty.” Both tell that she left, and neither what the other quotes: that may be
worth reading side by side, and is not surely one statement.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from crosswire.records.comparison import Point, Statement, Tier
from crosswire.records.quotation import Mode, Reading
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import root, words

REASON = "each page quotes other words there; what they share stands around them"


def eased(points: Sequence[Point], readings: Sequence[Reading]) -> Iterator[Point]:
    """The points; those that share only what stands around different words are likely at most."""
    pages = {r.article: r for r in readings}
    for point in points:
        if point.tier is Tier.SURE and _apart(point.members, pages):
            yield point.model_copy(
                update={"tier": Tier.LIKELY, "reasons": (*point.reasons, REASON)}
            )
        else:
            yield point


def _apart(members: Sequence[Statement], pages: Mapping[str, Reading]) -> bool:
    """Every member holds words in marks, and no telling word of one page's is among another's."""
    said = [(m.article, _quoted(m, pages[m.article])) for m in members]
    return all(words for _, words in said) and all(
        one == other or not here & there for (one, here), (other, there) in combinations(said, 2)
    )


def _quoted(member: Statement, page: Reading) -> frozenset[str]:
    """The telling words of direct speech in it."""
    return frozenset(
        root(word.form)
        for said in page.quotations
        if said.mode is Mode.DIRECT
        for run in said.content
        for word in words(run.exact, run.start)
        if member.span.start <= word.start < member.span.end
        and word.form.partition("'")[0] not in STOP
    )
