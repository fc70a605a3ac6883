"""Texts for the pair reader: ``python training/pair_texts.py --bench ../shared/bench --out DIR``.

Writes what ``training/pair_reader.py`` learns from, as JSON lines ``{"a", "b", "same", "apart",
"story"}``: ``general.jsonl`` (entailment, shared events, aligned propositions, alike headlines),
``stories.jsonl`` (candidate pairs of the training stories with the surface score of boosters that
did not see the story), ``summaries.jsonl`` (every point's summary against its members and near
misses) and ``public.jsonl`` (candidate pairs of the scored stories, for measuring only).
Runs where crosswire is installed; the reader itself is trained where torch is.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from crosswire.stages.compare.points.resolved import resolved
from training.boosting import Table, crossed
from training.point_stories import Line, Story, public_story, read, rows, story_of
from training.points import pair_tables

SEED = 20261122


def line(a: str, b: str, same: float, **more: object) -> Line:
    """One training pair; ``same`` is the share of agreement."""
    return {"a": " ".join(a.split()), "b": " ".join(b.split()), "same": round(same, 3), **more}


# ---- general data ----------------------------------------------------------------------------


def general(bench: Path) -> Iterator[Line]:
    """Pairs of other sets: the public halves only."""
    yield from entailed(rows(bench / "entailment_rte" / "pairs.jsonl.gz"))
    yield from alike(rows(bench / "sts_headlines" / "pairs.jsonl.gz"))
    yield from shared_events(rows(bench / "coref_ecbplus" / "documents.jsonl.gz"))
    yield from propositions(rows(bench / "align_superpal" / "alignments.jsonl.gz"))
    yield from questions(rows(bench / "align_qaalign" / "pairs.jsonl.gz"))
    yield from answers(rows(bench / "answers_nanco" / "questions.jsonl.gz"))


def entailed(pairs: Iterable[Line]) -> Iterator[Line]:
    """A text and a statement it entails, or not."""
    for pair in pairs:
        yield line(pair["text"], pair["hypothesis"], float(pair["entails"]))


def alike(pairs: Iterable[Line]) -> Iterator[Line]:
    """Two headlines; three of five and less is another statement."""
    for pair in pairs:
        yield line(pair["a"], pair["b"], min(1.0, max(0.0, (pair["score"] - 1.5) / 2.5)))


def shared_events(documents: Iterable[Line]) -> Iterator[Line]:
    """Sentences of two documents that share the chain of an event; others of one sub-topic do not.

    A sentence that shares only an actor is kept as the hard other side.
    """
    draw = random.Random(SEED)
    topics: dict[str, list[_Told]] = defaultdict(list)
    for document in documents:
        topics[document["subtopic"]] += _sentences(document)
    for sentences in topics.values():
        across = [(a, b) for a, b in combinations(sentences, 2) if a.document != b.document]
        met = [(a, b) for a, b in across if a.deeds & b.deeds]
        unmet = [(a, b) for a, b in across if a.deeds and b.deeds and not a.deeds & b.deeds]
        met = draw.sample(met, min(len(met), 110))
        draw.shuffle(unmet)
        unmet.sort(key=lambda pair: not pair[0].actors & pair[1].actors)
        yield from (line(a.text, b.text, 0.9) for a, b in met)
        yield from (line(a.text, b.text, 0.0) for a, b in unmet[: len(met) + 10])


@dataclass(frozen=True, slots=True)
class _Told:
    """An annotated sentence with the chains of its events and of its actors."""

    document: str
    text: str
    deeds: frozenset[str]
    actors: frozenset[str]


def _sentences(document: Line) -> Iterator[_Told]:
    for at in document["annotated_sentences"]:
        chains = [m for m in document["mentions"] if m["sent"] == at and m["instance"]]
        deeds = [m["type"].startswith(("ACTION", "NEG")) for m in chains]
        yield _Told(
            document["doc_id"],
            untokenized(document["sentences"][at]),
            frozenset(m["instance"] for m, deed in zip(chains, deeds, strict=True) if deed),
            frozenset(m["instance"] for m, deed in zip(chains, deeds, strict=True) if not deed),
        )


def untokenized(text: str) -> str:
    """Words of a tokenised sentence as printed."""
    for mark in ".,;:?!%)":
        text = text.replace(f" {mark}", mark)
    for mark in ("'s", "n't", "'re", "'ll", "'ve", "'d", "'m"):
        text = text.replace(f" {mark}", mark)
    return text.replace("`` ", '"').replace(" ''", '"').replace("( ", "(").replace("$ ", "$")


def propositions(records: Sequence[Line]) -> Iterator[Line]:
    """Aligned spans and their sentences; other sentences of the topic on the other side."""
    draw = random.Random(SEED)
    told: dict[str, set[str]] = defaultdict(set)
    aligned: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        told[record["topic"]].add(record["docSentText"])
        aligned[record["topic"], record["scuSentence"]].add(record["docSentText"])
        yield line(record["docSpanText"], record["summarySpanText"], 1.0)
        yield line(record["docSentText"], record["scuSentence"], 1.0)
    for (topic, sentence), mates in sorted(aligned.items()):
        others = sorted(told[topic] - mates)
        yield from (line(sentence, o, 0.0) for o in draw.sample(others, min(4, len(others))))


def questions(records: Iterable[Line]) -> Iterator[Line]:
    """Two sentences with aligned question-answer pairs, or nothing in common."""
    for record in records:
        a, b = untokenized(record["text_1"]), untokenized(record["text_2"])
        yield line(a, b, 1.0 if record["alignments"] else 0.0)


def answers(records: Iterable[Line]) -> Iterator[Line]:
    """Answers of outlets to one question, grouped."""
    for record in records:
        for one, other in combinations(record["answers"], 2):
            same = one["cluster"] == other["cluster"]
            yield line(one["paragraph"], other["paragraph"], 0.9 if same else 0.0)


# ---- stories ---------------------------------------------------------------------------------


def candidates(story: Story, scores: Table) -> Iterator[Line]:
    """Every candidate pair of a story with its label and its surface score."""
    told = [resolved(sheet) for sheet in story.board.sheets]
    pairs = story.signals.pairs
    for at, gold in enumerate(story.sentence_pairs()):
        i, j = int(pairs.i[at]), int(pairs.j[at])
        apart = any(
            frozenset([a, b]) in story.disputed for a in story.homes[i] for b in story.homes[j]
        )
        yield line(
            told[i], told[j], float(bool(gold & story.same)), apart=int(apart),
            story=story.name, at=at, surface=round(float(scores[at]), 4),
        )  # fmt: skip


def summaries(story: Story, gold: Line) -> Iterator[Line]:
    """A reader's words for a point against its members, and against what stands near them."""
    told: dict[tuple[str, int], str] = {}
    for sheet, homes in zip(story.board.sheets, story.homes, strict=True):
        for home in homes:
            told.setdefault(home, resolved(sheet))
    for point in gold["points"]:
        members = {(a, k) for a, ks in point["members"].items() for k in ks}
        near = {(a, k + step) for a, k in members for step in (-2, -1, 1, 2)} - members
        weaker = {(a, k) for a, k in point["partial"]}
        for home in sorted(members & told.keys()):
            yield line(point["summary"], told[home], 0.9 if home in weaker else 1.0,
                       story=story.name)  # fmt: skip
        for home in sorted(near & told.keys()):
            yield line(point["summary"], told[home], 0.0, story=story.name)


