"""Tools that read closely: lining texts up, what a point rests on, who carries a claim."""

from collections.abc import Callable, Sequence
from typing import Any

from crosswire.assist.answers import CarrierTold, ClaimTold, NearTold
from crosswire.assist.answers_compared import Compared, PageTold, PointExplained
from crosswire.assist.asked import MOST_TEXTS, ClaimAsked, CompareAsked, Part, PointAsked
from crosswire.assist.lined import Lined, Source, refusals
from crosswire.assist.lining import given, lined_up, of_story, read_articles
from crosswire.assist.paging import begun, page_of
from crosswire.assist.points import found_view, point_explained, point_told
from crosswire.assist.room import Caller, Refused, Room
from crosswire.assist.words import foreign, foreign_if
from crosswire.desk import checking
from crosswire.records.check import Carrier, ClaimCheck
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.statement import Statement

_CARRIERS = 20
_NEAR = 10

_PARTS: dict[Part, Callable[[Lined], Sequence[Any]]] = {
    "points": lambda lined: [point_told(lined, v, shared=True) for v in lined.points],
    "possible": lambda lined: [point_told(lined, v, shared=False) for v in lined.possible],
    "conflicts": Lined.conflicts,
    "singles": Lined.singles,
    "quotations": Lined.said,
    "within": Lined.within,
    "corrections": Lined.corrections,
    "checks": lambda lined: lined.asks(lined.comparison.checks),
}


def compare(asked: CompareAsked, room: Room, caller: Caller) -> Compared:
    """Line up what several texts say of one event: a story of the store, articles of it, texts given
    with the call, or files. One part is listed at a time; every passage has its exact place. Where a
    statement was not found in a text, that is all that is known: it may be worded otherwise, or the
    text may be cut."""
    lined = lined_up(room, asked)
    lines = _PARTS[asked.part](lined)
    start = begun(asked.cursor, asked.part)
    shown, further = page_of(lines, start, asked.limit, asked.part)
    made = lined.comparison
    texts = lined.told
    return Compared(
        found=_found(asked.part, len(shown), len(lines), lined.texts),
        as_of=lined.as_of,
        next=further,
        comparison=lined.key,
        story=lined.story,
        texts=texts,
        pages=None if asked.comparison else _pages(lined),
        counts=lined.counts(),
        part=asked.part,
        notes=tuple(foreign(note) for note in made.notes),
        refused=refusals(lined.failures),
        **{asked.part: shown},
    )


_NAMED: dict[Part, str] = {
    "points": "statements that two texts or more make",
    "possible": "statements that may be one and more likely are not",
    "conflicts": "passages that differ in a detail",
    "singles": "statements in one text only",
    "quotations": "quotations",
    "within": "headlines that disagree with their own body",
    "corrections": "notices in which an article corrects itself",
    "checks": "things to check",
}


def _found(part: Part, shown: int, of: int, where: str) -> str:
    if not of:
        return f"{_NAMED[part]}: none was found in the {where}"
    return f"{_NAMED[part]}: {shown} of {of} shown, of the {where}"


def _pages(lined: Lined) -> tuple[PageTold, ...]:
    return tuple(lined.page(page) for page in lined.comparison.pages[:MOST_TEXTS])


def explain_point(asked: PointAsked, room: Room, caller: Caller) -> PointExplained:
    """Say what a point rests on: who makes it, why the passages are taken as one statement, who relies
    on whom, and how many origins it is shown to have. What is not shown to be apart is unknown."""
    if asked.comparison is not None:
        lined = room.remembered(asked.comparison)
    else:
        lined = of_story(room, str(asked.story), asked.as_of)
    found = found_view(lined, asked.point)
    if found is None:
        raise Refused(
            "not-found", f"a point of this line-up was wanted, none is {asked.point!r}",
            "Its line-up may have been made anew; compare lists the points there are.",
        )  # fmt: skip
    view, shared = found
    return point_explained(lined, view, shared=shared)


# ---- claims ------------------------------------------------------------------------------------


