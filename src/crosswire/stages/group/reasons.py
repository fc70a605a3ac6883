"""Why two articles were taken for one story or for two, in words, from the model's own weighing."""

import numpy as np
from numpy.typing import NDArray

from crosswire.records.story import Evidence
from crosswire.stages.group.company import ALL, COMPANY
from crosswire.stages.group.pairs import SIGNALS
from crosswire.stages.group.shelf import ANY, FIGURES, NAMES, PHRASES, TITLE, Floats, Shelf

Weights = NDArray[np.float64]

_GROUPS = {
    "titles": ("title", "title_told", "title_told_less", "title_lead", "title_names", "titled"),
    "words": ("lead", "body", "any", "mix", "shared_sum"),
    "rare words": ("shared_best", "shared_second", "shared_rare"),
    "names": ("names", "phrases", "names_best"),
    "figures and days": ("figures", "weekdays"),
    "address": ("slug", "slug_told"),
    "quoted words": ("quotes",),
    "time": ("gap", "dated"),
    "shape": ("long", "short", "marked"),
    "same text": ("copied",),
}
_MOST_WORDS = 6


def reasons(
    shelf: Shelf, pair: tuple[int, int], row: Floats, added: tuple[Weights, Weights]
) -> tuple[Evidence, ...]:
    """What speaks for and against one story, the weightiest first.

    ``added`` holds what each signal adds to the log-odds, of the pair by itself and within its
    company; of the latter only the company is told, the rest is the pair again.
    """
    alone = dict(zip(SIGNALS, added[0].tolist(), strict=False))
    within = dict(zip(ALL, added[1].tolist(), strict=False))
    values = dict(zip(ALL, row.tolist(), strict=True))
    found = [
        Evidence(
            feature=name,
            value=round(_finite(values[signals[0]]), 4),
            weight=round(sum(alone.get(s, 0.0) for s in signals), 4),
            words=_words(name, values, shelf, pair),
        )
        for name, signals in _GROUPS.items()
    ]
    found.append(
        Evidence(
            feature="company",
            value=round(_finite(values["company"]), 4),
            weight=round(sum(within[s] for s in COMPANY[1:]), 4),
            words=_company(values),
        )
    )
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.feature)))


def _company(values: dict[str, float]) -> str:
    nearest = (
        "either is the other's nearest"
        if values["share_less"] >= 1
        else (
            "one is the other's nearest" if values["share_more"] >= 1 else "both have nearer ones"
        )
    )
    return f"{values['company']:.0%} of their neighbours in common; {nearest}"


def _finite(value: float) -> float:
    return value if np.isfinite(value) else -1.0


def _words(name: str, values: dict[str, float], shelf: Shelf, pair: tuple[int, int]) -> str:
    at, other = pair
    if name == "time":
        return _time(values["gap"])
    if name == "same text":
        return f"{values['copied']:.0%} of the shorter text stands in the other"
    channel = {"titles": TITLE, "names": NAMES, "figures and days": FIGURES}.get(name, ANY)
    if name == "shape":
        return f"{np.expm1(values['long']):.0f} and {np.expm1(values['short']):.0f} words of text"
    shared = _shared(shelf, at, other, channel)
    if name == "names":
        shared = list(dict.fromkeys([*_shared(shelf, at, other, PHRASES), *shared]))[:_MOST_WORDS]
    if name == "quoted words":
        return "quoted words in common" if values["quotes"] else "no quoted words in common"
    if name == "address":
        return f"words of the addresses: {values['slug']:.0%} alike"
    return f"{name} in common: {', '.join(shared)}" if shared else f"no {name} in common"


def _time(gap: float) -> str:
    if not np.isfinite(gap):
        return "the day of one or both is not known"
    if gap < 1:
        return "published on one day" if gap == 0 else f"published {gap * 24:.0f} h apart"
    return f"published {gap:.0f} days apart" if gap >= 2 else "published a day apart"


def _shared(shelf: Shelf, at: int, other: int, channel: int) -> list[str]:
    """Terms of a channel that both have, the rarest first."""
    vocabulary = shelf.vocabulary
    mine = shelf.terms[at][shelf.weights[at][:, channel] > 0]
    theirs = shelf.terms[other][shelf.weights[other][:, channel] > 0]
    both = np.intersect1d(mine, theirs)
    order = np.lexsort((both, -vocabulary.rarity(both)))
    return [vocabulary.words[n] for n in both[order][:_MOST_WORDS].tolist()]
