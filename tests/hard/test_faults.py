"""The short form of kills, faults, load and what no reader sees: each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("part", ["kills", "faults", "load", "unseen"])
def test_nothing_is_wrong(part: str) -> None:
    """In a process of its own: kills fork, which is for a process without threads."""
    ended = subprocess.run(
        [sys.executable, "-m", "hard", part, "--short"],
        cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
        timeout=900, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
