"""Near-duplicates: the same text come in twice, or cut, under one name or two."""

from crosswire.stages.group.sketch import Sketch

COPY = 0.85
"""Share of the shorter text's runs of five words from which it is a copy. Edits of 2 in 100 words
leave .9 of the runs, edits of 5 in 100 leave .77."""
_FEWEST_RUNS = 20
_FEWEST_HASHES = 6


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
    """Whether one is the other's text, whole or cut."""
    return min(one.runs, other.runs) >= _FEWEST_RUNS and copied(one, other) >= COPY
