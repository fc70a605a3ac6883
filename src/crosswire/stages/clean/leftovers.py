"""What a page shows beside its article, listed with a reason and its place in the source."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from crosswire.records.article import Removed
from crosswire.records.span import Span, Text
from crosswire.stages.clean.cues import furniture, topic
from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.source import Visible

_MOST = 200
"""Entries a page may have."""
_LONGEST = 2_000
"""Characters of source an entry may cover; a longer list is cut into several."""
_TINY = 3
_REACH = 20_000
_ZONE_FIRST = frozenset({"comments", "related", "caption"})
_ZONE_REASONS = {"footer": "navigation", "aside": "other", "caption": "caption"}


@dataclass(frozen=True, slots=True)
class _Left:
    start: int
    end: int
    reason: str
    group: int
    words: int
    because: str = ""


def leftovers(
    capture: Text,
    shown: Visible,
    page: Sequence[Piece],
    kept: Collection[int],
    told: Mapping[str, str],
    doubts: Mapping[str, str] | None = None,
) -> tuple[Removed, ...]:
    """Pieces outside ``kept``, neighbours of one block joined, in page order.

    ``told`` are reasons already found, by the letters of the piece, ``doubts`` why it was close.
    """
    joined: list[_Left] = []
    at = 0
    for i, piece in enumerate(page):
        key = "".join(piece.text.split())
        found = shown.flat.find(key, at, at + _REACH + len(key))
        if found < 0:
            continue
        at = found + len(key)
        if i in kept:
            joined.append(_Left(0, 0, "", -1, 0))
            continue
        if place := shown.ends(found, len(key)):
            words = len(piece.line.words)
            reason = told.get(piece.key) or _reason(piece)
            close = (doubts or {}).get(piece.key, "")
            _join(joined, _Left(*place, reason, piece.group, words, close))
    worth = [left for left in joined if left.reason and not _is_tiny(left)]
    longest = sorted(worth, key=lambda left: -left.words)[:_MOST]
    return tuple(
        Removed(
            span=Span.of(capture, left.start, left.end), reason=left.reason, because=left.because
        )
        for left in sorted(longest, key=lambda left: left.start)
        if left.start < left.end
    )


def kept_pieces(page: Sequence[Piece], texts: Sequence[str]) -> frozenset[int]:
    """Pieces whose words are in the article; ``texts`` are its blocks, letters only."""
    flat = "".join(texts)
    whole = frozenset(texts)
    return frozenset(
        i
        for i, piece in enumerate(page)
        if not piece.key or piece.key in whole or (len(piece.key) > 20 and piece.key in flat)
    )


def _join(joined: list[_Left], new: _Left) -> None:
    last = joined[-1] if joined else None
    alike = (new.group, new.reason, new.because)
    near = last is not None and (last.group, last.reason, last.because) == alike
    if last is not None and near and new.end - last.start <= _LONGEST:
        words = last.words + new.words
        joined[-1] = replace(last, end=new.end, words=words)
    else:
        joined.append(new)


def _reason(piece: Piece) -> str:
    line = piece.line
    zone = _ZONE_REASONS.get(piece.zone, piece.zone)
    if piece.zone in _ZONE_FIRST:
        return zone
    cue = furniture(piece.text, words=len(line.words), ends=line.ends)
    return cue or zone or topic(piece.text) or ("navigation" if piece.linked > 0.8 else "other")


def _is_tiny(left: _Left) -> bool:
    return left.words < _TINY and left.reason in ("other", "navigation", "caption", "rule")
