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

    english_only: bool = False
    """Refuse a text that is clearly in another language."""
    outlets: Path | None = None
    """The user's own table of outlets, put over the shipped one: it says what is satire."""
    name: str = "clean"
    version: int = 3

    def open(self) -> Callable[[Capture], Revision]:
        """Load the line reader once."""
        from crosswire.stages.clean.article_line import read_line
        from crosswire.stages.clean.html import read_html
        from crosswire.stages.clean.text import read_text

        model = load_line_model()
        table = load_outlets(self.outlets)
        readers = {"line": read_line, "html": read_html, "text": read_text}

        def run(capture: Capture) -> Revision:
            read = readers[capture.medium]
            return read(capture, model, english_only=self.english_only, outlets=table)

        return run
