"""Whose words or thoughts a cue reports: the noun phrase that stands for the source."""

from typing import NamedTuple

from crosswire.stages.quote.tree import Bounds, Tree

# Verbs whose object, not subject, does what the infinitive under them says.
_OBJECT_CONTROL = frozenset(
    [
        "ask",
        "urge",
        "tell",
        "order",
        "persuade",
        "force",
        "want",
        "expect",
        "allow",
        "get",
        "lead",
        "press",
        "push",
        "encourage",
        "call",
        "invite",
        "advise",
        "direct",
        "require",
        "quote",
        "cite",
        "hear",
        "help",
        "let",
        "make",
        "see",
        "watch",
    ]
)
_TO_THE_OBJECT = frozenset(["of", "for", "from", "into", "as"])
"""Prepositions after which the object acts: "accused her of plotting", "quoted her as saying"."""
_REPORTED_PASSIVE = frozenset(["quote", "cite", "report", "hear", "record", "film", "overhear"])
# Verbs whose object is somebody else's fear, claim or demand.
_OF_OTHERS = frozenset(
    [
        "cause", "raise", "spark", "fuel", "stoke", "prompt", "trigger", "ignite", "draw",
        "provoke", "fan", "heighten", "ease", "allay", "dismiss", "deny", "reject", "dispute",
        "face", "hear", "receive", "get", "increase", "counter", "rebut", "ignore", "face",
        "address", "consider", "echo", "note", "resist", "defy", "meet", "attract", "refute",
    ]
)  # fmt: skip
_UTTERING = frozenset(
    ["say", "add", "note", "promise", "vow", "warn", "argue", "insist", "suggest", "claim", "deny"]
)
_LINKS = ("aux", "auxpass", "xcomp", "conj", "advcl", "ccomp", "pcomp", "acl", "relcl", "dep")
_AFTER = ("relcl", "acl", "appos", "punct", "parataxis", "advcl", "cc", "ccomp", "dep")


class Holder(NamedTuple):
    """The source of a cue: its nearest words, and the token to resolve (for "who": its noun)."""

    word: int
    stands_for: int


def holder(tree: Tree, cue: int, kind: str = "") -> Holder | None:
    """Who says or thinks what the cue reports; None when the text names nobody."""
    found = _found(tree, cue, kind)
    if found is None and kind.startswith(("front", "around", "split")):
        found = _inverted(tree, cue)
    if found is None or (_pleonastic(tree, found) and kind != "direct"):
        return None
    stands_for = _antecedent(tree, found)
    # "A letter that says …": unlike "who", the word says nothing of what its noun is.
    said = tree.tokens[found].text.lower()
    return Holder(stands_for if said == "that" else found, stands_for)


def _found(tree: Tree, cue: int, kind: str) -> int | None:
    token = tree.tokens[cue]
    if token.text.lower() == "according":
        return _of_according(tree, cue)
    if token.pos in ("VERB", "AUX"):
        if kind.startswith(("raised", "passive")) or token.lemma in ("seem", "appear"):
            return _passive_source(tree, cue)
        found = subject(tree, cue)
        if found is not None and tree.quoted[found] and not tree.quoted[cue]:
            return _outside(tree, cue)
        return _above_a_thing(tree, cue, found)
    if token.pos == "NOUN":
        return _of_noun(tree, cue)
    return subject(tree, token.head) if token.head != cue else None


def _above_a_thing(tree: Tree, cue: int, found: int | None) -> int | None:
    """Whose words a coordinated cue tells when its nearest subject is a thing.

    "She believes the plan will hold and said …", "he said the land was sold and promised …": the
    parse ties the second verb to the inner clause, whose subject can say and promise nothing.
    """
    if tree.tokens[cue].dep != "conj" or tree.has(cue, "nsubj", "nsubjpass") is not None:
        return found
    if tree.tokens[cue].lemma not in _UTTERING or (found is not None and _may_speak(tree, found)):
        return found
    for verb in tree.up(cue):
        above = tree.nearest(verb, "nsubj")
        if above is not None and above != found and above < cue and _may_speak(tree, above):
            return above
    return found


def _may_speak(tree: Tree, i: int) -> bool:
    """A name, a pronoun for people, or a plural of people; not a single thing."""
    token = tree.tokens[i]
    if token.pos == "PRON":
        return token.text.lower() not in ("it", "this", "that", "these", "those", "which")
    return token.pos == "PROPN" or tree.has(i, "appos") is not None


def _inverted(tree: Tree, cue: int) -> int | None:
    """The noun phrase right after a cue that follows its content: "…, vows the mayor"."""
    after = cue + 1
    while after < len(tree.tokens) and tree.tokens[after].pos in ("DET", "ADJ", "ADV"):
        after += 1
    if after >= len(tree.tokens) or tree.tokens[after].pos not in ("PROPN", "NOUN", "PRON"):
        return None
    while tree.tokens[after].dep == "compound" and tree.tokens[after].head > after:
        after = tree.tokens[after].head
    return after


