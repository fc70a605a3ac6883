"""Who is who among an article's names: wordings that stand for one person, body or place."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crosswire.stages.annotate.gazetteer import (
    Gender,
    fold,
    gender_of,
    place,
    regions,
    same_given,
    word_list,
)
from crosswire.stages.annotate.name import TITLES, Name
from crosswire.stages.annotate.names import initials
from crosswire.stages.annotate.view import View

_SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))
_BODY_OF = re.compile(r"^(department|ministry|bureau|office) (?:of|for) (?:the )?(.+)$")


@dataclass(slots=True)
class Someone:
    """A person, body or place of the article while its mentions are gathered."""

    label: str
    name: str
    order: int
    forms: Counter[str] = field(default_factory=Counter)
    because: dict[str, None] = field(default_factory=dict)
    votes: Counter[Gender] = field(default_factory=Counter)
    parts: tuple[str, ...] = ()
    """A person's name, folded, a word each, without suffix."""
    suffix: str = ""
    titles: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    """Wordings of roles the text gives this person, as in "the finance minister"."""
    role_only: bool = False

    @property
    def gender(self) -> Gender | None:
        """He or she, when the text or the given name says so."""
        if not self.votes:
            return None
        (best, most), *rest = self.votes.most_common()
        return best if not rest or most > 2 * rest[0][1] else None

    @property
    def titled(self) -> bool:
        """Whether a title in the text says he or she."""
        return any(TITLES.get(t) for t in self.titles)

    def add(self, words: str, because: str = "") -> None:
        """One more mention in these words."""
        self.forms[words] += 1
        if because:
            self.because[because] = None


def gather(view: View, names: Sequence[Name]) -> dict[int, Someone]:
    """Index of each name → whom it stands for; fullest names first, then the shorter ones."""
    owners: dict[int, Someone] = {}
    people: list[Someone] = []
    others: dict[str, Someone] = {}
    order = sorted(range(len(names)), key=lambda k: (_rank(view, names[k]), k))
    for k in order:
        words = names[k].words(view)
        if names[k].label == "PERSON":
            owners[k] = _person(view, names, k, people, owners)
        else:
            owners[k] = _other(words, names[k], others)
    _link_acronyms(view, names, owners)
    return owners


def _rank(view: View, name: Name) -> int:
    """Full names before surnames, and longer bodies before their acronyms."""
    return -min(3, name.last - name.first) if name.label == "PERSON" else 0


def name_parts(words: str) -> tuple[tuple[str, ...], str]:
    """A person's name as folded words, and a suffix such as "jr"."""
    parts = [p for p in fold(words.replace(",", " ")).split() if p]
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in _SUFFIX else ""
    while len(parts) > 1 and (parts[0] in TITLES or parts[0] + "." in TITLES):
        parts.pop(0)
    return tuple(parts), suffix


def _person(
    view: View,
    names: Sequence[Name],
    k: int,
    people: list[Someone],
    owners: dict[int, Someone],
) -> Someone:
    words = names[k].words(view)
    parts, suffix = name_parts(words)
    title = TITLES.get(names[k].title)
    same = [p for p in people if compatible(parts, suffix, p)]
    same = same or [p for p in people if len(parts) == 1 and _by_given_name(parts[0], p)]
    fits = [p for p in same if p.gender in (None, title or p.gender)]
    if len(same) == 1 and not same[0].titled:
        fits = same  # "Ms Okoro" outweighs what Okoro's given name suggests
    found = _only_or_last(fits, k, names, owners, parts)
    if found is None:
        family = _family_name(view, names, k, owners)
        found = Someone("PERSON", words, k, parts=(*parts, *family), suffix=suffix)
        people.append(found)
        given = gender_of(words.split()[0]) if len(parts) > 1 else None
        if given:
            found.votes[given] += 2
    elif found.forms and words not in found.forms:
        found.because[f"{words}: {found.name} in this text"] = None
    found.add(words)
    if title:
        found.votes[title] += 5
    if names[k].title:
        found.titles.add(names[k].title)
    return found


def _family_name(
    view: View, names: Sequence[Name], k: int, owners: dict[int, Someone]
) -> tuple[str, ...]:
    """The surname that "Otto Brandt's son Karl" gives Karl, so that "Brandt" alone may be either."""
    owner = owners.get(k - 1)
    if owner is None or owner.label != "PERSON" or len(names[k].words(view).split()) > 1:
        return ()
    between = [view.lower(i) for i in range(names[k - 1].last, names[k].first)]
    kin = [word for word in between if word in word_list("kin")]
    plain = {"'s", "’s", "'", "’", ",", *word_list("before kin"), *kin}
    possessive = {"'s", "’s", "'", "’"} & set(between)
    return owner.parts[-1:] if kin and possessive and plain.issuperset(between) else ()


def _only_or_last(
    fits: list[Someone],
    k: int,
    names: Sequence[Name],
    owners: dict[int, Someone],
    parts: tuple[str, ...],
) -> Someone | None:
    """The one that fits; of several, the only one without suffix or met before this place."""
    plain = [p for p in fits if not p.suffix]
    if len(fits) > 1 and len(plain) == 1:
        return plain[0]
    if len(fits) > 1 and len(parts) == 1:
        met = [p for p in fits if any(o is p and j < k for j, o in owners.items())]
        same = [p for p in fits if len(p.parts) == 1]
        fits = met if len(met) == 1 else same
    return fits[0] if len(fits) == 1 else None


