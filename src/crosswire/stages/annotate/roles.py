"""Roles: "the finance minister", "Norland's top diplomat", and whom the text says holds them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crosswire.stages.annotate.gazetteer import (
    Gender,
    Office,
    fold,
    offices,
    place,
    regions,
    word_list,
)
from crosswire.stages.annotate.name import TITLES, Name
from crosswire.stages.annotate.view import View

SINGULAR = frozenset(
    (
        *("president", "president-elect", "vice president", "prime minister", "first minister"),
        *("chancellor", "foreign minister", "defence minister", "finance minister"),
        *("interior minister", "attorney general", "governor", "mayor", "house speaker"),
        *("king", "queen", "pope", "emperor", "sultan", "emir", "supreme leader"),
    )
)
"""Offices of which a country or body has one at a time."""

_WORD = re.compile(r"[^\W_](?:[\w.&’'-]*[\w.])?")
_AFTER = frozenset(("of", "for", "at", "to", "in"))


@dataclass(frozen=True, slots=True)
class Role:
    """What a wording of a role says."""

    words: str
    office: str
    of: frozenset[str]
    """Countries, regions and bodies it names or implies, folded."""
    former: bool = False
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A role at tokens ``first`` to ``last`` (exclusive), and how the text uses it."""

    first: int
    last: int
    head: int
    role: Role
    use: Literal["of a name", "definite", "indefinite"]
    holder: int | None = None
    """Index of the name it introduces."""
    more: str = ""
    """What the name is followed by and the role takes in: " of Norland"."""


def fits(asked: Role, held: Role) -> bool:
    """Whether a person known by ``held`` may be meant by ``asked``."""
    if asked.former != held.former or asked.office != held.office:
        return False
    if not asked.of <= held.of:
        return False
    return bool(asked.of) or asked.words == held.words


@cache
def role_of(words: str) -> Role | None:
    """The role that ``words`` name, with the country or body they name it of."""
    parts = [m.group() for m in _WORD.finditer(words.replace("ex-", "ex "))]
    low = [re.sub(r"['’]s?$", "", p).lower() for p in parts]
    found = _last_office(low)
    if found is None:
        return None
    start, end, office = found
    if "next" in low[:start]:
        return None  # nobody's yet
    left, right = parts[:start], parts[end:]
    top = office.office == "diplomat" and {"top", "chief"} & set(low[:start])
    lesser = start > 0 and low[start - 1] in word_list("lesser holders")
    of = {*_named(left), *(_named(right) if right and right[0].lower() in _AFTER else ())}
    return Role(
        words="top diplomat" if top else office.words,
        office="foreign minister" if top else ("deputy " if lesser else "") + office.office,
        of=frozenset(of or ({fold(office.country)} if office.country else ())),
        former=bool(word_list("past holders") & set(low[:start])),
        gender=office.gender,
    )


def _last_office(low: Sequence[str]) -> tuple[int, int, Office] | None:
    found = None
    i = 0
    while i < len(low) and not (found and low[i] in (*_AFTER, "and", "who")):
        most = min(5, len(low) - i)
        match = next((n for n in range(most, 0, -1) if tuple(low[i : i + n]) in offices()), None)
        if match:
            found = (i, i + match, offices()[tuple(low[i : i + match])])
            i += match
        else:
            i += 1
    return found


def _named(parts: Sequence[str]) -> Iterator[str]:
    """Countries, regions and bodies among ``parts``, folded, longest first."""
    i = 0
    while i < len(parts):
        for n in (3, 2, 1):
            words = " ".join(parts[i : i + n])
            known = place(words)
            region = regions().get(fold(words))
            if i + n <= len(parts) and parts[i][:1].isupper() and (known or region):
                yield fold(known.country) if known else fold(region or "")
                i += n - 1
                break
        else:
            if parts[i][:1].isupper() and len(parts[i]) > 1 and parts[i] != "The":
                yield fold(parts[i])
        i += 1


def find_roles(view: View, names: Sequence[Name]) -> list[Held]:
    """Every role the text names, in reading order, with the name it introduces if any."""
    cover = {i: k for k, n in enumerate(names) for i in range(n.first, n.last)}
    found: list[Held] = []
    for first, last in _offices_in(view, names, cover):
        if found and first < found[-1].last:
            continue
        held = _held(view, names, cover, first, last)
        if held:
            found.append(held)
    return found


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for words in sorted((o.words for o in offices().values()), key=len, reverse=True):
        key = re.split(r"[\s-]", words)[0]
        found[key] = (*found.get(key, ()), words)
    return found


