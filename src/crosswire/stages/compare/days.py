"""The day an article states for itself."""

from datetime import date

from crosswire.records.quotation import Reading


def day_of(reading: Reading) -> date | None:
    """The day the article says it was published, when it states a whole day."""
    published = reading.revision.published
    try:
        return date.fromisoformat(published.value[:10]) if published else None
    except ValueError:
        return None
