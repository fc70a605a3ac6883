"""Spokesmen without a name, known by whom they speak for.

"A spokesman for Norfield", "Norfield's spokesman" and "a spokesman for Norfield, the ferry company"
are one form of words: who speaks is Norfield by its spokesman, and nothing tells two of them apart.
"Another spokesman for Norfield" is told apart, and so are a spokesman and a spokeswoman.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from crosswire.records.annotation import Mention
from crosswire.records.quotation import Quotation, Reading

_NOUN = r"(?P<noun>spokes(?:man|woman|person))"
_FORMS = (
    re.compile(rf"(?:an?|the)\s+{_NOUN}\s+for\s+(?P<whose>.+)", re.IGNORECASE | re.DOTALL),
    re.compile(rf"(?:(?:an?|the)\s+)?(?P<whose>.+?)(?:['’]s|(?<=s)['’])?\s+{_NOUN}", re.IGNORECASE),
)
_ASIDE = re.compile(r"\s*(?:,|\(|\s(?:who|which|that|whose)\b).*", re.DOTALL)
"""What is told of whomever they speak for: ", D-State", ", a member of …"."""
_APART = re.compile(
    r"\b(?:another|other|second|third|former|one|two|both|each|either|chief|deputy|lead|senior|top|"
    r"new|unnamed|of|in|at|for|and|or|to|with|on|from|by)\b",
    re.IGNORECASE,
)
"""Words that tell one spokesman from another, or whose the name is not: "the governor of Norfield"."""
_DETERMINER = re.compile(r"^(?:the|an?|this|that)\s+", re.IGNORECASE)


class Post(NamedTuple):
    """A spokesman of somebody."""

    noun: str
    whose: str
    """An entity where the words name one, else the words."""
    named: bool
    words: str
    """How the article has it, less what is told of whomever they speak for."""

    @property
    def opens(self) -> bool:
        """Whether the words begin with an article: no capital there is a name's."""
        return _DETERMINER.match(self.words) is not None


def post_of(reading: Reading, quotation: Quotation, canon: Mapping[str, str]) -> Post | None:
    """Whose spokesman said it; None where the source is no spokesman or is told apart."""
    name = quotation.speaker_name or ""
    found = next((m for form in _FORMS if (m := form.fullmatch(name))), None)
    if found is None:
        return None
    whose = _ASIDE.sub("", found["whose"])
    entity = _named(reading, quotation, found.start("whose"), whose)
    if entity is None and _APART.search(whose):
        return None
    words = name[: found.start("whose")] + whose + _after(found)
    plain = _DETERMINER.sub("", whose).lower()
    said = canon.get(entity, entity) if entity else plain
    return Post(found["noun"].lower(), said, entity is not None, words)


def _after(found: re.Match[str]) -> str:
    """The noun, where it stands after the name."""
    behind = found.start("noun") > found.start("whose")
    return found.string[found.end("whose") :] if behind else ""


def _named(reading: Reading, quotation: Quotation, at: int, whose: str) -> str | None:
    """The entity that these words name and end in; none of them may tie the name to another noun."""
    if not quotation.speaker or not quotation.speaker[0].exact.startswith(
        quotation.speaker_name or ""
    ):
        return None
    start = quotation.speaker[0].start + at
    named: list[Mention] = [
        m
        for m in reading.annotation.mentions
        if m.kind == "name" and start <= m.span.start and m.span.end == start + len(whose)
    ]
    if not named:
        return None
    first = min(named, key=lambda m: m.span.start)
    before = whose[: first.span.start - start]
    return None if _APART.search(before) else first.entity
