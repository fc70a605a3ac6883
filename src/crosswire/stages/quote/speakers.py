"""Who the words of a source stand for: a person or body by the article's own names."""

import re
from typing import NamedTuple

from crosswire.records.annotation import Mention
from crosswire.records.quotation import Reading
from crosswire.stages.quote.holders import Holder, phrase
from crosswire.stages.quote.kept_by import Kept
from crosswire.stages.quote.tree import Bounds, Tree

_NOBODY = frozenset(
    ["DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"]
)  # fmt: skip
_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "us", "me", "his", "their",
     "its", "this", "that", "these", "those", "who", "whom", "which", "one", "himself", "herself",
     "themselves", "itself"]
)  # fmt: skip
_QUANTITIES = frozenset(
    ["all", "another", "any", "anybody", "anyone", "both", "each", "either", "enough", "everybody",
     "everyone", "few", "fewer", "former", "half", "latter", "least", "less", "lots", "majority",
     "many", "minority", "more", "most", "much", "neither", "nobody", "none", "other", "others",
     "plenty", "several", "somebody", "some", "someone"]
)  # fmt: skip
"""Words that count people without saying who they are: "both said", "many believe"."""
_LINKING = frozenset(
    ["a", "about", "almost", "an", "around", "at", "barely", "every", "exactly", "just", "nearly",
     "no", "of", "only", "over", "per", "percent", "pct", "roughly", "than", "the", "to", "under",
     "up", "%", "cent"]
)  # fmt: skip
"""Words beside a bare count: "only two", "at least a dozen", "34 percent"."""
_PAPERS = frozenset(["statement", "communique", "communiqué", "declaration", "release"])
_BODIES = frozenset(
    ["union", "company", "group", "party", "firm", "charity", "agency", "authority", "regulator"]
)
_GATHERINGS = frozenset(["meeting", "talks", "summit", "conference", "gathering", "session"])


_PLACES = frozenset(["GPE", "LOC", "FAC"])
_DATELINE = re.compile(
    r"\s*([A-Z][\w.,’'/ -]{1,60}?) \([A-Z][A-Za-z. -]{1,30}\)(?:[ \xa0]*(?P<dash>[-–—]{1,2}|:))?\s+"
    r"(?=[\"“A-Z\d])"
)
"""A place and an agency in brackets at the head of a text; a dash may be wanting."""
_JOINS = re.compile(r"[―–—•·*|/.…:;,-]+|and|but|yet|or", re.IGNORECASE)
"""What may run into the head of a noun phrase and is no part of it."""
_NO_HEADS = frozenset(["POS", "SYM", "HYPH", "-LRB-", "-RRB-"])
"""Words that nobody goes by: a slip of the parse."""
_PARTICIPLES = frozenset(["VBN", "VBD", "VBG"])
_SELF = re.compile(r"\s(?:him|her|it)self$")
_OWNER = re.compile(r"['’]s$|(?<=s)['’]$")
"""The end of "the court's", whose ruling is told."""


class Source(NamedTuple):
    """The nearest words for a source and whom they stand for."""

    words: Bounds
    name: str | None
    entity: str | None
    because: str
    stands_for: int = -1
    """The noun that the words stand for, where it was looked up."""


