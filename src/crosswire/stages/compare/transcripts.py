"""What should be heard or read in full: recordings, transcripts, statements, unknown occasions."""

import re
from collections.abc import Callable, Iterable, Sequence

from crosswire.records.comparison import Check, Point
from crosswire.records.span import Span
from crosswire.stages.compare.occasions import Said
from crosswire.stages.compare.wording import counted, listed, shown

_CUT_MARK = re.compile(r"\.\.\.|…|\[")
_DOCUMENT = re.compile(
    r"\b(?:statement|report|letter|communiqu[eé]|declaration|document|filing|memo|study|release)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an? |the )?", re.IGNORECASE)
_OUTLET = re.compile(r" \([^()]*\)$")
"""The outlet that is added to the name of a source known in one article only."""

Places = tuple[tuple[str, Span], ...]


def recordings(marked: Sequence[Said]) -> list[Check]:
    """Recordings of interviews, by speaker and medium."""
    lines = []
    # An outlet that is itself given as the source recorded nothing that it was told.
    for told in _grouped(s for s in marked if s.medium and s.medium != s.speaker):
        medium = told[0].medium or ""
        what = f"The recording of what {told[0].speaker} told {medium}: {_tally(told)}"
        lines.append(Check(what=what, with_whom=medium, spans=_places(told)))
    return lines


def transcripts(marked: Sequence[Said]) -> list[Check]:
    """Transcripts of stated occasions, and the full text of statements and letters."""
    return [
        Check(
            what=f"In full, {_source(told[0].speaker)} ({shown(told[0].occasion)}): {_tally(told)}",
            with_whom=issuer(told[0].speaker),
            spans=_places(told),
        )
        for told in _grouped(s for s in marked if not s.medium)
        if told[0].occasion
    ]


def unknown_occasions(marked: Sequence[Said], outlet: Callable[[str], str]) -> list[Check]:
    """Words in marks whose occasion is not stated."""
    lines = []
    for told in _grouped(s for s in marked if not s.key):
        speaker = told[0].speaker
        fullest = max((run for t in told for run in _runs(t)), key=lambda run: len(run.exact))
        more = f" and {len(told) - 1} more" if len(told) > 1 else ""
        what = f"Where and when {speaker} said {shown(fullest)}{more}: not stated"
        outlets = [outlet(t.utterance.article) for t in told]
        lines.append(
            Check(
                what=f"{what}{_left_open(told)}",
                with_whom=listed([issuer(speaker), *outlets]),
                spans=_places(told),
            )
        )
    return lines


def two_occasions(
    points: Sequence[Point], said: Sequence[Said], outlet: Callable[[str], str]
) -> list[Check]:
    """Utterances that one outlet places here and another there."""
    by_id = {s.utterance.quotation.id: s for s in said if s.key and not s.near}
    lines = []
    for point in points:
        placed = [by_id[m.quotation] for m in point.members if m.quotation in by_id]
        other = next((p for p in placed[1:] if _elsewhere(placed[0], p)), None)
        if point.kind != "utterance" or other is None:
            continue
        one = placed[0]
        at = [f"{_where(p)} ({outlet(p.utterance.article)})" for p in (one, other)]
        lines.append(
            Check(
                what=f"Where {one.speaker} said {shown(point.wording.span)}: {at[0]} or {at[1]}, "
                "or on both occasions",
                with_whom=listed(
                    [issuer(one.speaker), *(outlet(m.article) for m in point.members)]
                ),
                spans=tuple((m.article, m.span) for m in point.members),
            )
        )
    return lines


def _elsewhere(one: Said, other: Said) -> bool:
    """Another article places the words on another occasion."""
    return one.key != other.key and one.utterance.article != other.utterance.article


def _grouped(said: Iterable[Said]) -> list[list[Said]]:
    """By speaker and occasion; what several outlets quote, and quote often, first."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        groups.setdefault((one.speaker, one.key), []).append(one)
    return sorted(groups.values(), key=lambda g: (-len({s.utterance.article for s in g}), -len(g)))


def _where(said: Said) -> str:
    if said.medium:
        return f"told {said.medium}"
    return shown(said.occasion) if said.occasion else "not stated"


def is_document(speaker: str) -> bool:
    """The words are a text's, not a person's."""
    return bool(_DOCUMENT.search(speaker))


def _source(speaker: str) -> str:
    return the_document(speaker) if is_document(speaker) else f"what {speaker} said"


def issuer(speaker: str) -> str:
    """Whom to ask for the words in full; for a document, whoever issued it."""
    if is_document(speaker):
        return f"whoever issued {the_document(speaker)}"
    return f"{speaker} (or whoever speaks for them)"


def the_document(speaker: str) -> str:
    """ "A statement by the council" as "the statement by the council"."""
    return _ARTICLE.sub("the ", _OUTLET.sub("", speaker))


def _runs(said: Said) -> tuple[Span, ...]:
    return said.utterance.quotation.content


def _places(told: Sequence[Said]) -> Places:
    return tuple((t.utterance.article, run) for t in told for run in _runs(t))


def _tally(told: Sequence[Said]) -> str:
    return f"{counted(len(told), 'quotation')}{_left_open(told)}"


def _left_open(told: Sequence[Said]) -> str:
    """What the pages leave open about the words."""
    counts = {
        "by nearness only": sum(t.near for t in told),
        "with words cut or put in": sum(
            any(_CUT_MARK.search(run.exact) for run in _runs(t)) for t in told
        ),
        "in two runs, what stood between unknown": sum(
            t.utterance.quotation.gap_unknown for t in told
        ),
    }
    notes = ", ".join(f"{n} {what}" for what, n in counts.items() if n)
    return f" ({notes})" if notes else ""
