"""Transcripts: paragraphs that begin with the speaker's name in capitals and a colon."""

import re

from crosswire.records.quotation import Mode, Reading
from crosswire.stages.quote.draft import Draft
from crosswire.stages.quote.speakers import Source
from crosswire.stages.quote.tree import Bounds, Tree

_LABEL = re.compile(
    r"\s*((?:[A-Z][A-Z’'.-]*\s){0,3}[A-Z][A-Z’'.-]*)\s?(?:\([^)\n]{1,40}\))?:\s+(?=\S)"
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


def transcript(tree: Tree, reading: Reading) -> list[Draft]:
    """The turns of a transcript; nothing when the text is none."""
    turns = [t for k, _ in enumerate(tree.paragraphs) if (t := _turn(tree, k))]
    if len(turns) < _LEAST:
        return []
    people = {
        form.split()[-1].casefold(): (entity.name, entity.id)
        for entity in reading.annotation.entities
        if entity.label in ("PERSON", "ORG")
        for form in entity.forms
        if form.strip()
    }
    return [_draft(tree, label, words, people) for label, words in turns]


def _turn(tree: Tree, paragraph: int) -> tuple[Bounds, Bounds] | None:
    """Label and words of a paragraph that is somebody's turn."""
    start, end = tree.paragraphs[paragraph]
    match = _LABEL.match(tree.text, start, end)
    if match is None or match.group(1).casefold() in _NOTICES:
        return None
    words = tree.text[match.end() : end].rstrip()
    if tree.run_at(match.end()) is not None or not words:
        return None
    return match.span(1), (match.end(), match.end() + len(words))


def _draft(tree: Tree, label: Bounds, words: Bounds, people: dict[str, tuple[str, str]]) -> Draft:
    said = tree.text[label[0] : label[1]]
    last = said.split()[-1].casefold()
    name, entity = people.get(last, (None, None))
    if name is None and last not in _ASKING:
        name = said
    because = "a transcript: the speaker’s label begins the paragraph"
    return Draft(
        mode=Mode.DIRECT,
        content=(words,),
        source=Source(label, name, entity, because),
        because=because,
    )
