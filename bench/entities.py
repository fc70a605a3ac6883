"""Entities across articles: places against gold links, people and bodies against gold coreference.

*Places* (News-Fair, KORE50, RSS-500): a name that Crosswire links to a country, region or city, and
that overlaps a gold label, is right when the gold entry's name is one of that place's names; the sets
give Wikidata ids, the gazetteer GeoNames and ISO ones, so two towns of one name are not told apart
here. *found* is the share of gold countries and cities that are linked.

*Names across documents* (ECB+): B-cubed (Bagga and Baldwin 1998) over the gold mentions of people,
bodies and places that are names, topic by topic, with Crosswire's own reading of each document; a
mention it did not find is alone. *by spelling* joins equal names of a topic: the usual baseline.

*One name, two people* (AllSides): two persons of different stories are given one common name, as
pseudo-words are made for word senses (Gale, Church and Yarowsky 1992); every article stands alone, so
that stories give nothing away. *joined* is the share of pairs of articles about one person that are
joined, *false* that of pairs about two.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from bench.figures import Figure
from bench.sets import Bench, Row
from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records import Capture, Failure, Reading, Text
from crosswire.records.entity import Cast, NamedEntity, NameForm, PlaceLink
from crosswire.stages.annotate.gazetteer import fold
from crosswire.stages.resolve import Asked, Resolve, cast_of
from crosswire.stages.resolve.evidence import full_name, members
from crosswire.stages.resolve.gazetteer import cities_named, country, regions_named

_LINKING = {"News-Fair": "articles", "KORE50": "kore50", "RSS-500": "rss500"}
_GEO = "Q27096213"
_LABELS = {"HUMAN_PART_PER": "people", "HUMAN_PART_ORG": "bodies", "LOC_GEO": "places",
           "HUMAN_PART_GPE": "places"}  # fmt: skip
_PSEUDO, _ARTICLES = "Peter Martin", 300


def entities(bench: Bench) -> list[Figure]:
    """Places, names across documents, one name for two people."""
    project = Project(Settings.load())
    return [*_places(bench, project), *_across(bench, project), *_homonyms(bench, project)]


class _Read(NamedTuple):
    """One text: its cast, and where each of its names stands."""

    cast: Cast
    names: list[tuple[int, int, str]]


def _read(project: Project, texts: Mapping[str, str]) -> dict[str, _Read]:
    given = (Capture(name=n, medium="line", content=Text.of(t)) for n, t in texts.items())
    return {r.article: _told(r) for r in project.annotate(given) if not isinstance(r, Failure)}


def _told(reading: Reading) -> _Read:
    found = reading.annotation.mentions
    names = [(m.span.start, m.span.end, m.entity) for m in found if m.kind == "name"]
    return _Read(cast_of(reading), names)


# ------------------------------------------------------------------------------------------- places


def _places(bench: Bench, project: Project) -> Iterator[Figure]:
    for name, file in _LINKING.items():
        rows = bench.rows(f"linking_newsfair/{file}.jsonl.gz")
        read = _read(project, {str(r["id"]): r["text"] for r in rows})
        counts: Counter[str] = Counter()
        for row in rows:
            counts += _linked(row, read[str(row["id"])])
        yield Figure(
            task="places",
            who=name,
            figures={
                "links": counts["links"],
                "right": _share(counts["right"], counts["links"]),
                "right or in its name": _share(counts["right"] + counts["inside"], counts["links"]),
                "gold countries": counts["country"],
                "countries found": _share(counts["country found"], counts["country"]),
                "gold cities": counts["city"],
                "cities found": _share(counts["city found"], counts["city"]),
                "ambiguous": counts["ambiguous"],
            },
        )


def _linked(row: Row, read: _Read) -> Counter[str]:
    known = {m.entity: m for m in members(read.cast)}
    first, after = row["evaluation_span"]
    names = [(s, e, known[i]) for s, e, i in read.names if first <= s < after and i in known]
    counts = Counter({"ambiguous": sum(bool(m.candidates) for _, _, m in names)})
    links = [(s, e, m.place) for s, e, m in names if m.place and m.label != "NORP"]
    for label in row["labels"]:
        if label["entity_id"] == "<NIL>" or label.get("coref") or label.get("optional"):
            continue
        start, end = label["span"]
        hit = [p for s, e, p in links if s < end and start < e]
        right = [p for p in hit if _is(p, label["name"])]
        inside = [p for p in hit if p not in right and fold(p.name) in fold(label["name"])]
        counts += Counter({"links": len(hit), "right": len(right), "inside": len(inside)})
        kind = _gold_kind(label)
        counts += Counter({kind: 1, f"{kind} found": bool(right)})
    return counts


def _gold_kind(label: Row) -> str:
    if _GEO not in (label.get("type") or ""):
        return "other"
    known = country(label["name"])
    if known is not None and known.kind == "country":
        return "country"
    return "city" if cities_named(label["name"].split(",")[0]) else "other"


def _is(place: PlaceLink, gold: str) -> bool:
    known = country(gold)
    named = [*cities_named(gold), *cities_named(gold.split(",")[0]), *regions_named(gold)]
    ids = {p.id for p in named} | ({known.id} if known else set())
    return place.id in ids or fold(place.name) == fold(gold)


# --------------------------------------------------------------------------- names across documents


class _Gold(NamedTuple):
    topic: str
    kind: str
    words: str
    chain: str
    entity: str | None
    """The article's entity that Crosswire has there."""


