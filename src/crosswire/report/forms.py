"""Forms of one utterance as JSON lines show them: cuts, places, translations."""

from typing import Any

from crosswire.records.comparison import Cut, Utterance


def told_of(utterance: Utterance) -> dict[str, Any]:
    """Where an utterance stands on its page, and what the page says of a translation."""
    told = utterance.translated
    return {
        "placed": list(utterance.placed),
        "translated": None
        if told is None
        else {
            "language": told.language,
            "translator": told.translator,
            "start": told.span.start,
            "end": told.span.end,
            "near": told.near,
        },
    }


def cut_line(cut: Cut) -> dict[str, Any]:
    """Two forms of one utterance, word by word."""
    articles = {"a": cut.a.article, "b": cut.b.article}
    other = {"a": cut.b.article, "b": cut.a.article}
    return {
        "a": _side(cut.a),
        "b": _side(cut.b),
        "kept": cut.kept,
        "diff": [list(step) for step in cut.diff],
        "left_out": [
            {
                "by": articles[line.side],
                "article": other[line.side],
                "start": line.span.start,
                "end": line.span.end,
                "words": line.span.exact,
                "where": line.where,
                "mark": line.mark,
            }
            for line in cut.left_out
        ],
        "bracketed": [
            {"article": articles[side], "start": span.start, "end": span.end, "words": span.exact}
            for side, span in cut.bracketed
        ],
        "because": cut.because,
    }


def _side(utterance: Utterance) -> dict[str, Any]:
    content = [[s.start, s.end] for s in utterance.quotation.content]
    return {"article": utterance.article, "content": content}
