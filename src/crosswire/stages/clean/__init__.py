"""Clean: a capture becomes a revision, chrome set apart with its reasons."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from crosswire.records.article import Capture, Completeness, Found, Passage, Revision, Run
from crosswire.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Clean:
    """Capture → Revision."""

    name: str = "clean"
    version: int = 1

    def open(self) -> Callable[[Capture], Revision]:
        """Load the line reader once."""

        def run(capture: Capture) -> Revision:
            body = capture.content
            passages = tuple(
                Passage(span=Span.of(body, *m.span()))
                for m in re.finditer(r"\S[^\n]*", body.content)
            )
            given = {
                field: Found(value=value, source="given")
                for field in ("outlet", "published")
                if (value := getattr(capture, field))
            }
            return Revision(
                article=capture.name,
                capture=capture,
                body=body,
                runs=(Run(body=0, original=0, length=len(body)),) if len(body) else (),
                passages=passages,
                headline=Found(value=capture.title, source="given") if capture.title else None,
                outlet=given.get("outlet"),
                published=given.get("published"),
                completeness=Completeness(state="unknown", because="an article line"),
            )

        return run
