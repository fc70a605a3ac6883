"""Make the word vectors of grouping: ``python -m training.vectors --bench ../shared/bench``.

Every word of the frequency table's texts goes through the packaged sentence encoder alone, in its
most frequent form; then the vectors lose their mean and the directions that all words share, and
are brought down to 64 numbers (Tulkens and van Dongen 2024, model2vec; Mu and Viswanath 2018, "all
but the top"). No text is in them; two minutes on one core. Training of grouping comes after it.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crosswire.models.catalog import TRAINED
from crosswire.models.encoder import load_encoder
from crosswire.models.meaning import packed
from crosswire.stages.group.words import STEMS, tokens
from training.group_sets import FEWEST, background_texts

DIMENSIONS = 64
_SHARED = 4
"""Directions of most variance that tell words apart by how common they are, not by what they mean."""


def words(bench: Path) -> tuple[list[str], list[str], list[int]]:
    """Stems, the form of each that is used most, and in how many texts each stands."""
    texts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in background_texts(bench):
        met = set()
        for word in tokens(text):
            stem = STEMS[word]
            if stem and stem[0].isalpha():
                forms.setdefault(stem, Counter())[word.lower()] += 1
                met.add(stem)
        texts.update(met)
    stems = sorted(stem for stem, count in texts.items() if count >= FEWEST)
    shown = [forms[stem].most_common(1)[0][0] for stem in stems]
    return stems, shown, [texts[stem] for stem in stems]


def reduced(vectors: NDArray[np.float32], counts: list[int]) -> NDArray[np.float32]:
    """Fewer numbers a word, of length one."""
    weights = np.log1p(np.array(counts, np.float64))[:, None]
    middle = vectors - (vectors * weights).sum(axis=0) / weights.sum()
    directions, _, _ = np.linalg.svd(middle.T @ middle / len(middle))
    found = middle @ directions[:, _SHARED : _SHARED + DIMENSIONS]
    lengths = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6)
    small: NDArray[np.float32] = (found / lengths).astype(np.float32)
    return small


def main() -> None:
    """Encode, reduce, write."""
    parser = argparse.ArgumentParser(prog="python -m training.vectors", description=__doc__)
    parser.add_argument("--bench", type=Path, required=True, help="folder of the public test sets")
    stems, shown, counts = words(parser.parse_args().bench)
    vectors = reduced(load_encoder().encode(shown), counts)
    (TRAINED / "grouping.vectors.gz").write_bytes(packed(stems, vectors))
    sys.stdout.write(f"{len(stems)} words, {DIMENSIONS} numbers each\n")


if __name__ == "__main__":
    main()