def _offices_in(
    view: View, names: Sequence[Name], cover: dict[int, int]
) -> Iterator[tuple[int, int]]:
    low = view.text.lower()
    if len(low) != len(view.text):
        # A letter whose lower case is longer would shift every offset after it.
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in view.text)
    for i, token in enumerate(view.tokens):
        for words in _by_first_word().get(token.text.lower(), ()):
            end = token.start + len(words)
            if low.startswith(words, token.start) and not low[end : end + 1].isalnum():
                last = view.tokens_in(token.start, end).stop
                if not (
                    _inside_name(names, cover, i, last) or _surname(view, names, cover, i, last)
                ):
                    yield i, last
                break


def _inside_name(names: Sequence[Name], cover: dict[int, int], first: int, last: int) -> bool:
    k = cover.get(first)
    return k is not None and not (first <= names[k].first and names[k].last <= last)


def _country_after(view: View, names: Sequence[Name], cover: dict[int, int], holder: int) -> str:
    """ "President Orso Venn of Norland": the country that follows a name with an office."""
    after = names[holder].last
    k = after + (2 if view.lower(after + 1) == "the" else 1)
    of = view.lower(after) == "of" and k in cover and names[cover[k]].label == "GPE"
    return f" of {names[cover[k]].words(view)}" if of else ""


def _surname(
    view: View, names: Sequence[Name], cover: dict[int, int], first: int, last: int
) -> bool:
    """Whether the word is a person's name here: Ms King is no king, and "the King" is one."""
    k = cover.get(first)
    if k is None or names[k].label != "PERSON" or (names[k].first, names[k].last) != (first, last):
        return False
    return view.lower(first - 1) not in ("the", "this", "that", "a", "an")


def _held(
    view: View, names: Sequence[Name], cover: dict[int, int], first: int, last: int
) -> Held | None:
    head = last - 1 if view.lower(first + 1) not in _AFTER else first
    right = _with_body(view, names, cover, last)
    left, article = _left_edge(view, names, cover, first)
    role = role_of(
        " ".join(view.text[view.tokens[left].start : view.tokens[right - 1].end].split())
    )
    if role is None or _modifies(view, cover, head, right):
        return None
    holder = _holder(view, names, cover, (left, right), article)
    if holder is not None:
        more = "" if role.of else _country_after(view, names, cover, holder)
        return Held(left, right, head, role, "of a name", holder, more)
    if article == "" and not (role.of and view.tokens[head].dep == "nsubj"):
        return None
    if article == "own":
        return None
    return Held(left, right, head, role, "indefinite" if article == "a" else "definite")


def _with_body(view: View, names: Sequence[Name], cover: dict[int, int], last: int) -> int:
    """Take in "of Norland", "of the Harbour Union" after the role."""
    k = last
    if view.lower(k) not in ("of", "for", "at"):
        return last
    k += 2 if view.lower(k + 1) == "the" else 1
    named = cover.get(k)
    if named is None:
        return _unread_body(view, k) or last
    if names[named].label == "PERSON":
        return last
    # "the leader of Norland's Reform party" leads the party, not the country.
    owns = view.lower(names[named].last) in ("'s", "’s", "'", "’")
    return last if owns else names[named].last


def _unread_body(view: View, k: int) -> int | None:
    """Where letters that no model took for a name end: "president of the A.F.L.-C.I.O."."""
    word = view.tokens[k].text if k < len(view.tokens) else ""
    letters = sum(c.isupper() for c in word)
    return k + 1 if letters > 1 and letters * 2 >= sum(c.isalpha() for c in word) else None


def _left_edge(
    view: View, names: Sequence[Name], cover: dict[int, int], first: int
) -> tuple[int, str]:
    """Where the role's noun phrase begins, and its article: the, a, own (his) or none."""
    j = first
    begin = view.sentences[view.sentence_of[first]][0]
    while j > 0 and first - j < 9 and view.tokens[j - 1].start >= begin:
        if j - 1 in view.furniture:
            return j, ""
        named = cover.get(j - 1)
        if named is not None and names[named].label != "PERSON":
            j = names[named].first
        elif named is None and _describes(view, j - 1):
            j -= 1
        else:
            return _article(view, names, cover, j)
    return _whole_word(view, j), ""


