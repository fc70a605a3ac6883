"""Whose lawyer, whose spokeswoman: persons whom a text names once and then calls by whose they are.

"Aitan Brandt, Ms Venn's lawyer, …" and later "Ms Venn's lawyer said", "her lawyer said": one man, who
else would be two sources. It holds within a text, and where it names one such person only.
"""

from collections.abc import Callable, Iterator

from crosswire.records.annotation import Mention
from crosswire.stages.quote.tree import Tree

_ALIKE = {"attorney": "lawyer", "counsel": "lawyer", "spokeswoman": "spokesman",
          "spokesperson": "spokesman", "chairwoman": "chairman", "chair": "chairman"}  # fmt: skip
_ONE = frozenset(
    ["lawyer", "wife", "husband", "widow", "widower", "mother", "father", "spokesman", "agent",
     "doctor", "manager", "predecessor", "successor", "deputy", "chairman", "director", "boss",
     "editor", "coach", "captain", "landlord", "opponent", "founder", "owner", "partner", "fiancé",
     "fiancée", "president", "leader", "head", "chief"]
)  # fmt: skip
"""Of these one has one, or is told of with one; of friends and aides one has many."""
Whose = tuple[str, str]
"""Whose (an entity), and what they are to it."""


class Kept:
    """Persons of one text by whose they are and what to them."""

    def __init__(self, tree: Tree, at: Callable[[int], Mention | None]) -> None:
        self._tree = tree
        self._at = at
        self._persons: dict[Whose, dict[str, Mention]] = {}
        for i in range(len(tree.tokens)):
            mention = at(i)
            if mention is None or mention.label != "PERSON" or mention.kind != "name":
                continue
            for noun in self._beside(i):
                whose = self._whose(noun)
                if whose is not None and whose[0] != mention.entity:
                    self._persons.setdefault(whose, {}).setdefault(mention.entity, mention)

    def person(self, noun: int) -> Mention | None:
        """The one person whom the text names as this: "his lawyer"."""
        whose = self._whose(noun)
        found = self._persons.get(whose, {}) if whose else {}
        return next(iter(found.values())) if len(found) == 1 else None

    def _beside(self, i: int) -> Iterator[int]:
        """Nouns that the name at token ``i`` is in apposition with."""
        token = self._tree.tokens[i]
        yield from (
            k for k in self._tree.children(i, "appos") if k > i and self._tree.tokens[k].tag == "NN"
        )
        if token.dep == "appos" and token.head < i and self._tree.tokens[token.head].tag == "NN":
            yield token.head

    def _whose(self, noun: int) -> Whose | None:
        owner = self._tree.has(noun, "poss")
        mention = self._at(owner) if owner is not None else None
        if mention is None or self._tree.tokens[noun].tag != "NN":
            return None
        lemma = self._tree.tokens[noun].lemma.lower()
        lemma = _ALIKE.get(lemma, lemma)
        return (mention.entity, lemma) if lemma in _ONE else None
