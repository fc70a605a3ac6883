"""The review command: a queue, scripted answers, a file that is only added to."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.intake.judgements import read_judgements, standing
from training import judgements as training

TEXTS = {
    "ledger": (
        "The ferry Corrin ran aground on the Teal Bank on Tuesday evening. "
        "Fourteen people were hurt. The harbour master said the pilot had left the channel. "
        "Divers will inspect the hull at first light."
    ),
    "pilot": (
        "A ferry struck the Teal Bank late on Tuesday, and 17 passengers were taken to hospital. "
        "Harbour officials blamed the pilot. "
        "A diving team is to look at the damage in the morning."
    ),
    "nord": (
        "Seventeen passengers of the grounded ferry are in hospital. "
        "The pilot is blamed for leaving the channel near the Teal Bank. "
        "Divers are waiting for daylight before they look at the hull."
    ),
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    file = tmp_path / "pages.jsonl"
    rows = [
        {"id": n, "outlet": f"The {n}", "text": t, "published": "2031-05-07", "story": "grounding"}
        for n, t in TEXTS.items()
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    return tmp_path / "data"


def run(*arguments: object, said: str = "") -> tuple[int, str, str]:
    words = [str(a) for a in arguments]
    result = CliRunner().invoke(app, words, input=said, catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def queue(pages: Path) -> list[dict[str, Any]]:
    code, out, _ = run("review", pages, "--format", "jsonl")
    assert code == 0
    return lines(out)


def test_not_on_a_terminal_the_queue_is_printed(pages: Path) -> None:
    waiting = queue(pages)
    assert waiting
    for pair in waiting:
        assert pair["story"] == "grounding"
        for side in (pair["a"], pair["b"]):
            assert TEXTS[side["article"]][side["start"] : side["end"]] == side["words"]
    assert [w["score"] for w in waiting] == sorted((w["score"] for w in waiting), reverse=True)
    for how in ("table", "markdown", "json"):
        code, out, _ = run("review", pages, "--format", how)
        assert code == 0
        assert "Teal Bank" in out


def test_an_answer_is_kept_at_once_and_not_asked_again(pages: Path, data: Path) -> None:
    before = queue(pages)
    code, out, _ = run("review", pages, "--ask", "--by", "Ana Ruiz", said="what\ns\nsame deed\nq\n")
    assert code == 0
    assert "'what' is none of the answers" in out
    assert "The ledger" in out
    (made,) = read_judgements(data / "judgements.jsonl")
    assert (made.decision, made.made_by, made.because) == ("same", "Ana Ruiz", "same deed")
    assert made.a.span.exact == before[0]["a"]["words"]
    after = queue(pages)
    assert len(after) < len(before)
    assert before[0] not in after


def test_hard_is_asked_of_a_conflict_only(pages: Path, data: Path) -> None:
    run("review", pages, "--ask", "--by", "Ana", said="k\nc\ny\nfigures\nq\n")
    (made,) = read_judgements(data / "judgements.jsonl")
    assert (made.decision, made.hard) == ("conflict", True)


def test_no_answer_leaves_the_file_alone(pages: Path, data: Path) -> None:
    code, out, _ = run("review", pages, "--ask", "--by", "Ana", said="")
    assert code == 0
    assert "0 judged" in out
    assert not (data / "judgements.jsonl").exists()


def test_compare_honours_a_judgement_and_says_whose(pages: Path) -> None:
    pair = queue(pages)[0]
    run("review", pages, "--ask", "--by", "Ana Ruiz", said="s\n\nq\n")
    _, out, _ = run("compare", pages, "--format", "jsonl")
    (story,) = lines(out)
    judged = [p for p in story["points"] if any("by Ana Ruiz" in r for r in p["reasons"])]
    assert len(judged) == 1
    assert judged[0]["shown"]
    assert {pair["a"]["article"], pair["b"]["article"]} <= {
        m["article"] for m in judged[0]["members"]
    }
    assert any("Ana Ruiz" in note for note in story["notes"])


def test_judged_two_statements_is_never_paired(pages: Path) -> None:
    _, out, _ = run("compare", pages, "--format", "jsonl")
    (story,) = lines(out)
    offered = [p for p in story["points"] if not p["shown"]]
    waiting = queue(pages)
    run("review", pages, "--ask", "--by", "Ana", said="n\n\n" * len(waiting))
    _, out, _ = run("compare", pages, "--format", "jsonl")
    (after,) = lines(out)
    assert len([p for p in after["points"] if not p["shown"]]) <= len(offered)
    for pair in waiting:
        spans = {(pair[s]["article"], pair[s]["start"], pair[s]["end"]) for s in "ab"}
        for point in after["points"]:
            members = {(m["article"], m["start"], m["end"]) for m in point["members"]}
            assert not spans <= members
    assert queue(pages) == []


def test_a_withdrawn_judgement_is_asked_again_and_stays_on_record(pages: Path, data: Path) -> None:
    before = queue(pages)
    run("review", pages, "--ask", "--by", "Ana", said="s\n\nq\n")
    _, out, _ = run("review", "--list", "--format", "jsonl")
    (made,) = lines(out)
    code, _, err = run("review", "--withdraw", made["id"][:20], "--by", "Mo")
    assert code == 0
    assert "withdrawn" in err
    (kept,) = read_judgements(data / "judgements.jsonl")
    assert (kept.decision, kept.withdrawn_by) == ("same", "Mo")
    assert standing([kept]) == []
    _, out, _ = run("review", "--list", "--format", "table")
    assert "withdrawn by Mo" in out
    assert queue(pages) == before


def test_export_and_the_reader_make_a_round_trip(pages: Path, tmp_path: Path) -> None:
    waiting = queue(pages)
    file = tmp_path / "mine.jsonl"
    run("review", pages, "--judgements", file, "--ask", "--by", "Ana",
        said="s\n\nn\n\nc\nyes\n\nq\n")  # fmt: skip
    to = tmp_path / "lines.jsonl"
    code, _, err = run("review", "--judgements", file, "--export", to)
    assert code == 0
    assert "3 judgements" in err
    judged = training.read(to)
    assert [(j.label, j.hard) for j in judged] == [
        ("same", False), ("different", False), ("conflict", True)
    ]  # fmt: skip
    assert [j.a.words for j in judged] == [w["a"]["words"] for w in waiting[:3]]
    (story,) = training.judged_stories(judged, [pages])
    assert sorted(story.labels.values()) == ["conflict", "different", "same"]
    changed = [j._replace(a=j.a._replace(text_id="text-other")) for j in judged]
    assert list(training.judged_stories(changed, [pages])) == []


def test_what_is_asked_wrongly_says_what_to_do(pages: Path, tmp_path: Path) -> None:
    from crosswire.errors import ConfigError, InputError

    with pytest.raises(ConfigError, match="wants pages"):
        run("review")
    with pytest.raises(ConfigError, match="0 standing judgements"):
        run("review", "--withdraw", "nothing", "--by", "Ana")
    with pytest.raises(ConfigError, match="HTML"):
        run("review", pages, "--format", "html")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"story": 1}\n')
    with pytest.raises(InputError, match="line 1"):
        run("review", "--judgements", broken, "--list")
