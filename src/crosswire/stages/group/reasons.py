"""Why two articles were taken for one story or for two: the model's own weighing, told in the words
of the two texts.

A reason is told only where its words point the way its weight does: what both have speaks for, what
only one has speaks against. All else (lengths, addresses, signals too slight or too mixed for a
sentence) is summed up as the rest, so that the figures still add up to the weighing.
"""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from crosswire.records.explanation import REST
from crosswire.records.story import Evidence
from crosswire.stages.group.between import Gap
from crosswire.stages.group.company import COMPANY
from crosswire.stages.group.wording import (
    Page,
    figures_alone,
    figures_in_common,
    headline_told,
    headline_words,
    listed,
    names_alone,
    names_in_common,
    quoted_in_common,
    word_for_word,
)
from crosswire.stages.group.words import STEMS, tokens

_GROUPS = {
    "titles": ("title", "title_told", "title_told_less", "title_lead", "title_names", "titled"),
    "words": (
        "any", "lead", "body", "mix", "names", "phrases", "names_best",
        "shared_sum", "shared_best", "shared_second", "shared_rare", "lead_told", "lead_told_less",
        "names_told", "names_told_less", "lead_names_told", "lead_names_told_less",
    ),
    "figures and days": ("figures", "weekdays", "last_year", "year", "years"),
    "quoted words": ("quotes",),
    "time": ("gap", "dated"),
    "same text": ("copied",),
    "company": ("company", *(signal for signal in COMPANY[1:] if signal != "company")),
}  # fmt: skip
_LEAST = 0.05
"""What adds less is no reason to tell."""
_ALIKE = {"titles": 0.5, "words": 0.5, "figures and days": 0.5}
"""Likeness from which what only one has is no reason against: there is more that both have."""
_MOST = 6
_MOST_WORDS = 6
_MOST_QUOTED = 2
_MOST_NAMES = _ALONE = 3
_NEAR, _FAR = 2.0, 1.0
"""Days below which nearness may speak for one story, and from which distance may speak against."""
_STANDS = 0.03


class Weighed(NamedTuple):
    """A pair as the models weighed it: values of the signals, and what each adds."""

    values: Mapping[str, float]
    adds: Mapping[str, float]


class Pair(NamedTuple):
    """The article asked about, the one it is measured against, and the time between."""

    one: Page
    other: Page
    gap: Gap


def reasons(pair: Pair, weighed: Weighed) -> tuple[Evidence, ...]:
    """What speaks for and against one story, the weightiest first; the rest as one."""
    told: list[Evidence] = []
    for name, signals in _groups(pair).items():
        weight = sum(weighed.adds.get(signal, 0.0) for signal in signals)
        value = weighed.values[signals[0]]
        if abs(weight) < _LEAST or (weight < 0 and name in _ALIKE and value >= _ALIKE[name]):
            continue
        words = _words(name, weight > 0, pair, weighed.values, told)
        if words:
            value = round(_finite(value), 4)
            told.append(Evidence(feature=name, value=value, weight=round(weight, 4), words=words))
    told.sort(key=lambda e: (-abs(e.weight), e.feature))
    kept = [e for sign in (1, -1) for e in [e for e in told if e.weight * sign > 0][:_MOST]]
    rest = sum(weighed.adds.values()) - sum(e.weight for e in kept)
    kept.sort(key=lambda e: (-abs(e.weight), e.feature))
    summed = Evidence(
        feature=REST,
        value=float(len(weighed.adds)),
        weight=round(rest, 4),
        words="all else that was measured, taken together",
    )
    return (*kept, summed)


def _groups(pair: Pair) -> Mapping[str, tuple[str, ...]]:
    """Signals by what they are told as; of a headline alone all words are its headline's."""
    if pair.one.body.words and pair.other.body.words:
        return _GROUPS
    title = (*_GROUPS["titles"], *_GROUPS["words"])
    return {**{name: s for name, s in _GROUPS.items() if name != "words"}, "titles": title}


def _words(
    name: str, speaks_for: bool, pair: Pair, values: Mapping[str, float], told: list[Evidence]
) -> str:
    """The sentence of a reason; none where nothing can be said that way."""
    if name == "time":
        return _time(pair.gap, speaks_for)
    if name == "company":
        return _company(values, speaks_for)
    if name == "words":
        return (_words_shared if speaks_for else _words_alone)(pair, _used(told))
    found = _SHARED[name] if speaks_for else _ALONE_IN.get(name)
    return found(pair) if found else ""


