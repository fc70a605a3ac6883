"""A Wikidata extract as a file: both kinds of lines, packed or not, and what is refused."""

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crosswire.errors import InputError
from crosswire.intake.wikidata import read_wikidata


def statement(value: object, rank: str = "normal") -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": value}}, "rank": rank}


MINISTER = {
    "id": "Q7",
    "labels": {"en": {"value": "Ines Okorowa"}, "fr": {"value": "Inès"}},
    "aliases": {"en": [{"value": "Ines Maria Okorowa"}]},
    "descriptions": {"en": {"value": "finance minister of Norland"}},
    "claims": {"P31": [statement({"id": "Q5"})]},
}
TOWN = {
    "id": "Q90",
    "labels": {"mul": {"value": "Harnmouth"}},
    "claims": {
        "P1566": [statement("111"), statement("112", "deprecated")],
        "P1082": [statement({})],
    },
}
UNION = {"id": "Q20", "labels": {"en": {"value": "HWU"}}, "claims": {"P159": [statement({})]}}
SIMPLE = {"id": "Q8", "label": "Viktor Okorowa", "aliases": ["V. Okorowa"], "type": "human"}


@pytest.mark.parametrize(
    ("name", "pack"),
    [("x.jsonl", bytes), ("x.jsonl.gz", gzip.compress), ("x.json.bz2", bz2.compress)],
)
def test_documents_and_simple_lines(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    lines = [
        "[",
        *(json.dumps(row) + "," for row in (MINISTER, TOWN, UNION)),
        json.dumps(SIMPLE),
        "]",
    ]
    file = tmp_path / name
    file.write_bytes(pack("\n".join(lines).encode()))
    found = {e.id: e for e in read_wikidata(file)}
    assert [(e.label, e.kind) for e in found.values()] == [
        ("Ines Okorowa", "person"), ("Harnmouth", "place"), ("HWU", "organisation"),
        ("Viktor Okorowa", "person"),
    ]  # fmt: skip
    assert found["Q7"].aliases == ("Ines Maria Okorowa",)
    assert found["Q7"].description == "finance minister of Norland"
    assert found["Q90"].codes == ("111",)


def test_properties_and_what_has_no_english_label_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    rows = [{"id": "P31", "labels": {}}, {"id": "Q1", "labels": {"fr": {"value": "Paris"}}}]
    file.write_text("\n".join(map(json.dumps, rows)))
    assert read_wikidata(file) == ()


@pytest.mark.parametrize(
    "line", ["{", "[1]", '{"label": "Harnmouth"}', '{"id": "7", "label": "x"}']
)
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(SIMPLE) + "\n" + line)
    with pytest.raises(InputError, match=r"x\.jsonl, line 2: wanted a Wikidata entity") as refused:
        read_wikidata(file)
    assert refused.value.kind == "not-an-entry"


@pytest.mark.parametrize(
    ("name", "content"), [("gone", None), ("x.gz", b"not packed"), ("x", b"\xff")]
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes | None) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=r"cannot be read.*setting 'wikidata'"):
        read_wikidata(file)
