"""A program of the tests: a run of one process, killed (SIGKILL) at one article.

python -m tests.batch.killed ARCHIVE FOLDER NOTE
"""

import sys
from pathlib import Path

from tests.batch.archive import DyingClean
from tests.batch.runs import project, with_clean


def main(archive: str, folder: str, note: str) -> None:
    """Run without comparing."""
    from crosswire.batch.run import Batch

    clean = DyingClean(at="harn-1", note=Path(note))
    batch = Batch(with_clean(project(Path(folder).parent, "local"), clean), Path(folder), bool)
    batch.run([archive], partitions=3, closely="none")


if __name__ == "__main__":
    main(*sys.argv[1:])
