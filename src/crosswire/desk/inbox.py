"""Files that wait beside the store until a job is done: a folder a job, each file by its SHA-256."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

from crosswire.desk.wanted import Spooled
from crosswire.errors import ConfigError, StoreError

_CHUNK = 1 << 20
_LONGEST = 120
_ODD = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]+')
_LEFT = 3600.0
"""Seconds after which a folder without a job is taken for left by one that was never kept."""
_SENT = "sent"
_JOB = re.compile(r"job-[0-9a-f]{20}")


class Upload(NamedTuple):
    """A file as it comes."""

    name: str
    stream: IO[bytes]


class Inbox:
    """The folder of what waits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def spool(self, job: str, uploads: Iterable[Upload], most: int) -> tuple[Spooled, ...]:
        """Write files down for a job; ``ConfigError`` where all of them are more than ``most`` bytes."""
        kept: list[Spooled] = []
        try:
            for number, upload in enumerate(uploads):
                folder = self._made(job)
                left = most - sum(one.size for one in kept)
                digest, size = _written(upload.stream, folder / f".{number}.part", left)
                (folder / f".{number}.part").replace(folder / digest)
                kept.append(Spooled(sha256=digest, name=safe_name(upload.name, number), size=size))
        except OSError as fault:
            self.forget(job)
            raise StoreError(
                f"the folder {self.folder}: {fault.strerror or fault}; what was sent is not kept",
                kind="full",
            ) from fault
        except ConfigError:
            self.forget(job)
            raise
        return tuple(kept)

    def lay_out(self, job: str, files: Iterable[Spooled]) -> tuple[Path, list[Path]]:
        """A folder that goes when the job does, and in it the files under their own names, each in a
        folder of its own, in order. What a worker laid out that was killed is laid out anew."""
        where = self.folder / job / _SENT
        shutil.rmtree(where, ignore_errors=True)
        found = []
        for number, one in enumerate(files):
            here = where / str(number)
            here.mkdir(parents=True)
            (here / one.name).symlink_to((self.folder / job / one.sha256).absolute())
            found.append(here / one.name)
        return where, found

    def forget(self, job: str) -> None:
        """The files of a job are needed no more."""
        if _JOB.fullmatch(job):
            shutil.rmtree(self.folder / job, ignore_errors=True)

    def sweep(self, needed: Iterable[str], *, now: float | None = None) -> None:
        """Let go of what no job needs: of those that are over, or were killed before they were kept."""
        wanted = {*needed}
        at = time.time() if now is None else now
        if not self.folder.is_dir():
            return
        for folder in self.folder.iterdir():
            if folder.name not in wanted and _age(folder, at) > _LEFT:
                self.forget(folder.name)

    def _made(self, job: str) -> Path:
        folder = self.folder / job
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder


def inbox_of(store: str, data: Path) -> Path:
    """The folder beside a store that is a file; in the data folder for one of a server."""
    return data / "inbox" if "://" in store else Path(f"{store}-inbox")


def safe_name(name: str, number: int) -> str:
    """A file's name as it can be written anywhere, with its ending: it says what the file is."""
    base = _ODD.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    while len(base.encode("utf-8", "replace")) > _LONGEST:
        stem, dot, ending = base.rpartition(".")
        base = f"{stem[:-1]}{dot}{ending}" if stem and len(ending) < 12 else base[:-1]
    return base.strip(" .") or f"page-{number + 1}"


def _written(stream: IO[bytes], part: Path, most: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with part.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise ConfigError(f"files of at most {most / 1e6:,.0f} MB in all were wanted")
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _age(folder: Path, at: float) -> float:
    try:
        return at - folder.stat().st_mtime
    except OSError:
        return 0.0
