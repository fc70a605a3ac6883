"""Following a stream as a user does: add, stories, compare, judge; and what goes wrong meanwhile."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from crosswire.cli import main
from crosswire.cli.commands import app
from crosswire.errors import ConfigError, StoreError
from crosswire.store.tables import VERSION_TABLE
from crosswire.store.upgrade import NEWEST
from tests.desk.stream import EVENTS, OUTLETS, cycle, stream, told, write

LISTS = ("stories", "search ferry", "entities", "quotes", "runs", "failures", "judge --list")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "desk.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "monday"
    made.mkdir()
    write(made / "lines.jsonl", stream(3))
    return made


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def lines(*arguments: object) -> list[dict[str, Any]]:
    code, out, _ = run(*arguments, "--format", "jsonl")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def heeding() -> None:
    """Ctrl-C is heeded also where the tests run in the background, which is told to ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def process(*arguments: object, **more: Any) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "crosswire", *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heeding, **more,
    )  # fmt: skip


@pytest.mark.slow
def test_add_stories_compare(folder: Path) -> None:
    code, out, _ = run("add", folder, "--format", "table")
    assert code == 0
    assert out.startswith(f"{3 * len(EVENTS)} new articles; {len(EVENTS)} new stories")
    found = lines("stories", "--sort", "outlets")
    assert len(found) == len(EVENTS)
    ferry = next(s for s in found if "Corrin" in s["headline"]["exact"])
    assert ferry["words"]["coverage"].startswith("3 of the 3 outlets seen in these days")
    (compared,) = lines("compare", ferry["id"][:14])
    assert compared["story"] == ferry["id"]
    assert len(compared["pages"]) == 3
    assert compared["points"]
    texts = {page["id"]: page["text"] for page in compared["pages"]}
    for point in compared["points"]:
        for member in point["members"]:
            assert texts[member["article"]][member["start"] : member["end"]].strip()
    assert lines("compare", ferry["id"]) == [compared]
    (now,) = [s for s in lines("stories") if s["id"] == ferry["id"]]
    assert now["origins"]["compared"]
    assert [r["command"].split()[0] for r in lines("runs")] == ["compare", "add"]


@pytest.mark.slow
def test_what_is_read_closely_can_be_listed(folder: Path) -> None:
    run("add", folder)
    names = {e["name"] for e in lines("entities", "--limit", 100)}
    assert "Hedda Stolz" in names
    (stolz,) = lines("entities", "Hedda Stolz")
    assert stolz["articles"] >= 2
    assert stolz["label"] == "PERSON"  # programs have the model's code, people have words
    assert lines("entities", "Hedda Stolz", "--kind", "person") == [stolz]
    assert lines("entities", "Hedda Stolz", "--kind", "place") == []
    _, shown, _ = run("entities", "Hedda Stolz", "--format", "table")
    assert "person" in shown
    assert "PERSON" not in shown
    said = lines("quotes", "--speaker", "Stolz")
    assert said
    assert all("Stolz" in (q["speaker_name"] or "") for q in said)
    (hit, *_) = lines("search", "inflation", "--kind", "quotation")
    assert "inflation" in hit["span"]["exact"]


def test_adding_again_says_that_nothing_changed(folder: Path) -> None:
    run("add", folder, "--annotate", "none")
    code, out, _ = run("add", folder, "--annotate", "none", "--format", "table")
    assert code == 0
    assert out == f"Nothing changed; {3 * len(EVENTS)} known already.\n"


def test_show_explain_judge_and_withdraw(folder: Path) -> None:
    run("add", folder, "--annotate", "none")
    a, b = told("fire", OUTLETS[0])["id"], told("fire", OUTLETS[1])["id"]
    code, out, _ = run("show", a, "--format", "table")
    assert code == 0
    assert "Articles, oldest first (3)" in out
    code, out, _ = run("explain", a, b, "--format", "table")
    assert "It lies in this story" in out
    code, out, _ = run(
        "judge", a, b, "different", "--because", "two mills", "--by", "ana", "--format", "table"
    )
    assert code == 0
    assert "They lie in story-" in out
    (judged,) = lines("judge", "--list")
    assert (judged["decision"], judged["because"], judged["made_by"]) == (
        "different", "two mills", "ana",
    )  # fmt: skip
    code, out, _ = run("explain", a, b, "--format", "table")
    assert "ana judged that it and" in out
    code, out, _ = run("judge", "--withdraw", judged["id"][:18], "--by", "ben", "--format", "table")
    assert code == 0
    assert "Both lie in story-" in out


