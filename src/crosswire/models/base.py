"""What stages ask of a model, whatever stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from crosswire.records.annotation import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A text as a language pipeline read it; offsets are code points of the text."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int, str], ...]
    """(start, end, label)."""


class Parser(Protocol):
    """A tagger, parser and name finder."""

    name: str

    def parse(
        self, text: str, *, starts: Sequence[int] = (), whole: Sequence[tuple[int, int]] = ()
    ) -> Parsed:
        """Read ``text``.

        A sentence begins at every offset of ``starts``; none begins inside a run of ``whole``.
        """
        ...


class Encoder(Protocol):
    """A sentence encoder: texts to unit vectors, one row a text."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions)."""
        ...
