"""Who is quoted how much, of pages that no store keeps and of a store."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import ConfigError

PAGES = (
    {
        "id": "a", "outlet": "Corran Wire", "published": "2026-05-04", "url": None, "title": "Bridge",
        "text": "“The bridge is safe,” Marta Olsen said. Officials said that it would stay open.\n\n"
        "Peter Brandt said it was “nothing but rust”.",
    },
    {
        "id": "b", "outlet": "Vellamy Sentry", "published": "2026-05-05", "url": None, "title": "Bridge",
        "text": "Marta Olsen said the bridge was safe. Officials said that it would close.",
    },
)  # fmt: skip


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(json.dumps(page) + "\n" for page in PAGES), encoding="utf-8")
    return lines


def told(*arguments: object) -> str:
    done = CliRunner().invoke(app, ["quotes", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_pages_are_read_and_nothing_is_kept(pages: Path) -> None:
    found = [json.loads(line) for line in told("--read", pages).splitlines()]
    assert [(q["outlet"], q["speaker_name"], q["nth"], q["of"]) for q in found] == [
        ("Corran Wire", "Marta Olsen", 1, 3),
        ("Corran Wire", "Officials", 2, 3),
        ("Corran Wire", "Peter Brandt", 3, 3),
        ("Vellamy Sentry", "Marta Olsen", 1, 2),
        ("Vellamy Sentry", "Officials", 2, 2),
    ]
    assert [q["identified"] for q in found] == ["named", "unnamed", "named", "named", "unnamed"]
    assert not (pages.parent / "desk.sqlite").exists()


def test_unnamed_sources_of_two_outlets_are_two_lines_and_a_person_is_one(pages: Path) -> None:
    rows = [json.loads(line) for line in told("--read", pages, "--by", "speaker").splitlines()]
    assert [(r["of"], r["quotations"], r["outlets"], r["first"], r["last"]) for r in rows] == [
        ("Marta Olsen", 2, 2, 2, 0),
        ("Officials (Corran Wire)", 1, 1, 0, 0),
        ("Officials (Vellamy Sentry)", 1, 1, 0, 1),
        ("Peter Brandt", 1, 1, 0, 1),
    ]
    assert [(r["direct"], r["mixed"], r["indirect"]) for r in rows[:1]] == [(1, 0, 1)]


def test_by_outlet_and_by_day_as_a_table_a_researcher_can_load(pages: Path) -> None:
    for by, names in (
        ("outlet", ["Corran Wire", "Vellamy Sentry"]),
        ("day", ["2026-05-04", "2026-05-05"]),
    ):
        rows = list(
            csv.DictReader(io.StringIO(told("--read", pages, "--by", by, "--format", "csv")))
        )
        assert [(r["of"], r["quotations"]) for r in rows] == [(names[0], "3"), (names[1], "2")]


def test_quotations_as_csv_have_their_words(pages: Path) -> None:
    text = told("--read", pages, "--mode", "direct", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["content"], row["cue"], row["speaker"]) == (
        "“The bridge is safe,”",
        "said",
        "Marta Olsen",
    )


@pytest.mark.parametrize(
    ("options", "many"),
    [(("safe",), 2), (("--speaker", "olsen"), 2), (("--outlet", "corran wire"), 3),
     (("--since", "2026-05-05"), 2), (("--until", "2026-05-04"), 3), (("--limit", "1"), 1)],
)  # fmt: skip
def test_what_is_asked_for(pages: Path, options: tuple[str, ...], many: int) -> None:
    assert len(told(*options, "--read", pages).splitlines()) == many


def test_a_store_is_counted_alike(pages: Path) -> None:
    added = CliRunner().invoke(
        app, ["add", str(pages), "--annotate", "all"], catch_exceptions=False
    )
    assert added.exit_code == 0
    kept = [json.loads(line) for line in told().splitlines()]
    assert sorted((q["speaker_name"], q["identified"], q["source_kind"]) for q in kept) == [
        ("Marta Olsen", "named", "person"),
        ("Marta Olsen", "named", "person"),
        ("Officials", "unnamed", "person"),
        ("Officials", "unnamed", "person"),
        ("Peter Brandt", "named", "person"),
    ]
    speakers = [json.loads(line) for line in told("--by", "speaker").splitlines()]
    assert sorted(r["of"] for r in speakers) == [
        "Marta Olsen", "Officials (Corran Wire)", "Officials (Vellamy Sentry)", "Peter Brandt",
    ]  # fmt: skip
    rows = [json.loads(line) for line in told("--by", "outlet").splitlines()]
    assert [(r["of"], r["quotations"], r["first"], r["last"]) for r in rows] == [
        ("Corran Wire", 3, 1, 1),
        ("Vellamy Sentry", 2, 1, 1),
    ]


def test_what_only_a_store_knows_is_refused(pages: Path) -> None:
    with pytest.raises(ConfigError, match="--entity and --story ask a store"):
        told("--read", pages, "--story", "x")


def test_csv_is_refused_where_there_is_none(pages: Path) -> None:
    with pytest.raises(ConfigError, match="CSV is made by crosswire quotes alone"):
        CliRunner().invoke(app, ["annotate", str(pages), "--format", "csv"], catch_exceptions=False)
