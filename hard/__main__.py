"""``python -m hard PART``: try hard what is to hold; with ``--write`` keep it in docs/reliability.md.

Ends with 1 where anything was not as it should be.
"""

import argparse
import platform
import sys
import time
from datetime import UTC, datetime

from bench.kept import keep, table
from hard.parts import PARTS, run
from hard.rows import ROOT, How, Row

DOCUMENT = ROOT / "docs" / "reliability.md"


def main() -> int:
    """Run what was asked for, print one table a part."""
    asked = _arguments()
    how = How(long=not asked.short, seconds=asked.minutes * 60)
    wrong = 0
    for part in asked.parts or PARTS:
        began = time.monotonic()
        rows = run(part, how)
        shown = table([row.figure(part) for row in rows], first="what was tried")
        print(f"\n{part}, {time.monotonic() - began:.0f} s\n\n{shown}", flush=True)
        wrong += sum(row.wrong for row in rows)
        _say_what_was_wrong(rows)
        if asked.write:
            _keep(part, shown)
    return 1 if wrong else 0


def _say_what_was_wrong(rows: list[Row]) -> None:
    for row in rows:
        for one in row.examples:
            print(f"{row.tried}: {one[:1000]}", file=sys.stderr)


def _keep(part: str, shown: str) -> None:
    day = datetime.now(UTC).date().isoformat()
    stamp = f"{day}, `make hard-{part}`, Python {platform.python_version()}"
    keep(DOCUMENT, part, f"{stamp}\n\n{shown}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hard", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; else all")
    parser.add_argument("--short", action="store_true", help="the form that the tests run")
    parser.add_argument("--minutes", type=float, default=10.0, help="for fuzz: how long at most")
    parser.add_argument("--write", action="store_true", help="keep the rows in docs/reliability.md")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(
            f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}"
        )
    if asked.short and asked.write:
        parser.error("the short form is not kept: leave --short or --write")
    return asked


if __name__ == "__main__":
    sys.exit(main())
