"""A primary source ready to be looked up in, and a run as it was judged there."""

from dataclasses import dataclass

from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span
from crosswire.records.witness import Witness
from crosswire.stages.compare.witness.credit import Credit, credit
from crosswire.stages.compare.witness.index import Index
from crosswire.stages.compare.witness.lexing import Printed, Speech, speech_of
from crosswire.stages.compare.witness.nearby import Passages
from crosswire.stages.compare.witness.runs import Run
from crosswire.stages.compare.witness.verdict import Verdict


class Stand:
    """One primary source, ready to be looked up in."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.speech: Speech = speech_of(witness)
        self.index = Index(self.speech)
        self._credits: dict[tuple[str, int, bool], Credit] = {}
        self.passages = Passages(self.speech, witness.text)

    def span(self, first: int, after: int) -> Span:
        """The place of the words from ``first`` to before ``after``."""
        return Span.of(self.witness.text, self.speech.starts[first], self.speech.ends[after - 1])

    def credit(self, quotation: Quotation | None, reading: Reading, word: int) -> Credit:
        """Whether the page credits the voice of this word."""
        quoted, turn = self.speech.in_marks(word), self.speech.turns[word]
        key = (quotation.id if quotation else "", turn, quoted)
        if key not in self._credits:
            self._credits[key] = credit(quotation, reading, self.witness, turn, quoted=quoted)
        return self._credits[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A run and what was found of it in one source."""

    run: Run
    stand: Stand
    printed: Printed
    verdict: Verdict
