"""A unit in words that stand alone: who "he" is, and whose words a quotation holds.

This is what the pair reader reads. It is never shown: what readers see are spans of the text.
"""

from collections.abc import Iterator

from crosswire.records.annotation import Mention
from crosswire.stages.compare.points.board import Sheet

_POSSESSIVE = frozenset({"his", "their", "its"})


def resolved(sheet: Sheet) -> str:
    """The words of the unit, pronouns named, roles explained, the speaker in front."""
    span = sheet.unit.span
    text = span.exact
    for start, end, words in sorted(_edits(sheet), reverse=True):
        text = text[: start - span.start] + words + text[end - span.start :]
    text = " ".join(text.split())
    quotation = sheet.unit.quotation
    speaker = quotation.speaker_name if quotation else None
    if speaker and speaker.split()[-1] not in text:
        return f"{speaker}: {text}"
    return text


def _edits(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    """(start, end, words in their stead), none over another."""
    named = {m.entity for _, m in sheet.names if m.kind == "name"}
    owners = {t.start for t in sheet.tokens if t.dep == "poss"}
    reach = -1
    for _, mention in sorted(sheet.names, key=lambda n: (n[1].span.start, -n[1].span.end)):
        words = _words(mention, mention.entity in named, mention.span.start in owners)
        if words and mention.span.start >= reach:
            yield mention.span.start, mention.span.end, words
            reach = mention.span.end


def _words(mention: Mention, named: bool, owner: bool) -> str | None:
    """A pronoun gives way to the name; a role whose bearer is not named here is explained."""
    said, name = mention.span.exact, mention.name
    if mention.kind == "pronoun" and name.lower() != said.lower():
        return f"{name}'s" if owner or said.lower() in _POSSESSIVE else name
    if mention.kind == "role" and not named and name.lower() not in said.lower():
        return f"{said} ({name})"
    return None
