"""He and she: the nearest person who can be meant, subjects first, the speaker after a quotation.

A ranked search in the manner of Lappin and Leass (1994): recency by sentence and grammatical
role, with gender and binding as filters. Where the two best are close, none is named.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from crosswire.stages.annotate.gazetteer import Gender, word_list
from crosswire.stages.annotate.people import Someone
from crosswire.stages.annotate.view import View

PRONOUNS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip

_BY_DISTANCE = (100, 85, 60, 40)
_MARGIN = 4
_REACH = 40
"""Mentions before and after that are weighed; more would only cost time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A person met at token ``head``."""

    head: int
    person: Someone


@dataclass(frozen=True, slots=True)
class _Context:
    view: View
    speakers: dict[int, Someone]
    """Speech verb (token) → its subject, as far as known."""


def resolve_pronouns(
    view: View, seen: Sequence[Seen], apart: Container[int] = ()
) -> list[tuple[int, Someone]]:
    """(token of the pronoun, whom it stands for), in reading order; unsure ones are left out.

    ``apart``: tokens of what stands between the paragraphs; who is named there is meant by no pronoun
    of the text.
    """
    known = sorted(seen, key=lambda s: s.head)
    context = _Context(view, {})
    for one in known:
        if one.head not in apart:
            _note_speaker(context, one)
    found: list[tuple[int, Someone]] = []
    for i, token in enumerate(view.tokens):
        gender = PRONOUNS.get(token.text.lower())
        if gender is None or not token.tag.startswith("PRP"):
            continue
        k = bisect_left(known, i, key=lambda s: s.head)
        near = known[max(0, k - _REACH) : k + _REACH]
        if i not in apart:
            near = [one for one in near if one.head not in apart]
        person = _named_later(context, near, i, gender) or _best(context, near, i, gender)
        if person is not None:
            found.append((i, person))
            known.insert(k, Seen(i, person))
            if i not in apart:
                _note_speaker(context, known[k])
    return found


def _note_speaker(context: _Context, one: Seen) -> None:
    token = context.view.tokens[_phrase_of(context.view, one.head)]
    verb = context.view.tokens[token.head]
    speaks = token.dep == "nsubj" and verb.lemma.lower() in word_list("verbs of speech")
    if speaks and context.view.quote_of[one.head] < 0:
        context.speakers[token.head] = one.person


def _phrase_of(view: View, head: int) -> int:
    """The noun whose place in the sentence a name has: "her rival, Jo Bell," stands as the rival.

    A possessor inside that phrase has no such place: "Ms Okoro's rival, Jo Bell, said" is Bell's.
    """
    for _ in range(3):
        token = view.tokens[head]
        apposed = token.dep == "appos" and token.head < head
        if not apposed or view.tokens[token.head].pos not in ("NOUN", "PROPN"):
            break
        head = token.head
    return head


def _named_later(
    context: _Context, known: Sequence[Seen], i: int, gender: Gender
) -> Someone | None:
    """ "In his first speech, Mr Lindqvist said": the subject that the phrase leads up to."""
    view = context.view
    if view.quote_of[i] >= 0:
        return None
    sentence = view.sentence_of[i]
    later = [s for s in known if s.head > i and view.sentence_of[s.head] == sentence]
    for one in later[:2]:
        if _leads_up(view, i, one.head):
            return one.person if one.person.gender in (None, gender) else None
    return None


def _leads_up(view: View, i: int, subject: int) -> bool:
    """Whether pronoun ``i`` stands in a phrase set before the sentence's subject by a comma."""
    token = view.tokens[subject]
    verb = view.tokens[token.head]
    main = token.dep.startswith("nsubj") and (verb.head == token.head or verb.dep == "ROOT")
    free = view.tokens[i].dep != "nsubj" or view.tokens[view.tokens[i].head].dep == "advcl"
    comma = any(view.tokens[k].text == "," for k in range(i, subject))
    return main and free and comma and _under(view, i, token.head)


def _under(view: View, i: int, verb: int) -> bool:
    """Whether token ``i`` hangs on ``verb`` by a phrase or adverbial clause, all before it."""
    steps = 0
    while i != verb and view.tokens[i].head != i and steps < 30:
        i = view.tokens[i].head
        steps += 1
        if view.tokens[i].dep in ("ccomp", "parataxis", "conj") and i != verb:
            return False
    return i == verb


