"""``python -m crosswire.web.openapi --write``: the API's document, kept in the docs.

Without ``--write`` it is printed.
"""

import argparse
import json
import sys
from pathlib import Path

from crosswire.desk.desk import Desk
from crosswire.web.app import make_app
from crosswire.web.house import House

KEPT = Path("docs") / "reference" / "openapi.json"


def document() -> str:
    """The OpenAPI document of this crosswire; no store is opened for it."""

    def none_opened(at: str | None) -> Desk:
        raise AssertionError(f"a document needs no desk, asked as of {at}")

    found = make_app(House(open_desk=none_opened)).openapi()
    return json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    """Print it, or keep it."""
    parser = argparse.ArgumentParser(prog="python -m crosswire.web.openapi", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"keep it in {KEPT}")
    if parser.parse_args().write:
        KEPT.write_text(document(), encoding="utf-8")
    else:
        sys.stdout.write(document())


if __name__ == "__main__":
    main()
