"""Quote: who said what, to whom, on what occasion."""

from collections.abc import Callable
from dataclasses import dataclass

from crosswire.records.article import Voice
from crosswire.records.quotation import Act, Quotation, Reading, SourceKind, Term
from crosswire.records.span import Span
from crosswire.stages.quote.acts import lemmas
from crosswire.stages.quote.assemble import gather
from crosswire.stages.quote.draft import Draft, cue_bounds
from crosswire.stages.quote.foreign import read_foreign
from crosswire.stages.quote.occasions import Setting, settings
from crosswire.stages.quote.sources import Sources
from crosswire.stages.quote.tree import Bounds, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Reading → the same reading with its quotations and quoted terms."""

    name: str = "quote"
    version: int = 10

    def open(self) -> Callable[[Reading], Reading]:
        """Table and model are loaded at the first article, once a process."""
        return read


def read(reading: Reading) -> Reading:
    """Find the quotations and quoted terms of one article."""
    if reading.annotation.language is not None:
        return read_foreign(reading)
    if not reading.annotation.tokens:
        return reading
    tree = Tree(reading)
    drafts, terms = gather(tree, reading)
    body = reading.revision.body
    sources = Sources(tree, reading)
    return reading.model_copy(
        update={
            "quotations": tuple(
                _record(reading, tree, draft, place, sources)
                for draft, place in zip(drafts, settings(tree, drafts), strict=True)
                # What a page does not show it does not quote.
                if _voice(reading, draft.start) is not Voice.UNSEEN
            ),
            "terms": tuple(
                Term(span=Span.of(body, run.start, run.end), because=why) for run, why in terms
            ),
        }
    )


def _record(
    reading: Reading, tree: Tree, draft: Draft, place: Setting, sources: Sources
) -> Quotation:
    def span(bounds: Bounds | None) -> Span | None:
        return Span.of(reading.revision.body, *bounds) if bounds else None

    def spans(*bounds: Bounds | None) -> tuple[Span, ...]:
        return tuple(s for b in bounds if (s := span(b)))

    source = draft.source
    act = _of_paper(tree, draft, sources)
    identified, kind = sources.of(source, act)
    open_ = identified is None and kind is None
    nobody = source is not None and open_ and sources.thing(source)
    return Quotation(
        mode=draft.mode,
        act=act,
        content=spans(*draft.content),
        cue=spans(cue_bounds(tree, draft.cue) if draft.cue is not None else None),
        speaker=spans(source.words if source else None),
        speaker_entity=source.entity if source else None,
        speaker_name=source.name if source and not nobody else None,
        identified=identified,
        source_kind=kind,
        addressee=span(place.addressee),
        occasion=span(place.occasion),
        occasion_because=place.because,
        gap_unknown=draft.gap,
        voice=_voice(reading, draft.start),
        because=draft.because,
    )


def _of_paper(tree: Tree, draft: Draft, sources: Sources) -> Act:
    """What is told of the source: a suit "seeking" an order wishes nothing, it is what it does."""
    if draft.act is not Act.THOUGHT or draft.cue is None:
        return draft.act
    wish = tree.tokens[draft.cue].lemma.lower() in lemmas("wishes")
    paper = wish and sources.of(draft.source)[1] is SourceKind.DOCUMENT
    return Act.DEED if paper else draft.act


def _voice(reading: Reading, at: int) -> Voice:
    """The voice of the passage that holds this offset."""
    for passage in reading.revision.passages:
        if passage.span.start <= at < passage.span.end:
            return passage.voice
    return Voice.NEWS