class Who:
    """Mentions of an article by the token they cover."""

    def __init__(self, tree: Tree, reading: Reading) -> None:
        self._tree = tree
        self._at: dict[int, Mention] = {}
        for mention in sorted(reading.annotation.mentions, key=lambda m: m.span.start - m.span.end):
            if mention.label in _NOBODY:
                continue
            for i in range(tree.at(mention.span.start), tree.at(mention.span.end)):
                self._at.setdefault(i, mention)

        self._timed = frozenset(
            i
            for time in reading.annotation.times
            for i in range(tree.at(time.span.start), tree.at(time.span.end))
        )
        self._aside = tree.furniture | self._dateline()
        """Tokens that are nobody who speaks: the page's furniture, and its dateline."""
        self._kept = Kept(tree, self.mention)
        self._spelled = _spelled(reading)
        """Wordings that stand for one person or body wherever the article has them."""

    def _dateline(self) -> frozenset[int]:
        """The place and the agency that open the text: "Port Sarn (CWN) The mayor said …"."""
        found = _DATELINE.match(self._tree.text)
        if found is None:
            return frozenset()
        first, last = self._tree.at(found.start(1)), self._tree.at(found.end(1))
        labels = {m.label for i in range(first, last) if (m := self._at.get(i))}
        # "Orso Venn (Harbour Party): We …" names who speaks.
        placed = bool(labels) and labels <= _PLACES
        if not placed and not (found["dash"] and "PERSON" not in labels):
            return frozenset()
        return frozenset(range(first, self._tree.at(found.end())))

    def mention(self, i: int) -> Mention | None:
        """The mention that token ``i`` lies in."""
        return self._at.get(i)

    def labels(self) -> dict[int, str]:
        """Label of the mention at each token that lies in one."""
        return {i: m.label for i, m in self._at.items()}

    def source(self, held: Holder, because: str) -> Source | None:
        """The source of a cue with its name; None for a time: "Tuesday's arguments"."""
        words = self._phrase(held.word)
        if words is None or (held.word in self._timed and held.word not in self._at):
            return None
        name, entity, why = self._named(held.stands_for)
        return Source(
            self._whole(held.word, words), name, entity, f"{because}{why}", held.stands_for
        )

    def _phrase(self, i: int) -> Bounds | None:
        """The noun phrase of token ``i`` less furniture run into it; None where the token is such."""
        words = phrase(self._tree, i)
        if words is None or i in self._aside or self._tree.tokens[i].tag in _NO_HEADS:
            return None
        first = self._tree.at(words[0])
        clear = next((k for k in range(i, first - 1, -1) if k in self._aside), None)
        start = words[0] if clear is None else self._tree.tokens[clear + 1].start
        return self._bare(i, (start, self._untimed(i, words[1])))

    def _bare(self, i: int, words: Bounds) -> Bounds:
        """The words less a bullet, dash or "and" that opens them, or an "and" that ends them."""
        tokens = self._tree.tokens
        first, last = self._tree.at(words[0]), self._tree.at(words[1]) - 1
        if not first <= i <= last:
            return words
        while first < i and _JOINS.fullmatch(tokens[first].text):
            first += 1
        while last > i and tokens[last].text.lower() in ("and", "or", "but"):
            last -= 1
        return max(words[0], tokens[first].start), min(words[1], tokens[last].end)

    def _untimed(self, i: int, end: int) -> int:
        """Where the words of token ``i`` end less a day that ends them: "A judge on Monday".

        A year stays: "a study in 2015" may be another than "a study in 2019".
        """
        last = self._tree.at(end) - 1
        before = last
        while before > i and before in self._timed and before not in self._at:
            before -= 1
        if before in (last, i) or self._tree.tokens[before].text.lower() != "on":
            return end
        before -= 1
        while before > i and self._tree.tokens[before].tag in _PARTICIPLES:
            before -= 1  # "an interview released on Monday"
        return self._tree.tokens[before].end

    def _whole(self, i: int, words: Bounds) -> Bounds:
        """The words with all of the name they end in: the parse may cut "James O’Neill" in two."""
        following = self._tree.at(words[1])
        mention = self._at.get(i)
        if mention is None or mention is not self._at.get(following):
            return words
        return words[0], max(words[1], mention.span.end)

    def _named(self, i: int) -> tuple[str | None, str | None, str]:
        tree = self._tree
        token = tree.tokens[i]
        mention = self._at.get(i)
        if (
            mention is not None
            and mention.label != "NORP"
            and _covers(tree, mention, i)
            and mention.span.exact.lower() not in _QUANTITIES
        ):
            said = mention.span.exact
            why = "" if said == mention.name else f"; “{said}” stands for {mention.name}"
            return mention.name, mention.entity, why
        if token.text.lower() in _PRONOUNS or self._counts(i):
            return None, None, "; whom it stands for is not shown"
        if token.lemma.lower() in _PAPERS:
            return self._paper(i)
        return self._named_elsewhere(i)

    def _named_elsewhere(self, i: int) -> tuple[str | None, str | None, str]:
        """Whom the text names in apposition, or elsewhere in these or like words; else the words."""
        tree, token = self._tree, self._tree.tokens[i]
        named = self._apposed(i)
        if named is not None:
            return named.name, named.entity, f"; “{token.text}” is {named.name} in apposition"
        kept = self._kept.person(i)
        if kept is not None:
            return kept.name, kept.entity, f"; this text names {kept.name} as that {token.text}"
        words = self._phrase(i)
        here = tree.text[words[0] : words[1]] if words else None
        known = self._spelled.get(_SELF.sub("", here or ""))
        if known is not None:
            return known.name, known.entity, f"; it stands for {known.name} in this text"
        return _OWNER.sub("", here or "") or None, None, ""

    def _counts(self, i: int) -> bool:
        """Whether the words only count people: "both", "some of them", "the other two"."""
        words = phrase(self._tree, i)
        if words is None or self._tree.tokens[i].pos == "PROPN":
            return False
        inside = range(self._tree.at(words[0]), self._tree.at(words[1]))
        tokens = [t for k in inside if (t := self._tree.tokens[k]).pos not in ("PUNCT", "SPACE")]
        return all(
            t.pos == "NUM" or t.text.lower() in _QUANTITIES | _PRONOUNS | _LINKING for t in tokens
        )

    def _apposed(self, i: int) -> Mention | None:
        """The name in apposition: "her rival, Republican Jo Bell," is Jo Bell."""
        tree = self._tree
        bodily = tree.tokens[i].lemma.lower() in _BODIES
        labels = ("PERSON", "ORG") if bodily else ("PERSON",)
        for k in tree.children(i, "appos"):
            mention = self._at.get(k)
            if k > i and mention is not None and mention.label in labels:
                return mention
        return None

    def _paper(self, i: int) -> tuple[str | None, str | None, str]:
        """A statement speaks for the body that issued it, where the text says which."""
        tree = self._tree
        words = phrase(tree, i)
        own = tree.text[words[0] : words[1]] if words else tree.tokens[i].text
        for k in range(tree.left(i), tree.right(i) + 1):
            mention = self._at.get(k)
            before = tree.tokens[k].head
            if mention is None or mention.label not in ("ORG", "GPE", "PERSON"):
                continue
            if tree.tokens[k].dep == "poss" or tree.tokens[before].lemma in ("by", "from", "of"):
                return mention.name, mention.entity, f"; “{own}” speaks for {mention.name}"
        return self._gathering(i, own)

    def _gathering(self, i: int, own: str) -> tuple[str | None, str | None, str]:
        """A statement issued after talks speaks for the body whose meeting was told just before."""
        tree = self._tree
        near = range(tree.left(i), max(tree.right(i), tree.tokens[i].head) + 1)
        if not any(tree.tokens[k].lemma.lower() in _GATHERINGS or _talks(tree, k) for k in near):
            return own, None, ""
        for k in range(i - 1, max(i - 70, -1), -1):
            if tree.tokens[k].lemma.lower() not in _GATHERINGS and not _talks(tree, k):
                continue
            for j in range(k + 1, min(tree.right(k), k + 14) + 1):
                mention = self._at.get(j)
                if mention is not None and mention.label == "ORG":
                    return own, mention.entity, f"; issued after a meeting of {mention.name}"
        return own, None, ""


def _spelled(reading: Reading) -> dict[str, Mention]:
    found: dict[str, Mention] = {}
    owners: dict[str, set[str]] = {}
    for mention in reading.annotation.mentions:
        if mention.kind == "name" and mention.label in ("PERSON", "ORG"):
            found.setdefault(mention.span.exact, mention)
            owners.setdefault(mention.span.exact, set()).add(mention.entity)
    return {words: m for words, m in found.items() if len(owners[words]) == 1}


def _talks(tree: Tree, i: int) -> bool:
    return tree.tokens[i].text.lower() in _GATHERINGS


def _covers(tree: Tree, mention: Mention, i: int) -> bool:
    """Whether a mention stands for the phrase that token ``i`` heads, not for a part of it."""
    token = tree.tokens[i]
    if token.dep in ("compound", "amod", "nmod") and token.head != i:
        if tree.tokens[token.head].text.lower().endswith(("self", "selves")):
            return True  # "Venn himself"
        return tree.tokens[token.head].pos == "NOUN" or mention.span.end > token.end
    return True


def labels_of(tree: Tree, reading: Reading) -> dict[int, str]:
    """Label of whoever each token stands for."""
    return Who(tree, reading).labels()
