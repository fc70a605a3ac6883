"""Past one machine: what a second worker costs, what a run leaves on disk, how fast it is loaded.

``python -m bench.cluster WHAT …`` measures in this process and prints one line of JSON;
``python -m bench --only cluster`` runs these and makes tables of them. Seconds are the processor's, of
this process and all below it, engines' own processes among them; workers have their models open before
anything is counted.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.line import made
from bench.scaled import as_it_is
from bench.wire import Wire
from crosswire.batch.choosing import Closely
from crosswire.batch.ledger import Ledger, Line, Step, Wanted
from crosswire.batch.loading import LoadPart, load_all
from crosswire.batch.parquet import REVISIONS, pack, packed_rows, read_rows
from crosswire.batch.places import Disk
from crosswire.batch.plan import Digest, Digested, files_of, plan
from crosswire.batch.reading import Asked, ReadClosely, ReadPart, Wish, part_name
from crosswire.batch.run import Batch
from crosswire.config import EngineChoice, Settings
from crosswire.engine.base import Engine
from crosswire.engine.local import LocalEngine
from crosswire.project import Project
from crosswire.records.failure import Failure
from crosswire.stages.group import Group
from crosswire.store import index
from crosswire.store.base import open_store
from crosswire.store.loading import Loaded

PAGES = 960
_PART = 24
"""Pages of a partition."""
_CLOSELY = 12
"""Partitions of which all articles are read closely: that takes ten times as long."""
_SOME = 5
"""One partition in so many is for the smaller of the two counts."""
RUNS: Sequence[tuple[EngineChoice, int]] = (
    ("local", 1), ("pool", 1), ("pool", 2), ("ray", 1), ("ray", 2),
)  # fmt: skip
_FEW = 12
"""Pages that are lined up; they are one story, and one of a dozen is a large one."""
LOADED = 4_000
_LOADERS = (1, 4)


def cluster(pages: int = PAGES, loaded: int = LOADED) -> list[Figure]:
    """The three tables."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _write(folder / "pages", pages)
        told = {one: _measured("engine", *map(str, one), folder, pages) for one in RUNS}
        figures = [
            _efficiency(engine, workers, step, told)
            for step in ("read", "read closely")
            for engine, workers in RUNS
        ]
        many = _measured("run", folder / "pages", "none")["steps"]
        _write(folder / "few", _FEW)
        few = _measured("run", folder / "few", "shared")["steps"]
        figures += [_of_run(one) for one in (*many[:3], *few[3:])]
        figures += [_of_load(*one) for one in _loads(folder, loaded)]
    return figures


def _measured(what: str, *arguments: object) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.cluster", what, *map(str, arguments)],
        stdout=subprocess.PIPE, text=True, check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _efficiency(
    engine: EngineChoice, workers: int, step: str, told: dict[tuple[EngineChoice, int], Any]
) -> Figure:
    """Seconds of one worker by seconds of several: 1 is no loss at all."""
    mine, alone = (told[one][step]["cpu"] for one in ((engine, workers), (engine, 1)))
    figures: dict[str, float | str] = {
        "articles": told[engine, workers][step]["articles"],
        "CPU ms an article": round(1000 * mine, 1),
        "of one worker": round(alone / mine, 2),
        "of this process": round(told["local", 1][step]["cpu"] / mine, 2),
        "start, CPU s": round(told[engine, workers][step]["start"], 1),
        "wall ms an article": round(1000 * told[engine, workers][step]["wall"], 1),
    }
    return Figure(task="cluster", who=f"{step}: {engine}, {workers}", figures=figures)


def _of_run(step: dict[str, Any]) -> Figure:
    figures: dict[str, float | str] = {
        "rows": step["rows"],
        "CPU ms an article": round(1000 * step["cpu"] / step["articles"], 1),
        "KB an article": round(step["bytes"] / step["articles"] / 1000, 2),
    }
    return Figure(task="cluster-run", who=step["step"], figures=figures)


def _of_load(who: str, found: dict[str, float]) -> Figure:
    figures: dict[str, float | str] = {
        "articles": int(found["articles"]),
        "rows": int(found["rows"]),
        "articles/s": round(found["articles"] / found["seconds"]),
        "rows/s": round(found["rows"] / found["seconds"]),
    }
    return Figure(task="cluster-load", who=who, figures=figures)


# ---- in processes of their own ------------------------------------------------------------------


