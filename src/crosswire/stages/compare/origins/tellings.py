"""Tellings: one outlet's members of a point, with what its text says of where they come from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crosswire.records.article import Voice
from crosswire.records.comparison import Point, Statement
from crosswire.records.quotation import Act, Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.origins.credits import credits_in
from crosswire.stages.compare.origins.frames import one_report, only_the_frame, only_the_words
from crosswire.stages.compare.origins.known import Credit, known_outlets
from crosswire.stages.compare.origins.lines import line_credits, posted, whole_credit
from crosswire.stages.compare.posts import Post, post_of
from crosswire.stages.compare.words import sentence_at
from crosswire.stages.outlets import OutletTable

_WITNESSES = frozenset({Voice.NEWS, Voice.WIRE, Voice.ANALYSIS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One outlet's telling of a point: its members and what is known of where they come from."""

    outlet: str
    members: tuple[Statement, ...]
    speakers: Mapping[str, str]
    """Who holds it, across articles → their name; desks that the text credits left out."""
    named: tuple[Credit, ...]
    """Sources that its sentences name."""
    whole: Credit | None = None
    """The source that a credit line names for the article."""
    part: tuple[Credit, ...] = ()
    """Sources that gave a part of the article."""
    own: Credit | None = None
    """Its own reporter was at the place."""
    heard: bool = False
    """Its own reporter was told it."""
    names: tuple[str, ...] = ()
    """Persons who hold it, by surname."""
    occasions: tuple[str, ...] = ()
    """Words for where it was said."""
    through: tuple[str, ...] = ()
    """Names of the desks and documents that its sentences credit."""
    framed: Mapping[str, str] = field(default_factory=dict)
    """Whom its sentences report, where their words are less than half of the member: it tells no
    more than that they said it, but what else the sentence says may not be theirs."""
    asserts: bool = True
    """Some of it is nobody's words: the outlet tells it in its own voice."""
    quoted: bool = False
    """It gives somebody's words, and who spoke them was not read."""
    no_origin: str | None = None
    """Why it does not count as an origin: opinion, satire, advertising, a reader's words."""

    @property
    def article(self) -> str:
        """The first of its articles."""
        return self.members[0].article

    def holds(self, article: str) -> bool:
        """A member of it stands in ``article``."""
        return any(m.article == article for m in self.members)

    @property
    def holders(self) -> frozenset[str]:
        """Who holds it, across articles."""
        return frozenset(self.speakers)

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Every source that it credits."""
        return (*self.named, *((self.whole,) if self.whole else ()))

    @property
    def sources(self) -> tuple[Credit, ...]:
        """What it says that it rests on: its sentence knows better than its credit line."""
        return self.named or ((self.whole,) if self.whole else ())

    @property
    def held(self) -> bool:
        """Somebody is said to hold all of it; the outlet asserts none of it in its own voice."""
        return all(m.holder or m.holder_entity for m in self.members)

    @property
    def known(self) -> bool:
        """Its origin is stated: a holder, a credited source, or its own reporter."""
        return bool(self.held or self.credits or self.own or self.heard)


class Teller:
    """Reads tellings off the articles of one comparison."""

    def __init__(self, readings: Sequence[Reading], called: Called, table: OutletTable) -> None:
        self._readings = {r.article: r for r in readings}
        self._called = called
        self._canon = canon = called.canon
        self._known = known_outlets(readings, table)
        self._read: dict[tuple[str, int], list[Credit]] = {}
        self._lines = {r.article: line_credits(r.revision, self._known) for r in readings}
        self._posts = {r.article: posted(r.revision) for r in readings}
        self.people = _people(readings, canon)
        """Cross-article id → surname, of persons whom a text names in full."""
        self.agencies = frozenset(
            r.article
            for r in readings
            if (row := table.of_page(r.revision.outlet_name, r.revision.capture.url))
            and row.kind == "agency"
        )
        """Articles of agencies."""

    def tellings(self, point: Point) -> list[Telling]:
        """The tellings of ``point``, one an outlet."""
        by_outlet: dict[str, list[Statement]] = {}
        members = [self._attributed(m) for m in point.members]
        plain = [m for m in members if not _held(m)]
        framing = [m for m in members if self._frames_only(m, plain)]
        for member in members:
            outlet = self._readings[member.article].revision.outlet_name
            by_outlet.setdefault(outlet, []).append(member)
        return [self._telling(outlet, said, framing, members) for outlet, said in by_outlet.items()]

    def _frames_only(self, member: Statement, plain: Sequence[Statement]) -> bool:
        """What it shares with what other outlets tell for themselves stands around somebody's words."""
        others = [o for o in plain if o.article != member.article]
        if not others:
            return False
        quotations = self._readings[member.article].quotations
        said = next((q for q in quotations if q.id == member.quotation), None)
        return said is not None and only_the_frame(member, said, quotations, others)

    def _attributed(self, member: Statement) -> Statement:
        """The member with the speaker of the quotation that it begins in, or whose words, in one
        quotation or several, most of it is; without a speaker when it tells of a deed.

        A sentence that begins within a quotation carries none of its own, and is not the outlet's.
        """
        quotations = self._readings[member.article].quotations
        carrier = next((q for q in quotations if q.id == member.quotation), None)
        if carrier is not None and _told_of(carrier, member.span):
            return _unheld(member)
        if member.holder or member.holder_entity or member.quotation:
            return member
        span = member.span
        uttered = [q for q in quotations if q.act in (Act.SPEECH, Act.THOUGHT)]
        held = Counter[str]()
        for said in uttered:
            held[_speaker(said)] += sum(run.overlap(span) for run in said.content)
        for said in uttered:
            begins = any(run.start <= span.start < run.end for run in said.content)
            if begins or 2 * held[_speaker(said)] > span.end - span.start:
                return _by(member, said)
        return member

    def _telling(
        self,
        outlet: str,
        members: Sequence[Statement],
        framing: Sequence[Statement],
        every: Sequence[Statement],
    ) -> Telling:
        members = [_unheld(m) if m in framing else m for m in members]
        own = [m for m in members if any(m.span == f.span for f in framing)]
        credited = [(m, self._credits(m)) for m in members]
        found = {c.key: c for _, credits in credited for c in credits}
        named = tuple(c for c in found.values() if c.kind != "own")
        members = [self._unwrapped(m, named) for m in members]
        framed = [m if m in own else self._framed(m, every) for m in members]
        lines = [c for m in members for c in self._lines[m.article]]
        speakers = {h: self._shown(m, h) for m in members if (h := self._holder(m, named))}
        return Telling(
            outlet=outlet,
            members=tuple(members),
            speakers=speakers,
            names=tuple(sorted(self.people[h] for h in speakers if h in self.people)),
            occasions=tuple(w for m in members if (w := self._occasion(m))),
            named=named,
            through=tuple(dict.fromkeys(self._source(c, outlet) for c in named)),
            whole=whole_credit(lines),
            part=tuple({c.key: c for c in lines if c.part and c.kind != "own"}.values()),
            own=next((c for m, credits in credited if (c := self._own(m, credits))), None),
            heard=any(c.kind == "own" for c in found.values()),
            framed={k: self._shown(m, k) for m in framed if (k := self._holder(m, named))},
            asserts=any(not (m.holder or m.holder_entity or m.quotation) for m in framed),
            quoted=all(_unnamed(m) for m in framed),
            no_origin=self._no_origin(members),
        )

    def _source(self, credit: Credit, outlet: str) -> str:
        """A credited source by its name: a page by its outlet."""
        if credit.kind == "sibling":
            return self._readings[credit.source].revision.outlet_name
        return credit.source.removesuffix(f" in {outlet}")

    def _unwrapped(self, member: Statement, named: Sequence[Credit]) -> Statement:
        """The member with whoever a credited desk tells to have said it: "Bell called it a shame,
        the Wire reported" is Bell's, through the Wire."""
        if not _by_desk(member.holder, named):
            return member
        for said in self._readings[member.article].quotations:
            inside = sum(run.overlap(member.span) for run in said.content)
            most = 2 * inside > member.span.end - member.span.start
            if (
                inside
                and said.act is Act.SPEECH
                and said.speaker_name
                and not _by_desk(said.speaker_name, named)
                and (most or one_report(said, member.span, 0.0))
            ):
                return _by(member, said)
        return member

    def _framed(self, member: Statement, every: Sequence[Statement]) -> Statement:
        """The member with the speaker of what it reports, when it is one report ("the minister for
        the coast, X, said in the town of Y that …"), or when that is what it shares with others."""
        if member.holder or member.holder_entity or member.quotation:
            return member
        quotations = self._readings[member.article].quotations
        others = [o for o in every if o.article != member.article]
        said = next((q for q in quotations if one_report(q, member.span)), None) or next(
            (q for q in quotations if q.act is Act.SPEECH and only_the_words(member, q, others)),
            None,
        )
        return member if said is None else _by(member, said)

    def _holder(self, member: Statement, named: Sequence[Credit]) -> str | None:
        """Who holds the member; None for a desk: "according to Reuters" is a credit."""
        if _by_desk(member.holder, named):
            return None
        if member.holder_entity:
            return self._canon.get(member.holder_entity, member.holder_entity)
        post = self._post(member)
        if post is not None and post.named:
            return f"{post.noun} of {post.whose}"
        return member.holder.lower().removeprefix("the ") if member.holder else None

    def _post(self, member: Statement) -> Post | None:
        """Whose spokesman it is that holds the member."""
        reading = self._readings[member.article]
        said = next((q for q in reading.quotations if q.id == member.quotation), None)
        fits = said is not None and said.speaker_name == member.holder
        return post_of(reading, said, self._canon) if said is not None and fits else None

    def _shown(self, member: Statement, key: str) -> str:
        """Who holds it, by the story's name for them; a spokesman less what is told of whomever he
        speaks for."""
        post = self._post(member)
        if post is None or not post.named:
            return self._called.name(member.holder_entity, member.holder or key)
        return post.words[0].lower() + post.words[1:] if post.opens else post.words

    def _credits(self, member: Statement) -> list[Credit]:
        """Credits in the member's sentence and around its quotation."""
        reading = self._readings[member.article]
        places: dict[int, Span] = {member.sentence.start: member.sentence}
        for quotation in reading.quotations:
            if quotation.id != member.quotation:
                continue
            around = (*quotation.cue, *((quotation.occasion,) if quotation.occasion else ()))
            for span in around:
                sentence = sentence_at(reading, span.start) or span
                places[sentence.start] = sentence
        return [c for p in places.values() for c in self._in(reading, p)]

    def _in(self, reading: Reading, place: Span) -> list[Credit]:
        """Credits in a sentence; points share sentences, so each is read once."""
        key = reading.article, place.start
        if key not in self._read:
            self._read[key] = credits_in(reading.revision, place, self._known)
        return self._read[key]

    def _occasion(self, member: Statement) -> str | None:
        quotations = self._readings[member.article].quotations
        said = next((q for q in quotations if q.id == member.quotation), None)
        return said.occasion.exact if said and said.occasion else None

    def _own(self, member: Statement, found: Sequence[Credit]) -> Credit | None:
        """Its own reporter at the place of what the member tells.

        What somebody told the reporter there is that person's. A sentence is the reporter's own
        sight when it says so, when the one before it in its paragraph does, or when it names the
        place that the byline is written from.
        """
        seen = next((c for c in found if c.kind == "own" and c.seen), None)
        if seen:
            return seen if not member.holder or member.holder in seen.because else None
        if member.holder or member.holder_entity or found:
            return None
        reading = self._readings[member.article]
        before = _before(reading, member.sentence)
        near = self._in(reading, before) if before else []
        sight = next((c for c in near if c.kind == "own" and c.seen), None)
        post = self._posts[member.article]
        if sight is None and post and post in member.sentence.exact:
            because = f"its byline is written from {post}"
            return Credit(
                source=reading.revision.outlet_name,
                kind="own",
                span=None,
                because=because,
                seen=True,
            )
        return sight

    def _no_origin(self, members: Sequence[Statement]) -> str | None:
        """Why nothing of it counts as news."""
        revision = self._readings[members[0].article].revision
        row = self._known.table.of_page(revision.outlet_name, revision.capture.url)
        if row is not None and row.kind == "satire":
            return "satire"
        if any(m.voice in _WITNESSES for m in members):
            return None
        return members[0].voice.value


