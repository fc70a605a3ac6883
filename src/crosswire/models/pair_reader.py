"""The pair reader: two passages read together, in eight bits, by onnxruntime.

A cross-encoder after Nogueira and Cho (2019), fine-tuned from all-MiniLM-L6-v2 by
``training/pair_reader.py``; its model card is ``trained/pair_reader.md``.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from platform import machine
from typing import Protocol

import numpy as np

from crosswire.errors import ModelError
from crosswire.models.catalog import entry
from crosswire.models.encoder import Floats, open_session, open_tokenizer
from crosswire.models.quiet import onnxruntime

_FOLDER = Path(__file__).parent / "trained"
_MODEL = _FOLDER / "pair_reader.onnx"
_TOKENIZER = _FOLDER / "minilm_tokenizer.json"
_LONGEST = 128  # word pieces of a pair; of longer ones the longer passage is cut

Texts = tuple[str, str]


class PairReader(Protocol):
    """Reads two passages together."""

    @property
    def version(self) -> str:
        """Moves whenever the same pair may give other numbers."""
        ...

    def read(self, pairs: Sequence[Texts]) -> Floats:
        """Log-odds, shape (pairs, 2): they tell the same; they tell it incompatibly."""
        ...


class OnnxPairReader:
    """The packaged reader. Pairs are read one at a time, the earlier text first.

    So a pair has the same numbers in every company and in either order.
    """

    name = "pair_reader"

    def __init__(self, model: Path, tokenizer: Path) -> None:
        self._session = open_session(model)
        self._tokenizer = open_tokenizer(tokenizer, _LONGEST)
        self.version = f"{_digest()}/{_LONGEST}/{onnxruntime().__version__}/{machine()}"

    def read(self, pairs: Sequence[Texts]) -> Floats:
        """Log-odds, shape (pairs, 2)."""
        found = np.zeros((len(pairs), 2), dtype=np.float32)
        for n, (one, other) in enumerate(pairs):
            coded = self._tokenizer.encode(min(one, other), max(one, other))
            ids = np.asarray([coded.ids], dtype=np.int64)
            feed = {
                "input_ids": ids,
                "token_type_ids": np.asarray([coded.type_ids], dtype=np.int64),
                "attention_mask": np.ones_like(ids),
            }
            found[n] = self._session.run(None, feed)[0][0]
        return found


def _digest() -> str:
    """The start of the checksum of the weights."""
    return next(iter(entry(OnnxPairReader.name).files.values()))[:16]


@cache
def load_pair_reader() -> OnnxPairReader:
    """The reader, once per process; raises ``ModelError`` when its files are missing."""
    for file in (_MODEL, _TOKENIZER):
        if not file.is_file():
            raise ModelError(f"the pair reader lacks {file.name}; reinstall crosswire")
    return OnnxPairReader(_MODEL, _TOKENIZER)
