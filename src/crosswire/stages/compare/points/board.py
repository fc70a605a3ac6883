"""The board: one story's units with all that likeness reads of them, and the pairs looked at."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crosswire.models.encoder import PieceEncoder, Pieces
from crosswire.records.annotation import Mention, TimeExpression, Token
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.compare.points.bounds import Bounds, shares
from crosswire.stages.compare.points.units import Unit, units_of
from crosswire.stages.compare.points.words import Rarity, is_content, stem

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
_USUAL = Bounds()


def floats(values: ArrayLike) -> Floats:
    """Any numbers as the single precision that all signals have."""
    return np.asarray(values, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One unit with its words at hand."""

    unit: Unit
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    """A stem for every token."""
    weights: tuple[float, ...]
    """How much each token tells: its rarity, 0 for function words and marks."""
    heads: tuple[int, ...]
    """Head of each token as an index into ``tokens``; itself for a root or a head elsewhere."""
    names: tuple[tuple[str, Mention], ...]
    """(cross-article id, mention)."""
    times: tuple[TimeExpression, ...]
    holder: str | None
    """Cross-article id of whoever is quoted, or the last word of the name."""
    told_by: str | None
    """The same, or of whoever is quoted where it begins."""
    voice: str
    """What whoever is quoted is: PERSON, ORG, … ; empty when nobody known is."""
    pieces: Pieces | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All units of one story."""

    readings: tuple[Reading, ...]
    sheets: tuple[Sheet, ...]
    article: Ints
    """Article of each unit."""
    vectors: Floats
    """Sentence vectors, zero rows for units not read."""
    sizes: Ints
    """Units in each article."""
    headlines: Floats
    """Vectors of the headlines; one zero row when there are none."""
    left: Mapping[int, int] = field(default_factory=dict)
    """Article → units of it that were not laid out."""


def lay(
    readings: Sequence[Reading],
    canon: Mapping[str, str],
    encoder: PieceEncoder,
    rarity: Rarity,
    bounds: Bounds = _USUAL,
) -> Board:
    """Cut, read and lay out the units of a story."""
    units, left = _within(units_of(readings), len(readings), bounds.units)
    near = [_Near(reading) for reading in readings]
    said = list(dict.fromkeys(unit.span.exact for unit in units[: bounds.read]))
    read = dict(zip(said, encoder.read(said), strict=True))
    sheets = [
        _sheet(readings[u.article], u, near[u.article], canon, rarity, read.get(u.span.exact))
        for u in units
    ]
    vectors = np.zeros((len(units), 384), dtype=np.float32)
    for n, sheet in enumerate(sheets):
        if sheet.pieces is not None:
            vectors[n] = sheet.pieces.whole
    article = np.asarray([u.article for u in units], dtype=np.int64)
    return Board(
        readings=tuple(readings),
        sheets=tuple(sheets),
        article=article,
        vectors=vectors,
        sizes=np.bincount(article, minlength=len(readings)),
        headlines=_headlines(readings[: bounds.headlines], encoder),
        left=left,
    )


def _within(
    units: Sequence[Unit], articles: int, most: int
) -> tuple[Sequence[Unit], dict[int, int]]:
    """The units that are lined up, and how many of each article are not."""
    if len(units) <= most:
        return units, {}
    sizes = np.bincount([u.article for u in units], minlength=articles).tolist()
    taken = shares(sizes, most)
    left = {k: size - taken[k] for k, size in enumerate(sizes) if size > taken[k]}
    return [u for u in units if u.place < taken[u.article]], left


def _headlines(readings: Sequence[Reading], encoder: PieceEncoder) -> Floats:
    headed = [h.value for r in readings if (h := r.revision.headline)]
    return encoder.encode(headed) if headed else np.zeros((1, 384), dtype=np.float32)


class _Near:
    """Mentions and times of an article, found by place."""

    def __init__(self, reading: Reading) -> None:
        note = reading.annotation
        self._mentions = sorted(note.mentions, key=_start)
        self._times = sorted(note.times, key=_start)
        self._labels = {m.entity: m.label for m in note.mentions if m.kind == "name"}

    def label(self, unit: Unit) -> str:
        """What whoever is quoted in ``unit`` is."""
        speaker = unit.quotation.speaker_entity if unit.quotation else None
        return self._labels.get(speaker, "") if speaker else ""

    def mentions(self, span: Span) -> list[Mention]:
        """Mentions inside ``span``."""
        first = bisect_left(self._mentions, span.start, key=_start)
        last = bisect_left(self._mentions, span.end, key=_start)
        return [m for m in self._mentions[first:last] if m.span.end <= span.end]

    def times(self, span: Span) -> list[TimeExpression]:
        """Time expressions inside ``span``."""
        first = bisect_left(self._times, span.start, key=_start)
        last = bisect_left(self._times, span.end, key=_start)
        return [t for t in self._times[first:last] if t.span.end <= span.end]


def _start(found: Mention | TimeExpression) -> int:
    return found.span.start


def _sheet(
    reading: Reading,
    unit: Unit,
    near: _Near,
    canon: Mapping[str, str],
    rarity: Rarity,
    pieces: Pieces | None,
) -> Sheet:
    tokens = reading.annotation.tokens[unit.first : unit.last]
    keys = tuple(stem(t.lemma if t.pos in ("VERB", "AUX", "NOUN") else t.text) for t in tokens)
    inside = range(unit.first, unit.last)
    return Sheet(
        unit=unit,
        tokens=tokens,
        keys=keys,
        weights=tuple(
            rarity.of(k) if is_content(t) else 0.0 for t, k in zip(tokens, keys, strict=True)
        ),
        heads=tuple(t.head - unit.first if t.head in inside else n for n, t in enumerate(tokens)),
        names=tuple((_name_id(m, canon), m) for m in near.mentions(unit.span)),
        times=tuple(near.times(unit.span)),
        holder=_holder(unit.quotation, canon),
        told_by=_holder(unit.told, canon),
        voice=near.label(unit),
        pieces=pieces,
    )


def _name_id(mention: Mention, canon: Mapping[str, str]) -> str:
    """Across articles by canon; without it by the last word of the fullest name."""
    return canon.get(mention.entity) or _last_word(mention.name) or mention.entity


def _holder(q: Quotation | None, canon: Mapping[str, str]) -> str | None:
    """Whoever is quoted, known across articles as ``_name_id`` knows names."""
    if q is None:
        return None
    known = canon.get(q.speaker_entity) if q.speaker_entity else None
    return known or _last_word(q.speaker_name or "") or q.speaker_entity


def _last_word(name: str) -> str:
    words = name.removesuffix("'s").removesuffix("’s").split()
    return stem(words[-1]) if words else ""
