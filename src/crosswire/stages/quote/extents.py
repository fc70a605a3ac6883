"""Other extents of a candidate: where the parse takes too much, or too little, into its content.

A parse hangs the second of two reports on the first ("said that he left and asked …"), takes a
comment for a part of what was said ("…, a plan that would …"), or ends it at a semicolon. Each
candidate is given with the extents that such a slip would have made of it, and with those that the
tagger of tokens sees; the score decides.
"""

from collections.abc import Iterator, Sequence

from crosswire.stages.quote.indirect import Candidate
from crosswire.stages.quote.tagged import Tags
from crosswire.stages.quote.tree import Bounds, Tree

_LEAST = 25
"""Content shorter than this, in characters, is not cut."""
_MARKS = frozenset([",", ";", "-", "–", "—"])
_UNFINISHED = frozenset(["ADP", "CCONJ", "DET", "PART", "SCONJ"])
_JOINED = ("conj", "advcl", "relcl", "prep", "appos", "parataxis", "npadvmod", "acl")


def with_extents(tree: Tree, found: Sequence[Candidate], tags: Tags) -> list[Candidate]:
    """The candidates, and after each the other extents that it may have, none twice."""
    seen = {(c.cue, c.content) for c in found}
    every: list[Candidate] = []
    for candidate in found:
        every.append(candidate)
        for other in (*_others(tree, candidate), *_tagged(tree, candidate, tags)):
            if (other.cue, other.content) not in seen:
                seen.add((other.cue, other.content))
                every.append(other)
    return every


def _others(tree: Tree, candidate: Candidate) -> Iterator[Candidate]:
    if candidate.content[-1][0] < tree.tokens[candidate.cue].start:
        return
    start, end = candidate.content[-1]
    if end - start >= _LEAST:
        for at, why in _cuts(tree, candidate, start, end):
            yield from _ending(tree, candidate, at, why)
    yield from _to_the_end(tree, candidate)


def _cuts(tree: Tree, candidate: Candidate, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Tokens before which the content may end: a second verb, what a comma sets off."""
    words = [i for i in range(tree.at(start) + 2, tree.at(end)) if not tree.quoted[i]]
    for i in words:
        if tree.tokens[i].dep == "cc" and _verbal(tree, tree.tokens[i].head):
            yield i, "and"
            break
    for i in words:
        if tree.tokens[i].text in _MARKS and _sets_off(tree, i, end):
            yield i, "comma"
            break


def _verbal(tree: Tree, i: int) -> bool:
    second = tree.has(i, "conj")
    return second is not None and tree.tokens[second].pos in ("VERB", "AUX")


def _sets_off(tree: Tree, i: int, end: int) -> bool:
    """Whether a clause or phrase that could go without begins after the comma at ``i``."""
    if i + 1 >= len(tree.tokens) or tree.tokens[i + 1].start >= end:
        return False
    for k in (i + 1, *tree.up(i + 1)):
        if tree.left(k) < i + 1:
            return False
        if tree.tokens[k].dep in _JOINED:
            return True
        if tree.tokens[k].head == k:
            return False
    return False


def _ending(tree: Tree, candidate: Candidate, at: int, why: str) -> Iterator[Candidate]:
    first = tree.at(candidate.content[-1][0])
    bounds = tree.words(first, at - 1) if at > first else None
    if bounds is None or tree.tokens[at - 1].pos in _UNFINISHED:
        return
    content = (*candidate.content[:-1], tree.whole(bounds))
    if content[-1][1] < candidate.content[-1][1]:
        yield candidate._replace(extent=why, content=content)


def _to_the_end(tree: Tree, candidate: Candidate) -> Iterator[Candidate]:
    """Content that goes on to the end of its sentence."""
    sentence = tree.sentence(candidate.cue)
    bounds = tree.trim(candidate.content[-1][0], sentence[1])
    if bounds is None:
        return
    content = (*candidate.content[:-1], tree.whole(bounds))
    if content[-1][1] > candidate.content[-1][1]:
        yield candidate._replace(extent="end", content=content)


def _tagged(tree: Tree, candidate: Candidate, tags: Tags) -> Iterator[Candidate]:
    """Content that ends, or begins, at a word that the tagger took for a last or a first one."""
    start, end = candidate.content[-1]
    if start < tree.tokens[candidate.cue].start:
        return
    first, stop = tree.at(start), tree.at(tree.sentence(candidate.cue)[1])
    for i in tags.last_words(first + 1, stop):
        yield from _from_to(tree, candidate, (start, tree.tokens[i].end), "last")
    for i in tags.first_words(first + 1, tree.at(end)):
        yield from _from_to(tree, candidate, (tree.tokens[i].start, end), "first")


def _from_to(tree: Tree, candidate: Candidate, bounds: Bounds, why: str) -> Iterator[Candidate]:
    trimmed = tree.trim(*bounds)
    if trimmed is not None:
        content = (*candidate.content[:-1], tree.whole(trimmed))
        yield candidate._replace(extent=why, content=content)


def goes_on(tree: Tree, candidate: Candidate) -> tuple[Bounds, ...]:
    """The content with a second verb that only what is told can have: "said that the line would
    close, but would open again".

    The parse may hang such a verb on the cue, or the content be taken to end before it. Without a
    subject of its own, under the same "would", after a cue that has none, it is told too.
    """
    content = candidate.content
    end = content[-1][1]
    if content[-1][0] < tree.tokens[candidate.cue].start or not _modal(tree, candidate.head):
        return content
    inside = range(tree.at(content[-1][0]), tree.at(end))
    for verb in (*tree.children(candidate.cue, "conj"), *tree.children(candidate.head, "conj")):
        begins = tree.at(end)
        bare = not any(tree.tokens[k].dep.startswith("nsubj") for k in tree.kids[verb])
        alike = _modal(tree, verb) == _modal(tree, candidate.head) != _modal(tree, candidate.cue)
        if verb not in inside and bare and alike and _follows(tree, begins, verb):
            bounds = tree.trim(content[-1][0], tree.tokens[tree.right(verb)].end)
            return (*content[:-1], tree.whole(bounds)) if bounds else content
    return content


def _modal(tree: Tree, verb: int) -> str:
    """The "would" or "will" that a verb stands under."""
    found = (tree.tokens[k] for k in tree.children(verb, "aux") if tree.tokens[k].tag == "MD")
    return next((t.text.lower() for t in found), "")


def _follows(tree: Tree, begins: int, verb: int) -> bool:
    """Whether nothing but a comma, "and" or "but", and what goes with the verb stands before it."""
    between = range(begins, max(begins, tree.left(verb)))
    return verb > begins and all(tree.tokens[i].dep in ("punct", "cc") for i in between)
