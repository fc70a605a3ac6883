"""What each line of a page is: head, body, box, furniture.

The article's run of lines is the stretch with the highest sum of line worths, furniture counting
against (maximum subsequence segmentation: Pasternack and Roth, "Extracting article text from the
web", WWW 2009); lines before it are searched for headline, standfirst, author and time, lines
after it are end matter.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crosswire.stages.clean.cues import furniture, topic
from crosswire.stages.clean.lines import Line, word_set


class Role(StrEnum):
    """What a line is on its page."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    PULL_QUOTE = "pull quote"
    EMBED = "embedded post"
    NOTICE = "notice"
    BOX_BYLINE = "box byline"
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    CHROME = "chrome"


@dataclass(frozen=True, slots=True)
class Marked:
    """A line, how likely it is furniture, and the reason when it is taken for furniture."""

    line: Line
    chance: float
    reason: str | None


_OUTLIERS = 12
"""How many lines below the run are searched for paragraphs that belong to it."""
_NEAR = 4
_END_MATTER = frozenset(
    {"related", "comments", "legal", "registration", "contact", "credits", "update note"}
)
_SPOKEN = word_set(
    "there their about which would could after other people because where while these"
)

FURNITURE_CHANCE = 0.8
"""A line without a cue word is furniture from here on; the line reader's card gives the figures."""
PROSE_CHANCE = 0.985
"""The same for a line that has the shape of a paragraph: losing one is the worse mistake."""


def mark(
    lines: Sequence[Line], chances: Sequence[float], *, cautious: bool = False
) -> list[Marked]:
    """Lines with their reason for being furniture, if any: wording, repetition, the model.

    ``cautious`` leaves the model out for lines without a cue and keeps repeated lines.
    """
    marked: list[Marked] = []
    seen: Counter[str] = Counter()
    for line, chance in zip(lines, chances, strict=True):
        key = " ".join(line.text.lower().split())
        reason = furniture(line.text, words=len(line.words), ends=line.ends)
        if reason is None and not cautious:
            reason = _without_cue(line, chance, repeated=seen[key] > 0)
        seen[key] += 1
        marked.append(Marked(line, chance, reason))
    return marked


def _without_cue(line: Line, chance: float, *, repeated: bool) -> str | None:
    if repeated and len(line.words) >= 3 and not line.prose:
        return "repeated"
    if line.text.isupper() and len(line.words) >= 6 and chance >= 0.4:
        return "related"
    limit = PROSE_CHANCE if line.prose else FURNITURE_CHANCE
    return topic(line.text) or "other" if chance >= limit else None


def segment(marked: Sequence[Marked]) -> tuple[int, int]:
    """First and last (exclusive) line of the article's run; (0, 0) when nothing reads as prose."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for i, item in enumerate(marked):
        if total <= 0:
            total, start = 0.0, i
        total += _worth(item)
        if total > best[0]:
            best = (total, start, i + 1)
    first, last = best[1], best[2]
    run = range(first, last)
    opening = next((i for i in run if _opens(marked[i])), None)
    if opening is None:
        opening = next((i for i in run if _may_open(marked[i])), None)
    return (0, 0) if opening is None else (opening, last)


def with_outliers(marked: Sequence[Marked], first: int, last: int) -> tuple[int, int]:
    """Widen the run to paragraphs a little below it that speak of what it tells.

    A short text with furniture between its last paragraphs would lose them otherwise. A teaser of
    another story speaks of other things. One word in common is enough a little below, as long as
    nothing on the way says that the article is over.
    """
    told = _told(marked[first:last])
    over = False
    for i in range(last, min(len(marked), last + _OUTLIERS)):
        item = marked[i]
        near = not over and i - last <= _NEAR
        if _opens(item) and len(_told([item]) & told) >= 2 - near:
            return with_outliers(marked, first, i + 1)
        over = over or _closes(item)
    return first, last


def _closes(item: Marked) -> bool:
    """Whether a line opens the end matter; a single "Related: …" between paragraphs does not."""
    return item.reason in _END_MATTER and not (item.reason == "related" and ":" in item.line.text)


def _told(items: Sequence[Marked]) -> frozenset[str]:
    """The telling words of paragraphs: names and long words, as far as their first six letters."""
    words = (w for m in items if m.reason is None for w in m.line.words)
    return frozenset(w[:6].lower() for w in words if len(w) > 4 and w.lower() not in _SPOKEN)


def _worth(item: Marked) -> float:
    words = min(len(item.line.words), 60)
    if item.reason is not None:
        return -1.5 - 0.05 * words
    if item.line.prose:
        return words * (0.9 - item.chance)
    return (0.5 - item.chance) * min(words, 12)


def _may_open(item: Marked) -> bool:
    """A short sentence, where the page has no longer one."""
    return item.reason is None and item.line.ends and len(item.line.words) >= 5


def _opens(item: Marked) -> bool:
    """A line that may open a body: a short question is sooner its headline."""
    asks = item.line.text.rstrip("\"'”’)").endswith("?") and len(item.line.words) < 20
    return item.reason is None and item.line.prose and not asks