def _held(member: Statement) -> bool:
    """Somebody is said to hold it, or it is somebody's words."""
    return bool(member.holder or member.holder_entity or member.quotation)


def _unheld(member: Statement) -> Statement:
    """The member in the outlet's own voice."""
    return member.model_copy(update={"holder": None, "holder_entity": None, "quotation": None})


def _by(member: Statement, said: Quotation) -> Statement:
    return member.model_copy(
        update={
            "holder": said.speaker_name,
            "holder_entity": said.speaker_entity,
            "quotation": said.id,
        }
    )


def _unnamed(member: Statement) -> bool:
    """Somebody's words, whose speaker was not read."""
    return bool(member.quotation and not (member.holder or member.holder_entity))


def _speaker(said: Quotation) -> str:
    return said.speaker_entity or said.speaker_name or said.id


_FRAMED = 1 / 3
"""Share of a passage before an ascription from which the passage tells more than what is ascribed."""


def _told_of(said: Quotation, span: Span) -> bool:
    """The outlet tells of a deed ("sued the firm"), or of one beside what else it tells ("… after
    he tweeted his anger"): nobody is quoted for that."""
    if said.act is Act.DEED:
        return True
    first = min(s.start for s in (*said.speaker, *said.cue, *said.content))
    return said.act is Act.TOPIC and first - span.start > _FRAMED * (span.end - span.start)


