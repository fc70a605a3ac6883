"""Twins: a surname that a model took for a body, and the person whose it is.

"Venn said the bridge would close", in a text that never names Orso Venn in full: a model may call
that Venn a company, and one man is then two sources. The lone surname is his where he is the only
bearer of it in the story, where what the text says of it is what is said of people, and where no
text of the story shows a body of that name: "the Venn", "Venn Inc", "Venn shares", "at Venn",
"founder of Venn", "Venn, which", "Venn have".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.annotation import Mention, Token
from crosswire.records.quotation import Reading
from crosswire.stages.annotate.gazetteer import fold, place, regions, word_list

_OPEN = frozenset(("ORG", "PRODUCT", "FAC", "WORK_OF_ART", "EVENT", "LAW", "GPE", "LOC", "NORP"))
"""Labels under which a surname may have come, a people's too where no people is known by it."""
_OF_A_PERSON = frozenset(("administration", "campaign", "government", "doctrine"))
"""What goes by its leader's surname: "the Venn administration" shows no body called Venn."""
_AT = frozenset(
    ("at", "in", "near", "into", "inside", "outside", "around", "via", "joined", "joining")
)
_HEADS = frozenset(
    ["founder", "co-founder", "owner", "head", "boss", "chief", "chairman", "chairwoman", "chair",
     "director", "president", "executive", "manager", "engineer", "employee", "worker", "customer",
     "shareholder", "subsidiary", "division", "unit", "maker"]
)  # fmt: skip
"""Nouns after which "of Venn" or "at Venn" is a body."""
_GOODS = frozenset(
    ["share", "stock", "group", "plant", "factory", "worker", "employee", "staff", "customer",
     "store", "shop", "product", "headquarters", "executive", "engineer", "brand", "model", "car",
     "truck", "app", "website", "subsidiary", "shareholder", "investor", "chief", "ceo", "boss",
     "manager", "user", "service", "fund", "team", "player", "fan", "coach", "resident", "mayor"]
)  # fmt: skip
"""Nouns that a body's name stands before."""
_OF_ANYBODY = frozenset(
    ["chief", "boss", "team", "fan", "head", "manager", "car", "app", "service", "mayor", "coach",
     "website", "president", "stock", "share", "staff", "store", "shop", "truck", "group"]
)  # fmt: skip
"""Of these, nouns that a person may own: "Venn's manager"."""


@dataclass(slots=True)
class Sight:
    """What a text, or a story, shows of a name by its words."""

    person: bool = False
    """Something is said of it that is said of people."""
    body: bool = False
    """Something is said of it that is said of bodies or places."""


@dataclass(frozen=True, slots=True)
class Sights:
    """What the texts of a story show of the names in one word."""

    entities: Mapping[str, Sight]
    """By entity within its text."""
    words: Mapping[str, Sight]
    """By the word, over all texts, wherever it stands."""

    def twin(self, entities: Sequence[str], word: str) -> bool:
        """Whether these entities, which go by ``word`` alone, are shown as people and nothing in
        the story as a body of that name."""
        if word not in self.words or self.words[word].body:
            return False
        found = [self.entities.get(e) for e in entities]
        return all(found) and any(one is not None and one.person for one in found)


def sights(readings: Sequence[Reading]) -> Sights:
    """Look at every name in one word, and at that word wherever it stands."""
    sheets = [_Sheet.of(reading) for reading in readings]
    words = {word: Sight() for sheet in sheets for word in sheet.named.values()}
    entities: dict[str, Sight] = {}
    for sheet in sheets:
        for i, token in enumerate(sheet.tokens):
            seen = words.get(fold(token.text)) if token.text[:1].isupper() else None
            if seen is not None:
                seen.body |= any(_bodily(sheet.tokens, sheet.kids, i))
        for entity, word in sheet.entities.items():
            entities[entity] = Sight(body=word in sheet.longer)
        for i, mention in sheet.mentions:
            one = entities[mention.entity]
            one.body |= any(_bodily(sheet.tokens, sheet.kids, i))
            one.person |= _personal(sheet.tokens, sheet.kids, i)
    return Sights(entities, words)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One text's names in one word, each at its token."""

    tokens: Sequence[Token]
    kids: Sequence[Sequence[int]]
    mentions: Sequence[tuple[int, Mention]]
    longer: frozenset[str]
    """First words of bodies' names in several words."""

    @classmethod
    def of(cls, reading: Reading) -> "_Sheet":
        tokens = reading.annotation.tokens
        starts = {t.start: i for i, t in enumerate(tokens)}
        named = [m for m in reading.annotation.mentions if m.kind == "name" and _may_be_surname(m)]
        longer = (
            fold(form).split()
            for entity in reading.annotation.entities
            if entity.label in _OPEN
            for form in entity.forms
            if " " in form.strip()
        )
        return cls(
            tokens=tokens,
            kids=_kids(tokens),
            mentions=[(i, m) for m in named if (i := starts.get(m.span.start)) is not None],
            longer=frozenset(
                words[0] for words in longer if words and words[-1] not in _OF_A_PERSON
            ),
        )

    @property
    def entities(self) -> dict[str, str]:
        """Entity → the word it goes by."""
        return {m.entity: fold(m.span.exact) for _, m in self.mentions}

    @property
    def named(self) -> dict[int, str]:
        """Token → the word."""
        return {i: fold(m.span.exact) for i, m in self.mentions}


