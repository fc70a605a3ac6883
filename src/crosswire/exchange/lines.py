"""Articles of a story as article lines: what ``crosswire import`` and ``crosswire compare`` take back."""

from collections.abc import Iterator
from typing import Any

from crosswire.exchange.fit import writable
from crosswire.exchange.told import Told
from crosswire.records.span import Text

FORMAT = "crosswire-article/1"
"""What a line's ``format`` says; moves when a field means something else."""


def lines(told: Told) -> Iterator[dict[str, Any]]:
    """A line an article: its text, the hash of it, and what is stated of it."""
    for page in told.comparison.pages:
        text = writable(told.readings[page.article].revision.body.content)
        yield {
            "format": FORMAT,
            "id": page.article,
            "outlet": told.outlet(page.article),
            "url": told.address(page.article),
            "title": told.title(page.article),
            "published": told.published(page.article),
            "story": told.story,
            "text_id": Text.of(text).id,
            "text": text,
        }
