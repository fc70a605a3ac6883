"""What can still be read of a damaged store, written into a folder: rows of every table as JSON lines,
captures as a web archive that ``crosswire add`` takes."""

import json
from pathlib import Path
from typing import NamedTuple

from crosswire.errors import StoreError
from crosswire.report.warc import write_warc
from crosswire.store.faults import kind_of
from crosswire.store.salvage import Wreck, file_of, readable


class Salvaged(NamedTuple):
    """What was saved."""

    rows: dict[str, int]
    """By table."""
    lost: dict[str, int | None]
    """Of the tables that cannot be read to the end: rows lost; None: nobody knows how many."""
    captures: int
    captures_lost: tuple[str, ...]
    """Ids of captures whose page or text cannot be read, or is not what it was."""


def salvage(store: str, folder: Path) -> Salvaged:
    """Save what can be read into a folder that is empty or not there yet."""
    try:
        return _salvaged(file_of(store), folder)
    except OSError as fault:
        raise StoreError(
            f"{folder}: what can be saved cannot be written there ({fault.strerror}); name another "
            "folder, with room for as much as the store has",
            kind=kind_of(fault),
        ) from fault


def _salvaged(path: Path, folder: Path) -> Salvaged:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: an empty folder was wanted; name another", kind="exists")
    tables = folder / "tables"
    rows: dict[str, int] = {}
    lost: dict[str, int | None] = {}
    with Wreck(path) as wreck:
        names = wreck.tables()
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        tables.mkdir()
        for name in names:
            holes: list[None] = []
            rows[name] = _written(wreck, name, tables / f"{name}.jsonl", holes)
            counted = wreck.counted(name)
            if holes or (counted is not None and counted > rows[name]):
                lost[name] = None if counted is None else max(0, counted - rows[name])
    gone: list[str] = []
    with (folder / "captures.warc.gz").open("wb") as stream:
        pages = write_warc(stream, readable(path, gone.append)).pages
    return Salvaged(rows, lost, pages, tuple(gone))


def _written(wreck: Wreck, table: str, file: Path, holes: list[None]) -> int:
    number = 0
    with file.open("w", encoding="utf-8", errors="surrogatepass") as stream:
        for row in wreck.rows(table, lambda: holes.append(None)):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            number += 1
    return number
