"""Names: what the model found, trimmed and put right by what the whole article says."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from crosswire.records.annotation import Token
from crosswire.stages.annotate.credits import begins_again, run_together
from crosswire.stages.annotate.debris import after_debris
from crosswire.stages.annotate.gazetteer import (
    fold,
    gender_of,
    place,
    regions,
    word_list,
)
from crosswire.stages.annotate.name import SUFFIXES, TITLES, Name
from crosswire.stages.annotate.persons import as_people, surnames_of
from crosswire.stages.annotate.view import View

KINDS = frozenset(
    ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")
)
"""Labels that name someone or something; the model's dates and figures are read elsewhere."""

_EDGE = frozenset((*"'’\"“”‘,;:()[]-–—.&", "'s", "’s", "and", "or", "of"))
_OPENING, _CLOSING = frozenset("\"“‘'"), frozenset("\"”’'")
_ARTICLES = frozenset(("the", "a", "an", "this", "that", "these", "those", "its", "his", "her"))
_NAMEWORD = re.compile(r"[^\W\d_][\w.'’-]*$")


def find_names(view: View, found: Iterable[tuple[int, int, str]]) -> list[Name]:
    """Names in reading order, no two overlapping, each with the label the article speaks for."""
    names = _without_overlaps(
        [
            *_titled(view),
            *(n for s, e, label in found for n in _named(view, s, e, label)),
        ]
    )
    names = as_people(view, names)
    # What was missed may show a surname: "Venn" alone is then looked at again.
    names = as_people(view, [*names, *_missed(view, names)])
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
    first = after_debris(first, last, view.furniture)
    last = next((i for i in range(first, last) if i in view.furniture), last)
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
        if view.lower(i + 1) in word_list("offices before names"):
            continue  # "Mr President" names nobody
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


def _missed(view: View, names: Sequence[Name]) -> Iterator[Name]:
    """Words the model left bare that are a name elsewhere in the article, or a country's."""
    covered = {i for n in names for i in range(n.first, n.last)}
    known: dict[str, str] = dict.fromkeys(surnames_of(view, names), "PERSON")
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
    surnames = surnames_of(view, names)
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
