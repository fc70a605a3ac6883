"""A parsed text made quick to ask: which sentence, which quotation, which words hang on which."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records.annotation import Token
from crosswire.stages.annotate.debris import debris

Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """Tokens with their sentences, quotations and children, all by token index."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Run, ...]
    starts: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    sentence_of: tuple[int, ...]
    quote_of: tuple[int, ...]
    """Index of the quoted run a token stands in, or -1."""
    furniture: frozenset[int]
    """Tokens that are words of the page's furniture, run into a sentence."""

    @classmethod
    def of(
        cls, text: str, tokens: Sequence[Token], sentences: Sequence[Run], quotes: Sequence[Run]
    ) -> "View":
        """Index ``tokens`` by ``sentences`` and ``quotes`` (both ascending, disjoint)."""
        children: list[list[int]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            if token.head != i:
                children[token.head].append(i)
        return cls(
            text=text,
            tokens=tuple(tokens),
            sentences=tuple(sentences),
            starts=tuple(t.start for t in tokens),
            children=tuple(tuple(c) for c in children),
            sentence_of=tuple(_place(tokens, sentences, last=True)),
            quote_of=tuple(_place(tokens, quotes, last=False)),
            furniture=debris(tokens),
        )

    def tokens_in(self, start: int, end: int) -> range:
        """Indices of the tokens that overlap ``text[start:end]``."""
        first = max(0, bisect_right(self.starts, start) - 1)
        if first < len(self.tokens) and self.tokens[first].end <= start:
            first += 1
        return range(first, bisect_left(self.starts, end))

    def head_of(self, first: int, last: int) -> int:
        """The token of ``first .. last-1`` on which the others hang."""
        for i in range(first, last):
            if not first <= self.tokens[i].head < last or self.tokens[i].head == i:
                return i
        return last - 1

    def lower(self, i: int) -> str:
        """The token's text in lower case; empty off the ends."""
        return self.tokens[i].text.lower() if 0 <= i < len(self.tokens) else ""

    def clause_verb(self, i: int) -> int:
        """The nearest verb above token ``i``, or the root of its tree."""
        for _ in range(40):
            head = self.tokens[i].head
            if head == i:
                return i
            i = head
            if self.tokens[i].pos in ("VERB", "AUX"):
                return i
        return i


def _place(tokens: Sequence[Token], runs: Sequence[Run], *, last: bool) -> list[int]:
    """For each token the run that holds it; between runs the one before (``last``) or -1."""
    out: list[int] = []
    k = -1
    for token in tokens:
        while k + 1 < len(runs) and runs[k + 1][0] <= token.start:
            k += 1
        inside = k >= 0 and token.start < runs[k][1]
        out.append(max(k, 0) if last else (k if inside else -1))
    return out
