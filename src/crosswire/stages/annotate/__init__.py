"""Annotate: what is read off one article. Quoted runs first, then sentences, names, times."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswire.models.base import Parser
from crosswire.models.spacy import load_parser
from crosswire.records.annotation import Annotation
from crosswire.records.article import Revision
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.anchors import anchors_of
from crosswire.stages.annotate.foreign import (
    FRENCH_PIPELINE,
    annotate_french,
    annotate_plain,
    is_english,
)
from crosswire.stages.annotate.marks import quoted_runs
from crosswire.stages.annotate.sentences import plan, settle
from crosswire.stages.annotate.times import find_times
from crosswire.stages.annotate.view import View
from crosswire.stages.annotate.who import who_is_who


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotate:
    """Revision → Reading without quotations; what is not English is read as far as it can be."""

    pipeline: str
    folder: Path | None = None
    name: str = "annotate"
    version: int = 8

    def open(self) -> Callable[[Revision], Reading]:
        """Load the English pipeline once; the French one with the first French article."""
        parser = load_parser(self.pipeline, self.folder)

        def run(revision: Revision) -> Reading:
            if is_english(revision.language):
                found = annotate(revision, parser)
            elif revision.language == "fr":
                found = annotate_french(revision, load_parser(FRENCH_PIPELINE, None))
            else:
                found = annotate_plain(revision)
            return Reading(revision=revision, annotation=found)

        return run


def annotate(revision: Revision, parser: Parser) -> Annotation:
    """Read one English revision with ``parser``: sentences, names and who they are, times."""
    text = revision.body
    passages = [p.span.start for p in revision.passages]
    order = plan(text.content, quoted_runs(text.content), passages)
    parsed = parser.parse(text.content, starts=order.starts, whole=order.stitched)
    sentences = settle(text.content, parsed.sentences, order, passages)
    view = View.of(text.content, parsed.tokens, sentences, order.whole)
    mentions, entities = who_is_who(view, parsed.names, revision)
    names = [(m.span.start, m.span.end) for m in mentions if m.kind == "name"]
    return Annotation(
        tokens=parsed.tokens,
        sentences=tuple(Span.of(text, s, e) for s, e in sentences),
        mentions=mentions,
        entities=entities,
        times=find_times(view, names, text, anchors_of(revision)),
        model=parser.name,
    )
