"""A disk that is full, and a file that cannot be written."""

import os
import resource
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from crosswire.desk import adding
from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Doer, Regroup
from crosswire.errors import StoreError
from crosswire.records.lists import Query
from crosswire.store.base import check_store
from crosswire.store.copies import backup
from hard.killing import Failed, lived
from hard.rows import How, Row, told
from hard.same import Rows, differences, kept
from hard.tasks import add_lines, desk_at, swapped
from tests.desk.stream import cycle

_ARTICLES = 160
_MEGABYTES = (1.0, 1.3, 1.6, 1.9, 2.2, 2.5, 2.8, 3.1, 3.4, 3.7)
_ROOM = 64
_NOBODY = 65534


class Small(NamedTuple):
    """A folder in which there is little room."""

    folder: Path
    grow: Callable[[], None]
    how: str


def rows(how: How) -> Iterator[Row]:
    """Both."""
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        whole = str(Path(folder) / "desk.sqlite")
        _fill(whole)
        expected = kept(whole)
        yield _full(_MEGABYTES if how.long else _MEGABYTES[4:5], expected)
        yield _read_only(whole)


def _fill(store: str) -> None:
    with swapped(adding, BATCH=4), desk_at(store) as (desk, folder):
        add_lines(desk, folder, [*cycle(_ARTICLES)])


def _full(sizes: tuple[float, ...], expected: Rows) -> Row:
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    way = ""
    for megabytes in sizes:
        with _small(megabytes) as place:
            way = place.how
            store = str(place.folder / "desk.sqlite")
            outcomes[_refused(lambda store=store: _fill(store), "full", wrong)] += 1  # type: ignore[misc]
            if Path(store).exists():
                with desk_at(store) as (desk, _):
                    wrong += _while_full(desk, store, place.folder)
            place.grow()
            _fill(store)
            wrong += [f"{megabytes} MB: {one}" for one in differences(expected, kept(store))]
            wrong += check_store(store).problems
    return Row(
        tried=f"disk full ({way}) while articles are added; room made, added again",
        number=outcomes.total(), happened=f"{told(outcomes)}; read all the while; in the end each held "
        "what an undisturbed one holds", wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


def _while_full(desk: Desk, store: str, folder: Path) -> Iterator[str]:
    """It is read as ever; what is written is refused in words, and nothing is left of a copy."""
    desk.stories()
    desk.search(Query(words="ferry OR treaty"))
    yield from check_store(store).problems
    wrong: list[str] = []
    ballast = folder / "ballast"
    _to_the_brim(ballast)
    came = _refused(lambda: backup(store, folder / "copy.sqlite"), "full", wrong)
    left = [one.name for one in folder.iterdir() if "copy" in one.name]
    if left and came != "had room":
        wrong.append(f"left of a copy that did not fit: {left}")
    ballast.unlink()
    yield from wrong


def _to_the_brim(ballast: Path) -> None:
    """As much as there is room for."""
    room = True
    with ballast.open("wb", buffering=0) as stream:
        while room:
            try:
                stream.write(b"x" * 4096)
            except OSError:
                room = False


def _refused(act: Callable[[], object], kind: str, wrong: list[str]) -> str:
    """What came of it; anything but what was wanted is noted."""
    try:
        act()
    except StoreError as fault:
        if fault.kind != kind:
            wrong.append(f"{kind} was wanted, {fault.kind} came: {fault}")
        return "refused in words"
    except Exception as fault:  # noqa: BLE001 (to find those is what this is for)
        wrong.append(f"{kind}: {fault!r}")
        return "crashed"
    return "had room"


@contextmanager
def _small(megabytes: float) -> Iterator[Small]:
    """A file system of its own where this user may mount one; else a limit on the size of a file."""
    size = int(megabytes * 1_000_000)
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        if _mounted(folder, f"size={size}"):
            try:
                yield Small(Path(folder), lambda: _remounted(folder, f"size={_ROOM}m"), "tmpfs")
            finally:
                subprocess.run(["umount", folder], check=True, capture_output=True)
            return
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield Small(
                Path(folder), lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before),
                "by a limit on the size of a file",
            )  # fmt: skip
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _mounted(folder: str, options: str) -> bool:
    if os.geteuid() != 0:
        return False
    mount = ["mount", "-t", "tmpfs", "-o", options, "crosswire-hard", folder]
    return subprocess.run(mount, check=False, capture_output=True).returncode == 0


def _remounted(folder: str, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", folder], check=True, capture_output=True)


def _read_only(whole: str) -> Row:
    """On a file system that is mounted for reading, where that may be done; else by its rights."""
    wrong: list[str] = []
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        mounted = _mounted(folder, f"size={_ROOM}m")
        try:
            store = Path(folder) / "desk.sqlite"
            store.write_bytes(Path(whole).read_bytes())
            if mounted:
                _remounted(folder, "ro")
            else:
                store.chmod(0o444)
                Path(folder).chmod(0o555)
            lived(lambda _: _only_read(str(store), nobody=not mounted and os.geteuid() == 0))
        except Failed as fault:
            wrong.append(str(fault))
        finally:
            if mounted:
                subprocess.run(["umount", folder], check=True, capture_output=True)
            else:
                Path(folder).chmod(0o700)
    way = "mounted for reading only" if mounted else "without the right to write"
    return Row(
        tried=f"a store on a file system {way}",
        number=3, happened="stories, search and check read it; adding, asking for a job and a copy into "
        "its folder were refused in words", wrong=len(wrong), examples=tuple(wrong[:5]),
    )  # fmt: skip


def _only_read(store: str, *, nobody: bool) -> None:
    """In a child: what is wrong is raised. Root may write whatever its rights say, and is nobody."""
    if nobody:
        os.seteuid(_NOBODY)
    wrong: list[str] = []
    with desk_at(store) as (desk, folder):
        if not desk.stories() or not desk.search(Query(words="ferry OR treaty")).hits:
            wrong.append("nothing was read")
        wrong += check_store(store).problems
        for act in (
            lambda: add_lines(desk, folder, [*cycle(_ARTICLES + 2)]),
            lambda: desk.jobs.put(Regroup(), by=Doer("Ana")),
            lambda: backup(store, Path(store).with_name("copy.sqlite")),
        ):
            if _refused(act, "read-only", wrong) != "refused in words":
                wrong.append("it was written to")
    if wrong:
        raise AssertionError(wrong)
