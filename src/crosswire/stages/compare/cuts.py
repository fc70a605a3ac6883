"""Cuts: one utterance as two outlets quote it, compared word by word.

Only what is shown to be the same utterance is compared. Two sentences that one speaker said about
one matter are two utterances, however alike: setting them side by side as an altered quotation
would accuse an outlet of what it has not done. Two translations of one sentence differ in every
word, and nothing is altered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from crosswire.records.comparison import Cut, Point, Tier, Utterance
from crosswire.stages.compare.forms import Form, Part, form_of, left_out, parts
from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.witness.folding import WORD
from crosswire.stages.compare.witness.gaps import SMALL
from crosswire.stages.compare.words import common_run, plain, shingles

Kept = Literal["same words", "shorter here", "shorter there", "overlapping", "reworded",
               "paraphrased", "translated"]  # fmt: skip
Diff = tuple[tuple[Literal["same", "only a", "only b"], str], ...]

_LEAST = 3
"""Words in a row without which no two quotations are looked at."""
_RUN = 5
"""Words in a row that show one utterance, when enough of them are words of their own."""
_OWN = 2
"""Words of a shared run that must carry meaning."""
_SHARE = 0.5
"""Share of the shorter quotation that a common run must cover: set phrases recur in speeches."""
_SURELY = 8
"""Words both must have before other words in the place of some are called a rewording."""
_SURELY_SHARE = 0.7


def cuts(
    utterances: Sequence[Utterance], points: Sequence[Point], called: Mapping[str, str]
) -> tuple[Cut, ...]:
    """For each utterance that several articles quote: every form against the fullest one.

    ``called`` is what people call each article: by it the reasons speak of a page.
    """
    read = (form_of(u, called.get(u.article, u.article)) for u in utterances)
    forms = sorted(read, key=lambda s: -len(s.words))
    heads = _Heads(told=_told_as_one(points))
    found: list[Cut] = []
    for form in forms:
        cut = heads.cut(form)
        if cut is None:
            heads.add(form)
        else:
            found.append(cut)
    return tuple(found)


@dataclass(slots=True, kw_only=True)
class _Heads:
    """The fullest form of each utterance, found again by runs of three words."""

    told: frozenset[frozenset[str]]
    forms: list[Form] = field(default_factory=list)
    runs: dict[int, list[int]] = field(default_factory=dict)
    joined: dict[str, list[int]] = field(default_factory=dict)

    def add(self, form: Form) -> None:
        """Keep the fullest form of one more utterance; an indirect report is never one."""
        if not form.marked:
            return
        for run in shingles(form.forms, _LEAST):
            self.runs.setdefault(run, []).append(len(self.forms))
        own = form.utterance.quotation.id
        for other in (q for pair in self.told if own in pair for q in pair - {own}):
            self.joined.setdefault(other, []).append(len(self.forms))
        self.forms.append(form)

    def cut(self, form: Form) -> Cut | None:
        """The form against the fullest form of the same utterance, if there is one."""
        near = {k for run in shingles(form.forms, _LEAST) for k in self.runs.get(run, ())}
        near |= set(self.joined.get(form.utterance.quotation.id, ()))
        for k in sorted(near):
            because = _because(form, self.forms[k], self.told)
            cut = _cut(form, self.forms[k], because) if because else None
            if cut:
                return cut
        return None


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


def _because(a: Form, b: Form, told: frozenset[frozenset[str]]) -> str | None:
    """Why the two are one utterance of their speaker, or None when that is not shown."""
    if a.utterance.article == b.utterance.article or not (a.words and b.words):
        return None
    as_one = frozenset((a.utterance.quotation.id, b.utterance.quotation.id)) in told
    if a.marked and b.marked:
        same = _same_words(a, b)
        if same is None and as_one and _translated(a, b):
            return "both tell the same, each in its own translation"
        return same
    return "both tell the same, one in marks and one without" if as_one else None


def _same_words(a: Form, b: Form) -> str | None:
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


def _cut(a: Form, b: Form, because: str) -> Cut | None:
    """The two forms compared; None when they are more likely two sentences on one matter."""
    if not (a.marked and b.marked):
        # An outlet's own words are not the speaker's: they are set beside, not compared.
        return _record(a, b, "paraphrased", _beside(a, b), (), (because,))
    found = parts(a, b)
    kept = _kept(found)
    if _translated(a, b) and (kept == "reworded" or _same_words(a, b) is None):
        reasons = (because, *_translations(a, b))
        return _record(a, b, "translated", _beside(a, b), (), reasons)
    if kept == "reworded" and not _surely_one(found, a, b):
        return None
    style = (
        ("spelling or figures in words differ",) if any(p.kind == "style" for p in found) else ()
    )
    marks = [m for s in (a, b) if (m := _marks(s))]
    reasons = (because, *marks, *style, *_translations(a, b), *_unmarked(a, b, found))
    return _record(a, b, kept, _diff(a, b, found), found, reasons)


def _record(
    a: Form, b: Form, kept: Kept, diff: Diff, found: Sequence[Part], because: Sequence[str]
) -> Cut:
    return Cut(
        a=a.utterance,
        b=b.utterance,
        kept=kept,
        diff=diff,
        left_out=left_out(a, b, found),
        bracketed=(*(("a", s) for s in a.own), *(("b", s) for s in b.own)),
        because="; ".join(because),
    )


def _kept(found: Sequence[Part]) -> Kept:
    if any(p.kind == "changed" for p in found):
        return "reworded"
    differing = [p for p in found if p.kind in ("missing", "apart")]
    more_a = any(p.j > p.i for p in differing)
    more_b = any(p.n > p.m for p in differing)
    if more_a and more_b:
        return "overlapping"
    if more_a:
        return "shorter there"
    return "shorter here" if more_b else "same words"


def _surely_one(found: Sequence[Part], a: Form, b: Form) -> bool:
    """Enough of both is the same for other words to be a rewording, not another sentence."""
    same = sum(p.j - p.i for p in found if p.kind in ("same", "style"))
    inner = [p for p in found if p.kind != "apart"]
    here = sum(p.j - p.i for p in inner)
    there = sum(p.n - p.m for p in inner)
    return same >= _SURELY and same >= _SURELY_SHARE * min(here, there)


def _translated(a: Form, b: Form) -> bool:
    """A page says that the words were spoken in another language, or translated."""
    return any(
        (t := f.utterance.translated) is not None and t.language != "English" for f in (a, b)
    )


def _translations(a: Form, b: Form) -> tuple[str, ...]:
    """What the pages say of language and translator."""
    lines = []
    for form in (a, b):
        told = form.utterance.translated
        if told is not None:
            spoken = f"in {told.language}" if told.language else "in another language"
            by = f", translated by {told.translator}" if told.translator else ""
            lines.append(f"{form.page} says it was said {spoken}{by}")
    return tuple(lines)


def _beside(a: Form, b: Form) -> Diff:
    return (("only a", a.text(0, len(a.words))), ("only b", b.text(0, len(b.words))))


def _diff(a: Form, b: Form, found: Sequence[Part]) -> Diff:
    steps: list[tuple[Literal["same", "only a", "only b"], str]] = []
    for part in found:
        here, there = a.text(part.i, part.j), b.text(part.m, part.n)
        if part.kind in ("same", "style"):
            steps.append(("same", here))
        else:
            steps += [("only a", here), ("only b", there)]
    return tuple((side, words) for side, words in steps if words)


def _marks(form: Form) -> str | None:
    """The signs by which the outlet itself shows that it cut or put in words."""
    shown = [sign for _, sign in sorted(form.signs.items())]
    return f"{form.page} marks {' '.join(shown)}" if shown else None


def _unmarked(a: Form, b: Form, found: Sequence[Part]) -> tuple[str, ...]:
    """Words left out of the middle of one run, when the outlet shows no mark of it."""
    lines = []
    for form, other in ((a, "b"), (b, "a")):
        inside = [
            line
            for line in left_out(a, b, found)
            if line.side != other
            and line.where == "inside"
            and not line.mark
            and not SMALL.issuperset(plain(w.group()) for w in WORD.finditer(line.span.exact))
        ]
        if inside:
            lines.append(f"words in between are not in {form.page}, which marks no cut")
    return tuple(lines)


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
