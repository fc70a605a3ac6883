"""A desk served to twenty readers while articles come in: milliseconds a page, bytes of a first paint.

The store is ``bench.newsroom``'s, made once and kept in the folder of temporary files; each run works on
a copy. Server, ingest and readers are processes of their own; readers ask by real HTTP, packed, one page
and a think of one to three seconds after the other.
"""

import asyncio
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import httpx

from bench.figures import Figure
from bench.newsroom import versions
from crosswire.store.base import upgrade_store

ARTICLES = 10_000
READERS = 20
SECONDS = 60.0
SETTLES = 20.0
"""Seconds that it is read before it is measured: a desk is open all day."""
THINK = (1.0, 3.0)
"""Seconds between two pages of one reader."""
_LISTENS = re.compile(r"open at (http://\S+)")
_ASSETS = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "CROSSWIRE_PIPELINE": "small"}
Times = dict[str, list[float]]
"""Milliseconds by kind of page."""


def web(articles: int = ARTICLES, seconds: float = SECONDS) -> list[Figure]:
    """Served, fed and read for so long."""
    kept = store_of(articles)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(kept / "desk.sqlite", folder / "desk.sqlite")
        upgrade_store(folder / "desk.sqlite")
        with served(str(folder / "desk.sqlite"), folder) as (address, server):
            paint = _first_paint(address)
            asyncio.run(read(address, seconds=SETTLES))
            with fed(folder, articles, seconds):
                before, held = worked_by(server), articles_in(folder)
                times = asyncio.run(read(address, seconds=seconds))
                worked, came = worked_by(server) - before, articles_in(folder) - held
    who = (
        f"{articles:,} articles, {READERS} readers, {came / seconds:.1f} articles a second come in"
    )
    load = round(os.getloadavg()[0], 1)
    return [
        *(_figure(kind, found, who, load) for kind, found in sorted(times.items())),
        _work(worked, sum(map(len, times.values()))),
        Figure(task="web-bytes", who="first paint of a story, transferred", figures=paint),
    ]


def _figure(kind: str, times: Sequence[float], who: str, load: float) -> Figure:
    ordered = sorted(times)
    figures: dict[str, float | str] = {
        "of": who,
        "p50 ms": round(statistics.median(ordered), 1),
        "p95 ms": round(ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))], 1),
        "pages": len(ordered),
        "load of the machine": load,
    }
    return Figure(task="web", who=kind, figures=figures)


def worked_by(process: int) -> float:
    """Milliseconds of a core that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def articles_in(folder: Path) -> int:
    """How many articles the store in ``folder`` holds."""
    with closing(sqlite3.connect(folder / "desk.sqlite")) as store:
        return int(store.execute("SELECT count(*) FROM articles").fetchone()[0])


def _work(milliseconds: float, pages: int) -> Figure:
    """What a page costs the server, however busy the machine is with other things."""
    figures: dict[str, float | str] = {
        "ms of a core a page": round(milliseconds / pages, 1),
        "pages": pages,
    }
    return Figure(task="web-work", who="the server", figures=figures)


def store_of(articles: int) -> Path:
    """The folder of the store, made where there is none by these versions of the stages."""
    folder = Path(tempfile.gettempdir()) / f"crosswire-newsroom-{articles}"
    made, wanted = folder / "made", versions(folder / "desk.sqlite")
    if not made.exists() or made.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        command = [sys.executable, "-m", "bench.newsroom", str(folder), str(articles)]
        subprocess.run(command, check=True, env={**os.environ, **_QUIET})
        made.write_text(wanted, encoding="utf-8")
    return folder


@contextmanager
def served(store: str, folder: Path) -> Iterator[tuple[str, int]]:
    """``crosswire serve`` on a free port, until it answers; its address and its process. ``folder`` is
    its folder of data."""
    command = [sys.executable, "-m", "crosswire", "serve", "--store", store, "--port", "0"]
    told = folder / "served.txt"
    with told.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT,
            env={**os.environ, **_QUIET, "CROSSWIRE_DATA": str(folder)},
        )  # fmt: skip
    try:
        yield _address(server, told), server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def _address(server: "subprocess.Popen[bytes]", told: Path) -> str:
    for _ in range(600):
        if found := _LISTENS.search(told.read_text(encoding="utf-8")):
            return found[1].rstrip("/")
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {told.read_text(encoding='utf-8')[-800:]}")


@contextmanager
def fed(folder: Path, since: int, seconds: float, rate: float | None = None) -> Iterator[None]:
    """Articles come in meanwhile; ``rate``: so many a second, else as many as may."""
    command = [
        sys.executable, "-m", "bench.newsroom", str(folder), str(since), "--feed", str(seconds),
        *(["--rate", str(rate)] if rate else []),
    ]  # fmt: skip
    feeding = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **_QUIET})
    try:
        yield
    finally:
        feeding.terminate()
        feeding.wait(timeout=60)


def _first_paint(address: str) -> dict[str, float | str]:
    """Bytes of a story's page and of what it is painted with, as they are transferred."""
    with httpx.Client(base_url=address, timeout=60) as client:
        story = _stories(client.get("/").text)[0]
        page = _transferred(client, story)
        assets = dict.fromkeys(_ASSETS.findall(client.get(story).text))
        rest = sum(_transferred(client, one) for one in assets)
    return {"page KB": round(page / 1000, 1), "styles and scripts KB": round(rest / 1000, 1),
            "together KB": round((page + rest) / 1000, 1)}  # fmt: skip


