"""Voices: a head that puts words into another mouth than its body, or a demand where the body has
a condition only."""

import re
from collections.abc import Iterator

from crosswire.records.annotation import Mention
from crosswire.records.quotation import Mode
from crosswire.records.span import Span
from crosswire.stages.compare.points.naming import same_name
from crosswire.stages.compare.points.words import listed
from crosswire.stages.compare.within.own import Body, Clash, Head, Sentence
from crosswire.stages.compare.words import root, words

_SAYS = r"(?:says|said|vows|warns|claims|insists|tells|admits)"
_NAME = r"(?:[A-Z][\w’'.-]+)(?: [A-Z][\w’'.-]+){0,3}"
_BEFORE = re.compile(rf"^({_NAME})(?::| {_SAYS}:?) *$")
"""A head that opens with the name: "Barr hits back at Marrow: ‘…’" gives the words to Barr."""
_AFTER = re.compile(rf"^,? *{_SAYS} ({_NAME})")
_WORDS = 3
_DEMANDS = frozenset(root(w) for w in listed("tell urge order demand call press must"))
_STOPS = frozenset(root(w) for w in listed("stop cease end halt withdraw leave quit resign"))
_OUGHT = frozenset(
    listed("must should ought urge urged call called calls demand demanded demands order ordered "
           "told tell press pressed insist insisted ask asked")
)  # fmt: skip


def holders(head: Head, body: Body) -> Iterator[Clash]:
    """Words in marks that the head gives to one person and the body to another."""
    for start, end in head.quoted:
        named = _holder(head, start, end)
        forms = [w.form for w in words(head.found.value[start:end])]
        if named is None or len(forms) < _WORDS:
            continue
        known = [m for m in body.reading.annotation.mentions if _person(m) and _is(m, named)]
        spoken = list(_spoken(body, forms))
        if not known or not spoken:
            continue
        entities = {m.entity for m in known}
        if all(e and e not in entities and not same_name(n, named) for _, e, n in spoken):
            span, _, name = spoken[0]
            yield Clash(
                kind="attribution",
                start=start,
                end=end,
                body=span,
                because=f"the {head.field} gives these words to {named}, the text to {name}",
            )


def _holder(head: Head, start: int, end: int) -> str | None:
    found = _BEFORE.search(head.found.value[:start]) or _AFTER.match(head.found.value[end:])
    return found[1] if found else None


def _person(mention: Mention) -> bool:
    return mention.kind == "name" and mention.label == "PERSON"


def _is(mention: Mention, named: str) -> bool:
    return same_name(mention.span.exact, named) or same_name(mention.name, named)


def _spoken(body: Body, forms: list[str]) -> Iterator[tuple[Span, str, str]]:
    """(span, entity, name) of every known person quoted with these very words."""
    wanted = " ".join(forms)
    for quotation in body.reading.quotations:
        if quotation.mode is Mode.INDIRECT or not quotation.speaker_name:
            continue
        for run in quotation.content:
            if f" {wanted} " in f" {' '.join(w.form for w in words(run.exact))} ":
                yield run, quotation.speaker_entity or "", quotation.speaker_name


def conditions(head: Head, body: Body) -> Iterator[Clash]:
    """A demand to stop above a text that has no demand, only what follows if."""
    demand = next((n for n, r in enumerate(head.roots) if r in _DEMANDS), None)
    stop = next((n for n, r in enumerate(head.roots) if r in _STOPS), None)
    if demand is None or stop is None or stop <= demand or head.asks:
        return
    if any(_demands(s, head.roots[stop]) for s in body.sentences) or _all_words(body) & _OUGHT:
        return
    for sentence in body.sentences:
        said = {w.form for w in words(sentence.span.exact)}
        shared = head.told & {root(f) for f in said}
        if "if" in said and said & {"will", "would"} and len(shared) >= _WORDS - 1:
            yield Clash(
                kind="other",
                start=head.words[demand].start,
                end=head.words[stop].end,
                body=sentence.span,
                because=f"the {head.field} tells of a demand, the text of what follows if",
            )


def _demands(sentence: Sentence, stop: str) -> bool:
    return stop in {root(w.form) for w in words(sentence.span.exact)}


def _all_words(body: Body) -> frozenset[str]:
    return body.forms