def _may_be_surname(mention: Mention) -> bool:
    """One capitalised word that is no acronym, and no country, capital, region or people."""
    word = mention.span.exact
    plain = word.istitle() or (word[:1].isupper() and not word.isupper())
    geographic = place(word) is not None or fold(word) in regions()
    return mention.label in (*_OPEN, "PERSON") and " " not in word and plain and not geographic


def _kids(tokens: Sequence[Token]) -> list[list[int]]:
    kids: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            kids[token.head].append(i)
    return kids


def _bodily(tokens: Sequence[Token], kids: Sequence[Sequence[int]], i: int) -> Iterator[bool]:
    """Signs of a body or a place beside the name at token ``i``."""
    token, before = tokens[i], tokens[i - 1].text.lower() if i else ""
    after = [t.text.lower() for t in tokens[i + 1 : i + 3]]
    head = tokens[token.head]
    named = token.dep not in ("compound", "nmod", "amod", "poss")
    yield (named and before in ("the", "a", "an")) or before in _AT
    yield after[:2] == [",", "which"] or after[:1] == ["which"]
    yield bool(after) and after[0] in word_list("last words of bodies and places") - _OF_A_PERSON  # fmt: skip
    yield token.dep in ("compound", "nmod", "amod") and head.lemma.lower() in _GOODS
    yield token.dep == "poss" and head.lemma.lower() in (_GOODS | _HEADS) - _OF_ANYBODY
    yield token.dep == "pobj" and tokens[head.head].lemma.lower() in _HEADS and head.text.lower() in ("of", "at", "for")  # fmt: skip
    yield token.dep == "nsubj" and _plural(tokens, kids, token.head)
    yield any(tokens[k].dep == "appos" and tokens[k].pos == "NOUN" and not _of_people(tokens[k]) for k in kids[i])  # fmt: skip


def _plural(tokens: Sequence[Token], kids: Sequence[Sequence[int]], verb: int) -> bool:
    """ "Venn have", "Venn are": one person takes no such verb."""
    forms = [tokens[verb].text.lower(), *(tokens[k].text.lower() for k in kids[verb] if tokens[k].dep == "aux")]  # fmt: skip
    joined = any(tokens[k].dep == "conj" for s in kids[verb] if tokens[s].dep == "nsubj" for k in kids[s])  # fmt: skip
    return not joined and not {"have", "are", "were"}.isdisjoint(forms)


def _of_people(token: Token) -> bool:
    return token.lemma.lower() in word_list("nouns for people") | word_list("kin")


def _personal(tokens: Sequence[Token], kids: Sequence[Sequence[int]], i: int) -> bool:
    """Whether the name at token ``i`` speaks, owns what people own, or is told to be somebody."""
    token = tokens[i]
    head = tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass"):
        return head.lemma.lower() in word_list("verbs of speech") | _DONE
    if token.dep == "poss":
        return head.lemma.lower() in word_list("nouns for people") | word_list("kin") | word_list("things said")  # fmt: skip
    if token.dep == "dobj":
        return head.lemma.lower() in _DONE
    return any(tokens[k].dep == "appos" and _of_people(tokens[k]) for k in kids[i])


_DONE = frozenset(
    ["arrest", "jail", "imprison", "poison", "kill", "shoot", "detain", "elect", "appoint", "resign",
     "die", "marry", "testify", "impeach", "sentence", "hospitalise", "hospitalize", "nominate",
     "wave", "smile", "laugh", "weep", "nod", "crow", "joke", "quip"]
)  # fmt: skip
"""What befalls or is done by people."""