def engine(kind: EngineChoice, workers: int, folder: Path, pages: int) -> dict[str, Any]:
    """What an article costs in the two steps that take nearly all of it."""
    project = Project(_settings(kind, workers))
    files, _ = files_of([str(folder / "pages")])
    parts = plan(_digested(files), max(2, pages // _PART))
    out = folder / f"{kind}-{workers}"
    line = project.pipeline
    read = ReadPart(clean=line.clean, group=Group(), place=Disk(out), max_megabytes=20)
    close = ReadClosely(clean=line.clean, annotate=line.annotate, quote=line.quote, place=Disk(out))
    try:
        lines, cost = _counted(project.engine, read, parts)
        wishes = [
            Wish(part.number, found.sha256, _all(out, found))
            for part, found in zip(parts, sorted(lines, key=lambda one: one.name), strict=True)
        ]
        _, closely = _counted(project.engine, close, wishes[:_CLOSELY])
    finally:
        if (end := getattr(project.engine, "close", None)) is not None:
            end()
    return {"read": cost, "read closely": closely}


def _digested(files: Iterable[str]) -> list[Digested]:
    return [Digest().open()(file) for file in files]


def _all(folder: Path, line: Line) -> tuple[Asked, ...]:
    rows = read_rows(Ledger(folder), "revisions", line.name, ["id", "article"])
    return tuple(Asked(row["id"], row["article"], "story", 0) for row in rows)


def _counted(
    engine: Engine, step: Any, tasks: Sequence[Any]
) -> tuple[list[Line], dict[str, float]]:
    """The lines of all tasks; what an article more costs, by what many tasks take beyond what a few of
    them do, and what it takes to begin."""

    def done(some: Sequence[Any]) -> tuple[list[Line], float, float]:
        began, wall = clock.seconds(), time.perf_counter()
        made = engine.map(step, some, label=str)
        return _lines(made), clock.seconds() - began, time.perf_counter() - wall

    few = engine.workers + max(engine.workers, len(tasks) // _SOME)
    with _Processor() as clock:
        first, *_ = done(tasks[: engine.workers])  # imports what is heavy
        some, less, sooner = done(tasks[engine.workers : few])
        rest, more, later = done(tasks[few:])
    articles = sum(line.rows for line in some)
    between = sum(line.rows for line in rest) - articles
    each = (more - less) / between
    cost = {"articles": between, "cpu": each, "wall": (later - sooner) / between,
            "start": less - each * articles}  # fmt: skip
    return first + some + rest, cost


def _lines(found: Iterable[Line | Failure]) -> list[Line]:
    lines = []
    for one in found:
        if isinstance(one, Failure):
            raise RuntimeError(one.words)  # noqa: TRY004  # a fault of the run, not of a type
        lines.append(one)
    return lines


class _Processor(threading.Thread):
    """Seconds of the processor that this process and all below it have taken, those that ended among
    them: Ray's workers are waited for by nobody who is asked, so all are looked at all the time."""

    _EVERY = 0.1

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._spent: dict[tuple[int, int], float] = {}
        self._ended = threading.Event()

    def __enter__(self) -> "_Processor":
        self.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        """Until nobody asks any more."""
        while not self._ended.wait(self._EVERY):
            self._look()

    def seconds(self) -> float:
        """Up to now."""
        self._look()
        return sum(self._spent.values())

    def _look(self) -> None:
        parents: dict[int, int] = {}
        found: dict[int, tuple[int, float]] = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = status.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            process = int(status.parent.name)
            parents[process] = int(words[1])
            found[process] = int(words[19]), sum(map(int, words[11:13])) / os.sysconf("SC_CLK_TCK")
        for process, (began, seconds) in found.items():
            if _below(process, parents):
                self._spent[process, began] = seconds


def _below(process: int, parents: dict[int, int]) -> bool:
    while process not in (0, 1):
        if process == os.getpid():
            return True
        process = parents.get(process, 0)
    return False


def run(pages: Path, closely: Closely) -> dict[str, Any]:
    """A run of this process over pages: what each step costs and leaves."""
    out = pages.with_name(f"{pages.name}-run")
    project = Project(_settings("local", 1))
    clock = _Clocked(project.engine)
    vars(project)["engine"] = clock
    summary = Batch(project, out, _hard, debug=True).run([str(pages)], closely=closely)
    steps: list[dict[str, Any]] = []
    for step, name in _STEPS.items():
        files = [*(out / step).glob("*.parquet")]
        size = sum(file.stat().st_size for file in files)
        rows = sum(line.rows for line in Ledger(out).lines(step))
        steps.append({"step": step, "rows": rows, "bytes": size, "articles": summary.articles,
                      "cpu": clock.spent.get(name, 0.0)})  # fmt: skip
    return {"steps": steps}


_STEPS: dict[Step, str] = {
    "revisions": "read", "edges": "judge", "stories": "", "readings": "read closely",
    "comparisons": "compare",
}  # fmt: skip


def _hard(failure: Failure) -> bool:
    raise RuntimeError(failure.words)


class _Clocked:
    """An engine that knows what each stage took, models' loading not counted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.spent: dict[str, float] = {}

    @property
    def workers(self) -> int:
        """One."""
        return self._engine.workers

    def map(
        self, stage: Any, items: Iterable[Any], *, label: Callable[[Any], str]
    ) -> Iterator[Any]:
        """As the engine does."""
        begun = stage.open()

        class Opened:
            """The stage, open already."""

            name, version = stage.name, stage.version

            def open(self) -> Any:
                """The same each time."""
                return begun

        began = time.process_time()
        yield from self._engine.map(Opened(), items, label=label)
        self.spent[stage.name] = time.process_time() - began

    def through(
        self, stages: Sequence[Any], items: Iterable[Any], *, label: Callable[[Any], str]
    ) -> Iterator[Any]:
        """As the engine does."""
        return self._engine.through(stages, items, label=label)


def load(folder: Path, url: str, indexed: str) -> dict[str, Any]:
    """Load what nobody else has; without the full-text index where it is not asked for."""
    if indexed == "bare":
        vars(index)["_postgres"] = lambda *_: None
    stage = LoadPart(url=url, clean=("clean", "0"), place=Disk(folder))
    lines = [*Ledger(folder).lines("revisions")]
    found = [*load_all(LocalEngine(debug=True), stage, lines)]
    return {"articles": sum(one.articles for one in found if isinstance(one, Loaded))}


# ---- around them --------------------------------------------------------------------------------


def _settings(kind: EngineChoice, workers: int) -> Settings:
    return Settings(pipeline="small", cache_megabytes=0, engine=kind, workers=workers)


def _write(folder: Path, pages: int) -> None:
    folder.mkdir()
    for number, capture in enumerate(made(pages)):
        (folder / f"{number:05d}.html").write_text(capture.content.content, encoding="utf-8")


def _loads(folder: Path, articles: int) -> Iterator[tuple[str, dict[str, float]]]:
    """One loader and four, with the full-text index and without."""
    # Its wheel carries PostgreSQL for the tests; the product asks for a server that runs.
    from tests.postgres import server

    out = folder / "loading"
    _fill(out, articles)
    with server() as running:
        running.execute("ALTER SYSTEM RESET fsync")
        running.execute("SELECT pg_reload_conf()")
        for indexed in ("bare", "indexed"):
            for loaders in _LOADERS:
                with running.schema() as url:
                    with open_store(url, create=True):
                        pass
                    seconds = _side_by_side(out, url, indexed, loaders)
                    words = "full-text index" if indexed == "indexed" else "no full-text index"
                    yield f"{loaders} loaders, {words}", {"seconds": seconds, **_kept(url)}


def _side_by_side(out: Path, url: str, indexed: str, loaders: int) -> float:
    words = [sys.executable, "-m", "bench.cluster", "load", str(out), url, indexed]
    started = [
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(loaders)
    ]
    for one in started:
        assert one.stdout is not None
        one.stdout.readline()  # all is imported
    began = time.perf_counter()
    for one in started:
        assert one.stdin is not None
        one.stdin.close()
    if any(one.wait() for one in started):
        raise RuntimeError("a loader failed; run it by itself to see why")
    return time.perf_counter() - began


def _kept(url: str) -> dict[str, float]:
    with open_store(url) as store, store.read() as reader:
        ask = reader.connection.exec_driver_sql
        names = ("texts", "articles", "captures", "revisions", "article_words", "ledger")
        counts = {name: ask(f"SELECT count(*) FROM {name}").scalar_one() for name in names}
    return {"articles": counts["articles"], "rows": sum(counts.values())}


def _fill(out: Path, articles: int) -> None:
    """A run's revisions, of invented articles taken as they are."""
    ledger, captures = Ledger(out), Wire().articles(articles)
    for number in range(articles // 250):
        rows = []
        for capture in islice(captures, 250):
            read = as_it_is(capture)
            blank: dict[str, Any] = dict.fromkeys(REVISIONS.names)
            rows.append(blank | {"id": capture.id, "sketch": b"", "record": pack(read)})
        name = part_name(number)
        ledger.keep(Wanted("revisions", name, name, ()), packed_rows(REVISIONS, rows), len(rows))


def main(what: str, *arguments: str) -> None:
    """Measure and print."""
    if what == "engine":
        kind, workers, folder, pages = arguments
        found = engine(kind, int(workers), Path(folder), int(pages))  # type: ignore[arg-type]
    elif what == "run":
        found = run(Path(arguments[0]), arguments[1])  # type: ignore[arg-type]
    else:
        print("ready", flush=True)
        sys.stdin.read()
        found = load(Path(arguments[0]), arguments[1], arguments[2])
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