def _article(view: View, names: Sequence[Name], cover: dict[int, int], j: int) -> tuple[int, str]:
    word = view.lower(j - 1)
    if word in ("'s", "’s", "'", "’"):
        return _owned(view, names, cover.get(j - 2), j)
    if word in ("the", "this", "that") and view.tokens[j - 1].tag == "DT":
        return j - 1, "the"
    if word in ("a", "an"):
        return j - 1, "a"
    if view.tokens[j - 1].tag == "PRP$":
        return j, "own"
    return _whole_word(view, j), ""


def _whole_word(view: View, j: int) -> int:
    """ "then-mayor", "ex-wife": the hyphen's other half belongs to it."""
    if view.lower(j) != "-":
        return j
    glued = j > 0 and view.tokens[j - 1].end == view.tokens[j].start
    return j - 1 if glued else j + 1


def _owned(view: View, names: Sequence[Name], owner: int | None, j: int) -> tuple[int, str]:
    """ "Norland's", "the Post's": the owner belongs to the role, unless it is a person."""
    if owner is None or names[owner].label == "PERSON":
        return j, "own"
    first = names[owner].first
    return (first - 1 if view.lower(first - 1) == "the" else first), "the"


def _describes(view: View, i: int) -> bool:
    token = view.tokens[i]
    if token.text == "-" or token.text.lower() in word_list("before offices"):
        return True
    return token.pos in ("ADJ", "NOUN", "PROPN", "NUM") and token.text.lower() not in TITLES


def _modifies(view: View, cover: dict[int, int], head: int, right: int) -> bool:
    """ "the governor race": the role only says what kind of race it is."""
    token = view.tokens[head]
    above = view.tokens[token.head]
    return token.dep == "compound" and token.head >= right and token.head not in cover and (
        above.pos == "NOUN"
    )  # fmt: skip


def _holder(
    view: View,
    names: Sequence[Name],
    cover: dict[int, int],
    role: tuple[int, int],
    article: str,
) -> int | None:
    """The name that stands before, in apposition to, or is said to hold the role."""
    left, right = role
    following = cover.get(right + 1 if view.lower(right) in TITLES else right)
    if following is not None and names[following].label == "PERSON":
        return None if _relative_clause(view, names[following], role) else following
    if view.lower(right) == "and" and article == "":
        return _named_after_and(view, names, cover, right + 1)
    before = cover.get(left - 2) if view.lower(left - 1) == "," else None
    if before is not None and names[before].label == "PERSON" and _closes(view, right):
        return before
    after = cover.get(right + 1) if view.lower(right) == "," else None
    if after is not None and names[after].label == "PERSON" and article in ("the", "own"):
        head = view.tokens[view.head_of(names[after].first, names[after].last)]
        if head.dep == "appos" and left <= head.head < right:
            return after
    return _named_by_verb(view, names, cover, role)


def _relative_clause(view: View, name: Name, role: tuple[int, int]) -> bool:
    """ "the minister Okoro worked for" is not Okoro."""
    token = view.tokens[view.head_of(name.first, name.last)]
    verb = view.tokens[token.head]
    return token.dep == "nsubj" and verb.dep == "relcl" and role[0] <= verb.head < role[1]


def _named_after_and(
    view: View, names: Sequence[Name], cover: dict[int, int], begin: int
) -> int | None:
    """ "mayor and Senate candidate Ines Okoro": both roles are hers."""
    k = begin
    while k < min(begin + 8, len(view.tokens)):
        named = cover.get(k)
        if named is not None and names[named].label == "PERSON":
            return named if k > begin else None
        if named is None and not _describes(view, k):
            return None
        k = k + 1 if named is None else names[named].last
    return None


def _closes(view: View, right: int) -> bool:
    """Whether an apposition may end here: a mark or more about the role, but no verb."""
    if right >= len(view.tokens):
        return True
    token = view.tokens[right]
    return token.pos in ("PUNCT", "ADP", "SCONJ", "CCONJ", "PRON", "SPACE") or token.tag == "WP"


def _named_by_verb(
    view: View, names: Sequence[Name], cover: dict[int, int], role: tuple[int, int]
) -> int | None:
    """ "Ines Okoro is the finance minister"."""
    head = view.tokens[view.head_of(*role)]
    verb = view.tokens[head.head]
    if head.dep != "attr" or verb.text.lower() not in ("is", "'s", "’s"):
        return None
    for child in view.children[head.head]:
        named = cover.get(child)
        if view.tokens[child].dep == "nsubj" and named is not None:
            return named if names[named].label == "PERSON" else None
    return None
