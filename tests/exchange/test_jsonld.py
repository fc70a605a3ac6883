"""A story as schema.org JSON-LD: PyLD and rdflib read it, and it claims no more than is known."""

import json
from pathlib import Path
from typing import Any

from pyld import jsonld as pyld  # type: ignore[import-untyped]
from rdflib import Graph, Namespace
from rdflib.namespace import RDF

from crosswire.exchange import jsonld
from crosswire.exchange.told import Told
from crosswire.exchange.write import Form, export
from crosswire.records import Comparison, Voice
from crosswire.records.quotation import Act, Identified, Mode, SourceKind
from tests.exchange.conftest import written

SCHEMA = Namespace("https://schema.org/")
# Schema.org's own context is not in this repository. What matters of it here, written out by hand:
# its words are those of its vocabulary, and these of them are addresses.
CONTEXT = {
    "@context": {"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "appearance": {"@type": "@id"}}
}
# What schema.org lets these types have, of what is written here; by hand, from its pages of types.
_WORK = {"identifier", "url", "name", "description", "text", "author", "inLanguage", "datePublished",
         "dateModified", "headline", "alternativeHeadline", "creditText", "publisher", "version",
         "hasPart", "isPartOf"}  # fmt: skip
ALLOWED = {
    "Collection": _WORK,
    "NewsArticle": _WORK | {"articleBody"},
    "Quotation": _WORK | {"spokenByCharacter"},
    "Claim": _WORK | {"appearance"},
    "ClaimReview": _WORK | {"claimReviewed", "itemReviewed", "reviewRating", "reviewBody"},
    "Rating": {"alternateName"},
    "Person": {"name", "description"},
    "Organization": {"name", "description"},
    "PropertyValue": {"propertyID", "value"},
}


def loader(url: str, options: object = None) -> dict[str, Any]:
    """Schema.org's context without a network."""
    assert url == "https://schema.org"
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": CONTEXT,
        "contentType": "application/ld+json",
    }


def graph(told: Told) -> Graph:
    """The document as triples: expanded by PyLD, read by rdflib."""
    document = json.loads(written(told, jsonld.document))
    triples = pyld.to_rdf(
        document, {"documentLoader": loader, "format": "application/n-quads", "base": ""}
    )
    found = Graph()
    found.parse(data=triples, format="nt")
    return found


def test_it_expands_to_words_that_schema_org_has(told: Told) -> None:
    expanded = pyld.expand(jsonld.document(told), {"documentLoader": loader})

    def check(node: Any) -> None:
        if isinstance(node, list):
            for one in node:
                check(one)
        elif isinstance(node, dict):
            for kind in node.get("@type", ()):
                used = {k.removeprefix(str(SCHEMA)) for k in node if not k.startswith("@")}
                assert used <= ALLOWED[kind.removeprefix(str(SCHEMA))], kind
            for value in node.values():
                check(value)

    check(expanded)


def test_articles_quotations_and_claims_are_linked(told: Told) -> None:
    found = graph(told)
    articles = set(found.subjects(RDF.type, SCHEMA.NewsArticle))
    assert len(articles) == 3
    quotations = set(found.subjects(RDF.type, SCHEMA.Quotation))
    assert quotations
    for quotation in quotations:
        assert found.value(quotation, SCHEMA.isPartOf) in articles
        speaker = found.value(quotation, SCHEMA.spokenByCharacter)
        assert str(found.value(speaker, SCHEMA.name)) == "Ilse Marrow"
    for claim in found.subjects(RDF.type, SCHEMA.Claim):
        assert set(found.objects(claim, SCHEMA.appearance)) <= articles
    assert not set(found.objects(predicate=SCHEMA.firstAppearance)), "nobody is named the first"


def test_the_collection_is_called_by_the_headline_and_known_by_the_id(
    told: Told, story: Comparison
) -> None:
    named = Told(comparison=story, headline="Ferry runs aground off Vellamy")
    for one, name in ((named, "Ferry runs aground off Vellamy"), (told, "ferry-aground")):
        found = graph(one)
        (collection,) = found.subjects(RDF.type, SCHEMA.Collection)
        assert str(found.value(collection, SCHEMA.name)) == name
        (known,) = found.objects(collection, SCHEMA.identifier)
        assert str(found.value(known, SCHEMA.propertyID)) == jsonld.STORY_ID
        assert str(found.value(known, SCHEMA.value)) == "ferry-aground"


def test_reviews_are_peoples_own_and_only_verdicts_that_stand(
    told: Told, story: Comparison
) -> None:
    found = graph(told)
    (review,) = found.subjects(RDF.type, SCHEMA.ClaimReview)
    assert str(found.value(found.value(review, SCHEMA.author), SCHEMA.name)) == "Ana Ruiz"
    rating = found.value(review, SCHEMA.reviewRating)
    assert str(found.value(rating, SCHEMA.alternateName)) == "doubtful"
    assert found.value(review, SCHEMA.itemReviewed) in set(found.subjects(RDF.type, SCHEMA.Claim))
    assert not set(graph(Told(comparison=story)).subjects(RDF.type, SCHEMA.ClaimReview))


def sourced(story: Comparison, **changed: object) -> list[object]:
    """Who speaks, where the wire's quotation is of such a source and of no entity."""
    readings = [
        reading.model_copy(
            update={"quotations": tuple(q.model_copy(update=changed) for q in reading.quotations)}
        )
        if reading.article == "wire"
        else reading
        for reading in story.readings
    ]
    told = Told(comparison=story.model_copy(update={"readings": tuple(readings), "speakers": ()}))
    nodes = [n for n in jsonld.document(told)["hasPart"] if n["@type"] == "Quotation"]
    return [n.get("spokenByCharacter") for n in nodes if n["isPartOf"]["@id"].endswith(
        told.readings["wire"].revision.id)]  # fmt: skip


def test_a_source_without_a_name_is_described_and_not_named(story: Comparison) -> None:
    role = {"speaker_name": "the harbour master", "identified": Identified.ROLE}
    person = {"source_kind": SourceKind.PERSON}
    assert sourced(story, **role) == [{"description": "the harbour master"}]
    assert sourced(story, **role, **person) == [
        {"@type": "Person", "description": "the harbour master"}
    ]
    assert sourced(story, identified=Identified.NAMED) == [{"name": "Ilse Marrow"}]
    assert sourced(story, speaker_name=None) == [None]
    assert sourced(story, source_kind=SourceKind.DOCUMENT) == [None], "a paper speaks for nobody"


def test_only_words_in_marks_are_quotations(story: Comparison) -> None:
    assert sourced(story, mode=Mode.INDIRECT) == sourced(story, mode=Mode.MIXED) == []
    assert sourced(story, voice=Voice.SATIRE) == sourced(story, act=Act.THOUGHT) == []


def test_what_is_not_known_is_not_there(odd: Told) -> None:
    nodes = {n["identifier"][0]["value"]: n for n in jsonld.document(odd)["hasPart"][:3]}
    assert "datePublished" not in nodes["courier"], "a month is no date of an article"
    assert "datePublished" not in nodes["sentry"]
    assert nodes["wire"]["datePublished"] == "2025-10-15"


def test_odd_words_are_written_one_sign_for_one(odd: Told, tmp_path: Path) -> None:
    (file,) = export([odd], tmp_path / "s.jsonld", Form.JSONLD)
    document = json.loads(file.read_text(encoding="utf-8"))
    (body,) = [n["articleBody"] for n in document["hasPart"][:3] if "🚢" in n["articleBody"]]
    assert len(body) == len(odd.readings["courier"].revision.body)
    assert len(graph(odd)) > 30
