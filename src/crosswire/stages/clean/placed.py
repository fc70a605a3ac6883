"""A date with the kind of place it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.stages.clean.dates import read_date
from crosswire.stages.clean.lookup import Source

MODIFIED = re.compile(r"modif|updat|revis|chang|last|expir|valid|unpubl|embargo|accept", re.I)
"""Names of fields that hold another time than that of publication."""
PUBLISHED = re.compile(
    r"publi[cs]|pub-?_?date|release|issued|(?:article|blog|post|story|entry|sailthru|iso)[.:_-]?date$"
    r"|date_?published|dateline|online_?date|first",
    re.I,
)
NOT_OF_PAGE = re.compile(
    r"event|start|end|birth|video|upload|build|crawl|cache|copyright|vars", re.I
)
"""Names of fields that hold the time of something else."""
_COMPACT = re.compile(r"((?:19|20)\d\d)[-_/.]?([01]\d)[-_/.]?([0-3]\d)(?!\d)(?:T?\d{4,6}Z?)?")


@dataclass(frozen=True, slots=True)
class Stated:
    """A date the page states: its reading, its words, and the kind of place it stands in."""

    value: str
    written: str
    source: Source
    kind: str

    @property
    def day(self) -> str:
        """The day alone."""
        return self.value[:10]


def read_stated(
    words: str, source: Source, kind: str, language: str | None = None
) -> Iterator[Stated]:
    """The date that the content of a field is."""
    reading = read_date(words, language)
    if reading:
        yield Stated(reading.value, words, source, kind)
    elif compact := _COMPACT.match(words.strip()):
        day = "-".join(compact.group(1, 2, 3))
        if again := read_date(day):
            yield Stated(again.value, words, source, kind)
