"""The standing of one run in marks against one primary source.

To say that an outlet altered what somebody said is a grave thing. It is said only when enough words
on both sides of the difference show that these are the words, and only of what is no style, no
tidying and no bracket. What falls short of that is "not found in this text", with what is nearest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from crosswire.stages.compare.points.words import STOP
from crosswire.stages.compare.witness.align import Gap, Laid, Prefer, lay
from crosswire.stages.compare.witness.gaps import Seen, is_negation, judge_gap
from crosswire.stages.compare.witness.index import Block, Index, weight
from crosswire.stages.compare.witness.lexing import Printed, Speech

Standing = Literal[
    "verbatim", "tidied", "cut", "altered", "cannot tell", "not found in this text"
]  # fmt: skip
Step = tuple[Literal["same", "page", "source"], str]

RANK: dict[Standing, int] = {
    "verbatim": 0, "tidied": 1, "cut": 2, "altered": 3, "cannot tell": 4,
    "not found in this text": 5,
}  # fmt: skip

_LONGEST = 3
"""Words in a row that an altered quotation must have in common with the source."""
_OWN = 2
"""Words with a meaning of their own among all that both have."""
_SHARE = 0.55
"""Share of the run that must be in the source when what differs lies between words in both."""
_EDGE_SHARE = 0.7
"""The same when what differs lies at the run's beginning or end."""
_EDGE_WORDS = 5
_LOOSE_SHARE = 0.9
_LOOSE = 12
"""From so many words missing without a sign on, a changed run must be alike in more."""
_SHOWN = 40
"""Words of a dropped stretch that a word diff shows."""
_FEW = 2
"""So few words may be missing without a mark from a short run as well."""
_LONG_EDGE = 6
"""So many words before or behind what both have are something else, not a changed beginning."""
_HOLE_SHARE = 0.35
"""Share of the run around a hole in the source: nothing is claimed, so little will do."""
_BREAKS: frozenset[str] = frozenset({"dropped", "negation", "voices"})
_CHANGED: frozenset[str] = frozenset({"changed", "figure", "negation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A standing and what it rests on, in words of the source."""

    standing: Standing
    laid: Laid | None = None
    seen: tuple[Seen, ...] = ()
    because: tuple[str, ...] = ()
    part: bool = False
    """A part of the run stands in the source word for word, and the rest does not."""

    @property
    def first(self) -> int | None:
        """The first word of the source that the run has."""
        return self.laid.blocks[0].j if self.laid else None

    @property
    def after(self) -> int | None:
        """The word of the source behind the run's last."""
        last = self.laid.blocks[-1] if self.laid else None
        return last.j + last.size if last else None


def judge(run: Printed, index: Index, text: str, prefer: Prefer) -> Verdict:
    """The run's standing in this source."""
    laid = lay(run, index, prefer)
    if laid is None:
        return Verdict(standing="not found in this text")
    if laid.turned:
        turned = "its parts stand in this text in another order"
        return Verdict(standing="altered", laid=laid, because=(turned,))
    seen = tuple(judge_gap(gap, run, index.speech, text) for gap in laid.gaps)
    kinds = {s.kind for s in seen}
    part = _only_a_part(run, laid, seen)
    standing: Standing
    if part:
        standing = "not found in this text"
    elif kinds & {"changed", "figure", "hole"}:
        standing = _differing(run, laid, seen)
    elif kinds & {"negation", "voices"}:
        standing = "altered"
    elif "dropped" in kinds:
        standing = "cut" if _shown(run, laid, seen) else "not found in this text"
    elif kinds & {"tidied", "interjection"} or _hesitates(run, laid, index.speech):
        standing = "tidied"
    else:
        standing = "verbatim"
    because = _reasons(run, laid, seen, index.speech)
    return Verdict(
        standing=standing,
        laid=laid,
        seen=seen,
        because=("only a part of it stands in this text",) if part else because,
        part=part,
    )


def _shown(run: Printed, laid: Laid, seen: Sequence[Seen]) -> bool:
    """The words in common show that this is the passage, though a page marks no cut in it.

    Two words of a source that stand some way apart are no quotation cut short.
    """
    missing = sum(s.gap.m - s.gap.j for s in seen if s.kind == "dropped" and not s.sign)
    own = sum(form not in STOP for form in run.forms)
    longest = max(b.size for b in laid.blocks)
    few = missing <= _FEW or (len(run.words) >= _EDGE_WORDS and missing <= 2 * len(run.words))
    return not missing or (longest >= _LONGEST and own >= _OWN and few)


def _only_a_part(run: Printed, laid: Laid, seen: Sequence[Seen]) -> bool:
    """What both have is whole; what the source has not is a sentence, or long, and at an edge.

    It may have been said elsewhere: nobody changed a word in what stands here.
    """
    differs = [s for s in seen if s.kind in ("changed", "figure", "hole", "negation", "voices")]
    alike = max(b.size for b in laid.blocks)
    return (
        bool(differs)
        and alike > _LONGEST
        and all(s.gap.edge and s.kind == "changed" and _apart(run, s.gap) for s in differs)
    )


def _apart(run: Printed, gap: Gap) -> bool:
    """Words at an edge that are a sentence of their own, or many."""
    seam = gap.k if gap.i == 0 else gap.i
    size = gap.k - gap.i
    return size >= _LONG_EDGE or (size > 1 and seam in run.stops)


def _differing(run: Printed, laid: Laid, seen: Sequence[Seen]) -> Standing:
    """Altered, when the words in common show that it is this passage; else not found."""
    forms = run.forms
    alike = [form for b in laid.blocks for form in forms[b.i : b.i + b.size]]
    alike += [f for s in seen if s.kind in ("style", "tidied") for f in forms[s.gap.i : s.gap.k]]
    share = sum(map(weight, alike)) / sum(map(weight, forms))
    own = sum(form not in STOP for form in alike)
    longest = max(b.size for b in laid.blocks)
    differs = [s for s in seen if s.kind in ("changed", "figure", "hole")]
    if all(s.kind == "hole" for s in differs):
        plain = own >= _OWN and share >= _HOLE_SHARE
        return "cannot tell" if plain else "not found in this text"
    missing = sum(s.gap.m - s.gap.j for s in seen if s.kind == "dropped" and not s.sign)
    shown = longest >= _LONGEST and own >= _OWN and share >= _SHARE
    if any(s.gap.edge and s.kind == "changed" for s in differs):
        shown = shown and share >= _EDGE_SHARE and len(alike) >= _EDGE_WORDS
    if missing > _LOOSE:
        shown = shown and share >= _LOOSE_SHARE
    if not shown:
        return "not found in this text"
    return "altered" if any(s.kind in _CHANGED for s in seen) else "cannot tell"


def _hesitates(run: Printed, laid: Laid, speech: Speech) -> bool:
    """Hesitations of the source are left out."""
    said = sum(speech.hesitates(b.j, b.j + b.size) for b in laid.blocks)
    said += sum(speech.hesitates(g.j - 1, g.m + 1) for g in laid.gaps if not g.edge and g.j == g.m)
    return said > run.hesitations


def _reasons(run: Printed, laid: Laid, seen: Sequence[Seen], speech: Speech) -> tuple[str, ...]:
    found = [s.because for s in seen if s.because]
    if _hesitates(run, laid, speech):
        found.append("hesitations are left out")
    for s in seen:
        words = speech.forms[s.gap.j : s.gap.m]
        denials = [w for w in words if is_negation(w)]
        if s.kind == "negation":
            found.append(f"“{denials[0]}” is left out without a sign")
        elif s.kind == "dropped" and denials:
            found.append(f"“{denials[0]}” stands among the words left out")
    return tuple(dict.fromkeys(found))


def pieces(verdict: Verdict) -> list[tuple[int, int]]:
    """The words of the source that the run has, first and after the last, piece by piece.

    A new piece begins where words are dropped.
    """
    if verdict.laid is None:
        return []
    cut = {(s.gap.j, s.gap.m) for s in verdict.seen if s.kind in _BREAKS}
    blocks = verdict.laid.blocks
    found = [(blocks[0].j, blocks[0].j + blocks[0].size)]
    for a, b in pairwise(blocks):
        far = (a.j + a.size, b.j) in cut or verdict.laid.turned
        if far:
            found.append((b.j, b.j + b.size))
        else:
            found[-1] = (found[-1][0], b.j + b.size)
    return found


def diff(
    verdict: Verdict, run: Printed, page: str, source: str, speech: Speech
) -> tuple[Step, ...]:
    """Word by word, as printed on either side; what differs by style alone counts as the same."""
    laid = verdict.laid
    if laid is None:
        return ()
    steps: list[Step] = []
    parts: list[tuple[int, Block | Seen]] = [(b.i, b) for b in laid.blocks]
    parts += [(seen.gap.i, seen) for seen in verdict.seen]
    parts.sort(key=_place)
    for _, part in parts:
        if isinstance(part, Block):
            steps.append(("same", _printed(run, page, part.i, part.i + part.size)))
        else:
            steps += _differences(part, run, page, source, speech)
    return tuple((kind, words) for kind, words in steps if words)


def moved(steps: Sequence[Step]) -> bool:
    """Both sides have the same words, some of them in another place."""
    page, source = (
        sorted(
            w.strip(".,;:!?—–-")
            for kind, words in steps
            if kind == side
            for w in words.lower().split()
        )
        for side in ("page", "source")
    )
    return bool(page) and page == source


def _place(part: tuple[int, Block | Seen]) -> tuple[int, int]:
    """Order in the run; a gap before the stretch that begins at the same word."""
    return part[0], int(isinstance(part[1], Block))


def _differences(part: Seen, run: Printed, page: str, source: str, speech: Speech) -> list[Step]:
    gap: Gap = part.gap
    here = _printed(run, page, gap.i, gap.k)
    if part.kind in ("style", "tidied") and here:
        return [("same", here)]
    spoken = _beside(gap, speech) if gap.edge else speech.spoken(gap.j, gap.m)
    return [("page", here), ("source", _source(spoken, source, speech))]


def _beside(gap: Gap, speech: Speech) -> list[int]:
    """The source's words at a run's edge, as far as its sentence goes."""
    spoken = speech.spoken(gap.j, gap.m)
    begins = [k for k in spoken if speech.begins[k]]
    if not begins:
        return spoken
    if gap.i == 0:
        return [k for k in spoken if k >= begins[-1]]
    return [k for k in spoken if k < begins[0]]


def _source(spoken: list[int], source: str, speech: Speech) -> str:
    """The words as the source has them; of a long stretch its beginning and end."""
    if not spoken:
        return ""
    ends = _SHOWN // 2
    if len(spoken) <= _SHOWN:
        return " ".join(source[speech.starts[spoken[0]] : speech.ends[spoken[-1]]].split())
    head = source[speech.starts[spoken[0]] : speech.ends[spoken[ends - 1]]]
    tail = source[speech.starts[spoken[-ends]] : speech.ends[spoken[-1]]]
    left = len(spoken) - 2 * ends
    return " ".join(f"{head} (… {left} words …) {tail}".split())


def _printed(run: Printed, page: str, first: int, after: int) -> str:
    if first >= after:
        return ""
    return " ".join(page[run.words[first][0] : run.words[after - 1][1]].split())
