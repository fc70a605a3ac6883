"""Words that tell the same deed or thing in news: a short list, because a long one would let
claims through that were never made. Opposites, and words that are merely near, are not in it.
"""

from collections.abc import Mapping
from functools import cache

_GROUPS = """
begin start commence; end finish conclude; close shut; buy purchase acquire; help aid assist
resign quit; promise pledge vow; accuse; hurt injure wound; kill die perish dead
build construct; repair mend fix; rise increase climb; fall drop decline decrease; halt stop
flee escape; choose pick select; show display; ask request; answer reply respond
require need; permit allow; ban prohibit forbid outlaw; destroy wreck demolish; strike hit
steal rob; gather assemble; leave depart; arrive reach; probe investigate; inspect examine
child kid; doctor physician; policeman officer; lawyer attorney; film movie; car automobile
ship vessel; plane aircraft airplane; road street; firefighter fireman; job post
money cash fund; talk negotiation; deal agreement accord; law legislation; vote ballot
prime premier; company firm; employee worker staff; pupil student
autumn fall; percent per cent; holiday vacation; lorry truck; petrol gasoline; flat apartment
almost nearly; about around roughly approximately; fast quick quickly; large big; small little
wrong incorrect; correct right; sick ill; wealthy rich; pregnant expecting; entire whole
glad happy; afraid scared frightened; angry furious; secret confidential
"""


@cache
def groups() -> Mapping[str, frozenset[int]]:
    """Word → the groups it belongs to."""
    found: dict[str, set[int]] = {}
    lists = (part for line in _GROUPS.strip().splitlines() for part in line.split(";"))
    for number, words in enumerate(lists):
        for word in words.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def kindred(one: str, other: str) -> bool:
    """The two lemmas may tell the same."""
    listed = groups()
    return bool(listed.get(one, frozenset()) & listed.get(other, frozenset()))
