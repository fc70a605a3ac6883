"""What every tool has at hand: the store, the models, what was lined up, who asks and what they may."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from crosswire.assist.lined import Lined
from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError, CrosswireError
from crosswire.project import Project
from crosswire.store.base import Store, open_store

_LINED = 12
"""Line-ups that are remembered."""
_WAITING = 16
"""Questions that may wait for the models."""


class Refused(CrosswireError):
    """What is not done, with what to do instead."""

    def __init__(self, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.hint = hint


@dataclass(frozen=True)
class Caller:
    """Who asks."""

    name: str
    may_write: bool = True
    """By their token; whether this server writes at all is the room's."""
    address: str = ""
    """From where; empty: from this machine's command line."""


@dataclass(frozen=True)
class Allowed:
    """What this server was started to do beyond reading the store."""

    write: bool = False
    """Judgements and notes are kept."""
    files: tuple[Path, ...] = ()
    """Folders and files that may be read."""


class Room:
    """One store, asked by many at once. The store is looked at anew for each question; models work for
    one at a time."""

    def __init__(self, project: Project, allowed: Allowed) -> None:
        self.project = project
        self.allowed = allowed
        self._models = threading.Lock()
        self._waiting = 0
        self._guard = threading.Lock()
        self._store: Store | None = None
        self._lined: OrderedDict[str, Lined] = OrderedDict()
        self._known: OrderedDict[Hashable, str] = OrderedDict()

    @contextmanager
    def desk(self, as_of: str | None = None) -> Iterator[Desk]:
        """The desk, for reading alone unless this server writes; raises ``StoreError`` where there is
        no store."""
        yield Desk(self.project, self._opened(), as_of=as_of)

    def _opened(self) -> Store:
        with self._guard:
            if self._store is None:
                url = self.project.settings.store_url
                write = self.allowed.write
                self._store = open_store(url, create=False, read_only=not write)
            return self._store

    @contextmanager
    def models(self) -> Iterator[None]:
        """The turn of whoever reads closely or lines up. Raises ``Refused`` where many wait already: a
        question whose asker has gone is answered all the same, and would keep the others waiting."""
        with self._guard:
            if self._waiting >= _WAITING:
                raise Refused(
                    "busy", f"{_WAITING} questions wait for the models already",
                    "Try again in a minute; what needs no model is answered meanwhile.",
                )  # fmt: skip
            self._waiting += 1
        try:
            with self._models:
                yield
        finally:
            with self._guard:
                self._waiting -= 1

    def require_write(self, caller: Caller) -> None:
        """Raises ``Refused`` where this server, or whoever asks, writes nothing."""
        if not self.allowed.write:
            raise Refused(
                "read-only", "this server reads and writes nothing",
                "A person can do it at the desk, or start the server with --write.",
            )  # fmt: skip
        if not caller.may_write:
            raise Refused(
                "scope", f"the token of {caller.name} may read, and write nothing",
                "Make one with the scope write: crosswire users token NAME --scope write.",
            )  # fmt: skip

    # ---- line-ups ------------------------------------------------------------------------------

    def remember(self, lined: Lined, of: Hashable = None) -> Lined:
        """Keep a line-up for further questions, and by what it is ``of``; the one least lately asked for
        goes."""
        with self._guard:
            self._lined[lined.key] = lined
            self._lined.move_to_end(lined.key)
            if of is not None:
                self._known[of] = lined.key
            for kept in (self._lined, self._known):
                while len(kept) > _LINED:
                    kept.popitem(last=False)
        return lined

    def known(self, of: Hashable) -> Lined | None:
        """The line-up of this, where it is remembered."""
        with self._guard:
            key = self._known.get(of)
            found = self._lined.get(key) if key else None
        return None if found is None or self._erased(found) else found

    def remembered(self, key: str) -> Lined:
        """A line-up by its key; raises ``Refused`` where it is forgotten."""
        with self._guard:
            found = self._lined.get(key)
            if found is not None:
                self._lined.move_to_end(key)
        if found is not None and not self._erased(found):
            return found
        raise Refused(
            "not-found", f"a line-up that this server remembers was wanted, none is {key[:60]!r}",
            "Call compare again with the story or the texts.",
        )  # fmt: skip

    def _erased(self, lined: Lined) -> bool:
        """Whether words of it were erased since; then it is forgotten here, too."""
        kept = [one.article for one in lined.sources.values() if one.revision is not None]
        if not kept:
            return False
        with self.desk() as desk, desk.store.read() as reader:
            gone = bool(reader.erased(kept))
        if gone:
            with self._guard:
                self._lined.pop(lined.key, None)
        return gone

    def text(self, wanted: str) -> tuple[str, str] | None:
        """A text that was given with a call and is remembered, by its hash: what it was called, and its
        words. What the store keeps is read there."""
        with self._guard:
            lined = [*self._lined.values()]
        given = [
            one for one in reversed(lined) if all(s.revision is None for s in one.sources.values())
        ]
        return next((found for one in given if (found := one.text(wanted))), None)

    # ---- files ---------------------------------------------------------------------------------

    def files(self, paths: Sequence[str]) -> list[str]:
        """The files asked for; raises ``Refused`` for what was not allowed."""
        if not self.allowed.files:
            raise Refused(
                "files", "this server reads no files of its machine",
                "Give the words under `texts`, or start the server with --allow-files FOLDER.",
            )  # fmt: skip
        return [str(self._file(path)) for path in paths]

    def _file(self, path: str) -> Path:
        try:
            found = Path(path).resolve(strict=True)
            # Judged before it is looked into: how much there is elsewhere is nobody's business.
            if not self._within(found):
                raise _not_allowed(path)
            below = found.rglob("*") if found.is_dir() else ()
            inside = [*islice(below, MOST_FILES + 1)]
        except (OSError, ValueError, RuntimeError):
            raise _not_allowed(path) from None
        if len(inside) > MOST_FILES:
            raise ConfigError(
                f"a folder of at most {MOST_FILES} files was wanted, got {path[:80]!r}"
            )
        if not all(self._within(one) for one in inside):
            raise _not_allowed(path)
        return found

    def _within(self, file: Path) -> bool:
        """Whether a file, wherever links lead, lies in what was allowed."""
        real = file.resolve()
        return any(real.is_relative_to(allowed.resolve()) for allowed in self.allowed.files)


MOST_FILES = 1_000


def _not_allowed(path: str) -> Refused:
    # Whether there is such a file is not said: only what was allowed is anybody's business.
    return Refused(
        "files", f"a file in the folders of --allow-files was wanted, got {path[:80]!r}",
        "Ask whoever started this server which folders it reads.",
    )  # fmt: skip
