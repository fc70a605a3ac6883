"""Gaps: why a capture may lack what its article tells, so that nobody can tell what it tells not."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswire.records.article import PassageKind, Revision
from crosswire.records.quotation import Reading

_PLAYER = re.compile(
    r"\bplayback is (?:not supported|unsupported)\b|\b(?:video|audio) can ?not be played\b"
    r"|\bplay(?: this| the)? (?:video|audio|clip)\b|\b(?:watch|listen to) (?:the|this) "
    r"(?:full )?(?:video|audio|clip|interview|podcast|footage)\b|\bnow playing\b",
    re.I,
)
"""Words that a page shows in place of moving pictures or sound."""
_FOOTAGE = re.compile(r"^\W*(?:video|audio|watch|footage|listen)\b|\b(?:video|audio)\W*$", re.I)
"""A caption of footage, not of a picture."""
_MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What can be said of the texts beside one article."""

    because: str
    cut: tuple[str, ...]
    """Articles whose capture may lack something."""


class Gaps:
    """What may be missing from each capture of a story."""

    def __init__(self, readings: Sequence[Reading], left: Mapping[int, int] | None = None) -> None:
        """``left``: for an article too long to be lined up whole, how many passages were not."""
        self._readings = readings
        self._gaps = [_beyond((left or {}).get(k, 0)) or gap(r) for k, r in enumerate(readings)]

    def beside(self, article: int) -> Where:
        """What was looked at beside the article at index ``article``, and what of it is cut."""
        others = [k for k in range(len(self._readings)) if k != article]
        cut = [k for k in others if self._gaps[k]]
        whole = [k for k in others if not self._gaps[k]]
        said = [f"the capture of {self._name(k)} {self._gaps[k]}" for k in cut[:_MOST]]
        said += [f"{len(cut) - _MOST} other captures lack something too"] * (len(cut) > _MOST)
        if cut and whole:
            said.insert(0, f"not found in {self._names(whole)}")
        return Where(
            because="; ".join(said) if cut else self._searched(whole),
            cut=tuple(self._readings[k].article for k in cut),
        )

    def _searched(self, whole: Sequence[int]) -> str:
        revisions = [self._readings[k].revision for k in whole]
        if all(r.completeness.state == "complete" for r in revisions):
            reach = "reaches its end" if len(whole) == 1 else "reach their ends"
        else:
            reach = "shows no cut" if len(whole) == 1 else "show no cut"
        captures = "the capture of" if len(whole) == 1 else "the captures of"
        return f"{captures} {self._names(whole)} {reach}"

    def _names(self, articles: Sequence[int]) -> str:
        names = [self._name(k) for k in articles[:_MOST]]
        beyond = len(articles) - _MOST
        if beyond > 0:
            return f"{', '.join(names)} and {beyond} more"
        return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)

    def _name(self, article: int) -> str:
        return self._readings[article].revision.outlet_name


def _beyond(left: int) -> str:
    last = f"last {left} passages were" if left > 1 else "last passage was"
    return f"is too long: its {last} not lined up" if left else ""


def gap(reading: Reading) -> str:
    """Why the capture may lack what its article tells ("breaks off: …"), or nothing."""
    revision = reading.revision
    if not reading.annotation.sentences:
        return "holds no text beyond the headline"
    if revision.completeness.state == "cut":
        return f"is cut: {revision.completeness.because}"
    shown = _footage(revision)
    return f"lacks its footage: the page shows {shown!r}" if shown else ""


def _footage(revision: Revision) -> str:
    """Words of the page that stand for a video or a recording that no text holds, or nothing."""
    for removed in revision.removed:
        if removed.reason == "player" and _PLAYER.search(removed.words):
            return _short(removed.words)
    for passage in revision.passages:
        words = passage.span.exact
        chrome = passage.kind is PassageKind.CHROME and _PLAYER.search(words)
        caption = passage.kind is PassageKind.CAPTION and _FOOTAGE.search(words)
        if chrome or caption:
            return _short(words)
    return ""


def _short(words: str, most: int = 60) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"
