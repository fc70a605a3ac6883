"""Notices: where a page says of its own text that it was wrong, or is taken back, and which words of
the earlier text that withdraws.

Only what speaks of the page's own words counts; words in marks are somebody else's, and a report of
another's correction is news. What a notice withdraws is looked for in the article's earlier text
alone, by what changed there and by the notice's own words; where neither shows it, nothing is.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from crosswire.records.article import PassageKind, Revision
from crosswire.records.notice import Notice, NoticeKind
from crosswire.records.span import Span, Text
from crosswire.stages.revise.changes import Pair, changes, runs
from crosswire.stages.revise.sentences import Place, figures, marked, plain, sentences, words_of
from crosswire.stages.revise.wordings import (
    CONTRAST,
    FACT,
    KILLED,
    LABEL,
    MIS,
    NOTED,
    OWN,
    RETRACTED,
    RETRACTION,
    UPDATED,
    WRONGLY,
)

_LIKELY = (
    "correct", "clarif", "retract", "withdr", "amended", "updat", "erroneous", "mistaken", "inaccura",
    "wrongly", "in error", "misst", "misspel", "misid", "misnam", "misquot", "misattr", "misrep",
    "mischar", "kill", "editor", "publisher", "taken down", "unpublished", "removed", "deleted",
    "we said", "we reported", "we wrote", "we stated", "edited", "revised", "changed", "version of",
    "edition", "advisory",
)  # fmt: skip
"""Every notice has one of these in its lines: a look that costs next to nothing."""
_WRONG = re.compile(rf"correct|{WRONGLY}|{MIS}|\berrors?\b|\bwrong\b", re.I)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
VERSION = "2"
"""Another reads every text again."""
_STEM = 4
_SHARED = 2
"""Stems that a changed sentence has in common with the notice that names it."""
_MOST = 6
"""Withdrawn runs of one notice; a page rewritten from end to end names none by its changes."""
_FIRST = 3
"""Lines among which a kill stands: it heads what it kills, or is all there is."""
_MOST_ASKED = 50
"""Places of a figure that are looked at."""
_LONGEST = 3_000
"""Characters of a line beyond which it is no notice."""
_UNKNOWN = "which words it withdraws is not shown"


class _Sign(NamedTuple):
    """What shows a notice: its kind, where it stands, how far it reaches, the words that show it."""

    kind: NoticeKind
    place: Place
    cue: str


def notices_in(body: Text, boxes: Sequence[Place] = ()) -> tuple[Notice, ...]:
    """Every notice of a text, in its order; ``boxes`` are its passages of kind notice."""
    content = body.content
    small = content.lower()
    here = [part for part in _LIKELY if part in small]
    if not boxes and not here:
        return ()
    found: list[_Sign] = []
    for number, line in enumerate(_LINE.finditer(content)):
        boxed = any(start <= line.start() < end for start, end in boxes)
        small = line[0].lower()
        if not boxed and (len(small) > _LONGEST or not any(part in small for part in here)):
            continue
        if (sign := _sign(content, line.span(), boxed=boxed)) is None:
            continue
        if sign.kind != "kill" or number < _FIRST:
            found.append(sign)
    return tuple(
        Notice(kind=sign.kind, span=Span.of(body, *sign.place),
               because=f"the page says so of itself: “{sign.cue}”")
        for sign in _joined(content, found)
    )  # fmt: skip


def boxes_of(revision: Revision) -> list[Place]:
    """Where the passages of kind notice stand."""
    passages = revision.passages
    return [(p.span.start, p.span.end) for p in passages if p.kind is PassageKind.NOTICE]


def _joined(content: str, found: Sequence[_Sign]) -> list[_Sign]:
    """A label and the line below it are one notice."""
    whole: list[_Sign] = []
    for sign in found:
        last = whole[-1] if whole else None
        near = last is not None and not content[last.place[1] : sign.place[0]].strip()
        if last is not None and near and last.kind == sign.kind:
            whole[-1] = last._replace(place=(last.place[0], sign.place[1]))
        else:
            whole.append(sign)
    return whole


def _sign(content: str, line: Place, *, boxed: bool) -> _Sign | None:
    words = content[slice(*line)]
    whole = _trimmed(content, line)
    if kill := next((m for pattern in KILLED if (m := pattern.search(words))), None):
        return _Sign("kill", whole, kill[0].strip())
    labelled = boxed or LABEL.match(words) or RETRACTION.match(words) or NOTED.match(words)
    cue = next(_cues(content, line, labelled=bool(labelled)), None)
    if cue is None:
        if not boxed and not LABEL.match(words):
            return None
        kind: NoticeKind = "correction" if _WRONG.search(words) else "update"
        if _plain_clarification(words):
            kind = "clarification"
        return _Sign(kind, whole, " ".join(words.split()[:6]))
    kind, place = cue
    shown = content[slice(*place)].strip(" ,:")
    return _Sign(kind, whole if labelled else _stretch(content, line, place), shown)


def _cues(content: str, line: Place, *, labelled: bool) -> Iterator[tuple[NoticeKind, Place]]:
    """Wordings of a line, those that take back most first; words in marks are somebody else's."""
    words, others = content[slice(*line)], marked(content, *line)
    corrected: NoticeKind = "clarification" if _plain_clarification(words) else "correction"
    if label := RETRACTION.match(words):
        yield "retraction", (line[0], line[0] + label.end())
    told: list[tuple[NoticeKind, re.Pattern[str]]] = [("retraction", one) for one in RETRACTED]
    told += [(corrected, one) for one in OWN]
    for kind, pattern in told:
        yield from ((kind, place) for place in _own(pattern, content, line, others))
    if labelled and (label := LABEL.match(words)):
        yield corrected, (line[0], line[0] + label.end())
    yield from (("update", place) for place in _own(UPDATED, content, line, others))