def _outside(tree: Tree, cue: int) -> int | None:
    """The nearest subject before a cue that stands outside quotation marks, in its sentence."""
    start = tree.at(tree.sentence(cue)[0])
    for i in range(cue - 1, start - 1, -1):
        if tree.tokens[i].dep == "nsubj" and not tree.quoted[i]:
            return i
    return None


def _pleonastic(tree: Tree, i: int) -> bool:
    """Whether this is the "it" of "it is clear that", or "there"."""
    token = tree.tokens[i]
    if token.text.lower() == "there":
        return True
    verb = tree.tokens[token.head]
    return token.text.lower() == "it" and (
        verb.lemma in ("be", "seem", "appear", "remain", "become", "turn") or token.dep == "expl"
    )


def subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    """The subject of a verb, borrowed from the verb above where it has none of its own."""
    own = tree.nearest(verb, "nsubj")
    if own is not None:
        root = _verbless(tree, verb)
        return _not_an_object(tree, verb, own) if root is None else root
    if tree.has(verb, "nsubjpass") is not None:
        return _passive_source(tree, verb)
    if tree.has(verb, "expl", "csubj") is not None or depth > 4:
        return None
    return _borrowed(tree, verb, depth)


def _not_an_object(tree: Tree, verb: int, own: int) -> int:
    """The subject, unless it is the object of a preposition that the parse left bare.

    In "A statement issued after the talks criticised …" both nouns may be read as subjects.
    """
    others = [k for k in tree.children(verb, "nsubj") if k < own]
    before = tree.left(own) - 1
    if others and before >= 0 and tree.tokens[before].pos in ("ADP", "SCONJ"):
        return others[-1] if tree.has(before, "pobj", "pcomp") is None else own
    return own


def _verbless(tree: Tree, verb: int) -> int | None:
    """The noun that a sentence without a main verb was read to be about.

    "A statement issued after the talks criticised …" is at times parsed with the talks as the
    subject and nothing said of the statement; a sentence has a main verb, so it is this one.
    """
    token = tree.tokens[verb]
    head = tree.tokens[token.head]
    if token.dep != "advcl" or head.dep != "acl" or head.tag != "VBN":
        return None
    root = tree.tokens[head.head]
    return head.head if root.head == head.head and root.pos in ("NOUN", "PROPN") else None


def _passive_source(tree: Tree, verb: int) -> int | None:
    """Who did it: "by X"; or the one reported as saying, in "X was quoted as saying"."""
    agent = tree.has(verb, "agent")
    if agent is not None:
        return tree.has(agent, "pobj")
    if tree.tokens[verb].lemma in _REPORTED_PASSIVE:
        return tree.has(verb, "nsubjpass")
    return None


def _antecedent(tree: Tree, own: int) -> int:
    """Whom "who" and "which" stand for: the noun their clause hangs on."""
    token = tree.tokens[own]
    if token.tag not in ("WP", "WDT"):
        return own
    for verb in tree.up(own):
        clause = tree.tokens[verb]
        if clause.dep == "relcl":
            return clause.head
        if clause.dep not in ("conj", "xcomp", "aux", "advcl", "ccomp"):
            break
    return own


def _borrowed(tree: Tree, verb: int, depth: int) -> int | None:
    """A subject from the words a verb hangs on: "asked to say", "a letter saying", "after saying"."""
    token = tree.tokens[verb]
    if token.head == verb or token.dep not in _LINKS:
        return None
    if _participle(tree, verb):
        return _passive_source(tree, verb)
    if token.dep in ("acl", "relcl"):
        return _modified(tree, verb)
    if token.dep == "pcomp":
        return _through_preposition(tree, token.head, depth)
    return _from_above(tree, verb, depth)


def _modified(tree: Tree, verb: int) -> int | None:
    """The noun that a participle or infinitive modifies, or whose thing that noun is."""
    token = tree.tokens[verb]
    head = tree.tokens[token.head]
    if head.pos in ("NOUN", "PROPN", "PRON") and token.tag == "VBG":
        return token.head
    return _of_noun(tree, token.head) if head.pos == "NOUN" else None


def _from_above(tree: Tree, verb: int, depth: int) -> int | None:
    """The subject, or the object that is told to act, of the verb above."""
    token = tree.tokens[verb]
    head = tree.tokens[token.head]
    if head.pos not in ("VERB", "AUX"):
        return subject(tree, head.head, depth + 1) if head.pos == "ADJ" else None
    if token.dep == "xcomp" and head.lemma in _OBJECT_CONTROL:
        told = tree.has(token.head, "dobj", "dative", "nsubjpass")
        if told is not None:
            return told
    if _comments(tree, verb):
        return subject(tree, head.head, depth + 1)
    if token.dep in ("xcomp", "advcl", "ccomp"):
        passive = tree.has(token.head, "nsubjpass")
        if passive is not None:
            return passive
    if token.dep == "ccomp" and token.tag not in ("VBG", "VB"):
        return None
    return subject(tree, token.head, depth + 1)


