"""What grouping keeps of an article: about a kilobyte, enough to weigh it against any other."""

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from crosswire.models.frequency import Background
from crosswire.records.story import Arrival
from crosswire.stages.group.days import WEEKDAYS, dating, mentioned, stated, years
from crosswire.stages.group.kinds import Kind, kind_of
from crosswire.stages.group.tongue import common, foreign, nouns_have_capitals
from crosswire.stages.group.words import STEMS, Names, kept, names, quoted, runs, stems, tokens

FORMAT = 2
LEAD, NAME = 1, 2
"""Flags of a term: it stands in the lead; it is written like a name."""

_READ = 7_500
"""Characters of the text that are read; some 1,200 words."""
_LEAD_WORDS = 80
_TERMS = 90
_PHRASES = 14
_FIGURES = 14
_QUOTES = 16
_YEARS = 6
_SHINGLES = 40
_HEADLINE = 16
_LEAST = 2.0
"""Rarity below which a word of the body is not kept: it stands in one text of seven."""
_SLUG = re.compile(r"[a-z]{3,}")
_SITE = frozenset(
    ("html", "htm", "php", "aspx", "article", "story", "news", "index", "amp", "www", "com", "the")
)


@dataclass(slots=True, kw_only=True)
class Sketch:
    """An article as grouping remembers it: single words in lower case, never the text."""

    day: float | None
    source: int
    seen: float | None
    outlet: str
    kind: Kind
    words: int
    titled: bool
    title: list[str]
    """Words of the title in order; the first words of the text where there is no title."""
    terms: list[str]
    counts: list[int]
    flags: list[int]
    phrases: list[str]
    figures: list[str]
    days: list[str]
    weekdays: list[int]
    slug: list[str]
    quotes: list[int]
    shingles: list[int]
    """The smallest hashes of the text's runs of five words."""
    runs: int
    """How many different runs of five words there are."""
    years: list[int]
    """Years that it names, each with how often, the most frequent first."""

    def pack(self) -> bytes:
        """Bytes that ``unpack`` reads."""
        # ``astuple`` would copy every list.
        values = [getattr(self, name) for name in self.__slots__]
        body = json.dumps(values, separators=(",", ":"), ensure_ascii=False)
        return bytes([FORMAT]) + zlib.compress(body.encode("utf-8", "surrogatepass"), 9)


def unpack(data: bytes) -> Sketch:
    """The sketch that ``pack`` wrote."""
    if not data or data[0] != FORMAT:
        raise ValueError(f"a sketch of format {FORMAT} was wanted, got {data[:1]!r}")
    values = json.loads(zlib.decompress(data[1:]).decode("utf-8", "surrogatepass"))
    return Sketch(**dict(zip(Sketch.__slots__, values, strict=True)))


def sketch(arrival: Arrival, background: Background) -> Sketch:
    """Read an arrival once."""
    text = arrival.text[:_READ]
    read = tokens(text)
    words = len(read) if len(text) == len(arrival.text) else len(arrival.text.split())
    body = stems(read)
    tally = Counter(body)
    title = kept(tokens(arrival.title))
    titled = bool(title)
    if not titled:
        title = kept(read[:_HEADLINE])
    tongue = foreign(arrival.language)
    everyday = common(tongue) if tongue else frozenset()
    named = _named(text, tongue)
    when = dating(arrival.published, arrival.seen, arrival.url, text[:300])
    told = _telling(tally, everyday)
    terms, counts, flags = _terms(body, told, named.words, background)
    forms = {STEMS[word]: word.lower() for word in reversed(dict.fromkeys(read))}
    shingles = runs(body, 5)
    return Sketch(
        day=when.day,
        source=when.source,
        seen=stated(arrival.seen),
        outlet=(arrival.outlet or "").casefold(),
        kind=kind_of(arrival.title, text, words),
        words=words,
        titled=titled,
        title=[word for word in title if word not in everyday][:40],
        terms=[forms[stem] for stem in terms],
        counts=counts,
        flags=flags,
        phrases=named.phrases,
        figures=_figures(stems(title), tally),
        days=mentioned(text).days,
        weekdays=[tally[day] for day in WEEKDAYS],
        slug=_slug(arrival.url),
        quotes=quoted(text, _QUOTES),
        shingles=shingles[:_SHINGLES],
        runs=len(shingles),
        years=_years(f"{arrival.title} {text}"),
    )


def _named(text: str, language: str | None) -> Names:
    """Names by their capitals; where each noun has one, what stands in runs of two words or more."""
    found = names(text, _PHRASES)
    if not nouns_have_capitals(language):
        return found
    return Names({word for phrase in found.phrases for word in phrase.split()}, found.phrases)


def _telling(tally: Counter[str], everyday: frozenset[str]) -> Counter[str]:
    """Counts without the everyday words of a language that the table does not know."""
    if not everyday:
        return tally
    dull = {STEMS[word] for word in everyday}
    return Counter({stem: count for stem, count in tally.items() if stem not in dull})


def _terms(
    body: list[str], tally: Counter[str], named: set[str], background: Background
) -> tuple[list[str], list[int], list[int]]:
    """The telling words of the body, by count, rarity and place."""
    lead = set(body[:_LEAD_WORDS])
    ranked: list[tuple[float, str]] = []
    rare, unknown = background.rarities.get, background.unknown
    for stem, count in tally.items():
        rarity = rare(stem, unknown)
        if rarity >= _LEAST and not stem[0].isdigit():
            weight = rarity * (1 + 0.7 * min(count, 6)) * (1.5 if stem in lead else 1.0)
            ranked.append((-weight, stem))
    ranked.sort()
    kept = [stem for _, stem in ranked[:_TERMS]]
    flags = [LEAD * (s in lead) | NAME * (s in named) for s in kept]
    return kept, [min(tally[s], 99) for s in kept], flags


def _years(text: str) -> list[int]:
    ranked = sorted(years(text).items(), key=lambda item: (-item[1], -item[0]))
    return [number for item in ranked[:_YEARS] for number in item]


def _figures(title: list[str], body: Iterable[str]) -> list[str]:
    """Figures of two digits or more that are no year, those of the title first."""
    seen = dict.fromkeys(s for s in (*title, *body) if s[0].isdigit() and len(s) > 1)
    return [s for s in seen if not (len(s) == 4 and s[:2] in ("19", "20"))][:_FIGURES]


def _slug(url: str | None) -> list[str]:
    """Words of the address's path."""
    if not url:
        return []
    path = unquote(urlsplit(url).path).lower()
    part = max(path.split("/"), key=lambda p: (p.count("-") + p.count("_"), len(p)))
    if part.count("-") + part.count("_") < 2:
        return []
    return [s for s in kept(_SLUG.findall(part)) if s not in _SITE][:14]
