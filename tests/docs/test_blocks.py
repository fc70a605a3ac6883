"""Every command and code block of the documents runs as it stands there.

A block under ``<!-- not-run: why -->`` is not run; what can be known of it without running is tested.
"""

import json
import shlex
import shutil
import sqlite3
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from crosswire.cli.commands import app
from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from scripts import reference
from tests.docs.blocks import PAGES, READ, ROOT, RUN, SHOWN, Block, blocks
from tests.docs.shell import Shell

ALL = [block for page in PAGES for block in blocks(page)]
LEFT = [block for block in ALL if block.not_run]
MOST_LEFT = 35
"""Blocks that may go without being run, in all documents."""
WITH = [page for page in PAGES if any(b.kind in RUN and not b.not_run for b in blocks(page))]
EVENTS = ROOT / "examples"
FOLDER = {
    "my-event": EVENTS / "ferry-aground",
    "my-pages": EVENTS / "river-treaty",
    "folder": EVENTS / "ferry-aground",
    "saved-pages": EVENTS / "ferry-aground",
    "archive": EVENTS,
    "examples": EVENTS,
    "monday": EVENTS / "ferry-aground",
    "page1.html": EVENTS / "river-treaty" / "corran-wire.html",
    "page2.html": EVENTS / "river-treaty" / "vellamy-sentry.html",
}
"""What a reader of the documents has lying about, by the names used there."""
TRANSCRIPT = """Ilse Marrow: We will inspect every vessel on the strait, and we will begin tonight.

Reporter: When will the ferry sail again?

Ilse Marrow: I am not going to name a date tonight.
"""
LINES = [
    {
        "id": f"{outlet}-1", "outlet": outlet, "url": None, "title": "Harbour of Sellin closes",
        "published": "2025-10-15",
        "text": "The harbour of Sellin closed on Tuesday after a crane fell on to the quay. "
        f"{told} The harbour master, Jorun Hald, said it would open again on Friday.",
    }
    for outlet, told in (("Gazette", "Two dockers were hurt."), ("Echo", "Three dockers were hurt."))
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of somebody who did what the tutorial says."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    settings = Settings(store=str(path), pipeline="small")
    with Desk.open(Project(settings), create=True) as desk:
        desk.add(
            desk.project.captures([str(EVENTS / "ferry-aground"), str(EVENTS / "river-treaty")])
        )
    return path


@pytest.fixture
def shell(tmp_path: Path, desk: Path) -> Shell:
    """A shell in a folder with the reader's things, with that store for the default one."""
    folder, data = tmp_path / "here", tmp_path / "data"
    for made in (folder, folder / "demo", data):
        made.mkdir()
    for name, target in FOLDER.items():
        (folder / name).symlink_to(target)
    for name in ("transcript.txt", "briefing.txt", "statement.txt"):
        (folder / name).write_text(TRANSCRIPT, encoding="utf-8")
    for name in ("articles.jsonl", "tuesday.jsonl", "lines.jsonl"):
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in LINES))
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "activate").write_text("# The shell of the tests is active.\n")
    for place in (data, folder):
        shutil.copy(desk, place / "desk.sqlite")
    return Shell(folder, {
        "CROSSWIRE_STORE": str(data / "desk.sqlite"), "CROSSWIRE_PIPELINE": "small",
        "CROSSWIRE_JUDGEMENTS": str(data / "judgements.jsonl"), "CROSSWIRE_CACHE_MEGABYTES": "0",
        "CROSSWIRE_SMTP_HOST": "mail.desk.example", "CROSSWIRE_SMTP_FROM": "desk@desk.example",
        "XDG_CONFIG_HOME": str(data), "COLUMNS": "100",
    })  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_a_page_shows_runs_from_top_to_bottom(page: Path, shell: Shell) -> None:
    for block in blocks(page):
        if block.kind in RUN and not block.not_run:
            _run(block, shell)


def _run(block: Block, shell: Shell) -> None:
    if block.kind in ("sh", "console"):
        ended = shell.run(block.commands)
        assert ended.code == 0, f"{block.name} ended with {ended.code}:\n{ended.printed[-2000:]}"
    elif block.kind == "python":
        program = shell.folder / "block.py"
        program.write_text(block.body, encoding="utf-8")
        ended = shell.run("python block.py")
        assert ended.code == 0, f"{block.name}:\n{ended.printed[-2000:]}"
    else:
        with sqlite3.connect(shell.folder.parent / "data" / "desk.sqlite") as store:
            store.execute(block.body).fetchall()


def test_blocks_say_what_they_are() -> None:
    for block in ALL:
        assert block.kind in (*RUN, *READ, SHOWN), f"{block.name}: {block.kind!r}"


def test_blocks_that_are_data_can_be_read() -> None:
    read: dict[str, Callable[[str], object]] = {
        "json": json.loads, "toml": tomllib.loads, "yaml": yaml.safe_load,
    }  # fmt: skip
    for block in ALL:
        if block.kind in READ:
            read[block.kind](block.body)


def test_blocks_that_are_not_run_are_few_and_say_why() -> None:
    assert len(LEFT) <= MOST_LEFT
    for block in LEFT:
        assert block.kind in RUN, f"{block.name} would not be run anyway"
        assert block.not_run
        assert len(block.not_run.split()) >= 3, f"{block.name}: {block.not_run}"


@pytest.mark.parametrize("block", [b for b in LEFT if b.kind != "sql"], ids=lambda b: b.name)
def test_what_is_not_run_could_be(block: Block) -> None:
    if block.kind == "python":
        compile(block.body, block.name, "exec")
    else:
        ended = subprocess.run(
            ["bash", "-n"], input=block.commands, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 0, ended.stderr
        for line in block.commands.replace("\\\n", " ").splitlines():
            _known(line, block)


def _known(line: str, block: Block) -> None:
    """A command of ours that exists, with options that it has."""
    words = shlex.split(line, comments=True)
    if words[:1] == ["crosswire"]:
        names = sorted(map(tuple, reference.command_names()), key=len, reverse=True)
        name = next((n for n in names if tuple(words[1 : len(n) + 1]) == n), None)
        assert name is not None, f"{block.name}: {line}"
        known = _options(name)
        for word in words:
            option = word.partition("=")[0]
            assert not option.startswith("--") or option in known, f"{block.name}: {option}"


def _options(name: tuple[str, ...]) -> set[str]:
    command = get_command(app)
    for word in name:
        command = getattr(command, "commands", {})[word]
    return {"--help"} | {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