def _across(bench: Bench, project: Project) -> Iterator[Figure]:
    rows = bench.rows("coref_ecbplus/documents.jsonl.gz")
    read = _read(project, {r["doc_id"]: _text(r)[0] for r in rows})
    gold = [found for r in rows for found in _gold(r, read[r["doc_id"]])]
    stories = {r["doc_id"]: f"{r['topic']} {r['subtopic']}" for r in rows}
    known = [read[d].cast.model_copy(update={"story": stories[d]}) for d in read]
    alone = [read[d].cast for d in read]
    ways: dict[str, Callable[[_Gold], str]] = {
        "by spelling": lambda g: fold(g.words),
        "crosswire, stories known": _answers(known),
        "crosswire, each article alone": _answers(alone),
    }
    for kind in ("people", "bodies", "places"):
        mine = [one for one in gold if one.kind == kind]
        met = sum(one.entity is not None for one in mine)
        for who, answer in ways.items():
            yield Figure(
                task="entities",
                who=f"{kind}, {who}",
                figures={"n": len(mine), "read": _share(met, len(mine)), **b_cubed(
                    [(one.topic, one.chain) for one in mine],
                    [(one.topic, answer(one)) for one in mine],
                )},
            )  # fmt: skip


def _answers(casts: Sequence[Cast]) -> Callable[[_Gold], str]:
    resolved = Resolve().open()(Asked(casts=casts))
    owner = {m.entity: e.id for e in resolved.entities for m in e.members}

    def answer(gold: _Gold) -> str:
        return owner.get(gold.entity or "", f"alone {id(gold)}")

    return answer


def _text(row: Row) -> tuple[str, list[int]]:
    """The document without its address, and where each of its sentences begins."""
    skip = int(bool(row["url_sentence_0"]))
    starts, at = [], 0
    for number, sentence in enumerate(row["sentences"]):
        starts.append(at)
        at += len(sentence) + 1 if number >= skip else 0
    return "\n".join(row["sentences"][skip:]), starts


def _gold(row: Row, read: _Read) -> Iterator[_Gold]:
    _, starts = _text(row)
    judged = set(row["annotated_sentences"])
    for number, mention in enumerate(row["mentions"]):
        kind = _LABELS.get(mention["type"])
        if kind is None or mention["sent"] not in judged or not _is_name(mention["text"]):
            continue
        start, end = _place(row, mention, starts)
        over = [(min(e, end) - max(s, start), i) for s, e, i in read.names]
        most, entity = max(over, default=(0, ""))
        chain = mention["instance"] or f"{row['doc_id']} {number}"
        mine = entity if most > 0 else None
        yield _Gold(str(row["topic"]), kind, mention["text"], chain, mine)