def _finite(value: float) -> float:
    return value if math.isfinite(value) else -1.0


def _used(told: list[Evidence]) -> set[str]:
    """Stems that a reason has shown already."""
    return {STEMS[word] for e in told for word in tokens(e.words)}


def _titles(pair: Pair) -> str:
    both = headline_words(pair.one, pair.other)
    if both:
        return f"both headlines have {listed(both, _MOST_WORDS)}"
    return "; ".join(
        f"{whose} headline's {listed(found, _MOST_WORDS)} in {where}"
        for whose, where, found in (
            ("this", "that text", headline_told(pair.one, pair.other, stands=True)),
            ("that", "this text", headline_told(pair.other, pair.one, stands=True)),
        )
        if found
    )


def _titles_alone(pair: Pair) -> str:
    return "; ".join(
        f"{listed(found, _MOST_WORDS)} of {whose} headline nowhere in {where}"
        for whose, where, found in (
            ("this", "that article", headline_told(pair.one, pair.other, stands=False)),
            ("that", "this article", headline_told(pair.other, pair.one, stands=False)),
        )
        if found
    )


def _either(told: str, here: list[str], there: list[str]) -> str:
    parts = [
        f"{told} only in {where}: {listed(found, _MOST_WORDS)}".strip()
        for where, found in (("this", here), ("that", there))
        if found
    ]
    return "; ".join(parts)


def _words_shared(pair: Pair, used: set[str]) -> str:
    names = [n for n in names_in_common(pair.one, pair.other) if not used.issuperset(_stems(n))]
    names = names[:_MOST_NAMES]
    shown = used.union(*map(_stems, names))
    stems = [s for s in pair.one.weighty if s in pair.other.forms and s not in shown]
    found = [*names, *(pair.one.forms[stem] for stem in stems)]
    return f"both texts have {listed(found, _MOST_WORDS)}" if found else ""


def _words_alone(pair: Pair, used: set[str]) -> str:
    return _either("", _own(pair.one, pair.other, used), _own(pair.other, pair.one, used))


def _own(page: Page, other: Page, used: set[str]) -> list[str]:
    """What an article names and tells of which the other has no word."""
    names = [n for n in names_alone(page, other) if used.isdisjoint(_stems(n))][:_ALONE]
    shown = used.union(*map(_stems, names))
    stems = [s for s in page.weighty if s not in other.known and s not in shown]
    return [*names, *(page.forms[stem] for stem in stems)][:_MOST_WORDS]


def _stems(words: str) -> set[str]:
    return {STEMS[word] for word in tokens(words)}


def _figures(pair: Pair) -> str:
    found = figures_in_common(pair.one, pair.other)
    return f"both say {listed(found, _MOST_WORDS)}" if found else ""


def _figures_alone(pair: Pair) -> str:
    here, there = figures_alone(pair.one, pair.other), figures_alone(pair.other, pair.one)
    return _either("figures", here[:_ALONE], there[:_ALONE]) if here and there else ""


def _quoted(pair: Pair) -> str:
    found = quoted_in_common(pair.one, pair.other)
    return f"both quote {listed(found, _MOST_QUOTED)}" if found else ""


def _same_text(pair: Pair) -> str:
    shorter, longer = sorted((pair.one, pair.other), key=lambda p: len(p.body.words))
    share = word_for_word(shorter, longer)
    if share < _STANDS:
        return ""
    return f"{share:.0%} of the shorter text stands in the longer word for word"


def _time(gap: Gap, speaks_for: bool) -> str:
    if gap.days is None:
        return ""
    fits = gap.days < _NEAR if speaks_for else gap.days >= _FAR
    return gap.words if fits else ""


def _company(values: Mapping[str, float], speaks_for: bool) -> str:
    less, more = values["share_less"], values["share_more"]
    if speaks_for and less >= 1:
        return "for neither is there an article that is a likelier match"
    if speaks_for:
        return "for one of the two no article is a likelier match" if more >= 1 else ""
    if more < 1:
        return "for each of the two another article is a likelier match"
    return "no third article is near to both" if values["go_between"] == 0 else ""


_Say = Callable[[Pair], str]
_SHARED: dict[str, _Say] = {
    "titles": _titles,
    "figures and days": _figures,
    "quoted words": _quoted,
    "same text": _same_text,
}
_ALONE_IN: dict[str, _Say] = {
    "titles": _titles_alone,
    "figures and days": _figures_alone,
}
