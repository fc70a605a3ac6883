"""The shortest honest span: a part of the unit, when the shared statement lies in it alone."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from crosswire.records.annotation import Token
from crosswire.records.quotation import Quotation
from crosswire.records.span import Span
from crosswire.stages.compare.points.board import Board, Sheet
from crosswire.stages.compare.points.meeting import Meetings, clause_of
from crosswire.stages.compare.points.signals import longest_run
from crosswire.stages.compare.points.units import whole_span

_FREE = frozenset({"conj", "relcl", "acl", "ROOT", "parataxis"})
"""Clauses that stand as statements by themselves. A condition or a reported clause does not:
cut from "if" or "denied that" it would say something else."""
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
"""Tags of a word that leans on what stands before it: "which is the only kind" says of nobody what."""
_TURNS = frozenset(
    {"if", "unless", "whether", "not", "n't", "n’t", "deny", "denied", "no", "never"}
)
_CLOSERS = frozenset("\"”’')]") | {"''"}
_OPENERS = frozenset('"“‘') | {"``"}
_ELLIPSES = frozenset({"...", "…", ". . ."})
_LONG_RUN = 8
"""Words in a row, in marks, that stand for what is shared whatever else two units have in common."""
_LEAST_WORDS = 4
_MOST_SHARE = 0.75
_EVIDENCE = 0.9
"""Share of the words in common that a part must hold to stand for the whole."""
_MOSTLY = 0.6
"""The same for a clause that meets a clause of every partner better than any other does."""
_RUN = 5
"""Words in a row that a clause may share instead."""
_MOST_CUTS = 12
_MOST_ASKED = 12
"""Partners that are asked which part of a unit they share."""


def narrowed(board: Board, meetings: Meetings, unit: int, others: list[int]) -> Span:
    """The span of ``unit`` that its partners share: a part when all agree on it, else all."""
    sheet = board.sheets[unit]
    others = others[:_MOST_ASKED]
    votes: Counter[int] = Counter()
    for other in others:
        met = meetings.clauses(*((unit, other) if unit < other else (other, unit)))
        if met is not None:
            votes[met[0] if unit < other else met[1]] += 1
    partners = [board.sheets[o] for o in others]
    found = _clause_span(board, sheet, next(iter(votes)), partners) if len(votes) == 1 else None
    return found or _part(board, sheet, partners) or sheet.unit.span


def _clause_span(board: Board, sheet: Sheet, clause: int, partners: list[Sheet]) -> Span | None:
    """The words of one clause with all that stands between them, when that is honest and short."""
    of = clause_of(sheet)
    inside = [n for n, c in enumerate(of) if c == clause]
    first, last = inside[0], inside[-1] + 1
    head = next((n for n in inside if of[sheet.heads[n]] != clause or sheet.heads[n] == n), first)
    tokens = sheet.tokens
    share = (tokens[last - 1].end - tokens[first].start) / len(sheet.unit.span.exact)
    if (
        tokens[first].tag in _RELATIVE
        or tokens[head].dep not in _FREE
        or share > _MOST_SHARE
        or not _whole(sheet, first, last)
        or not _tells(board, sheet, first, last)
    ):
        return None
    if not all(_shown(sheet, partner, first, last) for partner in partners):
        return None
    return _span(board, sheet, first, last)


def _tells(board: Board, sheet: Sheet, first: int, last: int) -> bool:
    """The part says more than who spoke: "the mayor told reporters" tells nothing by itself."""
    unit = sheet.unit
    quotations = board.readings[unit.article].quotations
    if any(_torn_off(sheet, quotation, first, last) for quotation in quotations):
        return False
    frames = [
        run
        for quotation in quotations
        for run in (*quotation.speaker, *quotation.cue)
        if run.overlap(unit.span)
    ]
    left = [
        t
        for t in sheet.tokens[first:last]
        if t.pos not in ("PUNCT", "SPACE")
        and not any(run.start <= t.start < run.end for run in frames)
    ]
    return len(left) >= _LEAST_WORDS


def _torn_off(sheet: Sheet, quotation: Quotation, first: int, last: int) -> bool:
    """The part says that something was said, and leaves out what: "the pilot of the tug said"."""
    part = range(sheet.tokens[first].start, sheet.tokens[last - 1].end)
    cued = any(run.start in part for run in quotation.cue)
    unit = sheet.unit.span
    return cued and any(
        run.overlap(unit) and not (run.start < part.stop and run.end > part.start)
        for run in quotation.content
    )


def _shown(sheet: Sheet, partner: Sheet, first: int, last: int) -> bool:
    """The clause itself holds what is shared with ``partner``: most of the words, or a run; and all of
    a long run, which is one saying however many clauses it has."""
    keys = frozenset(sheet.keys) & frozenset(partner.keys)
    theirs = _words(partner.tokens)
    run = longest_run(_words(sheet.tokens[first:last]), theirs)
    whole = longest_run(_words(sheet.tokens), theirs)
    if whole >= _LONG_RUN and run < _EVIDENCE * whole:
        return False
    return run >= _RUN or _held(sheet, keys, first, last) >= _MOSTLY


def _words(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(t.text.lower() for t in tokens if t.pos != "PUNCT")


def _part(board: Board, sheet: Sheet, others: list[Sheet]) -> Span | None:
    """The shortest run between joints of the unit that holds what is shared with each partner."""
    cuts = _joints(sheet)
    if not 2 < len(cuts) <= _MOST_CUTS:
        return None
    shared = [frozenset(sheet.keys) & frozenset(o.keys) for o in others]
    runs = sorted(combinations(cuts, 2), key=lambda r: (r[1] - r[0], r[0]))
    for first, last in runs[:-1]:
        held = (
            all(_held(sheet, keys, first, last) >= _EVIDENCE for keys in shared)
            and not _torn(sheet, last)
        ) or (_marked(sheet, first, last) and all(_repeats(sheet, o, first, last) for o in others))
        quiet = all(
            t.pos not in ("VERB", "AUX") for t in (*sheet.tokens[:first], *sheet.tokens[last:])
        )
        spoken = quiet or sheet.unit.quotation is not None
        if held and spoken and _honest(sheet, first, last) and not _open(sheet, first, last):
            return _span(board, sheet, first, last)
    return None


def _marked(sheet: Sheet, first: int, last: int) -> bool:
    """The part stands in quotation marks, or goes to where words in marks were cut."""
    tokens = sheet.tokens
    opened = tokens[first].text in _OPENERS or _elided(sheet, first)
    return opened and (tokens[last - 1].text in _CLOSERS or _elided(sheet, last))


def _open(sheet: Sheet, first: int, last: int) -> bool:
    """Outside marks, the part stops at whose deed, or of what, the words after it tell: "appearing in
    people's", "the reason that the mayor"."""
    return not _marked(sheet, first, last) and any(
        sheet.heads[n] >= last and sheet.tokens[n].dep in _PARTS for n in range(first, last)
    )


