"""A story as schema.org JSON-LD: articles, who said what, claims and where they appear.

What is in it is only what schema.org has a word for and crosswire can stand for: words in marks alone are
quotations (an indirect report is the outlet's words, not the speaker's), nobody is named the first to
tell anything, and a review of a claim is a person's own note or is not there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from crosswire.exchange import fit
from crosswire.exchange.told import Told, words_of
from crosswire.records.article import Voice
from crosswire.records.comparison import Page, Point
from crosswire.records.note import Mark, Note
from crosswire.records.quotation import Identified, Mode, Quotation, SourceKind

FORMAT = "crosswire-jsonld/2"
"""Which parts there are; moves when one of them means something else."""
STORY_ID = "crosswire:story"
"""Names what the story goes by."""
ARTICLE_ID = "crosswire:article"
"""Names what the article goes by."""
TEXT_ID = "crosswire:text"
"""Names the hash of the text that an article's ``articleBody`` is."""
Node = dict[str, Any]

_TYPES = {
    Voice.OPINION: "OpinionNewsArticle",
    Voice.ANALYSIS: "AnalysisNewsArticle",
    Voice.ADVERTISING: "AdvertiserContentArticle",
    Voice.SATIRE: "SatiricalArticle",
}
_SPEAKERS = {
    SourceKind.PERSON: "Person", SourceKind.BODY: "Organization", SourceKind.OUTLET: "Organization",
}  # fmt: skip
_RATINGS: dict[Mark, str] = {"verified": "verified", "doubtful": "doubtful", "wrong": "wrong"}
"""Marks that say what somebody holds a claim to be; to have asked is no review."""


def document(told: Told) -> Node:
    """The whole story as one JSON-LD document."""
    graph = [
        *(_article(told, page) for page in told.comparison.pages),
        *_quotations(told),
        *(_claim(told, point) for point in told.comparison.points),
        *_reviews(told, told.notes),
    ]
    return {
        "@context": "https://schema.org",
        "@id": fit.name(told.story),
        "@type": "Collection",
        "name": fit.writable(told.name),
        "identifier": [_property(STORY_ID, told.story)],
        "version": FORMAT,
        "hasPart": graph,
    }


def _article(told: Told, page: Page) -> Node:
    revision = told.readings[page.article].revision
    outlet = told.outlet(page.article)
    return _written(
        {
            "@id": told.id(page.article),
            "@type": _TYPES.get(page.voices[0], "NewsArticle") if len(page.voices) == 1
            else "NewsArticle",
            "headline": told.title(page.article),
            "alternativeHeadline": page.standfirst.value if page.standfirst else None,
            "url": told.address(page.article),
            "datePublished": fit.stated_time(told.published(page.article)),
            "dateModified": fit.stated_time(revision.modified.value) if revision.modified else None,
            "creditText": "; ".join(page.authors) or None,
            "publisher": {"@type": "Organization", "name": fit.writable(outlet)} if outlet else None,
            "inLanguage": revision.language,
            "articleBody": revision.body.content,
            "identifier": [
                _property(ARTICLE_ID, page.article), _property(TEXT_ID, revision.body.id),
            ],
        }
    )  # fmt: skip


def _quotations(told: Told) -> Iterator[Node]:
    for article, one in told.said():
        if one.mode is Mode.DIRECT and one.voice is not Voice.SATIRE:
            places = [
                _property("crosswire:place", f"{s.text}:{s.start}:{s.end}") for s in one.content
            ]
            yield _written(
                {
                    "@id": fit.name(told.story, one.id),
                    "@type": "Quotation",
                    "text": words_of(one),
                    "spokenByCharacter": _speaker(told, one),
                    "isPartOf": {"@id": told.id(article)},
                    "identifier": places,
                }
            )


def _speaker(told: Told, one: Quotation) -> Node | None:
    """Who said it: by name, or as the text describes the source; of what kind, where the text shows
    it. None for a paper, which speaks for nobody."""
    name = told.speaker(one)
    if name is None or one.source_kind is SourceKind.DOCUMENT:
        return None
    known = one.identified is Identified.NAMED or told.named(name) is not None
    kind = {"@type": _SPEAKERS[one.source_kind]} if one.source_kind else {}
    return {**kind, "name" if known else "description": fit.writable(name)}


def _claim(told: Told, point: Point) -> Node:
    claimant = told.named(point.speaker) if point.speaker else None
    told_in = dict.fromkeys(told.id(one.article) for one in point.members)
    return _written(
        {
            "@id": fit.name(told.story, point.id),
            "@type": "Claim",
            "text": point.wording.span.exact,
            "author": {"name": fit.writable(claimant)} if claimant else None,
            "appearance": [{"@id": one} for one in told_in],
            "description": f"{point.tier.value}; {point.origins.words}",
        }
    )


def _reviews(told: Told, notes: Iterable[Note]) -> Iterator[Node]:
    """What people of the desk hold of a claim, in their own words and under their own names."""
    claims = {point.id: point for point in told.comparison.points}
    for note in notes:
        rated = _RATINGS.get(note.mark) if note.mark else None
        if rated is None or note.withdrawn_at or note.about.id not in claims:
            continue
        yield _written(
            {
                "@id": fit.name(told.story, note.id),
                "@type": "ClaimReview",
                "claimReviewed": claims[note.about.id].wording.span.exact,
                "itemReviewed": {"@id": fit.name(told.story, note.about.id)},
                "author": {"@type": "Person", "name": fit.writable(note.by)},
                "datePublished": fit.stated_time(note.at),
                "reviewRating": {"@type": "Rating", "alternateName": rated},
                "reviewBody": note.words or None,
            }
        )


def _property(name: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": name, "value": fit.writable(value)}


def _written(node: Node) -> Node:
    """What is known of it, in signs that can be written."""
    return {
        name: fit.writable(value) if isinstance(value, str) else value
        for name, value in node.items()
        if value is not None
    }
