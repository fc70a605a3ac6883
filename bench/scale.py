"""A store filled with an invented wire and asked: articles a second, memory, size, milliseconds."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import Any

from bench.figures import Figure

ARTICLES = 10_000
"""In ``make bench``; ``make bench-scale`` puts in 100,000."""


def scale(articles: int, *, taken: bool = False) -> list[Figure]:
    """Filled, weighed and asked in a process of its own, so that memory is that of the desk alone.

    ``taken``: without the cleaning, which costs the same however much is kept.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.scaled", folder, str(articles)]
        done = subprocess.run(
            [*command, *["--taken"] * taken],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
    return figures(json.loads(done.stdout.splitlines()[-1]), articles)


def figures(found: Mapping[str, Any], articles: int) -> list[Figure]:
    """The tables of one run."""
    who = f"{articles:,} articles"
    added = {
        "articles/s": round(articles / found["seconds"], 1),
        **{
            f"{stage} ms": round(1000 * seconds / articles, 2)
            for stage, seconds in sorted(found["stages"].items())
        },
        "peak MB": round(max(found["megabytes"])),
        "stories": found["stories"],
    }
    steps = {f"{n}/{len(found['steps'])}": round(s, 1) for n, s in enumerate(found["steps"], 1)}
    memory = {
        f"{n}/{len(found['megabytes'])}": round(m) for n, m in enumerate(found["megabytes"], 1)
    }
    sizes = {f"{part} MB": round(size) for part, size in found["sizes"].items()}
    kept = sum(size for part, size in found["sizes"].items() if part != "captures")
    return [
        Figure(task="scale-adding", who=who, figures=added),
        Figure(task="scale-steps", who=f"{who}: articles/s", figures=steps),
        Figure(task="scale-steps", who=f"{who}: MB held", figures=memory),
        Figure(task="scale-sizes", who=who, figures={**sizes, "without captures MB": round(kept)}),
        *(_asked(kind, times, who) for kind, times in found["answers"].items()),
    ]


def _asked(kind: str, times: Sequence[float], who: str) -> Figure:
    ordered = sorted(times)
    figures: dict[str, float | str] = {
        "of": who,
        "p50 ms": round(statistics.median(ordered), 1),
        "p95 ms": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 1),
        "questions": len(ordered),
    }
    return Figure(task="scale-answers", who=kind, figures=figures)
