"""Quotations of articles that are not English: by marks in any language, with speakers in French."""

from crosswire.records.quotation import Reading
from crosswire.stages.quote.foreign.french import french_quotations
from crosswire.stages.quote.foreign.marked import marked_quotations, quoted_terms

__all__ = ["read_foreign"]


def read_foreign(reading: Reading) -> Reading:
    """The quotations of an article that the English rules do not read."""
    french = reading.annotation.language == "fr"
    found = french_quotations(reading) if french else marked_quotations(reading)
    taken = [run for one in found for run in one.content]
    return reading.model_copy(
        update={"quotations": found, "terms": quoted_terms(reading.revision.body, taken)}
    )
