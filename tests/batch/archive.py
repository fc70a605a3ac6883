"""An archive of a few invented articles, and cleaning that ends its worker once."""

import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.invented import EVENTS, edited
from crosswire.records.article import Capture, Revision
from crosswire.stages.clean import Clean

OUTLETS = ("Tolven Post", "Harn Gazette", "Mallet Echo")
BROKEN = "broken.jsonl"


def write_archive(folder: Path) -> list[str]:
    """Eleven articles in as many files, two of them one text under two names, and a broken line;
    the names of the files."""
    folder.mkdir()
    for number, tellings in enumerate(EVENTS):
        day = f"2026-03-{10 + 9 * number:02d}"
        texts = ["\n\n".join(paragraphs) for paragraphs in tellings]
        texts.append(edited(texts[0], 0.02, 1))
        for outlet, text in zip(OUTLETS, texts, strict=True):
            name = f"{outlet.split()[0].lower()}-{number}"
            _line(folder / f"{name}.jsonl", name, text, outlet=outlet, published=day)
    first = "\n\n".join(EVENTS[0][0])
    _line(folder / "late.jsonl", "late", first, outlet="Dunmore Mail", published="2026-03-12")
    _line(folder / "undated.jsonl", "undated", "\n\n".join(EVENTS[1][1]), outlet="Orrin Sun")
    (folder / BROKEN).write_text('{"id": "broken", "te\n', encoding="utf-8")
    return sorted(str(file) for file in folder.iterdir())


def warc(fetched: str, published: str) -> bytes:
    """A web archive of one page, fetched and published when it is said."""
    paragraphs = "".join(
        f"<p>The keeper of the lighthouse at Orrin told the council {words} that the lamp had failed "
        "for the first time in forty years, and that a new one was on its way.</p>"
        for words in ("on Monday", "again on Tuesday", "in a letter", "in a hearing")
    )
    page = (
        "<html><head><title>Lamp of Orrin fails</title>"
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><article><h1>Lamp of Orrin fails</h1>{paragraphs}</article></body></html>"
    )
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:11111111-2222-3333-4444-555555555555>\r\n"
        f"WARC-Target-URI: https://orrin.example/lamp\r\nWARC-Date: {fetched}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def _line(file: Path, name: str, text: str, **stated: str) -> None:
    title = text.split(". ")[0][:80]
    line = {"id": name, "title": title, "text": text, **stated}
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class DyingClean(Clean):
    """Ends its process at one article: once, where there is to be a note of it; else always."""

    at: str
    note: Path | None = None

    def open(self) -> Callable[[Capture], Revision]:
        """As ``Clean``, but for that."""
        run = Clean(outlets=self.outlets, fast=self.fast).open()

        def dying(capture: Capture) -> Revision:
            if capture.name == self.at and not self._noted():
                os.kill(os.getpid(), signal.SIGKILL)
            return run(capture)

        return dying

    def _noted(self) -> bool:
        if self.note is None:
            return False
        noted = self.note.exists()
        self.note.touch()
        return noted
