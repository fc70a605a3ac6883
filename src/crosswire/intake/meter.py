"""How far the reading of files has come, in bytes: what a progress bar's time left is told from."""

from collections.abc import Iterable
from pathlib import Path


class Meter:
    """Bytes of the files that were named, and how many of them lie behind."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.total = sum(_size(Path(path)) for path in paths if path != "-")
        """0 where nothing has a size: stdin, addresses."""
        self._passed = 0
        self._within = 0

    @property
    def done(self) -> int:
        """Bytes that lie behind."""
        return min(self.total, self._passed + self._within)

    def at(self, offset: int) -> None:
        """Reading stands at ``offset`` of the file at hand."""
        self._within = offset

    def passed(self, file: Path) -> None:
        """A file lies behind."""
        self._passed += _size(file)
        self._within = 0


def _size(path: Path) -> int:
    """Of a file, or of the files below a folder; 0 for what is not there."""
    try:
        if path.is_dir():
            return sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
        return path.stat().st_size
    except OSError:
        return 0
