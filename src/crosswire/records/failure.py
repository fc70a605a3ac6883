"""Input that could not be used, kept as a record."""

from crosswire.records.base import Record


class Failure(Record):
    """One input that failed in one stage; the rest of the run went on."""

    stage: str
    item: str
    kind: str
    """A short word that can be counted: "missing", "empty", "binary", "index" …"""
    words: str
    """One line: what was wanted, what came, what to do."""
    published: str | None = None
    """When a page that is no article was published, where it tells so."""
