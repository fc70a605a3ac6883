"""Article lines: one JSON object a line, taken as they are."""

import json
from collections.abc import Iterable, Iterator

from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.span import Text


def read_lines(lines: Iterable[str], *, source: str) -> Iterator[Capture | Failure]:
    """A capture for each article line; a line that is none becomes a ``Failure``."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            yield Capture(
                name=str(fields["id"]),
                medium="line",
                content=Text.of(str(fields["text"])),
                **{k: fields.get(k) for k in ("outlet", "url", "title", "published", "story")},
            )
        except (ValueError, KeyError, TypeError) as fault:
            yield Failure(
                stage="intake",
                item=f"{source}:{number}",
                kind="not-an-article-line",
                words=f'wanted {{"id", "text", ...}} on one line, got {line[:60]!r} ({fault})',
            )
