"""Time expressions read against the day of publication, as precise as the words and no more.

A past-leaning reader for news prose: a bare "Thursday" is the nearest one gone by, the day of
publication included, unless its clause looks ahead. Without a day to read against, relative words
keep an underspecified value ("XXXX-WXX-4"), never one out of thin air.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from crosswire.records.annotation import TimeExpression
from crosswire.records.quotation import Reading
from crosswire.records.span import Span, Text
from crosswire.stages.annotate import days
from crosswire.stages.annotate.anchors import Anchors, anchor_of, anchors_of
from crosswire.stages.annotate.days import Direction
from crosswire.stages.annotate.gazetteer import fold, place, word_list
from crosswire.stages.annotate.timevalues import DAYS, Ask, Read
from crosswire.stages.annotate.timewords import PATTERNS, TRIGGER
from crosswire.stages.annotate.view import Run, View

_BEFORE_A_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|before|after|from|to|through|during|of|for|between|and|around|"
    r"circa|early|late|mid|spring|summer|autumn|fall|winter|the|a|an|his|her|its|their|our)|"
    r"’s|'s|[(–—-])\s?$",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(
    r"\b(?:at|by|until|till|from|around|about|before|after|and|to|since)\s$", re.IGNORECASE
)
_LENGTH_BEFORE = re.compile(
    r"\b(?:for|in|within|over|after|nearly|almost|about|than|of|under|half|lasted|lasting)\s$",
    re.IGNORECASE,
)
_NOT_A_DAY = re.compile(
    r"\b(?:Good|Black|Ash|Holy|Maundy|Bloody|Cyber|Super|Shrove|Palm|Easter|Giving)\s$"
)


_RANGE = re.compile(r"\s(?:to|until|till|through|and)\s", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HOME = frozenset(("United States", "United Kingdom"))
"""Named in passing so often that naming one shows no shared occasion."""


class _Found(NamedTuple):
    start: int
    end: int
    read: Read


def find_times(
    view: View, names: Sequence[Run], text: Text, anchors: Anchors, inferred: str | None = None
) -> tuple[TimeExpression, ...]:
    """Time expressions in reading order; those inside a longer name are part of the name."""
    found = _joined(view.text, list(_scan(view, names, anchors)))
    return tuple(_expression(one, text, anchors, inferred) for one in found)


def _expression(one: _Found, text: Text, anchors: Anchors, inferred: str | None) -> TimeExpression:
    anchor = anchors.at(one.start) if one.read.anchored else None
    return TimeExpression(
        span=Span.of(text, one.start, one.end),
        value=one.read.value,
        type=one.read.kind,
        anchor=anchor.isoformat() if anchor else None,
        inferred=inferred if anchor and not anchors.posted(one.start) else None,
    )


def reread_times(reading: Reading, anchor: date, because: str) -> Reading:
    """The reading with its times read against an inferred day; ``because`` says why that day."""
    annotation = reading.annotation
    sentences = [(s.start, s.end) for s in annotation.sentences]
    view = View.of(reading.revision.body.content, annotation.tokens, sentences, ())
    names = [(m.span.start, m.span.end) for m in annotation.mentions if m.kind == "name"]
    anchors = anchors_of(reading.revision, anchor)
    times = find_times(view, names, reading.revision.body, anchors, because)
    return reading.model_copy(update={"annotation": annotation.model_copy(update={"times": times})})


def _scan(view: View, names: Sequence[Run], anchors: Anchors) -> Iterator[_Found]:
    text = view.text
    spans = sorted(names)
    at = 0
    for trigger in TRIGGER.finditer(text):
        start = trigger.start()
        if start < at:
            continue
        best = _longest(view, start, anchors.at(start))
        if best is None or _in_name(text, spans, best):
            continue
        at = best.end
        yield best


def _longest(view: View, start: int, anchor: date | None) -> _Found | None:
    best: _Found | None = None
    for pattern, reader in PATTERNS:
        match = pattern.match(view.text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        read = reader(match, _ask(view, match, anchor))
        if read is not None:
            best = _Found(start, match.end(), read)
    return best


def _ask(view: View, match: re.Match[str], anchor: date | None) -> Ask:
    return Ask(
        anchor=anchor,
        direction=lambda: _direction(view, match),
        lone=lambda: _is_lone_time(view, match),
    )


def _in_name(text: str, names: Sequence[Run], found: _Found) -> bool:
    """Part of a longer name ("Friday Prayers"); a year before one ("the 2016 Games") is not."""
    before = text[max(0, found.start - 10) : found.start]
    titled = text.startswith(("Today", "Tomorrow", "Tonight"), found.start)
    if _NOT_A_DAY.search(before) or (titled and re.search(r"\w['’]?s? $", before)):
        return True
    k = bisect_right(names, (found.start, len(text))) - 1
    if k < 0 or names[k][1] <= found.start:
        return False
    longer = names[k] != (found.start, found.end)
    digits = text[found.start : found.end].isdigit()
    return (longer and not digits) or not (
        longer or any(c.isdigit() for c in text[found.start : found.end])
    )


def _is_lone_time(view: View, match: re.Match[str]) -> bool:
    """Whether a bare year, month, clock figure or "a week" is used as a time here."""
    text, start, end = view.text, match.start(), match.end()
    group = match.groupdict()
    if group.get("month"):
        return _is_month(view, start, match["month"])
    if group.get("hour"):
        return bool(_CLOCK_BEFORE.search(text, max(0, start - 10), start))
    if group.get("num"):
        return bool(_LENGTH_BEFORE.search(text, max(0, start - 10), start))
    return _is_year(view, start, end)


def _is_month(view: View, start: int, word: str) -> bool:
    """ "May" and "March" are verbs and names too; short forms need their full stop."""
    if word.lower() not in ("may", "march", "august"):
        return len(word) > 4 or word.endswith(".") or word in ("June", "July")
    i = view.tokens_in(start, start + 1).start
    return view.tokens[i].pos == "PROPN" and view.lower(i - 1) in word_list("before months")


def _is_year(view: View, start: int, end: int) -> bool:
    i = view.tokens_in(start, end).start
    following = view.tokens[i + 1] if i + 1 < len(view.tokens) else None
    counts = following is not None and following.tag == "NNS" and following.start <= end + 1
    preposition = view.lower(i - 1) in word_list("before years")
    if counts and following is not None and following.text.lower() not in word_list("after years"):
        return preposition and view.lower(i - 1) in ("in", "since")
    if preposition:
        return True
    if _BEFORE_A_YEAR.search(view.text, max(0, start - 8), start):
        return following is not None and following.pos in ("NOUN", "PROPN", "ADJ", "PUNCT")
    return view.tokens[i].dep in ("npadvmod", "pobj") or _after_a_date(view, i)


def _after_a_date(view: View, i: int) -> bool:
    return view.lower(i - 1) in (",", "(", "-", "–") and view.tokens[i].dep in ("nummod", "appos")


def _direction(view: View, match: re.Match[str]) -> Direction:
    """Where the clause around a time looks: at what was, or at what is to come."""
    inside = view.tokens_in(match.start(), match.end())
    before = view.lower(inside.start - 1)
    if before in ("since", "like", "as", "than"):
        return "past"
    head = view.head_of(inside.start, inside.stop)
    attribute = view.tokens[head].dep in ("compound", "nmod", "amod", "poss", "nummod")
    verb = head
    for _ in range(12):
        if view.tokens[verb].head == verb:
            break
        verb = view.tokens[verb].head
        if view.tokens[verb].pos in ("VERB", "AUX"):
            return _tense(view, verb, before, attribute=attribute)
    return "nearest"


def _tense(view: View, verb: int, before: str, *, attribute: bool = False) -> Direction:
    token = view.tokens[verb]
    shown = _shown_tense(view, verb, before)
    if shown is not None:
        return shown
    if token.tag in ("VB", "VBG", "VBN") and view.tokens[token.head].pos == "VERB":
        # No tense of its own: the verb above has it.
        return _tense(view, token.head, before) if token.head < verb else "past"
    return "future" if not attribute and _is_scheduled(view, verb) else "past"


def _shown_tense(view: View, verb: int, before: str) -> Direction | None:
    """What the verb's own form and auxiliaries show; None when they show nothing."""
    words = {view.lower(k) for k in view.children[verb] if view.tokens[k].dep in ("aux", "auxpass")}
    token = view.tokens[verb]
    hoped = token.lemma.lower() in word_list("hopes") and before in ("before", "by", "until")
    found: Direction | None = None
    if words & word_list("modals"):
        found = "nearest" if "have" in words else "future"
    elif hoped or token.text.lower() in word_list("looks ahead"):
        found = "future"
    elif words & {"had", "has", "have", "was", "were", "did"} or token.tag == "VBD":
        found = "past"
    elif token.tag == "VBG" and token.lemma.lower() in ("start", "begin", "open", "end"):
        found = "nearest"  # "the period starting on May 1" may be over or to come
    elif token.tag == "VB" and "to" in words:
        found = _tense_of_infinitive(view, verb, before)
    return found