def check_claim(asked: ClaimAsked, room: Room, caller: Caller) -> ClaimTold:
    """Find who carries a sentence or a quotation, and in what form: verbatim, cut, reported, in the
    outlet's own voice, in a headline only. What is not found is shown with the nearest passages."""
    if asked.kinds:
        return _held_against(asked, room)
    with room.desk(asked.as_of) as desk, room.models():
        answer = checking.check(desk, asked.claim)
        as_of = desk.as_of
    sources = {one.name: Source(one.article, one.revision.capture.name) for one in answer.texts}
    told = _claim_told(asked.claim, answer.found, sources, answer.failures)
    where = f"its words were looked for in {answer.searched:,} articles of the store"
    return told.model_copy(
        update={
            "found": f"{told.found}; {where}",
            "as_of": as_of,
            "stories": answer.stories,
            "unread": answer.unread,
            "words_searched_in": answer.searched,
        }
    )


def _held_against(asked: ClaimAsked, room: Room) -> ClaimTold:
    """Of the texts that are named or given alone."""
    if asked.articles:
        with room.desk(asked.as_of) as desk, room.models():
            read = read_articles(desk, asked.articles)
            words = " ".join(asked.claim.split())
            found = [*room.project.pipeline.answers([words], [one for one, _ in read.found])]
            as_of = desk.as_of
        sources = {one.article: source for one, source in read.found}
        outcomes: list[ClaimCheck | Failure] = [*found, *read.failures]
    else:
        captures, sources = given(room, asked)
        with room.models():
            outcomes = [*room.project.check(asked.claim, captures)]
        as_of = None
    failures = tuple(one for one in outcomes if isinstance(one, Failure))
    answer = next((one for one in outcomes if isinstance(one, ClaimCheck)), None)
    told = _claim_told(asked.claim, answer, sources, failures)
    return told.model_copy(update={"as_of": as_of})


def _claim_told(
    claim: str,
    found: ClaimCheck | None,
    sources: dict[str, Source],
    failures: Sequence[Failure],
) -> ClaimTold:
    if found is None:
        return ClaimTold(
            found="not found: no text here has enough of its words to be worth reading",
            claim=claim, verdict="not found in these texts", carriers=(), carrying=0, otherwise=(),
            near=(), earliest=(), undated=(), asks=(), texts=0, unread=0, stories=(),
            refused=refusals(failures),
        )  # fmt: skip
    told = _Told(found, sources)
    origins = found.origins
    return ClaimTold(
        found=found.summary,
        claim=claim,
        verdict=found.verdict,
        carriers=tuple(told.carrier(one) for one in found.carriers[:_CARRIERS]),
        carrying=len(found.carriers),
        otherwise=tuple(
            told.near(one.article, one.outlet, one.statement, (one.because,))
            for one in found.otherwise[:_NEAR]
        ),
        near=tuple(
            told.near(one.article, one.outlet, one.statement, one.why) for one in found.near[:_NEAR]
        ),
        earliest=tuple(told.lined.id_of(one) for one in found.earliest[:_CARRIERS]),
        undated=tuple(told.lined.id_of(one) for one in found.undated[:_CARRIERS]),
        origins=foreign_if(origins.words if origins else None),
        attested=foreign_if(origins.attested_words if origins else None),
        asks=tuple(told.lined.asks(found.asks[:_NEAR])),
        texts=len(found.pages),
        unread=0,
        stories=(),
        refused=refusals(failures),
    )


class _Told:
    """The places of an answer: its texts are those of a line-up with nothing in it."""

    def __init__(self, found: ClaimCheck, sources: dict[str, Source]) -> None:
        empty = Comparison(story="", readings=found.readings, pages=found.pages)
        self.lined = Lined(empty, sources)

    def carrier(self, one: Carrier) -> CarrierTold:
        """A text that carries it."""
        return CarrierTold(
            article=self.lined.id_of(one.article),
            outlet=foreign(one.outlet),
            form=one.form,
            whole=one.whole,
            places=tuple(self.lined.place(one.article, s.span) for s in one.statements[:_NEAR]),
            missing=one.missing,
            because=tuple(foreign(why) for why in one.because),
            withdrawn_by=tuple(foreign(w.outlet) for w in one.withdrawn),
        )

    def near(self, article: str, outlet: str, statement: Statement, why: Sequence[str]) -> NearTold:
        """A passage that does not carry it."""
        return NearTold(
            article=self.lined.id_of(article),
            outlet=foreign(outlet),
            place=self.lined.place(article, statement.span),
            why=tuple(foreign(one) for one in why),
        )
