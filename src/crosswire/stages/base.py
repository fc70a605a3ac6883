"""What a stage is."""

from collections.abc import Callable
from typing import Protocol, TypeVar

X = TypeVar("X", contravariant=True)
Y = TypeVar("Y", covariant=True)


class Stage(Protocol[X, Y]):
    """A recipe: a frozen dataclass of settings that opens into a function.

    ``version`` moves whenever the same input may give another result.
    """

    @property
    def name(self) -> str:
        """Short verb, as in the ledger."""
        ...

    @property
    def version(self) -> int:
        """Moves with results."""
        ...

    def open(self) -> Callable[[X], Y]:
        """Load what is heavy, once a worker; the function raises ``CrosswireError`` to refuse."""
        ...
