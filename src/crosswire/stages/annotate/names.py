"""Names: what the model found, trimmed and put right by what the whole article says."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crosswire.records.annotation import Token
from crosswire.stages.annotate.credits import begins_again, run_together
from crosswire.stages.annotate.gazetteer import (
    Gender,
    fold,
    gender_of,
    place,
    regions,
    word_list,
)
from crosswire.stages.annotate.view import Run, View

KINDS = frozenset(
    ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
)
"""Labels that name someone or something; the model's dates and figures are read elsewhere."""

TITLES: dict[str, Gender | None] = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f",
    "sir": "m", "lord": "m", "dame": "f", "lady": "f", "baroness": "f", "dr": None, "dr.": None,
    "prof": None, "prof.": None, "rev.": None, "sgt.": None, "lt.": None, "capt.": None,
    "col.": None, "gen.": None, "adm.": None, "sen.": None, "gov.": None, "rep.": None,
    "messrs": "m", "messrs.": "m", "sheikh": "m", "madame": "f", "monsieur": "m",
}  # fmt: skip
"""Words before a name, never part of it here, and whose they are."""

SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr"))

_EDGE = frozenset((*"'’\"“”‘,;:()[]-–—.&", "'s", "’s", "and", "or", "of"))
_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those", "its", "his", "her"))
_NAMEWORD = re.compile(r"[^\W\d_][\w.'’-]*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens ``first`` to ``last`` (exclusive). ``title`` stands before it."""

    first: int
    last: int
    label: str
    title: str = ""

    def words(self, view: View) -> str:
        """The name as the text has it, white space evened."""
        start, end = self.run(view)
        return " ".join(re.sub(r"[\[\]()]", "", view.text[start:end]).split())

    def run(self, view: View) -> Run:
        """Its code points."""
        return view.tokens[self.first].start, view.tokens[self.last - 1].end


def find_names(view: View, found: Iterable[tuple[int, int, str]]) -> list[Name]:
    """Names in reading order, no two overlapping, each with the label the article speaks for."""
    names = _without_overlaps(
        [
            *_titled(view),
            *(n for s, e, label in found for n in _named(view, s, e, label)),
        ]
    )
    names = _as_people(view, names)
    names = [*names, *_missed(view, names)]
    return _relabelled(view, sorted(names, key=lambda n: n.first))


def _named(view: View, start: int, end: int, label: str) -> Iterator[Name]:
    if label in KINDS:
        for first, last in run_together(view, start, end, label):
            yield from _clipped(view, first, last, label)


def _clipped(view: View, start: int, end: int, label: str) -> Iterator[Name]:
    """The name without articles, titles, marks and possessives at its edges, on one line."""
    inside = view.tokens_in(start, end)
    first, last = inside.start, inside.stop
    last = next((i for i in inside if "\n" in view.tokens[i].text), last)
    first, last, label = _with_suffix(view, first, last, label)
    title = ""
    while first < last:
        word = view.lower(first)
        if label == "PERSON" and (word in TITLES or _is_office(word, last - first)):
            title = word
        elif word not in _EDGE and (word not in _ARTICLES or _capital_within(view, first)):
            break
        first += 1
    while last > first and (view.lower(last - 1) in _EDGE or view.lower(last - 1).isspace()):
        last -= 1
    if label == "PERSON" and last - first > 2 and _is_epithet(view, first):
        first += 1
    if first < last and _names_something(view, first, last):
        before = view.lower(first - 1)
        title = title or (before if before in TITLES else "")
        yield Name(first, last, _sober(view, first, last, label), title)


def _with_suffix(view: View, first: int, last: int, label: str) -> tuple[int, int, str]:
    """ "Okoro Jr." is one name, and a person's."""
    if last - first == 1 and view.lower(first) in SUFFIXES and first > 0:
        return first - 1, last, "PERSON"
    if view.lower(last) in SUFFIXES:
        return first, last + 1, label
    last = next((i + 1 for i in range(first + 1, last) if view.lower(i) in SUFFIXES), last)
    nicknamed = view.lower(last) in _OPENING and view.lower(last + 2) in _CLOSING
    if nicknamed and last + 3 < len(view.tokens) and _is_name_word(view, last + 3):
        return first, last + 4, "PERSON"  # C.L. "Butch" Okoro
    return first, last, "PERSON" if view.lower(last - 1) in SUFFIXES else label


def _is_epithet(view: View, first: int) -> bool:
    """ "Norlander Ines Okoro": a word of origin before the given name is not part of the name."""
    word = view.tokens[first].text
    unknown = gender_of(word) is None and len(word) > 3 and "-" not in word
    return unknown and gender_of(view.tokens[first + 1].text) is not None


def _is_office(word: str, left: int) -> bool:
    return left > 1 and word in word_list("offices before names")


def _sober(view: View, first: int, last: int, label: str) -> str:
    """Not a person: a name with a figure in it, and a few things the models take for people."""
    if label == "PERSON" and any(c.isdigit() for c in view.tokens[last - 1].text):
        return "PRODUCT"
    if last - first == 1 and view.lower(first) in word_list("taken for people"):
        return "EVENT"
    if last - first == 1 and view.lower(first) in word_list("bodies taken for people"):
        return "ORG"
    return label


def _capital_within(view: View, i: int) -> bool:
    """A capital article in the middle of a sentence belongs to the name."""
    token = view.tokens[i]
    opens = view.sentences[view.sentence_of[i]][0] == token.start or view.lower(i - 1) in _EDGE
    return token.text[:1].isupper() and not opens


def _names_something(view: View, first: int, last: int) -> bool:
    words = view.text[view.tokens[first].start : view.tokens[last - 1].end]
    return (
        any(c.isupper() for c in words)
        and not _is_party(words)
        and words.casefold() not in word_list("never names")
        and len(words) < 90
    )


def _is_party(words: str) -> bool:
    """ "Okoro (D.)", "Venn (R-Ohio)": a party's letter, alone or with a region, names nobody."""
    letter, mark, region = words.partition("-")
    whole = bool(mark) and len(letter) == 1 and fold(region) in regions()
    return whole or bool(re.fullmatch(r"[A-Z]\.", words))


def _titled(view: View) -> Iterator[Name]:
    """ "Mr Lindqvist": one to three name words after a title are a person, whatever the model says."""
    for i, token in enumerate(view.tokens):
        word = token.text.lower()
        if word not in TITLES or not token.text[:1].isupper() or word in ("miss", "general"):
            continue
        last = i + 1
        while last < len(view.tokens) and last - i <= 3 and _is_name_word(view, last):
            if begins_again(view, i + 1, last):
                break
            last += 1
        if last > i + 1:
            yield Name(i + 1, last, "PERSON", word)


def _is_name_word(view: View, i: int) -> bool:
    token = view.tokens[i]
    if not token.text[:1].isupper() or not _NAMEWORD.match(token.text):
        return token.text == "-" and i + 1 < len(view.tokens) and view.tokens[i + 1].text.istitle()
    return token.pos == "PROPN" or token.tag.startswith("NNP")


def _without_overlaps(names: Sequence[Name]) -> list[Name]:
    """Keep the first given of those that overlap, but let a longer person's name win."""
    kept: list[Name] = []
    taken: dict[int, int] = {}
    for name in names:
        rivals = {taken[i] for i in range(name.first, name.last) if i in taken}
        if not rivals:
            taken |= dict.fromkeys(range(name.first, name.last), len(kept))
            kept.append(name)
            continue
        k = min(rivals)
        old = kept[k]
        longer = name.first == old.first and name.last > old.last and name.label == "PERSON"
        if longer and len(rivals) == 1:
            kept[k] = replace(name, title=old.title)
            taken |= dict.fromkeys(range(name.first, name.last), k)
    return kept


def _as_people(view: View, names: Sequence[Name]) -> list[Name]:
    """Names the model took for a body or place that the article uses as a person's."""
    surnames = _surnames(view, names)
    titled = frozenset(fold(view.tokens[n.last - 1].text) for n in names if n.title)
    found = []
    for n in names:
        if n.label != "PERSON" and (_is_person(view, n, surnames) or _in_role(view, n, titled)):
            found.append(replace(n, label="PERSON"))
        elif n.label == "PERSON" and _is_place(view, n, surnames):
            found.append(replace(n, label="GPE"))
        else:
            found.append(n)
    return found


def _is_place(view: View, name: Name, surnames: Counter[str]) -> bool:
    """ "in Ternmouth": one word after a word of place, which nothing shows to be a person's name."""
    word = view.tokens[name.first].text
    known = name.title or fold(word) in surnames or gender_of(word) is not None
    return name.last - name.first == 1 and not known and _is_where(view, name)


def _in_role(view: View, name: Name, titled: frozenset[str]) -> bool:
    """Two names of which the second goes with "Mr" elsewhere, or that a person's noun stands by.

    As in "its leader, Orso Venn," and "Orso Venn, the leader of the party".
    """
    words = [view.tokens[i] for i in range(name.first, name.last)]
    bodily = word_list("last words of bodies and places")
    if len(words) != 2 or not all(t.text[:1].isupper() and t.text.isalpha() for t in words):
        return False
    if any(fold(t.text) in bodily or t.text.isupper() for t in words) or name.label == "NORP":
        return False
    if fold(words[1].text) in titled and not _is_where(view, name):
        return fold(words[0].text) not in word_list("first words of places")
    head = view.head_of(name.first, name.last)
    beside = [view.tokens[head].head] if view.tokens[head].dep == "appos" else []
    beside += [k for k in view.children[head] if view.tokens[k].dep == "appos" and k > head]
    return any(view.tokens[k].lemma.lower() in word_list("nouns for people") for k in beside)


def _surnames(view: View, names: Sequence[Name]) -> Counter[str]:
    """Last words of people's names that are sure: of two words or more, after a title or office."""
    return Counter(
        fold(view.tokens[max(n.first, n.last - 1 - (view.lower(n.last - 1) in SUFFIXES))].text)
        for n in names
        if (n.label == "PERSON" and (n.last - n.first > 1 or n.title)) or _after_office(view, n)
    )


def _after_office(view: View, name: Name) -> bool:
    """ "President Venn", whatever the model takes Venn for; an office has its capital here."""
    words = [view.lower(i) for i in range(name.first, name.last)]
    before = name.first - 1
    if words[0] in word_list("offices before names") and len(words) == 2:
        before = name.first
        words = words[1:]
    unlike = word_list("last words of bodies and places") | word_list("never names")
    return (
        len(words) == 1
        and before >= 0
        and view.tokens[before].text.istitle()
        and view.lower(before) in word_list("offices before names") - {"general", "speaker"}
        and words[0] not in unlike
        and place(words[0]) is None
        and view.tokens[before].head != before
    )


def _is_person(view: View, name: Name, surnames: Counter[str]) -> bool:
    last = view.tokens[name.last - 1].text
    if fold(last) in word_list("last words of bodies and places") or name.label == "NORP":
        return False
    if name.title:
        return True
    if name.last - name.first == 1:
        geographic = place(last) is not None or fold(last) in regions()
        return fold(last) in surnames and not geographic and not _is_where(view, name)
    given = view.tokens[name.first].text
    placed = fold(given) in word_list("given names that are places too")
    if name.last - name.first > 3 or placed or gender_of(given) is None:
        return False
    return fold(last) in surnames or _speaks(view, name) or not _is_where(view, name)


def _is_where(view: View, name: Name) -> bool:
    return view.lower(name.first - 1) in ("in", "near", "at", "outside", "around")


def _speaks(view: View, name: Name) -> bool:
    head = view.tokens[view.head_of(name.first, name.last)]
    return head.dep == "nsubj" and view.tokens[head.head].lemma.lower() in word_list(
        "verbs of speech"
    )


def _missed(view: View, names: Sequence[Name]) -> Iterator[Name]:
    """Words the model left bare that are a name elsewhere in the article, or a country's."""
    covered = {i for n in names for i in range(n.first, n.last)}
    known: dict[str, str] = dict.fromkeys(_surnames(view, names), "PERSON")
    known |= {
        w: n.label
        for n in names
        if n.last - n.first == 1 and (w := view.tokens[n.first].text).isupper() and len(w) > 1
    }
    known |= _in_brackets(view, names)
    for i, token in enumerate(view.tokens):
        if i in covered or not token.text[:1].isupper():
            continue
        if token.pos == "PROPN" and i + 1 not in covered and _is_full_name(view, i):
            covered |= {i, i + 1}
            yield Name(i, i + 2, "PERSON", _title_before(view, i))
            continue
        label = _known_label(token, known)
        if label and not _is_part(view, i, covered):
            more = label == "PERSON" and view.lower(i + 1) in SUFFIXES
            yield Name(i, i + 1 + more, label, _title_before(view, i))


def _known_label(token: Token, known: dict[str, str]) -> str | None:
    if token.pos not in ("PROPN", "NOUN", "ADJ"):
        return None
    return known.get(token.text) or known.get(fold(token.text)) or _country_label(token.text)


def _is_full_name(view: View, i: int) -> bool:
    """A common given name and one more name word."""
    given = view.tokens[i].text
    if i + 1 >= len(view.tokens) or gender_of(given) is None or not _is_name_word(view, i + 1):
        return False
    word = view.lower(i + 1)
    placed = word in word_list("last words of bodies and places") | word_list("never names")
    return not placed and fold(given) not in word_list("given names that are places too")


def _in_brackets(view: View, names: Sequence[Name]) -> dict[str, str]:
    """Acronyms that a body's name is followed by: "Harbour Workers Union (HWU)"."""
    found = {}
    for name in names:
        if view.lower(name.last) == "(" and view.lower(name.last + 2) == ")":
            word = view.tokens[name.last + 1].text
            if word in initials(name.words(view)):
                found[word] = name.label
    return found


def initials(words: str) -> set[str]:
    """Acronyms that ``words`` may be shortened to, upper case."""
    parts = [p for p in re.split(r"[\s-]+", words) if p]
    strong = [p for p in parts if p.casefold() not in ("the", "of", "and", "for", "on", "in", "&")]
    both = ("".join(p[0] for p in strong).upper(), "".join(p[0] for p in parts).upper())
    return {b for b in both if len(b) > 1}


def _country_label(word: str) -> str | None:
    found = place(word)
    if found is None or len(word) < 2:
        return None
    return "NORP" if found.kind == "people" else "GPE"


def _title_before(view: View, i: int) -> str:
    return view.lower(i - 1) if view.lower(i - 1) in TITLES else ""


def _is_part(view: View, i: int, covered: set[int]) -> bool:
    """Whether a capital word beside it makes token ``i`` part of a longer name."""
    right = i + 1 < len(view.tokens) and i + 1 not in covered and _is_name_word(view, i + 1)
    return right and view.lower(i + 1) not in SUFFIXES and place(view.tokens[i].text) is None


def _relabelled(view: View, names: Sequence[Name]) -> list[Name]:
    """One label for one wording: the one it has most often, people's names by the person."""
    votes: dict[str, Counter[str]] = {}
    surnames = _surnames(view, names)
    for name in names:
        votes.setdefault(fold(name.words(view)), Counter())[name.label] += 1
    return [replace(n, label=_label_for(view, n, votes, surnames)) for n in names]


def _label_for(
    view: View, name: Name, votes: dict[str, Counter[str]], surnames: Counter[str]
) -> str:
    words = name.words(view)
    known = place(words)
    if known and not name.title and len(words) > 1:
        return "NORP" if known.kind == "people" else "GPE"
    count = votes[fold(words)]
    best = max(count.values())
    tied = [label for label in count if count[label] == best]
    if len(tied) > 1 and "PERSON" in tied and " " not in words and fold(words) not in surnames:
        # Evenly divided, and nothing else in the article shows a person of this name.
        tied.remove("PERSON")
    return name.label if name.label in tied else tied[0]
