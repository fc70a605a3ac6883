"""A hundred kills during ``add`` lose nothing and double nothing."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from crosswire.stages.group.sketch import Sketch, unpack
from tests.desk.stream import cycle, write

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100
ARTICLES = 200

# All of what is kept, but for what names a run or a moment of ours.
KEPT = {
    "articles": "SELECT id, name, url, headline, published, language, revision_id FROM articles",
    "revisions": "SELECT id, article_id, text_id, published, completeness FROM revisions",
    "captures": "SELECT id, article_id, revision_id, name, medium, text_id FROM captures",
    "texts": "SELECT id, content FROM texts",
    "outlets": "SELECT id, name, domain FROM outlets",
    "memberships": "SELECT article_id, story_id, role FROM memberships WHERE ended_at IS NULL",
    "stories": "SELECT id, state, articles, outlets FROM stories WHERE articles > 0",
    "sketches": "SELECT article_id, version, body FROM sketches",
    "ledger": "SELECT stage, version, input_id FROM ledger",
    "failures": "SELECT DISTINCT stage, item, kind FROM failures",
    "index": "SELECT a.id FROM article_words w JOIN articles a ON a.seq = w.rowid "
    "WHERE article_words MATCH 'treaty OR ferry OR comet'",
}


def kept(store: Path) -> dict[str, list[Any]]:
    engine = create_engine(f"sqlite:///{store}")
    with engine.connect() as connection:
        found = {
            name: sorted(map(tuple, connection.execute(text(asked)).all()), key=repr)
            for name, asked in KEPT.items()
        }
    engine.dispose()
    found["sketches"] = [
        (article, version, told(body)) for article, version, body in found["sketches"]
    ]
    return found


def told(body: bytes) -> Sketch:
    """A sketch but for the moment we saw its article, which is of the run."""
    return replace(unpack(body), seen=None)


@pytest.mark.slow
def test_a_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    articles = [*cycle(ARTICLES)]
    articles.insert(40, {"id": "refused", "text": "\x00\x01" * 80})
    lines = write(tmp_path / "lines.jsonl", articles)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.desk.kills", lines, tmp_path / "desk.sqlite", str(KILLS), "4"],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
        timeout=400, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    undisturbed, killed = kept(tmp_path / "desk.sqlite"), kept(tmp_path / "desk-killed.sqlite")
    assert len(undisturbed["articles"]) == ARTICLES
    for name, rows in undisturbed.items():
        assert killed[name] == rows, name
    # Else it would show nothing: most died at work, and many had kept something when they died.
    assert int(ended.stdout) > KILLS / 2
    assert len(brought(tmp_path / "desk-killed.sqlite")) > KILLS / 10


def brought(store: Path) -> list[Any]:
    """The runs that brought articles."""
    engine = create_engine(f"sqlite:///{store}")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT DISTINCT run_id FROM articles")).all()
    engine.dispose()
    return list(found)
