"""Export and import at the command line: whole files, refusals item by item, exit codes."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import crosswire
from crosswire.cli.commands import app
from crosswire.desk.noting import Doer
from crosswire.errors import ConfigError
from crosswire.exchange.write import Form
from crosswire.records import About
from crosswire.store.exporting import captures_kept
from tests.cli.test_evidence import ran
from tests.cli.test_evidence import store as store
from tests.desk.stream import told

pytestmark = pytest.mark.slow


def failed(*words: str, code: int) -> str:
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == code, ended.output
    return ended.stderr


def stories() -> list[str]:
    return [json.loads(line)["id"] for line in ran("stories").splitlines()]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")


def test_a_story_is_exported_and_imported_elsewhere(store: Path, tmp_path: Path) -> None:
    ids = stories()
    assert "1 story." in ran("export", ids[0], "--to", str(tmp_path / "s.jsonld"))
    assert "2 stories (8 files)" in ran("export", *ids, "--to", str(tmp_path / "t"), "--as", "csv")
    with (tmp_path / "t" / "articles.csv").open(encoding="utf-8", newline="") as table:
        assert {row["story"] for row in csv.DictReader(table)} == set(ids)
    other = str(tmp_path / "other.sqlite")
    said = ran(
        "import", str(tmp_path / "t" / "articles.csv"), "--store", other, "--annotate", "none"
    )
    assert "2 new articles" in said
    with crosswire.open(other) as desk, desk.inner.store.read() as reader:
        origins = {one.capture.origin for one in captures_kept(reader, None)}
    assert origins == {str(tmp_path / "t" / "articles.csv")}, "where it came from is kept"
    again = ran("import", str(tmp_path / "s.jsonld"), "--store", other, "--annotate", "none")
    assert "known" in again
    texts = [
        sorted(row["text"] for row in map(json.loads, _lines(tmp_path, one)))
        for one in (str(store), other)
    ]
    assert texts[0] == texts[1]


def _lines(folder: Path, store: str) -> list[str]:
    file = folder / f"{Path(store).stem}"
    ids = [json.loads(one)["id"] for one in ran("stories", "--store", store).splitlines()]
    ran("export", *ids, "--to", str(file), "--as", "jsonl", "--store", store)
    return [line for one in file.glob("*.jsonl") for line in one.read_text("utf-8").splitlines()]


def test_notes_go_with_the_words_they_are_about(store: Path, tmp_path: Path) -> None:
    import crosswire

    (story,) = (one for one in stories() if "Ferry" in ran("show", one))
    with crosswire.open(store) as desk:
        (article,) = desk.articles(story)
        about = About.span(article.text_id, 0, 9)
        desk.inner.notes.write(about, by=Doer("Ana Ruiz"), words="Who saw it?", mark="asked")
    folder = tmp_path / "out"
    folder.mkdir()
    ran("export", story, "--to", str(folder), "--as", "annotations")
    file = str(folder / f"{story}.annotations.jsonld")
    assert "commenting" not in Path(file).read_text("utf-8"), "notes go out only when asked for"
    ran("export", story, "--to", str(folder), "--as", "annotations", "--notes")
    ran("export", story, "--to", str(tmp_path / "a.jsonl"))
    other = ("--store", str(tmp_path / "other.sqlite"), "--annotate", "none", "--by", "ben")
    refused = failed("import", file, *other, code=1)
    assert "foreign-text" in refused
    assert "import its article first" in refused
    failed("import", str(tmp_path / "a.jsonl"), file, *other, code=3)
    with crosswire.open(tmp_path / "other.sqlite") as desk:
        (note,) = desk.inner.notes.at(article.text_id)
        assert (note.by, note.mark) == ("ben", "asked")
        assert note.words.startswith("Ana Ruiz, 2")
        assert note.words.endswith(": Who saw it?")
    ended = CliRunner().invoke(app, ("import", file, *other))
    assert "0 notes written, 1 there already." in ended.stdout


def test_a_note_on_words_that_are_others_is_refused(store: Path, tmp_path: Path) -> None:
    with crosswire.open(store) as desk:
        text = next(iter(desk.articles())).text_id
    note = {
        "type": "Annotation", "motivation": "commenting", "body": {"type": "TextualBody", "value": "Hm"},
        "target": {"source": f"tag:crosswire.invalid,2026:{text}", "selector": [
            {"type": "TextPositionSelector", "start": 0, "end": 4}, {"type": "TextQuoteSelector", "exact": "Nope"},
        ]},
    }  # fmt: skip
    (tmp_path / "n.json").write_text(json.dumps(note), encoding="utf-8")
    assert "wrong-place" in failed("import", str(tmp_path / "n.json"), code=1)


def test_a_note_that_is_too_long_with_its_name_is_refused_and_not_cut(
    store: Path, tmp_path: Path
) -> None:
    with crosswire.open(store) as desk:
        article = next(iter(desk.articles()))
        words = article.text[:4]
    note = {
        "type": "Annotation", "motivation": "commenting", "creator": {"name": "Ana Ruiz"},
        "body": {"type": "TextualBody", "value": "a" * 10_000},
        "target": {"source": f"tag:crosswire.invalid,2026:{article.text_id}", "selector": [
            {"type": "TextPositionSelector", "start": 0, "end": 4}, {"type": "TextQuoteSelector", "exact": words},
        ]},
    }  # fmt: skip
    (tmp_path / "n.json").write_text(json.dumps(note), encoding="utf-8")
    assert "at most 10,000 characters" in failed("import", str(tmp_path / "n.json"), code=1)


def test_rows_that_cannot_be_used_are_told_one_by_one(tmp_path: Path) -> None:
    article = told("treaty", "Osprey Daily")
    lines = [json.dumps(article), json.dumps({"id": "2", "title": "No text"}), "{"]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = failed("import", str(tmp_path / "in.jsonl"), "--annotate", "none", code=3)
    assert "no-text" in said
    assert "not-an-article-line" in said
    assert "2 could not be used" in said
    kinds = [json.loads(line)["kind"] for line in ran("failures").splitlines()]
    assert sorted(kinds) == ["no-text", "not-an-article-line"]


def test_every_format_is_named_in_the_help_and_in_the_how_to() -> None:
    said = ran("export", "--help")
    page = (Path(__file__).resolve().parents[2] / "docs" / "howto" / "export-a-story.md").read_text(
        "utf-8"
    )
    for form in (*Form, "wacz"):
        assert form in said
        assert f"| `{form}` |" in page


def test_a_bundle_is_what_crosswire_bundle_makes(store: Path, tmp_path: Path) -> None:
    story = stories()[0]
    ran("export", story, "--to", str(tmp_path / "a.wacz"))
    ran("bundle", story, "--to", str(tmp_path / "b.wacz"))
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()
    with pytest.raises(ConfigError, match="a bundle holds one story"):
        ran("export", *stories(), "--to", str(tmp_path / "c"), "--as", "wacz")


def test_export_says_what_it_wants(store: Path, tmp_path: Path) -> None:
    to = str(tmp_path / "x.html")
    for words, match in (
        (("export",), "--to FILE.FOLDER with stories, or --warc"),
        (("export", "--to", to, "--warc", to), "one of them"),
        (("export", "--to", to), "wants a STORY"),
        (("export", "--warc", to, "--as", "csv"), "go with --to"),
        (("export", "x", "--to", to, "--since", "2031-05-08"), "go with --warc"),
        (("export", stories()[0], "--to", to, "--as", "docx"), "a format was wanted"),
        (("export", "story-ffff", "--to", to), "story"),
    ):
        with pytest.raises(ConfigError, match=match):
            ran(*words)
    assert not Path(to).exists()
