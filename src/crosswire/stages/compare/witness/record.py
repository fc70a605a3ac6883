"""The record of a run in marks: where its words stand, what is left out, whose words they are."""

from crosswire.records.quotation import Mode, Reading
from crosswire.records.span import Span
from crosswire.records.witness import Dropped, QuoteCheck, Witness
from crosswire.stages.compare.witness.align import Gap
from crosswire.stages.compare.witness.credit import Credit, credited_with
from crosswire.stages.compare.witness.gaps import sentences
from crosswire.stages.compare.witness.index import FAR
from crosswire.stages.compare.witness.runs import Run
from crosswire.stages.compare.witness.stand import Judged
from crosswire.stages.compare.witness.verdict import RANK, diff, moved, pieces

_ALSO = 5
"""Other places of the same words that are listed."""
MOVED = "the same words stand there in another order"


def record_of(reading: Reading, found: Judged, before: Judged | None) -> QuoteCheck:
    """What was found of a run; ``before`` is the run before it in its quotation."""
    run, verdict, stand = found.run, found.verdict, found.stand
    if verdict.standing == "not found in this text":
        return _absent(reading, found)
    first = verdict.first or 0
    turn = stand.speech.turns[first]
    inside = _inside(found)
    between = _between(found, before)
    standing = verdict.standing
    if between and RANK[standing] < RANK["cut"]:
        standing = "cut"
    steps = diff(verdict, found.printed, run.text, stand.witness.text.content, stand.speech)
    because = _because(reading, found, before, bool(between))
    if moved(steps):
        # What stands elsewhere in the run is not left out of it.
        inside, because = (), [MOVED, *because]
    return QuoteCheck(
        article=reading.article,
        field=run.field,
        span=run.span,
        quotation=run.quotation.id if run.quotation else None,
        witness=stand.witness.id,
        standing=standing,
        places=tuple(stand.span(a, b) for a, b in pieces(verdict)),
        also=_also(found),
        dropped=(*between, *inside),
        inserted=tuple(_span(run, a, b) for a, b in found.printed.own),
        diff=() if standing in ("verbatim", "tidied") and not inside else steps,
        turn=turn,
        said_by=_voice(stand.witness, turn),
        credited=credited_with(run.quotation),
        credit=_credit(reading, found),
        because="; ".join(because),
    )  # fmt: skip


def _absent(reading: Reading, found: Judged) -> QuoteCheck:
    """Not found, with the nearest passage where one is plainly near."""
    run, stand = found.run, found.stand
    near = _part(found) or stand.passages.nearest(found.printed.forms)
    return QuoteCheck(
        article=reading.article,
        field=run.field,
        span=run.span,
        quotation=run.quotation.id if run.quotation else None,
        witness=stand.witness.id if near else None,
        standing="not found in this text",
        inserted=tuple(_span(run, a, b) for a, b in found.printed.own),
        turn=near[1] if near else None,
        said_by=_voice(stand.witness, near[1]) if near else None,
        credited=credited_with(run.quotation),
        nearest=near[0] if near else None,
        because="; ".join(found.verdict.because)
        or ("the nearest passage has other words" if near else ""),
    )


def _part(found: Judged) -> tuple[Span, int, list[str]] | None:
    """The part of the run that the source has word for word."""
    if not found.verdict.part:
        return None
    (first, after), *_ = pieces(found.verdict)
    return found.stand.span(first, after), found.stand.speech.turns[first], []


def _span(run: Run, start: int, end: int) -> Span:
    """A place in the text the run stands in."""
    return Span(text=run.span.text, start=start, end=end, exact=run.text[start:end])


def _credit(reading: Reading, found: Judged) -> Credit:
    """Whether the page credits the voice of these words: of every piece of them."""
    each = [found.stand.credit(found.run.quotation, reading, a) for a, _ in pieces(found.verdict)]
    return next((c for c in ("another", "unknown") if c in each), "same")


def _voice(witness: Witness, turn: int) -> str | None:
    told = witness.turns[turn]
    if told.speaker is None and told.label is not None:
        return f"{told.label.exact} (a question)" if told.asks else told.label.exact
    return told.speaker


def _also(found: Judged) -> tuple[Span, ...]:
    laid = found.verdict.laid
    size = len(found.printed.words)
    return tuple(found.stand.span(j, j + size) for j in (laid.also if laid else ())[:_ALSO])


