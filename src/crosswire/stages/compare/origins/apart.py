"""Apart: how many origins of a point are shown to be different ones.

Shown apart are an outlet's own reporter at the place, and persons whom the texts name. A credited
agency, medium or body is apart from another's own reporter, but two agencies, or an agency and a
person, are not: what an agency tells may be what that person told it.

The count never rises when a credit line is taken out of a text: credits only ever add a witness,
and what ties tellings here (text, utterance, house) is read without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from crosswire.stages.compare.origins.known import Credit
from crosswire.stages.compare.origins.tellings import Telling
from crosswire.stages.compare.origins.ties import Groups, same_quotation

_LIKE_NAMES = 0.7
"""Likeness of two surnames from which they may be two spellings of one."""
_CHAIN = 8
"""Citations followed one after another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Counts the origins of one point that are shown apart."""

    tellings: Sequence[Telling]
    units: Groups
    people: Mapping[str, str]
    """Cross-article id → surname, of persons whom a text names in full."""
    agencies: frozenset[str]
    """Articles of agencies."""

    def shown(self) -> tuple[str, ...]:
        """The origins shown apart, in words."""
        own = self._own()
        others = [k for k in range(len(self.tellings)) if self.units.find(k) not in own]
        people = self._persons(others)
        said = [f"{self.tellings[k].outlet}’s own reporter" for k in own.values()]
        if people:
            return (*said, *people)
        beyond = self._beyond(others)
        return (*said, beyond) if beyond else tuple(said)

    def _own(self) -> dict[int, int]:
        """Unit → a telling of it whose own reporter was at the place."""
        found: dict[int, int] = {}
        for k, telling in enumerate(self.tellings):
            if telling.own:
                found.setdefault(self.units.find(k), k)
        return found

    def _persons(self, among: Sequence[int]) -> list[str]:
        """Named persons, one a unit.

        Bodies do not show it: a ministry and its minister are one source under two names. Nor do
        two names for one quotation, which is a conflict of attribution.
        """
        said: dict[int, Telling] = {}
        for k in among:
            if any(h in self.people for h in self.tellings[k].holders):
                said.setdefault(self.units.find(k), self.tellings[k])
        named = list(said.values())
        # Whole chains of like names are one person: what is left is then shown apart in every pair.
        alike = Groups.of(len(named))
        for j, k in combinations(range(len(named)), 2):
            if self._alike(named[j], named[k]):
                alike.tie(j, k)
        return [self._name(named[group[0]]) for group in alike.together().values()]

    def _name(self, telling: Telling) -> str:
        named = [m.holder for m in telling.members if m.holder]
        return named[0] if named else telling.outlet

    def _alike(self, one: Telling, other: Telling) -> bool:
        """Two names that may be one person's, or two names for one quotation."""
        names = [[self.people[h] for h in t.holders if h in self.people] for t in (one, other)]
        if any(
            SequenceMatcher(None, a.lower(), b.lower()).ratio() >= _LIKE_NAMES
            for a in names[0]
            for b in names[1]
        ):
            return True
        return same_quotation(one, other)

    def _beyond(self, among: Sequence[int]) -> str | None:
        """A source beyond the own reporters that one of the tellings rests on."""
        for k in among:
            telling = self.tellings[k]
            body = next((n for n in telling.speakers.values() if n != n.lower()), None)
            if telling.holders:
                if body:
                    return body
                continue
            for credit in telling.sources:
                found = self._end(credit, _CHAIN)
                if found:
                    return found
        return None

    def _end(self, credit: Credit, steps: int) -> str | None:
        """Where a citation ends: None at a page whose own source is not known.

        A page that cites another is followed; at an outlet that is no agency the trail is lost,
        for its own origin may be any of those counted already.
        """
        if credit.kind != "sibling":
            return credit.source
        cited = next((t for t in self.tellings if t.holds(credit.source)), None)
        if cited is None or cited.own or cited.holders or not steps:
            return None
        if cited.named:
            ends = (self._end(c, steps - 1) for c in cited.named)
            return next((e for e in ends if e), None)
        if credit.source in self.agencies:
            return cited.outlet
        return cited.whole.source if cited.whole and cited.whole.kind != "sibling" else None