def _own(
    pattern: "re.Pattern[str]", content: str, line: Place, others: Sequence[Place]
) -> Iterator[Place]:
    """Where the page itself says it."""
    words = content[slice(*line)]
    for found in pattern.finditer(words):
        at = line[0] + found.start()
        if not any(start <= at < end for start, end in others):
            yield at, line[0] + found.end()


def _plain_clarification(words: str) -> bool:
    return bool(re.search("clarif", words, re.I)) and not _WRONG.search(words)


def _trimmed(content: str, place: Place) -> Place:
    words = content[slice(*place)]
    start = place[0] + len(words) - len(words.lstrip())
    return start, start + len(words.strip())


def _stretch(content: str, line: Place, cue: Place) -> Place:
    """The sentence of the cue, and the next of the line, which as a rule says what holds."""
    told = [*sentences(content, *line)]
    at = next((n for n, (s, e) in enumerate(told) if s <= cue[0] < e), 0)
    return told[at][0], told[min(at + 1, len(told) - 1)][1]


def withdrawing(notice: Notice, body: Text, earlier: Text | None) -> Notice:
    """The notice with the words of the article's ``earlier`` text that it withdraws."""
    if notice.kind == "update":
        return _saying(notice, "it adds to the text, and says of none of it that it was wrong")
    if earlier is None or not earlier.content.strip():
        return _saying(notice, "no earlier text of the article is kept, so " + _UNKNOWN)
    if notice.kind in ("retraction", "kill"):
        whole = Span.of(earlier, *_trimmed(earlier.content, (0, len(earlier.content))))
        return _saying(notice, "it withdraws the whole of the earlier text", whole)
    places, why = _taken_back(notice, body, earlier)
    return _saying(notice, why, *(Span.of(earlier, *place) for place in places))


def _saying(notice: Notice, why: str, *withdrawn: Span) -> Notice:
    because = f"{notice.because}; {why}"
    return notice.model_copy(update={"because": because, "withdraws": withdrawn})


