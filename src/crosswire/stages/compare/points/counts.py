"""Figures of one thing that differ between two units, and casualty counts by their class."""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.stages.compare.points.board import Sheet
from crosswire.stages.compare.points.channels import read_figures
from crosswire.stages.compare.points.detail import Detail, above, around, children
from crosswire.stages.compare.points.words import listed

_ABOUT = frozenset(
    listed(
        "about around nearly almost roughly approximately some over under more less than up least "
        "most close estimated"
    )
)
_PERCENT = frozenset({"%", "percent", "per", "percentage", "pct"})
_MONEY = frozenset({"$", "£", "€"})
_BESIDES = frozenset({"other", "another", "more", "additional", "further", "extra"})
_CLASSES = {
    word: name
    for name, words in (
        ("dead", "kill die dead death fatality victim slay perish"),
        ("hurt", "injure injured injury hurt wound wounded"),
        ("held", "arrest detain detention detainee arrestee"),
        ("missing", "missing unaccounted"),
    )
    for word in listed(words)
}
_MOST_APART = 0.5
"""Figures further apart than this share of the larger count two things, not one otherwise."""
_EXTENTS = frozenset(
    listed("globally worldwide internationally nationally nationwide statewide citywide")
)
"""Words for the whole that is counted: of the world and of a country there are two figures."""
_TOLLS = frozenset({"toll", "number", "count"})
_UNDERGONE = frozenset({"die", "perish"})
_ANYBODY = frozenset(
    {"", "people", "peopl", "person", "other", "victim", "injuri", "injur", "death"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure and what it counts."""

    value: float
    words: str
    thing: str
    """Stem of the noun, "money" or "percent"."""
    fate: str
    """Class of what befell those counted, when it is one of ``_CLASSES``."""
    around: frozenset[str]
    qualities: frozenset[str]
    """Stems of the adjectives of the noun: "blue" states are not all states."""


def numbers(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Figures of the same thing, told of the same deed and of one whole, that differ."""
    if not other_extent(a, b):
        yield from unequal(a, b)


def unequal(a: Sheet, b: Sheet) -> Iterator[Detail]:
    """Figures of the same thing, told of the same deed, that differ, of whatever whole."""
    here, there = list(counted(a)), list(counted(b))
    apart = other_time(a, b)
    for one in here:
        rivals = [c for c in there if _comparable(one, c) and not (apart and not one.fate)]
        if not rivals or _met(one, there) or any(_met(r, here) for r in rivals):
            continue
        other = min(rivals, key=lambda r: abs(r.value - one.value))
        size = abs(other.value - one.value) / max(abs(other.value), abs(one.value), 1e-9)
        yield Detail(
            kind="number", a=one.words, b=other.words, size=size, about=one.fate, plain=True
        )


def other_time(a: Sheet, b: Sheet) -> bool:
    """Both say when, and no year, month or day fits: they tell of two occasions."""
    here, there = ({t.value[:10] for t in s.times if t.type in ("DATE", "TIME")} for s in (a, b))
    fits = any(x.startswith(y) or y.startswith(x) for x in here for y in there)
    return bool(here and there) and not fits


def other_extent(a: Sheet, b: Sheet) -> bool:
    """They count wholes of another extent, as far as a word says so: "worldwide" beside none."""
    here, there = ({t.text.lower() for t in s.tokens} & _EXTENTS for s in (a, b))
    return here != there


def _met(one: Count, others: list[Count]) -> bool:
    return any(_agree(one, other) for other in others)


def _comparable(a: Count, b: Count) -> bool:
    """Both count the same: those who met one fate, or one thing around the same words."""
    if a.fate or b.fate:
        generic = a.thing in _ANYBODY or b.thing in _ANYBODY
        return a.fate == b.fate and (generic or a.thing == b.thing)
    near = abs(a.value - b.value) <= _MOST_APART * max(abs(a.value), abs(b.value))
    alike = a.thing == b.thing != "" and a.qualities == b.qualities
    return near and alike and bool((a.around & b.around) - {a.thing})


def counted(sheet: Sheet) -> Iterator[Count]:
    """Every figure outside a time expression that counts something."""
    tokens = sheet.tokens
    base = sheet.unit.span.start
    for value, first, after in read_figures(sheet):
        start, end = tokens[first].start, tokens[after - 1].end
        if any(t.span.start < end and start < t.span.end for t in sheet.times):
            continue
        if tokens[first].pos == "ADJ" or _besides(sheet, first, after):
            continue
        left = first
        while left and tokens[left - 1].text.lower() in _ABOUT | _MONEY:
            left -= 1
        if left and tokens[left].text.lower() in ("least", "most"):
            left -= tokens[left - 1].text.lower() == "at"
        right = _noun_end(sheet, after)
        loose = _unattached(sheet, after)
        yield Count(
            value=value,
            words=sheet.unit.span.exact[tokens[left].start - base : tokens[right - 1].end - base],
            thing=_thing(sheet, first, after),
            fate=_fate(sheet, after if loose else after - 1),
            around=around(sheet, after if loose else after - 1),
            qualities=_qualities(sheet, after - 1),
        )


def _qualities(sheet: Sheet, n: int) -> frozenset[str]:
    """Stems of the adjectives before the noun that the number at token ``n`` counts."""
    noun = next((h for h in above(sheet, n) if sheet.tokens[h].pos == "NOUN"), None)
    hung = children(sheet, noun) if noun is not None else []
    return frozenset(
        sheet.keys[k] for k in hung if n < k < (noun or 0) and sheet.tokens[k].dep == "amod"
    )


def _besides(sheet: Sheet, first: int, after: int) -> bool:
    """It counts the rest ("two others", "another 12"), not the whole."""
    beside = sheet.tokens[max(0, first - 1) : first] + sheet.tokens[after : after + 1]
    than = any(t.text.lower() == "than" for t in beside)
    return not than and any(t.lemma.lower() in _BESIDES for t in beside)


def _thing(sheet: Sheet, first: int, after: int) -> str:
    tokens = sheet.tokens
    before = tokens[first - 1].text.lower() if first else ""
    follow = tokens[after].text.lower() if after < len(tokens) else ""
    if before in _MONEY or tokens[first].text[0] in _MONEY:
        return "money"
    if follow in _PERCENT or tokens[first].text.endswith("%"):
        return "percent"
    return sheet.keys[after] if _unattached(sheet, after) else _noun_over(sheet, after - 1)


def _unattached(sheet: Sheet, after: int) -> bool:
    """The parser left the number alone, before the noun it plainly counts."""
    alone = sheet.heads[after - 1] == after - 1 and after < len(sheet.tokens)
    return alone and sheet.tokens[after].pos == "NOUN"


def _noun_over(sheet: Sheet, n: int) -> str:
    """The stem of the noun that the number at token ``n`` counts."""
    for head in above(sheet, n):
        if sheet.tokens[head].pos not in ("NUM", "SYM"):
            return sheet.keys[head] if sheet.tokens[head].pos == "NOUN" else ""
    return ""


def _noun_end(sheet: Sheet, after: int) -> int:
    """After the noun that is counted, "farm workers" as a whole; after the number where none is near."""
    stop, end = min(after + 3, len(sheet.tokens)), after
    for k in range(after, stop):
        if sheet.tokens[k].pos == "NOUN" or sheet.tokens[k].text == "%":
            end = k + 1
            if sheet.tokens[k].dep != "compound":
                break
    return end


def _fate(sheet: Sheet, n: int) -> str:
    """What befell those counted at token ``n``: read from the noun, then from the verb over it."""
    at = n
    for head in above(sheet, n):
        token, dep = sheet.tokens[head], sheet.tokens[at].dep
        if token.pos in ("VERB", "AUX"):
            return _of_verb(sheet, head, dep)
        if token.pos == "ADP" and token.lemma.lower() not in ("of", "to", "at"):
            return ""
        found = fate_at(sheet, head) or next(
            (c for k in children(sheet, head) if (c := fate_at(sheet, k)) and _says(sheet, k, at)),
            "",
        )
        if found and token.pos in ("NOUN", "ADJ", "NUM"):
            return found
        at = head
    return ""


def _says(sheet: Sheet, k: int, at: int) -> bool:
    """The word at ``k`` says something of the noun it hangs on: not the number, and not a second noun
    beside it ("40 floods and 9 deaths")."""
    return k != at and sheet.tokens[k].dep != "conj"


def _of_verb(sheet: Sheet, verb: int, dep: str) -> str:
    """The class of a verb for those it befalls, or of the toll that it moves."""
    found = fate_at(sheet, verb)
    below = children(sheet, verb)
    if found:
        acts = dep == "nsubj" and sheet.tokens[verb].lemma.lower() not in _UNDERGONE
        active = acts and any(sheet.tokens[k].dep in ("dobj", "obj") for k in below)
        return "" if active or dep in ("pobj", "agent") else found
    for k in below:
        if sheet.tokens[k].dep in ("nsubj", "nsubjpass") and sheet.tokens[k].lemma in _TOLLS:
            return next((c for m in children(sheet, k) if (c := fate_at(sheet, m))), "")
        if sheet.tokens[k].dep in ("acomp", "oprd", "attr") and dep in ("nsubj", "nsubjpass"):
            return fate_at(sheet, k)
    return ""


def fate_at(sheet: Sheet, n: int) -> str:
    """Class of what the word at token ``n`` tells to have befallen somebody; empty: none."""
    token = sheet.tokens[n]
    return _CLASSES.get(token.lemma.lower()) or _CLASSES.get(token.text.lower()) or ""


def _agree(a: Count, b: Count) -> bool:
    """Equal, or one is a rounding of the other: in words that allow it, or to a whole."""
    apart = abs(a.value - b.value)
    if apart <= 0.5 and (a.value % 1 > 0) != (b.value % 1 > 0):
        return True
    loose = any(w in _ABOUT for w in f"{a.words} {b.words}".lower().split())
    return apart / max(abs(a.value), abs(b.value), 1e-9) <= (0.1 if loose else 0.005)
