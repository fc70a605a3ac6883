"""Check: who carries a sentence or quotation, and in what form."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswire.models.memory import load_memory
from crosswire.records.check import ClaimCheck
from crosswire.stages.check.asked import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckClaim:
    """A claim and the pages to look in → ClaimCheck. ``folder`` and what follows as in Compare."""

    folder: Path | None = None
    cache_megabytes: int = 0
    outlets: Path | None = None
    name: str = "check"
    version: int = 6

    def open(self) -> Callable[[Asked], ClaimCheck]:
        """Load encoder, tables and the trained models once; raises ``ModelError``."""
        from crosswire.stages.check.answer import answer
        from crosswire.stages.compare.points import load_aligner
        from crosswire.stages.outlets import load_outlets

        known = load_outlets(self.outlets)
        aligner = load_aligner(load_memory(self.folder, self.cache_megabytes))

        def run(asked: Asked) -> ClaimCheck:
            return answer(asked, aligner, known, stages=(f"{self.name} {self.version}",))

        return run
