"""Speed and memory of one comparison of two pages: cold as a command, warm in one process."""

import os
import statistics
import subprocess
import sys
from pathlib import Path

from bench.quality import Figure

_WARM = """
import json, resource, sys, time
from crosswire.config import Settings
from crosswire.project import Project
project = Project(Settings.load())
def once(suffix):
    from crosswire.records import Capture, Failure
    pages = [c for c in project.captures(sys.argv[1:])]
    pages = [c.model_copy(update={"name": c.name + suffix}) for c in pages if not isinstance(c, Failure)]
    began = time.perf_counter()
    list(project.compare(pages))
    return time.perf_counter() - began
once("")
warm = [once(f"-{k}") for k in range(5)]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"warm": warm, "peak": peak}))
"""


def speed(pages: list[Path]) -> list[Figure]:
    """Two pages: seconds of the whole command, of a further comparison, and peak memory in MB."""
    import json
    import time

    names = [str(page) for page in pages]
    cold = []
    for _ in range(3):
        began = time.perf_counter()
        command = [sys.executable, "-m", "crosswire", "compare", *names, "--format", "jsonl"]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        cold.append(time.perf_counter() - began)
    inside = [sys.executable, "-c", _WARM, *names]
    done = subprocess.run(inside, capture_output=True, text=True, check=True, env=os.environ)
    measured = json.loads(done.stdout)
    return [
        Figure(
            task="speed",
            who="crosswire compare, two pages, default pipeline",
            figures={
                "cold s": round(statistics.median(cold), 2),
                "warm s": round(statistics.median(measured["warm"]), 2),
                "peak MB": round(measured["peak"]),
            },
        )
    ]
