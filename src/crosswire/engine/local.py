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
    """Runs a stage over items in order; a refused item becomes a ``Failure`` and the run goes on."""

    debug: bool = False
    """Let unforeseen errors through with their traceback."""

    def map(
        self, stage: Stage[X, Y], items: Iterable[X | Failure], *, label: Callable[[X], str]
    ) -> Iterator[Y | Failure]:
        """Results in the order of ``items``; ``label`` names an item in its failure.

        The stage opens once, before the first item. Failures of earlier stages pass through.
        """
        run: Callable[[X], Y] | None = None
        for item in items:
            if isinstance(item, Failure):
                yield item
                continue
            run = run or stage.open()
            yield self._one(stage, run, item, label)

    def _one(
        self, stage: Stage[X, Y], run: Callable[[X], Y], item: X, label: Callable[[X], str]
    ) -> Y | Failure:
        try:
            return run(item)
        except InputError as refused:
            return _failure(stage.name, label(item), refused.kind, str(refused))
        except CrosswireError:
            raise  # a missing model or a wrong setting is nobody's page's fault
        except Exception as fault:
            # The one guarded place: one bad page never ends a run.
            if self.debug:
                raise
            words = f"{type(fault).__name__}: {fault}; run with --debug and report it"
            return _failure(stage.name, label(item), "crashed", words)


def _failure(stage: str, item: str, kind: str, words: str) -> Failure:
    return Failure(stage=stage, item=item, kind=kind, words=words)
