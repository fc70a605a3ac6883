"""A French article: sentences, names, times, by the packaged French pipeline and rules."""

from crosswire.models.base import Parser
from crosswire.records.annotation import Annotation
from crosswire.records.article import Revision
from crosswire.records.span import Span
from crosswire.stages.annotate.anchors import anchors_of
from crosswire.stages.annotate.foreign.french_names import french_names
from crosswire.stages.annotate.foreign.french_times import french_times
from crosswire.stages.annotate.foreign.plain import plain_sentences

NOT_DONE = ("pronouns and roles", "statements")
"""What is not read in a French article."""


def annotate_french(revision: Revision, parser: Parser) -> Annotation:
    """Read a French revision with ``parser``."""
    text = revision.body
    runs = plain_sentences(text.content)
    parsed = parser.parse(text.content, starts=[start for start, _ in runs], whole=runs)
    sentences = tuple(Span.of(text, *run) for run in runs)
    mentions, entities = french_names(parsed.tokens, parsed.names, text, revision.id)
    return Annotation(
        tokens=parsed.tokens,
        sentences=sentences,
        mentions=mentions,
        entities=entities,
        times=french_times(text, sentences, anchors_of(revision)),
        model=parser.name,
        language="fr",
        not_done=NOT_DONE,
    )
