"""Nearness: how near the nearest passage of another text comes, what it shares with a unit, and
what it lacks."""

from collections.abc import Iterator, Sequence

from crosswire.records.annotation import Token
from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.words import stem

_TELLING = 0.3
"""Rarity from which a word is worth naming."""
_MOST = 2
"""Items of one kind that are named."""
_GRADES = ((0.3, "near"), (0.1, "some way off"))
"""Scores from which a passage is called so; of singles whose nearest was near, some way off and far
off, others had told 36, 17 and 6 in 100 (public stories)."""

Item = tuple[str, str]
"""(what it is compared by, as the unit words it)."""


def nearness(unit: Sheet, other: Sheet, score: float) -> str:
    """ "near: shares the name Ada Brook and “bridge”, not the figure 40", as ``unit`` words it."""
    grade = next((words for least, words in _GRADES if score >= least), "far off")
    return f"{grade}: {_compared(unit, other)}"


def _compared(unit: Sheet, other: Sheet) -> str:
    shared, lacked = [], []
    for kind, here, there in (
        ("name", _names(unit), _names(other, unit)),
        ("figure", _figures(unit), _figures(other)),
        ("time", _times(unit), _times(other)),
    ):
        known = {key for key, _ in there}
        shared += _named(kind, [words for key, words in here if key in known])
        lacked += _named(kind, [words for key, words in here if key not in known])
    telling, also = list(_telling(unit)), frozenset(other.keys)
    shared += _quoted([words for key, words in telling if key in also])
    if not lacked:
        lacked += _quoted([words for key, words in telling if key not in also])
    if not shared:
        return "no name, figure or telling word in common"
    found = f"shares {_listed(shared)}"
    return f"{found}, not {_listed(lacked)}" if lacked else found


def _names(sheet: Sheet, asked: Sheet | None = None) -> list[Item]:
    """Names by id; those of ``asked`` whose last word stands in ``sheet`` count as there."""
    found = dict.fromkeys((name, mention.name) for name, mention in sheet.names)
    for name, mention in asked.names if asked else ():
        if stem(mention.span.exact.split()[-1]) in sheet.keys:
            found[name, mention.name] = None
    return list({name: (name, words) for name, words in found}.values())


def _times(sheet: Sheet) -> list[Item]:
    return [(t.value, t.span.exact) for t in sheet.times]


def _figures(sheet: Sheet) -> list[Item]:
    """Figures that are no part of a date; "one of them" and "a first look" count nothing."""
    tokens = sheet.tokens
    dated = [t.span for t in sheet.times]
    base = sheet.unit.span.start
    return [
        (f"{value:g}", sheet.unit.span.exact[tokens[n].start - base : tokens[last - 1].end - base])
        for value, n, last in read_figures(sheet)
        if _counts(tokens[n]) and not any(d.start <= tokens[n].start < d.end for d in dated)
    ]


def _counts(token: Token) -> bool:
    """In digits, or a number word other than "one"."""
    said = token.text
    return any(c.isdigit() for c in said) or (token.pos == "NUM" and said.lower() != "one")


def _telling(sheet: Sheet) -> Iterator[Item]:
    """Telling words that are no part of a name, the rarest first."""
    told = zip(sheet.weights, sheet.keys, sheet.tokens, strict=True)
    named = [mention.span for _, mention in sheet.names]
    kept = {
        key: (-weight, key, token.text)
        for weight, key, token in told
        if weight >= _TELLING
        and token.pos in ("NOUN", "VERB", "ADJ")
        and not any(n.start <= token.start < n.end for n in named)
    }
    for _, key, words in sorted(kept.values()):
        yield key, words


def _named(kind: str, items: Sequence[str]) -> list[str]:
    """ "the name A", "the figures 3 and 4"; beyond ``_MOST`` the rest is left out."""
    if not items:
        return []
    return [f"the {kind}{'s' * (len(items[:_MOST]) > 1)} {' and '.join(items[:_MOST])}"]


def _quoted(items: Sequence[str]) -> list[str]:
    return [f"“{words}”" for words in items[:_MOST]]


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
