"""Every page's quotations against the primary sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from crosswire.records.quotation import Act, Mode, Reading
from crosswire.records.witness import Primary, QuoteCheck, Retold, Witness
from crosswire.stages.compare.translations import translations
from crosswire.stages.compare.witness.credit import credit
from crosswire.stages.compare.witness.folding import fold
from crosswire.stages.compare.witness.lexing import printed
from crosswire.stages.compare.witness.record import record_of
from crosswire.stages.compare.witness.runs import Run, runs_of
from crosswire.stages.compare.witness.stand import Judged, Stand
from crosswire.stages.compare.witness.verdict import RANK, Verdict, judge
from crosswire.stages.compare.words import words


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
    return [record_of(reading, found[k], found.get(k - 1)) for k in range(len(runs))]


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