def _torn(sheet: Sheet, last: int) -> bool:
    """The part stops in mid-sentence where words in marks begin: what it says goes on there."""
    tokens = sheet.tokens
    opened = last < len(tokens) and tokens[last].text in _OPENERS
    ended = tokens[last - 1].text in _CLOSERS or tokens[last - 1].text == ":"
    return opened and not ended


def _elided(sheet: Sheet, n: int) -> bool:
    """Words were left out just before token ``n``, or just after the token before it."""
    tokens = sheet.tokens
    return any(0 <= k < len(tokens) and tokens[k].text in _ELLIPSES for k in (n - 1, n))


def _repeats(sheet: Sheet, partner: Sheet, first: int, last: int) -> bool:
    """The partner has a long run of the part's own words, most of what the part says."""
    said = _words(sheet.tokens[first:last])
    run = longest_run(said, _words(partner.tokens))
    return run >= _LONG_RUN and run >= _MOSTLY * len(said)


def _joints(sheet: Sheet) -> list[int]:
    """Where a unit may be cut: after a colon, a closing mark, a run of capitals; before an opening
    mark; about an ellipsis."""
    tokens = sheet.tokens
    cuts = [0]
    for n in range(1, len(tokens)):
        before, token = tokens[n - 1], tokens[n]
        apart = token.start > before.end
        closed = before.text in _CLOSERS and before.tag != "POS"
        shouted = before.text.isupper() and len(before.text) > 1 and token.text.istitle()
        opened = token.text in _OPENERS and not closed
        joint = apart and (before.text == ":" or closed or opened or (shouted and n <= 4))
        if joint or _ELLIPSES & {before.text, token.text}:
            cuts.append(n)
    return [*cuts, len(tokens)]


def _held(sheet: Sheet, keys: frozenset[str], first: int, last: int) -> float:
    told = [
        (n, w) for n, (k, w) in enumerate(zip(sheet.keys, sheet.weights, strict=True)) if k in keys
    ]
    total = sum(w for _, w in told)
    return sum(w for n, w in told if first <= n < last) / total if total else 0.0


_PARTS = frozenset(
    {"poss", "compound", "amod", "det", "nummod", "nsubj", "nsubjpass", "aux", "neg"}
)


def _whole(sheet: Sheet, first: int, last: int) -> bool:
    """A clause with its verb, nothing before it torn off from what it belongs to."""
    torn = any(
        first <= sheet.heads[n] < last and sheet.tokens[n].dep in _PARTS for n in range(first)
    )
    verbal = any(t.pos in ("VERB", "AUX") for t in sheet.tokens[first:last])
    return verbal and not torn and _honest(sheet, first, last)


def _honest(sheet: Sheet, first: int, last: int) -> bool:
    """What is cut away does not turn the sense, and what is left can say something."""
    tokens = sheet.tokens
    turned = any(t.text.lower() in _TURNS for t in (*tokens[:first], *tokens[last:]))
    words = sum(t.pos not in ("PUNCT", "SPACE") for t in tokens[first:last])
    return not turned and words >= _LEAST_WORDS


def _span(board: Board, sheet: Sheet, first: int, last: int) -> Span:
    body = board.readings[sheet.unit.article].revision.body
    return whole_span(body, sheet.tokens, first, last)
