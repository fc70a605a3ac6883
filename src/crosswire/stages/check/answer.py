"""The answer: who carries a claim, in what form, which page is earliest, from where, and what is left to ask."""

from collections.abc import Iterator, Mapping, Sequence

from crosswire.records.base import stable_id
from crosswire.records.check import Carrier, ClaimCheck, Form, NearPassage, NotFound, Verdict
from crosswire.records.comparison import Origins, Point, Tier
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.link import link
from crosswire.stages.check.asked import Asked
from crosswire.stages.check.asks import asks
from crosswire.stages.check.claim import Claim, read_claim
from crosswire.stages.check.search import Finds, search
from crosswire.stages.check.when import earliest
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import duplicates, shared_texts
from crosswire.stages.compare.corrections import corrections
from crosswire.stages.compare.dating import with_days
from crosswire.stages.compare.foreign import about_languages, in_full
from crosswire.stages.compare.named_once import named_once
from crosswire.stages.compare.origins.finder import OriginFinder
from crosswire.stages.compare.pages import page
from crosswire.stages.compare.points import Aligner
from crosswire.stages.compare.points.gaps import gap
from crosswire.stages.compare.withdrawn import withdrawals
from crosswire.stages.outlets import OutletTable

MOST_NEAR = 6
_EACH = 2
"""Near passages that are listed, and of one page."""
_MOST_UNSEEN = 6
_CLOSE = 0.7
"""Nearness from which a passage is about the same fact."""


def answer(
    asked: Asked, aligner: Aligner, outlets: OutletTable, *, stages: Sequence[str]
) -> ClaimCheck:
    """Search every page; two captures of one article are searched once."""
    pages, renamed = named_once(asked.pages, outlets)
    searched = in_full(pages)
    twice = duplicates(searched)
    once = [r for r in searched if r.article not in twice]
    shared = shared_texts(once)
    once, inferred = with_days(once, shared)
    everybody = [asked.claim, *once, *(h.reading for h in asked.heads)]
    linked = link(everybody)
    canon = {e.id: linked.of(e.id) for r in everybody for e in r.annotation.entities}
    claim = read_claim(asked.claim)
    found = [_search(claim, r, asked, aligner, canon) for r in once]
    carriers = _with_withdrawals([c for f in found for c in f.carriers], once)
    near = _nearest(found)
    apart = tuple(f.otherwise for f in found if f.otherwise)
    dated = {r.article: r for r in once}
    carrying = [dated[a].revision for a in dict.fromkeys(c.article for c in carriers)]
    first, undated = earliest(carrying)
    origins = _origins(
        claim, carriers, OriginFinder(once, Called.of(linked.entities, canon), shared, outlets)
    )
    return ClaimCheck(
        claim=asked.claim.revision.body.content,
        kind="quotation" if claim.whole else "statement",
        speaker=claim.speaker,
        verdict=_verdict(carriers),
        carriers=carriers,
        near=near,
        otherwise=apart,
        not_found=tuple(_silent(once, found)),
        earliest=first,
        undated=undated,
        origins=origins,
        asks=asks(claim, carriers, (near, apart), undated, origins),
        pages=tuple(page(r, twice) for r in searched),
        readings=tuple(dated.get(r.article, r) for r in searched),
        notes=(
            *_read_as(asked.claim),
            *renamed,
            *_unseen(once, carriers),
            *about_languages(asked.pages),
            *inferred,
        ),
        stages=(*stages, *sorted({r.annotation.model for r in everybody})),
    )


def _with_withdrawals(
    carriers: Sequence[Carrier], readings: Sequence[Reading]
) -> tuple[Carrier, ...]:
    """The carriers, each with the pages that took back what stands there."""
    said = corrections(readings)
    outlets = {r.article: r.revision.outlet_name for r in readings}

    def outlet(article: str) -> str:
        return outlets.get(article, article)

    return tuple(
        one.model_copy(update={"withdrawn": found})
        if (found := tuple(withdrawals(one.statements, said, outlet)))
        else one
        for one in carriers
    )


def _search(
    claim: Claim, reading: Reading, asked: Asked, aligner: Aligner, canon: Mapping[str, str]
) -> Finds:
    heads = [h for h in asked.heads if h.article == reading.article]
    scored = aligner.score([claim.reading, reading, *(h.reading for h in heads)], canon)
    return search(claim, reading, heads, scored, canon)


def _nearest(found: Sequence[Finds]) -> tuple[NearPassage, ...]:
    """The nearest of all pages, none of them with more than its share.

    Where some page carries the claim, only what others plainly tell of the same fact is of use.
    """
    carried = any(c.whole for f in found for c in f.carriers)
    silent = [f for f in found if not any(c.whole for c in f.carriers)]
    near = [n for f in silent for n in f.near[:_EACH] if n.nearness >= _CLOSE or not carried]
    return tuple(sorted(near, key=lambda n: -n.nearness)[:MOST_NEAR])


def _silent(searched: Sequence[Reading], found: Sequence[Finds]) -> Iterator[NotFound]:
    """Every page that carries no part of it, with its nearest passage."""
    for reading, finds in zip(searched, found, strict=True):
        if not finds.carriers:
            yield NotFound(
                article=reading.article,
                outlet=reading.revision.outlet_name,
                nearest=finds.near[0] if finds.near else None,
                gap=gap(reading) or None,
            )


def _verdict(carriers: Sequence[Carrier]) -> Verdict:
    if any(c.whole for c in carriers):
        return "found"
    return "found in part" if carriers else "not found in these texts"


def _origins(claim: Claim, carriers: Sequence[Carrier], finder: OriginFinder) -> Origins | None:
    """Origins of what the bodies carry whole, as of a point that all of them make."""
    members = tuple(
        s for c in carriers if c.whole and c.form is not Form.HEADLINE for s in c.statements
    )
    if not members:
        return None
    said = [s for s in members if s.quotation]
    holders = {s.holder for s in members}
    return finder.origins(
        Point(
            id=stable_id("claim", claim.reading.revision.body.id),
            kind="utterance" if 2 * len(said) > len(members) else "event",
            relation="same",
            tier=Tier.SURE,
            confidence=1.0,
            wording=members[0],
            speaker=members[0].holder if len(holders) == 1 else None,
            members=members,
            reasons=(),
            origins=Origins(outlets=0, at_least=0, at_most=0, unknown=0),
        )
    )


def _unseen(searched: Sequence[Reading], carriers: Sequence[Carrier]) -> list[str]:
    """Pages of which nobody can tell that they do not carry it: the text here is not whole."""
    carrying = {c.article for c in carriers if c.whole}
    silent = [(r, why) for r in searched if r.article not in carrying and (why := gap(r))]
    notes = [
        f"Whether {r.revision.outlet_name} has it cannot be told: its capture {why}."
        for r, why in silent[:_MOST_UNSEEN]
    ]
    rest = len(silent) - _MOST_UNSEEN
    return [*notes, f"The same holds for {rest} more."] if rest > 0 else notes


def _read_as(claim: Reading) -> list[str]:
    """How the times of the claim were read."""
    published = claim.revision.published
    read = [f"“{t.span.exact}” as {t.value}" for t in claim.annotation.times if t.anchor]
    if not read or published is None:
        return []
    return [
        f"Of the claim, {', '.join(read)} is read as of {published.value}, {published.because}."
    ]
