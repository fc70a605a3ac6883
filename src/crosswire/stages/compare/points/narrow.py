"""The shortest honest span: one clause, when the shared statement lies in it alone."""

from collections import Counter

from crosswire.records.span import Span
from crosswire.stages.compare.points.board import Board, Sheet
from crosswire.stages.compare.points.meeting import Meetings, clause_of
from crosswire.stages.compare.points.units import whole_span

_FREE = frozenset({"conj", "relcl", "acl", "ROOT", "parataxis"})
"""Clauses that stand as statements by themselves. A condition or a reported clause does not:
cut from "if" or "denied that" it would say something else."""
_TURNS = frozenset(
    {"if", "unless", "whether", "not", "n't", "n’t", "deny", "denied", "no", "never"}
)
_LEAST_WORDS = 4
_MOST_SHARE = 0.75


def narrowed(board: Board, meetings: Meetings, unit: int, others: list[int]) -> Span:
    """The span of ``unit`` that its partners share: a clause when all agree on it, else all."""
    sheet = board.sheets[unit]
    votes: Counter[int] = Counter()
    for other in others:
        met = meetings.clauses(*((unit, other) if unit < other else (other, unit)))
        if met is not None:
            votes[met[0] if unit < other else met[1]] += 1
    if len(votes) != 1:
        return sheet.unit.span
    return _clause_span(board, sheet, next(iter(votes))) or sheet.unit.span


def _clause_span(board: Board, sheet: Sheet, clause: int) -> Span | None:
    """The words of one clause with all that stands between them, when that is honest and short."""
    of = clause_of(sheet)
    inside = [n for n, c in enumerate(of) if c == clause]
    first, last = inside[0], inside[-1] + 1
    tokens = sheet.tokens
    head = next((n for n in inside if of[sheet.heads[n]] != clause or sheet.heads[n] == n), first)
    words = sum(t.pos not in ("PUNCT", "SPACE") for t in tokens[first:last])
    share = (tokens[last - 1].end - tokens[first].start) / len(sheet.unit.span.exact)
    turned = any(t.text.lower() in _TURNS for t in (*tokens[:first], *tokens[last:]))
    if tokens[head].dep not in _FREE or words < _LEAST_WORDS or share > _MOST_SHARE or turned:
        return None
    body = board.readings[sheet.unit.article].revision.body
    return whole_span(body, tokens, first, last)
