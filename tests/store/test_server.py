"""The throw-away server of the tests."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
import psycopg
from tests.postgres import server
with server() as running:
    with psycopg.connect(running._address("postgres")) as connection:
        print(*connection.execute("SHOW data_directory").fetchone())
"""


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="no wheel carries PostgreSQL")
def test_a_server_leaves_nothing_behind_when_python_has_ended() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    folder = Path(ended.stdout.strip()).parent
    assert folder.name.startswith("crosswire-postgres-")
    assert not folder.exists()
