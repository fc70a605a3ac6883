"""Pages of a list that is made whole: by number, and no longer than an assistant can take in."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

from crosswire.errors import ConfigError

X = TypeVar("X", bound=BaseModel)
MOST_OF_ANSWER = 60_000
"""Characters of JSON in the lines of one answer. One line at least is given, however long."""


def begun(cursor: str | None, of: str) -> int:
    """At which line a page begins; raises ``ConfigError`` for a cursor of another list."""
    if cursor is None:
        return 0
    name, _, number = cursor.partition("/")
    if name != of or not number.isascii() or not number.isdigit() or len(number) > 7:
        raise ConfigError(
            f"the cursor {cursor[:40]!r} is none of this list ({of}); take `next` of the answer before"
        )
    return int(number)


def page_of(
    lines: Sequence[X], start: int, limit: int, of: str
) -> tuple[tuple[X, ...], str | None]:
    """The lines from ``start`` on, and the cursor of those after them."""
    taken: list[X] = []
    size = 0
    for line in lines[start : start + limit]:
        size += len(line.model_dump_json(exclude_none=True))
        if taken and size > MOST_OF_ANSWER:
            break
        taken.append(line)
    end = start + len(taken)
    return tuple(taken), f"{of}/{end}" if end < len(lines) else None