def _by_desk(holder: str | None, named: Sequence[Credit]) -> bool:
    """Whoever holds it is a desk that the text credits: "according to Reuters"."""
    return holder is not None and any(holder in c.because for c in named if _desk(c))


def _desk(credit: Credit) -> bool:
    return credit.kind in ("agency", "medium", "sibling")


def _before(reading: Reading, sentence: Span) -> Span | None:
    """The sentence before, when it stands in the same paragraph and a paragraph is no whole text."""
    sentences = reading.annotation.sentences
    at = next((k for k, s in enumerate(sentences) if s.start == sentence.start), 0)
    if at == 0 or len(reading.revision.passages) < 2:
        return None
    before = sentences[at - 1]
    passages = reading.revision.passages
    one = any(p.span.contains(before) and p.span.contains(sentence) for p in passages)
    return before if one else None


def _people(readings: Sequence[Reading], canon: Mapping[str, str]) -> dict[str, str]:
    """Cross-article id → surname, of persons whom a text names by first name and surname.

    A role ("the minister") is left out: it may be the person whom another text names.
    """
    return {
        canon.get(m.entity, m.entity): m.name.split()[-1]
        for reading in readings
        for m in reading.annotation.mentions
        if m.kind == "name" and m.label == "PERSON" and " " in m.name.strip()
    }
