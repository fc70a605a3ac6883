"""Uttered: the same words in quotation marks on two pages are one statement, however they are cut.

What pairs of sentences show may miss them: a question states nothing, a scrap of a post is too short,
a page has them under a picture only, a name is not joined across two pages. So every long run of words
that two pages have in marks, of one speaker as far as either says, is looked for in the points; where no
point has both pages there, it joins the point that has one of them, or becomes a point.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.records.article import Voice
from crosswire.records.comparison import Origins, Point, Statement, Tier
from crosswire.records.quotation import Mode, Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points import Aligned
from crosswire.stages.compare.points.followers import led, point_id
from crosswire.stages.compare.points.naming import bare
from crosswire.stages.compare.points.shared import shared
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, sentence_at, shown_passages, words

LEAST = 6
"""Words in a row below which the same words in two mouths are a common phrase."""
_OWN = 2
"""Words of these that must carry meaning of their own."""
_LONG = 10
"""Words in a row that are one utterance, whatever else either quotation says."""
_MOSTLY = 0.6
"""Share of the shorter quotation that fewer words must be."""
_COVERED = 0.5
"""Share of the run that a member of a point must lie over to have it."""
_COPIES = 2
"""Pages of one and the same text that are looked through; further ones follow them."""
_CONFIDENCE = 0.98
"""Of the same words in marks of one speaker: what the surest pairs of sentences are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One run in marks on one page."""

    page: int
    quotation: Quotation
    words: tuple[Word, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The words without case and marks."""
        return tuple(w.form for w in self.words)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a run: its words from ``first`` to before ``last``."""

    said: Said
    first: int
    last: int

    @property
    def bounds(self) -> tuple[int, int]:
        """Where it stands in the text."""
        return self.said.words[self.first].start, self.said.words[self.last - 1].end


@dataclass(slots=True)
class _Group:
    """Pages with one run in marks; the point that it joins, if any."""

    places: dict[int, Place]
    point: int | None = None


def with_uttered(
    readings: Sequence[Reading], aligned: Aligned, canon: Mapping[str, str]
) -> Aligned:
    """What was lined up, with the points that the same words in marks make."""
    told, copies = led(readings, _COPIES)
    groups = _groups(_Told(told, aligned.points, canon))
    if not groups:
        return aligned
    called = {r.article: r.revision.outlet_name for r in readings}
    points, renamed, new = list(aligned.points), dict[str, str](), list[Statement]()
    for group in groups:
        members = [s for p in group.places.values() for s in _statements(told, copies, p)]
        if group.point is None:
            points.append(_point(members, _words(told, group)))
        else:
            before = aligned.points[group.point].id
            points[group.point] = _joined(points[group.point], members, called)
            renamed[before] = points[group.point].id
        new += members
    return replace(
        aligned,
        points=tuple(sorted(points, key=lambda p: (-p.confidence, p.id))),
        conflicts=tuple(
            c.model_copy(update={"point": renamed[c.point]}) if c.point in renamed else c
            for c in aligned.conflicts
        ),
        singles=tuple(
            s for s in aligned.singles if not any(_same_place(s.statement, m) for m in new)
        ),
    )


def _groups(told: "_Told") -> list[_Group]:
    """Places that no point has together, by their words."""
    groups: list[_Group] = []
    for one, other in _repeated(told.readings, told.canon):
        if not told.points(one) & told.points(other):
            _gather(told, groups, (one, other))
    return groups


def _same_place(one: Statement, other: Statement) -> bool:
    return one.article == other.article and bool(one.span.overlap(other.span))


def _statements(
    told: Sequence[Reading], copies: Sequence[Reading], place: Place
) -> Iterator[Statement]:
    """The words as a statement of their page, and of every page that follows its text."""
    text = told[place.said.page].revision.body.id
    yield _statement(told[place.said.page], place, place.said.quotation)
    for copy in copies:
        if copy.revision.body.id == text:
            same = (q for q in copy.quotations if q.id == place.said.quotation.id)
            yield _statement(copy, place, next(same, place.said.quotation))


class _Told:
    """Which of the points that are shown have a place."""

    def __init__(
        self, readings: Sequence[Reading], points: Sequence[Point], canon: Mapping[str, str]
    ) -> None:
        self.readings = readings
        self.canon = canon
        self._pages = [r.article for r in readings]
        self._points = points
        self._members: dict[str, list[tuple[int, Statement]]] = defaultdict(list)
        for n, point in enumerate(points):
            for member in point.members if shared(point) else ():
                self._members[member.article].append((n, member))
        self._known: dict[tuple[int, tuple[int, int]], frozenset[int]] = {}

    def points(self, place: Place) -> frozenset[int]:
        """Numbers of the points with a member over the place."""
        key = (place.said.page, place.bounds)
        if key not in self._known:
            members = self._members[self._pages[place.said.page]]
            self._known[key] = frozenset(n for n, m in members if _over(m, *place.bounds))
        return self._known[key]

    def joined(self, here: Place, there: Place) -> int | None:
        """The first point that tells the words of ``here`` and little else, of which ``there`` may
        be a member too."""
        page = self._pages[there.said.page]
        for n in sorted(self.points(here)):
            told = self._points[n].members
            wide = max(_length(m.span) for m in told if _over(m, *here.bounds))
            start, end = here.bounds
            alone = all(m.article != page for m in told) and end - start >= _MOSTLY * wide
            if alone and all(self._fits(m, there.said.quotation) for m in told):
                return n
        return None

    def _fits(self, member: Statement, quotation: Quotation) -> bool:
        """Nothing shows that another says it there."""
        one = (member.holder_entity, member.holder)
        return same_speaker(one, _speaker(quotation), self.canon)


def _over(member: Statement, start: int, end: int) -> bool:
    lap = min(end, member.span.end) - max(start, member.span.start)
    return lap >= _COVERED * min(end - start, _length(member.span))


def _length(span: Span) -> int:
    return span.end - span.start


def _gather(told: _Told, groups: list[_Group], pair: tuple[Place, Place]) -> None:
    """Put a pair with those that have its words, to a point that has one of them, or alone."""
    both = (pair, pair[::-1])
    for group in groups:
        for here, there in both:
            held = group.places.get(here.said.page)
            if held is not None and _laps(held, here):
                _admit(told, group, there)
                return
    for here, there in both:
        point = told.joined(here, there)
        if point is not None:
            groups.append(_Group({there.said.page: there}, point))
            return
    groups.append(_Group({p.said.page: p for p in pair}))


def _admit(told: _Told, group: _Group, place: Place) -> None:
    """Another page, unless it is there already or another speaks on it."""
    said = _speaker(place.said.quotation)
    known = [_speaker(p.said.quotation) for p in group.places.values()]
    if all(same_speaker(one, said, told.canon) for one in known):
        group.places.setdefault(place.said.page, place)


def _laps(one: Place, other: Place) -> bool:
    """Two places of one page stand, for the most part, over one another."""
    (a, b), (c, d) = one.bounds, other.bounds
    return min(b, d) - max(a, c) >= _COVERED * max(b - a, d - c)


def _joined(point: Point, members: Sequence[Statement], called: Mapping[str, str]) -> Point:
    """The point with more pages; its reasons are those of the pages it had."""
    here = {m.article for m in point.members}
    more = [m for m in members if m.article not in here]
    told = sorted((*point.members, *more), key=lambda m: (m.article, m.span.start))
    had = " and ".join(called[a] for a in dict.fromkeys(m.article for m in point.members))
    reasons = [r if r.startswith("of ") else f"of {had}: {r}" for r in point.reasons]
    for member in more:
        words = _short(member.span.exact)
        reasons.append(
            f"the words “{words}” stand in quotation marks in {called[member.article]} too"
        )
    outlets = len({m.article for m in told})
    return point.model_copy(
        update={
            "members": tuple(told),
            "id": point_id(told),
            "reasons": tuple(reasons),
            "origins": Origins(outlets=outlets, at_least=1, at_most=outlets, unknown=outlets - 1),
        }
    )


def _words(told: Sequence[Reading], group: _Group) -> str:
    """The words that all the pages have."""
    bounds = [(p.bounds, told[p.said.page].revision.body.content) for p in group.places.values()]
    return min((text[start:end] for (start, end), text in bounds), key=len)


def _point(members: Sequence[Statement], run: str) -> Point:
    told = sorted(members, key=lambda m: (m.article, m.span.start))
    holders = list(dict.fromkeys(m.holder for m in told if m.holder))
    named = all(m.holder for m in told)
    longest = max(told, key=lambda m: len(m.span.exact))
    each = "both" if len(told) == 2 else f"all {len(told)}"
    reasons = [f"the words “{_short(run)}” stand in quotation marks in {each}"]
    if named:
        reasons.append(f"the same speaker: {max(holders, key=len)}")
    else:
        reasons.append("who says them is not shown by every text")
    return Point(
        id=point_id(told),
        kind="utterance",
        relation="same" if named else "partial",
        tier=Tier.SURE,
        confidence=_CONFIDENCE,
        wording=longest,
        speaker=max(holders, key=len) if named else None,
        members=tuple(told),
        reasons=tuple(reasons),
        origins=Origins(outlets=len(told), at_least=1, at_most=len(told), unknown=len(told) - 1),
    )


def _short(said: str, most: int = 160) -> str:
    line = " ".join(said.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def _statement(reading: Reading, place: Place, quotation: Quotation) -> Statement:
    start, end = _whole(reading, place).bounds
    span = Span.of(reading.revision.body, start, end)
    return Statement(
        article=reading.article,
        span=span,
        sentence=sentence_at(reading, start) or span,
        voice=quotation.voice,
        holder=quotation.speaker_name,
        holder_entity=quotation.speaker_entity,
        quotation=quotation.id,
    )


def _whole(reading: Reading, place: Place) -> Place:
    """The sentences that the words stand in, where the words are most of them: half a sentence reads
    as what nobody said."""
    text, said = reading.revision.body.content, place.said.words

    def stopped(n: int) -> bool:
        return n == 0 or n == len(said) or bool(_STOP & {*text[said[n - 1].end : said[n].start]})

    first = next(n for n in range(place.first, -1, -1) if stopped(n))
    last = next(n for n in range(place.last, len(said) + 1) if stopped(n))
    much = place.last - place.first >= _MOSTLY * (last - first)
    return Place(place.said, first, last) if much else place


_STOP = frozenset(".!?…")


def said_of(page: int, reading: Reading) -> Iterator[Said]:
    """The runs in marks of what is said on a page, and under its pictures."""
    told = shown_passages(reading)
    for quotation in reading.quotations:
        if quotation.mode is Mode.INDIRECT or quotation.voice is Voice.SATIRE:
            continue
        for run in quotation.content:
            if not any(p.overlap(run) for p in told):
                continue
            inner = quoted_runs(run.exact) if quotation.mode is Mode.MIXED else [(0, _length(run))]
            for start, end in inner:
                found = words(run.exact[start:end], run.start + start)
                if len(found) >= LEAST:
                    yield Said(page=page, quotation=quotation, words=tuple(found))


def _repeated(
    readings: Sequence[Reading], canon: Mapping[str, str]
) -> Iterator[tuple[Place, Place]]:
    """Runs that two pages share, of one speaker as far as either says; in the order of the pages."""
    known: dict[tuple[str, ...], list[tuple[Said, int]]] = defaultdict(list)
    for page, reading in enumerate(readings):
        mine = list(said_of(page, reading))
        for said in mine:
            yield from _met(said, known, canon)
        for said in mine:
            for at, gram in enumerate(_grams(said.forms)):
                known[gram].append((said, at))


def _grams(forms: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at in range(len(forms) - LEAST + 1):
        yield tuple(forms[at : at + LEAST])


def _met(
    said: Said,
    known: Mapping[tuple[str, ...], Sequence[tuple[Said, int]]],
    canon: Mapping[str, str],
) -> Iterator[tuple[Place, Place]]:
    """Every longest run that ``said`` shares with one of an earlier page, each once."""
    done: set[tuple[int, int]] = set()
    for at, gram in enumerate(_grams(said.forms)):
        for other, there in known.get(gram, ()):
            # Runs along one diagonal are one run.
            if (id(other), there - at) in done:
                continue
            done.add((id(other), there - at))
            size = _size(said.forms[at:], other.forms[there:])
            if _one_utterance(said, other, at, size) and same_speaker(
                _speaker(said.quotation), _speaker(other.quotation), canon
            ):
                yield Place(other, there, there + size), Place(said, at, at + size)


def _size(a: Sequence[str], b: Sequence[str]) -> int:
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size


def _one_utterance(a: Said, b: Said, at: int, size: int) -> bool:
    """Long enough for no common phrase: many words, or most of what either has in marks."""
    own = sum(f not in STOP for f in a.forms[at : at + size])
    short = min(len(a.words), len(b.words))
    return own >= _OWN and (size >= _LONG or size >= _MOSTLY * short)


Speaker = tuple[str | None, str | None]
"""Entity within the article, and name."""


def _speaker(quotation: Quotation) -> Speaker:
    return quotation.speaker_entity, quotation.speaker_name


def same_speaker(a: Speaker, b: Speaker, canon: Mapping[str, str]) -> bool:
    """One person or body says both, as far as the texts show; nobody known may be anybody."""
    ids = [canon.get(entity, entity) if entity else None for entity, _ in (a, b)]
    if ids[0] and ids[0] == ids[1]:
        return True
    one, two = (_named(name) for _, name in (a, b))
    if not one or not two:
        return True
    # "Marrow" may be Ilse Marrow, and Otto Marrow is not.
    return one[-1] == two[-1] and (set(one) <= set(two) or set(two) <= set(one))


def _named(name: str | None) -> tuple[str, ...]:
    """The words of a name; nothing for "she" or "the company"."""
    return bare(name) if name and any(word[0].isupper() for word in name.split()) else ()
