"""Clean: a capture becomes a revision, page furniture set apart with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswire.models.lines import load_line_model
from crosswire.records.article import Capture, Revision
from crosswire.stages.outlets import load_outlets


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """Capture → Revision."""

    outlets: Path | None = None
    """The user's own table of outlets, put over the shipped one: it says what is satire."""
    fast: bool = False
    """Read an HTML page once at most, and not at all where its make leaves little open; do not list
    what was removed from it."""
    name: str = "clean"
    version: int = 6

    def open(self) -> Callable[[Capture], Revision]:
        """Load the line reader once."""
        from crosswire.stages.clean.article_line import read_line
        from crosswire.stages.clean.html import read_html
        from crosswire.stages.clean.judge import load_judge
        from crosswire.stages.clean.text import read_text

        model = load_line_model()
        table = load_outlets(self.outlets)
        readers = {"line": read_line, "text": read_text}

        def run(capture: Capture) -> Revision:
            if capture.medium == "html":
                return read_html(capture, load_judge(), outlets=table, fast=self.fast)
            return readers[capture.medium](capture, model, outlets=table)

        return run
