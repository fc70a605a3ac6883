"""Article lines: one JSON object a line, taken as they are."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from crosswire.errors import InputError
from crosswire.intake.decode import decode, sound
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.span import Text

MOST_BAD = 1000
"""Lines in a row that are no article lines, before the rest is left."""
_FIELDS = ("outlet", "url", "title", "published", "story")


def read_lines(lines: Iterable[str], *, source: str) -> Iterator[Capture | Failure]:
    """A capture for each article line; a line that is none becomes a ``Failure``."""
    read = (
        _article(line, f"{source}:{number}", source)
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    return _patient(read, source)


def _patient(read: Iterator[Capture | Failure], source: str) -> Iterator[Capture | Failure]:
    """What was read, until too many lines in a row are none: what unpacks to millions of them was never
    meant to be read line by line."""
    row = 0
    for one in read:
        yield one
        row = row + 1 if isinstance(one, Failure) else 0
        if row >= MOST_BAD:
            words = (
                f"{source} holds {MOST_BAD:,} lines in a row that are no article lines; the rest was "
                "not read"
            )
            yield Failure(stage="intake", item=source, kind="not-an-article-line", words=words)
            return


def stream_lines(raw: BinaryIO, limit: int, *, source: str) -> Iterator[Capture | Failure]:
    """The article lines of a file of any length, one held at a time; ``limit`` bounds a line."""
    return _patient(_streamed(raw, limit, source), source)


def _streamed(raw: BinaryIO, limit: int, source: str) -> Iterator[Capture | Failure]:
    """Lines end at the line feed alone: words in JSON may hold other separators. A line that cannot
    be read becomes a ``Failure``, and the next is read.
    """
    empty = True
    for number, line in enumerate(iter(lambda: raw.readline(limit + 1), b""), 1):
        where = f"{source}:{number}"
        if not line.strip():
            continue
        empty = False
        if len(line) > limit:
            _skip_line(raw, line, limit)
            words = (
                f"{where} is a line of more than {limit:,} bytes, which no article is; "
                "cut it, or raise CROSSWIRE_MAX_MEGABYTES"
            )
            yield Failure(stage="intake", item=where, kind="too-large", words=words)
            continue
        try:
            yield _article(decode(line, where=where)[0], where, source)
        except InputError as refused:
            yield Failure(stage="intake", item=where, kind=refused.kind, words=str(refused))
    if empty:
        raise InputError(f"{source} is empty; wanted article lines", kind="empty")


def _skip_line(raw: BinaryIO, begun: bytes, limit: int) -> None:
    """Read on to the end of a line that is too long to be held."""
    while begun and not begun.endswith(b"\n"):
        begun = raw.readline(limit)


def _article(line: str, where: str, source: str) -> Capture | Failure:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as fault:
        return _refused(where, line, fault)
    return article_of(fields, where=where, source=source, shown=line)


def article_of(
    fields: Mapping[str, Any], *, where: str, source: str, shown: str
) -> Capture | Failure:
    """The capture of an article line's fields; ``shown`` is of it what a refusal shows."""
    try:
        text = sound(str(fields["text"]))
        return Capture(
            name=sound(str(fields["id"])),
            medium="line",
            content=Text.of(text),
            origin=source,
            **{field: _stated(fields.get(field)) for field in _FIELDS},
        )
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        return _refused(where, shown, fault)


def _refused(where: str, shown: str, fault: Exception) -> Failure:
    words = f'wanted {{"id", "text", ...}} on one line, got {shown[:60]!r} ({_fault(fault)})'
    return Failure(stage="intake", item=where, kind="not-an-article-line", words=words)


def _stated(value: object) -> str | None:
    """What the line states in a field; an empty or null field states nothing."""
    return sound(str(value)) if value is not None and str(value).strip() else None


def _fault(fault: Exception) -> str:
    """What is wrong, in words: a missing field by its name."""
    return f"{fault.args[0]} is missing" if isinstance(fault, KeyError) else str(fault)
