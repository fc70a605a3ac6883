"""This process, one item at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from crosswire.errors import CrosswireError, InputError
from crosswire.records.failure import Failure
from crosswire.stages.base import Stage

X = TypeVar("X")
Y = TypeVar("Y")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """Runs a stage over items in order; a refused item becomes a ``Failure`` and is passed on."""

    debug: bool = False
    """Let unforeseen errors through with their traceback."""

    def map(
        self, stage: Stage[X, Y], items: Iterable[X], *, label: Callable[[X], str]
    ) -> Iterator[Y | Failure]:
        """Results in the order of ``items``; ``label`` names an item in its failure."""
        run: Callable[[X], Y] | None = None
        for item in items:
            run = run or stage.open()
            yield self._one(stage, run, item, label)

    def _one(
        self, stage: Stage[X, Y], run: Callable[[X], Y], item: X, label: Callable[[X], str]
    ) -> Y | Failure:
        try:
            return run(item)
        except CrosswireError as refused:
            kind = refused.kind if isinstance(refused, InputError) else type(refused).__name__
            return Failure(stage=stage.name, item=label(item), kind=kind, words=str(refused))
        except Exception as fault:
            if self.debug:
                raise
            words = f"{type(fault).__name__}: {fault}; run with --debug and report it"
            return Failure(stage=stage.name, item=label(item), kind="crashed", words=words)
