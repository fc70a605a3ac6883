"""Quoted words that are nobody's speech: terms, titles, nicknames, scare quotes."""

import re

from crosswire.stages.annotate.marks import Marked
from crosswire.stages.quote.tree import Tree

_NAMED = re.compile(
    r"(?:\bso[- ]called|\bknown as|\bwhat (?:[\w’']+ ){1,4}calls?|"
    r"\bcalled|\bdubbed|\bnicknamed|\bnamed|\btitled|\bentitled|"
    r"\bbilled as|\blabell?ed|\btermed|\baka|\ba\.k\.a\.|\bthe (?:word|term|phrase|name|slogan|"
    r"expression|nickname|label|hashtag|concept|notion|doctrine)s?)\s*(?:as |the |a |an |of )?[,:]?\s*$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:film|movie|book|novel|memoir|song|album|play|musical|show|series|sitcom|programme|"
    r"program|documentary|podcast|painting|poem|essay|article|paper|report|study|magazine|game|"
    r"episode|single|hit|opera|ballet|exhibition|column|op-ed|headline|chapter|comedy|drama|"
    r"thriller|anthem|hymn|bestseller)s?\s*[,:]?\s*$",
    re.IGNORECASE,
)
_STRIP = "”\"’'»“‘«`„.,;:!?"
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "for",
        "with",
        "at",
        "by",
        "from",
        "as",
        "but",
        "nor",
        "vs",
        "de",
        "la",
        "le",
        "du",
        "van",
        "von",
        "is",
    ]
)
_SPOKEN = frozenset(
    ["i", "we", "you", "my", "our", "your", "i’m", "i'm", "we’re", "we're", "don’t", "don't"]
)


def term(tree: Tree, run: Marked) -> str | None:
    """Why a run is a term and not speech; None when nothing shows that it is one."""
    inner = tree.text[run.inner : run.end].strip(_STRIP)
    words = inner.split()
    if not words or any(w.lower() in _SPOKEN for w in words):
        return None
    before = tree.text[max(tree.sentence_start(run.start), run.start - 60) : run.start]
    if _named(before) and len(words) <= 8:
        return f"named as such: “{before.strip().split()[-1]}” stands before it"
    if _WORK.search(before) and len(words) <= 12 and inner[0].isupper():
        return f"a title: “{before.strip(' ,:').split()[-1]}” stands before it"
    return _by_shape(tree, run, words)


def _named(before: str) -> bool:
    return bool(_NAMED.search(before))


def _by_shape(tree: Tree, run: Marked, words: list[str]) -> str | None:
    """Nicknames inside a name, and names or titles by their capitals."""
    first, last = tree.at(run.start) - 1, tree.at(run.end)
    around = [tree.tokens[i] for i in (first, last) if 0 <= i < len(tree.tokens)]
    if len(words) <= 3 and len(around) == 2 and all(
        t.pos == "PROPN" and t.text[0].isupper() for t in around
    ):  # fmt: skip
        return "a nickname inside a name"
    if not titled(words):
        return None
    if first >= 0 and tree.tokens[first].tag in (
        "IN",
        "DT",
        "PRP$",
        "POS",
        "CC",
        "NN",
        "NNS",
        "JJ",
    ):
        return "written with capitals as a name or title, no cue of speech next to it"
    return None


def titled(words: list[str]) -> bool:
    """Whether every word of weight has a capital, as in names and titles."""
    if len(words) > 12:
        return False
    weighty = [w for w in words if w.lower() not in _SMALL and any(c.isalpha() for c in w)]
    return bool(weighty) and all(
        next((c for c in w if c.isalpha()), "a").isupper() for w in weighty
    )
