"""The lines of an article's run: paragraphs, subheads, captions, box bylines, furniture between."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.stages.clean.bylines import Byline, read_byline
from crosswire.stages.clean.credit import closes_with_credit, is_talk
from crosswire.stages.clean.layout import Marked, Role
from crosswire.stages.clean.lines import Line, is_item

_CAPTION = re.compile(
    r"^\W*image (?:copyright|source)\b.{1,80}?\bimage caption\b|^\W*toggle caption\b"
    r"|^\W*(?:image|media|video|photo|picture|file photo|pictured|photograph|above|below"
    r"|(?:(?:top|bottom) )?(?:left|right(?!,))|(?:top|bottom) right)s?(?: caption)?\s*[:\])|,–—]|^\W*(?:image|media|video) caption\b"
    r"|^\W*(?:caption|pictured|picture shows)\b|\bfile (?:photo|picture|image)\b"
    r"|\((?:left|right|centre|center|file|[lr](?=[\s,)])|(?-i:A[Pp]|AFP|Reuters|PA|Getty|EPA))\b[^)]*\)\W*$"
    r"|\((?:[^)]{0,50}/)?(?:ap|afp|reuters|getty|epa|getty images|ap photo|bloomberg)[^)]{0,40}\)\W*$"
    r"|\b(?:(?:photograph|photo|picture|image)s? (?:by|credit|courtesy)\b:?"
    r"|(?<!big )(?-i:(?=[PI]))(?:photograph|photo|picture|image)s?:) ?(?-i:[A-Z]\w*[a-z]|©)",
    re.I,
)  # fmt: skip
_NAMES_AGENCY = re.compile(
    r"\b(?:getty images|ap photo|afp photo|alamy|shutterstock|reuters/\w+|/(?:ap|afp|reuters|epa|pa))\b[^.]{0,30}$",
    re.I,
)
_CREDITED = re.compile(
    r"\((?:photos?|images?|pictures?)(?::| by\b)[^()]{1,60}\)\W*$|^\W*file (?:photo|picture)\b"
    r"|^\W*in this (?:[\w., ]{1,30} )?file (?:photo|picture)\b",
    re.I,
)
"""A credit that closes the line, or words that only captions begin with: enough for a longer line."""
_LONG_CAPTION = 60
_LONGEST_CAPTION = 90
_CREDIT_ONLY = re.compile(
    r"^\W*(?:image|picture|photo|media)?\s*(?:source|copyright|credit)s?\b.{0,60}$"
    r"|^\W*(?:getty images|reuters|afp|ap|epa|pa media|pa|ap photo|alamy|shutterstock)\W*$",
    re.I,
)
_LABEL = re.compile(
    r"\W*(?:the )?(?:news )?(?:analysis|comment(?:ary)?|opinion|perspective|explainer)\W*", re.I
)
_LISTED = 12
_CERTAIN = 0.95


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its role; ``reason`` says why it is furniture, or why it is what it is."""

    line: Line
    role: Role
    reason: str = ""


def place_body(marked: Sequence[Marked], *, copies: bool = False) -> list[Placed]:
    """Roles for the lines from the body's first to its last; ``copies`` keeps repeated ones."""
    reasons = _spread_lists(marked)
    if not copies:
        _drop_copies(marked, reasons)
    return [
        _place(marked, i, reasons)
        if reason is None
        else Placed(marked[i].line, Role.CHROME, reason)
        for i, reason in enumerate(reasons)
    ]


def is_caption(line: Line) -> bool:
    """Whether a line is worded as the caption of a picture."""
    if len(line.words) > _LONGEST_CAPTION:
        return False
    if _CREDITED.search(line.text) or closes_with_credit(line.text, len(line.words)):
        return True
    if len(line.words) > _LONG_CAPTION:
        return False
    credited = _NAMES_AGENCY.search(line.text) and not is_talk(line.text)
    return bool(credited or _CAPTION.search(line.text))


def is_box_byline(line: Line) -> Byline | None:
    """An author line inside the body: it opens a box of its own."""
    byline = read_byline(line.text)
    return byline if byline and (byline.authors or byline.role) else None


def _spread_lists(marked: Sequence[Marked]) -> list[str | None]:
    """Reasons, where what stands under a "Read more" heading is part of its list."""
    reasons: list[str | None] = []
    listed = 0
    for i, item in enumerate(marked):
        reason = None if _between_paragraphs(marked, i) else item.reason
        # The shape of an author line is surer than the model, which calls most of them furniture.
        if reason == "other" and is_box_byline(item.line):
            reason = None
        if reason is None and listed and not item.line.prose and not item.line.ends:
            reason, listed = "related", listed - 1
        elif reason is None:
            listed = 0
        elif reason == "related" and len(item.line.words) <= 8:
            listed = _LISTED
        if reason is None and _CREDIT_ONLY.match(item.line.text):
            reason = "picture credit"
        reasons.append(reason)
    return reasons


def _between_paragraphs(marked: Sequence[Marked], i: int) -> bool:
    """A line that only the model doubts, with a paragraph above and below: a subhead as a rule."""
    if marked[i].reason != "other" or marked[i].chance >= _CERTAIN or not 0 < i < len(marked) - 1:
        return False
    return all(m.reason is None and m.line.prose for m in (marked[i - 1], marked[i + 1]))


def _drop_copies(marked: Sequence[Marked], reasons: list[str | None]) -> None:
    """A paragraph that stands twice in the body is kept once, where it stands first."""
    seen: set[str] = set()
    for i, item in enumerate(marked):
        if reasons[i] is None and item.line.prose:
            key = " ".join(item.line.text.split())
            if key in seen:
                reasons[i] = "repeated"
            seen.add(key)


def _place(marked: Sequence[Marked], i: int, reasons: Sequence[str | None]) -> Placed:
    line = marked[i].line
    if is_box_byline(line):
        return Placed(line, Role.BOX_BYLINE, "an author line inside the text")
    if is_caption(line):
        return Placed(line, Role.CAPTION, "worded as a caption")
    if line.prose or is_item(line.text):
        return Placed(line, Role.PARAGRAPH)
    follower = next(
        (m for m, r in zip(marked[i + 1 :], reasons[i + 1 :], strict=True) if not r), None
    )
    if follower is not None and _is_subhead(line, follower.line):
        return Placed(line, Role.SUBHEAD, "a short unclosed line over a paragraph")
    return Placed(line, Role.PARAGRAPH)


def _is_subhead(line: Line, follower: Line) -> bool:
    if _LABEL.fullmatch(line.text):
        return True
    asks = line.text.rstrip("\"'”’").endswith("?")
    if (line.ends and not asks) or line.text.endswith((":", ",", ";", "-")):
        return False
    if len(line.words) > 14 or line.text[:1].islower():
        return False
    return follower.prose or is_box_byline(follower) is not None
