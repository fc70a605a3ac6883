"""Search: what one page, with its headline, has of a claim."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.check import Carrier, Field, Form, NearPassage, ToldOtherwise
from crosswire.records.comparison import Statement
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.check.asked import CLAIM, Head
from crosswire.stages.check.bearing import Bearing, bearing, laid_beside, said_apart
from crosswire.stages.check.claim import Claim
from crosswire.stages.check.match import Match
from crosswire.stages.check.otherwise import otherwise
from crosswire.stages.check.wording import Worded, is_cut, worded
from crosswire.stages.compare.cuts import word_diff
from crosswire.stages.compare.points.aligner import Scored
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.units import Unit
from crosswire.stages.compare.words import sentence_at, words

_ORDER = (Form.VERBATIM, Form.REWORDED, Form.CUT, Form.REPORTED, Form.OWN, Form.FRAGMENT)
_SHOWN = 3
"""Passages of one form that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The body or a headline of a page."""

    page: Reading
    """The page it belongs to."""
    field: Field
    reading: Reading
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What a page has of a claim."""

    carriers: tuple[Carrier, ...]
    near: tuple[NearPassage, ...]
    otherwise: ToldOtherwise | None = None
    """The nearest passage that differs in one detail alone, of a page that carries nothing whole."""


def search(
    claim: Claim,
    page: Reading,
    heads: Sequence[Head],
    scored: Scored,
    canon: Mapping[str, str],
) -> Finds:
    """Look through a page; ``scored`` holds the claim, the page and its headlines."""
    asked = _sheets(scored, CLAIM)
    body = Place(page=page, field="body", reading=page, sheets=_sheets(scored, page.article))
    carriers, near, apart = _look(claim, asked, body, canon)
    for head in heads:
        place = Place(
            page=page,
            field=head.field,
            reading=head.reading,
            sheets=_sheets(scored, head.reading.article),
        )
        above, beside, headed = _look(claim, asked, place, canon)
        near += beside
        apart += headed
        if not any(c.whole for c in carriers):
            carriers += [c.model_copy(update={"form": Form.HEADLINE}) for c in above[:1]]
    near += _alike(scored, page, near, carriers)
    # The body first: a headline is the shortest telling of what stands below it.
    nearest = max(apart, key=lambda a: (a.field == "body", a.nearness), default=None)
    return Finds(
        carriers=tuple(carriers),
        near=tuple(_once_each(near)),
        otherwise=None if any(c.whole for c in carriers) else nearest,
    )


def _once_each(near: Sequence[NearPassage]) -> Iterator[NearPassage]:
    """The nearest first, each passage once."""
    shown: list[Span] = []
    for one in sorted(near, key=lambda n: -n.nearness):
        if not any(one.statement.span.overlap(s) for s in shown):
            shown.append(one.statement.span)
            yield one


def _sheets(scored: Scored, article: str) -> tuple[Sheet, ...]:
    readings = scored.board.readings
    return tuple(s for s in scored.board.sheets if readings[s.unit.article].article == article)


def _look(
    claim: Claim, asked: Sequence[Sheet], place: Place, canon: Mapping[str, str]
) -> tuple[list[Carrier], list[NearPassage], list[ToldOtherwise]]:
    """Carriers, the best form first, near passages, and what has it otherwise, of one place."""
    said = worded(claim, place.reading, canon)
    laid = [
        [laid_beside(claim, one, unit, place.reading.quotations) for unit in place.sheets]
        for one in asked
    ]
    bears = [[b for beside in row if (b := bearing(claim, beside, canon))] for row in laid]
    # Of a claim of several sentences none differs in one detail alone.
    apart = [*_otherwise(claim, laid[0], place, canon)] if len(laid) == 1 else []
    carriers = [*_by_words(claim, said, place), *_by_meaning(claim, asked, bears, place)]
    held = [s.span for c in carriers if c.whole for s in c.statements]
    carriers = [
        c
        for k, c in enumerate(carriers)
        if c.form is Form.VERBATIM
        or not any(o.whole and _overlap(o, c) for o in carriers[:k] if o.form is not c.form)
    ]
    carriers.sort(key=lambda c: (not c.whole, _ORDER.index(c.form)))
    return carriers, [*_near_words(said, place, held), *_near_meaning(bears, place, held)], apart


