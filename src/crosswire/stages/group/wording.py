"""Articles as their readers see them: what two have in common and what only one has, in the words
of the texts. Grouping remembers stems and hashes; a person is shown what stands there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from crosswire.models.frequency import Background
from crosswire.records.story import Arrival
from crosswire.stages.group.days import WEEKDAYS, mentioned
from crosswire.stages.group.words import STEMS, marked, named, places, tokens

WORD_FOR_WORD = 5
"""Words in a row from which a text stands in another word for word."""
TELLING = 2.0
"""Rarity from which a word tells something: what stands in more than one text of seven does not."""
_IN_TITLE = 1.2
_QUOTED = 4
_TRIED = 20
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_NO_NAMES = frozenset((*WEEKDAYS, *map(str.lower, _MONTHS)))
_JOINS = (" ", "-", "\u00a0", "\u2011")
_COMPOUND = re.compile(r"[\w-]*")
Span = tuple[int, int]


class Passage:
    """Words of a text with where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokens(text)
        self.stems = [STEMS[word] for word in self.words]
        self._places = places(text)

    def slice(self, span: Span) -> str:
        """What stands there from word to word."""
        begin, end = self._places[span[0]][0], self._places[span[1] - 1][1]
        return " ".join(self.text[begin:end].split())

    def figure(self, at: int) -> str:
        """A figure with the word it counts."""
        begin, end = self._places[at]
        begin -= self.text[begin - 1 : begin] in tuple("$£€")
        if self.text[end : end + 1] == "%":
            return self.text[begin : end + 1]
        hit = _COMPOUND.match(self.text, self._places[min(at + 1, len(self.words) - 1)][1])
        return " ".join(self.text[begin : hit.end() if hit else end].split())

    def unit(self, at: int) -> str:
        """What a figure counts, as a stem; empty where that is not said right behind it."""
        end = self._places[at][1]
        if self.text[end : end + 1] == "%":
            return "%"
        if at + 1 == len(self.words) or self.text[end : self._places[at + 1][0]] not in _JOINS:
            return ""
        return self.stems[at + 1] if self.stems[at + 1][:1].isalpha() else ""


class Page:
    """An article, read for its words."""

    def __init__(self, arrival: Arrival, background: Background) -> None:
        self.arrival = arrival
        self.title = Passage(arrival.title)
        self.body = Passage(arrival.text)
        self._background = background

    def telling(self, word: str, least: float = TELLING) -> bool:
        """Whether a word says what an article is about."""
        stem = STEMS[word]
        if not stem.isalpha():
            return False
        return self._background.rarities.get(stem, self._background.unknown) >= least

    @cached_property
    def known(self) -> frozenset[str]:
        """Every stem of title and text."""
        return frozenset((*self.title.stems, *self.body.stems))

    @cached_property
    def forms(self) -> dict[str, str]:
        """Stem of a telling word → the word as the text has it most, in small letters where the
        text has it so."""
        seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for word, stem in zip(self.body.words, self.body.stems, strict=True):
            seen[stem][_bare(word)] += 1
        return {
            stem: min(forms, key=lambda w: (not w.islower(), -forms[w], w))
            for stem, forms in seen.items()
            if stem and all(map(self.telling, forms))
        }

    @cached_property
    def weighty(self) -> list[str]:
        """Telling stems, what is rare and stands often first."""
        counts = Counter(self.body.stems)
        rare, unknown = self._background.rarities.get, self._background.unknown
        return sorted(
            self.forms, key=lambda s: (-rare(s, unknown) * (1 + 0.7 * min(counts[s], 6)), s)
        )

    @cached_property
    def names(self) -> dict[tuple[str, ...], str]:
        """Names as the text has them, the most frequent first, by their stems."""
        counts: Counter[tuple[str, ...]] = Counter()
        shown: dict[tuple[str, ...], str] = {}
        for run in named(self.body.text):
            name = _bare(run.removeprefix("The ").strip())
            key = tuple(stem for word in tokens(name) if (stem := STEMS[word]))
            # "MORE" on a button is written like a name and tells nothing.
            telling = any(map(self.telling, tokens(name)))
            if telling and not _NO_NAMES.intersection(name.lower().split()):
                counts[key] += 1
                shown.setdefault(key, name)
        return {key: shown[key] for key, _ in counts.most_common()}

    @cached_property
    def figures(self) -> dict[tuple[str, str], str]:
        """Figures of two digits or more that are no year, with what they count."""
        body = self.body
        found: dict[tuple[str, str], str] = {}
        for at, word in enumerate(body.words):
            year = len(word) == 4 and word[:2] in ("19", "20")
            if word[0].isdigit() and len(word) > 1 and not year and (unit := body.unit(at)):
                found.setdefault((word, unit), body.figure(at))
        return found

    @cached_property
    def days(self) -> list[str]:
        """Days that the text names, as month and day."""
        return mentioned(self.body.text).days

    @cached_property
    def quotes(self) -> Passage:
        """What stands in quotation marks, end to end."""
        return Passage(" ¶ ".join(marked(self.body.text)))


