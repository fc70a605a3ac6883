"""Which candidates are quotations: a table of cue lemmas and a small model over plain signals.

The table (``data/cues.json``) holds for lemmas, prepositions and nouns how often they carried
content in the training articles; the model weighs these rates with the shape of the clause.
Both are made by ``training/quote_cues.py``; see ``models/trained/quote_cues.md``.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from crosswire.models.boost import load_boosters
from crosswire.stages.quote.holders import Holder, holder
from crosswire.stages.quote.indirect import Candidate
from crosswire.stages.quote.tree import Tree

Counts = Mapping[str, tuple[int, int]]

_SMOOTH = 4.0
_LINK = 3
"""The column of the rate of word, kind and preposition together."""
_TAGS = ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "NN", "NNS", "JJ", "MD")
_HEADS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "ADP", "NUM")
_KINDS = (
    "ccomp", "xcomp", "dobj", "dobj+", "oprd", "attr", "acomp", "advcl", "prep", "front", "split",
    "around", "apart", "passive", "raised", "n-acl", "n-prep", "n-relcl", "n-is", "n-over", "a-", "according",
)  # fmt: skip
_PEOPLE = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_SPEAKING = frozenset(["he", "she", "they", "we", "i", "you"])
_CLAUSE_WORDS = frozenset(
    ["that", "whether", "if", "how", "why", "what", "who", "when", "where", "as"]
)


class Table(NamedTuple):
    """Counts by key: (seen, carried content)."""

    counts: Counts

    def rate(self, key: str, prior: float) -> float:
        """Share of the key's candidates that carried content, drawn to ``prior`` when rare."""
        seen, carried = self.counts.get(key, (0, 0))
        return (carried + _SMOOTH * prior) / (seen + _SMOOTH)

    def seen(self, key: str) -> int:
        """How often the key was met."""
        return self.counts.get(key, (0, 0))[0]


@cache
def table() -> Table:
    """The shipped table."""
    path = files("crosswire.stages.quote") / "data" / "cues.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    return Table({k: (int(n), int(c)) for k, (n, c) in rows["counts"].items()})


class Judged(NamedTuple):
    """A candidate, its source, and how likely it is to be reported content."""

    candidate: Candidate
    holder: Holder | None
    score: float


def judge(tree: Tree, found: Sequence[Candidate], labels: Mapping[int, str]) -> list[Judged]:
    """Score candidates; ``labels`` names the kind of whoever a token stands for."""
    if not found:
        return []
    held = [holder(tree, c.cue, c.kind) for c in found]
    rows = columns(tree, found, held, table(), labels)
    scores = load_boosters("quote_cues").scores(np.asarray(rows, dtype=np.float32))
    return [Judged(c, h, float(s)) for c, h, s in zip(found, held, scores, strict=True)]


def columns(
    tree: Tree,
    found: Sequence[Candidate],
    held: Sequence[Holder | None],
    known: Table,
    labels: Mapping[int, str],
) -> list[list[float]]:
    """The signals of every candidate, with how it stands among the candidates of its cue."""
    rows = [signals(tree, c, h, known, labels) for c, h in zip(found, held, strict=True)]
    rates: dict[int, list[float]] = {}
    for candidate, row in zip(found, rows, strict=True):
        rates.setdefault(candidate.cue, []).append(row[_LINK])
    for candidate, row in zip(found, rows, strict=True):
        same = rates[candidate.cue]
        row += [float(len(same)), float(sum(r > row[_LINK] for r in same)), row[_LINK] - max(same)]
    return rows


def keys(tree: Tree, candidate: Candidate) -> dict[str, str]:
    """The table's keys for a candidate: kind, word, word with kind, word with preposition."""
    token = tree.tokens[candidate.cue]
    word = f"{token.lemma.lower()}|{token.pos[0]}"
    kind = candidate.kind.split(":")[0]
    link = tree.tokens[candidate.link].lemma.lower() if candidate.link >= 0 else ""
    return {
        "kind": f"kind|{candidate.kind}",
        "word": word,
        "both": f"{word}|{kind}",
        "link": f"{word}|{kind}|{link}",
        "joint": f"joint|{candidate.kind}|{link}",
        "head": f"head|{kind}|{tree.tokens[candidate.head].lemma.lower()}",
    }


def holder_key(tree: Tree, held: Holder | None) -> str:
    """The table's key for a source: its noun's lemma."""
    if held is None:
        return "holder|"
    token = tree.tokens[held.stands_for]
    lemma = token.lemma.lower() if token.pos in ("NOUN", "PRON") else token.pos
    return f"holder|{lemma}"


