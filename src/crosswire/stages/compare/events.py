"""Events: which articles of a group are about another event than the rest.

A pair of articles is scored by a logistic model of five likenesses and, where both state a day, the
days between them. Articles hang together when a chain of pairs above the threshold joins them
(single link); the largest such set is the event, the others are outsiders. The threshold is low on
purpose: an article wrongly left in costs a reader a glance, one wrongly thrown out is lost.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from crosswire.records.comparison import Outsider
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.anchors import anchor_of
from crosswire.stages.compare.points.words import STOP, Rarity, load_rarity, stem
from crosswire.stages.compare.words import told_passages, words

LEAD = 120
"""Words of an article that count as its lead, its headline apart."""
BODY = 600
"""Words that count as its body."""
FEWEST = 60
"""Words below which an article is not judged: it stays in."""
_LONGEST_GAP = 60
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic model of a pair: weights, constant, and the score from which it is one event."""

    lead: float
    body: float
    across: float
    headline: float
    gap: float
    constant: float
    threshold: float


# Fitted by `python -m training.outsiders`; data, figures and limits in models/trained/outsiders.md.
DATED = Weights(
    lead=-2.04, body=6.20, across=3.71, headline=2.63, gap=-2.35, constant=1.87, threshold=-1.23
)
UNDATED = Weights(
    lead=0.00, body=11.78, across=6.59, headline=5.78, gap=0.00, constant=-4.65, threshold=-2.15
)
SURE = 5.0
"""Score by words alone that outweighs any days between: a page's day may be read wrongly."""

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What an article is about, cheaply: weighted words of lead and body, headline, day."""

    lead: Vector
    body: Vector
    headline: frozenset[str]
    day: date | None
    length: int


def sketch(headline: str, text: str, day: date | None) -> Sketch:
    """The sketch of an article with this headline and these words."""
    rarity = load_rarity()
    title = _stems(headline)
    told = [w.form for w in words(text)]
    return Sketch(
        lead=_vector(title + _stems(" ".join(told[:LEAD])), rarity),
        body=_vector(title + _stems(" ".join(told[:BODY])), rarity),
        headline=frozenset(title),
        day=day,
        length=len(told),
    )


def _stems(text: str) -> list[str]:
    return [stem(w.form) for w in words(text) if w.form not in STOP and len(w.form) > 2]


def _vector(stems: Sequence[str], rarity: Rarity) -> Vector:
    """Unit vector of (1 + log tf) · idf."""
    weights = {s: (1 + math.log(n)) * rarity.of(s) for s, n in Counter(stems).items()}
    norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {s: w / norm for s, w in weights.items()}


def _cosine(a: Vector, b: Vector) -> float:
    smaller, larger = (a, b) if len(a) <= len(b) else (b, a)
    return sum(w * larger.get(s, 0.0) for s, w in smaller.items())


def likenesses(a: Sketch, b: Sketch) -> tuple[float, float, float, float, float | None]:
    """Likeness of leads, of bodies, of one's lead with the other's body, of headlines; log days."""
    across = max(_cosine(a.lead, b.body), _cosine(b.lead, a.body))
    headline = len(a.headline & b.headline) / (1 + min(len(a.headline), len(b.headline)))
    gap = math.log1p(min(abs((a.day - b.day).days), _LONGEST_GAP)) if a.day and b.day else None
    return _cosine(a.lead, b.lead), _cosine(a.body, b.body), across, headline, gap


def margin(a: Sketch, b: Sketch) -> float:
    """How far the pair lies above the threshold of one event; negative below it."""
    *likeness, gap = likenesses(a, b)
    by_words = _score(UNDATED, likeness)
    if gap is None:
        return by_words
    return max(_score(DATED, likeness) + DATED.gap * gap, by_words - SURE)


def _score(weights: Weights, likeness: Sequence[float | None]) -> float:
    parts = (weights.lead, weights.body, weights.across, weights.headline)
    score = sum(w * (x or 0.0) for w, x in zip(parts, likeness, strict=True))
    return score + weights.constant - weights.threshold


def outsiders(readings: Sequence[Reading], canon: Mapping[str, str]) -> tuple[Outsider, ...]:
    """Articles about another event than the largest set that hangs together.

    Among equal sets the one with the first article is the event.
    """
    sketches = [_sketch(r) for r in readings]
    judged = [k for k, s in enumerate(sketches) if s.length >= FEWEST]
    parent = {k: k for k in judged}
    for at, j in enumerate(judged):
        for k in judged[at + 1 :]:
            one, other = _root(parent, j), _root(parent, k)
            if one != other and margin(sketches[j], sketches[k]) >= 0:
                parent[max(one, other)] = min(one, other)
    sizes = Counter(_root(parent, k) for k in judged)
    if len(sizes) < 2:
        return ()
    event = max(sizes, key=lambda k: (sizes[k], -k))
    inside = [readings[k] for k in judged if _root(parent, k) == event]
    away = [readings[k] for k in judged if _root(parent, k) != event]
    known = {e for reading in inside for e in _lead_names(reading, canon)}
    days = [day for r in inside if (day := anchor_of(r.revision))]
    return tuple(
        Outsider(article=r.article, because=_because(r, _lead_names(r, canon), known, days))
        for r in away
    )


def _root(parent: Mapping[int, int], k: int) -> int:
    while parent[k] != k:
        k = parent[k]
    return k


def _sketch(reading: Reading) -> Sketch:
    headline = reading.revision.headline
    text = "\n".join(p.exact for p in told_passages(reading))
    return sketch(headline.value if headline else "", text, anchor_of(reading.revision))


def _because(
    reading: Reading, own: Mapping[str, str], known: Set[str], days: Sequence[date]
) -> str:
    """What the article shares with the others, by the names of their leads and their days."""
    shared = sorted(name for entity, name in own.items() if entity in known)
    if shared:
        said = f"of the names in its lead it shares only {_list(shared)} with the others"
    else:
        said = "it shares no people, places or bodies of its lead with the others"
    day = anchor_of(reading.revision)
    gap = min((abs((day - d).days) for d in days), default=0) if day else 0
    far = f"; published {gap} days from the nearest" if gap > 1 else ""
    return f"{said}, and few words{far}"


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


def _lead_names(reading: Reading, canon: Mapping[str, str]) -> dict[str, str]:
    """Cross-article id → name, of people, places and bodies named in the lead."""
    told = [w for p in told_passages(reading) for w in words(p.exact, p.start)]
    end = told[min(LEAD, len(told)) - 1].end if told else 0
    return {
        canon.get(m.entity, m.entity): m.name
        for m in reading.annotation.mentions
        if m.kind == "name" and m.label in _NAMED and m.span.end <= end
    }
