"""The sets cut down: every file there, stories whole."""

import json
from pathlib import Path

import pytest

from training.point_stories import rows
from training.rehearsal import FIRST, PAGES, PUBLIC, TRAINING, WHOLE, main, shortest, write


def marked(story: str) -> dict[str, object]:
    return {"story": story, "points": [story], "conflicts": [story]}


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    folder = tmp_path / "bench"
    for name in FIRST:
        write(folder / name, [{"n": n} for n in range(500)])
    for gold, articles in (("train_gold", "train_articles"), ("gold", "articles")):
        stories = [f"{gold}{n}" for n in range(40)]
        write(folder / "statements" / f"{gold}.jsonl.gz", [marked(s) for s in stories])
        write(
            folder / "statements" / f"{articles}.jsonl.gz",
            [{"story": s, "id": f"{s}/{k}"} for s in stories for k in range(3)],
        )
    for name in WHOLE:
        (folder / name).mkdir(parents=True)
    pages = {str(n): {"articleBody": "A dam broke."} for n in range(90)}
    (folder / "extract_zyte" / "ground-truth.json").write_text(json.dumps(pages))
    return folder


def test_few_lines_of_each_set(
    bench: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "small"
    arguments = ["rehearsal", "--bench", str(bench), "--out", str(out)]
    monkeypatch.setattr("sys.argv", arguments)
    main()
    main()  # a second time over the first
    assert {name: len(rows(out / name)) for name in FIRST} == FIRST
    assert len(json.loads((out / "extract_zyte/ground-truth.json").read_text())) == PAGES
    assert all((out / name).is_dir() for name in WHOLE)
    for gold, articles in (("train_gold", "train_articles"), ("gold", "articles")):
        kept = {g["story"] for g in rows(out / "statements" / f"{gold}.jsonl.gz")}
        told = rows(out / "statements" / f"{articles}.jsonl.gz")
        assert len(told) == 3 * len(kept)
        assert {a["story"] for a in told} == kept
    assert len(rows(out / "statements" / "gold.jsonl.gz")) == PUBLIC


def test_the_shortest_stories_with_a_conflict() -> None:
    lines = [{"points": [0] * (30 - n), "conflicts": [0] * (n % 2)} for n in range(30)]
    found = shortest(lines)
    assert len(found) == TRAINING
    assert all(one["conflicts"] for one in found)
    assert len(found[0]["points"]) == 1
    assert shortest([]) == []
