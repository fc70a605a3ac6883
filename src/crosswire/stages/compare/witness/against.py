"""Every page's quotations against the primary sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from crosswire.records.quotation import Act, Mode, Quotation, Reading
from crosswire.records.span import Span
from crosswire.records.witness import Dropped, Primary, QuoteCheck, Retold, Witness
from crosswire.stages.compare.translations import translations
from crosswire.stages.compare.witness.align import Gap
from crosswire.stages.compare.witness.credit import Credit, credit, credited_with
from crosswire.stages.compare.witness.folding import fold
from crosswire.stages.compare.witness.gaps import sentences
from crosswire.stages.compare.witness.index import FAR, Index
from crosswire.stages.compare.witness.lexing import Printed, Speech, printed, speech_of
from crosswire.stages.compare.witness.nearby import Passages
from crosswire.stages.compare.witness.runs import Run, runs_of
from crosswire.stages.compare.witness.verdict import RANK, Verdict, diff, judge, pieces
from crosswire.stages.compare.words import words

_ALSO = 5
"""Other places of the same words that are listed."""


class Stand:
    """One primary source, ready to be looked up in."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.speech: Speech = speech_of(witness)
        self.index = Index(self.speech)
        self.passages = Passages(self.speech, witness.text)

    def span(self, first: int, after: int) -> Span:
        """The place of the words from ``first`` to before ``after``."""
        return Span.of(self.witness.text, self.speech.starts[first], self.speech.ends[after - 1])

    def credit(self, quotation: Quotation | None, reading: Reading, word: int) -> Credit:
        """Whether the page credits the voice of this word."""
        quoted = self.speech.in_marks(word)
        turn = self.speech.turns[word]
        return credit(quotation, reading, self.witness, turn, quoted=quoted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A run and what was found of it in one source."""

    run: Run
    stand: Stand
    printed: Printed
    verdict: Verdict


def set_against(readings: Sequence[Reading], witnesses: Sequence[Witness]) -> Primary | None:
    """Every run in marks of every page against the primary sources; None when there are none."""
    if not witnesses:
        return None
    stands = [Stand(w) for w in witnesses]
    checks = [
        check
        for reading in readings
        for runs in runs_of(reading)
        for check in _checks(reading, runs, stands)
    ]
    retold = [r for reading in readings for r in _retold(reading, stands)]
    return Primary(witnesses=tuple(witnesses), checks=tuple(checks), retold=tuple(retold))


def _checks(reading: Reading, runs: Sequence[Run], stands: Sequence[Stand]) -> list[QuoteCheck]:
    """One record for each run: from the source that has most of the quotation's words."""
    tried = [_in_order(reading, runs, stand) for stand in stands]
    tried.sort(key=lambda found: sum(RANK[c.standing] for c in found))
    best = [
        min((found[k] for found in tried), key=lambda c: RANK[c.standing]) for k in range(len(runs))
    ]
    if runs[0].quotation is None and runs[0].field == "body":
        # A term is nobody's speech: that the source lacks it says nothing.
        return [
            c for c in best if RANK[c.standing] < RANK["altered"] and len(words(c.span.exact)) > 1
        ]
    return best


def _in_order(reading: Reading, runs: Sequence[Run], stand: Stand) -> list[QuoteCheck]:
    """The runs of one quotation in one source: the longest first, the others near to it."""
    found: dict[int, Judged] = {}
    for k in sorted(range(len(runs)), key=lambda k: -len(runs[k].span.exact)):
        found[k] = _judged(reading, runs[k], stand, _prefer(reading, runs[k], stand, found, k))
    return [
        _record(reading, found[k], found.get(k - 1), len(stand.witness.turns))
        for k in range(len(runs))
    ]


def _prefer(
    reading: Reading, run: Run, stand: Stand, found: Mapping[int, Judged], k: int
) -> "partial[tuple[float, ...]]":
    befores = [found[n].verdict.after for n in found if n < k]
    afters = [found[n].verdict.first for n in found if n > k]
    low = max((a for a in befores if a is not None), default=None)
    high = min((a for a in afters if a is not None), default=None)
    return partial(_likelier, reading, run, stand, (low, high))


def _likelier(
    reading: Reading, run: Run, stand: Stand, bounds: tuple[int | None, int | None], place: int
) -> tuple[float, ...]:
    """Words of the person credited first, then those next to the quotation's other runs."""
    low, high = bounds
    order = {"same": 0, "unknown": 1, "another": 2}
    wrong = (low is not None and place < low) or (high is not None and place > high)
    apart = abs(place - low) if low is not None else abs(high - place) if high is not None else 0
    return (order[stand.credit(run.quotation, reading, place)], float(wrong), apart, place)


def _judged(
    reading: Reading, run: Run, stand: Stand, prefer: "partial[tuple[float, ...]]"
) -> Judged:
    text = stand.witness.text.content
    read = printed(run.text, run.span.start, run.span.end)
    verdict = judge(read, stand.index, text, prefer) if read.words else None
    if verdict is None:
        return Judged(run=run, stand=stand, printed=read,
                      verdict=Verdict(standing="not found in this text"))  # fmt: skip
    if RANK[verdict.standing] >= RANK["altered"] and "(" in run.span.exact:
        other = printed(run.text, run.span.start, run.span.end, parentheses=True)
        second = judge(other, stand.index, text, prefer) if other.words else verdict
        if RANK[second.standing] < RANK[verdict.standing]:
            read, verdict = other, second
    return Judged(
        run=run, stand=stand, printed=read, verdict=_guarded(reading, run, stand, verdict)
    )


def _guarded(reading: Reading, run: Run, stand: Stand, verdict: Verdict) -> Verdict:
    """Nobody altered the words of another voice, or an interpreter's."""
    if verdict.standing != "altered" or verdict.first is None:
        return verdict
    if stand.credit(run.quotation, reading, verdict.first) == "another":
        return replace(verdict, standing="not found in this text",
                       because=("near words are another voice's",))  # fmt: skip
    told = translations(reading).get(run.quotation.id) if run.quotation else None
    if told is not None and told.language != "English":
        because = f"the page gives a translation (“{told.span.exact}”): translations differ"
        return replace(verdict, standing="cannot tell", because=(because,))
    turn = stand.witness.turns[stand.speech.turns[verdict.first]]
    if turn.interpreted:
        because = f"this text gives an interpreter's words (“{turn.interpreted.exact}”): translations differ"
        return replace(verdict, standing="cannot tell", because=(because,))
    return verdict


def _record(reading: Reading, found: Judged, before: Judged | None, turns: int) -> QuoteCheck:
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
        diff=() if standing in ("verbatim", "tidied") and not inside
        else diff(verdict, found.printed, run.text, stand.witness.text.content, stand.speech),
        turn=turn,
        said_by=_voice(stand.witness, turn),
        credited=credited_with(run.quotation),
        credit=_credit(reading, found),
        because="; ".join(_because(reading, found, before, bool(between))),
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


def _retold(reading: Reading, stands: Sequence[Stand]) -> list[Retold]:
    """Indirect reports of speech to which a passage is plainly near."""
    found = []
    for quotation in reading.quotations:
        if quotation.mode is not Mode.INDIRECT or quotation.act is not Act.SPEECH:
            continue
        forms = [fold(w.form) for span in quotation.content for w in words(span.exact)]
        for stand in stands:
            near = stand.passages.nearest(forms)
            if (
                near
                and credit(quotation, reading, stand.witness, near[1], quoted=False) != "another"
            ):
                because = f"both have {', '.join(dict.fromkeys(near[2]))}"
                found.append(
                    Retold(
                        article=reading.article,
                        quotation=quotation.id,
                        span=quotation.content[0],
                        witness=stand.witness.id,
                        nearest=near[0],
                        turn=near[1],
                        because=because,
                    )
                )
                break
    return found
