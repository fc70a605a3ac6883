"""This process, one item at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from crosswire.engine.base import Run, attempt
from crosswire.records.failure import Failure
from crosswire.stages.base import Stage

X = TypeVar("X")
Y = TypeVar("Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """Runs stages over items in order; see ``engine.base.Engine``."""

    debug: bool = False
    """Let unforeseen errors through with their traceback."""

    @property
    def workers(self) -> int:
        """One."""
        return 1

    def map(
        self, stage: Stage[X, Y], items: Iterable[X | Failure], *, label: Callable[[X], str]
    ) -> Iterator[Y | Failure]:
        """Results in the order of ``items``. The stage opens once, before the first item."""
        return self.through((stage,), items, label=label)

    def through(
        self,
        stages: Sequence[Stage[Any, Any]],
        items: Iterable[X | Failure],
        *,
        label: Callable[[X], str],
    ) -> Iterator[Any]:
        """Results in the order of ``items``."""
        runs: Sequence[Run] | None = None
        for item in items:
            if isinstance(item, Failure):
                yield item
                continue
            runs = runs or [stage.open() for stage in stages]
            yield attempt(stages, runs, item, label(item), debug=self.debug)
