"""What is closed when it is done with."""

from abc import ABC, abstractmethod
from typing import Self


class Closing(ABC):
    """Closed by name, or at the end of a ``with`` statement."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self.close()
