"""The account: what the articles on the table say, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from crosswire.records.comparison import Comparison
from crosswire.records.quotation import Reading
from crosswire.stages.compare import notes
from crosswire.stages.compare.around import eased
from crosswire.stages.compare.checks import Findings, checks
from crosswire.stages.compare.corrections import corrections
from crosswire.stages.compare.dating import on_a_line
from crosswire.stages.compare.headlines import headline_words
from crosswire.stages.compare.origins.finder import OriginFinder
from crosswire.stages.compare.pages import page
from crosswire.stages.compare.points import Aligned
from crosswire.stages.compare.points.shared import shared
from crosswire.stages.compare.speakers import speakers
from crosswire.stages.compare.table import Table
from crosswire.stages.compare.uttered import with_uttered
from crosswire.stages.compare.withdrawn import flagged
from crosswire.stages.compare.within import within_pages


class Aligner(Protocol):
    """Lines up statements."""

    def align(self, readings: Sequence[Reading], canon: Mapping[str, str]) -> Aligned:
        """Points, conflicts and single accounts of articles about one event."""
        ...


def give_account(table: Table, aligner: Aligner, *, stages: Sequence[str]) -> Comparison:
    """The comparison of the articles on the table."""
    aligned = _aligned(table, aligner)
    finder = OriginFinder(table.told, table.called, table.shared, table.outlets)
    corrected = corrections(table.shown)
    placed = flagged([finder.place(p) for p in aligned.points], corrected, table.outlet)
    points = tuple(p for p in placed if shared(p))
    quoted = headline_words(table.shown)
    within = within_pages(table.shown)
    said = speakers(table.shown, table.entities, table.canon, points, quoted)
    pages = tuple(page(r, table.duplicates) for r in table.readings)
    found = Findings(
        readings=table.shown,
        pages=pages,
        points=points,
        conflicts=aligned.conflicts,
        corrections=corrected,
        speakers=said,
        headline_words=quoted,
        called=table.called,
        within=within,
        outlets=table.outlets,
    )
    return Comparison(
        story=table.readings[0].revision.capture.story or "story",
        readings=table.readings,
        pages=pages,
        points=points,
        possible=tuple(p for p in placed if not shared(p)),
        conflicts=aligned.conflicts,
        corrections=corrected,
        within=within,
        singles=aligned.singles,
        headline_words=quoted,
        speakers=said,
        entities=table.entities,
        dates=on_a_line(table.shown),
        outsiders=table.outsiders,
        checks=checks(found),
        undecided=aligned.undecided,
        queue=aligned.queue,
        notes=(
            *table.notes,
            *notes.about_reading(table.readings),
            *notes.about_undecided(aligned.undecided, len(aligned.queue)),
            *notes.about_bounds(aligned.left),
        ),
        stages=(*stages, *sorted({r.annotation.model for r in table.readings})),
    )


def _aligned(table: Table, aligner: Aligner) -> Aligned:
    """Nothing is lined up, and nothing called single, where there is one account only."""
    if not table.comparable:
        return Aligned(points=(), conflicts=(), singles=(), undecided=0)
    aligned = with_uttered(table.told, aligner.align(table.told, table.canon), table.canon)
    return replace(aligned, points=tuple(eased(aligned.points, table.told)))
