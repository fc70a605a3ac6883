"""A shell for the documents: bash itself, in which ``crosswire`` is answered by this process.

What the documents show is run as it stands, pipes and redirections with it; but models are loaded
once for all of it, not once a command.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import CrosswireError

_SHIM = """#!{python} -SEs
import json, os, socket, sys
asked = {{"words": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ)}}
asked["input"] = "" if sys.stdin.isatty() else sys.stdin.buffer.read().decode("utf-8")
with socket.socket(socket.AF_UNIX) as door:
    door.connect({door!r})
    with door.makefile("rw", encoding="utf-8") as line:
        line.write(json.dumps(asked) + "\\n")
        line.flush()
        answer = json.loads(line.readline())
sys.stdout.buffer.write(answer["output"].encode("utf-8"))
sys.stderr.buffer.write(answer["talk"].encode("utf-8"))
sys.exit(answer["code"])
"""


class Ended(NamedTuple):
    """What a script printed and how it ended."""

    code: int
    printed: str


class Shell:
    """Runs scripts in one folder; see the module's words."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self._environment = dict(environment)
        tools = folder.parent / "tools"
        tools.mkdir()
        self._door = str(tools / "door")
        shim = tools / "crosswire"
        shim.write_text(_SHIM.format(python=sys.executable, door=self._door), encoding="utf-8")
        shim.chmod(0o755)
        self._path = (
            f"{tools}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        )

    def run(self, script: str) -> Ended:
        """Run a script to its end or to the first command that fails."""
        printed = self.folder.parent / "printed.txt"
        Path(self._door).unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as door, printed.open("wb") as out:
            door.bind(self._door)
            door.listen()
            door.settimeout(0.05)
            running = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", script],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                env={**os.environ, **self._environment, "PATH": self._path},
            )  # fmt: skip
            while running.poll() is None:
                try:
                    asking, _ = door.accept()
                except TimeoutError:
                    continue
                with asking:
                    asking.settimeout(60)
                    _answer(asking)
        return Ended(running.returncode, printed.read_text(encoding="utf-8"))


def _answer(asking: socket.socket) -> None:
    with asking.makefile("rw", encoding="utf-8") as line:
        asked = json.loads(line.readline())
        with _standing(Path(asked["folder"]), asked["environment"]):
            ended = CliRunner().invoke(app, asked["words"], input=asked["input"])
        fault, talk, code = ended.exception, ended.stderr, ended.exit_code
        if isinstance(fault, CrosswireError):
            talk, code = f"{talk}crosswire: {fault}\n", fault.exit_code
        elif fault is not None and not isinstance(fault, SystemExit):
            raise fault
        line.write(json.dumps({"output": ended.stdout, "talk": talk, "code": code}) + "\n")
        line.flush()


@contextmanager
def _standing(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """This process in another's folder, with its environment."""
    before, kept = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.chdir(before)
        os.environ.clear()
        os.environ.update(kept)