def test_a_changed_page_is_shown_with_what_changed(tmp_path: Path) -> None:
    line = told("comet", OUTLETS[0])
    run("add", write(tmp_path / "a.jsonl", [line]), "--annotate", "none")
    changed = line | {"text": line["text"] + " The comet has no moons."}
    run("add", write(tmp_path / "b.jsonl", [changed]), "--annotate", "none")
    code, out, _ = run("revisions", line["url"], "--format", "table")
    assert code == 0
    assert "5 words added, 0 words removed" in out
    assert "The comet has no moons." in out


def test_group_of_a_file_names_a_story_for_every_line_and_keeps_nothing(
    tmp_path: Path, store: Path
) -> None:
    file = write(tmp_path / "lines.jsonl", stream(3))
    found = lines("group", file)
    assert [one["id"] for one in found] == [line["id"] for line in stream(3)]
    assert len({one["story"] for one in found}) == len(EVENTS)
    assert not store.exists()


def test_group_takes_the_lines_in_the_order_given_and_headlines_alone(tmp_path: Path) -> None:
    heads = [line | {"text": ""} for line in reversed(stream(2))]
    heads.append({"id": "blank", "text": ""})
    found = lines("group", write(tmp_path / "lines.jsonl", heads))
    assert [one["id"] for one in found] == [line["id"] for line in heads]


def test_group_without_a_file_looks_again_at_the_store(folder: Path) -> None:
    run("add", folder, "--annotate", "none")
    code, out, _ = run("group", "--format", "table")
    assert (code, out) == (0, "Nothing changed.\n")


@pytest.mark.parametrize("how", ["table", "json", "jsonl", "markdown", "html"])
@pytest.mark.parametrize("command", LISTS)
def test_every_list_has_every_format_and_an_empty_one_says_so(
    tmp_path: Path, command: str, how: str
) -> None:
    run("add", write(tmp_path / "a.jsonl", [told("bank", OUTLETS[0])]), "--annotate", "none")
    code, out, _ = run(*command.split(), "--format", how)
    assert code == 0
    full = command in ("stories", "runs")
    if how == "jsonl":
        assert bool(out) is full
    elif how == "json":
        assert bool(json.loads(out)) is full
    else:
        assert len(out) > 10
    if how in ("table", "markdown") and not full:
        assert out.rstrip().endswith((".", "FOLDER"))


