"""Two outlets' forms of one utterance, laid side by side piece by piece.

A piece is a run in marks. What one outlet quotes in two pieces another may quote in one, and each
may go on where the other stops. Only other words in the place of words, between words that both
have, are a rewording; words beyond what both have are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from crosswire.records.comparison import LeftOut, Utterance
from crosswire.records.quotation import Mode
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.witness.folding import same_style
from crosswire.stages.compare.witness.lexing import printed

_NEAR = 4
"""Words between stretches that both have, across which a lone small word still counts."""
_REWORDED = 8
"""More words than these in the place of others are another passage, not a rewording."""

Side = Literal["a", "b"]
Kind = Literal["same", "style", "changed", "missing", "apart"]


class Spoken(NamedTuple):
    """A word of a form, in the offsets of its run's text."""

    start: int
    end: int
    form: str
    exact: str
    piece: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An utterance as one page quotes it."""

    utterance: Utterance
    words: tuple[Spoken, ...]
    signs: dict[int, str]
    """Number of a word → the sign of a cut or bracket before it."""
    own: tuple[Span, ...]
    page: str
    """How people call its page."""

    @property
    def forms(self) -> list[str]:
        """The words as they are compared."""
        return [w.form for w in self.words]

    @property
    def marked(self) -> bool:
        """It has words in marks."""
        return self.utterance.quotation.mode is not Mode.INDIRECT

    def text(self, first: int, after: int) -> str:
        """The words as printed."""
        return " ".join(w.exact for w in self.words[first:after])

    def sign(self, first: int, after: int) -> str:
        """Signs from before word ``first`` to before word ``after``."""
        return " ".join(s for k, s in sorted(self.signs.items()) if first <= k <= after)

    def breaks(self, first: int, after: int) -> bool:
        """A piece ends between the words around this stretch."""
        if first == 0 or after >= len(self.words):
            return False
        return self.words[first - 1].piece != self.words[after].piece

    def span(self, first: int, after: int) -> Span:
        """The place of words of one piece; of several, the first piece's."""
        words = [w for w in self.words[first:after] if w.piece == self.words[first].piece]
        run = next(
            r
            for r in self.utterance.quotation.content
            if r.start <= words[0].start and words[-1].end <= r.end
        )
        start, end = words[0].start, words[-1].end
        exact = run.exact[start - run.start : end - run.start]
        return Span(text=run.text, start=start, end=end, exact=exact)


class Part(NamedTuple):
    """A stretch of both forms: words of ``a`` from i to before j, of ``b`` from m to before n."""

    kind: Kind
    i: int
    j: int
    m: int
    n: int


def form_of(utterance: Utterance, page: str) -> Form:
    """Read the words of an utterance; of a mixed quotation only what stands in marks."""
    mixed = utterance.quotation.mode is Mode.MIXED
    found: list[Spoken] = []
    signs: dict[int, str] = {}
    own: list[Span] = []
    piece = 0
    for run in utterance.quotation.content:
        for start, end in (quoted_runs(run.exact) if mixed else []) or [(0, len(run.exact))]:
            read = printed(run.exact, start, end)
            signs |= {len(found) + k: sign for k, sign in read.signs.items()}
            own += [
                Span(text=run.text, start=run.start + s, end=run.start + e, exact=run.exact[s:e])
                for s, e in read.own
            ]
            found += [
                Spoken(run.start + s, run.start + e, form, run.exact[s:e], piece)
                for s, e, form in read.words
            ]
            piece += 1
    return Form(utterance=utterance, words=tuple(found), signs=signs, own=tuple(own), page=page)


def parts(a: Form, b: Form) -> list[Part]:
    """The two forms from their beginning to their end, stretch by stretch.

    Stretches after Ratcliff and Obershelp, as in difflib; lone small words far from the others are
    no common ground.
    """
    matcher = SequenceMatcher(None, a.forms, b.forms, autojunk=False)
    blocks = _joined([(m.a, m.b, m.size) for m in matcher.get_matching_blocks() if m.size], a)
    if not blocks:
        return [Part("apart", 0, len(a.words), 0, len(b.words))]
    found: list[Part] = []
    first, last = blocks[0], blocks[-1]
    if first[0] or first[1]:
        found.append(Part("apart", 0, first[0], 0, first[1]))
    for one, other in pairwise([*blocks, (len(a.words), len(b.words), 0)]):
        found.append(Part("same", one[0], one[0] + one[2], one[1], one[1] + one[2]))
        i, m = one[0] + one[2], one[1] + one[2]
        if one is last:
            if i < len(a.words) or m < len(b.words):
                found.append(Part("apart", i, len(a.words), m, len(b.words)))
        elif i < other[0] or m < other[1]:
            found.append(_between(a, b, (i, other[0], m, other[1])))
    return found


def _between(a: Form, b: Form, place: tuple[int, int, int, int]) -> Part:
    """What stands between two stretches that both have."""
    i, j, m, n = place
    if i == j or m == n:
        return Part("missing", *place)
    if same_style([w.exact for w in a.words[i:j]], [w.exact for w in b.words[m:n]]):
        return Part("style", *place)
    broken = a.breaks(i, j) or b.breaks(m, n) or a.sign(i, j) or b.sign(m, n)
    if broken or j - i > _REWORDED or n - m > _REWORDED:
        return Part("apart", *place)
    return Part("changed", *place)


def _joined(blocks: Sequence[tuple[int, int, int]], a: Form) -> list[tuple[int, int, int]]:
    """The longest stretch and those that are joined to it: near, or with words of their own."""
    if not blocks:
        return []
    top = max(range(len(blocks)), key=lambda k: blocks[k][2])
    kept = [blocks[top]]
    for block in blocks[top + 1 :]:
        if _joins(kept[-1], block, a):
            kept.append(block)
    for block in reversed(blocks[:top]):
        if _joins(block, kept[0], a, small=block):
            kept.insert(0, block)
    return kept


def _joins(
    left: tuple[int, int, int],
    right: tuple[int, int, int],
    a: Form,
    small: tuple[int, int, int] | None = None,
) -> bool:
    near = right[0] - left[0] - left[2] <= _NEAR and right[1] - left[1] - left[2] <= _NEAR
    at, _, size = small or right
    own = sum(w.form not in STOP for w in a.words[at : at + size])
    return near or (size > 2 and own > 0)


def left_out(a: Form, b: Form, found: Sequence[Part]) -> tuple[LeftOut, ...]:
    """What either form has and the other has not, and how that form shows it."""
    lines: list[LeftOut] = []
    for k, part in enumerate(found):
        if part.kind not in ("missing", "apart"):
            continue
        edge: Literal["before", "after"] | None = (
            "before" if k == 0 else "after" if k == len(found) - 1 else None
        )
        if part.n > part.m:
            lines.append(_line("a", (a, part.i, part.j), b.span(part.m, part.n), edge))
        if part.j > part.i:
            lines.append(_line("b", (b, part.m, part.n), a.span(part.i, part.j), edge))
    return tuple(lines)


def _line(
    side: Side, lacks: tuple[Form, int, int], span: Span, edge: Literal["before", "after"] | None
) -> LeftOut:
    form, first, after = lacks
    broken = form.breaks(first, after)
    return LeftOut(
        side=side,
        span=span,
        where=edge or ("between runs" if broken else "inside"),
        mark=form.sign(first, after),
    )
