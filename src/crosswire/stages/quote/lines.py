"""Quotations as a list shows them, and who is quoted how much: for pages that no store keeps."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from crosswire.records.lists import Query, QuoteLine, QuoteTally
from crosswire.records.quotation import Act, Identified, Mode, Quotation, Reading

By = Literal["speaker", "outlet", "day"]

NOT_NAMED = "no speaker named"
NO_DAY = "day not stated"
NO_OUTLET = "outlet not stated"


def quote_lines(
    reading: Reading, query: Query, *, mode: Mode | None, every: bool
) -> list[QuoteLine]:
    """The quotations of one article that the query asks for, in the order of the text."""
    names = {e.id: e.name for e in reading.annotation.entities}
    said = [q for q in reading.quotations if q.act is Act.SPEECH]
    place = {q.id: k for k, q in enumerate(said, 1)}
    lines = (
        _line(reading, q, names, (place.get(q.id), len(said)))
        for q in reading.quotations
        if (mode is None or q.mode is mode) and (every or q.act is Act.SPEECH)
    )
    return [line for line in lines if _asked(line, query)]


def _line(
    reading: Reading, said: Quotation, names: dict[str, str], place: tuple[int | None, int]
) -> QuoteLine:
    revision = reading.revision
    return QuoteLine(
        id=said.id,
        article=reading.article,
        name=revision.capture.name,
        outlet=revision.outlet_name or None,
        published=revision.published.value if revision.published else None,
        revision=revision.id,
        mode=said.mode,
        act=said.act,
        content=said.content,
        cue=said.cue,
        speaker=said.speaker,
        speaker_name=names.get(said.speaker_entity or "") or said.speaker_name,
        identified=said.identified,
        source_kind=said.source_kind,
        nth=place[0],
        of=place[1],
    )


def _asked(line: QuoteLine, query: Query) -> bool:
    """Whether words, speaker, outlet and days of the query fit."""
    words = " ".join(span.exact for span in line.content).casefold()
    name, day = (line.speaker_name or "").casefold(), (line.published or "")[:10]
    return (
        all(word in words for word in query.words.casefold().replace('"', " ").split())
        and all(word in name for word in (query.speaker or "").casefold().split())
        and (query.outlet is None or query.outlet.casefold() == (line.outlet or "").casefold())
        and (query.since is None or day >= query.since[:10])
        and (query.until is None or "" < day <= query.until[:10])
    )


def tally(lines: Iterable[QuoteLine], by: By) -> list[QuoteTally]:
    """Who, or which outlet, or what day is quoted how much; the most quoted first.

    A source without a name counts by its words in one outlet's texts: "a senior official" of two
    outlets may be one person or two.
    """
    groups: dict[str, list[QuoteLine]] = {}
    names: dict[str, str] = {}
    for line in lines:
        key, words = _KEYS[by](line)
        groups.setdefault(key, []).append(line)
        # One person's fullest name stands for all.
        names[key] = max(words, names.get(key, ""), key=len)
    found = [_tally(names[key], said) for key, said in groups.items()]
    if by == "day":
        return sorted(found, key=lambda t: (t.of == NO_DAY, t.of))
    return sorted(found, key=lambda t: (t.of == NOT_NAMED, -t.quotations, t.of))


def _of_speaker(line: QuoteLine) -> tuple[str, str]:
    """What quotations of one speaker have in common, and the name."""
    name = line.speaker_name
    if not name:
        return "", NOT_NAMED
    if line.entity is not None or line.identified is Identified.NAMED:
        return line.entity or name, name
    words = f"{name} ({line.outlet or line.name})"
    return words.casefold(), words


def _of_outlet(line: QuoteLine) -> tuple[str, str]:
    return line.outlet or "", line.outlet or NO_OUTLET


def _of_day(line: QuoteLine) -> tuple[str, str]:
    day = (line.published or "")[:10]
    return day, day or NO_DAY


_KEYS: dict[By, Callable[[QuoteLine], tuple[str, str]]] = {
    "speaker": _of_speaker,
    "outlet": _of_outlet,
    "day": _of_day,
}


def _tally(words: str, said: Sequence[QuoteLine]) -> QuoteTally:
    modes = [line.mode for line in said]
    return QuoteTally(
        of=words,
        quotations=len(said),
        direct=modes.count(Mode.DIRECT),
        mixed=modes.count(Mode.MIXED),
        indirect=modes.count(Mode.INDIRECT),
        words=sum(len(s.exact.split()) for line in said for s in line.content),
        articles=len({line.article for line in said}),
        outlets=len({line.outlet for line in said}),
        first=sum(line.nth == 1 for line in said),
        last=sum(line.nth is not None and line.nth == line.of for line in said),
    )
