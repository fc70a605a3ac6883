"""Models are run by what reports to nobody, and leaves nothing of its own in a home."""

import os
import subprocess
import sys
from pathlib import Path

from crosswire.models.quiet import onnxruntime

SRC = Path(__file__).resolve().parents[2] / "src" / "crosswire"
_RUN = """
from crosswire.models.encoder import load_encoder
from crosswire.models.pair_reader import load_pair_reader
load_encoder().read(["The ferry ran aground."])
load_pair_reader().read([("The ferry ran aground.", "The ship struck the rocks.")])
"""


def test_nothing_is_left_in_a_home(tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if k not in ("CI", "ORT_DISABLE_TELEMETRY")}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / ".cache")}
    done = subprocess.run(
        [sys.executable, "-c", _RUN], env=kept | home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [*tmp_path.rglob("*")] == []


def test_it_is_loaded_in_one_place() -> None:
    """Whoever imported it elsewhere would have it report before it is told not to."""
    loads = [
        file.relative_to(SRC).as_posix()
        for file in SRC.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import onnxruntime", "from onnxruntime"))
    ]
    assert loads == ["models/quiet.py"]
    assert onnxruntime().InferenceSession
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
