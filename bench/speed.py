"""Speed and memory on one core: commands from cold, comparisons from cold vectors and remembered ones."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure

_STORIES = ((3, 40), (10, 40))
_RUNS = 3


def speed(pages: Sequence[Path]) -> list[Figure]:
    """Commands, then stories of three and ten articles in one process each."""
    return [
        _pages(pages),
        Figure(task="speed", who="crosswire --help", figures=_command("--help")),
        *(_story(*size) for size in _STORIES),
    ]


def _pages(pages: Sequence[Path]) -> Figure:
    names = [str(page) for page in pages]
    whole = _command("compare", *names, "--format", "jsonl")
    figures = {**_measured(0, 0, names), **whole}
    return Figure(task="speed", who="crosswire compare, two pages", figures=figures)


def _command(*words: str) -> dict[str, float | str]:
    """Seconds until a command of the shell is done, nothing being remembered, and what of them it was
    at work: medians of some."""
    cold, spent = [], []
    for _ in range(_RUNS):
        began, before = time.perf_counter(), os.times()
        subprocess.run(
            [sys.executable, "-m", "crosswire", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            env={**_one_core(), "CROSSWIRE_CACHE_MEGABYTES": "0"},
        )
        cold.append(time.perf_counter() - began)
        after = os.times()
        spent.append(
            after.children_user + after.children_system
            - before.children_user - before.children_system
        )  # fmt: skip
    return {
        "whole command s": round(statistics.median(cold), 2),
        "at work s": round(statistics.median(spent), 2),
    }


def _story(articles: int, sentences: int) -> Figure:
    who = f"{articles} articles of {sentences} sentences"
    return Figure(task="speed", who=who, figures=_measured(articles, sentences))


def _measured(articles: int, sentences: int, pages: Sequence[str] = ()) -> dict[str, float | str]:
    """Medians over runs: a first process with nothing remembered, a second that finds the file."""
    cold, kept = [], []
    for _ in range(_RUNS):
        with tempfile.TemporaryDirectory() as folder:
            asked = [str(articles), str(sentences), folder, *pages]
            cold.append(_once(asked))
            kept.append(_once(asked))

    def median(runs: Sequence[dict[str, float]], name: str) -> float:
        return round(statistics.median(run[name] for run in runs), 2)

    return {
        "annotate s": median(cold, "annotate"),
        "load models s": median(cold, "load"),
        "compare s, cold": median(cold, "compare"),
        "remembered on disk": median(kept, "compare"),
        "in the process": median(kept, "again"),
        "peak MB": round(max(run["peak"] for run in (*cold, *kept))),
    }


def _once(asked: Sequence[str]) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.once", *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_one_core())
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _one_core() -> dict[str, str]:
    """One thread for every library; ``bench.once`` also keeps to one core."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
