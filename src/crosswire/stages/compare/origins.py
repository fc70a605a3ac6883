"""Origins: how many sources the tellings of a point are shown to have.

A range with an unknown part. Nothing here ever calls two tellings independent: what is not shown to
be one origin, and not shown to be two, stays unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations, product

from crosswire.records.article import Voice
from crosswire.records.comparison import Edge, Origins, Point, Statement, Tier
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.compare.copies import SharedText
from crosswire.stages.compare.credits import Credit, article_credit, credits_in, outlets_of
from crosswire.stages.compare.words import common_run, outside_marks, sentence_at, words

_WITNESSES = frozenset({Voice.NEWS, Voice.ANALYSIS})
_SAME_WORDS = 14
"""Words in a row, outside quotations, from which two tellings are one piece of writing.

Of 15,590 pairs of sentences that tell the same in articles with nothing else in common none has
14 in a row; titles, names and lists of places reach 13.
"""
_LIKE_NAMES = 0.7
"""Likeness of two surnames from which they may be two spellings of one."""
_QUOTED_WORDS = 5
"""Words in a row that make two quotations one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """One outlet's telling of a point: its members and what is known of where they come from."""

    outlet: str
    members: tuple[Statement, ...]
    holders: frozenset[str]
    credits: tuple[Credit, ...]

    @property
    def article(self) -> str:
        return self.members[0].article

    @property
    def held(self) -> bool:
        """Somebody is said to hold all of it; the outlet asserts none of it in its own voice."""
        return all(m.holder or m.holder_entity for m in self.members)

    @property
    def known(self) -> bool:
        """Its origin is stated: a holder, a credited source, or its own reporter."""
        return bool(self.held or self.credits)


@dataclass(slots=True)
class _Ties:
    """Union-find over tellings, with the reasons."""

    parent: list[int]
    edges: list[Edge] = field(default_factory=list)

    def find(self, k: int) -> int:
        while self.parent[k] != k:
            k = self.parent[k]
        return k

    def tie(self, j: int, k: int) -> None:
        self.parent[self.find(j)] = self.find(k)


class OriginFinder:
    """Origins of every point of one comparison."""

    def __init__(
        self,
        readings: Sequence[Reading],
        canon: Mapping[str, str],
        shared: Sequence[SharedText],
    ) -> None:
        self._readings = {r.article: r for r in readings}
        self._people = _people(readings, canon)
        self._outlets = outlets_of(readings)
        self._canon = canon
        self._shared = {frozenset((s.a, s.b)): s for s in shared}
        self._whole = {
            r.article: credit
            for r in readings
            if (credit := article_credit(r.revision, self._outlets)) is not None
        }

    def place(self, point: Point) -> Point:
        """The point with its origins."""
        return point.model_copy(update={"origins": self.origins(point)})

    def origins(self, point: Point) -> Origins:
        """The range of origins that the tellings of ``point`` are shown to have."""
        tellings = self._tellings(point)
        outlets = len(tellings)
        tellings = [t for t in tellings if any(m.voice in _WITNESSES for m in t.members)]
        if not tellings:
            return Origins(outlets=outlets, at_least=0, at_most=outlets, unknown=outlets)
        ties = _Ties(parent=list(range(len(tellings))))
        self._tie_stated(point, tellings, ties)
        for j, k in combinations(range(len(tellings)), 2):
            if self._one_text(tellings[j], tellings[k], ties):
                ties.tie(j, k)
        firm = point.tier is Tier.SURE and point.relation == "same"
        # Two sources for what may be two statements are not two sources for one.
        apart = self._apart(tellings, ties) if firm else 1
        return _range(outlets, tellings, ties, apart)

    def _tellings(self, point: Point) -> list[_Telling]:
        by_outlet: dict[str, list[Statement]] = {}
        for member in point.members:
            outlet = self._readings[member.article].revision.outlet_name
            by_outlet.setdefault(outlet, []).append(member)
        return [
            _Telling(
                outlet=outlet,
                members=tuple(members),
                holders=frozenset(h for m in members if (h := self._holder(m))),
                credits=tuple({c.key: c for m in members for c in self._credits(m)}.values()),
            )
            for outlet, members in by_outlet.items()
        ]

    def _apart(self, tellings: Sequence[_Telling], ties: _Ties) -> int:
        """How many groups are shown apart: told by their own reporter, or by a person of their own.

        Bodies do not show it: a ministry and its minister are one source under two names. Nor do
        two names for one quotation, which is a conflict of attribution.
        """
        shown: dict[int, _Telling] = {}
        for k, telling in enumerate(tellings):
            own = any(c.kind == "own" for c in telling.credits)
            if own or any(h in self._people for h in telling.holders):
                shown.setdefault(ties.find(k), telling)
        said = list(shown.values())
        alike = sum(any(self._alike(said[j], said[k]) for j in range(k)) for k in range(len(said)))
        return len(said) - alike

    def _alike(self, one: _Telling, other: _Telling) -> bool:
        """Two names that may be one person's, or two names for one quotation."""
        names = [[self._people[h] for h in t.holders if h in self._people] for t in (one, other)]
        if any(
            SequenceMatcher(None, a, b).ratio() >= _LIKE_NAMES for a in names[0] for b in names[1]
        ):
            return True
        return _same_quotation(one, other)

    def _holder(self, member: Statement) -> str | None:
        if member.holder_entity:
            return self._canon.get(member.holder_entity, member.holder_entity)
        return member.holder.lower().removeprefix("the ") if member.holder else None

    def _credits(self, member: Statement) -> list[Credit]:
        """Credits in the member's sentence, around its quotation, and of its whole article."""
        reading = self._readings[member.article]
        places: dict[int, Span] = {member.sentence.start: member.sentence}
        for quotation in reading.quotations:
            if quotation.id != member.quotation:
                continue
            around = (*quotation.cue, *((quotation.occasion,) if quotation.occasion else ()))
            for span in around:
                sentence = sentence_at(reading, span.start) or span
                places[sentence.start] = sentence
        found = [c for p in places.values() for c in credits_in(reading.revision, p, self._outlets)]
        whole = self._whole.get(member.article)
        return [*found, whole] if whole and whole.kind != "own" else found

    def _tie_stated(self, point: Point, tellings: Sequence[_Telling], ties: _Ties) -> None:
        """Tie tellings that name one speaker or one source, or one another."""
        for telling in tellings:
            ties.edges += [
                Edge(source=telling.article, target=c.source, because=c.because)
                for c in telling.credits
                if c.kind != "own"
            ]
        for j, k in combinations(range(len(tellings)), 2):
            speaker = _one_speaker(point, tellings[j], tellings[k])
            if speaker:
                ties.edges += [
                    _speaker_edge(t, speaker) for t in (tellings[j], tellings[k]) if t.holders
                ]
            if speaker or _one_source(tellings[j], tellings[k]):
                ties.tie(j, k)

    def _one_text(self, one: _Telling, other: _Telling, ties: _Ties) -> bool:
        """Whether two tellings are one piece of writing; notes the reason."""
        for a, b in product(one.members, other.members):
            because = self._one_writing(a, b)
            if because is None:
                continue
            stated = {(e.source, e.target) for e in ties.edges}
            if (a.article, b.article) in stated:
                ties.edges.append(Edge(source=a.article, target=b.article, because=because))
            elif (b.article, a.article) in stated:
                ties.edges.append(Edge(source=b.article, target=a.article, because=because))
            else:
                words = f"{because}; which came first is not shown by that"
                ties.edges.append(Edge(source=a.article, target=b.article, because=words))
            return True
        return False

    def _one_writing(self, a: Statement, b: Statement) -> str | None:
        shared = self._shared.get(frozenset((a.article, b.article)))
        if shared:
            return shared.because
        left, right = self._unquoted(a), self._unquoted(b)
        _, _, length = common_run(left, right)
        if length >= _SAME_WORDS:
            return f"{length} words in a row are the same"
        return None

    def _unquoted(self, member: Statement) -> list[str]:
        """The words of the member's sentence outside quotation marks."""
        found = words(member.sentence.exact, member.sentence.start)
        text = self._readings[member.article].revision.body.content
        return [w.form for w in outside_marks(found, text)]


