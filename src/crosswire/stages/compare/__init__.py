"""Compare: one story, side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crosswire.records.comparison import Comparison, Page
from crosswire.records.quotation import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Readings of one story → Comparison."""

    name: str = "compare"
    version: int = 1

    def open(self) -> Callable[[Sequence[Reading]], Comparison]:
        """Load encoder and trained models once."""

        def run(readings: Sequence[Reading]) -> Comparison:
            return Comparison(
                story=readings[0].revision.capture.story or "story",
                readings=tuple(readings),
                pages=tuple(
                    Page(
                        article=r.article,
                        outlet=r.revision.outlet_name,
                        outlet_source=r.revision.outlet,
                        headline=r.revision.headline,
                        standfirst=r.revision.standfirst,
                        authors=tuple(a.value for a in r.revision.authors),
                        published=r.revision.published,
                        voices=(),
                        completeness=r.revision.completeness,
                        sentences=len(r.annotation.sentences),
                        removed=len(r.revision.removed),
                    )
                    for r in readings
                ),
            )

        return run
