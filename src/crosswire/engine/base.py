"""What every engine does: items through stages, results in order, a refused item as a ``Failure``."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from crosswire.errors import CrosswireError, InputError
from crosswire.records.failure import Failure
from crosswire.stages.base import Stage

X = TypeVar("X")
Y = TypeVar("Y")

Run = Callable[[Any], Any]
"""A stage that is open."""


class Engine(Protocol):
    """Where work runs. Whatever runs it, the same items give the same results in the same order."""

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        ...

    def map(
        self, stage: Stage[X, Y], items: Iterable[X | Failure], *, label: Callable[[X], str]
    ) -> Iterator[Y | Failure]:
        """Results in the order of ``items``; ``label`` names an item in its failure.

        Failures of earlier stages pass through. A missing model or a wrong setting ends the run.
        """
        ...

    def through(
        self,
        stages: Sequence[Stage[Any, Any]],
        items: Iterable[X | Failure],
        *,
        label: Callable[[X], str],
    ) -> Iterator[Any]:
        """The same through several stages, one after another in one place."""
        ...


def attempt(
    stages: Sequence[Stage[Any, Any]], runs: Sequence[Run], item: Any, name: str, *, debug: bool
) -> Any:
    """One item through its stages, to the end or to the stage that refused it."""
    for stage, run in zip(stages, runs, strict=True):
        try:
            item = run(item)
        except InputError as refused:
            given = failure(stage.name, name, refused.kind, str(refused))
            return given.model_copy(update={"published": refused.published})
        except CrosswireError:
            raise  # a missing model or a wrong setting is nobody's page's fault
        except Exception as fault:
            # The one guarded place: one bad page never ends a run.
            if debug:
                raise
            words = f"{type(fault).__name__}: {fault}; run with --debug and report it"
            return failure(stage.name, name, "crashed", words)
    return item


LIVES = 2
"""How often an item may end the worker that has it; after that it is a failure."""


def killed(stages: Sequence[Stage[Any, Any]], item: str) -> Failure:
    """An item that ended its worker too often."""
    names = ", ".join(stage.name for stage in stages)
    words = f"its worker was ended {LIVES + 1} times; it may need more memory than there is"
    return failure(names, item, "killed", words)


def failure(stage: str, item: str, kind: str, words: str) -> Failure:
    """An item that could not be used."""
    return Failure(stage=stage, item=item, kind=kind, words=words)