def headline_words(one: Page, other: Page) -> list[str]:
    """Telling words, and runs of words, that both headlines have."""
    found = []
    for begin, end in in_common(one.title.stems, other.title.stems, 1):
        inside = [n for n in range(begin, end) if one.telling(one.title.words[n], _IN_TITLE)]
        if inside:
            found.append(_bare(one.title.slice((inside[0], inside[-1] + 1))))
    return list(dict.fromkeys(found))


def headline_told(one: Page, other: Page, *, stands: bool) -> list[str]:
    """Telling words of one headline that stand, or do not stand, in the other article."""
    words = (w for w in one.title.words if one.telling(w))
    return list(dict.fromkeys(_bare(w) for w in words if (STEMS[w] in other.known) is stands))


def names_in_common(one: Page, other: Page) -> list[str]:
    """Names that both texts have, whole before short; none twice."""
    shared = sorted(one.names.keys() & other.names.keys(), key=lambda k: -len(k))
    found: list[tuple[str, ...]] = []
    for key in shared:
        if not any(set(key) <= set(longer) for longer in found):
            found.append(key)
    order = list(one.names)
    found.sort(key=lambda k: (-len(k), order.index(k)))
    return [one.names[key] for key in found]


def names_alone(one: Page, other: Page) -> list[str]:
    """Names of which the other article has no word."""
    return [name for key, name in one.names.items() if other.known.isdisjoint(key)]


def figures_alone(one: Page, other: Page) -> list[str]:
    """Figures that the other article does not have, whatever they count."""
    return [shown for (figure, _), shown in one.figures.items() if figure not in other.known]


def figures_in_common(one: Page, other: Page) -> list[str]:
    """Figures that count the same in both, and days that both name."""
    days = [day for day in one.days if day in other.days]
    counted = [shown for key, shown in one.figures.items() if key in other.figures]
    return [*counted, *(f"{int(day[3:])} {_MONTHS[int(day[:2]) - 1]}" for day in days)]


def quoted_in_common(one: Page, other: Page) -> list[str]:
    """Words that both have in quotation marks, the longest run first."""
    runs = sorted(
        in_common(one.quotes.stems, other.quotes.stems, _QUOTED), key=lambda s: (s[0] - s[1], s)
    )
    return [shown for run in runs if "¶" not in (shown := one.quotes.slice(run))]


def word_for_word(one: Page, other: Page) -> float:
    """Share of the words of one text that stand in the other in runs of five or more."""
    mine, theirs = ([w.lower() for w in page.body.words] for page in (one, other))
    covered = sum(end - begin for begin, end in in_common(mine, theirs, WORD_FOR_WORD))
    return covered / len(mine) if mine else 0.0


def in_common(one: Sequence[str], other: Sequence[str], least: int) -> Iterator[Span]:
    """Longest runs of ``one`` that stand in ``other``, from left to right."""
    where: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(other) - least + 1):
        found = where[tuple(other[at : at + least])]
        if len(found) < _TRIED:
            found.append(at)
    at = 0
    while at + least <= len(one):
        begins = where.get(tuple(one[at : at + least]), ()) if one[at] else ()
        length = max((_reach(one, other, at, begin) for begin in begins), default=0)
        if length:
            yield at, at + length
        at += length or 1


def _reach(one: Sequence[str], other: Sequence[str], at: int, begin: int) -> int:
    length = 0
    while (
        at + length < len(one)
        and begin + length < len(other)
        and one[at + length] == other[begin + length]
    ):
        length += 1
    return length


def listed(words: Iterable[str], most: int) -> str:
    """Words in quotation marks, so many of them."""
    return ", ".join(f"“{word}”" for word in list(words)[:most])


def _bare(word: str) -> str:
    """Without the possessive."""
    return word.removesuffix("'s").removesuffix("’s").rstrip("'’")
