"""``python -m bench``: print the figures; with ``--write`` keep them in docs/benchmarks.md."""

import argparse
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.cluster import cluster
from bench.entities import entities
from bench.kept import keep, table
from bench.line import PAGES, line
from bench.origins import origins
from bench.quality import TASKS as QUALITY
from bench.quality import Figure
from bench.scale import ARTICLES, scale
from bench.sets import Bench
from bench.speed import speed
from bench.stories import stories
from bench.web import web

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "benchmarks.md"
TASKS = {**QUALITY, "origins": origins, "stories": stories, "entities": entities}
ALONE = ("speed", "line", "scale", "web", "cluster")
"""Tasks that need no gold sets."""


def main() -> None:
    """Measure what was asked for and print one table a task."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(folder=asked.bench.resolve(), scratch=Path(scratch))
        for task in asked.only or [*TASKS, *ALONE]:
            figures = _measured(task, bench, asked)
            for name in dict.fromkeys(figure.task for figure in figures):
                shown = table([figure for figure in figures if figure.task == name])
                print(f"\n{name}\n\n{shown}")
                if asked.write:
                    _keep(name, shown, _command(task, asked))


def _measured(task: str, bench: Bench, asked: argparse.Namespace) -> list[Figure]:
    if task == "speed":
        return speed(asked.pages)
    if task == "line":
        return line(asked.articles if asked.articles != ARTICLES else PAGES)
    if task == "scale":
        return scale(asked.articles, taken=asked.taken)
    if task in ("web", "cluster"):
        return web() if task == "web" else cluster()
    return TASKS[task](bench)


def _command(task: str, asked: argparse.Namespace) -> str:
    """What prints the task's tables again."""
    size = f" --articles {asked.articles}{' --taken' * asked.taken}" if task == "scale" else ""
    return f"python -m bench --only {task}{size}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    default = ROOT.parent / "shared" / "bench"
    parser.add_argument("--bench", type=Path, default=default, help="folder of gold sets")
    parser.add_argument(
        "--only", action="append", choices=[*TASKS, *ALONE], help="one task; repeatable"
    )
    parser.add_argument(
        "--write", action="store_true", help="keep the figures in docs/benchmarks.md"
    )
    examples = sorted((ROOT / "examples").glob("*/*.txt"))[:2]
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many, for scale")
    parser.add_argument("--taken", action="store_true", help="scale without cleaning the texts")
    parser.add_argument("--pages", type=Path, nargs=2, default=examples, help="two pages for speed")
    asked = parser.parse_args()
    if set(asked.only or TASKS) - {*ALONE} and not (asked.bench / "CONTRACT.md").is_file():
        parser.error(f"no gold sets in {asked.bench}; say where they are with --bench FOLDER")
    return asked


def _keep(name: str, figures: str, command: str) -> None:
    """Put a table into docs/benchmarks.md, with the day and what prints it again."""
    day = datetime.now(UTC).date().isoformat()
    stamp = f"{day}, `make bench` (`{command}`), Python {platform.python_version()}"
    keep(DOCUMENT, name, f"{stamp}\n\n{figures}")


if __name__ == "__main__":
    main()
