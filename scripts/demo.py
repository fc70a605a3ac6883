"""What ``make demo`` shows: the invented pages of an event, lined up in a file and in a desk.

``python scripts/demo.py PAGES FOLDER``. On a terminal the desk stays open until Ctrl-C; elsewhere
its story is asked for once, so that an address is named only where a page answers.
"""

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

CROSSWIRE = [sys.executable, "-m", "crosswire"]


def main(pages: str, folder: str) -> None:
    """Compare, keep, serve, and name the address last."""
    store = ["--store", str(Path(folder) / "desk.sqlite")]
    report = Path(folder) / "comparison.html"
    _run("compare", pages, "--format", "html", "--output", str(report))
    _run("add", pages, *store, "--format", "jsonl")
    line = _run("stories", *store, "--format", "jsonl", "--limit", "1").splitlines()[0]
    story = json.loads(line)["id"]
    _run("compare", story, *store, "--format", "jsonl")
    print(f"The comparison lies in {report.resolve()}: open it in a browser.")
    _serve(store, story)


def _run(*asked: str) -> str:
    done = subprocess.run([*CROSSWIRE, *asked], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def _serve(store: list[str], story: str) -> None:
    """Open the desk; the port is a free one, so that a desk at work is not in the way."""
    command = [*CROSSWIRE, "serve", "--port", "0", *store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        try:
            found = next(
                (at for line in desk.stderr if (at := re.search(r"http://\S+?/(?=\s|$)", line))),
                None,
            )
            if found is None:
                sys.exit("the desk did not open; run `crosswire serve` to see why")
            address = f"{found[0]}stories/{story}"
            with urllib.request.urlopen(address) as page:
                page.read()
            if sys.stdin.isatty():
                print(f"The story is open at {address} (Ctrl-C ends the desk)", flush=True)
                desk.wait()
            else:
                print(f"Again: crosswire serve {' '.join(store)}")
                print(f"The story answered at {address}", flush=True)
        except KeyboardInterrupt:
            pass
        finally:
            desk.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
