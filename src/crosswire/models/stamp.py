"""A note that a model's files were read and found right, so that the next start need not."""

import contextlib
import hashlib
import json
from pathlib import Path


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Stamp:
    """Remembers size and time of change of files whose SHA-256 was right.

    It guards against damage, not against malice: who can write the files can write the stamp.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def holds(self, folder: Path, files: dict[str, str]) -> bool:
        """True when the very ``files`` were checked in ``folder`` and none was touched since."""
        try:
            noted = json.loads(self._path.read_text(encoding="utf-8"))
            return bool(noted == _state(folder, files))
        except (OSError, ValueError):
            return False

    def write(self, folder: Path, files: dict[str, str]) -> None:
        """Note the files as they are now; a folder that cannot be written only costs time."""
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(_state(folder, files))
            unfinished = self._path.with_suffix(".part")
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self._path)


def _state(folder: Path, files: dict[str, str]) -> dict[str, object]:
    seen = {path: (folder / path).stat() for path in files}
    return {
        "folder": str(folder),
        "files": {p: [files[p], s.st_size, s.st_mtime_ns] for p, s in seen.items()},
    }