def _otherwise(
    claim: Claim, laid: Sequence[Match], place: Place, canon: Mapping[str, str]
) -> Iterator[ToldOtherwise]:
    """Passages that differ from the claim in one detail, and say it of the same speaker."""
    published = place.page.revision.published
    for beside in laid:
        found = otherwise(beside, published.value[:4] if published else None)
        if found is not None and not any(said_apart(claim, beside.quotation, canon)):
            yield ToldOtherwise(
                article=place.page.article,
                outlet=place.page.revision.outlet_name,
                field=place.field,
                statement=_passage(beside.unit.unit, beside.quotation, place),
                kind=found.kind,
                asked=found.here,
                words=found.there,
                nearness=round(beside.share, 3),
            )


def _overlap(one: Carrier, other: Carrier) -> bool:
    return any(a.span.overlap(b.span) for a in one.statements for b in other.statements)


def _by_words(claim: Claim, said: Sequence[Worded], place: Place) -> Iterator[Carrier]:
    """Carriers that have the claim's words in marks: the fullest of each form."""
    seen: set[Form] = set()
    for one in sorted((w for w in said if not w.why), key=lambda w: -w.share):
        whole = not one.missing
        form = Form.VERBATIM if whole else Form.CUT if is_cut(one) else Form.FRAGMENT
        if form not in seen and not (form is Form.FRAGMENT and seen):
            seen.add(form)
            yield _carrier(
                place,
                form,
                whole,
                _statements(one, place),
                missing=one.missing,
                because=one.because,
            )


def _by_meaning(
    claim: Claim, asked: Sequence[Sheet], bears: Sequence[Sequence[Bearing]], place: Place
) -> Iterator[Carrier]:
    """Carriers that say it in other words or outside marks, a form each."""
    carrying = [[b for b in found if b.carries] for found in bears]
    if not any(carrying):
        return
    missing = tuple(
        one.unit.span.exact for one, found in zip(asked, carrying, strict=True) if not found
    )
    if len(asked) > 1:
        best = [min(found, key=lambda b: _ORDER.index(_form(b))) for found in carrying if found]
        form = max((_form(b) for b in best), key=_ORDER.index)
        yield _meant(claim, form, best, missing, place)
        return
    for form in (Form.REWORDED, Form.REPORTED, Form.OWN):
        found = [b for b in carrying[0] if _form(b) is form][:_SHOWN]
        if found:
            yield _meant(claim, form, found, missing, place)


def _form(one: Bearing) -> Form:
    if one.marked:
        return Form.REWORDED
    return Form.REPORTED if one.quotation else Form.OWN


def _meant(
    claim: Claim, form: Form, found: Sequence[Bearing], missing: tuple[str, ...], place: Place
) -> Carrier:
    asked_in_marks = claim.whole and form is not Form.REWORDED
    because = [*_how(claim, form, found[0])]
    if asked_in_marks:
        because.append("this page does not have the words in quotation marks")
    return _carrier(
        place,
        form,
        not missing and not asked_in_marks,
        tuple(_statement(b, place) for b in found),
        missing=missing,
        because=tuple(because),
    )


def _how(claim: Claim, form: Form, one: Bearing) -> Iterator[str]:
    voice = one.unit.unit.voice
    if voice != "news":
        yield f"in a passage of {voice.value}"
    if form is Form.OWN:
        yield "this page names nobody for it"
    elif one.quotation is not None:
        yield f"said by {one.quotation.speaker_name or 'somebody not named'}"
    if form is Form.REWORDED and claim.whole:
        asked = [w for piece in claim.pieces for w in piece]
        text = claim.reading.revision.body.content
        typed = [text[w.start : w.end] for w in asked]
        span = one.unit.unit.span
        there = [span.exact[w.start : w.end] for w in words(span.exact)]
        changed = [f"“{w}”" for side, w in word_diff(typed, there) if side == "only a"]
        if changed:
            yield f"words of the claim that this page does not have: {', '.join(changed)}"


