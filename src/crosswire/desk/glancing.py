"""Stories at a glance, for readers who look again and again: a line is made once and holds until its
story changes.

What a line says of its own story (members, texts, copies, origins, comparison) is looked at anew each
time by a stamp, one question for a page of them. Only how many outlets were watched in its days depends
on articles of other stories; that may be ``SECONDS`` old, each line its own part of them, so that the lines
of one page are not all made anew at once. While articles stream in, a line that was made
a moment ago (``HOLDS``), or is being made anew by another reader, is taken as it is, unless words were
erased since.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from zlib import crc32

from crosswire.desk.origins import bounded
from crosswire.records.lists import StoryLine
from crosswire.stages.outlets import OutletTable
from crosswire.store.base import Reader
from crosswire.store.lists_front import Stamp, stamps
from crosswire.store.lists_stories import lines_of

SECONDS = 30.0
HOLDS = 2.0
MOST = 4000
"""Lines that are held: some kilobytes each."""


class Glances:
    """Lines of one store, by story."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, tuple[Stamp, float, StoryLine]] = OrderedDict()
        self._guard = threading.Lock()

    def lines(self, reader: Reader, ids: Sequence[str], table: OutletTable) -> list[StoryLine]:
        """These stories as lists show them, in this order. As of a time nothing is held."""
        if reader.as_of is not None:
            return bounded(reader, lines_of(reader, ids), table)
        now = stamps(reader.connection, ids)
        held = self._known(now)
        new = [key for key in ids if key not in held]
        made = {one.id: one for one in bounded(reader, lines_of(reader, new), table)}
        self._keep(now, made)
        both = held | made
        return [both[key] for key in ids if key in both]

    def _known(self, now: dict[str, Stamp]) -> dict[str, StoryLine]:
        """The lines that stand. Whoever finds one that does not is to make it anew; others who ask
        meanwhile take what there was, or each of a crowd would make the same thirty."""
        at = self._clock()
        found = {}
        with self._guard:
            for key, stamp in now.items():
                kept = self._held.get(key)
                if kept is None or kept[0].erased != stamp.erased:
                    continue
                self._held.move_to_end(key)
                if _stands(kept[0], stamp, at - kept[1], _holds(key)):
                    found[key] = kept[2]
                else:
                    self._held[key] = (kept[0], at, kept[2])
        return found

    def _keep(self, now: dict[str, Stamp], made: dict[str, StoryLine]) -> None:
        at = self._clock()
        with self._guard:
            for key, line in made.items():
                self._held[key] = (now[key], at, line)
                self._held.move_to_end(key)
            while len(self._held) > MOST:
                self._held.popitem(last=False)


def _holds(key: str) -> float:
    """How long the line of this story holds at most: half of ``SECONDS`` to all of them."""
    return SECONDS * (0.5 + crc32(key.encode()) % 256 / 512)


def _stands(held: Stamp, now: Stamp, age: float, holds: float) -> bool:
    """Whether a line that was made under the one stamp still does under the other."""
    return age < HOLDS or (held == now and age < holds)
