"""How a source is identified, and what it is, as far as the text shows.

A desk asks of every quotation whether a reader could find out who said it. "Marta Olsen" and
"Norfield" are named; "the harbour master" and "a spokesman for Norfield" hold a post that one could
look up; "a senior official" and "residents" could be anyone of many. Whether the source is a
person, a body, a document or an outlet is read off its label and its noun (``data/sources.txt``);
where neither tells, it stays open.
"""

from functools import cache
from importlib.resources import files

from crosswire.records.annotation import Mention
from crosswire.records.quotation import Act, Identified, Reading, SourceKind
from crosswire.stages.outlets import load_outlets
from crosswire.stages.quote.speakers import Source
from crosswire.stages.quote.tree import Tree

_PEOPLE = frozenset(["he", "she", "who", "they", "i", "we", "you", "whom", "his", "her", "their"])
_LABELS = {
    "PERSON": SourceKind.PERSON, "ORG": SourceKind.BODY, "GPE": SourceKind.BODY,
    "LOC": SourceKind.BODY, "FAC": SourceKind.BODY, "NORP": SourceKind.PERSON,
    "LAW": SourceKind.DOCUMENT, "WORK_OF_ART": SourceKind.DOCUMENT,
}  # fmt: skip
_ANYONE = frozenset(
    ["all", "anybody", "anyone", "everybody", "everyone", "many", "most", "nobody", "none", "one",
     "other", "others", "several", "some", "somebody", "someone", "those"]
)  # fmt: skip
_SHARES = frozenset(["percent", "pct", "%", "cent"])
_ABSTRACT = ("tion", "sion", "ness", "ment", "ity", "ance", "ence", "sis", "ics", "ism", "ship")
"""Endings of nouns for what is done or had, not for who does it."""
_TIED = frozenset(["of", "for", "at", "to", "from", "by"])


