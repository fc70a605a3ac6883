"""Articles in languages whose statements are not read: shown as pages, lined up with nothing."""

from collections.abc import Sequence

from crosswire.records.quotation import Reading
from crosswire.stages.clean.guard import language_name


def in_full(readings: Sequence[Reading]) -> list[Reading]:
    """Those that were read in full."""
    return [r for r in readings if not r.annotation.not_done]


def unread_language(reading: Reading) -> str | None:
    """The language whose statements were not read, in English words; None: they were."""
    annotation = reading.annotation
    return language_name(annotation.language) if annotation.not_done else None


def about_languages(readings: Sequence[Reading]) -> list[str]:
    """One note a language, naming its articles and what was not read of them."""
    held: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for reading in readings:
        if language := unread_language(reading):
            key = (language, reading.annotation.not_done)
            held.setdefault(key, []).append(reading.revision.outlet_name)
    return [
        f"In {language}, not lined up with the others: {', '.join(outlets)} "
        f"(not read: {', '.join(left)})."
        for (language, left), outlets in held.items()
    ]