def _is_name(words: str) -> bool:
    """Every word but small ones has a capital."""
    return all(w[:1].isupper() for w in words.split() if w not in _SMALL) and words[:1].isupper()


_SMALL = frozenset(("of", "the", "and", "for", "de", "'s", "&", ".", ",", "-"))


def _place(row: Row, mention: Row, starts: Sequence[int]) -> tuple[int, int]:
    sentence = row["sentences"][mention["sent"]]
    tokens = [m.span() for m in re.finditer(r"\S+", sentence)]
    base = starts[mention["sent"]]
    wanted = [tokens[t] for t in mention["tok"] if t < len(tokens)] or [(0, 0)]
    return base + wanted[0][0], base + wanted[-1][1]


def b_cubed(gold: Sequence[object], answers: Sequence[object]) -> dict[str, float]:
    """Bagga and Baldwin (1998): precision, recall and F1, the mean over mentions."""
    right: Counter[tuple[object, object]] = Counter(zip(gold, answers, strict=True))
    of_gold, of_answer = Counter(gold), Counter(answers)
    n = max(1, len(gold))
    precision = sum(c * c / of_answer[pair[1]] for pair, c in right.items()) / n
    recall = sum(c * c / of_gold[pair[0]] for pair, c in right.items()) / n
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return {"P": round(precision, 3), "R": round(recall, 3), "F1": round(both, 3)}


# ------------------------------------------------------------------------- one name, two people


def _homonyms(bench: Bench, project: Project) -> Iterator[Figure]:
    rows = bench.rows("story_allsides/articles_full.jsonl.gz")[:_ARTICLES]
    read = _read(project, {r["doc_id"]: r["text"] for r in rows})
    stories = {r["doc_id"]: r["story_id"] for r in rows}
    people = _people([r.cast for r in read.values()])
    pairs = list(combinations(sorted(people), 2))
    drawn = random.Random(0).sample(pairs, min(200, len(pairs)))
    counts: Counter[str] = Counter()
    run = Resolve().open()
    for one, other in drawn:
        if {c.article for c in people[one]} & {c.article for c in people[other]}:
            continue
        both = [_renamed(cast, {one, other}) for cast in (*people[one], *people[other])]
        owner = {
            m.revision: e.id for e in run(Asked(casts=both)).entities for m in e.members
            if m.name == _PSEUDO
        }  # fmt: skip
        told = [(one, c) for c in people[one]] + [(other, c) for c in people[other]]
        for (who, a), (whom, b) in combinations(told, 2):
            if stories[a.article] != stories[b.article] and a.revision != b.revision:
                kind = "same" if who == whom else "apart"
                counts[kind] += 1
                counts[f"{kind} joined"] += owner[a.revision] == owner[b.revision]
    yield Figure(
        task="homonyms",
        who="two persons under one common name",
        figures={
            "persons": len(people),
            "pairs of one": counts["same"],
            "joined": _share(counts["same joined"], counts["same"]),
            "pairs of two": counts["apart"],
            "false": _share(counts["apart joined"], counts["apart"]),
        },
    )


def _people(casts: Iterable[Cast]) -> dict[str, list[Cast]]:
    """Full names of 3 to 12 articles, with the casts that have them."""
    found: dict[str, list[Cast]] = defaultdict(list)
    for cast in casts:
        for name in {n for e in cast.named if (n := _full(e))}:
            found[name].append(cast)
    return {name: told for name, told in found.items() if 3 <= len(told) <= 12}


def _full(entity: NamedEntity) -> str | None:
    return full_name(entity.name) if entity.label == "PERSON" and entity.forms else None


def _renamed(cast: Cast, whom: set[str]) -> Cast:
    """The cast with these persons under one common name."""
    named = [
        e.model_copy(update={"name": _PSEUDO, "forms": (NameForm(_PSEUDO, 1),), "gender": None})
        if _full(e) in whom
        else e
        for e in cast.named
    ]
    return cast.model_copy(update={"named": tuple(named)})


def _share(part: int, whole: int) -> float:
    return round(part / max(1, whole), 3)
