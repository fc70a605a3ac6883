"""Where reported content may stand: every cue word with each of its complements.

The candidates follow the dependency parse: clauses under a verb of saying, thinking or wanting,
its objects, the clause around a parenthetical cue, passives, nouns and adjectives that take a
clause, and "according to". Which of them are quotations is decided in ``cues``.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from crosswire.stages.quote.tree import Bounds, Tree

_CLAUSES = ("ccomp", "xcomp")
_OTHERS = ("dobj", "oprd", "attr", "acomp", "advcl", "dative")
_FRONT = ("ccomp", "parataxis")
# Verbs whose object, before a clause, is the one who was told.
_TELLING = frozenset(["tell", "inform", "remind", "warn", "assure", "notify", "reassure", "advise"])
_TIME_AND_CAUSE = frozenset(
    ["when", "while", "because", "although", "though", "after", "before", "if", "since", "until"]
)
_ASIDES = frozenset([("all", "told"), ("that", "said"), ("this", "said")])
"""Set phrases with the form of a cue: "All told, the fair cost …" tells nobody's words."""
_REPORTING = frozenset(["report", "say", "write", "tell", "add", "announce", "note"])
_RAISING = frozenset(("seem", "appear", "look", "sound"))


class Candidate(NamedTuple):
    """A cue word and a stretch that may be what is reported."""

    cue: int
    kind: str
    head: int
    """The token that heads the content."""
    content: tuple[Bounds, ...]
    link: int
    """The word between cue and content ("about", "that"), or -1."""
    extent: str = ""
    """How its content departs from what the parse gives; empty: not at all (see ``extents``)."""


def candidates(tree: Tree, may_be_cue: Callable[[int], bool] | None = None) -> list[Candidate]:
    """All candidates of an article, or those of some tokens alone, in the order of their cues."""
    found: list[Candidate] = []
    for i, token in enumerate(tree.tokens):
        if tree.quoted[i] or _aside(tree, i) or not (may_be_cue is None or may_be_cue(i)):
            continue
        if token.text.lower() == "according" and token.dep in ("prep", "advmod", "pcomp"):
            found += _according(tree, i)
        elif token.pos in ("VERB", "AUX"):
            found += _verb(tree, i)
        elif token.pos == "NOUN":
            found += _noun(tree, i)
        elif token.pos == "ADJ":
            found += _adjective(tree, i)
    return found


def _aside(tree: Tree, i: int) -> bool:
    """Whether token ``i`` ends a set phrase that a comma sets off."""
    if not 0 < i < len(tree.tokens) - 1 or tree.tokens[i + 1].text != ",":
        return False
    return (tree.tokens[i - 1].text.lower(), tree.tokens[i].text.lower()) in _ASIDES


def _one(
    tree: Tree, cue: int, kind: str, head: int, *, last: int = -1, link: int = -1
) -> Iterator[Candidate]:
    """A candidate whose content is the subtree of ``head``, or goes on to the token ``last``."""
    low, high = tree.left(head), max(last, tree.right(head))
    if low <= cue <= high:
        low = cue + 1
    bounds = tree.words(low, high) if low <= high else None
    if bounds:
        yield Candidate(cue, kind, head, (tree.whole(bounds),), link)


def _verb(tree: Tree, i: int) -> Iterator[Candidate]:
    right = [k for k in tree.kids[i] if k > i]
    last = tree.right(i)
    told = tree.tokens[i].lemma in _TELLING and tree.has(i, "ccomp") is not None
    for k in right:
        dep = tree.tokens[k].dep
        if _is_told(tree, i, k, told) or _credit(tree, i, k) or _as_saying(tree, i):
            continue
        if dep in _CLAUSES or dep in _OTHERS:
            yield from _one(tree, i, dep, k, link=_mark(tree, k))
            if dep in _OTHERS and tree.right(k) < last:
                yield from _one(tree, i, dep + "+", k, last=last)
        elif dep in ("prep", "agent"):
            yield from _prepositional(tree, i, k, "prep")
    yield from _before(tree, i)
    yield from _passive(tree, i, right)
    yield from _two_subjects(tree, i, right)


def _is_told(tree: Tree, i: int, k: int, clause: bool) -> bool:
    """Whether an object is who was told: beside a clause, or somebody by name ("…, he told Radio 4")."""
    if tree.tokens[k].dep not in ("dobj", "dative"):
        return False
    named = tree.tokens[k].pos in ("PROPN", "PRON") and tree.tokens[i].lemma in _TELLING
    return clause or named


