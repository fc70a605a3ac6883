"""What one worker of the pool holds that reads pages closely: ``python -m bench.worker PIPELINE PAGES
FOLDER`` prints one line of JSON."""

import json
import resource
import sys
from collections.abc import Sequence

from bench.line import made, settings
from crosswire.project import Project
from crosswire.records import Failure


def held(pipeline: str, pages: int) -> dict[str, float | str]:
    """Megabytes at most, after one page and after all."""
    found: dict[str, float | str] = {}
    for name, number in (("open", 1), ("peak", pages)):
        asked = settings(pipeline).with_(engine="pool", workers=1)  # type: ignore[arg-type]
        project = Project(asked, debug=True)
        for read in project.annotate(made(number)):
            if isinstance(read, Failure):
                raise RuntimeError(read.words)  # noqa: TRY004  # a fault of the run, not of a type
            found["name"] = read.annotation.model
        project.engine.close()  # type: ignore[attr-defined]
        # The largest of the processes that ended: both rounds read alike, the second more.
        found[name] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return found


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    pipeline, pages, _ = arguments
    sys.stdout.write(json.dumps(held(pipeline, int(pages))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
