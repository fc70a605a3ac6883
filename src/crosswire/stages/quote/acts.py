"""Whether a report tells words, a thought, or only what was spoken of.

"He said that the bridge is closed" tells what he said; "he hopes to close the bridge" tells no
words of his; "he spoke of the bridge" and "he declined to say when" tell no words either. Quoted
words are speech unless their cue says that they were not spoken. A cue is speech only when its
lemma is listed in ``data/acts.txt``: a wish printed as a saying is worse than a saying missed.
"""

from functools import cache
from importlib.resources import files

from crosswire.records.quotation import Act
from crosswire.stages.quote.indirect import Candidate
from crosswire.stages.quote.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NOBODY = frozenset(["no", "nobody", "none", "neither", "nothing"])
_BESIDES = frozenset(["only", "just", "merely", "alone", "least"])
"""What makes more of "not": "not only the mayor said"."""
_TIMES = frozenset(["after", "before", "when", "while", "because", "since", "although", "until"])
"""What begins a clause of time or cause: "announced the cut, just after he signed …"."""
_REFUSING = frozenset(["decline", "refuse"])
"""What one does who says nothing: "declined to comment"."""
_SELF = frozenset(["ask", "request", "plead", "apply", "petition"])
"""Verbs that direct someone only when they name whom: "asked to leave" is a wish."""


@cache
def lemmas(group: str) -> frozenset[str]:
    """A list of lemmas by its name in the table."""
    whole = (files("crosswire.stages.quote") / "data" / "acts.txt").read_text(encoding="utf-8")
    lines = (line for line in whole.splitlines() if line and not line.startswith("#"))
    return frozenset(dict(line.split(": ", 1) for line in lines)[group].split())


def act_of(tree: Tree, found: Candidate, *, quoted: bool) -> Act:
    """What the cue and the shape of its content tell."""
    if _unspoken(tree, found.cue):
        return Act.TOPIC
    lemma = _lemma(tree, found.cue)
    if lemma in _REFUSING and _lemma(tree, found.head) in lemmas("verbs of saying"):
        return Act.TOPIC
    if quoted:
        return _of_quoted(tree, found.cue, lemma)
    if lemma in lemmas("rulings") and _lemma(tree, found.head) in lemmas("what is ruled on"):
        return Act.DEED
    group = {"NOUN": "nouns of saying", "ADJ": "adjectives of saying"}.get(
        tree.tokens[found.cue].pos, "verbs of saying"
    )
    if lemma not in lemmas(group) and lemma not in lemmas("verbs of asking"):
        return Act.TOPIC if lemma in lemmas("spoken of") else _silent(tree, found, lemma)
    return Act.SPEECH if _tells(tree, found, lemma) else Act.TOPIC


def _of_quoted(tree: Tree, cue: int, lemma: str) -> Act:
    """Words in marks are said, but for those of a wish or of a thing: its principle of "…"."""
    if lemma in lemmas("wishes"):
        return Act.THOUGHT
    noun = tree.tokens[cue].pos == "NOUN"
    return Act.TOPIC if noun and lemma not in lemmas("nouns of saying") else Act.SPEECH


def _silent(tree: Tree, found: Candidate, lemma: str) -> Act:
    """A thought, or a deed: a verb that is none of saying and governs a thing."""
    thing = tree.tokens[found.head].pos not in ("VERB", "AUX")
    verb = tree.tokens[found.cue].pos == "VERB"
    felt = lemma in lemmas("wishes") or lemma in lemmas("feelings")
    return Act.DEED if thing and verb and not felt else Act.THOUGHT


def _tells(tree: Tree, found: Candidate, lemma: str) -> bool:
    """Whether the content is what was said: a clause, a demand, or a name given to something."""
    if found.kind.startswith("according"):
        return found.kind == "according" or _clause(tree, found)
    if found.kind.startswith(("dobj+", "oprd")) and lemma in lemmas("verbs of naming"):
        # "what they call the water tax" names a thing; nobody is told to have said it.
        return not any(tree.tokens[k].tag == "WP" for k in tree.kids[found.cue])
    if _infinitive(tree, found.head) or _small_clause(tree, found):
        directs = lemma in lemmas("verbs of asking") and tree.tokens[found.cue].pos == "VERB"
        return directs and (lemma not in _SELF or _directed(tree, found))
    return _clause(tree, found)


def _clause(tree: Tree, found: Candidate) -> bool:
    """Whether the content is a clause with a subject and a finite verb of its own."""
    if found.kind.endswith(("relcl", "pobj")) or found.kind.startswith(
        ("dobj", "passive", "advcl")
    ):
        return False
    if found.kind.startswith(("front", "split", "around", "apart")):
        return _within(tree, found) and tree.tokens[found.head].pos in ("VERB", "AUX")
    if any(tree.tokens[k].text.lower() in _TIMES for k in tree.children(found.head, "mark")):
        return False
    head = tree.tokens[found.head]
    own = any(tree.tokens[k].dep in _SUBJECTS for k in tree.kids[found.head])
    aux = any(tree.tokens[k].tag in _FINITE for k in tree.kids[found.head])
    # "the fair cost too much": a form that is infinitive and past alike may be tagged as either.
    return own and (aux or head.tag in (*_FINITE, "VB", "VBN"))


def _within(tree: Tree, found: Candidate) -> bool:
    """Whether the content holds the clause's own verb, not only what is left beside it."""
    at = tree.tokens[found.head].start
    return any(start <= at < end for start, end in found.content)


def _infinitive(tree: Tree, head: int) -> bool:
    return any(tree.tokens[k].text.lower() == "to" for k in tree.children(head, "aux"))


def _small_clause(tree: Tree, found: Candidate) -> bool:
    """Whether an object goes on to an infinitive: "urged the council to act"."""
    after = tree.children(found.cue, "xcomp", "ccomp", "advcl")
    return found.kind == "dobj+" and any(_infinitive(tree, k) for k in after if k > found.head)


def _directed(tree: Tree, found: Candidate) -> bool:
    """Whether it is said who is asked: "asked the court to rule"."""
    told = tree.children(found.cue, "dobj", "dative", "nsubjpass")
    return bool(told) or tree.has(found.head, "nsubj") is not None


def _unspoken(tree: Tree, cue: int) -> bool:
    """Whether nothing was said yet or at all: "did not say", "will ask", "declined to say"."""
    kids = [tree.tokens[k] for k in tree.kids[cue]]
    if any(k.dep == "neg" or (k.tag == "MD" and k.dep == "aux") for k in kids):
        return True
    if any(_nobody(tree, k) for k in tree.children(cue, "nsubj")):
        return True
    token = tree.tokens[cue]
    to = any(k.text.lower() == "to" and k.dep == "aux" for k in kids)
    if not to or token.head == cue:
        return False
    above = tree.tokens[token.head]
    return above.pos in ("ADJ", "NOUN") or above.lemma.lower() in lemmas("leave unsaid")


def _nobody(tree: Tree, subject: int) -> bool:
    """ "Nobody", "no minister", "neither the council nor the mayor", "not one of them"."""
    if tree.tokens[subject].text.lower() in _NOBODY:
        return True
    before = (k for k in tree.children(subject, "det", "preconj", "neg") if k < subject)
    return any(
        tree.tokens[k].text.lower() in _NOBODY
        or (
            tree.tokens[k].text.lower() == "not" and tree.tokens[k + 1].text.lower() not in _BESIDES
        )
        for k in before
    )


def _lemma(tree: Tree, cue: int) -> str:
    return tree.tokens[cue].lemma.lower()
