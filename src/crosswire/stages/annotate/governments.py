"""Capitals as actors: "Moscow warned" is a government speaking, "in Moscow" is a place."""

from collections.abc import Sequence

from crosswire.stages.annotate.gazetteer import place, word_list
from crosswire.stages.annotate.names import Name
from crosswire.stages.annotate.people import Someone
from crosswire.stages.annotate.view import View


def governments(view: View, names: Sequence[Name], owners: dict[int, Someone]) -> None:
    """Give capitals that act to the country whose government they stand for."""
    countries = {s.name: s for s in owners.values() if s.label == "GPE"}
    for k, name in enumerate(names):
        words = name.words(view)
        known = place(words)
        # Brussels acts for the European Union as often as for Belgium.
        if known is None or known.kind != "capital" or words == "Brussels":
            continue
        if owners[k].label != "GPE" or not _acts(view, view.head_of(name.first, name.last)):
            continue
        country = countries.get(known.country)
        if country is None:
            country = countries[known.country] = Someone("GPE", known.country, name.first)
        reason = f"{words}: the capital as an actor, for the government of {known.country}"
        country.add(words, reason)
        owners[k] = country


def _acts(view: View, head: int) -> bool:
    token = view.tokens[head]
    verb = view.tokens[token.head]
    if token.dep == "conj":
        return token.head != head and _acts(view, token.head)
    if token.dep == "nsubj":
        return _does(view, token.head)
    if token.dep == "nsubjpass":
        return verb.text.lower() in word_list("moods of governments")
    if token.dep == "dobj":
        return verb.lemma.lower() in word_list("done to governments")
    return token.dep == "pobj" and verb.dep == "agent"


def _does(view: View, verb: int) -> bool:
    lemma = view.tokens[verb].lemma.lower()
    if lemma == "be":
        return _in_a_mood(view, verb)
    if lemma == "see":
        return any(view.lower(child) == "as" for child in view.children[verb])
    return lemma in word_list("what governments do")


def _in_a_mood(view: View, verb: int) -> bool:
    """ "Washington was ready", "was in favour of"."""
    for child in view.children[verb]:
        if view.lower(child) in word_list("moods of governments"):
            return True
        if view.lower(child) == "in":
            return any(view.lower(k) in ("favour", "favor", "talks") for k in view.children[child])
    return False
