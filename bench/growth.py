"""What an article costs as more and more are kept, the number of active stories staying the same."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from bench.figures import Figure

MORE = 100_000
"""Articles that come once as many stories fall asleep as begin; ``make bench-scale`` asks for more."""
_MARKS = (0, 1_000, 10_000, 100_000, 200_000, 1_000_000)
_ACTIVE = (2_000, 5_000, 10_000, 15_000, 20_000)
_STAGES = ("group", "settle", "store")
Row = Mapping[str, Any]


def growth(folder: Path, more: int = MORE) -> list[Figure]:
    """Measured in a process of its own, which goes on with what lies in ``folder``. Stopped by
    Ctrl-C, it tells of what there is, and can be taken up again."""
    command = [sys.executable, "-m", "bench.grown", str(folder), str(more)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        try:
            told, _ = running.communicate()
        except KeyboardInterrupt:
            # It was told to stop as well, and still says how far it came.
            told, _ = running.communicate()
    if running.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {running.returncode}")
    return figures(json.loads(told.splitlines()[-1]), more)


def figures(found: Row, more: int) -> list[Figure]:
    """The tables of one run."""
    filled, windows = found["filled"], _grown(found["windows"])
    held = [one for one in windows if one["articles"] > filled]
    marks = sorted({*(mark for mark in _MARKS if mark < more), more})
    rows = []
    for after, until in pairwise(marks):
        some = [one for one in held if after < one["articles"] - filled <= until]
        if some:
            rows.append((after, some[-1]["articles"] - filled, _mean(some)))
    told = [row for *_, row in rows]
    return [
        *(_held(f"{a:,} to {b:,}", row, told) for a, b, row in rows),
        *_by_active([one for one in windows if one["articles"] <= filled]),
        Figure(
            task="growth-opening",
            who=f"{windows[-1]['active']:,} active stories",
            figures={"articles": windows[-1]["articles"], "seconds": round(found["opening"], 1)},
        ),
    ]


def _grown(windows: Sequence[Row]) -> list[Row]:
    """Each with the bytes that it added; without those in which the store was taken up, or whose
    articles were partly there."""
    grown = [
        {**one, "bytes": one["size"] - before["size"]}
        for before, one in pairwise([{"size": 0}, *windows])
    ]
    size = max(one["new"] for one in grown)
    return [one for one in grown if one["new"] == size and not one["opened"]]


def _mean(windows: Sequence[Row]) -> dict[str, float]:
    """Of windows of one size."""
    each = 1000 / windows[0]["new"]
    return {
        **{
            stage: each * fmean(one["seconds"][stage] for one in windows)
            for stage in (*_STAGES, "whole")
        },
        "sample": 1000 * fmean(one["sample"] for one in windows),
        "kilobytes": fmean(one["bytes"] for one in windows) / windows[0]["new"] / 1000,
        "active": fmean(one["active"] for one in windows),
        "held": windows[-1]["held"],
    }


def _held(who: str, row: Row, rows: Sequence[Row]) -> Figure:
    """One stretch beside the mean of all, its time by the pace of the machine meanwhile."""
    pace = [one["whole"] / one["sample"] for one in rows]
    time = row["whole"] / row["sample"] / fmean(pace)
    size = row["kilobytes"] / fmean(one["kilobytes"] for one in rows)
    told: dict[str, float | str] = {
        **_times(row),
        "same work ms": round(row["sample"], 1),
        "time, of the mean": round(time, 2),
        "KB an article": round(row["kilobytes"], 2),
        "size, of the mean": round(size, 2),
        "active stories": f"{row['active']:,.0f}",
        "MB held": round(row["held"]),
    }
    return Figure(task="growth", who=who, figures=told)


def _times(row: Row) -> dict[str, float]:
    return {
        "ms an article": round(row["whole"], 2),
        **{f"{stage} ms": round(row[stage], 2) for stage in _STAGES},
    }


def _by_active(windows: Sequence[Row]) -> list[Figure]:
    """What an article costs while ever more stories are awake: the window that reached each number
    and its neighbours, beside the first of these."""
    reached = (
        next((n for n, one in enumerate(windows) if one["active"] >= wanted), None)
        for wanted in _ACTIVE
    )
    rows = [_mean(windows[max(0, at - 1) : at + 2]) for at in reached if at is not None]
    return [
        Figure(
            task="growth-active",
            who=f"{row['active']:,.0f}",
            figures={
                **_times(row),
                "same work ms": round(row["sample"], 1),
                "time, of the first": round(
                    row["whole"] / row["sample"] * rows[0]["sample"] / rows[0]["whole"], 2
                ),
                "MB held": round(row["held"]),
            },
        )
        for row in rows
    ]