class Sources:
    """Looks at the sources of one article."""

    def __init__(self, tree: Tree, reading: Reading) -> None:
        self._tree = tree
        self._labels = {e.id: e.label for e in reading.annotation.entities}
        named = [m for m in reading.annotation.mentions if m.kind == "name"]
        self._named = {m.entity for m in named}
        self._names: dict[int, Mention] = {tree.at(m.span.end) - 1: m for m in named}

    def of(
        self, source: Source | None, act: Act = Act.SPEECH
    ) -> tuple[Identified | None, SourceKind | None]:
        """How the source is identified and what it is; None where the text does not show it."""
        if source is None:
            return None, None
        head = self._head(source)
        if head is not None and source.entity not in self._named and self._number(head):
            return self._counted(head, act)
        kind = self._kind(source, head)
        if kind is None and head is not None and self._thing(head):
            return None, None
        return self._identified(source, head), kind

    def thing(self, source: Source) -> bool:
        """Whether the words are for something that speaks and thinks nothing: "the erosion shows"."""
        head = self._head(source)
        return head is not None and self._thing(head) and self._kind(source, head) is None

    def _thing(self, head: int) -> bool:
        """Whether the noun is of what is done, had or counted, and of nobody."""
        token = self._tree.tokens[head]
        lemma = token.lemma.lower()
        named = lemma in lemmas("things") or (len(lemma) > 5 and lemma.endswith(_ABSTRACT))
        return (token.pos == "NOUN" and named) or self._money(head)

    def _money(self, head: int) -> bool:
        return any(self._tree.tokens[k].tag == "$" for k in self._tree.kids[head])

    def _number(self, head: int) -> bool:
        """Whether the words are a number of somebody or something: "only two", "34 percent"."""
        token = self._tree.tokens[head]
        share = token.pos == "NUM" or token.lemma.lower() in _SHARES
        return share and not self._money(head)

    def _counted(self, head: int, act: Act) -> tuple[Identified | None, SourceKind | None]:
        """Of whom the number is, where the text says so; who says something is somebody."""
        kind = self._of_what(head)
        if kind is None and act is Act.SPEECH:
            kind = SourceKind.PERSON
        return (None if kind is None else Identified.UNNAMED), kind

    def _of_what(self, head: int) -> SourceKind | None:
        """What "one of the companies", "many of his supporters" are."""
        tree = self._tree
        of = next((k for k in tree.children(head, "prep") if tree.tokens[k].lemma == "of"), None)
        noun = tree.has(of, "pobj") if of is not None else None
        return self._kind_of(noun) if noun is not None else None

    def _head(self, source: Source) -> int | None:
        """The noun that the words hang on; of "who" the noun it stands for, of "a number of
        voters" the voters."""
        tree = self._tree
        head: int | None = source.stands_for
        if source.stands_for < 0:
            inside = range(tree.at(source.words[0]), tree.at(source.words[1]))
            head = next((i for i in inside if tree.tokens[i].head not in inside), None)
        if head is None or tree.tokens[head].lemma.lower() not in lemmas("counted"):
            return head
        of = next((k for k in tree.children(head, "prep") if tree.tokens[k].lemma == "of"), None)
        return (tree.has(of, "pobj") if of is not None else None) or head

    def _identified(self, source: Source, head: int | None) -> Identified | None:
        if source.entity in self._named:
            return Identified.NAMED
        if head is None:
            return Identified.NAMED if source.name else None
        token = self._tree.tokens[head]
        if token.text.lower() in _ANYONE:
            return Identified.UNNAMED
        if source.name is None or (token.pos == "PRON" and source.entity is None):
            return None
        if token.pos == "PROPN" and not self._some_of_a_people(head):
            return Identified.NAMED
        return Identified.ROLE if self._looked_up(head) else Identified.UNNAMED

    def _some_of_a_people(self, head: int) -> bool:
        """Whether a name of many stands for some of them: "some Veltrians", "one Republican"."""
        mention = self._names.get(head)
        return mention is not None and mention.label == "NORP" and not self._definite(head)

    def _looked_up(self, head: int) -> bool:
        """Whether the words point to one post, body or paper: not to one of many."""
        tree = self._tree
        token = tree.tokens[head]
        lemma = token.lemma.lower()
        if lemma in lemmas("nobody in particular") or self._some_of_a_people(head):
            return False
        person = lemma in lemmas("people")
        if token.tag == "NNS":
            return self._definite(head) and not person
        if self._definite(head):
            return True
        tied = any(tree.tokens[k].lemma in _TIED for k in tree.children(head, "prep"))
        of_one = tied or self._of_a_name(head)
        return of_one and (not person or lemma in lemmas("speaking for another"))

    def _definite(self, head: int) -> bool:
        kids = [self._tree.tokens[k] for k in self._tree.kids[head]]
        return any(
            k.dep == "poss" or (k.dep == "det" and k.text.lower() in ("the", "this", "that"))
            for k in kids
        )

    def _of_a_name(self, head: int) -> bool:
        """Whether a name or body stands before the noun: "a Norfield spokesman", "a police chief"."""
        tree = self._tree
        return any(
            k < head
            and (tree.tokens[k].pos == "PROPN" or tree.tokens[k].lemma.lower() in lemmas("bodies"))
            for k in tree.children(head, "compound", "nmod", "amod")
        )

    def _kind(self, source: Source, head: int | None) -> SourceKind | None:
        label = self._labels.get(source.entity or "")
        if label is not None:
            return self._outlet(source.name) or _LABELS.get(label)
        if head is None:
            return self._outlet(source.name) or (SourceKind.PERSON if source.name else None)
        known = self._outlet(source.name) if self._tree.tokens[head].pos != "PRON" else None
        return known or self._kind_of(head)

    def _kind_of(self, head: int) -> SourceKind | None:
        """What goes by this word."""
        token = self._tree.tokens[head]
        if token.text.lower() in _ANYONE:
            return self._of_what(head) or SourceKind.PERSON
        if token.pos == "PRON":
            return SourceKind.PERSON if token.text.lower() in _PEOPLE else None
        mention = self._names.get(head)
        if mention is not None:
            return self._outlet(mention.name) or _LABELS.get(mention.label)
        return _by_noun(token.lemma.lower()) or _by_noun(token.text.lower())

    def _outlet(self, name: str | None) -> SourceKind | None:
        """An outlet, where the table of outlets has this name."""
        known = load_outlets().named(name) if name else None
        return SourceKind.OUTLET if known is not None else None


def _by_noun(lemma: str) -> SourceKind | None:
    for group, kind in (
        ("people", SourceKind.PERSON),
        ("nobody in particular", SourceKind.PERSON),
        ("documents", SourceKind.DOCUMENT),
        ("outlets", SourceKind.OUTLET),
        ("bodies", SourceKind.BODY),
    ):
        if lemma in lemmas(group):
            return kind
    return None


@cache
def lemmas(group: str) -> frozenset[str]:
    """A list of nouns by its name in the table."""
    whole = (files("crosswire.stages.quote") / "data" / "sources.txt").read_text(encoding="utf-8")
    lines = (line for line in whole.splitlines() if line and not line.startswith("#"))
    return frozenset(dict(line.split(": ", 1) for line in lines)[group].split())
