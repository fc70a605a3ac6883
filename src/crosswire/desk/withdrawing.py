"""What a story's articles took back: their notices, and the story as it was told with the words that
they withdrew, so that whoever still has these is found."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crosswire.pipeline import Pipeline
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.stages.compare.checks import MOST
from crosswire.stages.compare.withdrawn import Printed, with_notices
from crosswire.stages.revise.notices import reinstated
from crosswire.store.base import Reader
from crosswire.store.notices import Kept, elsewhere, last_seen, of_articles

MOST_TEXTS = 4
"""Earlier texts of one story that are lined up anew: the latest."""


class Former(NamedTuple):
    """An earlier text of an article, read closely or still to be."""

    article: str
    revision: str


class Notices(NamedTuple):
    """The notices of a story's articles, and what is needed to see who still tells what they took
    back."""

    kept: tuple[Kept, ...]
    seen: Mapping[str, str]
    """When each article's text was last seen."""

    @property
    def stated(self) -> list[str]:
        """What of them bears on a comparison, for the hash of its input."""
        return [f"{k.revision} {k.notice.span.start} {k.notice.because}" for k in self.kept]

    @property
    def former(self) -> list[Former]:
        """The earlier texts to line up with what the others tell now."""
        named = [
            Former(k.article, k.earlier)
            for k in reversed(self.kept)
            if k.earlier and k.notice.withdraws
        ]
        return list(dict.fromkeys(named))[:MOST_TEXTS]


def notices_of(reader: Reader, keys: Mapping[str, str]) -> Notices:
    """The notices of these articles (by id, each with its revision now) that still hold: one that is
    gone from a text which tells again what it took back does not."""
    found = [k for k in of_articles(reader, keys) if k.notice.kind != "update"]
    others = [k for k in elsewhere(reader, keys) if _tells_it_still(reader, k, keys[k.article])]
    # One that takes back another's text is told of that one.
    printed = {(k.revision, k.notice.span) for k in others}
    found = [*(k for k in found if (k.revision, k.notice.span) not in printed), *others]
    holding = [
        k for k in found if k.stands or not k.earlier or not _again(reader, k, keys[k.article])
    ]
    return Notices(tuple(holding), last_seen(reader, keys) if holding else {})


def _tells_it_still(reader: Reader, kept: Kept, now: str) -> bool:
    """Whether the article has the text now that another page took back, or told it again."""
    return kept.earlier == now or _again(reader, kept, now)


def _again(reader: Reader, kept: Kept, now: str) -> bool:
    earlier, current = reader.revision(kept.earlier or now), reader.revision(now)
    return reinstated(kept.notice, earlier.body.content, current.body.content)


def with_kept_notices(
    made: Comparison,
    notices: Notices,
    names: Mapping[str, str],
    told: tuple[Pipeline, Mapping[Former, Reading]],
) -> Comparison:
    """The comparison with what its articles took back; ``told``: what compares, and the earlier texts
    read closely."""
    pipeline, formerly = told
    bodies = {reading.article: reading.revision.body.id for reading in made.readings}
    then = {
        former: made
        if bodies.get(reading.article) == reading.revision.body.id
        else _lined_up(pipeline, made.readings, reading.article, reading)
        for former, reading in formerly.items()
    }
    printed = [
        Printed(
            article=names[kept.article],
            notice=kept.notice,
            seen=kept.seen_at,
            then=then.get(Former(kept.article, kept.earlier or "")),
            by=(kept.outlet or "another page") if kept.by else "",
            page=names.get(kept.by or "", ""),
        )
        for kept in notices.kept
    ]
    seen = {names[article]: at for article, at in notices.seen.items()}
    return with_notices(made, printed, seen, MOST)


def _lined_up(
    pipeline: Pipeline, readings: Sequence[Reading], article: str, earlier: Reading
) -> Comparison | None:
    """The story with an article's earlier text in the place of the one it has now."""
    others = [reading for reading in readings if reading.article != article]
    (made,) = pipeline.comparisons([[earlier, *others]])
    return None if isinstance(made, Failure) else made
