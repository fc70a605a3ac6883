"""Small words for lines that people read."""

from collections.abc import Sequence

from crosswire.records.span import Span
from crosswire.stages.annotate.marks import quoted_runs

_SHOWN = 60
"""Characters of a passage shown within a line."""


def shown(span: Span) -> str:
    """The passage, or what of it stands in marks, shortened at a word."""
    marked = quoted_runs(span.exact)
    said = span.exact[marked[0][0] : marked[0][1]] if marked else span.exact
    text = " ".join(said.split()).strip("“”\"'‘’, ")
    if len(text) > _SHOWN:
        text = text[:_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{text}”"


def listed(names: Sequence[str], most: int = 4) -> str:
    """ "A", "A and B", "A, B, C and 5 more"; each name once."""
    unique = list(dict.fromkeys(names))
    if len(unique) > most:
        unique = [*unique[: most - 1], f"{len(unique) - most + 1} more"]
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"


def counted(number: int, noun: str) -> str:
    """ "1 quotation", "3 quotations"."""
    return f"{number} {noun}{'s' * (number != 1)}"
