"""A judgement on two articles and what it moved, in words and as a JSON object."""

from collections.abc import Sequence

from crosswire.records.story import Move, StoryJudgement
from crosswire.report.contract import Line
from crosswire.report.listed import short
from crosswire.report.words import count, one_line

Lies = tuple[str | None, str | None]
"""The stories of both articles now."""


def text(judgement: StoryJudgement, moves: Sequence[Move], lies: Lies) -> str:
    """What was decided, what followed, and how to take it back."""
    told = "one story" if judgement.decision == "same" else "two stories"
    a, b = (short(article) for article in (judgement.a, judgement.b))
    if judgement.withdrawn_at:
        decided = (
            f"Withdrawn by {one_line(judgement.withdrawn_by or '')}: that {a} and {b} tell {told}."
        )
    else:
        decided = f"Judged by {one_line(judgement.made_by)}: {a} and {b} tell {told}."
    lines = [decided, _moved(moves), _place(lies)]
    if not judgement.withdrawn_at:
        lines.append(f"To take it back: crosswire judge --withdraw {short(judgement.id)}")
    return "\n".join(lines) + "\n"


def _moved(moves: Sequence[Move]) -> str:
    if not moves:
        return "No article moved by it."
    return f"{count(len(moves), 'article')} moved by it."


def _place(lies: Lies) -> str:
    a, b = (short(story) if story else "no story" for story in lies)
    return f"Both lie in {a}." if lies[0] == lies[1] else f"They lie in {a} and {b}."


def line(judgement: StoryJudgement, moves: Sequence[Move], lies: Lies) -> Line:
    """The same as a JSON object."""
    return {
        "id": judgement.id,
        **judgement.model_dump(mode="json"),
        "moves": [
            {"article": m.article, "story": m.story, "before": m.before, "how": m.how}
            for m in moves
        ],
        "stories": list(lies),
    }
