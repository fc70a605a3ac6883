"""The commands as a user runs them, on the repository's invented examples."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
FERRY = ROOT / "examples" / "ferry-aground"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_compare_prints_one_line_a_story_with_spans_that_re_read() -> None:
    code, out, _ = run("compare", FERRY, "--format", "jsonl")
    assert code == 0
    (story,) = lines(out)
    assert story["story"] == "ferry-aground"
    _, out, _ = run("extract", FERRY, "--format", "jsonl")
    texts = {page["id"]: page["text"] for page in lines(out)}
    assert story["points"]
    for point in story["points"]:
        articles = {member["article"] for member in point["members"]}
        assert len(articles) >= 2
        for member in point["members"]:
            assert texts[member["article"]][member["start"] : member["end"]].strip()
    for single in story["single"]:
        assert single["article"] in texts


def test_article_lines_of_several_stories_make_one_comparison_each(tmp_path: Path) -> None:
    texts = {
        ("ferry", "a"): "The ferry struck the rocks on Tuesday. Fourteen people were hurt.",
        ("ferry", "b"): "A ferry hit rocks on Tuesday, hurting 17 people.",
        ("treaty", "a"): "The two countries signed a treaty on the river on Thursday.",
        ("treaty", "b"): "A river treaty was signed by the two countries on Thursday.",
    }
    file = tmp_path / "lines.jsonl"
    file.write_text(
        "".join(
            json.dumps({"id": f"{story}-{name}", "story": story, "text": text}) + "\n"
            for (story, name), text in texts.items()
        )
    )
    code, out, _ = run("compare", file, "--format", "jsonl")
    assert code == 0
    assert [story["story"] for story in lines(out)] == ["ferry", "treaty"]


def test_annotate_offsets_address_the_given_text(tmp_path: Path) -> None:
    text = 'The minister, Ilse Marrow, spoke on Tuesday. "We will inspect every ship," she said.'
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text, "published": "2031-05-08"}) + "\n")
    code, out, _ = run("annotate", file, "--format", "jsonl")
    assert code == 0
    (read,) = lines(out)
    assert [text[s:e] for s, e in read["sentences"]] == [
        "The minister, Ilse Marrow, spoke on Tuesday.",
        '"We will inspect every ship," she said.',
    ]
    (quotation,) = read["quotations"]
    assert [text[s:e] for s, e in quotation["content"]] == ['"We will inspect every ship,"']
    assert [text[s:e] for s, e in quotation["speaker"]] == ["she"]
    assert quotation["speaker_name"] == "Ilse Marrow"
    assert [(text[t["start"] : t["end"]], t["value"]) for t in read["times"]] == [
        ("Tuesday", "2031-05-06")
    ]


def test_extract_prints_a_line_for_a_refused_page_too(tmp_path: Path) -> None:
    (tmp_path / "login.html").write_text("<html><body><form>Sign in</form></body></html>")
    code, out, err = run("extract", tmp_path, FERRY / "harnmouth-courier.txt", "--format", "jsonl")
    assert code == 3
    first, second = lines(out)
    assert (first["id"], first["text"]) == ("login", None)
    assert first["refused"]
    assert second["published"] == "2025-10-15T18:05+01:00"
    assert "login" in err


@pytest.mark.parametrize("how", ["table", "json", "jsonl", "markdown", "html"])
@pytest.mark.parametrize("command", ["compare", "extract", "annotate"])
def test_every_command_has_every_format(command: str, how: str) -> None:
    code, out, _ = run(command, FERRY, "--format", how)
    assert code == 0
    assert out.strip()


def test_the_good_pages_are_still_compared(tmp_path: Path) -> None:
    for page in FERRY.glob("*.txt"):
        (tmp_path / page.name).write_text(page.read_text())
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "german.txt").write_text(
        "Die Fähre ist am Dienstagabend auf Grund gelaufen, teilte die Küstenwache mit.\n"
        "Vierzehn Menschen wurden verletzt, als das Schiff die Fahrrinne verließ.\n"
        "Die Ministerin kündigte an, alle Schiffe in der Meerenge prüfen zu lassen.\n"
    )
    code, out, err = run("compare", tmp_path, "--format", "jsonl")
    assert code == 3
    (story,) = lines(out)
    assert [p["unread_language"] for p in story["pages"]].count("German") == 1
    assert len(story["pages"]) == 3
    assert "empty" in err


def test_one_article_and_the_same_article_twice(tmp_path: Path) -> None:
    page = (FERRY / "vellamy-sentry.txt").read_text()
    (tmp_path / "one.txt").write_text(page)
    code, out, _ = run("compare", tmp_path, "--format", "jsonl")
    assert code == 0
    assert lines(out)[0]["points"] == []
    (tmp_path / "two.txt").write_text(page)
    code, out, _ = run("compare", tmp_path, "--format", "jsonl")
    assert code == 0
    assert lines(out)[0]["points"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["compare", "no-such-file.txt"], 1, "does not exist"),
        (["compare", "--format", "pdf", "x"], 2, "pdf"),
        (["compare"], 2, "Missing argument"),
        (["compare", "x", "--settings", "no-such.toml"], 2, "settings file"),
        (["frobnicate"], 2, "frobnicate"),
    ],
)
def test_wrong_use_is_said_in_one_line(arguments: list[str], code: int, words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "crosswire", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_ends_quietly() -> None:
    command = f"{sys.executable} -m crosswire extract {FERRY} --format jsonl | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert len(done.stdout) == 10
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_file_appears_whole_and_its_ending_chooses_the_format(tmp_path: Path) -> None:
    out = tmp_path / "story.html"
    code, _, _ = run("compare", FERRY, "-o", out)
    assert code == 0
    assert out.read_text().startswith("<!doctype html>")
    assert [file.name for file in tmp_path.iterdir()] == ["story.html"]


def test_max_failures_stops_a_sick_run(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("")
    code, _, err = run("extract", tmp_path, "--max-failures", 1, "--format", "jsonl")
    assert code == 1
    assert "--max-failures" in err


def test_help_and_version_load_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "sys.argv = ['crosswire', '--help']\n"
        "from crosswire.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'spacy', 'sqlalchemy', 'sklearn', 'trafilatura', 'lightgbm', "
        "'onnxruntime'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    version = subprocess.run(
        [sys.executable, "-m", "crosswire", "--version"], capture_output=True, text=True, check=True
    )
    assert version.stdout.startswith("crosswire ")


def test_a_primary_source_is_no_page(tmp_path: Path) -> None:
    transcript = tmp_path / "briefing.md"
    transcript.write_text(
        "**MS MARROW:** We will inspect it.\n**Q:** Why?\n**MS MARROW:** Why not?\n"
    )
    page = tmp_path / "page.jsonl"
    text = "Ilse Marrow spoke on Tuesday. “We will inspect it,” Ilse Marrow said."
    page.write_text(json.dumps({"id": "a", "text": text}) + "\n")
    code, out, _ = run("compare", page, "--primary", transcript, "--format", "jsonl")
    assert code == 0
    (story,) = lines(out)
    assert [p["id"] for p in story["pages"]] == ["a"]
    (quotation,) = story["primary"]["quotations"]
    assert (quotation["standing"], quotation["said_by"]) == ("verbatim", "MS MARROW")


def test_a_primary_source_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    code, out, err = run("compare", FERRY, "--primary", tmp_path / "none.txt", "--format", "jsonl")
    assert code == 3
    assert "none.txt does not exist" in err
    assert lines(out)[0]["primary"] is None