def _taken_back(notice: Notice, body: Text, earlier: Text) -> tuple[list[Place], str]:
    """Places in the earlier text, and what shows that they are meant."""
    old, said = earlier.content, notice.span.exact
    wrong = _wrong(said)
    gone = [pair for pair in changes(old, body.content).statements if pair.before]
    named = [pair for pair in gone if _names(said, wrong, old[slice(*(pair.before or (0, 0)))])]
    if not named and len(gone) == 1 and gone[0].after is not None:
        return _runs(old, body.content, gone), "the only sentence that changed"
    if named:
        places = _runs(old, body.content, named, wrong)
        return places[:_MOST], "the notice names it, and it changed"
    meant = {v for v, _ in figures(wrong)}
    stated = [
        place
        for value, place in islice((f for f in figures(old) if f[0] in meant), _MOST_ASKED)
        if _shared(said, old[slice(*_sentence(old, place))]) >= _SHARED
    ]
    if stated:
        return stated[:_MOST], "the notice names it, and the earlier text has it"
    return [], f"nothing that it names changed, so {_UNKNOWN}"


def _wrong(said: str) -> str:
    """The words of a notice that say what was wrong: before "in fact", or after "not"."""
    cue = next((m for pattern in OWN if (m := pattern.search(said))), None)
    rest = said[cue.end() :] if cue else said
    if fact := FACT.search(rest):
        return rest[: fact.start()]
    parts = [*sentences(rest)]
    first = rest[slice(*parts[0])] if parts else rest
    contrast = CONTRAST.search(rest)
    return rest[contrast.end() :] if contrast else first


def _names(said: str, wrong: str, sentence: str) -> bool:
    """Whether a notice speaks of a sentence: by the figure it calls wrong, or by its words."""
    figured = {v for v, _ in figures(wrong)} & {v for v, _ in figures(sentence)}
    return _shared(said, sentence) >= (1 if figured else _SHARED)


def _shared(said: str, sentence: str) -> int:
    return len(_stems(said) & _stems(sentence))


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in words_of(words) if len(word) >= _STEM and not word.isdigit()}


def _runs(old: str, new: str, pairs: Sequence[Pair], wrong: str = "") -> list[Place]:
    """The words that went, of these sentences; those that the notice calls wrong, where it names
    some of them."""
    gone = [run.before for pair in pairs for run in runs(old, new, pair) if run.before]
    values, words = {v for v, _ in figures(wrong)}, f" {plain(wrong)} "
    meant = [
        place
        for place in gone
        if values & {v for v, _ in figures(old, *place)}
        or f" {plain(old[slice(*place)])} " in words
    ]
    return meant or gone


def _sentence(text: str, place: Place) -> Place:
    return next((s for s in sentences(text) if s[0] <= place[0] < s[1]), place)


def detail_stands(withdrawn: Span, words: str) -> bool:
    """Whether ``words`` have the detail that was withdrawn: its figures, else most of its words."""
    values = {v for v, _ in figures(withdrawn.exact)}
    if values:
        return bool(values & {v for v, _ in figures(words)})
    wanted = set(words_of(withdrawn.exact))
    told = {word for word in wanted if len(word) >= _STEM} or wanted
    return len(told & set(words_of(words))) * 2 > len(told)


def detail_of(notice: Span, words: str) -> bool:
    """The same by a notice's own words alone: the figures that it calls wrong, where it names some."""
    values = {v for v, _ in figures(_wrong(notice.exact))}
    return not values or bool(values & {v for v, _ in figures(words)})


def reinstated(notice: Notice, earlier: str, current: str) -> bool:
    """Whether a later text of the article, without the notice, has again what it took back."""
    told = {plain(current[slice(*place)]) for place in sentences(current)}
    meant = [
        plain(earlier[slice(*place)])
        for place in sentences(earlier)
        if any(place[0] < w.end and w.start < place[1] for w in notice.withdraws)
    ]
    again = sum(one in told for one in meant)
    return bool(meant) and again * 2 > len(meant)
