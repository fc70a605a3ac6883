"""Capitals as actors: "Moscow warned" is a government speaking, "in Moscow" is a place."""

from collections.abc import Iterator, Sequence

from crosswire.stages.annotate.gazetteer import fold, place, regions, word_list
from crosswire.stages.annotate.name import Name
from crosswire.stages.annotate.people import Someone
from crosswire.stages.annotate.view import View


def governments(view: View, names: Sequence[Name], owners: dict[int, Someone]) -> None:
    """Give capitals that act to the country whose government they stand for."""
    countries = _countries(owners)
    for k, name in enumerate(names):
        words = name.words(view)
        known = place(words)
        # Brussels acts for the European Union as often as for Belgium.
        if known is None or known.kind != "capital" or words == "Brussels":
            continue
        if _of_a_region(view, name):
            continue
        if owners[k].label != "GPE" or not _acts(view, view.head_of(name.first, name.last)):
            continue
        country = countries.setdefault(known.country, Someone("GPE", known.country, name.first))
        reason = f"{words}: the capital as an actor, for the government of {known.country}"
        country.add(words, reason)
        owners[k] = country


def _of_a_region(view: View, name: Name) -> bool:
    """ "Washington, DC": a name with its region is the place."""
    return view.lower(name.last) == "," and fold(view.lower(name.last + 1)) in regions()


def named_governments(
    view: View, names: Sequence[Name], owners: dict[int, Someone]
) -> Iterator[tuple[int, int, int, Someone]]:
    """ "the Norlandic government": (first, last, head token, the country)."""
    countries = _countries(owners)
    for name in names:
        known = place(name.words(view))
        head = name.last + (view.lower(name.last) in ("'s", "’s"))
        if known is None or view.lower(head) not in ("government", "regime"):
            continue
        if known.kind == "capital" or view.tokens[head].dep == "compound":
            continue
        country = countries.setdefault(known.country, Someone("GPE", known.country, name.first))
        first = name.first - (view.lower(name.first - 1) == "the")
        words = " ".join(view.text[view.tokens[first].start : view.tokens[head].end].split())
        country.add(words, f"{words}: the government of {known.country}")
        yield first, head + 1, head, country


def _countries(owners: dict[int, Someone]) -> dict[str, Someone]:
    return {s.name: s for s in owners.values() if s.label == "GPE"}


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
