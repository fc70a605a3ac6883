"""Failures, counted."""

from crosswire.records.base import Record


class FailureKind(Record):
    """How often one kind of failure was met, and when last."""

    kind: str
    stage: str
    number: int
    latest: str
