"""Runs of words in quotation marks.

Marks are paired by their shape and by what stands beside them, paragraph by paragraph, so that a
stray mark spoils one paragraph at most. Apostrophes are told from single marks by their
neighbours; a run that is never closed ends where its paragraph, or its words, end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple

LIMIT = 1500
"""No run is longer: a stray mark must not swallow the page."""

_MARK = re.compile(r"``|''|‘‘|’’|,,(?=\w)|[“”„‟\"«»‘’‚‛'`]")
_LIKE = {"``": "“", "''": '"', "‘‘": "“", "’’": "”", ",,": "„", "‟": "“", "‛": "‘", "`": "‘"}
_DOUBLE = frozenset('“”„"')
_FRENCH = frozenset("«»")
# Words that begin with an apostrophe: decades and a few clipped words.
_CLIPPED = re.compile(
    r"(?:\d0s|\d\ds?|em|til|till|cause|cos|twas|tis|n|round|bout)\b", re.IGNORECASE
)
_TERMINAL = frozenset('.!?…:;”"’»)]')
# A cue left standing at the end of words whose closing mark is missing: "..., he said."
_TAIL = re.compile(r"[,?!…](?=\s+(?:[\w.’'-]+\s+){1,6}[\w’'-]+[.:]?\s*$)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")

Role = Literal["open", "close", "either", "none"]


class Marked(NamedTuple):
    """A run in quotation marks, and what its marks show."""

    start: int
    end: int
    """Marks included."""
    inner: int
    """Where the words begin, after the opening mark."""
    closed: bool
    """False when the closing mark is missing, as on all but the last of several paragraphs."""
    single: bool
    """True for single marks."""


class _Mark(NamedTuple):
    start: int
    end: int
    kind: str
    """double, french or single."""
    role: Role
    straight: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    start: int
    end: int

    def before(self, at: int) -> str:
        return self.text[at - 1] if at > self.start else ""

    def after(self, at: int) -> str:
        return self.text[at] if at < self.end else ""


def quoted_runs(text: str) -> list[tuple[int, int]]:
    """Half-open runs of ``text`` that stand in quotation marks, marks included, outer runs only."""
    return [(run.start, run.end) for run in marked_runs(text)]


def marked_runs(text: str) -> list[Marked]:
    """The outer runs in quotation marks, in order, with what their marks show."""
    found: list[Marked] = []
    paragraphs = [_Paragraph(text, s, e) for s, e in paragraph_bounds(text)]
    for k, paragraph in enumerate(paragraphs):
        following = paragraphs[k + 1] if k + 1 < len(paragraphs) else None
        found += _paired(paragraph, _marks(paragraph), following)
    return found


def paragraph_bounds(text: str) -> list[tuple[int, int]]:
    """Paragraphs of ``text``: lines, but a line broken in mid-sentence goes on on the next."""
    bounds: list[tuple[int, int]] = []
    last = ""
    for line in re.finditer(r"[^\n]+", text):
        words = line[0].strip()
        if not words:
            continue
        next_ = bool(bounds) and text.count("\n", bounds[-1][1], line.start()) == 1
        if next_ and _wrapped(last, words):
            bounds[-1] = (bounds[-1][0], line.end())
        else:
            bounds.append((line.start(), line.end()))
        last = words
    return bounds


def _wrapped(above: str, below: str) -> bool:
    """Whether a line break stands in mid-sentence: no full stop above, a small letter below."""
    return above[-1] not in _TERMINAL and below[0].islower()


def _marks(paragraph: _Paragraph) -> list[_Mark]:
    """Every mark of a paragraph that can be one, with the role its shape and place allow."""
    inverted = _inverted(paragraph)
    low = "„" in paragraph.text[paragraph.start : paragraph.end]
    marks = []
    for m in _MARK.finditer(paragraph.text, paragraph.start, paragraph.end):
        sign = _LIKE.get(m.group(), m.group())
        if sign in _FRENCH:
            role: Role = "open" if (sign == "«") != inverted else "close"
            marks.append(_Mark(m.start(), m.end(), "french", role, False))
        elif sign in _DOUBLE:
            role = _double_role(paragraph, m.start(), m.end(), sign, low)
            marks.append(_Mark(m.start(), m.end(), "double", role, sign == '"'))
        else:
            role = _single_role(paragraph, m.start(), m.end(), sign)
            marks.append(_Mark(m.start(), m.end(), "single", role, sign == "'"))
    return [m for m in marks if m.role != "none"]


def _inverted(paragraph: _Paragraph) -> bool:
    """Whether guillemets point inwards (»so«), as in German books."""
    first = re.search("[«»]", paragraph.text[paragraph.start : paragraph.end])
    return bool(first) and first is not None and first.group() == "»"


def _place(paragraph: _Paragraph, start: int, end: int) -> Role:
    """What the neighbours of a mark without direction allow."""
    before, after = paragraph.before(start), paragraph.after(end)
    opens = _fresh(before, "'‘…") and _begins_words(after)
    closes = bool(before and not before.isspace()) and not (after.isalnum() and before.isalnum())
    if opens and closes:
        return "either"
    if opens:
        return "open"
    if closes:
        return "close" if not after.isalnum() else "either"
    return "either"


def _fresh(before: str, more: str = "") -> bool:
    """Whether words may begin after this character."""
    return not before or before.isspace() or before in '([{—–-/“"„«' + more


def _begins_words(after: str) -> bool:
    """Whether this character may be the first of quoted words."""
    return bool(after) and (after.isalnum() or after in "([{—–-“‘„«\"'’`…$£€#@*.&_+")


def _double_role(paragraph: _Paragraph, start: int, end: int, sign: str, low: bool) -> Role:
    """The role of a double mark: its shape, unless its place shows that shape to be a slip."""
    place = _place(paragraph, start, end)
    if sign == '"':
        before = paragraph.before(start)
        inches = before.isdigit() and not paragraph.after(end).isalnum()
        return "either" if inches and place == "close" else place
    if sign == "„":
        return "open"
    if sign == "“":
        # German „so“ closes with the mark that opens in English; others use it for both.
        return (
            "close" if place == "close" and (low or paragraph.before(start) not in ":,") else "open"
        )
    return "open" if place == "open" and paragraph.before(start) != "…" else "close"


def _single_role(paragraph: _Paragraph, start: int, end: int, sign: str) -> Role:
    """The role of a single mark; ``none`` for an apostrophe."""
    before, after = paragraph.before(start), paragraph.after(end)
    if before.isalnum() and after.isalnum():
        return "none"
    if sign == "‚":
        return "open" if not before.isalnum() and after.isalnum() else "none"
    if _fresh(before) and _begins_words(after):
        if _CLIPPED.match(paragraph.text, end, paragraph.end) or sign == "’":
            return "none" if sign != "‘" or after.isdigit() else "open"
        return "open"
    if sign == "‘" or not before or before.isspace() or (after.isalnum() and before not in ",.?!…"):
        return "none"
    return "close"


def _paired(
    paragraph: _Paragraph, marks: list[_Mark], following: _Paragraph | None
) -> Iterator[Marked]:
    """Pair the marks of one paragraph from left to right; inner runs go with their outer one."""
    k = 0
    while k < len(marks):
        mark = marks[k]
        if mark.role == "close" or (mark.role == "either" and not _may_open(paragraph, mark)):
            k += 1
            continue
        close = _closing(paragraph, marks, k)
        if close is not None:
            yield Marked(mark.start, marks[close].end, mark.end, True, mark.kind == "single")
            k = close + 1
            continue
        run = _unclosed(paragraph, marks, k, following)
        if run is not None:
            yield run
        k = _next_after(marks, k, run.end if run else mark.end)


def _may_open(paragraph: _Paragraph, mark: _Mark) -> bool:
    """Whether a mark without direction can open: words must follow it, and no figure precede."""
    before = paragraph.before(mark.start)
    return bool(paragraph.text[mark.end : paragraph.end].strip()) and not before.isdigit()


def _after(marks: list[_Mark], k: int) -> Iterator[_Mark]:
    """The marks that follow the one at ``k``, without copying them."""
    return (marks[j] for j in range(k + 1, len(marks)))


def _next_after(marks: list[_Mark], k: int, end: int) -> int:
    k += 1
    while k < len(marks) and marks[k].start < end:
        k += 1
    return k


def _closing(paragraph: _Paragraph, marks: list[_Mark], k: int) -> int | None:
    """Index of the mark that closes the one at ``k``, or None."""
    opener = marks[k]
    depth = 0
    for j in range(k + 1, len(marks)):
        mark = marks[j]
        if mark.end - opener.start > LIMIT:
            return None
        if mark.kind != opener.kind:
            continue
        if mark.role == "open":
            if not _nests(marks, j, opener):
                return None
            depth += 1
        elif depth:
            depth -= 1
        elif mark.end - opener.end > 1 and not _possessive(paragraph, marks, j, opener):
            return j
    return None


def _nests(marks: list[_Mark], j: int, opener: _Mark) -> bool:
    """Whether a mark of the same kind inside a run opens an inner run: two closing marks follow."""
    same = (m.role for m in _after(marks, j) if m.kind == opener.kind)
    after = list(islice(same, 2))
    return len(after) == 2 and "open" not in after


def _possessive(paragraph: _Paragraph, marks: list[_Mark], j: int, opener: _Mark) -> bool:
    """Whether a closing single mark is the apostrophe of "the ministers’ plan" or "goin’ home".

    It is when small letters go on after it and a better closing mark comes before the next opening.
    """
    if opener.kind != "single":
        return False
    mark = marks[j]
    ending = paragraph.text[max(paragraph.start, mark.start - 2) : mark.start]
    on = re.match(r" [a-z]", paragraph.text[mark.end : mark.end + 2])
    if not on or not (ending[-1:] in "sz" or ending == "in"):
        return False
    for later in _after(marks, j):
        if later.kind == "single":
            return later.role != "open" and later.end - opener.start <= LIMIT
    return False


def _unclosed(
    paragraph: _Paragraph, marks: list[_Mark], k: int, following: _Paragraph | None
) -> Marked | None:
    """The run of an opening mark that is never closed, or None when it is no mark at all."""
    mark = marks[k]
    rest = next((m for m in _after(marks, k) if m.kind == mark.kind and m.role == "open"), None)
    stop = rest.start if rest else paragraph.end
    goes_on = rest is None and _begins_with(following, paragraph.text[mark.start : mark.end])
    if not goes_on and (mark.kind == "single" or mark.role == "either"):
        return None
    end = _words_end(paragraph.text, mark.end, stop, goes_on)
    if end <= mark.end:
        return None
    return Marked(mark.start, end, mark.end, False, mark.kind == "single")


def _begins_with(following: _Paragraph | None, sign: str) -> bool:
    """Whether the next paragraph opens with the same mark: the quotation goes on there."""
    return following is not None and following.text.startswith(sign, following.start)


def _words_end(text: str, start: int, stop: int, goes_on: bool) -> int:
    """Where unclosed words end: before a cue that follows them, or at a sentence's end."""
    words = text[start:stop].rstrip()
    if not goes_on:
        first = _SENTENCE_END.search(words)
        tail = None if goes_on else _TAIL.search(words)
        if tail:
            return start + tail.end()
        if len(words) > LIMIT // 3 and first:
            return start + first.end()
    if len(words) > LIMIT - 2:
        ends = [m.end() for m in _SENTENCE_END.finditer(words[: LIMIT - 2])]
        return start + (ends[-1] if ends else LIMIT - 2)
    return start + len(words)
