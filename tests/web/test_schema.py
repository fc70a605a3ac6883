"""The API keeps what its document promises, whatever is asked of it: Schemathesis makes the asking."""

import json
from typing import Any, NamedTuple

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.web.app import make_app
from crosswire.web.house import House, Rules
from crosswire.web.openapi import document
from tests.desk.stream import stream, write
from tests.web.conftest import HERE, Reader

PATHS = [
    (method.upper(), path)
    for path, methods in json.loads(document())["paths"].items()
    for method in methods
]
_BOUNDED = settings(
    max_examples=6, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


_AS_PROMISED = (
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
)  # fmt: skip
"""Not that all is taken whose shape is right: most ids that can be made up are nobody's."""


class Served(NamedTuple):
    """A desk with articles, by its own document."""

    schema: schemathesis.BaseSchema
    headers: dict[str, str]
    """Of a program that sits at the desk."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("schema")
    given_ = Settings(
        data=folder / "data", pipeline="small", cache_megabytes=0, store=str(folder / "desk.sqlite")
    )
    project = Project(given_)
    with Desk.open(project, create=True) as desk:
        lines = write(folder / "lines.jsonl", stream(2))
        desk.add(desk.project.captures([lines]), closely="none")
    rules = Rules(hosts=frozenset(("localhost", "testserver")))
    app = make_app(House(open_desk=lambda at: Desk.open(project, as_of=at), rules=rules))
    return _served(app)


def _served(app: FastAPI) -> Served:
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    token = Reader(TestClient(app, base_url=HERE)).token
    return Served(schema, {"x-csrf": token, "accept": "application/json"})


def test_every_address_of_the_document_is_asked(served: Served) -> None:
    found = {one.ok().label for one in served.schema.get_all_operations() if isinstance(one, Ok)}
    assert found == {f"{method} {path}" for method, path in PATHS}


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_what_is_asked_as_the_document_says_is_answered_as_it_says(
    served: Served, method: str, path: str
) -> None:
    operation = served.schema[path][method]

    @_BOUNDED
    @given(case=operation.as_strategy())
    def asked(case: Any) -> None:
        response = case.call(headers=served.headers)
        case.validate_response(response, checks=[*_AS_PROMISED])

    asked()


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_what_is_asked_otherwise_is_refused_in_words(
    served: Served, method: str, path: str
) -> None:
    """Fields that are none, of other kinds, too long: never an error of ours."""
    operation = served.schema[path][method]
    wrong = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @_BOUNDED
    @given(case=wrong)
    def asked(case: Any) -> None:
        response = case.call(headers=served.headers)
        case.validate_response(response, checks=[not_a_server_error])
        if response.status_code >= 400:
            assert set(response.json()) == {"kind", "message", "hint"}

    try:
        asked()
    except Unsatisfiable:
        pytest.skip("any words are what it takes")