def _is_scheduled(view: View, verb: int) -> bool:
    """The present tense with a time tells of what is fixed: "the talks open on Friday"."""
    token = view.tokens[verb]
    lemma = token.lemma.lower()
    present = token.tag in ("VBZ", "VBP", "VB")
    return present and lemma != "be" and lemma not in word_list("verbs of speech")


def _tense_of_infinitive(view: View, verb: int, before: str) -> Direction:
    """ "set to open in June", "plans to leave by September"; "came to power in May" is past."""
    above = view.tokens[view.tokens[verb].head]
    ahead = above.lemma.lower() in word_list("governs what is to come")
    return (
        "future"
        if ahead or above.text.lower() in word_list("looks ahead") or before == "by"
        else "past"
    )


def _joined(text: str, found: list[_Found]) -> list[_Found]:
    """A clock time beside its day is a time on that day: "at 5 pm on Thursday"."""
    out: list[_Found] = []
    for one in found:
        last = out[-1] if out else None
        gap = text[last.end : one.start] if last else ""
        if last and _RANGE.fullmatch(gap) and _opens_range(text, last.start):
            one = _not_before(last, one)
        if last and re.fullmatch(r",? (?:(?:on|at) )?", gap) and _day_and_clock(last, one):
            day, clock = (last, one) if one.read.value.startswith("T") else (one, last)
            read = Read(day.read.value + clock.read.value, "TIME", day.read.anchored)
            out[-1] = _Found(last.start, one.end, read)
        else:
            out.append(one)
    return out