@pytest.mark.parametrize("how", ["table", "json", "jsonl", "markdown", "html"])
def test_a_story_and_revisions_have_every_format(tmp_path: Path, how: str) -> None:
    line = told("bank", OUTLETS[0]) | {"title": "<b>Rate</b> [red]raised[/red] | *now*"}
    run("add", write(tmp_path / "a.jsonl", [line]), "--annotate", "none")
    for command in ("show", "revisions"):
        code, out, _ = run(command, line["id"], "--format", how)
        assert code == 0
        assert "<b>Rate" not in out or how in ("table", "json", "jsonl")
    if how == "table":
        assert "[red]raised[/red]" in run("show", line["id"], "--format", how)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "story-00000000"], "no story of the store"),
        (["revisions", "nowhere"], "no article of the store"),
        (["explain", "nowhere", "story-00"], "no article of the store"),
        (["judge", "a", "b"], "wants two articles"),
        (["judge", "a", "b", "same", "--list"], "one of them"),
        (["explain", "a", "b", "--format", "html"], "HTML"),
        (["db", "check", "--format", "html"], "HTML"),
        (["judge", "--withdraw", "judgement-00"], "begins with"),
        (["stories", "--since", "tomorrow"], "tomorrow"),
        (["group", "x.jsonl", "--store", "y"], "not both"),
        (["compare", "a", "b", "--store", "y"], "one story of the store"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_wrong_asking_is_said_in_words(tmp_path: Path, arguments: list[str], words: str) -> None:
    run("add", write(tmp_path / "a.jsonl", [told("bank", OUTLETS[0])]), "--annotate", "none")
    with pytest.raises(ConfigError, match=words):
        run(*arguments)


def test_without_a_store_the_lists_say_how_to_make_one(store: Path) -> None:
    with pytest.raises(StoreError, match="crosswire add"):
        run("stories")
    assert not store.exists()


def test_a_store_of_a_newer_version_is_left_alone(folder: Path, store: Path) -> None:
    run("add", folder, "--annotate", "none")
    engine = create_engine(f"sqlite:///{store}")
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    before = store.read_bytes()
    for command in (["add", folder], ["stories"], ["group"]):
        with pytest.raises(StoreError, match="newer crosswire") as said:
            run(*command)
        assert said.value.kind == "newer"
    assert store.read_bytes() == before


@pytest.fixture
def nobody(tmp_path: Path) -> Iterator[None]:
    """As a user who may read the folder and not write it, also where the tests run as root."""
    if os.geteuid() != 0:
        tmp_path.chmod(0o555)
        yield
        tmp_path.chmod(0o755)
        return
    for part in (tmp_path, *tmp_path.parents):
        if part.stat().st_uid == 0 and part != Path("/"):
            part.chmod(part.stat().st_mode | 0o055)
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_file_that_cannot_be_written_can_be_read(
    folder: Path, store: Path, request: pytest.FixtureRequest
) -> None:
    run("add", folder, "--annotate", "none")
    before = lines("stories", "--limit", 100)
    # A new store is its owner's alone; this one was opened to others, for reading.
    store.chmod(0o644)
    request.getfixturevalue("nobody")
    with pytest.raises(StoreError) as said:
        run("add", folder, "--annotate", "none")
    assert said.value.kind == "read-only"
    assert lines("stories", "--limit", 100) == before


def test_a_full_disk_loses_nothing(tmp_path: Path, store: Path) -> None:
    articles = [*cycle(450)]
    file = write(tmp_path / "lines.jsonl", articles)
    # A limit on the size of files stands for a disk that fills up.
    limited = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "from crosswire.stages.clean.guard import language_of; language_of('These are words. ' * 9); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000)); "
        "from crosswire.cli import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", limited, "add", str(file), "--annotate", "none"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "disk is full" in ended.stderr
    assert "Traceback" not in ended.stderr
    kept = sum(s["articles"] for s in lines("stories", "--limit", 1000))
    assert 0 < kept < len(articles)
    code, out, _ = run("add", file, "--annotate", "none", "--format", "json")
    (tally,) = json.loads(out)
    assert code == 0
    assert tally["articles"] + tally["known"] == len(articles)
    assert sum(s["articles"] for s in lines("stories", "--limit", 1000)) == len(articles)
    assert run("db", "check")[0] == 0


def test_a_second_writer_is_told_who_writes(folder: Path, store: Path) -> None:
    run("add", folder, "--annotate", "none")
    holding = (
        "import sys\n"
        "from crosswire.store.base import open_store\n"
        f"with open_store({str(store)!r}) as store, store.write('add everything'):\n"
        "    print('holding', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(StoreError) as said:
            run("add", folder, "--annotate", "none")
        assert said.value.kind == "busy"
        assert "add everything" in str(said.value)
        assert str(holder.pid) in str(said.value)
        assert lines("stories")
        holder.communicate()
    assert run("add", folder, "--annotate", "none")[0] == 0


def interrupted(process: subprocess.Popen[str]) -> str:
    """What it says once stopped. Ctrl-C that falls into a finalizer is lost: one presses again."""
    while True:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=1.5)[1]


def test_ctrl_c_keeps_what_was_added_and_says_so(tmp_path: Path) -> None:
    articles = [*cycle(1200)]
    file = write(tmp_path / "lines.jsonl", articles)
    with process("add", file, "--annotate", "none") as adding:
        assert adding.stderr is not None
        # Every hundredth page is told of; at the third the first batch is kept, and most is to come.
        for said in adding.stderr:
            if "300" in said:
                break
        err = interrupted(adding)
    assert adding.returncode == 130
    assert "what was added until now is kept" in err
    assert "Traceback" not in err
    assert lines("runs")[0]["state"] == "stopped"
    (tally,) = lines("add", file, "--annotate", "none")
    assert tally["known"] > 0
    assert tally["known"] + tally["articles"] == len(articles)


def test_an_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["crosswire", "stories", "--store", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "folder" in said


def test_doctor_names_the_store_its_schema_and_its_size(folder: Path, store: Path) -> None:
    _, before, _ = run("doctor")
    assert (
        f"ok       store: the store {store}: no such file; name another, or make one with `crosswire add`"
        in before
    )
    run("add", folder, "--annotate", "none")
    _, after, _ = run("doctor")
    (told,) = [line for line in after.splitlines() if line.startswith("ok       store: ")]
    assert f"{store}, schema {NEWEST}, " in told
    assert told.endswith(" MB")
    store.write_text("no store " * 999)
    code, broken, _ = run("doctor")
    assert code == 1
    assert "damaged  store: " in broken


@pytest.mark.parametrize("command", [["add"], ["watch", "--once"]])
def test_a_password_in_an_address_is_neither_kept_nor_told(
    command: list[str], store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    secret = "https://ana:grey-geese@feeds.example/x"
    monkeypatch.setattr(sys, "argv", ["crosswire", *command, secret])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code
    assert "grey-geese" not in "".join(capsys.readouterr())
    assert not any(b"grey-geese" in file.read_bytes() for file in store.parent.glob("desk.sqlite*"))