def _inside(found: Judged) -> tuple[Dropped, ...]:
    """Words of the source that are left out within the run."""
    speech, text = found.stand.speech, found.stand.witness.text.content
    dropped = []
    for seen in found.verdict.seen:
        spoken = speech.spoken(seen.gap.j, seen.gap.m)
        if seen.kind in ("dropped", "negation", "voices") and spoken:
            dropped.append(
                Dropped(
                    span=found.stand.span(spoken[0], spoken[-1] + 1),
                    at=found.printed.words[seen.gap.k][0],
                    where="inside the run",
                    mark=seen.sign,
                    sentences=sentences(seen.gap, speech, text),
                )
            )
    return tuple(dropped)


def _between(found: Judged, before: Judged | None) -> tuple[Dropped, ...]:
    """Words of the source between this run and the one before it in the quotation."""
    gap = _gap_before(found, before)
    if gap is None or before is None:
        return ()
    stand = found.stand
    spoken = stand.speech.spoken(gap.j, gap.m)
    if not spoken or len(spoken) > FAR or not _one_speech(found, before):
        return ()
    mark = found.printed.signs.get(0) or before.printed.signs.get(len(before.printed.words), "")
    return (
        Dropped(
            span=stand.span(spoken[0], spoken[-1] + 1),
            at=found.run.span.start,
            where="before the run",
            mark=mark,
            sentences=sentences(gap, stand.speech, stand.witness.text.content),
        ),
    )


def _one_speech(found: Judged, before: Judged) -> bool:
    """A quotation broken by its cue; fragments in an outlet's own sentence claim no order."""
    quotation, speech = found.run.quotation, found.stand.speech
    direct = quotation is not None and quotation.mode is Mode.DIRECT
    left, right = before.verdict.after, found.verdict.first
    if not direct or not left or right is None:
        return False
    return speech.voices[speech.turns[left - 1]] == speech.voices[speech.turns[right]]


def _gap_before(found: Judged, before: Judged | None) -> Gap | None:
    """The words between two runs of one quotation, when they stand in this order."""
    if before is None or "not found in this text" in (
        found.verdict.standing,
        before.verdict.standing,
    ):
        return None
    left, right = before.verdict.after, found.verdict.first
    if left is None or right is None or right < left:
        return None
    framed = found.stand.speech.framed(left, right)
    return Gap(0, 0, right if framed else left, right)


def _because(reading: Reading, found: Judged, before: Judged | None, between: bool) -> list[str]:
    verdict, stand = found.verdict, found.stand
    said = list(verdict.because)
    if found.printed.own:
        said.append("the words in brackets are the page's own")
    if _spelled(found):
        said.append("spelling")
    if verdict.laid and verdict.laid.also:
        said.append(f"these words stand at {len(verdict.laid.also) + 1} places")
    if before is not None and verdict.first is not None:
        said += _joined(found, before, between)
    turns = [stand.speech.turns[a] for a, _ in pieces(verdict)]
    voices = list(dict.fromkeys(_voice(stand.witness, n) or "an unnamed voice" for n in turns))
    if len(voices) > 1:
        said.append(f"its parts are words of {len(voices)} voices: {', '.join(voices)}")
    if _credit(reading, found) == "another":
        named = credited_with(found.run.quotation)
        said.append(f"the page credits {named}; here they are words of {' and '.join(voices)}")
    return list(dict.fromkeys(said))


def _joined(found: Judged, before: Judged, between: bool) -> list[str]:
    """How this run stands to the one before it, where a quotation is broken by its cue."""
    if not _one_speech(found, before):
        return []
    gap = _gap_before(found, before)
    if gap is None:
        placed = before.verdict.standing != "not found in this text"
        return ["it stands before the run before it"] if placed else []
    missing = len(found.stand.speech.spoken(gap.j, gap.m))
    if missing > FAR:
        return [f"it stands {missing} words behind the run before it"]
    return ["words between the two runs are left out" if between
            else "it goes on where the run before it ends"]  # fmt: skip


def _spelled(found: Judged) -> bool:
    """A word is spelled otherwise in the source."""
    laid = found.verdict.laid
    if laid is None:
        return False
    text = found.stand.witness.text.content
    speech, run = found.stand.speech, found.printed
    return any(
        _letters(found.run.text[run.words[b.i + k][0] : run.words[b.i + k][1]])
        != _letters(text[speech.starts[b.j + k] : speech.ends[b.j + k]])
        for b in laid.blocks
        for k in range(b.size)
    )


def _letters(word: str) -> str:
    return "".join(c for c in word.lower() if c.isalnum())
