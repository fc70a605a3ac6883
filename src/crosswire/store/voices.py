"""In whose voice words of a kept text stand: satire must not be read as a report."""

from collections.abc import Mapping
from typing import Any

from crosswire.records.article import Voice


def voice_at(details: Mapping[str, Any], place: int | None) -> Voice:
    """Of the passage around ``place`` in the body; of the whole body, where it has one voice and
    ``place`` is None. Passages are as ``revisions.details`` has them: news is left out."""
    spans = [(one["span"]["@"], Voice(one.get("voice", "news"))) for one in _passages(details)]
    if place is None:
        voices = {voice for _, voice in spans}
        return voices.pop() if len(voices) == 1 else Voice.NEWS
    here = (voice for (_, start, stop), voice in spans if start <= place < stop)
    return next(here, Voice.NEWS)


def _passages(details: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = details.get("passages", [])
    return [one for one in found if one["span"]["@"][0] == 0]
