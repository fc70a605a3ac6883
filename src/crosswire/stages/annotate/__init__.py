"""Annotate: what is read off one article. Quoted runs first, then sentences, names, times."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswire.models.spacy import load_parser
from crosswire.records.annotation import Annotation, Entity, Mention
from crosswire.records.article import Revision
from crosswire.records.base import stable_id
from crosswire.records.quotation import Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotate:
    """Revision → Reading without quotations."""

    pipeline: str
    folder: Path | None = None
    name: str = "annotate"
    version: int = 1

    def open(self) -> Callable[[Revision], Reading]:
        """Load the pipeline once."""
        parser = load_parser(self.pipeline, self.folder)

        def run(revision: Revision) -> Reading:
            text = revision.body
            parsed = parser.parse(
                text.content,
                starts=[p.span.start for p in revision.passages],
                whole=quoted_runs(text.content),
            )
            mentions = tuple(
                Mention(
                    span=Span.of(text, s, e),
                    label=label,
                    entity=stable_id("entity", text.content[s:e]),
                    name=text.content[s:e],
                )
                for s, e, label in parsed.names
            )
            entities = {
                m.entity: Entity(id=m.entity, label=m.label, name=m.name, forms=(m.name,))
                for m in mentions
            }
            return Reading(
                revision=revision,
                annotation=Annotation(
                    tokens=parsed.tokens,
                    sentences=tuple(Span.of(text, s, e) for s, e in parsed.sentences if s < e),
                    mentions=mentions,
                    entities=tuple(entities.values()),
                    times=(),
                    model=parser.name,
                ),
            )

        return run