def compatible(parts: tuple[str, ...], suffix: str, person: Someone) -> bool:
    """Whether a name of these words may be this person's."""
    mine = person.parts
    if not parts or not mine:
        return False
    if len(parts) == 1:
        apart = bool(person.suffix) and not suffix and _told_apart(person)
        last = parts[0] in (mine[-1], " ".join(mine))
        return last and not apart and suffix in ("", person.suffix)
    if suffix != person.suffix and (len(mine) > 1 or person.suffix):
        return False
    if len(mine) == 1:
        return parts[-1] == mine[0]
    if parts[-1] == mine[-1] and same_given(parts[0], mine[0]):
        return True
    return mine[-len(parts) :] == parts or parts[-len(mine) :] == mine


def _told_apart(person: Someone) -> bool:
    """Whether the text says "Okoro Jr." for short, so that "Okoro" alone is someone else."""
    return any(len(name_parts(form)[0]) == 1 and name_parts(form)[1] for form in person.forms)


def _by_given_name(word: str, person: Someone) -> bool:
    known = gender_of(word) is not None and len(person.parts) > 1
    return known and same_given(word, person.parts[0])


def body_key(words: str) -> str:
    """A body's or place's name for comparing: aliases of a country, "Department of X" turned."""
    key = fold(words)
    known = place(words)
    if known and known.kind != "people":
        return fold(known.name)
    key = regions().get(key, key).casefold()
    turned = _BODY_OF.match(key)
    if turned:
        key = f"{turned[2]} {turned[1]}"
    parts = key.replace("-", " ").split()
    while len(parts) > 1 and parts[-1] in word_list("corporate endings"):
        parts.pop()
    return " ".join(parts)


def _other(words: str, name: Name, others: dict[str, Someone]) -> Someone:
    key = body_key(words)
    known = place(words)
    if known and known.kind != "people":
        name_label, shown = "GPE", known.country if known.kind == "name" else words
    else:
        name_label, shown = name.label, _whole_region(words, name.label)
    slot = f"X {key.replace(' ', '')}"
    if name_label == "NORP":
        slot = f"NORP {known.country if known else key.removesuffix('s')}"
    found = others.get(slot)
    if found is None:
        found = others[slot] = Someone(name_label, shown, name.first)
    elif words not in found.forms and fold(words) != fold(found.name):
        found.because[f"{words}: another form of {found.name}"] = None
    found.add(words)
    return found


def _whole_region(words: str, label: str) -> str:
    """ "Conn." is Connecticut; a name that only looks like a short form stays."""
    return regions().get(fold(words), words) if label == "GPE" else words


def _link_acronyms(view: View, names: Sequence[Name], owners: dict[int, Someone]) -> None:
    """ "Harbour Workers Union (HWU)" defines HWU; without brackets only one body may fit."""
    for k in range(1, len(names)):
        left, right = names[k - 1], names[k]
        bracket = right.first == left.last + 1 and view.lower(left.last) == "("
        word = right.words(view)
        if bracket and owners[k] is not owners[k - 1] and _may_be_short_for(word, owners[k - 1]):
            _join(owners, owners[k], owners[k - 1], "given in brackets after it")
    _link_short_forms(view, names, owners)
    bodies = _distinct(owners, lambda s: s.label not in ("PERSON", "NORP"))
    for short in bodies:
        word = short.name.replace(".", "")
        if not (word.isupper() and 2 <= len(word) <= 6 and word.isalpha()):
            continue
        fits = [b for b in bodies if b is not short and " " in b.name and word in initials(b.name)]
        if len(fits) == 1:
            _join(owners, short, fits[0], "its initials")


def _may_be_short_for(word: str, full: Someone) -> bool:
    """Not a party after a person's name, nor the agency of a dateline or of a picture's credit."""
    if not word.isupper() or full.label == "PERSON":
        return False
    letters = word.replace(".", "")
    if letters in initials(full.name):
        return True
    if fold(word) in word_list("news agencies"):
        return False
    return full.label not in ("GPE", "LOC", "NORP") or _in_order(letters, full.name)


def _in_order(letters: str, name: str) -> bool:
    """Whether a name has these letters in their order, the first of them first."""
    rest = iter(fold(name))
    return fold(name)[:1] == letters[:1].casefold() and all(c in rest for c in letters.casefold())


def _link_short_forms(view: View, names: Sequence[Name], owners: dict[int, Someone]) -> None:
    """ "the Courier" after "the Harbour Courier": the last word alone, when one body fits."""
    for k, name in enumerate(names):
        short = owners[k]
        first = name.first + (
            view.lower(name.first) == "the"
        )  # "The Times" begins with its article
        alone = name.last - first == 1 and view.lower(first - 1) == "the"
        if short.label != "ORG" or not alone:
            continue
        bodies = _distinct(owners, lambda s: s.label == "ORG" and " " in s.name)
        word = fold(short.name)
        if word not in word_list("words a body goes by"):
            continue
        fits = [b for b in bodies if fold(b.name).split()[-1:] == [word]]
        if len(fits) == 1 and fits[0] is not short:
            _join(owners, short, fits[0], "its last word")


def _distinct(owners: dict[int, Someone], wanted: Callable[[Someone], bool]) -> list[Someone]:
    seen: dict[int, Someone] = {id(s): s for s in owners.values() if wanted(s)}
    return sorted(seen.values(), key=lambda s: s.order)


def _join(owners: dict[int, Someone], short: Someone, full: Someone, why: str) -> None:
    full.because[f"{short.name}: {full.name}, {why}"] = None
    full.because |= short.because
    full.forms += short.forms
    for k, owner in owners.items():
        if owner is short:
            owners[k] = full