def signals(
    tree: Tree, candidate: Candidate, held: Holder | None, known: Table, labels: Mapping[int, str]
) -> list[float]:
    """The columns the model reads; ``NAMES`` says what each is."""
    key = keys(tree, candidate)
    prior = known.rate(key["kind"], 0.08)
    word = known.rate(key["word"], 0.05)
    both = known.rate(key["both"], (prior + word) / 2)
    return [
        prior,
        word,
        both,
        known.rate(key["link"], both),
        known.rate(key["joint"], prior),
        float(np.log1p(known.seen(key["word"]))),
        float(np.log1p(known.seen(key["both"]))),
        known.rate(holder_key(tree, held), 0.08),
        known.rate(key["head"], prior),
        _above(tree, candidate.cue, known),
        tree.tokens[candidate.cue].start / len(tree.text),
        *_cue_signals(tree, candidate),
        *_content_signals(tree, candidate),
        *_holder_signals(tree, candidate, held, labels),
    ]


def _above(tree: Tree, cue: int, known: Table) -> float:
    """How often the best cue word among the heads above carries content: cues nest."""
    best = 0.0
    for k, i in enumerate(tree.up(cue)):
        token = tree.tokens[i]
        best = max(best, known.rate(f"{token.lemma.lower()}|{token.pos[0]}", 0.05))
        if k > 3:
            break
    return best


def _cue_signals(tree: Tree, candidate: Candidate) -> list[float]:
    token = tree.tokens[candidate.cue]
    kids = [tree.tokens[k] for k in tree.kids[candidate.cue]]
    kind = candidate.kind
    return [
        float(_TAGS.index(token.tag)) if token.tag in _TAGS else -1.0,
        float(next((n for n, k in enumerate(_KINDS) if kind.startswith(k)), -1)),
        float(any(k.tag == "MD" for k in kids)),
        float(any(k.dep == "neg" for k in kids)),
        float(any(k.dep == "auxpass" for k in kids)),
        float(any(k.dep == "dobj" for k in kids)),
        float(any(k.dep == "ccomp" for k in kids)),
        float(any(k.dep == "nsubj" for k in kids)),
        float(token.head == candidate.cue),
        float(("conj", "advcl", "relcl", "acl", "xcomp", "ccomp", "parataxis").index(token.dep))
        if token.dep in ("conj", "advcl", "relcl", "acl", "xcomp", "ccomp", "parataxis")
        else -1.0,
        float(token.pos == "NOUN" and any(k.dep == "poss" for k in kids)),
        float(token.pos == "NOUN" and any(k.dep == "det" and k.text.lower() != "a" for k in kids)),
    ]


def _content_signals(tree: Tree, candidate: Candidate) -> list[float]:
    start, end = candidate.content[0][0], candidate.content[-1][1]
    size = sum(e - s for s, e in candidate.content)
    sentence = tree.sentence(candidate.cue)
    head = tree.tokens[candidate.head]
    cue = tree.tokens[candidate.cue]
    quoted = sum(min(r.end, end) - r.start for r in tree.inside(start, end))
    first = tree.tokens[min(tree.at(start), len(tree.tokens) - 1)].text.lower()
    kids = [tree.tokens[k] for k in tree.kids[candidate.head]]
    return [
        float(size),
        size / max(sentence[1] - sentence[0], 1),
        float(len(candidate.content)),
        float(start - cue.end if start > cue.start else cue.start - end),
        float(sentence[1] - end),
        float(start - sentence[0]),
        quoted / max(size, 1),
        float(_HEADS.index(head.pos)) if head.pos in _HEADS else -1.0,
        float(_TAGS.index(head.tag)) if head.tag in _TAGS else -1.0,
        float(first in _CLAUSE_WORDS),
        float(first == "to"),
        float(any(k.dep in ("nsubj", "nsubjpass", "expl") for k in kids)),
        float(any(k.tag == "MD" for k in kids)),
        float(tree.run_at(start) is not None),
    ]


def _holder_signals(
    tree: Tree, candidate: Candidate, held: Holder | None, labels: Mapping[int, str]
) -> list[float]:
    if held is None:
        return [-1.0, 0.0, 0.0, 0.0, 0.0]
    token = tree.tokens[held.stands_for]
    label = labels.get(held.stands_for, "")
    return [
        float(("PERSON", "ORG", "GPE", "NORP").index(label)) if label in _PEOPLE else -1.0,
        float(token.text.lower() in _SPEAKING),
        float(token.text.lower() in ("it", "this", "that", "which")),
        float(token.pos == "PROPN"),
        float(tree.tokens[held.word].start - tree.tokens[candidate.cue].start),
    ]


NAMES = (
    "kind", "word", "word_kind", "word_link", "kind_link", "word_seen", "word_kind_seen",
    "holder_rate", "head_rate", "above", "place", "cue_tag", "kind_code", "modal", "negated", "passive", "object", "clause",
    "subject", "root", "cue_dep", "possessed", "definite", "size", "share", "stretches", "distance",
    "to_end", "from_start", "quoted", "head_pos", "head_tag", "clause_word", "infinitive",
    "own_subject", "own_modal", "in_run", "holder_label", "holder_person", "holder_thing",
    "holder_name", "holder_distance", "rivals", "rank", "behind",
)  # fmt: skip
