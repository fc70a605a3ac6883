"""A story as Web Annotations, held against the rules of the Recommendation.

The rules below are written out by hand from the Web Annotation Data Model (W3C Recommendation, 23 February
2017), as a JSON Schema and as what a schema cannot say; no program of the W3C checks them here.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pyld import jsonld as pyld  # type: ignore[import-untyped]

from crosswire.exchange import annotations
from crosswire.exchange.told import Told
from crosswire.exchange.write import Form, export
from tests.exchange.conftest import written

IRI = {"type": "string", "pattern": r"^(https?://[^\s<>\"{}|\\^`]+|tag:[^\s<>\"{}|\\^`]+)$"}
# Section 3.3.5.
MOTIVATIONS = {"enum": ["assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
                        "highlighting", "identifying", "linking", "moderating", "questioning",
                        "replying", "tagging"]}  # fmt: skip
# Sections 4.2.4 and 4.2.5.
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1},
        "prefix": {"type": "string"},
        "suffix": {"type": "string"},
    },
    "additionalProperties": False,
}
POSITION = {
    "type": "object",
    "required": ["type", "start", "end"],
    "properties": {
        "type": {"const": "TextPositionSelector"},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
    },
    "additionalProperties": False,
}
# Sections 3.2.4 and 4: a body of words, and a resource with exactly one source.
TEXTUAL = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"const": "text/plain"},
        "purpose": MOTIVATIONS,
    },
    "additionalProperties": False,
}
SPECIFIC = {
    "type": "object",
    "required": ["source"],
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": IRI,
        "scope": IRI,
        "purpose": MOTIVATIONS,
        "selector": {"type": "array", "minItems": 1, "items": {"oneOf": [QUOTE, POSITION]}},
    },
    "additionalProperties": False,
}
# Section 3.1: one or more targets, none or more bodies, an IRI, the type.
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": MOTIVATIONS,
        "body": {"type": "array", "items": {"oneOf": [TEXTUAL, SPECIFIC]}},
        "target": {"oneOf": [SPECIFIC, {"type": "array", "minItems": 1, "items": SPECIFIC}]},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "creator": {
            "type": "object",
            "required": ["type", "name"],
            "properties": {"type": {"const": "Person"}, "name": {"type": "string"}},
        },
    },
    "additionalProperties": False,
}
# Sections 5.1 and 5.2: a collection with annotations has its first page, a page its items.
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "last": IRI,
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "partOf": IRI,
                "startIndex": {"const": 0},
                "items": {"type": "array", "items": ANNOTATION},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
# The terms used here, as the Recommendation's vocabulary names them (oa: and its neighbours), by hand.
OA = "http://www.w3.org/ns/oa#"
CONTEXT = {
    "@context": {
        "@vocab": OA, "id": "@id", "type": "@type", "target": f"{OA}hasTarget", "body": f"{OA}hasBody",
        "selector": f"{OA}hasSelector", "source": {"@id": f"{OA}hasSource", "@type": "@id"},
        "scope": {"@id": f"{OA}hasScope", "@type": "@id"},
        "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
        "first": "https://www.w3.org/ns/activitystreams#first",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    }
}  # fmt: skip


def items(told: Told) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = annotations.document(told)["first"]["items"]
    return found


def targets(one: dict[str, Any]) -> list[dict[str, Any]]:
    return one["target"] if isinstance(one["target"], list) else [one["target"]]


@pytest.mark.parametrize("which", ["told", "odd"])
def test_it_keeps_the_rules(which: str, request: pytest.FixtureRequest) -> None:
    told: Told = request.getfixturevalue(which)
    document = json.loads(written(told, annotations.document))
    Draft202012Validator.check_schema(COLLECTION)
    faults = [*Draft202012Validator(COLLECTION).iter_errors(document)]
    assert not faults, faults[0].message
    found = document["first"]["items"]
    assert document["total"] == len(found) > 5
    ids = [one["id"] for one in found]
    assert len(set(ids)) == len(ids), "each annotation has an id of its own"


def test_the_rules_refuse_what_breaks_them(told: Told) -> None:
    breaks: tuple[dict[str, object], ...] = (
        {"motivation": "guessing"},
        {"target": []},
        {"id": "not an iri"},
        {
            "target": {
                "source": "tag:a",
                "selector": [{"type": "TextPositionSelector", "start": -1, "end": 2}],
            }
        },
    )
    for broken in breaks:
        assert [*Draft202012Validator(ANNOTATION).iter_errors({**items(told)[0], **broken})]


@pytest.mark.parametrize("which", ["told", "odd"])
def test_every_selector_finds_its_words(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Code points, from 0, the end excluded: in the texts that stand beside it."""
    told: Told = request.getfixturevalue(which)
    export([told], tmp_path, Form.ANNOTATIONS) if tmp_path.is_dir() else None
    file = tmp_path / "ferry-aground.annotations.jsonld"
    document = json.loads(file.read_text(encoding="utf-8"))
    checked = 0
    for one in document["first"]["items"]:
        for target in targets(one):
            name = target["source"].rsplit(":", 1)[-1]
            with (tmp_path / "texts" / f"{name}.txt").open(encoding="utf-8", newline="") as stream:
                text = stream.read()
            at, quote = target["selector"]
            assert text[at["start"] : at["end"]] == quote["exact"]
            assert text[: at["start"]].endswith(quote.get("prefix", ""))
            assert text[at["end"] :].startswith(quote.get("suffix", ""))
            checked += 1
    assert checked > 10


def test_positions_are_code_points_where_browsers_count_otherwise(odd: Told) -> None:
    text = odd.readings["courier"].revision.body.content
    place = text.index("🚢")
    assert len(text[: place + 2].encode("utf-16-le", "surrogatepass")) // 2 == place + 3


def test_pyld_expands_it(told: Told) -> None:
    def loader(url: str, options: object = None) -> dict[str, Any]:
        assert url == annotations.CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXT, "contentType": None}

    expanded = pyld.expand(annotations.document(told), {"documentLoader": loader})
    (page,) = expanded[0]["https://www.w3.org/ns/activitystreams#first"]
    (listed,) = page["https://www.w3.org/ns/activitystreams#items"]
    assert len(listed["@list"]) == len(items(told))
    assert all(f"{OA}hasTarget" in one for one in listed["@list"])


def test_notes_are_signed_and_only_those_that_stand(told: Told) -> None:
    (noted,) = (one for one in items(told) if "creator" in one)
    assert noted["creator"]["name"] == "Ben Okoro"
    assert noted["motivation"] == "assessing"
    assert [body["value"] for body in noted["body"]] == ["verified", "A ferry it was."]
    assert not [one for one in items(Told(comparison=told.comparison)) if "creator" in one]