def _credit(tree: Tree, cue: int, clause: int) -> bool:
    """Whether a clause is the credit at the end of what the cue tells: "she said …, it reported"."""
    first = tree.left(clause)
    if tree.tokens[clause].dep != "ccomp" or "," not in (
        tree.tokens[first - 1].text,
        tree.tokens[first].text,
    ):
        return False
    own = [tree.tokens[k].dep for k in tree.kids[clause]]
    whole = any(dep in (*_CLAUSES, *_OTHERS) for dep in own)
    before = any(k < clause for k in tree.children(cue, "ccomp") if k > cue)
    return before and not whole and "nsubj" in own and tree.tokens[clause].lemma in _REPORTING


def _as_saying(tree: Tree, i: int) -> bool:
    """Whether a verb only names who spoke: "quoted her as saying …" reports what she said."""
    return tree.tokens[i].lemma in ("quote", "cite") and any(
        tree.tokens[k].lemma == "as" and tree.has(k, "pcomp") is not None
        for k in tree.children(i, "prep")
    )


def _mark(tree: Tree, clause: int) -> int:
    """The word that introduces a clause: "that", "whether", "to", a question word."""
    mark = tree.has(clause, "mark", "aux")
    return mark if mark is not None else -1


def _prepositional(tree: Tree, cue: int, k: int, kind: str) -> Iterator[Candidate]:
    """What a preposition under the cue introduces: "spoke about …", "accused … of …"."""
    for head in tree.children(k, "pobj", "pcomp"):
        name = f"{kind}:{tree.tokens[head].dep}"
        yield from _one(tree, cue, name, head, link=k)


def _before(tree: Tree, i: int) -> Iterator[Candidate]:
    """Content that stands before its cue or on both sides: "The plan, he said, is dead"."""
    token = tree.tokens[i]
    for k in tree.children(i, *_FRONT):
        if k < i:
            yield from _one(tree, i, "front", k)
            after = [c for c in tree.kids[i] if c > i and tree.tokens[c].dep in (*_CLAUSES, "conj")]
            low = tree.words(tree.left(k), tree.right(k))
            high = tree.words(after[0], tree.right(i)) if after else None
            if low and high:
                yield Candidate(i, "split", k, (tree.whole(low), tree.whole(high)), -1)
    parenthetical = token.dep in ("parataxis", "ccomp", "advcl", "conj", "dep")
    if parenthetical and token.head != i and not _subordinate(tree, i):
        yield from _around(tree, i)


def _subordinate(tree: Tree, i: int) -> bool:
    """Whether a clause is one of time or cause: "when she criticised …" carries nothing around."""
    return any(
        tree.tokens[k].dep in ("mark", "advmod") and tree.tokens[k].text.lower() in _TIME_AND_CAUSE
        for k in tree.kids[i]
    )


def _around(tree: Tree, i: int) -> Iterator[Candidate]:
    """The clause that a parenthetical cue is hung on, less the cue's own words."""
    host = tree.tokens[i].head
    own = _own_first(tree, i)
    first = min(tree.left(host), tree.left(i))
    low = tree.words(first, own - 1) if first < own else None
    last = min(tree.right(host), tree.at(tree.sentence(i)[1]) - 1)
    high = tree.words(tree.right(i) + 1, last) if tree.right(i) < last else None
    content = tuple(tree.whole(b) for b in (low, high) if b)
    if content:
        yield Candidate(i, f"around:{tree.tokens[i].dep}", host, content, -1)


def _own_first(tree: Tree, i: int) -> int:
    """The first of a parenthetical cue's own words: of two subjects the nearer one is its own."""
    subjects = [k for k in tree.children(i, "nsubj") if k < i]
    return tree.left(subjects[-1]) if len(subjects) > 1 else tree.left(i)


def _two_subjects(tree: Tree, i: int, right: list[int]) -> Iterator[Candidate]:
    """ "…, which police said was stolen": the farther subject belongs to the content."""
    subjects = [k for k in tree.children(i, "nsubj") if k < i]
    clause = next((k for k in right if tree.tokens[k].dep in _CLAUSES), None)
    if len(subjects) < 2 or clause is None:
        return
    low = tree.words(tree.left(subjects[0]), tree.right(subjects[0]))
    high = tree.words(tree.left(clause), tree.right(clause))
    if low and high:
        yield Candidate(i, "apart", clause, (tree.whole(low), tree.whole(high)), -1)


