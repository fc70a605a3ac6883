"""What a watch is asked, what it takes from the world, and what one round of it did."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from crosswire.desk.tally import Tally
from crosswire.desk.visiting import Visit
from crosswire.records.failure import Failure

if TYPE_CHECKING:
    from crosswire.config import Settings
    from crosswire.net.fetcher import Fetcher


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is asked of a watch."""

    every: int | None = None
    """Seconds between two readings of a source named now."""
    most: int = 200
    """Pages that one round fetches at most."""
    revisit_days: int = 14
    """For how long a page is looked at again."""
    headlines: bool = False
    """Keep title and summary of an item whose page cannot be had."""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What a watch takes from the world."""

    fetcher: "Callable[[], Fetcher]"
    clock: Callable[[], datetime]
    wait: Callable[[float], object]
    say: Callable[[str], object] = lambda _: None
    """Is told what is waited for."""
    progress: Callable[[Iterable[Visit], str], Iterable[Visit]] = lambda visits, _: visits
    """Passes pages on and shows how far a round has come."""
    after: Callable[[], object] = lambda: None
    """Is called when a round has ended: who follows anything is told."""

    @classmethod
    def of(cls, settings: "Settings") -> Self:
        """The world as it is."""

        def fetcher() -> "Fetcher":
            from crosswire.net.fetcher import Fetcher

            return Fetcher.of(settings)

        return cls(fetcher=fetcher, clock=lambda: datetime.now(UTC), wait=time.sleep)


@dataclass(kw_only=True)
class Round:
    """What one round did."""

    at: str
    asked: int = 0
    """Sources that were asked."""
    found: int = 0
    """Sources that they named."""
    named: int = 0
    """Pages that were new."""
    fetched: int = 0
    unchanged: int = 0
    """Pages that are as they were."""
    failed: Counter[str] = field(default_factory=Counter)
    """Failures of sources and of pages, by kind."""
    failures: list[Failure] = field(default_factory=list)
    """The same, whole: they are kept in the store, too."""
    tally: Tally = field(default_factory=Tally)
    waiting: int = 0
    """Pages that are due and were left for the next round."""

    def fail(self, found: Iterable[Failure]) -> None:
        """Count failures, and hold them."""
        for one in found:
            self.failed[one.kind] += 1
            self.failures.append(one)

    @property
    def line(self) -> dict[str, object]:
        """As a JSON object."""
        return {
            "at": self.at, "sources_asked": self.asked, "sources_found": self.found,
            "pages_named": self.named, "pages_fetched": self.fetched,
            "pages_unchanged": self.unchanged, "pages_waiting": self.waiting,
            "failed": dict(self.failed.most_common()), **self.tally.counts, "words": self.words,
        }  # fmt: skip

    @property
    def words(self) -> str:
        """For people; what is nought is left out."""
        failed = ", ".join(f"{kind} {number:,}" for kind, number in self.failed.most_common())
        told = [
            _some(self.asked, "source asked", "sources asked"),
            _some(self.found, "source found", "sources found"),
            _some(self.named, "page named", "pages named"),
            _some(self.fetched, "page fetched", "pages fetched"),
            _some(self.unchanged, "page as it was", "pages as they were"),
            f"could not be had: {failed}" * bool(failed),
            _some(self.waiting, "page waits", "pages wait"),
        ]
        done = self.tally.words[:1].lower() + self.tally.words[1:] if self.fetched else ""
        said = ", ".join(filter(None, told)) or "nothing was due"
        return f"{self.at[:16].replace('T', ' ')} UTC: {said}" + (f"; {done}" if done else ".")

    @property
    def empty(self) -> bool:
        """True where nothing was due."""
        return not (self.asked or self.fetched or self.unchanged or self.failed)


def _some(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}" if number else ""