def _opens_range(text: str, start: int) -> bool:
    return text[max(0, start - 8) : start].lower().rstrip().endswith(("from", "between"))


def _not_before(first: _Found, second: _Found) -> _Found:
    """ "from March 16 to May 11": a day of the year that ends a range does not come before it."""
    a, b = first.read.value, second.read.value
    days_both = _DAY.fullmatch(a) and _DAY.fullmatch(b)
    if not (days_both and second.read.anchored) or b >= a or b[5:] < a[5:]:
        return second
    value = f"{a[:4]}{b[4:]}"
    return second._replace(read=second.read._replace(value=value))


def _day_and_clock(a: _Found, b: _Found) -> bool:
    values = sorted((a.read.value, b.read.value), key=lambda v: v.startswith("T"))
    return values[1].startswith("T") and bool(
        re.fullmatch(r"[\dX]{4}-(?:[\dX]{2}|WXX)-[\dX]{1,2}", values[0])
    )


def infer_anchor(readings: Sequence[Reading]) -> dict[str, tuple[date, str]]:
    """For undated articles: the day a dated sibling shows, and the reason, when one is shown.

    The reason must be an occasion both tell of: the same weekday named in a sentence with the
    same person and the same place. Two dated siblings that point to different days cancel out.
    """
    dated = [(r, a) for r in readings if (a := anchor_of(r.revision)) is not None]
    found: dict[str, tuple[date, str]] = {}
    for reading in readings:
        if anchor_of(reading.revision) is not None:
            continue
        shown = [s for other, anchor in dated if (s := _shown_by(reading, other, anchor))]
        if shown and len({day for day, _ in shown}) == 1:
            found[reading.article] = shown[0]
    return found


def _shown_by(reading: Reading, other: Reading, anchor: date) -> tuple[date, str] | None:
    theirs = {occasion[:3] for occasion in _occasions(other)}
    for weekday, person, country, where in _occasions(reading):
        if (weekday, person, country) not in theirs:
            continue
        day = days.weekday(anchor, DAYS.index(weekday), "past")
        return date.fromisoformat(day), (
            f"{weekday.title()}, {person.title()} and {where}: told together in "
            f"{other.revision.outlet_name} too, published {anchor.isoformat()}"
        )
    return None


def _occasions(reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    """(weekday, surname, country, place as named) for sentences that hold all three."""
    annotation = reading.annotation
    for sentence in annotation.sentences:
        weekdays = {
            word.lower()
            for t in annotation.times
            if sentence.contains(t.span)
            for word in t.span.exact.split()
            if word.lower() in DAYS
        }
        if not weekdays:
            continue
        here = [m for m in annotation.mentions if sentence.contains(m.span)]
        people = {fold(m.name).split()[-1] for m in here if m.label == "PERSON" and " " in m.name}
        countries = {
            (known.country, m.span.exact)
            for m in here
            if m.label == "GPE"
            and (known := place(m.span.exact)) is not None
            and (known.kind == "capital" or known.country not in _HOME)
        }
        for weekday, person, (country, words) in sorted(product(weekdays, people, countries)):
            yield weekday, person, country, words
