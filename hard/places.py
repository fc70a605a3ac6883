"""Where stores of a trial lie: files in a folder, or databases of a throw-away server."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tests.postgres import Server


class Places(Protocol):
    """Gives places for stores."""

    @property
    def name(self) -> str:
        """Of the kind of database."""
        ...

    def empty(self) -> AbstractContextManager[str]:
        """A place where nothing is, gone afterwards."""
        ...

    def copy(self, store: str) -> AbstractContextManager[str]:
        """A copy of a store that nobody has open, gone afterwards."""
        ...


class Files:
    """SQLite files, each in a folder of its own."""

    name = "SQLite"

    @contextmanager
    def empty(self) -> Iterator[str]:
        with TemporaryDirectory(prefix="crosswire-hard-") as folder:
            yield str(Path(folder) / "desk.sqlite")

    @contextmanager
    def copy(self, store: str) -> Iterator[str]:
        with self.empty() as path:
            for end in ("", "-wal"):
                if (part := Path(f"{store}{end}")).exists():
                    shutil.copy(part, f"{path}{end}")
            yield path


class Databases:
    """Databases of a PostgreSQL server."""

    name = "PostgreSQL"

    def __init__(self, server: Server) -> None:
        self._server = server

    def empty(self) -> AbstractContextManager[str]:
        return self._server.database()

    def copy(self, store: str) -> AbstractContextManager[str]:
        return self._server.database(like=store)
