"""The tutorial's notebook runs from its first cell to its last, and is kept without outputs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOTEBOOK = DOCS / "tutorial.ipynb"
# A process of its own: what the kernel's sockets warn of when they are let go of is not ours. The
# kernel is talked to through files, not through ports.
RUN = """
import sys
import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
book, out, place = sys.argv[1:]
manager = KernelManager(transport="ipc", ip=place + "/kernel")
found = nbformat.read(book, as_version=4)
client = NotebookClient(found, km=manager, timeout=300, resources={"metadata": {"path": "."}})
nbformat.write(client.execute(), out)
"""


@pytest.mark.slow
def test_the_notebook_runs_and_shows_what_it_says(tmp_path: Path) -> None:
    out = tmp_path / "ran.ipynb"
    own = {
        "CROSSWIRE_DATA": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "IPYTHONDIR": str(tmp_path / "ipython"), "JUPYTER_RUNTIME_DIR": str(tmp_path),
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", RUN, str(NOTEBOOK), str(out), str(tmp_path)],
        cwd=DOCS, env={**os.environ, **own}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    told = "\n".join(map(_shown, json.loads(out.read_text(encoding="utf-8"))["cells"]))
    assert "Harnmouth Courier" in told
    assert "1 origin" in told
    assert '<iframe sandbox=""' in told
    assert "6 new articles; 2 new stories" in told
    assert "ferry.graphml" in told


def _shown(cell: dict[str, Any]) -> str:
    """What a cell printed and what it shows."""
    told = []
    for output in cell.get("outputs", ()):
        shown = [output.get("text", ""), *output.get("data", {}).values()]
        told += ["".join(one) if isinstance(one, list) else str(one) for one in shown]
    return "\n".join(told)


def test_it_is_valid_and_kept_without_outputs() -> None:
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    nbformat.validate(book)
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(code) > 8
    assert not [cell for cell in code if cell["outputs"] or cell["execution_count"]]