def _passive(tree: Tree, i: int, right: list[int]) -> Iterator[Candidate]:
    """Subject and complement of a passive or of "seem": "X was accused of Y", "X appears to Y"."""
    subject = tree.has(i, "nsubjpass")
    kind = "passive"
    if subject is None and tree.tokens[i].lemma in _RAISING:
        subject, kind = tree.has(i, "nsubj"), "raised"
    bounds = tree.words(tree.left(subject), tree.right(subject)) if subject is not None else None
    if subject is None or bounds is None or subject > i:
        return
    yield Candidate(i, kind + ":alone", subject, (bounds,), -1)
    rest = [k for k in right if tree.tokens[k].dep in ("xcomp", "oprd", "ccomp", "acomp", "prep")]
    if rest:
        after = tree.words(tree.left(rest[0]), tree.right(rest[-1]))
        if after:
            name = f"{kind}:{tree.tokens[rest[0]].dep}"
            yield Candidate(i, name, rest[0], (bounds, tree.whole(after)), rest[0])


def _noun(tree: Tree, i: int) -> Iterator[Candidate]:
    """What a noun of saying or thinking governs: "the claim that …", "fears of …"."""
    for k in tree.kids[i]:
        dep = tree.tokens[k].dep
        if k > i and dep in ("acl", "ccomp", "relcl", "appos", "xcomp") and not _done(tree, k):
            yield from _one(tree, i, "n-" + dep, k, link=_mark(tree, k))
        elif k > i and dep == "prep":
            yield from _prepositional(tree, i, k, "n-prep")
    yield from _noun_is(tree, i)
    yield from _noun_over(tree, i)


def _done(tree: Tree, clause: int) -> bool:
    """Whether a clause is a past participle: "a statement issued on Friday" tells no content."""
    return tree.tokens[clause].tag == "VBN" and tree.tokens[clause].dep == "acl"


def _noun_is(tree: Tree, i: int) -> Iterator[Candidate]:
    """ "The message is that …"."""
    token = tree.tokens[i]
    if token.dep != "nsubj" or tree.tokens[token.head].lemma != "be" or token.head < i:
        return
    for k in tree.children(token.head, "ccomp", "attr", "xcomp", "advcl"):
        if k > token.head:
            yield from _one(tree, i, "n-is", k, link=_mark(tree, k))


def _noun_over(tree: Tree, i: int) -> Iterator[Candidate]:
    """A clause that the parse hangs on the verb above: "made the claim … that …"."""
    token = tree.tokens[i]
    if token.dep not in ("dobj", "pobj", "attr") or token.head > i:
        return
    for k in tree.children(token.head, "ccomp", "xcomp", "prep", "acl", "advcl"):
        if k > i:
            yield from _one(tree, i, "n-over:" + tree.tokens[k].dep, k, link=_mark(tree, k))


def _adjective(tree: Tree, i: int) -> Iterator[Candidate]:
    """What an adjective of attitude governs: "confident that …", "critical of …"."""
    for k in tree.kids[i]:
        dep = tree.tokens[k].dep
        if k > i and dep in ("ccomp", "xcomp", "acl"):
            yield from _one(tree, i, "a-" + dep, k, link=_mark(tree, k))
        elif k > i and dep == "prep":
            yield from _prepositional(tree, i, k, "a-prep")


def _according(tree: Tree, i: int) -> Iterator[Candidate]:
    """The clause that "according to X" is hung on, less these words."""
    top = i
    while tree.tokens[top].dep in ("prep", "advmod", "pcomp") and tree.tokens[top].head != top:
        host = tree.tokens[top].head
        yield from _less(tree, i, host)
        if tree.tokens[host].pos in ("VERB", "AUX"):
            return
        top = host
        if tree.tokens[top].dep != "prep":
            top = host
    clause = next((k for k in tree.up(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
    if clause is not None:
        yield from _less(tree, i, clause)


def _less(tree: Tree, i: int, host: int) -> Iterator[Candidate]:
    """The subtree of ``host`` less that of ``i``."""
    first, last = tree.left(i), tree.right(i)
    low = tree.words(tree.left(host), first - 1) if tree.left(host) < first else None
    high = tree.words(last + 1, tree.right(host)) if last < tree.right(host) else None
    content = tuple(tree.whole(b) for b in (low, high) if b)
    if content:
        kind = "according" if tree.tokens[host].pos in ("VERB", "AUX") else "according:part"
        yield Candidate(i, kind, host, content, -1)
