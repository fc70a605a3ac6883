"""Article lines: one JSON object a line, taken as they are."""

import json
import re
from collections.abc import Iterable, Iterator

from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.span import Text

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FIELDS = ("outlet", "url", "title", "published", "story")


def read_lines(lines: Iterable[str], *, source: str) -> Iterator[Capture | Failure]:
    """A capture for each article line; a line that is none becomes a ``Failure``."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            text = _LONE_SURROGATE.sub("\ufffd", str(fields["text"]))
            yield Capture(
                name=str(fields["id"]),
                medium="line",
                content=Text.of(text),
                origin=source,
                **{field: _stated(fields.get(field)) for field in _FIELDS},
            )
        except (ValueError, KeyError, TypeError) as fault:
            yield Failure(
                stage="intake",
                item=f"{source}:{number}",
                kind="not-an-article-line",
                words=f'wanted {{"id", "text", ...}} on one line, got {line[:60]!r} ({fault})',
            )


def _stated(value: object) -> str | None:
    """What the line states in a field; an empty or null field states nothing."""
    return str(value) if value is not None and str(value).strip() else None
