"""A time stamp server (RFC 3161) on this machine: openssl answers, an HTTP server passes on."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[ tsa ]
default_tsa = house
[ house ]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[ stamping ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ authority ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[ req ]
distinguished_name = who
[ who ]
"""


class Tsa:
    """Certificates of its own, made anew, and an answer to each question."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        self.root = folder / "ca.pem"
        self.says: bytes | None = None
        """What is answered in place of a stamp; None: a stamp."""
        self.status = 200
        self._made("ca", "authority", ["-x509", "-days", "30"])
        self._made("tsa", "stamping", ["-x509", "-days", "30", "-CA", "ca.pem", "-CAkey", "ca.key"])

    def _made(self, name: str, section: str, how: list[str]) -> None:
        self._run(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-config", "tsa.cnf", "-extensions", section, "-subj", f"/CN=House {name}",
            "-keyout", f"{name}.key", "-out", f"{name}.pem", *how,
        )  # fmt: skip

    def answer(self, question: bytes) -> bytes:
        """A time stamp response."""
        if self.says is not None:
            return self.says
        (self.folder / "question.tsq").write_bytes(question)
        self._run(
            "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "question.tsq", "-out", "a.tsr"
        )
        return (self.folder / "a.tsr").read_bytes()

    def _run(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)


@contextmanager
def serving(tsa: Tsa) -> Iterator[str]:
    """Its address, as long as the block lasts."""

    class Asked(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            question = self.rfile.read(int(self.headers["Content-Length"]))
            answer = tsa.answer(question)
            self.send_response(tsa.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