def _transferred(client: httpx.Client, path: str) -> int:
    with client.stream("GET", path) as response:
        response.raise_for_status()
        for _ in response.iter_raw():
            pass
        return response.num_bytes_downloaded


def _stories(front: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r'href="(/stories/[^"?#]+)"', front)))


class Crowd(NamedTuple):
    """Who reads, and how."""

    readers: int = READERS
    think: tuple[float, float] = THINK
    """Seconds between two pages of one reader."""
    every: float | None = None
    """Instead: a page every so many seconds, however long the last took."""


async def read(address: str, seconds: float, crowd: Crowd | None = None) -> Times:
    """Readers read for so long; raises where a page is not answered as it should be."""
    crowd = crowd or Crowd()
    times: Times = defaultdict(list)
    until = time.monotonic() + seconds
    async with asyncio.TaskGroup() as group:
        for number in range(crowd.readers):
            group.create_task(_reader(address, number, until, times, crowd))
    return times


async def _reader(address: str, number: int, until: float, times: Times, crowd: Crowd) -> None:
    """One person: the front page, a story of it, a search for words of its headline, and so on."""
    draw = random.Random(number)
    stories: list[str] = []
    words = ["counted"]
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:
        await asyncio.sleep(draw.uniform(0, crowd.every or crowd.think[1]))
        while time.monotonic() < until:
            kind, path = _next(draw, stories, words)
            began = time.perf_counter()
            response = await client.get(path)
            times[kind].append((time.perf_counter() - began) * 1000)
            response.raise_for_status()
            if kind == "front":
                stories = _stories(response.text)
                words = re.findall(r">([A-Z]\w+(?: \w+){3})", response.text) or words
            taken = time.perf_counter() - began
            pause = draw.uniform(*crowd.think) if crowd.every is None else crowd.every - taken
            await asyncio.sleep(max(0.0, pause))


def _next(draw: random.Random, stories: Sequence[str], words: Sequence[str]) -> tuple[str, str]:
    """The kind and the address of the next page."""
    chance = draw.random()
    if not stories or chance < 0.4:
        order = draw.choice(("newest", "newest", "newest", "rising", "outlets"))
        return "front", f"/?order={order}"
    if chance < 0.75:
        return "story", draw.choice(stories)
    some = draw.choice(words).split()
    asked = {"words": " ".join(draw.sample(some, k=min(2, len(some)))),
             "order": draw.choice(("newest", "ranked")),
             "kind": draw.choice(("article", "article", "quotation"))}  # fmt: skip
    return "search", f"/search?{urlencode(asked)}"