def _one_speaker(point: Point, one: _Telling, other: _Telling) -> str | None:
    """The speaker whose words both tell.

    In an utterance a quotation whose speaker was not read counts as the other's when its words
    are the same; a passage that nobody is said to hold does not.
    """
    both = one.held and other.held and one.holders & other.holders
    alone = point.kind == "utterance" and len(one.holders | other.holders) < 2
    if not both and not (alone and _same_quotation(one, other)):
        return None
    named = [m.holder for t in (one, other) for m in t.members if m.holder]
    return point.speaker or (named[0] if named else "one speaker")


def _same_quotation(one: _Telling, other: _Telling) -> bool:
    """Both quote, in the same words."""
    return any(
        common_run(_forms(a.sentence), _forms(b.sentence))[2] >= _QUOTED_WORDS
        for a, b in product(one.members, other.members)
        if a.quotation and b.quotation
    )


def _one_source(one: _Telling, other: _Telling) -> bool:
    """Both credit one source, or one credits the other."""
    keys = [{c.key for c in t.credits if c.kind != "own"} for t in (one, other)]
    cited = {c.source for t in (one, other) for c in t.credits if c.kind == "sibling"}
    articles = {m.article for t in (one, other) for m in t.members}
    return bool(keys[0] & keys[1] or cited & articles)


def _people(readings: Sequence[Reading], canon: Mapping[str, str]) -> dict[str, str]:
    """Cross-article id → surname, of persons whom a text names by first name and surname.

    A role ("the minister") is left out: it may be the person whom another text names.
    """
    return {
        canon.get(m.entity, m.entity): m.name.split()[-1].lower()
        for reading in readings
        for m in reading.annotation.mentions
        if m.kind == "name" and m.label == "PERSON" and " " in m.name.strip()
    }


def _forms(span: Span) -> list[str]:
    return [w.form for w in words(span.exact)]


def _speaker_edge(telling: _Telling, speaker: str) -> Edge:
    return Edge(source=telling.article, target=speaker, because=f"attributes it to {speaker}")


def _range(outlets: int, tellings: Sequence[_Telling], ties: _Ties, apart: int) -> Origins:
    groups: dict[int, list[_Telling]] = {}
    for k, telling in enumerate(tellings):
        groups.setdefault(ties.find(k), []).append(telling)
    # One outlet's telling may itself rest on several speakers.
    holders = {h for t in tellings for h in t.holders}
    at_least, at_most = max(1, apart), max(len(groups), len(holders))
    unknown = sum(len(g) for g in groups.values() if not any(t.known for t in g))
    return Origins(
        outlets=outlets,
        at_least=at_least,
        at_most=at_most,
        unknown=0 if at_least == at_most else unknown,
        edges=tuple(dict.fromkeys(ties.edges)),
    )
