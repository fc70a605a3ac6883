"""The API's document as a page: what each address takes and gives."""

from collections.abc import Iterator, Mapping
from typing import Any

from crosswire.records.base import Record


class Taken(Record):
    """One thing that an address takes."""

    name: str
    where: str
    """``path``, ``query`` or ``body``."""
    kind: str
    required: bool
    words: str = ""


class Address(Record):
    """One address and method."""

    method: str
    path: str
    words: str
    taken: tuple[Taken, ...]
    gives: str
    """The name of the record that it answers with."""


class Shape(Record):
    """A record that is taken or given."""

    name: str
    words: str
    fields: tuple[Taken, ...]


class ApiView(Record):
    """Every address, by the first part of its path; every record."""

    title: str
    version: str
    addresses: tuple[Address, ...]
    shapes: tuple[Shape, ...]


def api_view(document: Mapping[str, Any]) -> ApiView:
    """The page of an OpenAPI document."""
    shapes = document.get("components", {}).get("schemas", {})
    return ApiView(
        title=document["info"]["title"],
        version=document["info"]["version"],
        addresses=tuple(
            _address(path, method, what)
            for path, methods in sorted(document["paths"].items())
            for method, what in methods.items()
        ),
        shapes=tuple(_shape(name, shape) for name, shape in sorted(shapes.items())),
    )


def _address(path: str, method: str, what: Mapping[str, Any]) -> Address:
    return Address(
        method=method,
        path=path,
        words=what.get("description", "") or what.get("summary", ""),
        taken=(*map(_parameter, what.get("parameters", ())), *_body(what.get("requestBody"))),
        gives=_gives(what.get("responses", {})),
    )


def _parameter(one: Mapping[str, Any]) -> Taken:
    return Taken(
        name=one["name"], where=one["in"], kind=kind_of(one.get("schema", {})),
        required=bool(one.get("required")), words=_words(one),
    )  # fmt: skip


def _words(one: Mapping[str, Any]) -> str:
    return str(one.get("description") or one.get("schema", {}).get("description") or "")


def _body(body: Mapping[str, Any] | None) -> Iterator[Taken]:
    for media, held in (body or {}).get("content", {}).items():
        yield Taken(name=media, where="body", kind=kind_of(held.get("schema", {})), required=True)


def _gives(responses: Mapping[str, Any]) -> str:
    for status, held in responses.items():
        if status.startswith("2"):
            kinds = (kind_of(c.get("schema", {})) for c in held.get("content", {}).values())
            return ", ".join(kinds)
    return ""


def _shape(name: str, shape: Mapping[str, Any]) -> Shape:
    required = shape.get("required", ())
    return Shape(
        name=name,
        words=shape.get("description", ""),
        fields=tuple(
            Taken(
                name=field, where="", kind=kind_of(held), required=field in required,
                words=held.get("description", ""),
            )
            for field, held in shape.get("properties", {}).items()
        ),
    )  # fmt: skip


def kind_of(schema: Mapping[str, Any]) -> str:
    """A schema in a few words: ``list of Span or nothing``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if either := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(map(kind_of, either)))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    return _plain(schema)


def _plain(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type", "anything")
    if kind == "array":
        return f"list of {kind_of(schema.get('items', {}))}"
    return {"null": "nothing", "string": "words", "integer": "whole number"}.get(kind, str(kind))
