"""Bytes of a store's file overwritten: told by ``db check`` or ``verify``, the rest saved by ``db salvage``."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.newsroom import Newsroom
from crosswire.desk.comparing import Asked, compare_story
from crosswire.desk.salvaging import salvage
from crosswire.errors import StoreError
from crosswire.store.base import check_store, verify_store
from crosswire.store.salvage import LEFT_OUT
from hard.rows import How, Row, told
from hard.same import Rows, differences, every_row
from hard.tasks import newsroom_at

_PAGE = 4096
_ARTICLES = 60
_SEED = 11
LONG, SHORT = 120, 12


def rows(how: How) -> Iterator[Row]:
    """Page after page, each in a copy of its own."""
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        store = Path(folder) / "desk.sqlite"
        with newsroom_at(str(store)) as desk:
            desk.add(Newsroom().articles(_ARTICLES), closely="all")
            for line in desk.stories(limit=5):
                compare_story(desk.store, desk.project.pipeline, Asked(line.id), ())
        before = every_row(str(store))
        damaged = _Damaged(store, before)
        for number in range(LONG if how.long else SHORT):
            damaged.one(Path(folder), number)
        yield from damaged.rows()


class _Damaged:
    """What came of overwriting, and of saving what was left."""

    def __init__(self, store: Path, before: Rows) -> None:
        self._whole = store.read_bytes()
        self._before = before
        self._told: Counter[str] = Counter()
        self._wrong: list[str] = []
        self._unsaved: list[str] = []
        self._shares: list[float] = []
        self._nothing = 0

    def one(self, folder: Path, number: int) -> None:
        """Overwrite a page in whole or in part, then look."""
        draw = random.Random(f"{_SEED} {number}")
        page = draw.randrange(len(self._whole) // _PAGE)
        start, size = draw.choice(((0, _PAGE), (0, 512), (draw.randrange(_PAGE - 64), 64)))
        data = bytearray(self._whole)
        at = page * _PAGE + start
        data[at : at + size] = draw.choice((draw.randbytes(size), bytes(size)))
        if bytes(data) == self._whole:
            self._told["nothing was another"] += 1
            return
        store = folder / f"damaged-{number}.sqlite"
        store.write_bytes(data)
        found = _found(str(store))
        if found is None:
            found = self._unnoticed(store, f"page {page + 1}, {size} bytes at {start}")
        self._told[found] += 1
        self._save(store, folder / f"saved-{number}", page)
        for one in folder.glob(f"damaged-{number}.sqlite*"):
            one.unlink()

    def _unnoticed(self, store: Path, where: str) -> str:
        others = differences(self._before, every_row(str(store)))
        if not others:
            return "not told, and every row was as before (bytes that hold nothing)"
        self._wrong.append(f"{where}: nothing told that {'; '.join(others)}")
        return "not told, and rows are others"

    def _save(self, store: Path, to: Path, page: int) -> None:
        names = self._before.keys() - LEFT_OUT
        wanted = sum(len(self._before[name]) for name in names)
        try:
            saved = salvage(str(store), to)
        except StoreError:
            self._nothing += 1
            return
        except Exception as fault:  # noqa: BLE001 (to find those is what this is for)
            self._unsaved.append(f"page {page + 1}: {fault!r}")
            return
        for table, number in saved.rows.items():
            lines = (to / "tables" / f"{table}.jsonl").read_text(encoding="utf-8", errors="replace")
            if len([json.loads(line) for line in lines.splitlines()]) != number:
                self._unsaved.append(f"page {page + 1}: {table} is not as it was told")
        self._shares.append(sum(saved.rows[name] for name in names if name in saved.rows) / wanted)

    def rows(self) -> Iterator[Row]:
        """Told, and saved."""
        yield Row(
            tried="bytes of one page of a file overwritten (4096, 512 or 64; at random, or nought)",
            number=self._told.total(), happened=told(self._told), wrong=len(self._wrong),
            examples=tuple(self._wrong[:5]),
        )  # fmt: skip
        shares = sorted(self._shares)
        yield Row(
            tried="what is left of each saved (`crosswire db salvage`)",
            number=len(shares) + self._nothing,
            happened=f"of the rows {shares[len(shares) // 2]:.1%} in the median, {shares[0]:.1%} at "
            f"least; of {self._nothing} files nothing, their first pages gone",
            wrong=len(self._unsaved), examples=tuple(self._unsaved[:5]),
        )  # fmt: skip


def _found(store: str) -> str | None:
    """What told the damage; None: nothing did. Any end but in words is raised."""
    try:
        if check_store(store).problems:
            return "told by db check"
    except StoreError:
        return "told by db check, which could not go on"
    try:
        if verify_store(store).problems:
            return "told by verify"
    except StoreError:
        return "told by verify, which could not go on"
    return None
