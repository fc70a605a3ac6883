"""Notes: what the comparison says about itself."""

from collections.abc import Mapping, Sequence

from crosswire.records.article import Passage, Revision, Voice
from crosswire.records.comparison import Outsider
from crosswire.records.quotation import Reading
from crosswire.stages.compare.copies import SharedText
from crosswire.stages.compare.points.bounds import Beyond
from crosswire.stages.compare.wording import listed

_MOST = 6
"""Notes of one kind; what is beyond is counted."""


def _bounded(lines: Sequence[str], what: str) -> list[str]:
    rest = len(lines) - _MOST
    return [*lines[:_MOST], f"And {rest} more {what}."] if rest > 0 else list(lines)


def about_input(
    readings: Sequence[Reading], duplicates: Mapping[str, str], left: Sequence[Reading]
) -> list[str]:
    """What was given, and what of it could not be lined up."""
    outlets = {r.article: r.revision.outlet_name for r in readings}
    twice = [
        f"{article} is the same article as {kept} ({outlets[kept]}); it was read once."
        for article, kept in duplicates.items()
    ]
    notes = _bounded(twice, "captures of articles that came in twice")
    empty = [r.revision.outlet_name for r in readings if not r.annotation.sentences]
    if empty:
        notes.append(f"No text beyond the headline: {listed(empty, most=_MOST)}.")
    if len(readings) == 1:
        notes.append("One article: there is nothing to compare it with.")
    elif len(left) == 1:
        notes.append("One article is left to compare: nothing was lined up.")
    return notes


def about_others(outsiders: Sequence[Outsider], readings: Sequence[Reading]) -> list[str]:
    """Articles that are about another event."""
    outlets = {r.article: r.revision.outlet_name for r in readings}
    lines = [
        f"{outlets[o.article]} ({o.article}) is taken to be about another event: {o.because}."
        for o in outsiders
    ]
    return _bounded(lines, "articles taken to be about other events")


def about_texts(readings: Sequence[Reading], shared: Sequence[SharedText]) -> list[str]:
    """Shared texts, and voices that are not the outlets' news."""
    outlets = {r.article: r.revision.outlet_name for r in readings}
    pairs = [f"{outlets[s.a]} and {outlets[s.b]} share text: {s.because}." for s in shared]
    notes = _bounded(pairs, "pairs of articles that share text")
    for voice in (Voice.SATIRE, Voice.OPINION, Voice.READER, Voice.ADVERTISING):
        held = [
            r.revision.outlet_name
            for r in readings
            if any(p.voice is voice for p in r.revision.passages)
        ]
        if held:
            names = listed(held, most=_MOST)
            notes.append(f"Passages of {voice.value} do not count as origins: {names}.")
    unseen = [r.revision for r in readings if any(_is_unseen(p) for p in r.revision.passages)]
    notes += _bounded([_left_unseen(one) for one in unseen], "pages with words they do not show")
    return notes


def _is_unseen(passage: Passage) -> bool:
    return passage.voice is Voice.UNSEEN


def _left_unseen(revision: Revision) -> str:
    """What of a page is not lined up: a reader of the page does not find it there."""
    held = sum(_is_unseen(p) for p in revision.passages)
    return (
        f"{_count(held, 'passage')} of the page of {revision.outlet_name} {_was(held)} left out: in its "
        "markup, and not shown when it opens."
    )


def about_reading(readings: Sequence[Reading]) -> list[str]:
    """The models."""
    models = sorted({r.annotation.model for r in readings})
    return [f"Read with {', '.join(models)}."]


def about_undecided(undecided: int, kept: int) -> list[str]:
    """How much was left undecided, and how many of the pairs are ``kept`` for a person."""
    if not undecided:
        return []
    more = f"; the {kept} nearest are kept for review" if 0 < kept < undecided else ""
    pairs = f"{_count(undecided, 'pair')} of passages {_was(undecided)}"
    return [f"{pairs} left undecided and not shown as shared{more}."]


def about_bounds(left: Beyond) -> list[str]:
    """What of a large story was not read, or not lined up, in numbers."""
    notes = _bounded(
        [
            f"Of a long article ({outlet}) the last {_count(units, 'passage')} "
            f"{_was(units)} not lined up: the story has too many."
            for outlet, units in left.units
        ],
        "articles that were not lined up to their ends",
    )
    if left.copies:
        notes.append(
            f"{_count(left.copies, 'article')} {_was(left.copies)} not read again: two others have "
            "the very same text, and what those say counts for all of them."
        )
    if left.unread:
        notes.append(
            f"{_count(left.unread, 'passage')} {_was(left.unread)} compared by words alone: "
            "the story has too many for the sentence encoder."
        )
    if left.pairs:
        notes.append(
            f"{_count(left.pairs, 'pair')} of passages {_was(left.pairs)} not looked at: "
            "the story has too many; those with most in common were."
        )
    if left.surface:
        notes.append(
            f"{_count(left.surface, 'pair')} of passages {_was(left.surface)} judged by words, names "
            "and figures alone: the pair reader reads the likeliest of every two articles."
        )
    return notes


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"
