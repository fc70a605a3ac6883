"""A program of the tests: one of several that load one run into one store at the same time.

python -m tests.batch.loading FOLDER URL [NOTE]

With NOTE it is killed (SIGKILL) in its first transaction, when all but the commit is done.
"""

import json
import os
import signal
import sys
from pathlib import Path

from crosswire.batch.ledger import Ledger
from crosswire.batch.loading import LoadPart, load_all
from crosswire.batch.places import Disk
from crosswire.engine.local import LocalEngine
from crosswire.stages.clean import Clean
from crosswire.store import loading


def main(folder: str, url: str, note: str = "") -> None:
    """Load what nobody else has; a line of JSON says what."""
    if note:
        written = loading._written

        def killed(*args: object) -> None:
            written(*args)  # type: ignore[arg-type]
            Path(note).touch()
            os.kill(os.getpid(), signal.SIGKILL)

        vars(loading)["_written"] = killed
    stage = LoadPart(url=url, clean=("clean", str(Clean().version)), place=Disk(Path(folder)))
    lines = [*Ledger(Path(folder)).lines("revisions")]
    found = [*load_all(LocalEngine(debug=True), stage, lines)]
    sys.stdout.write(
        json.dumps([one._asdict() for one in found if isinstance(one, loading.Loaded)])
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
