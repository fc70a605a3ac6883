"""Cuts: one utterance as two outlets quote it, compared word by word.

Only what is shown to be the same utterance is compared. Two sentences that one speaker said about
one matter are two utterances, however alike: setting them side by side as an altered quotation
would accuse an outlet of what it has not done.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from crosswire.records.comparison import Cut, Point, Tier, Utterance
from crosswire.records.quotation import Mode
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.words import Word, common_run, plain, shingles, words

Kept = Literal["same words", "shorter here", "shorter there", "reworded", "paraphrased"]
Diff = tuple[tuple[Literal["same", "only a", "only b"], str], ...]

_LEAST = 3
"""Words in a row without which no two quotations are looked at."""
_RUN = 5
"""Words in a row that show one utterance, when enough of them are words of their own."""
_OWN = 2
"""Words of a shared run that must carry meaning."""
_SHARE = 0.5
"""Share of the shorter quotation that a common run must cover: set phrases recur in speeches."""
_CUT_MARK = re.compile(r"\.\.\.|…|\[[^\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speech:
    """An utterance with its words, those that outlets put in brackets left out."""

    utterance: Utterance
    words: tuple[Word, ...]

    @property
    def forms(self) -> list[str]:
        return [w.form for w in self.words]

    @property
    def marked(self) -> bool:
        return self.utterance.quotation.mode is not Mode.INDIRECT


def cuts(utterances: Sequence[Utterance], points: Sequence[Point]) -> tuple[Cut, ...]:
    """For each utterance that several articles quote: every form against the fullest one."""
    speeches = sorted((_speech(u) for u in utterances), key=lambda s: -len(s.words))
    heads = _Heads(told=_told_as_one(points))
    found: list[Cut] = []
    for speech in speeches:
        match heads.same(speech):
            case None:
                heads.add(speech)
            case head, because:
                found.append(_cut(speech, head, because))
    return tuple(found)


@dataclass(slots=True, kw_only=True)
class _Heads:
    """The fullest form of each utterance, found again by runs of three words."""

    told: frozenset[frozenset[str]]
    forms: list[_Speech] = field(default_factory=list)
    runs: dict[int, list[int]] = field(default_factory=dict)
    joined: dict[str, list[int]] = field(default_factory=dict)

    def add(self, speech: _Speech) -> None:
        """Keep the fullest form of one more utterance; an indirect report is never one."""
        if not speech.marked:
            return
        for run in shingles(speech.forms, _LEAST):
            self.runs.setdefault(run, []).append(len(self.forms))
        own = speech.utterance.quotation.id
        for other in (q for pair in self.told if own in pair for q in pair - {own}):
            self.joined.setdefault(other, []).append(len(self.forms))
        self.forms.append(speech)

    def same(self, speech: _Speech) -> tuple[_Speech, str] | None:
        """The fullest form of the same utterance, and why it is the same."""
        near = {k for run in shingles(speech.forms, _LEAST) for k in self.runs.get(run, ())}
        near |= set(self.joined.get(speech.utterance.quotation.id, ()))
        for k in sorted(near):
            because = _because(speech, self.forms[k], self.told)
            if because:
                return self.forms[k], because
        return None


def _speech(utterance: Utterance) -> _Speech:
    mixed = utterance.quotation.mode is Mode.MIXED
    found: list[Word] = []
    for run in utterance.quotation.content:
        said = _CUT_MARK.sub(lambda m: " " * len(m.group()), run.exact)
        # Of a mixed quotation only the words in marks are the speaker's own.
        parts = (quoted_runs(run.exact) if mixed else []) or [(0, len(run.exact))]
        for start, end in parts:
            found += words(said[start:end], run.start + start)
    return _Speech(utterance=utterance, words=tuple(found))


def _told_as_one(points: Iterable[Point]) -> frozenset[frozenset[str]]:
    """Pairs of quotations that a sure point holds to be one utterance."""
    return frozenset(
        frozenset((a.quotation, b.quotation))
        for point in points
        if point.kind == "utterance" and point.relation == "same" and point.tier is Tier.SURE
        for a in point.members
        for b in point.members
        if a.quotation and b.quotation and a.article != b.article
    )


def _because(a: _Speech, b: _Speech, told: frozenset[frozenset[str]]) -> str | None:
    """Why the two are one utterance of their speaker, or None when that is not shown."""
    if a.utterance.article == b.utterance.article or not (a.words and b.words):
        return None
    if a.marked and b.marked:
        return _same_words(a, b)
    if frozenset((a.utterance.quotation.id, b.utterance.quotation.id)) in told:
        return "both tell the same, one in marks and one without"
    return None


def _same_words(a: _Speech, b: _Speech) -> str | None:
    place, _, size = common_run(a.forms, b.forms)
    run = a.words[place : place + size]
    own = sum(w.form not in STOP for w in run)
    shorter = min(len(a.words), len(b.words))
    if own < _OWN:
        return None
    if size == shorter and (size > _LEAST or own > _OWN):
        return "one quotation stands within the other, and the speaker is the same"
    if size >= _RUN and size / shorter >= _SHARE:
        return f"{size} words in a row are the same, and so is the speaker"
    if size >= 2 * _RUN:
        return f"{size} words in a row are the same, and so is the speaker"
    return None


def _cut(a: _Speech, b: _Speech, because: str) -> Cut:
    marks = [m for s in (a, b) if (m := _marks(s))]
    diff: Diff
    if a.marked and b.marked:
        diff = word_diff(_texts(a), _texts(b))
    else:
        # An outlet's own words are not the speaker's: they are set beside, not compared.
        diff = (("only a", " ".join(_texts(a))), ("only b", " ".join(_texts(b))))
    return Cut(
        a=a.utterance,
        b=b.utterance,
        kept=_kept(a, b, diff),
        diff=diff,
        because="; ".join((because, *marks, *_unmarked(a, diff))),
    )


def _marks(speech: _Speech) -> str | None:
    """The signs by which the outlet itself shows that it cut or put in words."""
    shown = [
        m.group()
        for run in speech.utterance.quotation.content
        for m in _CUT_MARK.finditer(run.exact)
    ]
    return f"{speech.utterance.article} marks {' '.join(shown)}" if shown else None


def _unmarked(a: _Speech, diff: Diff) -> tuple[str, ...]:
    """Words left out of the middle of one run, when the outlet shows no mark of it."""
    sides = [side for side, _ in diff]
    inside = "only b" in sides[sides.index("same") + 1 : -1] if "same" in sides else False
    whole = len(a.utterance.quotation.content) == 1
    if not (inside and whole and "only a" not in sides) or _marks(a):
        return ()
    return (f"words in between are not in {a.utterance.article}, which marks no cut",)


def _kept(a: _Speech, b: _Speech, diff: Diff) -> Kept:
    if not (a.marked and b.marked):
        return "paraphrased"
    sides = {side for side, _ in diff}
    if sides <= {"same"}:
        return "same words"
    if "only a" not in sides:
        return "shorter here"
    return "shorter there" if "only b" not in sides else "reworded"


def _texts(speech: _Speech) -> list[str]:
    """The words as printed."""
    starts = {run.start: run for run in speech.utterance.quotation.content}
    printed = []
    for word in speech.words:
        run = starts[max(s for s in starts if s <= word.start)]
        printed.append(run.exact[word.start - run.start : word.end - run.start])
    return printed


def word_diff(a: Sequence[str], b: Sequence[str]) -> Diff:
    """Runs of words that stand in both, in ``a`` only, in ``b`` only; case and apostrophes aside.

    After Ratcliff and Obershelp, as in difflib.
    """
    matcher = SequenceMatcher(None, [plain(w) for w in a], [plain(w) for w in b], autojunk=False)
    found: list[tuple[Literal["same", "only a", "only b"], str]] = []
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(a[i:j])))
            continue
        if j > i:
            found.append(("only a", " ".join(a[i:j])))
        if n > m:
            found.append(("only b", " ".join(b[m:n])))
    return tuple(found)
