"""Transcripts: paragraphs that begin with the speaker's name in capitals and a colon.

Quoted ones too, with a mark at the head of every paragraph: there a paragraph without a name goes on
the turn before it, when a further turn follows.
"""

import re
from typing import NamedTuple

from crosswire.records.quotation import Mode, Reading
from crosswire.stages.quote.draft import Draft
from crosswire.stages.quote.speakers import Source
from crosswire.stages.quote.tree import Bounds, Tree

_LABEL = re.compile(
    r"\s*[\"“]?((?:[A-Z][A-Z’'.-]*\s){0,3}[A-Z][A-Z’'.-]*)\s?(?:\([^)\n]{1,40}\))?:\s+(?=\S)"
)
_NOTICES = frozenset(
    [
        "update", "updated", "note", "watch", "read", "more", "related", "breaking", "photos",
        "video", "live", "correction", "analysis", "opinion", "exclusive", "warning", "location",
        "date", "time", "where", "when", "what", "who", "why", "how", "source", "contact", "tel",
        "see also", "read more", "editor's note", "editor’s note", "media contact", "faq",
    ]
)  # fmt: skip
_ASKING = frozenset(["q", "a", "question", "answer", "reporter", "host"])
_LEAST = 3
"""Fewer labelled paragraphs than these make no transcript."""


class _Turn(NamedTuple):
    """A label, and the words of each paragraph that is its."""

    label: Bounds
    words: list[Bounds]


def transcript(tree: Tree, reading: Reading) -> list[Draft]:
    """The turns of a transcript; nothing when the text is none."""
    turns = _turns(tree)
    if len(turns) < _LEAST:
        return []
    people = {
        form.split()[-1].casefold(): (entity.name, entity.id)
        for entity in reading.annotation.entities
        if entity.label in ("PERSON", "ORG")
        for form in entity.forms
        if form.strip()
    }
    return [_draft(tree, turn, people) for turn in turns]


def _turns(tree: Tree) -> list[_Turn]:
    found: list[_Turn] = []
    further: list[Bounds] = []
    for start, end in tree.paragraphs:
        turn = _turn(tree, start, end)
        if turn is not None:
            if found:
                found[-1].words.extend(further)
            found.append(turn)
            further = []
        elif found and _goes_on(tree, start, end):
            further.append((start, end))
    return found


def _turn(tree: Tree, start: int, end: int) -> _Turn | None:
    """Label and words of a paragraph that is somebody's turn."""
    match = _LABEL.match(tree.text, start, end)
    if match is None or match.group(1).casefold() in _NOTICES:
        return None
    words = tree.text[match.end() : end].rstrip()
    run = tree.run_at(match.end())
    if not words or (run is not None and run.start >= match.start(1)):
        return None
    return _Turn(match.span(1), [(match.end(), match.end() + len(words))])


def _goes_on(tree: Tree, start: int, end: int) -> bool:
    """Whether a paragraph is all in marks, and no note such as "(Crosstalk.)"."""
    run = tree.run_at(start)
    whole = run is not None and run.start == start and not tree.text[run.end : end].strip()
    return run is not None and whole and not tree.text[run.inner :].lstrip().startswith(("(", "["))


def _draft(tree: Tree, turn: _Turn, people: dict[str, tuple[str, str]]) -> Draft:
    said = tree.text[turn.label[0] : turn.label[1]]
    last = said.split()[-1].casefold()
    name, entity = people.get(last, (None, None))
    if name is None and last not in _ASKING:
        name = said
    because = "a transcript: the speaker’s label begins the paragraph"
    return Draft(
        mode=Mode.DIRECT,
        content=tuple(turn.words),
        source=Source(turn.label, name, entity, because),
        because=because,
    )
