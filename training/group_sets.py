"""The story sets as grouping learns from them: streams with parts left out, folds over stories."""

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crosswire.models.frequency import Background
from crosswire.records.story import Arrival
from crosswire.stages.group.words import STEMS, stems, tokens

Row = dict[str, Any]
SETS = ("story_allsides", "triples_seesaw", "triples_basil", "coref_ecbplus", "story_uci_headlines")
_FILES = {
    "story_allsides": "articles_full",
    "triples_seesaw": "articles",
    "triples_basil": "articles",
    "coref_ecbplus": "documents",
    "story_uci_headlines": "headlines",
}
_BACKGROUND = (
    "timeline_tl17/articles",
    "quotes_polnear/articles",
    "ner_worldwide_newswire/documents",
)
FEWEST = 2
"""Texts below which a word is not kept in the frequency table."""
_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"(?<=[a-z,;] )([^\W\d_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Articles in the order they come, each with its story."""

    name: str
    source: str
    """The set that the stories are of."""
    arrivals: list[Arrival]
    stories: list[str]
    drawn: bool = False
    """Whether days were drawn for it."""


def rows(bench: Path, file: str) -> list[Row]:
    """The JSON lines of one of the sets' files."""
    with gzip.open(bench / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _joined(sentences: list[Any]) -> str:
    return " ".join(s if isinstance(s, str) else " ".join(map(str, s)) for s in sentences)


def _allsides(r: Row) -> tuple[Arrival, str]:
    return _arrival(r["doc_id"], r["title"], r["text"], r["outlet"], r["url"], r["date"]), r[
        "story_id"
    ]


def _seesaw(r: Row) -> tuple[Arrival, str]:
    text = " ".join(r["sentences"])
    found = _arrival(r["doc_id"], r["title"], text, r["outlet"], r.get("url"), r.get("story_date"))
    return found, r["story_id"]


def _basil(r: Row) -> tuple[Arrival, str]:
    text = " ".join(r["sentences"])
    return _arrival(
        r["doc_id"], r["title"], text, r["outlet"].lower(), r.get("url"), r.get("date")
    ), r["story_id"]


def _ecb(r: Row) -> tuple[Arrival, str]:
    body = r["sentences"][1:] if r.get("url_sentence_0") else r["sentences"]
    return _arrival(r["doc_id"], None, _joined(body), None, r.get("url"), None), r["subtopic"]


def _uci(r: Row) -> tuple[Arrival, str]:
    return _arrival(r["id"], r["title"], "", r["hostname"], r["url"], None), r["story_id"]


def _lead(r: Row) -> tuple[Arrival, str]:
    return _arrival(f"lead-{r['doc_id']}", r["title"], r["lead"], None, None, None), r["story_id"]


def _arrival(name: object, title: str | None, text: str | None, *rest: str | None) -> Arrival:
    outlet, url, published = (x.strip() or None if isinstance(x, str) else None for x in rest)
    return Arrival(
        article=str(name), title=title or "", text=text or "", outlet=outlet, url=url,
        published=published,
    )  # fmt: skip


READ: dict[str, Callable[[Row], tuple[Arrival, str]]] = {
    "story_allsides": _allsides,
    "triples_seesaw": _seesaw,
    "triples_basil": _basil,
    "coref_ecbplus": _ecb,
    "story_uci_headlines": _uci,
}


def stream(bench: Path, name: str, seed: int = 0) -> Stream:
    """A set in the order that ``score/to_articles.py`` prints it with that seed."""
    read = [READ[name](row) for row in rows(bench, f"{name}/{_FILES[name]}")]
    dated = sorted(
        (x for x in read if x[0].published), key=lambda x: (x[0].published or "", x[0].article)
    )
    loose = [x for x in read if not x[0].published]
    draw = random.Random(seed)
    draw.shuffle(loose)
    for item in loose:
        dated.insert(draw.randint(0, len(dated)), item)
    return _stream(name, name, dated)


def _stream(name: str, source: str, items: list[tuple[Arrival, str]]) -> Stream:
    return Stream(
        name=name, source=source, arrivals=[a for a, _ in items], stories=[str(s) for _, s in items]
    )


def _without(base: Stream, name: str, **parts: str | None) -> Stream:
    """The same stream with parts of every article left out."""
    arrivals = [a.model_copy(update=parts) for a in base.arrivals]
    return Stream(name=name, source=base.source, arrivals=arrivals, stories=base.stories)


def leads(bench: Path) -> list[tuple[Arrival, str]]:
    """Title and first sentences of every AllSides story, undated."""
    return [_lead(row) for row in rows(bench, "story_allsides/articles_lead")]


def streams(bench: Path) -> Iterator[Stream]:
    """Everything that is learned from: the sets, and the sets with parts missing or made up.

    Large stories are never dated in the sets, and dated ones never large; so two streams get days
    drawn for them, lest the trees learn that what has a day has two companions.
    """
    undated: dict[str, str | None] = {"published": None, "url": None}
    base = {name: stream(bench, name) for name in SETS}
    yield from base.values()
    sides = base["story_allsides"]
    yield _without(sides, "allsides, undated", **undated)
    yield _without(sides, "allsides, headlines", text="", **undated)
    yield _without(sides, "allsides, untitled", title="", **undated)
    told = leads(bench)
    half = [(a, s) for a, s in told if _number(s) % 2]
    yield _stream("allsides, leads", "story_allsides", half)
    yield _without(_stream("", "story_allsides", half), "allsides, headlines of leads", text="")
    summaries = neutral(bench)
    rest = [(a, s) for a, s in told if not _number(s) % 2]
    more = [(a, s) for a, s in summaries if not _number(s) % 2]
    yield _stream("allsides, other leads and summaries", "story_allsides", _dealt_in(rest, more))
    whole = _without(sides, "", **undated)
    known = set(whole.stories)
    items = list(zip(whole.arrivals, whole.stories, strict=True))
    more = [(a, s) for a, s in summaries if s in known]
    yield _stream("allsides, undated, and summaries", "story_allsides", _dealt_in(items, more))
    yield _without(base["triples_seesaw"], "seesaw, undated", **undated)
    yield _without(base["triples_basil"], "basil, undated", **undated)
    yield _without(base["story_uci_headlines"], "uci, no address", url=None)
    yield _dated(base["coref_ecbplus"], "ecb, days drawn", span=40)
    yield _dated(base["story_uci_headlines"], "uci, days drawn", span=12)


def neutral(bench: Path) -> list[tuple[Arrival, str]]:
    """What the roundups themselves say of every AllSides story, undated: a further article each."""
    return [
        (
            _arrival(
                f"sum-{row['story_id']}", row["neutral_title"], row["neutral_summary"], *[None] * 3
            ),
            row["story_id"],
        )
        for row in rows(bench, "story_allsides/neutral_summaries")
    ]


def _dealt_in(
    items: list[tuple[Arrival, str]], more: list[tuple[Arrival, str]]
) -> list[tuple[Arrival, str]]:
    """More articles among others, anywhere."""
    draw = random.Random(3)
    found = list(items)
    for item in more:
        found.insert(draw.randint(0, len(found)), item)
    return found


def _dated(base: Stream, name: str, span: int) -> Stream:
    draw = random.Random(7)
    first = {s: draw.randrange(span) for s in sorted(set(base.stories))}
    arrivals = [
        a.model_copy(update={
            "published": (date(2012, 3, 1) + timedelta(days=first[s] + draw.choice((0, 0, 0, 0, 1, 1, 2)))).isoformat(),
            "url": None,
            "title": a.title or " ".join(a.text.split()[:12]),
        })
        for a, s in zip(base.arrivals, base.stories, strict=True)
    ]  # fmt: skip
    return Stream(
        name=name, source=base.source, arrivals=arrivals, stories=base.stories, drawn=True
    )


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def folds(bench: Path, count: int) -> dict[tuple[str, str], int]:
    """The fold of each (set, story). Stories of several sets that share a title go together, as do
    the sub-topics of one ECB+ topic; the few large UCI stories are dealt out by size."""
    root: dict[tuple[str, str], tuple[str, str]] = {}

    def find(key: tuple[str, str]) -> tuple[str, str]:
        while root.setdefault(key, key) != key:
            key = root[key]
        return key

    titles: dict[str, tuple[str, str]] = {}
    for name in SETS[:3]:
        items = [READ[name](row) for row in rows(bench, f"{name}/{_FILES[name]}")]
        for arrival, story in [*items, *(leads(bench) if name == SETS[0] else [])]:
            words = _WORD.findall(arrival.title.lower())
            here = find((name, story))
            if len(words) >= 4:
                root[here] = find(titles.setdefault(" ".join(words), here))
    for topic in sorted(set(stream(bench, "coref_ecbplus").stories)):
        root[find(("coref_ecbplus", topic))] = find(("coref_ecbplus", topic.split("_")[0]))
    found = {key: _number(repr(find(key))) % count for key in sorted(root)}
    dealt = [0] * count
    sizes = Counter(stream(bench, "story_uci_headlines").stories)
    for story, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        least = dealt.index(min(dealt))
        dealt[least] += size
        found["story_uci_headlines", story] = least
    return found


def background_texts(bench: Path) -> Iterator[str]:
    """News that no story set holds."""
    for file in _BACKGROUND:
        for row in rows(bench, file):
            sentences = [s.get("tokens", s) for s in row.get("sentences", [])]
            yield row.get("text") or _joined(sentences)


def frequencies(bench: Path) -> Background:
    """How common words are in news that no story set holds."""
    count: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    documents = 0
    for text in background_texts(bench):
        documents += 1
        count.update(set(stems(tokens(text))))
        for word in _INSIDE.findall(text):
            uses[STEMS[word]] += 1
            capitals[STEMS[word]] += word[0].isupper()
    kept = {w: n for w, n in sorted(count.items()) if n >= FEWEST}
    shares = {w: round(10 * capitals[w] / uses[w]) if uses[w] else 5 for w in kept}
    return Background(documents, kept, shares)
