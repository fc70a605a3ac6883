"""Quote: who said what, to whom, on what occasion."""

from collections.abc import Callable
from dataclasses import dataclass

from crosswire.records.quotation import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Reading → the same reading with its quotations."""

    name: str = "quote"
    version: int = 1

    def open(self) -> Callable[[Reading], Reading]:
        """Nothing heavy to load."""

        def run(reading: Reading) -> Reading:
            return reading

        return run
