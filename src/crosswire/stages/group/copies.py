"""Near-duplicates: the same text come in twice, or cut, under one name or two."""

from crosswire.stages.group.kinds import template_of
from crosswire.stages.group.sketch import Sketch

COPY = 0.85
"""Share of the shorter text's runs of five words from which it is a copy. Edits of 2 in 100 words
leave .9 of the runs, edits of 5 in 100 leave .77."""
_FEWEST_RUNS = 20
_FEWEST_HASHES = 6
_FEWEST_FIGURES = 4
_SAME_FIGURES = 0.5
"""Share of figures below which the same words tell of another day; a corrected toll leaves more."""
_ISSUE = 0.6
"""Days from which an issue is the next: the open and the close of one day are nearer."""
_TITLE = 3
_REWORKED = 0.3
"""Share of runs from which an outlet's second text under one title is the first, brought up to
date."""


def copied(one: Sketch, other: Sketch) -> float:
    """Share of the shorter text's runs of five words that stand in the other, estimated from the
    smallest hashes of both (bottom-k sketches, Broder 1997); 0 where there is too little to say."""
    a, b = one.shingles, other.shingles
    if not a or not b:
        return 0.0
    top = min(
        a[-1] if len(a) < one.runs else 1 << 32,
        b[-1] if len(b) < other.runs else 1 << 32,
    )
    left, right = {h for h in a if h <= top}, {h for h in b if h <= top}
    least = min(len(left), len(right))
    return len(left & right) / least if least >= _FEWEST_HASHES else 0.0


def is_copy(one: Sketch, other: Sketch) -> bool:
    """Whether one is the other's text, whole or cut; the next issue of a template is none, though
    all but its figures be the same words."""
    return (
        min(one.runs, other.runs) >= _FEWEST_RUNS
        and copied(one, other) >= COPY
        and not two_issues(one, other)
    )


def two_issues(one: Sketch, other: Sketch) -> bool:
    """Whether two articles are issues of one thing that returns, a market wrap, a forecast, a draw,
    a column, or issues of two such things. Their words are alike; only the day, or what the title
    announces, tells them apart."""
    templates = one.kind == other.kind == "template"
    if templates and _two_templates(one, other):
        return True
    if one.day is None or other.day is None or abs(one.day - other.day) < _ISSUE:
        return False
    return templates or _returned(one, other)


def _two_templates(one: Sketch, other: Sketch) -> bool:
    """Whether the titles announce two different things."""
    announced = {template_of(" ".join(sketch.title)) for sketch in (one, other)}
    return len(announced - {None}) > 1


def _returned(one: Sketch, other: Sketch) -> bool:
    """Whether an outlet's form came back with other matter, though no title says what it is."""
    if min(one.runs, other.runs) < _FEWEST_RUNS:
        return False
    share = copied(one, other)
    if share >= COPY:
        return _figures_shared(one, other) < _SAME_FIGURES
    titled = one.titled and len(one.title) >= _TITLE and one.title == other.title
    return titled and one.outlet == other.outlet != "" and share < _REWORKED


def _figures_shared(one: Sketch, other: Sketch) -> float:
    """Share of the figures of the text with fewer that stand in the other; 1 where there are too
    few to say."""
    a, b = set(one.figures), set(other.figures)
    least = min(len(a), len(b))
    return len(a & b) / least if least >= _FEWEST_FIGURES else 1.0
