"""Reasons: why members of a point are taken as one statement, in words people can check."""

import re
from collections.abc import Callable, Iterator, Sequence

from crosswire.records.annotation import Mention
from crosswire.stages.compare.points.board import Board, Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.cliques import Clique

_LONG_RUN = 4
_TELLING = 0.45
_CALENDAR = re.compile(r"\d{4}(-\d\d){0,2}$")


def reasons(board: Board, clique: Clique) -> tuple[str, ...]:
    """What all members share; where that is nothing to name, what the strongest pair does, and whose
    passages these are."""
    sheets = [board.sheets[m] for m in clique.members]
    said = list(_of_all(sheets))
    if said or len(sheets) == 2:
        return tuple(said) or (_ALIKE,)
    pair, _ = max(clique.pairs, key=lambda p: (p[1], p[0]))
    two = [board.sheets[m] for m in pair]
    outlets = [board.readings[s.unit.article].revision.outlet_name for s in two]
    said = [f"of {' and '.join(outlets)}: {reason}" for reason in _of_all(two)]
    return (*said, _REST) if said else (_ALIKE,)


_ALIKE = "no word, name or figure to point to: a trained model finds the passages alike"
_REST = "the other passages: a trained model finds them alike"


def _of_all(sheets: Sequence[Sheet]) -> Iterator[str]:
    run = _shared_run(sheets)
    if run:
        yield f"the words “{run}” stand in {_each(sheets)}"
    names = _shared_names(sheets, _named)
    if names:
        yield f"{_each(sheets)} name {_listed(names)}"
    meant = [name for name in _shared_names(sheets, _any) if name not in names]
    if meant:
        yield f"{_each(sheets)} speak of {_listed(meant)}"
    words = _shared_words(sheets)
    if words and not run:
        yield f"{_listed([f'“{w}”' for w in words])} in {_each(sheets)}"
    numbers = _shared_figures(sheets)
    if numbers:
        # Of what, is not read here: the 4 dead and the 4 hurt have a figure in common.
        several = len(numbers) > 1
        yield f"the figure{'s' * several} {_listed(numbers)} stand{'s' * (not several)} in {_each(sheets)}"
    times = _shared_times(sheets)
    if times:
        yield f"the same time: {_listed(times)}"
    holders = {s.holder for s in sheets}
    quotation = sheets[0].unit.quotation
    if len(holders) == 1 and None not in holders and quotation is not None:
        yield f"the same speaker: {quotation.speaker_name}"


def _each(sheets: Sequence[Sheet]) -> str:
    return "both" if len(sheets) == 2 else f"all {len(sheets)}"


def _listed(words: Sequence[str], most: int = 4) -> str:
    shown = list(words[:most])
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def _any(mention: Mention) -> bool:
    return bool(mention.name)


def _named(mention: Mention) -> bool:
    """By a name: not by "she" or "the inspector"."""
    return mention.kind == "name"


def _shared_names(sheets: Sequence[Sheet], counts: Callable[[Mention], bool]) -> list[str]:
    shared = set.intersection(*({n for n, m in s.names if counts(m)} for s in sheets))
    shown: dict[str, str] = {}
    for name, mention in sheets[0].names:
        if name in shared and mention.name not in shown.values():
            shown.setdefault(name, mention.name)
    return list(shown.values())


def _shared_times(sheets: Sequence[Sheet]) -> list[str]:
    """Days and instants as read; what has no day in the calendar as the first member words it."""
    shared = set.intersection(*({t.value for t in s.times} for s in sheets))
    worded = {t.value: t.span.exact for t in reversed(sheets[0].times)}
    return [v if _CALENDAR.match(v) else f"“{worded[v]}”" for v in sorted(shared)]


def _shared_words(sheets: Sequence[Sheet]) -> list[str]:
    """Telling words in all members that are no part of a name, the rarest first."""
    shared = set.intersection(*(set(s.keys) for s in sheets))
    told = {
        k: (w, t.text.lower())
        for t, k, w in zip(sheets[0].tokens, sheets[0].keys, sheets[0].weights, strict=True)
        if k in shared and w >= _TELLING and t.pos in ("NOUN", "VERB", "ADJ")
    }
    return [text for _, text in sorted(told.values(), reverse=True)]


def _shared_figures(sheets: Sequence[Sheet]) -> list[str]:
    values = [{value for value, _, _ in read_figures(s)} for s in sheets]
    return [_figure(v) for v in sorted(set.intersection(*values))]


def _figure(value: float) -> str:
    """A figure as people write it: 2013, 5,400, 120 million."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:g} {name}"
    return f"{value:,.10g}" if value >= 10_000 else f"{value:.10g}"


def _shared_run(sheets: Sequence[Sheet]) -> str:
    """The longest run of words in all members, as the first one writes it."""
    first, *rest = [[t for t in s.tokens if t.pos not in ("PUNCT", "SPACE")] for s in sheets]
    joined = [" " + " ".join(t.text.lower() for t in tokens) + " " for tokens in rest]
    best: tuple[int, int] = (0, 0)
    start = 0
    for stop in range(1, len(first) + 1):
        while start < stop:
            run = " " + " ".join(t.text.lower() for t in first[start:stop]) + " "
            if all(run in text for text in joined):
                break
            start += 1
        if stop - start > best[1] - best[0]:
            best = (start, stop)
    if best[1] - best[0] < _LONG_RUN:
        return ""
    base = sheets[0].unit.span.start
    words = sheets[0].unit.span.exact[first[best[0]].start - base : first[best[1] - 1].end - base]
    return words if len(words) <= 160 else f"{words[:160].rsplit(' ', 1)[0]} …"
