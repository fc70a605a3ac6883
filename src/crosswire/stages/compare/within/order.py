"""Time order: a head that looks ahead to what its own body reports as done."""

from collections.abc import Iterator
from dataclasses import replace

from crosswire.records.annotation import Token
from crosswire.stages.annotate.gazetteer import place
from crosswire.stages.compare.points.words import STOP, listed
from crosswire.stages.compare.within.own import Body, Clash, Head, Sentence
from crosswire.stages.compare.words import root

_EVENTS = frozenset(
    root(w)
    for w in listed(
        "visit trip tour meeting summit talks vote election hearing debate speech arrival launch "
        "match rally march strike trial verdict ceremony funeral"
    )
)
_JOURNEYS = frozenset(root(w) for w in ("visit", "trip", "tour", "arrival"))
_AHEAD = frozenset({"ahead", "before"})
_REACH = 5
"""Words between "ahead of" and the event."""
_SINCE = frozenset({"during", "after", "following", "at"})
_BY_THEN = frozenset(listed("speaking spoke arrived met landed told visited alongside beside"))
_EARLIER = frozenset(
    listed("last earlier previous previously former past ago first second third another annual")
)
_UNDONE = frozenset(
    listed("will would shall may might could should if unless not n't n’t never no before until")
)
_COMING = frozenset({"will", "to"})
_NEAR_DAYS = ("DATE", "TIME")


def order(head: Head, body: Body) -> Iterator[Clash]:
    """ "Ahead of the visit" above a report from it; "council to vote" above "the council voted"."""
    yield from _events(head, body)
    yield from _deeds(head, body)


def _events(head: Head, body: Body) -> Iterator[Clash]:
    for n, word in enumerate(head.words):
        if word.form not in _AHEAD:
            continue
        reach = range(n + 1, min(n + 2 + _REACH, len(head.words)))
        event = next((k for k in reach if head.roots[k] in _EVENTS), None)
        if event is None:
            continue
        between = {head.roots[k] for k in range(n + 1, event) if head.roots[k]}
        countries = _countries(head, n + 1, event + 3)
        for sentence in body.sentences:
            frame = _frame(sentence, body)
            if _reports(frame, head.roots[event], between, countries, body):
                said = head.found.value[word.start : head.words[event].end]
                yield Clash(
                    kind="status",
                    start=word.start,
                    end=head.words[event].end,
                    body=sentence.span,
                    because=f"“{said}” stands above a text that reports from the "
                    f"{head.words[event].form}",
                )


def _countries(head: Head, first: int, last: int) -> frozenset[str]:
    """Countries that a stretch of the head names."""
    value = head.found.value
    said = [value[w.start : w.end] for w in head.words[first:last]]
    places = [place(s) for s in said if s[:1].isupper()]
    return frozenset(p.country for p in places if p)


def _frame(sentence: Sentence, body: Body) -> Sentence:
    """The sentence without what is said in it: "speaking in the port, she said", whatever was to
    come, denied or of last month in her words."""
    return replace(sentence, tokens=tuple(t for t in sentence.tokens if not _said(t, body)))


def _said(token: Token, body: Body) -> bool:
    """It stands below the clause that the main verb takes for its object."""
    tokens = body.reading.annotation.tokens
    while token.dep != "ROOT" and tokens[token.head] is not token:
        above = tokens[token.head]
        if token.dep == "ccomp" and above.dep == "ROOT":
            return True
        token = above
    return False


def _reports(
    sentence: Sentence, event: str, between: set[str], countries: frozenset[str], body: Body
) -> bool:
    """It tells, in the past, what was said or done at the event."""
    if not _past(sentence) or _other_day(sentence, body):
        return False
    placed = bool(countries & sentence.countries)
    if countries and not placed:
        return False
    if event in _JOURNEYS and placed and _spoke_there(sentence):
        return True
    named = between & sentence.roots
    return _since(sentence, event) and (placed or bool(named))


def _spoke_there(sentence: Sentence) -> bool:
    low = [t.text.lower() for t in sentence.tokens]
    there = any(a == "in" for a in low)
    return there and low[0] == "speaking" and bool(_BY_THEN & set(low))


def _since(sentence: Sentence, event: str) -> bool:
    """ "During her two-day visit": a word for since, and the event a few words on."""
    low = [t.text.lower() for t in sentence.tokens]
    for n, word in enumerate(low):
        if word in _SINCE:
            behind = sentence.tokens[n + 1 : n + 1 + _REACH]
            if any(root(t.lemma.lower()) == event and t.pos == "NOUN" for t in behind):
                return True
    return False


def _past(sentence: Sentence) -> bool:
    """Its main verb is past, and nothing in it is still to come, denied or earlier."""
    low = {t.text.lower() for t in sentence.tokens}
    roots = [t for t in sentence.tokens if t.dep == "ROOT"]
    return any(t.tag == "VBD" for t in roots) and not low & (_UNDONE | _EARLIER)


def _other_day(sentence: Sentence, body: Body) -> bool:
    """It names a day before the page's own: it tells of an earlier occasion."""
    published = body.reading.revision.published
    for time in body.reading.annotation.times:
        if time.type not in _NEAR_DAYS or not sentence.span.overlap(time.span):
            continue
        if not any(time.span.start <= t.start < time.span.end for t in sentence.tokens):
            continue
        day = time.value[:10]
        if published is None or not published.value[:10].startswith(day):
            return True
    return False


def _deeds(head: Head, body: Body) -> Iterator[Clash]:
    """ "Council to close the bridge" above "the council closed the bridge"."""
    for n, word in enumerate(head.words[1:-1], 1):
        after = head.words[n + 1]
        if word.form not in _COMING or after.form in STOP or head.asks:
            continue
        verb, rest = head.roots[n + 1], head.told - {head.roots[n + 1]}
        if word.form == "to" and (n > _SUBJECT or head.words[n - 1].form in STOP):
            continue
        for sentence in body.sentences:
            held = [t for t in sentence.tokens if _done(t) and root(t.lemma.lower()) == verb]
            if held and len(rest & sentence.roots) >= max(2, (len(rest) + 1) // 2) and _past(sentence) and not _other_day(sentence, body):  # fmt: skip
                yield Clash(
                    kind="status",
                    start=word.start,
                    end=after.end,
                    body=sentence.span,
                    because=f"“{head.found.value[word.start : after.end]}” stands above "
                    f"“{held[0].text}”",
                )


_SUBJECT = 3
"""Words before "to" in a headline that says who will do it: "Harbour master to resign"."""


def _done(token: Token) -> bool:
    return token.dep == "ROOT" and token.tag == "VBD"
