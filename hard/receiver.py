"""A webhook's receiver in a process of its own: it writes down what came before it answers.

So what was answered was written, and what is written may not have been answered: as with any receiver.
"""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple


class Got(NamedTuple):
    """One delivery as it came."""

    key: str
    alerts: tuple[str, ...]


class Receiver:
    """What came at it."""

    def __init__(self, port: int, file: Path) -> None:
        self.url = f"http://127.0.0.1:{port}/hook"
        self._file = file
        self._read = 0

    def new(self) -> list[Got]:
        """What came since this was last asked."""
        with self._file.open("rb") as stream:
            stream.seek(self._read)
            lines = stream.read().splitlines()
            self._read = stream.tell()
        return [Got(one["key"], tuple(one["alerts"])) for one in map(json.loads, lines)]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """At work until the block ends. Forked: to be begun before any thread."""
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        file = Path(folder) / "came.jsonl"
        file.touch()
        server = HTTPServer(("127.0.0.1", 0), _handler(file))
        server.timeout = 1.0
        parent, child = os.getpid(), os.fork()
        if child == 0:
            try:
                # It ends with whoever began it, however that ends.
                while os.getppid() == parent:
                    server.handle_request()
            finally:
                os._exit(0)
        port = server.server_address[1]
        # The parent's handle alone: the child goes on listening.
        server.socket.close()
        try:
            yield Receiver(port, file)
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _handler(file: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """A delivery; one that was cut short by a kill is none."""
            size = int(self.headers.get("content-length", "0"))
            body = self.rfile.read(size)
            if len(body) == size:
                alerts = [one["id"] for one in json.loads(body)["alerts"]]
                line = {"key": self.headers["idempotency-key"], "alerts": alerts}
                with file.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps(line) + "\n")
                self.send_response(204)
                self.end_headers()

        def handle(self) -> None:
            # The sender is killed in the middle of it, on purpose.
            try:
                super().handle()
            except (OSError, ValueError):
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    return Handler
