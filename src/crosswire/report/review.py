"""The queue of undecided pairs, and judgements, for people and for machines."""

from crosswire.records.comparison import Comparison, Statement, Undecided
from crosswire.records.judgement import Judgement, Side
from crosswire.report.contract import Line
from crosswire.report.markdown import plain
from crosswire.report.shelf import Shelf
from crosswire.report.words import one_line

Waiting = tuple[Comparison, Undecided]
"""A pair that waits, and the comparison it is of."""


def line(waiting: Waiting) -> Line:
    """A pair of the queue as a JSON object; offsets address the text of each article."""
    comparison, pair = waiting
    shelf = Shelf(comparison)
    return {
        "story": comparison.story,
        "score": round(pair.score, 3),
        "a": _statement(pair.a, shelf),
        "b": _statement(pair.b, shelf),
        "reasons": list(pair.reasons),
        "differ": list(pair.differ),
    }


def text(waiting: Waiting) -> str:
    """A pair for a terminal: each sentence whole, under its outlet; what speaks for and against."""
    comparison, pair = waiting
    shelf = Shelf(comparison)
    rows = []
    for statement in (pair.a, pair.b):
        cell = shelf.cell(statement)
        rows.append(f"{one_line(cell.place.label)}:")
        rows.append(f"  {one_line(f'{cell.lead}{cell.words}{cell.tail}')}")
        if statement.span != statement.sentence:
            rows.append(f"  of this: {one_line(cell.words)}")
        if statement.holder:
            rows.append(f"  said by {one_line(statement.holder)}")
    if pair.reasons:
        rows.append(f"In common: {one_line('; '.join(pair.reasons))}")
    if pair.differ:
        rows.append(f"Apart: {one_line('; '.join(pair.differ))}")
    return "\n".join(rows) + "\n"


def markdown(waiting: Waiting) -> str:
    """A pair for notes."""
    first, *rest = text(waiting).splitlines()
    return "\n".join([f"- {plain(first)}", *(f"  {plain(row)}  " for row in rest)]) + "\n"


def judgement_text(one: Judgement) -> str:
    """A judgement on a line: its id, what was decided, of which words."""
    state = f"; withdrawn by {one.withdrawn_by}" if one.withdrawn_at else ""
    sides = " / ".join(f"{s.outlet}: {one_line(s.span.exact)[:80]}" for s in (one.a, one.b))
    return f"{one.id} {one.words}{state}: {sides}\n"


def judgement_line(one: Judgement) -> Line:
    """A judgement as a JSON object."""
    return {"id": one.id, **one.model_dump(mode="json")}


def training_line(one: Judgement) -> Line:
    """A judgement as a line to train on; ``training/judgements.py`` reads it."""
    return {
        "story": one.story,
        "a": _side(one.a),
        "b": _side(one.b),
        "label": one.decision,
        "hard": one.hard,
        "by": one.made_by,
        "at": one.made_at,
    }


def _side(side: Side) -> Line:
    return {
        "article": side.article,
        "text_id": side.span.text,
        "start": side.span.start,
        "end": side.span.end,
        "words": side.span.exact,
    }


def _statement(statement: Statement, shelf: Shelf) -> Line:
    return {
        "article": statement.article,
        "outlet": shelf.label(statement.article),
        "start": statement.span.start,
        "end": statement.span.end,
        "words": statement.span.exact,
        "sentence": statement.sentence.exact,
        "holder": statement.holder,
    }
