"""Whether a name is a person's: what the whole article says against what a model took it for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from crosswire.stages.annotate.gazetteer import fold, gender_of, place, regions, word_list
from crosswire.stages.annotate.name import SUFFIXES, Name
from crosswire.stages.annotate.view import View


def as_people(view: View, names: Sequence[Name]) -> list[Name]:
    """Names the model took for a body or place that the article uses as a person's."""
    surnames = surnames_of(view, names)
    titled = frozenset(fold(view.tokens[n.last - 1].text) for n in names if n.title)
    found = []
    for n in names:
        if n.label != "PERSON" and (_is_person(view, n, surnames) or _in_role(view, n, titled)):
            found.append(replace(n, label="PERSON"))
        elif n.label == "ORG" and (_after_office(view, n, whole=True) or _full_office(view, n)):
            # "President Venn", taken for a body whole: a person, whose office stands before.
            found.append(replace(n, first=n.first + 1, label="PERSON", title=view.lower(n.first)))
        elif n.label == "PERSON" and _is_place(view, n, surnames):
            found.append(replace(n, label="GPE"))
        else:
            found.append(n)
    return found


def _is_place(view: View, name: Name, surnames: Counter[str]) -> bool:
    """ "in Ternmouth": one word after a word of place, which nothing shows to be a person's name."""
    word = view.tokens[name.first].text
    known = name.title or fold(word) in surnames or gender_of(word) is not None
    return name.last - name.first == 1 and not known and _is_where(view, name)


def _in_role(view: View, name: Name, titled: frozenset[str]) -> bool:
    """Two names of which the second goes with "Mr" elsewhere, or that a person's noun stands by.

    As in "its leader, Orso Venn," and "Orso Venn, the leader of the party".
    """
    words = [view.tokens[i] for i in range(name.first, name.last)]
    bodily = word_list("last words of bodies and places")
    if len(words) != 2 or not all(t.text[:1].isupper() and t.text.isalpha() for t in words):
        return False
    if any(fold(t.text) in bodily or t.text.isupper() for t in words) or name.label == "NORP":
        return False
    if fold(words[1].text) in titled and not _is_where(view, name):
        return fold(words[0].text) not in word_list("first words of places")
    head = view.head_of(name.first, name.last)
    beside = [view.tokens[head].head] if view.tokens[head].dep == "appos" else []
    beside += [k for k in view.children[head] if view.tokens[k].dep == "appos" and k > head]
    return any(view.tokens[k].lemma.lower() in word_list("nouns for people") for k in beside)


def surnames_of(view: View, names: Sequence[Name]) -> Counter[str]:
    """Last words of people's names that are sure: of two words or more, after a title or office."""
    return Counter(
        fold(view.tokens[max(n.first, n.last - 1 - (view.lower(n.last - 1) in SUFFIXES))].text)
        for n in names
        if (n.label == "PERSON" and (n.last - n.first > 1 or n.title)) or _after_office(view, n)
    )


def _full_office(view: View, name: Name) -> bool:
    """ "Bishop Tomas Venn": an office, a given name, a surname."""
    words = [view.tokens[i].text for i in range(name.first, name.last)]
    bodily = word_list("last words of bodies and places") | word_list("never names")
    return (
        3 <= len(words) <= 4
        and fold(words[0]) in word_list("offices before names") - _ROYAL
        and gender_of(words[1]) is not None
        and all(w[:1].isupper() and not w.isupper() for w in words)
        and fold(words[-1]) not in bodily
    )


_ROYAL = frozenset(("king", "queen", "prince", "princess", "pope"))
"""Whose names are also those of ships, schools and streets."""


def _after_office(view: View, name: Name, *, whole: bool = False) -> bool:
    """ "President Venn", whatever the model takes Venn for; an office has its capital here.

    ``whole``: the office is a part of the name.
    """
    words = [view.lower(i) for i in range(name.first, name.last)]
    before = name.first - 1
    if words[0] in word_list("offices before names") and len(words) == 2:
        before = name.first
        words = words[1:]
    elif whole:
        return False
    unlike = word_list("last words of bodies and places") | word_list("never names")
    return (
        len(words) == 1
        and before >= 0
        and view.tokens[before].text.istitle()
        and view.lower(before) in word_list("offices before names") - {"general", "speaker"}
        and words[0] not in unlike
        and place(words[0]) is None
        and view.tokens[before].head != before
    )


def _is_person(view: View, name: Name, surnames: Counter[str]) -> bool:
    last = view.tokens[name.last - 1].text
    if fold(last) in word_list("last words of bodies and places"):
        return False
    if name.label == "NORP" and not (name.last - name.first == 1 and _acts(view, name)):
        return False
    if name.title:
        return True
    if name.last - name.first == 1:
        geographic = place(last) is not None or fold(last) in regions()
        return fold(last) in surnames and not geographic and not _is_where(view, name)
    given = view.tokens[name.first].text
    placed = fold(given) in word_list("given names that are places too")
    if name.last - name.first > 3 or placed or gender_of(given) is None:
        return False
    return fold(last) in surnames or _speaks(view, name) or not _is_where(view, name)


def _acts(view: View, name: Name) -> bool:
    """Whether a name in one word, read as a people's, stands as one person does: "Venn said"."""
    token = view.tokens[name.first]
    singular = token.tag == "NNP" and token.dep in ("nsubj", "nsubjpass", "poss")
    return singular and view.lower(name.first - 1) not in ("the", "a", "an", "every", "no")


def _is_where(view: View, name: Name) -> bool:
    return view.lower(name.first - 1) in ("in", "near", "at", "outside", "around")


def _speaks(view: View, name: Name) -> bool:
    head = view.tokens[view.head_of(name.first, name.last)]
    return head.dep == "nsubj" and view.tokens[head.head].lemma.lower() in word_list(
        "verbs of speech"
    )
