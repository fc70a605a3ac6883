"""A story as Web Annotations (W3C Recommendation, 23 February 2017): every finding on its own words.

The Recommendation counts Unicode code points of a text without markup, in logical order, from 0, the
end excluded (sections 4.2.4 and 4.2.5): so do spans. Positions address the text as crosswire read it,
which is the source; the page's address is its scope, and there the quote is found, not the position.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from crosswire.exchange import fit
from crosswire.exchange.told import Told, words_of
from crosswire.records.comparison import Conflict, Point
from crosswire.records.note import Note
from crosswire.records.quotation import Mode
from crosswire.records.span import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FORMAT = "crosswire-annotations/1"
BESIDE = 32
"""Code points given before and after the words, by which they are found where places moved."""
Node = dict[str, Any]


def document(told: Told) -> Node:
    """The whole story as one collection, with its one page inside."""
    items = [
        *_quotations(told),
        *_mentions(told),
        *(one for point in told.comparison.points for one in _point(told, point)),
        *(_conflict(told, number, one) for number, one in enumerate(told.comparison.conflicts)),
        *_notes(told),
    ]
    return {
        "@context": CONTEXT,
        "id": fit.name(told.story, "annotations"),
        "type": "AnnotationCollection",
        "label": fit.writable(f"{told.name} ({FORMAT})"),
        "total": len(items),
        "last": fit.name(told.story, "annotations", "1"),
        "first": {
            "id": fit.name(told.story, "annotations", "1"),
            "type": "AnnotationPage",
            "partOf": fit.name(told.story, "annotations"),
            "startIndex": 0,
            "items": items,
        },
    }


def texts(told: Told) -> dict[str, str]:
    """The texts that positions address, by their ids: a file each."""
    return {key: fit.writable(text.content) for key, text in told.texts.items()}


def _quotations(told: Told) -> Iterator[Node]:
    for article, one in told.said():
        speaker = told.speaker(one)
        how = "in marks" if one.mode is Mode.DIRECT else f"{one.mode.value}, in the outlet's words"
        said = f"said by {speaker}" if speaker else "said by somebody the text does not name"
        bodies = [_words(f"{said}; {how}", "describing")]
        if len(one.content) > 1:
            bodies.append(_words(words_of(one), "describing"))
        targets = [_target(told, article, span) for span in one.content]
        yield _annotation(told, (one.id,), "describing", bodies, targets)


def _mentions(told: Told) -> Iterator[Node]:
    for reading in told.comparison.readings:
        for one in reading.annotation.mentions:
            at = f"{one.span.text}:{one.span.start}:{one.span.end}"
            bodies = [_words(one.name, "identifying"), _words(one.label, "tagging")]
            targets = [_target(told, reading.article, one.span)]
            yield _annotation(told, ("mention", at), "identifying", bodies, targets)


def _point(told: Told, point: Point) -> Iterator[Node]:
    """An annotation for each telling: its body is the claim, so that equal bodies are one point."""
    said = f"{point.tier.value}; {point.origins.words}"
    for number, one in enumerate(point.members):
        bodies: list[Any] = [
            {"type": "SpecificResource", "purpose": "linking",
             "source": fit.name(told.story, point.id)},
            _words(said, "describing"),
        ]  # fmt: skip
        target = _target(told, one.article, one.span)
        yield _annotation(told, (point.id, str(number)), "linking", bodies, [target])


def _conflict(told: Told, number: int, one: Conflict) -> Node:
    bodies = [_words(f"{one.grade}, {one.kind}: {one.because}", "describing")]
    targets = [_target(told, side.article, side.span) for side in (one.a, one.b)]
    return _annotation(told, ("conflict", str(number)), "describing", bodies, targets)


def _notes(told: Told) -> Iterator[Node]:
    """What people noted on places of these texts, under their names."""
    articles = {r.revision.body.id: name for name, r in told.readings.items()}
    for note in told.notes:
        span = _place(told, note)
        if span is None or note.withdrawn_at or span.text not in articles:
            continue
        bodies = [_words(note.mark, "assessing")] if note.mark else []
        bodies += [_words(note.words, "commenting")] if note.words else []
        target = _target(told, articles[span.text], span)
        motive = "assessing" if note.mark else "commenting"
        made = _annotation(told, (note.id,), motive, bodies, [target])
        made["creator"] = {"type": "Person", "name": fit.writable(note.by)}
        if at := fit.instant(note.at):
            made["created"] = at
        yield made


def _place(told: Told, note: Note) -> Span | None:
    about = note.about
    text = told.texts.get(about.text or "")
    if text is None or about.start is None or about.end is None or about.end > len(text):
        return None
    return Span.of(text, about.start, about.end)


def _annotation(
    told: Told, key: Sequence[str], motive: str, bodies: list[Any], targets: list[Node]
) -> Node:
    return {
        "id": fit.name(told.story, "annotation", *key),
        "type": "Annotation",
        "motivation": motive,
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _words(value: str, purpose: str) -> Node:
    return {"type": "TextualBody", "value": fit.writable(value), "format": "text/plain",
            "purpose": purpose}  # fmt: skip


def _target(told: Told, article: str, span: Span) -> Node:
    """The words where they stand: by place, and by what stands around them."""
    held = told.texts.get(span.text)
    text = held.content if held else ""
    prefix, suffix = (
        text[max(0, span.start - BESIDE) : span.start],
        text[span.end : span.end + BESIDE],
    )
    quote = {"type": "TextQuoteSelector", "exact": fit.writable(span.exact)}
    quote |= {"prefix": fit.writable(prefix)} if prefix else {}
    quote |= {"suffix": fit.writable(suffix)} if suffix else {}
    target: Node = {
        "type": "SpecificResource",
        "source": fit.name(span.text),
        "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote],
    }
    where = told.address(article)
    return {**target, "scope": where} if where else target
