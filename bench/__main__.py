"""``python -m bench``: print the figures; with ``--write`` keep them in docs/benchmarks.md."""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.cluster import cluster
from bench.entities import entities
from bench.formats import formats
from bench.growth import MORE, growth
from bench.kept import keep, table
from bench.line import PAGES, line
from bench.origins import origins
from bench.quality import TASKS as QUALITY
from bench.quality import Figure
from bench.scale import ARTICLES, scale
from bench.sets import Bench
from bench.speed import speed
from bench.stories import stories
from bench.targets import targets
from bench.web import web

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
TASKS = {**QUALITY, "origins": origins, "stories": stories, "entities": entities}
ALONE = ("speed", "line", "scale", "web", "cluster", "formats", "targets")
"""Tasks that need no gold sets; ``targets`` reads what the others wrote."""
LONG = ("growth",)
"""Tasks that only run when they are named."""
_TIMED = ("speed", "line", "scale", "growth")
"""Tasks whose figures tell how busy the machine was when they began."""


def main() -> None:
    """Measure what was asked for and print one table a task."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(folder=asked.bench.resolve(), scratch=Path(scratch))
        for task in asked.only or [*TASKS, *ALONE]:
            load = os.getloadavg()[0]
            figures = _measured(task, bench, asked)
            for name in dict.fromkeys(figure.task for figure in figures):
                shown = table([figure for figure in figures if figure.task == name])
                print(f"\n{name}\n\n{shown}")
                if asked.write:
                    busy = f", load {load:.1f}" if task in _TIMED else ""
                    _keep(name, shown, f"`{_command(task, asked)}`{busy}")


def _measured(task: str, bench: Bench, asked: argparse.Namespace) -> list[Figure]:
    alone: dict[str, Callable[[], list[Figure]]] = {
        "speed": lambda: speed(asked.pages),
        "line": lambda: line(asked.articles or PAGES, bench.folder),
        "scale": lambda: scale(asked.articles or ARTICLES, taken=asked.taken),
        "growth": lambda: growth(asked.folder, asked.articles or MORE),
        "web": web,
        "cluster": cluster,
        "formats": formats,
        "targets": lambda: targets(DOCUMENT.read_text(encoding="utf-8")),
    }
    return alone[task]() if task in alone else TASKS[task](bench)


def _command(task: str, asked: argparse.Namespace) -> str:
    """What prints the task's tables again."""
    usual = {"scale": ARTICLES, "growth": MORE, "line": None}
    number = (asked.articles or usual[task]) if task in usual else None
    size = f" --articles {number}" if number else ""
    return f"python -m bench --only {task}{size}{' --taken' * (asked.taken and task == 'scale')}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    default = ROOT.parent / "shared" / "bench"
    parser.add_argument("--bench", type=Path, default=default, help="folder of gold sets")
    parser.add_argument(
        "--only", action="append", choices=[*TASKS, *ALONE, *LONG], help="one task; repeatable"
    )
    parser.add_argument(
        "--write", action="store_true", help="keep the figures in docs/benchmarks.md"
    )
    examples = sorted((ROOT / "examples").glob("*/*.txt"))[:2]
    parser.add_argument("--articles", type=int, help="how many, for scale, growth and line")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "build" / "growth",
        help="where growth keeps its store; what lies there is taken up",
    )  # fmt: skip
    parser.add_argument("--taken", action="store_true", help="scale without cleaning the texts")
    parser.add_argument("--pages", type=Path, nargs=2, default=examples, help="two pages for speed")
    asked = parser.parse_args()
    if set(asked.only or TASKS) - {*ALONE, *LONG} and not (asked.bench / "CONTRACT.md").is_file():
        parser.error(f"no gold sets in {asked.bench}; say where they are with --bench FOLDER")
    return asked


def _keep(name: str, figures: str, command: str) -> None:
    """Put a table into docs/benchmarks.md, with the day and what prints it again."""
    day = datetime.now(UTC).date().isoformat()
    stamp = f"{day}, `make bench` ({command}), Python {platform.python_version()}"
    keep(DOCUMENT, name, f"{stamp}\n\n{figures}")


if __name__ == "__main__":
    main()
