"""The signals of a candidate: what its cue, its content, its source and its rivals look like."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from crosswire.stages.quote.holders import Holder
from crosswire.stages.quote.indirect import Candidate
from crosswire.stages.quote.table import Table
from crosswire.stages.quote.tagged import TAGGED, Tags
from crosswire.stages.quote.tree import Tree

LEAST = 0.025
"""Candidates whose word carried content more rarely than this are looked at no further: three in
ten of all, with three in a hundred of those that are content."""
_HEARD = 0.4
_EXTENTS = ("", "and", "comma", "end", "last", "first")
_TAGS = ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "NN", "NNS", "JJ", "MD")
_CUE_DEPS = ("conj", "advcl", "relcl", "acl", "xcomp", "ccomp", "parataxis")
_HEADS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "ADP", "NUM")
_KINDS = (
    "ccomp", "xcomp", "dobj", "dobj+", "oprd", "attr", "acomp", "advcl", "prep", "front", "split",
    "around", "apart", "passive", "raised", "n-acl", "n-prep", "n-relcl", "n-is", "n-over", "a-", "according",
)  # fmt: skip
_PEOPLE = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_SPEAKING = frozenset(["he", "she", "they", "we", "i", "you"])
_THINGS = frozenset(["it", "this", "that", "which"])
_CLAUSE_WORDS = frozenset(
    ["that", "whether", "if", "how", "why", "what", "who", "when", "where", "as"]
)


class Weighed(NamedTuple):
    """The candidates worth a closer look, by their places in the list, and their signals."""

    places: list[int]
    rows: list[list[float]]


def weighed(
    tree: Tree,
    found: Sequence[Candidate],
    held: Sequence[Holder | None],
    known: Table,
    labels: Mapping[int, str],
    tags: Tags,
) -> Weighed:
    """The signals of the candidates whose words are ever cues, with how each stands among those
    of its cue, how often its source is heard elsewhere in the article, and how it agrees with what
    its tokens were taken for.
    """
    rates = [_rates(tree, c, known) for c in found]
    same: dict[int, list[float]] = {}
    heard: dict[str, set[int]] = {}
    for candidate, one, rate in zip(found, held, rates, strict=True):
        same.setdefault(candidate.cue, []).append(rate.link)
        if one is not None and rate.link > _HEARD:
            heard.setdefault(_lemma(tree, one.stands_for), set()).add(candidate.cue)
    places = [
        k for k, rate in enumerate(rates) if rate.link >= LEAST and tags.may_be_content(found[k])
    ]
    rows = []
    for k in places:
        candidate, one, link = found[k], held[k], rates[k].link
        others = heard.get(_lemma(tree, one.stands_for), set()) if one else set()
        rivals = same[candidate.cue]
        rows.append(
            [
                *signals(tree, candidate, one, known, labels, rates[k]),
                float(len(others - {candidate.cue})),
                float(len(rivals)),
                float(sum(r > link for r in rivals)),
                link - max(rivals),
                *tags.agreement(candidate, one),
            ]
        )
    return Weighed(places, rows)


class Keys(NamedTuple):
    """The table's keys for a kind, a word, a word with a kind, and with its preposition besides."""

    kind: str
    word: str
    both: str
    link: str


class _Rates(NamedTuple):
    kind: float
    word: float
    both: float
    link: float
    keys: Keys


def _rates(tree: Tree, candidate: Candidate, known: Table) -> _Rates:
    """How often this kind, this word, both, and both with this preposition carried content."""
    keys = main_keys(tree, candidate)
    prior = known.rate(keys.kind, 0.08)
    of_word = known.rate(keys.word, 0.05)
    of_both = known.rate(keys.both, (prior + of_word) / 2)
    return _Rates(prior, of_word, of_both, known.rate(keys.link, of_both), keys)


def main_keys(tree: Tree, candidate: Candidate) -> Keys:
    """The main keys of a candidate."""
    token = tree.tokens[candidate.cue]
    word = f"{token.lemma.lower()}|{token.pos[0]}"
    kind = candidate.kind.split(":")[0]
    link = _lemma(tree, candidate.link) if candidate.link >= 0 else ""
    extent = f"~{candidate.extent}" if candidate.extent else ""
    both = f"{word}|{kind}"
    return Keys(f"kind|{candidate.kind}{extent}", word, both, f"{both}|{link}")


def more_keys(
    tree: Tree,
    candidate: Candidate,
    held: Holder | None,
    labels: Mapping[int, str],
    main: Keys,
) -> dict[str, str]:
    """The table's keys for what stands around a cue, beside its main ones."""
    token = tree.tokens[candidate.cue]
    _, word, both, _ = main
    kind = both.rpartition("|")[2]
    link = _lemma(tree, candidate.link) if candidate.link >= 0 else ""
    governed = tree.has(candidate.cue, "dobj", "prt", "acomp", "attr")
    first = min(tree.at(candidate.content[0][0]), len(tree.tokens) - 1)
    return {
        "joint": f"joint|{candidate.kind}|{link}",
        "head": f"head|{kind}|{_lemma(tree, candidate.head)}",
        "form": f"form|{word}|{token.tag}|{kind}",
        "next": f"next|{word}|{_lemma(tree, candidate.cue + 1)}",
        "object": f"object|{word}|{_lemma(tree, governed) if governed is not None else ''}",
        "first": f"first|{kind}|{_lemma(tree, first)}",
        "above": f"above|{word}|{token.dep}",
        "class": f"who|{word}|{_source_class(tree, held, labels)}",
        "holder": _holder_key(tree, held),
    }


