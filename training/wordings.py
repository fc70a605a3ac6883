"""Ways to put a pair before the pair reader: in which words, in which order, whole or by the clause.

``training/approaches.py`` compares them. What ships reads passages whole, in words that stand alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from crosswire.models.encoder import open_session, open_tokenizer
from crosswire.stages.compare.points.board import Ints, Sheet
from crosswire.stages.compare.points.meeting import clause_of
from crosswire.stages.compare.points.resolved import resolved
from training.boosting import Table
from training.point_stories import TRAINED, Story

LONGEST = 128
LEAST_WORDS, LEAST_TOLD = 5, 3
"""Words, and words that tell something, below which a clause is no statement."""

Texts = tuple[str, str]
Words = Callable[[Sheet], str]


class OrderedReader:
    """A part of the pair reader that reads pairs in the order they are given, and each once."""

    def __init__(self, model: Path) -> None:
        self._session = open_session(model)
        self._tokenizer = open_tokenizer(TRAINED / "minilm_tokenizer.json", LONGEST)
        self._known: dict[Texts, Table] = {}

    def read(self, pairs: Sequence[Texts]) -> Table:
        """Log-odds, shape (pairs, 2); each pair by itself, so that its company changes nothing."""
        found = np.zeros((len(pairs), 2), dtype=np.float32)
        for n, pair in enumerate(pairs):
            if pair not in self._known:
                self._known[pair] = self._read(*pair)
            found[n] = self._known[pair]
        return found

    def _read(self, one: str, other: str) -> Table:
        coded = self._tokenizer.encode(one, other)
        ids = np.asarray([coded.ids], dtype=np.int64)
        feed = {
            "input_ids": ids,
            "token_type_ids": np.asarray([coded.type_ids], dtype=np.int64),
            "attention_mask": np.ones_like(ids),
        }
        return np.asarray(self._session.run(None, feed)[0][0], dtype=np.float32)


def as_printed(sheet: Sheet) -> str:
    """The words of the unit, nothing named."""
    return " ".join(sheet.unit.span.exact.split())


def clauses(sheet: Sheet) -> list[str]:
    """The clauses of a unit that has several, the speaker in front of each; else nothing."""
    numbers = np.asarray(clause_of(sheet))
    speaker = sheet.unit.quotation.speaker_name if sheet.unit.quotation else None
    front = f"{speaker}: " if speaker else ""
    found = []
    for clause in np.unique(numbers):
        at = np.flatnonzero(numbers == clause).tolist()
        if len(at) >= LEAST_WORDS and sum(sheet.weights[n] > 0 for n in at) >= LEAST_TOLD:
            found.append(front + " ".join(sheet.tokens[n].text for n in at))
    return found if len(found) > 1 else []


@dataclass(frozen=True, slots=True)
class Hearing:
    """A reader before one story."""

    reader: OrderedReader
    story: Story

    def whole(self, at: Ints, words: Words, *, back: bool = False) -> Table:
        """Log-odds of the pairs ``at``, not a number for the others; ``back`` has the later text
        in front."""
        told = [words(sheet) for sheet in self.story.board.sheets]
        pairs = [
            (max(told[i], told[j]), min(told[i], told[j]))
            if back
            else (min(told[i], told[j]), max(told[i], told[j]))
            for i, j in self._units(at)
        ]
        found = np.full((len(self.story.signals.pairs), 2), np.nan, dtype=np.float32)
        found[at] = self.reader.read(pairs)
        return found

    def by_clause(self, at: Ints) -> Table:
        """The best clause of either passage against the whole of the other: the lower, the higher,
        and the mean over all clauses."""
        sheets = self.story.board.sheets
        found = np.full((len(self.story.signals.pairs), 3), np.nan, dtype=np.float32)
        for n, (i, j) in zip(at.tolist(), self._units(at), strict=True):
            sides = [self._against(sheets[i], sheets[j]), self._against(sheets[j], sheets[i])]
            told = [side for side in sides if len(side)]
            if told:
                best = [float(side.max()) for side in told]
                found[n] = min(best), max(best), float(np.concatenate(told).mean())
        return found

    def _against(self, one: Sheet, other: Sheet) -> Table:
        """How like ``other`` each clause of ``one`` is."""
        whole = resolved(other)
        same: Table = self.reader.read([(clause, whole) for clause in clauses(one)])[:, 0]
        return same

    def _units(self, at: Ints) -> list[tuple[int, int]]:
        pairs = self.story.signals.pairs
        return list(zip(pairs.i[at].tolist(), pairs.j[at].tolist(), strict=True))
