"""The door to LightGBM: boosted trees stored as compressed text under ``trained/``."""

import gzip
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crosswire.errors import ModelError

_FOLDER = Path(__file__).parent / "trained"


class Boosters:
    """The mean of a few boosters that were trained alike with different seeds."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._boosters: list[Any] = [_lightgbm().Booster(model_str=text) for text in texts]

    @property
    def signals(self) -> list[str]:
        """Names of the columns the boosters read, in order."""
        return list(self._boosters[0].feature_name())

    def scores(self, rows: NDArray[np.float32], *, sure: float = 0.0) -> NDArray[np.float64]:
        """A probability a row; with ``sure`` no further tree is asked of a row once it is that far
        to either side, in twice the log-odds: which side is kept, not how far."""
        if not len(rows):
            return np.zeros(0)
        early = {
            "pred_early_stop": sure > 0,
            "pred_early_stop_freq": 10,
            "pred_early_stop_margin": sure,
        }
        found = [b.predict(rows, num_threads=1, **early) for b in self._boosters]
        return np.asarray(np.mean(found, axis=0), dtype=np.float64)

    def reasons(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """What each signal adds to the log-odds, a row; the last column is where all start."""
        found = [b.predict(rows, num_threads=1, pred_contrib=True) for b in self._boosters]
        return np.asarray(np.mean(found, axis=0), dtype=np.float64)


def _lightgbm() -> ModuleType:
    """LightGBM without the interface it would offer to scikit-learn, half a second where that is
    installed; whoever wants it has imported either before."""
    hidden = "lightgbm" not in sys.modules and "sklearn" not in sys.modules
    if hidden:
        sys.modules["sklearn"] = None  # type: ignore[assignment]
    try:
        import lightgbm
    finally:
        if hidden:
            del sys.modules["sklearn"]
    return lightgbm


def save_boosters(path: Path, texts: Sequence[str]) -> None:
    """Write booster texts as one reproducible gzip file."""
    joined = "\x00".join(texts).encode()
    path.write_bytes(gzip.compress(joined, compresslevel=9, mtime=0))


@cache
def load_boosters(name: str) -> Boosters:
    """The boosters stored as ``trained/NAME.lgb.gz``, once per process."""
    path = _FOLDER / f"{name}.lgb.gz"
    try:
        texts = gzip.decompress(path.read_bytes()).decode().split("\x00")
    except (OSError, EOFError, ValueError) as fault:
        raise ModelError(
            f"the trained model {path.name} cannot be read ({fault}); reinstall crosswire"
        ) from fault
    return Boosters(texts)
