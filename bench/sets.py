"""The public gold sets, read from the folder the user names; nothing of them is kept here."""

import gzip
import json
import subprocess
import sys
import tarfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
PIPELINES = ("medium", "small")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The folder of gold sets and a scratch folder for what the commands print."""

    folder: Path
    scratch: Path

    def rows(self, path: str) -> list[Row]:
        """The JSON lines of one of the sets' files."""
        with gzip.open(self.folder / path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def articles(self, name: str, *options: str) -> Path:
        """The article lines of a set, as ``score/to_articles.py`` prints them."""
        kind = "gold" if "--gold" in options else "articles"
        path = self.scratch / f"{name}.{kind}.jsonl"
        script = self.folder / "score" / "to_articles.py"
        with path.open("wb") as out:
            command = [sys.executable, str(script), str(self.folder / name), *options]
            subprocess.run(command, stdout=out, check=True)
        return path

    def score(self, task: str, gold: Path, predicted: Path) -> Row:
        """What ``score/score.py`` says."""
        script = self.folder / "score" / "score.py"
        command = [sys.executable, str(script), task, str(gold), str(predicted)]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        figures: Row = json.loads(done.stdout)
        return figures

    def pages(self) -> Path:
        """The folder of web pages, unpacked once."""
        folder = self.scratch / "webpages"
        if not folder.exists():
            with tarfile.open(self.folder / "extract_webpages" / "pages.tar.xz") as bundle:
                bundle.extractall(folder, filter="data")
        return folder

    def write(self, name: str, rows: list[Row]) -> Path:
        """Predicted lines of a baseline."""
        path = self.scratch / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path


def run_crosswire(
    arguments: list[str], out: Path, *, pipeline: str = "auto", cold: bool = False
) -> float:
    """Run the command line as a user would, with nobody's judgements; its wall-clock seconds.

    ``cold``: nothing of an earlier run is remembered, so that the seconds are those of a first one.

    Raises ``RuntimeError`` when it neither succeeds (0) nor finishes with failures (3).
    """
    import os

    settings = {
        "CROSSWIRE_PIPELINE": pipeline,
        "CROSSWIRE_JUDGEMENTS": str(out.with_suffix(".judgements")),
        **({"CROSSWIRE_CACHE_MEGABYTES": "0"} if cold else {}),
    }
    began = time.perf_counter()
    with out.open("wb") as stdout:
        done = subprocess.run(
            [sys.executable, "-m", "crosswire", *arguments],
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, **settings},
        )
    if done.returncode not in {0, 3}:
        raise RuntimeError(f"crosswire {' '.join(arguments)}: {done.stderr[-2000:]}")
    return time.perf_counter() - began