def write(path: Path, lines: Iterable[Line]) -> None:
    """JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(found, ensure_ascii=False) + "\n" for found in lines)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Write the four files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--readings", type=Path, help="pickle of readings, kept between runs")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    folder = options.bench / "statements"
    articles = rows(folder / "train_articles.jsonl.gz")
    sources = {a["id"]: a["source_doc"] for a in articles}
    readings = read([*articles, *rows(folder / "articles.jsonl.gz")], options.readings)
    golds = {g["story"]: g for g in rows(folder / "train_gold.jsonl.gz")}
    stories = [story_of(g, readings, sources) for g in golds.values()]
    stories = [s for s in stories if s.open_licence and len(s.signals.pairs)]
    public = [public_story(g, readings) for g in rows(folder / "gold.jsonl.gz")]
    names, tables, labels = pair_tables(stories)
    scores = crossed("surface", tables, labels, names)
    write(options.out / "general.jsonl", general(options.bench))
    write(options.out / "stories.jsonl", (
        found for s, v in zip(stories, scores, strict=True) for found in candidates(s, v)))  # fmt: skip
    write(options.out / "summaries.jsonl", (
        found for s in stories for found in summaries(s, golds[s.name])))  # fmt: skip
    write(options.out / "public.jsonl", (
        found for s in public
        for found in candidates(s, np.zeros(len(s.signals.pairs), np.float32))))  # fmt: skip


if __name__ == "__main__":
    main()