def _lemma(tree: Tree, i: int) -> str:
    return tree.tokens[i].lemma.lower() if i < len(tree.tokens) else ""


def _source_class(tree: Tree, held: Holder | None, labels: Mapping[int, str]) -> str:
    """What kind of words a source has."""
    if held is None:
        return "none"
    token = tree.tokens[held.stands_for]
    said = token.text.lower()
    return said if said in _SPEAKING | _THINGS else labels.get(held.stands_for, token.pos)


def _holder_key(tree: Tree, held: Holder | None) -> str:
    """The table's key for a source: its noun's lemma."""
    if held is None:
        return "holder|"
    token = tree.tokens[held.stands_for]
    return f"holder|{token.lemma.lower() if token.pos in ('NOUN', 'PRON') else token.pos}"


def signals(
    tree: Tree,
    candidate: Candidate,
    held: Holder | None,
    known: Table,
    labels: Mapping[int, str],
    rates: _Rates,
) -> list[float]:
    """The columns of a candidate by itself; ``NAMES`` says what each is."""
    prior, word, both, link, main = rates
    key = more_keys(tree, candidate, held, labels, main)
    return [
        prior,
        word,
        both,
        link,
        known.rate(key["joint"], prior),
        float(np.log1p(known.seen(main.word))),
        float(np.log1p(known.seen(main.both))),
        known.rate(key["holder"], 0.08),
        known.rate(key["head"], prior),
        known.rate(key["form"], both),
        known.rate(key["next"], word),
        known.rate(key["object"], word),
        known.rate(key["first"], prior),
        known.rate(key["above"], word),
        known.rate(key["class"], word),
        float(_EXTENTS.index(candidate.extent)),
        _above(tree, candidate.cue, known),
        tree.tokens[candidate.cue].start / len(tree.text),
        *_cue_signals(tree, candidate),
        *_content_signals(tree, candidate),
        *_edge_signals(tree, candidate),
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
    deps = {k.dep for k in kids}
    kind = candidate.kind
    return [
        float(_TAGS.index(token.tag)) if token.tag in _TAGS else -1.0,
        float(next((n for n, k in enumerate(_KINDS) if kind.startswith(k)), -1)),
        float(any(k.tag == "MD" for k in kids)),
        float("neg" in deps),
        float("auxpass" in deps),
        float("dobj" in deps),
        float("ccomp" in deps),
        float("nsubj" in deps),
        float(token.head == candidate.cue),
        float(_CUE_DEPS.index(token.dep)) if token.dep in _CUE_DEPS else -1.0,
        float(token.pos == "NOUN" and "poss" in deps),
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


def _edge_signals(tree: Tree, candidate: Candidate) -> list[float]:
    """What stands at the edges of a content."""
    start, end = candidate.content[0][0], candidate.content[-1][1]
    sentence = tree.sentence(candidate.cue)
    kids = [tree.tokens[k] for k in tree.kids[candidate.head]]
    return [
        float(tree.at(end) - tree.at(start)),
        float(bool(tree.inside(sentence[0], sentence[1]))),
        float(tree.text[end : end + 1] == ","),
        float(tree.tokens[tree.at(start) - 1].text == ",") if start else 0.0,
        float(any(k.dep == "neg" for k in kids)),
        float(tree.tokens[min(tree.at(end), len(tree.tokens) - 1)].pos in ("CCONJ", "PUNCT")),
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
        float(token.text.lower() in _THINGS),
        float(token.pos == "PROPN"),
        float(tree.tokens[held.word].start - tree.tokens[candidate.cue].start),
    ]


NAMES = (
    "kind", "word", "word_kind", "word_link", "kind_link", "word_seen", "word_kind_seen",
    "holder_rate", "head_rate", "form_rate", "next_rate", "object_rate", "first_rate",
    "above_rate", "class_rate", "extent", "above", "place", "cue_tag", "kind_code", "modal", "negated", "passive", "object", "clause",
    "subject", "root", "cue_dep", "possessed", "definite", "size", "share", "stretches", "distance",
    "to_end", "from_start", "quoted", "head_pos", "head_tag", "clause_word", "infinitive",
    "own_subject", "own_modal", "in_run", "tokens", "marks_near", "comma_after", "comma_before",
    "own_negated", "break_after", "holder_label", "holder_person", "holder_thing",
    "holder_name", "holder_distance", "heard", "rivals", "rank", "behind", *TAGGED,
)  # fmt: skip
