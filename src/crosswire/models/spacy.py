"""The door to spaCy: English pipelines that tag, parse and find names."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crosswire.errors import InputError
from crosswire.models.base import Parsed
from crosswire.records.annotation import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


LONGEST = 200_000
"""Code points read as one article; the memory a pipeline takes grows with the text."""

_LEFT_UNREAD = ("strings",)
"""The spellings of all words that have a vector: 130 MB in the medium pipeline. Vectors are found
by the hash of a word, labels come with their components, and every word read is added as it is met.
"""


class SpacyParser:
    """A spaCy pipeline behind the ``Parser`` protocol."""

    def __init__(self, name: str, pipeline: "Language") -> None:
        self.name = name
        self._pipeline = pipeline

    def parse(
        self, text: str, *, starts: Sequence[int] = (), whole: Sequence[tuple[int, int]] = ()
    ) -> Parsed:
        """Read ``text``; see ``Parser.parse``. Raises ``InputError`` for a text beyond ``LONGEST``."""
        if len(text) > LONGEST:
            raise InputError(
                f"an article of at most {LONGEST:,} characters can be read, got {len(text):,}; "
                "give one file an article",
                kind="too-long",
            )
        if not text:
            return Parsed(tokens=(), sentences=(), names=())
        doc = self._pipeline.make_doc(text)
        _preset_sentences(doc, frozenset(starts), whole)
        for _, pipe in self._pipeline.pipeline:
            doc = pipe(doc)
        return Parsed(
            tokens=tuple(
                Token(t.idx, t.idx + len(t), t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i)
                for t in doc
            ),
            sentences=tuple((s.start_char, s.end_char) for s in doc.sents),
            names=tuple((e.start_char, e.end_char, e.label_) for e in doc.ents),
        )


def _preset_sentences(doc: "Doc", starts: frozenset[int], whole: Sequence[tuple[int, int]]) -> None:
    """Tell the parser where sentences must and must not begin, before it runs."""
    runs = _disjoint(whole)
    k = 0
    for token in doc:
        while k < len(runs) and runs[k][1] <= token.idx:
            k += 1
        if token.idx in starts:
            token.is_sent_start = True
        elif k < len(runs) and runs[k][0] < token.idx < runs[k][1]:
            token.is_sent_start = False


def _disjoint(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same ground, ascending, with overlapping runs joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(runs):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


@cache
def load_parser(name: str, folder: Path | None) -> SpacyParser:
    """Load a pipeline once per process: an installed package, or the files in ``folder``."""
    import spacy

    return SpacyParser(name, spacy.load(folder or name, exclude=_LEFT_UNREAD))
