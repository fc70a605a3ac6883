"""Spelling: one name written two ways, and what people and bodies are called."""

from collections.abc import Iterator

from crosswire.stages.compare.points.conflict.facts import Facts
from crosswire.stages.compare.points.words import stem

_LEAST = 5
_CLOSE = 2
_FORMER = frozenset({"former", "ex", "then", "acting", "interim", "late", "retired"})


def misspelled(a: Facts, b: Facts) -> Iterator[tuple[int, int]]:
    """(token of a, token of b) of names a letter or two apart, neither of which the other article
    has anywhere: what one article itself spells both ways is its own slip."""
    here = [n for n, t in enumerate(a.sheet.tokens) if t.pos == "PROPN" and len(t.text) >= _LEAST]
    there = [n for n, t in enumerate(b.sheet.tokens) if t.pos == "PROPN" and len(t.text) >= _LEAST]
    for n in here:
        x = a.sheet.tokens[n].text
        for m in there:
            y = b.sheet.tokens[m].text
            if x not in b.page.words and y not in a.page.words and spelled_apart(x, y):
                yield n, m


def spelled_apart(x: str, y: str) -> bool:
    """One or two letters apart, and not the forms of one word."""
    p, q = x.lower(), y.lower()
    if p == q or stem(p) == stem(q) or abs(len(p) - len(q)) > _CLOSE or p[0] != q[0]:
        return False
    if len(p) < _LEAST or p.startswith(q) or q.startswith(p):
        return False
    return 0 < distance(p, q) <= (_CLOSE if min(len(p), len(q)) > _LEAST else 1)


def distance(a: str, b: str) -> int:
    """Letters to change, put in or leave out (Levenshtein 1966), two neighbours swapped as one
    (Damerau 1964)."""
    rows = [list(range(len(b) + 1))]
    for n, x in enumerate(a, 1):
        row = [n]
        for k, y in enumerate(b, 1):
            best = min(rows[-1][k] + 1, row[k - 1] + 1, rows[-1][k - 1] + (x != y))
            if n > 1 and k > 1 and x == b[k - 2] and a[n - 2] == y:
                best = min(best, rows[-2][k - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def former(facts: Facts) -> frozenset[str]:
    """Words that say that an office is held no longer, or not for good."""
    return facts.lower & _FORMER
