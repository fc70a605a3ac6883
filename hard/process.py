"""What a process holds, as Linux says it (proc(5))."""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")


class Held(NamedTuple):
    """Memory, and what is open."""

    megabytes: float
    files: int
    sockets: int
    threads: int

    def __str__(self) -> str:
        return (
            f"{self.megabytes:.0f} MB, {self.files} handles, {self.sockets} sockets, "
            f"{self.threads} threads"
        )


def held(process: int) -> Held:
    """By one process."""
    place = Path(f"/proc/{process}")
    opened = []
    for one in (place / "fd").iterdir():
        with suppress(OSError):  # closed this moment
            opened.append(str(one.readlink()))
    sockets = sum(name.startswith("socket:") for name in opened)
    return Held(megabytes(process), len(opened), sockets, len([*(place / "task").iterdir()]))


def megabytes(process: int) -> float:
    """What of a process lies in memory."""
    fields = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * _PAGE / 1e6


def children(process: int) -> list[int]:
    """Those of a process, and theirs."""
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):
            mine = map(int, (thread / "children").read_text(encoding="ascii").split())
            found += [one for child in mine for one in (child, *children(child))]
    return found
