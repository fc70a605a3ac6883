"""What is known of a page that was changed since it was published."""

from crosswire.records.article import Found
from crosswire.records.base import Record


class Changed(Record):
    """That a page's text is not, or may not be, the one it was published with, or stands no more."""

    stated: Found | None = None
    """The page's own time of change, later than its publication."""
    number: int = 0
    """Which of the revisions kept is compared; 0: the text comes from no store."""
    of: int = 0
    """How many revisions are kept."""
    seen: str | None = None
    """When the revision compared was first seen."""
    gone: str | None = None
    """That its address holds the article no more, and what shows it; None: nothing does."""
