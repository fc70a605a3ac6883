"""Pages at a glance."""

from collections.abc import Mapping

from crosswire.records.changed import Changed
from crosswire.records.comparison import Page
from crosswire.records.quotation import Reading
from crosswire.stages.compare.changed import stated_change
from crosswire.stages.compare.foreign import unread_language
from crosswire.stages.compare.words import told_passages


def page(reading: Reading, duplicates: Mapping[str, str]) -> Page:
    """The article at a glance."""
    revision = reading.revision
    told = told_passages(reading)
    stated = stated_change(revision)
    return Page(
        article=reading.article,
        outlet=revision.outlet_name,
        outlet_source=revision.outlet,
        headline=revision.headline,
        standfirst=revision.standfirst,
        authors=tuple(a.value for a in revision.authors),
        published=revision.published,
        voices=tuple(dict.fromkeys(p.voice for p in revision.passages if p.span in told)),
        completeness=revision.completeness,
        sentences=sum(any(t.contains(s) for t in told) for s in reading.annotation.sentences),
        removed=len(revision.removed),
        unread_language=unread_language(reading),
        duplicate_of=duplicates.get(reading.article),
        changed=Changed(stated=stated) if stated else None,
    )
