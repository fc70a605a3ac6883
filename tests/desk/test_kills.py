"""Kills during ``add`` lose nothing and double nothing."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text

from crosswire.stages.group.sketch import Sketch, unpack
from crosswire.store.engine import make_engine, parse
from tests.desk.stream import cycle, write
from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
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
    "readings": "SELECT revision_id, version FROM readings",
    "quotations": "SELECT revision_id, id, speaker_name FROM quotations",
    "names": "SELECT revision_id, local_id, name FROM entity_members",
}
INDEX = {
    "sqlite": "SELECT a.id FROM article_words w JOIN articles a ON a.seq = w.rowid "
    "WHERE article_words MATCH 'treaty OR ferry OR comet'",
    "postgresql": "SELECT a.id FROM article_words w JOIN articles a ON a.seq = w.seq "
    "WHERE w.words @@ to_tsquery('simple', 'treaty | ferry | comet')",
}


def kept(store: str) -> dict[str, list[Any]]:
    engine = make_engine(parse(store), write=False)
    asked = KEPT | {"index": INDEX[engine.dialect.name]}
    with engine.connect() as connection:
        found = {
            name: sorted(map(tuple, connection.execute(text(ask)).all()), key=repr)
            for name, ask in asked.items()
        }
    found["sketches"] = [
        (article, version, told(body)) for article, version, body in found["sketches"]
    ]
    return found


def told(body: bytes) -> Sketch:
    """A sketch but for the moment we saw its article, which is of the run."""
    return replace(unpack(body), seen=None)


class Trial(NamedTuple):
    """How much is added, how closely it is read, how often it is killed."""

    articles: int
    kills: int
    closely: str


MANY = Trial(articles=200, kills=100, closely="none")
FEW = Trial(articles=40, kills=20, closely="none")
CLOSELY = Trial(articles=14, kills=12, closely="shared")


@pytest.mark.slow
@pytest.mark.parametrize("trial", [MANY, CLOSELY], ids=["many", "closely"])
def test_kills_lose_and_double_nothing_in_a_file(tmp_path: Path, trial: Trial) -> None:
    tried(tmp_path, trial, str(tmp_path / "desk.sqlite"), str(tmp_path / "killed.sqlite"))


@pytest.mark.slow
def test_kills_lose_and_double_nothing_in_a_database(tmp_path: Path, postgres: Server) -> None:
    with postgres.database() as store, postgres.database() as killed:
        tried(tmp_path, FEW, store, killed)


def tried(folder: Path, trial: Trial, store: str, killed: str) -> None:
    """What was added between kills is what was added undisturbed."""
    articles = [*cycle(trial.articles)]
    articles.insert(trial.articles // 5, {"id": "refused", "text": "\x00\x01" * 80})
    lines = write(folder / "lines.jsonl", articles)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.desk.kills", lines, store, killed, str(trial.kills), "4",
         trial.closely],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
        timeout=400, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    undisturbed, between = kept(store), kept(killed)
    assert len(undisturbed["articles"]) == trial.articles
    assert (undisturbed["readings"] == []) is (trial.closely == "none")
    for name, rows in undisturbed.items():
        assert between[name] == rows, name
    # Else it would show nothing: many died at work, and some had kept something when they died.
    assert int(ended.stdout) >= trial.kills / 4
    assert len(at_work(killed)) > trial.kills / 10


def at_work(store: str) -> list[Any]:
    """The runs that brought articles, or read them closely."""
    with make_engine(parse(store), write=False).connect() as connection:
        return list(connection.execute(text("SELECT DISTINCT run_id FROM ledger")).all())
