"""Articles that are not English: what can be read of them, and a plain word on what cannot.

French has a pipeline of its own; of any other language there are sentences, quotation marks and
dates that rules can read. Nothing of them is lined up with other articles.
"""

from crosswire.stages.annotate.foreign.french import annotate_french
from crosswire.stages.annotate.foreign.plain import annotate_plain

FRENCH_PIPELINE = "fr_core_news_sm"

__all__ = ["FRENCH_PIPELINE", "annotate_french", "annotate_plain", "is_english"]


def is_english(language: str | None) -> bool:
    """Whether the English pipeline reads it: English, or too few words to show a language."""
    return language is None or language == "en"
