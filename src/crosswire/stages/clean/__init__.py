"""Clean: a capture becomes a revision, page furniture set apart with its reasons."""

from collections.abc import Callable
from dataclasses import dataclass

from crosswire.models.lines import load_line_model
from crosswire.records.article import Capture, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """Capture → Revision."""

    english_only: bool = True
    """Refuse a text that is clearly in another language."""
    name: str = "clean"
    version: int = 3

    def open(self) -> Callable[[Capture], Revision]:
        """Load the line reader once."""
        from crosswire.stages.clean.article_line import read_line
        from crosswire.stages.clean.html import read_html
        from crosswire.stages.clean.text import read_text

        model = load_line_model()

        def run(capture: Capture) -> Revision:
            if capture.medium == "line":
                return read_line(capture, model, english_only=self.english_only)
            if capture.medium == "html":
                return read_html(capture, model, english_only=self.english_only)
            return read_text(capture, model, english_only=self.english_only)

        return run