def _comments(tree: Tree, verb: int) -> bool:
    """Whether ", calling it …" after a clause within another is the outer subject's.

    "The editor took no stand on whether Dane should be removed, calling that …": the parse ties the
    comment to the clause nearest to it, of which nobody acts in it, or it only asks.
    """
    token = tree.tokens[verb]
    inner = tree.tokens[token.head]
    inside = token.tag == "VBG" and token.dep == "advcl" and inner.dep in ("ccomp", "pcomp")
    if not inside or token.head > verb or tree.tokens[verb - 1].text != ",":
        return False
    asked = any(tree.tokens[k].text.lower() == "whether" for k in tree.children(token.head, "mark"))
    return asked or tree.has(token.head, "nsubjpass") is not None


def _participle(tree: Tree, verb: int) -> bool:
    """Whether a verb is a passive participle ("asked about …"), not a tense ("having said")."""
    token = tree.tokens[verb]
    if any(tree.tokens[k].lemma == "have" for k in tree.children(verb, "aux")):
        return False
    opens = token.start == tree.sentence(verb)[0]
    return (token.tag == "VBN" and token.dep in ("advcl", "acl")) or (
        opens and token.tag in ("VBN", "VBD")
    )


def _through_preposition(tree: Tree, preposition: int, depth: int) -> int | None:
    """The subject of "after saying", "in announcing", "accused of plotting"."""
    above = tree.tokens[preposition].head
    if tree.tokens[above].pos in ("VERB", "AUX"):
        given = tree.has(above, "dobj", "nsubjpass")
        if given is not None and tree.tokens[preposition].lemma in _TO_THE_OBJECT:
            return given
        return subject(tree, above, depth + 1)
    return None


def _of_noun(tree: Tree, noun: int) -> int | None:
    """Whose claim it is: "his claim", "the claim by X", "Russian claims", "X made the claim"."""
    owner = tree.has(noun, "poss")
    if owner is not None:
        return owner
    for k in tree.children(noun, "prep", "agent"):
        if tree.tokens[k].lemma in ("by", "from", "among"):
            return tree.has(k, "pobj")
    named = [
        k for k in tree.children(noun, "compound", "amod", "nmod") if tree.tokens[k].pos == "PROPN"
    ]
    if named:
        return named[-1]
    token = tree.tokens[noun]
    above = tree.tokens[token.head]
    if token.dep in ("dobj", "attr") and above.pos in ("VERB", "AUX"):
        return None if above.lemma in _OF_OTHERS else subject(tree, token.head)
    if token.dep == "pobj":
        verb = tree.tokens[token.head].head
        if tree.tokens[verb].pos in ("VERB", "AUX") and tree.tokens[token.head].lemma in (
            "in", "with", "of", "on",
        ):  # fmt: skip
            return subject(tree, verb)
    return None


def _of_according(tree: Tree, cue: int) -> int | None:
    to = tree.has(cue, "prep")
    return tree.has(to if to is not None else cue, "pobj")


def phrase(tree: Tree, head: int) -> Bounds | None:
    """The noun phrase of ``head``: its words without relative clauses and appositions."""
    first, last = tree.left(head), head
    for k in sorted(tree.kids[head]):
        if k < head:
            continue
        if tree.tokens[k].dep in _AFTER:
            if tree.tokens[k].dep == "cc":
                continue
            break
        last = tree.right(k)
    for k in tree.kids[head]:
        if k < head and tree.tokens[k].dep in ("relcl", "acl", "advcl", "parataxis"):
            first = max(first, tree.right(k) + 1)
    while first < head and _of_words_before(tree, first):
        first += 1
    return tree.words(_hyphened(tree, min(first, head)), last)


def _hyphened(tree: Tree, first: int) -> int:
    """The first token with what a hyphen ties to it, and its "the" or "her": "his ex-wife"."""
    tokens, start = tree.tokens, first
    while start > 1 and tokens[start - 1].text == "-" and tree.touching(start - 2, start):
        start -= 2
    tied = 0 < start < first and tokens[start - 1].tag in ("DT", "PRP$")
    return start - 1 if tied else start


def _of_words_before(tree: Tree, i: int) -> bool:
    """Whether a token ends words in marks that began before it: "…," Ana Ruiz said."""
    run = tree.run_at(tree.tokens[i].start)
    return run is not None and run.start < tree.tokens[i].start
