"""The words around a quoted run that may say whose it is: a tail after it, a lead before it."""

from typing import NamedTuple

from crosswire.stages.annotate.marks import Marked
from crosswire.stages.quote.holders import Holder, holder
from crosswire.stages.quote.table import Table
from crosswire.stages.quote.tree import Tree

_ENDS = frozenset((".", "!", "?", ";"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_DASHES = "―—–-"
_SUBORDINATE = frozenset(
    [
        "when",
        "while",
        "because",
        "although",
        "though",
        "after",
        "before",
        "if",
        "since",
        "until",
        "unless",
        "whereas",
        "which",
        "who",
    ]
)
_BEGINS = frozenset(("PROPN", "DET", "PRON"))
"""What a noun phrase begins with."""
_SHORT = 4
_NICKNAME = 16
_REACH = 45
_LEAST = 0.12
_SURE = 0.25


class Cued(NamedTuple):
    """A cue and whose it is."""

    cue: int | None
    holder: Holder | None
    first: int
    """First and last token of the cue's words."""
    last: int


class Frames:
    """Looks for cues around quoted runs."""

    def __init__(self, tree: Tree, known: Table) -> None:
        self._tree = tree
        self._known = known

    def speaks(self, i: int) -> float:
        """How far the verb ``i`` is a verb of speech."""
        lemma = self._tree.tokens[i].lemma.lower()
        rates = [self._known.rate(f"{lemma}|V|{k}", 0.02) for k in ("front", "split", "ccomp")]
        return max(rates)

    def tail(self, run: Marked) -> Cued | None:
        """The cue that follows a run: "…," she said; "…," said the mayor, who …"""
        tree = self._tree
        first = tree.at(run.end)
        words = self._following(first)
        if not words or not self._attached(run, words):
            return None
        solid = [i for i in words if tree.tokens[i].pos != "PUNCT"]
        if not solid or tree.tokens[solid[0]].text.lower() in _SUBORDINATE:
            return None
        if tree.tokens[solid[0]].text.lower() == "according":
            return Cued(solid[0], holder(tree, solid[0]), words[0], words[-1])
        verb = self._first_cue(words)
        if verb is None:
            return None
        found = self._tail_holder(verb, words)
        return Cued(verb, found, words[0], words[-1]) if found else None

    def signed(self, run: Marked) -> Cued | None:
        """A name after a dash that ends the paragraph: "…" — Ana Ruiz, baker."""
        tree = self._tree
        end = tree.paragraphs[tree.paragraph(run.start)][1]
        after = tree.text[run.end : end]
        name = after.lstrip().lstrip(_DASHES).strip()
        if not after.strip() or after.lstrip()[0] not in _DASHES or not name or len(name) > 90:
            return None
        words = [i for i in range(tree.at(run.end), tree.at(end)) if tree.tokens[i].text.strip()]
        named = [i for i in words if tree.tokens[i].pos in ("PROPN", "NOUN")]
        verbs = [i for i in words if tree.tokens[i].pos in ("VERB", "AUX")]
        if not named or verbs or not name[0].isupper():
            return None
        top = self._top(named[0], words[0], words[-1])
        return Cued(None, Holder(top, top), words[0], words[-1])

    def second_clause(self, last: Marked, run: Marked, cue: int | None) -> bool:
        """Whether more than the cue's own clause stands between two runs."""
        tree = self._tree
        words = range(tree.at(last.end), tree.at(run.start))
        return any(
            tree.quoted[i]
            or (tree.tokens[i].dep == "nsubj" and tree.tokens[i].head != cue)
            or (cue is not None and i > cue and self._says(i))
            for i in words
        )

    def _says(self, i: int) -> bool:
        return self._tree.tokens[i].pos == "VERB" and self.speaks(i) >= _LEAST

    def _following(self, first: int) -> list[int]:
        """Tokens after a run up to the end of its sentence, the next run or the paragraph's end."""
        tree = self._tree
        if first >= len(tree.tokens):
            return []
        end = tree.paragraphs[tree.paragraph(tree.tokens[first - 1].start)][1]
        words = []
        for i in range(first, min(first + _REACH, len(tree.tokens))):
            token = tree.tokens[i]
            if token.start >= end or "\n" in token.text:
                break
            if tree.quoted[i]:
                inner = tree.run_at(token.start)
                if inner is None or inner.end - inner.start > _NICKNAME:
                    break
                continue
            if token.text in _ENDS and token.start >= tree.sentence(i)[1] - 1:
                break
            words.append(i)
        return words

    def _attached(self, run: Marked, words: list[int]) -> bool:
        """Whether what follows a run goes on its sentence."""
        tree = self._tree
        inner = tree.text[run.inner : run.end].rstrip("”\"’'»“").rstrip()
        last = inner[-1:] if inner else ""
        token = tree.tokens[words[0]]
        if token.text in (",", "-", "–", "—") or last in ",-–—":
            return True
        if last in "?!…" or inner.endswith(".."):
            return token.text[0].islower() or self._cue_near(words, 25)
        if last == ".":
            return token.text[0].islower() and self._cue_near(words)
        return (token.text[0].islower() and token.pos in ("VERB", "PRON")) or self._cue_near(words)

    def _cue_near(self, words: list[int], reach: int = 8) -> bool:
        """Whether a verb of speech is the first verb and nothing but it and its subject stands."""
        verb = next((i for i in words if self._tree.tokens[i].pos in ("VERB", "AUX")), None)
        return verb is not None and self.speaks(verb) >= _SURE and verb - words[0] <= reach

    def _first_cue(self, words: list[int]) -> int | None:
        tree = self._tree
        solid = [i for i in words if tree.tokens[i].pos not in ("PUNCT", "ADV", "SPACE")]
        if len(solid) > 1 and self._past(solid[0]) and tree.tokens[solid[1]].pos in _BEGINS:
            return solid[0]
        for i in solid:
            token = tree.tokens[i]
            if token.pos != "VERB" or token.lemma == "mean":
                continue
            if self.speaks(i) >= _LEAST and token.tag != "VBN":
                return i
            if token.dep not in ("relcl", "acl", "amod") or i == solid[0]:
                plain = i == solid[0] or (i == solid[1] if len(solid) > 1 else False)
                if plain and token.tag in ("VBD", "VBZ", "VBP"):
                    return i
        return None

    def _tail_holder(self, verb: int, words: list[int]) -> Holder | None:
        tree = self._tree
        own = tree.nearest(verb, "nsubj")
        if own is not None and words[0] <= own <= words[-1]:
            return holder(tree, verb, "direct")
        before = [i for i in words if i < verb and tree.tokens[i].pos in _NOMINAL]
        after = [i for i in words if i > verb and tree.tokens[i].pos in _NOMINAL]
        near = [
            i for i in words if i < verb and tree.tokens[i].pos not in ("PUNCT", "ADV", "CCONJ")
        ]
        if near and before:
            top = self._top(before[0], words[0], verb - 1)
        elif after and not near:
            top = self._top(after[0], verb + 1, words[-1])
        else:
            return None
        return Holder(top, top)

    def _top(self, i: int, low: int, high: int) -> int:
        """The head of the noun phrase that token ``i`` begins, within these tokens."""
        tree = self._tree
        while True:
            head = tree.tokens[i].head
            inside = low <= head <= high and head != i and tree.tokens[head].pos in _NOMINAL
            if not inside or tree.tokens[i].dep in ("appos", "conj", "dep"):
                return i
            i = head

    def lead(self, run: Marked) -> Cued | None:
        """The cue that introduces a run: she said: "…"; he told the court "…"."""
        words = self._preceding(run)
        if not words:
            return None
        tree = self._tree
        close = next(
            (tree.tokens[i].text for i in reversed(words) if tree.tokens[i].text.strip()), ""
        )
        accord = next((i for i in words if tree.tokens[i].text.lower() == "according"), None)
        if accord is not None and close == ",":
            return Cued(accord, holder(tree, accord), words[0], words[-1])
        verbs = [i for i in words if tree.tokens[i].pos in ("VERB", "AUX")]
        spoken = [i for i in verbs if tree.tokens[i].pos == "VERB" and self.speaks(i) >= _LEAST]
        if close == ":":
            return self._colon(words, verbs, spoken)
        if not spoken or (close != "," and words[-1] - spoken[-1] > 7):
            return None
        between = [i for i in verbs if i > spoken[-1]]
        if between or (close == "," and words[-1] - spoken[-1] > 18):
            return None
        return self._led(spoken[-1], words)

    def _colon(self, words: list[int], verbs: list[int], spoken: list[int]) -> Cued | None:
        tree = self._tree
        if spoken:
            return self._led(spoken[-1], words)
        main = [i for i in verbs if tree.tokens[i].head == i or tree.tokens[i].dep == "ccomp"]
        if main or verbs:
            return self._led((main or verbs)[-1], words)
        solid = [i for i in words if tree.tokens[i].text.strip() and tree.tokens[i].pos != "PUNCT"]
        cue = solid[-1] if len(solid) > 1 and self._past(solid[-1]) else None
        names = [i for i in solid if tree.tokens[i].pos in _NOMINAL and i != cue]
        if names and len(words) <= 12:
            top = self._top(names[0], words[0], words[-1] if cue is None else cue - 1)
            return Cued(cue, Holder(top, top), words[0], words[-1])
        return None

    def _past(self, i: int) -> bool:
        """Whether a word looks like a verb in the past that the parse took for a noun: "the Echo
        crowed:", "…,” crowed the mayor"."""
        token = self._tree.tokens[i]
        word = token.text
        return (
            word.islower() and word.endswith("ed") and len(word) > _SHORT and token.pos in _NOMINAL
        )

    def _led(self, verb: int, words: list[int]) -> Cued | None:
        found = holder(self._tree, verb, "direct")
        if found is not None and self._tree.quoted[found.word]:
            found = None
        if found is None and self._tree.tokens[verb].tag in ("VBD", "VBZ", "VBP"):
            found = self._tail_holder(verb, [i for i in words if i <= verb])
        return Cued(verb, found, words[0], words[-1])

    def _preceding(self, run: Marked) -> list[int]:
        """Tokens before a run back to the start of its sentence or to the run before it."""
        tree = self._tree
        last = tree.at(run.start) - 1
        paragraph = tree.paragraph(run.start)
        start = tree.paragraphs[paragraph][0]
        if not tree.text[max(start, run.start - 200) : run.start].strip():
            if paragraph == 0:
                return []
            start, end = tree.paragraphs[paragraph - 1]
            if not tree.text[start:end].rstrip().endswith(":"):
                return []
        words: list[int] = []
        for i in range(last, max(last - _REACH, -1), -1):
            token = tree.tokens[i]
            if token.start < start or tree.quoted[i] or token.text in (".", "!", "?"):
                break
            if token.pos != "SPACE":
                words.append(i)
        return words[::-1]
