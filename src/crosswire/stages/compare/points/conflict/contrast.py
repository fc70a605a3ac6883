"""Contrast: a row of numbers on how two units differ, for the trained model of conflicts.

Everything reads the same from either side. Columns are grouped by what they compare; a column is 0
where the units hold nothing to compare.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np

from crosswire.records.span import Span
from crosswire.stages.compare.points.board import Floats, Sheet
from crosswire.stages.compare.points.conflict.cues import ANTONYMS, CUES, MEDIA
from crosswire.stages.compare.points.conflict.facts import Both, Facts
from crosswire.stages.compare.points.conflict.figures import Figure
from crosswire.stages.compare.points.conflict.quoted import best_alignment
from crosswire.stages.compare.points.conflict.spelling import former, misspelled
from crosswire.stages.compare.points.conflict.whens import When
from crosswire.stages.compare.points.naming import same_name

Columns = Iterator[tuple[str, float]]
_MET = 0.7
"""Likeness from which a token has a counterpart."""


def alike(a: Sheet, b: Sheet) -> Floats:
    """How alike each token of ``a`` is to each of ``b``: one stem, one name, one stump, or not."""
    table = np.zeros((len(a.tokens), len(b.tokens)), dtype=np.float32)
    stems: dict[str, list[int]] = {}
    stumps: dict[str, list[int]] = {}
    for m, key in enumerate(b.keys):
        stems.setdefault(key, []).append(m)
        if len(key) > 3:
            stumps.setdefault(key[:5], []).append(m)
    for n, key in enumerate(a.keys):
        if len(key) > 3:
            table[n, stumps.get(key[:5], [])] = _STUMP
        table[n, stems.get(key, [])] = 1.0
    for name, mention in a.names:
        for other, also in b.names:
            if name == other:
                table[np.ix_(_inside(a, mention.span), _inside(b, also.span))] = 1.0
    return table


_STUMP = 0.8


def _inside(sheet: Sheet, span: Span) -> list[int]:
    return [n for n, t in enumerate(sheet.tokens) if span.start <= t.start < span.end]


def contrast(a: Facts, b: Facts) -> dict[str, float]:
    """Every column for one pair."""
    both = Both(a, b, alike(a.sheet, b.sheet))
    return {name: float(value) for read in _READERS for name, value in read(both)}


def low_high(name: str, x: float, y: float) -> Columns:
    """The smaller and the larger of the two sides."""
    yield f"{name}_lo", min(x, y)
    yield f"{name}_hi", max(x, y)


def words(both: Both) -> Columns:
    """What each side says that the other does not, by kind of word."""
    sides = [_unmet(both), _unmet(both.turned())]
    for tag in ("NOUN", "VERB", "ADJ", "PROPN", "ADV"):
        yield from low_high(f"new_{tag.lower()}", *(len(s.get(tag, ())) for s in sides))
    yield from low_high("new", *(sum(map(len, s.values())) for s in sides))
    weights = (both.a.weights, both.b.weights)
    told = [float(sum(w[n] for ns in s.values() for n in ns)) for s, w in zip(sides, weights, strict=True)]  # fmt: skip
    yield from low_high("new_weight", *told)


def _unmet(both: Both) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n in both.a.content.tolist():
        if both.met(n) < _MET:
            found.setdefault(both.a.sheet.tokens[n].pos, []).append(n)
    return found


def slots(both: Both) -> Columns:
    """Roles of one word that the two fill with different words."""
    counts = dict.fromkeys(("agent", "patient", "kind", "list", "prep"), 0.0)
    held = dict.fromkeys(counts, 0.0)
    verbs = dict.fromkeys(("agent", "patient"), 0.0)
    for s in both.a.slots:
        for t in both.b.slots:
            if s.role != t.role:
                continue
            role = s.role if s.role in counts else "prep"
            heads, fillers = both.alike[s.head, t.head] >= _MET, both.alike[s.filler, t.filler]
            if heads and fillers >= _MET:
                held[role] += 1
            elif heads and _both_new(both, s.filler, t.filler):
                counts[role] += 1
            elif fillers >= _MET and role in verbs and _both_new(both, s.head, t.head):
                verbs[role] += 1
    yield from ((f"slot_{role}", count) for role, count in counts.items())
    yield from ((f"slot_held_{role}", count) for role, count in held.items())
    yield from ((f"slot_verb_{role}", count) for role, count in verbs.items())
    yield "slots", sum(counts.values())


def _both_new(both: Both, n: int, m: int) -> bool:
    classes = {both.a.sheet.tokens[n].pos, both.b.sheet.tokens[m].pos}
    same = len(classes) == 1 or classes == {"NOUN", "ADJ"}
    return same and both.met(n) < _MET and both.turned().met(m) < _MET


def figures(both: Both) -> Columns:
    """Figures without a counterpart: how many, how near the nearest rival is, and how well the
    clauses around the two meet."""
    here, there = _rivals(both.a.figures, both.b.figures), _rivals(both.b.figures, both.a.figures)
    yield from low_high("figure_new", len(here), len(there))
    yield from low_high("counted", len(both.a.figures), len(both.b.figures))
    yield "figure_met", min(len(both.a.figures) - len(here), len(both.b.figures) - len(there))
    found = sorted(
        ((*_compared(both, x, y),) for x in here for y in there if x.measure == y.measure),
        reverse=True,
    )
    best = found[0] if found else (-1.0, 1.0, 0.0, 0.0)
    yield from zip(("figure_context", "figure_near", "figure_noun", "figure_exact"), best, strict=True)  # fmt: skip
    yield "figure_rivals", len(found)
    yield "figure_nearest", max((f[1] for f in found), default=-1.0)
    hedged = [
        both.context(x.tokens, y.tokens)
        for x in both.a.figures
        for y in both.b.figures
        if x.fits(y) and (x.hedges != y.hedges or (x.low, x.high) != (y.low, y.high))
    ]
    yield "figure_hedged", max(hedged, default=-1.0)


def _rivals(own: Sequence[Figure], other: Sequence[Figure]) -> list[Figure]:
    return [f for f in own if not any(f.measure == g.measure and f.fits(g) for g in other)]


def _compared(both: Both, x: Figure, y: Figure) -> tuple[float, float, float, float]:
    noun = x.noun >= 0 and y.noun >= 0 and both.alike[x.noun, y.noun] >= _MET
    exact = (x.low == x.high) + (y.low == y.high)
    return both.context(x.tokens, y.tokens), 1 - x.apart(y), float(noun), float(exact)


def times(both: Both) -> Columns:
    """Times without a counterpart, how far apart, and how well their clauses meet."""
    here, there = _other_whens(both.a.whens, both.b.whens), _other_whens(both.b.whens, both.a.whens)
    yield from low_high("when_new", len(here), len(there))
    yield from low_high("whens", len(both.a.whens), len(both.b.whens))
    found = sorted(
        (
            (both.context(x.tokens, y.tokens), -x.apart(y), -max(x.days, y.days), -abs(x.days - y.days))
            for x in here
            for y in there
        ),
        reverse=True,
    )  # fmt: skip
    best = found[0] if found else (-1.0, 1.0, 0.0, 0.0)
    yield from zip(("when_context", "when_apart", "when_days", "when_loose"), best, strict=True)
    gap = _gap(both.a.page.published, both.b.page.published)
    yield "published_apart", gap


def _other_whens(own: Sequence[When], other: Sequence[When]) -> list[When]:
    return [w for w in own if not any(w.fits(v) for v in other)]


def _gap(a: str, b: str) -> float:
    """Days between two days of publication, at most 9; -1 where a page states none, or not so."""
    try:
        days = abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days)
    except ValueError:
        return -1.0
    return float(min(days, 9))


def deeds(both: Both) -> Columns:
    """One deed told at two stages: the best meeting of its roles, stage by stage."""
    found = dict.fromkeys(("done_ahead", "done_open", "ahead_open", "denied", "asked", "going"), 0.0)  # fmt: skip
    same = 0.0
    for x in both.a.deeds:
        for y in both.b.deeds:
            if both.alike[x.verb, y.verb] < _MET:
                continue
            score = 0.25 + _roles_met(both, x.patients, y.patients) + _roles_met(both, x.agents, y.agents)  # fmt: skip
            if x.stage == y.stage:
                same = max(same, score)
                continue
            key = _apart(frozenset((x.stage, y.stage)))
            found[key] = max(found[key], score)
    yield from ((f"deed_{key}", value) for key, value in found.items())
    yield "deed_same", same


def _apart(stages: frozenset[str]) -> str:
    for one in ("denied", "asked"):
        if one in stages:
            return one
    for pair in ("done_ahead", "done_open", "ahead_open"):
        if stages == frozenset(pair.split("_")):
            return pair
    return "going"


def _roles_met(both: Both, x: Sequence[int], y: Sequence[int]) -> float:
    return float(both.alike[np.ix_(list(x), list(y))].max()) if x and y else 0.0


def names(both: Both) -> Columns:
    """Names on one side only, by what they name; names spelled two ways; offices once held."""
    for label, tags in (("person", ("PERSON",)), ("body", ("ORG",)), ("place", ("GPE", "LOC", "FAC"))):  # fmt: skip
        yield from low_high(f"name_{label}", *(len(_unnamed(s, tags)) for s in (both, both.turned())))  # fmt: skip
    yield "name_spelled", any(True for _ in misspelled(both.a, both.b))
    yield "name_former", bool(former(both.a)) != bool(former(both.b))


def _unnamed(both: Both, tags: Sequence[str]) -> list[str]:
    known = {n for n, _ in both.b.sheet.names}
    forms = [m.span.exact for _, m in both.b.sheet.names]
    return [
        m.span.exact
        for n, m in both.a.sheet.names
        if m.kind == "name" and m.label in tags and n not in known
        and not any(same_name(m.span.exact, f) for f in forms)
    ]  # fmt: skip


def quotes(both: Both) -> Columns:
    """How far runs in marks are one run, and what was changed in between."""
    found = best_alignment(both.a.runs, both.b.runs)
    yield "quote_same", found.same
    yield "quote_share", found.share
    yield from low_high("quote", len(found.short), len(found.long))
    yield "quote_changed", found.changed
    yield "quote_changes", len(found.inner)
    yield "quote_replaced", sum(bool(x and y) for x, y in found.inner)
    yield "quote_edges", found.edges
    yield "quote_sides", bool(both.a.runs) + bool(both.b.runs)


def cues(both: Both) -> Columns:
    """Cue words of one side only: what is certain, asked, first, all, and by what medium."""
    for name, listed in CUES.items():
        yield f"cue_{name}", bool(both.a.lower & listed) != bool(both.b.lower & listed)
    here, there = ({k for k, v in MEDIA.items() if v & f.lower} for f in (both.a, both.b))
    yield from low_high("medium_new", len(here - there), len(there - here))
    yield "medium_met", len(here & there)
    turned = [(x, y) for x, y in ANTONYMS if _turned(both, x, y) or _turned(both, y, x)]
    yield "antonyms", len(turned)


def _turned(both: Both, x: frozenset[str], y: frozenset[str]) -> bool:
    a, b = both.a.lower, both.b.lower
    return bool(a & x and b & y and not a & y and not b & x)


def voices(both: Both) -> Columns:
    """Whose words they are."""
    a, b = both.a.sheet, both.b.sheet
    known = bool(a.holder) + bool(b.holder)
    yield "voice", 1 + known if known < 2 else 3 + (a.holder == b.holder)
    yield "voice_people", (a.voice == "PERSON") + (b.voice == "PERSON")


_READERS: tuple[Callable[[Both], Columns], ...] = (
    words, slots, figures, times, deeds, names, quotes, cues, voices,
)  # fmt: skip