def _best(context: _Context, known: Sequence[Seen], i: int, gender: Gender) -> Someone | None:
    scores: dict[int, tuple[float, Someone]] = {}
    barred = set(_barred(context, known, i))
    before = [s for s in known if s.head < i]
    for order, one in enumerate(before):
        if id(one.person) in barred or one.person.gender not in (None, gender):
            continue
        score = _score(context, one, i, gender)
        if score is None:
            continue
        score += order / (len(before) + 1)
        if score > scores.get(id(one.person), (0.0, one.person))[0]:
            scores[id(one.person)] = (score, one.person)
    ranked = sorted(scores.values(), key=lambda s: -s[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN):
        return None
    if len(ranked) == 1:
        ranked[0][1].votes[gender] += 1
    return ranked[0][1]


def _score(context: _Context, one: Seen, i: int, gender: Gender) -> float | None:
    """How near and how prominent; None when out of reach."""
    view = context.view
    distance = view.sentence_of[i] - view.sentence_of[one.head]
    inside, outside = view.quote_of[i], view.quote_of[one.head]
    if distance >= len(_BY_DISTANCE) or (inside < 0 <= outside):
        return None
    score = float(_BY_DISTANCE[distance])
    if inside != outside:
        score -= 12
    score += _prominence(view, one.head) + _beside(view, one.head, i)
    score += 8 if one.person.gender == gender else 0
    score += min(8, 2 * sum(one.person.forms.values()))
    if _is_cue(view, i) and context.speakers:
        last = [v for v in context.speakers if v < i]
        score += 18 if last and context.speakers[max(last)] is one.person else 0
    return score


def _prominence(view: View, head: int) -> float:
    token = view.tokens[_phrase_of(view, head)]
    if token.dep in ("nsubj", "nsubjpass"):
        verb = view.tokens[token.head]
        return 28 if verb.dep == "ROOT" or verb.head == token.head else 20
    return {"dobj": 8.0, "dative": 8.0, "agent": 6.0, "poss": 2.0, "appos": 0.0}.get(token.dep, 4.0)


def _beside(view: View, head: int, i: int) -> float:
    """ "to Ms Okoro in her office": a possessive leans on the name just before it."""
    if view.tokens[i].tag != "PRP$" or not 0 < i - head <= 7:
        return 0
    if any(view.tokens[k].pos in ("VERB", "AUX") for k in range(head + 1, i)):
        return 0
    return 36 if i - head <= 4 else 30


def _is_cue(view: View, i: int) -> bool:
    token = view.tokens[i]
    return token.dep == "nsubj" and (
        view.tokens[token.head].lemma.lower() in word_list("verbs of speech")
    )


def _barred(context: _Context, known: Sequence[Seen], i: int) -> Iterator[int]:
    """Who cannot be meant: the subject of the same verb; inside a quotation its speaker."""
    view = context.view
    verb = _whose_subject_is_another(view, i)
    if verb is not None:
        for one in known:
            if view.tokens[one.head].head == verb and view.tokens[one.head].dep == "nsubj":
                yield id(one.person)
    if view.quote_of[i] >= 0:
        yield from _speakers_near(context, i)


def _whose_subject_is_another(view: View, i: int) -> int | None:
    """The verb whose subject the pronoun cannot be: "blamed him", "rejected his claim"."""
    token = view.tokens[i]
    if token.dep in ("dobj", "dative", "pobj") and not token.text.lower().endswith("self"):
        return token.head if token.dep != "pobj" else view.tokens[token.head].head
    owned = view.tokens[token.head]
    against = view.tokens[owned.head].lemma.lower() in word_list("against another's words")
    return owned.head if token.dep == "poss" and owned.dep == "dobj" and against else None


def _speakers_near(context: _Context, i: int) -> Iterator[int]:
    view = context.view
    here = view.sentence_of[i]
    mine = [v for v in context.speakers if view.sentence_of[v] == here]
    if not mine:
        mine = [max((v for v in context.speakers if v < i), default=-1)]
    for verb in mine:
        if verb >= 0:
            yield id(context.speakers[verb])