def _carrier(
    place: Place,
    form: Form,
    whole: bool,
    statements: tuple[Statement, ...],
    *,
    missing: tuple[str, ...],
    because: tuple[str, ...],
) -> Carrier:
    return Carrier(
        article=place.page.article,
        outlet=place.page.revision.outlet_name,
        form=form,
        whole=whole,
        field=place.field,
        statements=statements,
        missing=missing,
        because=because,
    )


def _statement(one: Bearing, place: Place) -> Statement:
    return _passage(one.unit.unit, one.quotation, place)


def _passage(unit: Unit, quotation: Quotation | None, place: Place) -> Statement:
    return Statement(
        article=place.page.article,
        span=unit.span,
        sentence=unit.sentence,
        voice=unit.voice,
        holder=quotation.speaker_name if quotation else None,
        holder_entity=quotation.speaker_entity if quotation else None,
        quotation=quotation.id if quotation else None,
    )


def _statements(one: Worded, place: Place) -> tuple[Statement, ...]:
    """One statement for each stretch of the page's words."""
    text = place.reading.revision.body
    quotation = one.speech.quotation
    found = []
    for stretch in one.speech.stretches:
        held = [w for w in one.held if w in stretch]
        if not held:
            continue
        span = Span.of(text, held[0].start, held[-1].end)
        found.append(
            Statement(
                article=place.page.article,
                span=span,
                sentence=sentence_at(place.reading, span.start) or span,
                voice=quotation.voice if quotation else place.page.revision.passages[0].voice,
                holder=quotation.speaker_name if quotation else None,
                holder_entity=quotation.speaker_entity if quotation else None,
                quotation=quotation.id if quotation else None,
            )
        )
    return tuple(found)


def _near_words(
    said: Sequence[Worded], place: Place, held: Sequence[Span]
) -> Iterator[NearPassage]:
    for one in said:
        if one.why and not any(s.span.overlap(h) for s in _statements(one, place) for h in held):
            yield _near(place, _statements(one, place)[0], one.share, one.why)


def _near_meaning(
    bears: Sequence[Sequence[Bearing]], place: Place, held: Sequence[Span]
) -> Iterator[NearPassage]:
    for one in (b for found in bears for b in found):
        if not one.carries and not any(one.unit.unit.span.overlap(h) for h in held):
            yield _near(place, _statement(one, place), one.share, one.why)


def _near(place: Place, statement: Statement, nearness: float, why: Sequence[str]) -> NearPassage:
    return NearPassage(
        article=place.page.article,
        outlet=place.page.revision.outlet_name,
        field=place.field,
        statement=statement,
        nearness=round(nearness, 3),
        why=tuple(why),
    )


_READ = 0.5
"""Score from which a passage in other words is worth a reader's look."""


def _alike(
    scored: Scored, page: Reading, near: Sequence[NearPassage], carriers: Sequence[Carrier]
) -> list[NearPassage]:
    """Passages that a comparison takes to be alike, though few of the claim's words stand there."""
    known = [n.statement.span for n in near] + [s.span for c in carriers for s in c.statements]
    found = []
    sheets, readings = scored.board.sheets, scored.board.readings
    for (i, j), n in scored.at.items():
        names = [readings[sheets[k].unit.article].article for k in (i, j)]
        if set(names) != {CLAIM, page.article} or scored.scores[n] < _READ:
            continue
        unit = sheets[j if names[0] == CLAIM else i].unit
        if not any(unit.span.overlap(k) for k in known):
            place = Place(page=page, field="body", reading=page, sheets=())
            why = ("it says something similar in other words; whether it is the same is not shown",)
            score = min(1.0, float(scored.scores[n]))
            found.append(_near(place, unit.statement(page), score, why))
    return found
