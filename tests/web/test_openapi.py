"""The API's document, as it is kept in the docs."""

import json
from pathlib import Path

from crosswire.web.openapi import KEPT, document

ROOT = Path(__file__).resolve().parents[2]


def test_the_document_in_the_docs_is_of_this_crosswire() -> None:
    kept = (ROOT / KEPT).read_text(encoding="utf-8")
    assert kept == document(), "run: python -m crosswire.web.openapi --write"


def test_every_address_may_answer_with_the_one_shape_of_error() -> None:
    paths = json.loads(document())["paths"]
    for path, methods in paths.items():
        for method, what in methods.items():
            shapes = [
                answer["content"]["application/json"]["schema"].get("$ref", "")
                for status, answer in what["responses"].items()
                if status >= "4" and "content" in answer
            ]
            assert shapes, (path, method)
            assert {shape.rpartition("/")[2] for shape in shapes} == {"Fault"}, (path, method)
