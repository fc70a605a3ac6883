"""Line-ups made ready to be read, by the worker: what a story's page shows of one is rendered there and
handed to the server, so that no reader waits for it.

It goes from memory to memory. Nothing of it is kept in a file, where words would stand that are erased
from the store.
"""

from collections.abc import Callable, Hashable

from crosswire.desk.desk import Desk
from crosswire.errors import CrosswireError
from crosswire.store import comparing
from crosswire.web.beside import Tell
from crosswire.web.house import House
from crosswire.web.pages.story import make_ready
from crosswire.web.shelf import Shelf

MOST = 150
"""Stories at the beginning: those with the newest articles."""


class Ahead:
    """Makes pages of line-ups that are new to it."""

    def __init__(
        self,
        open_desk: Callable[[str | None], Desk],
        tell: Tell,
        *,
        going: Callable[[], bool] = lambda: True,
    ) -> None:
        def give(key: Hashable, part: str) -> None:
            tell((key, part))

        # Room for nothing: each part is handed on.
        self._house = House(open_desk=open_desk, shelf=Shelf(megabytes=0, made=give))
        self._going = going
        self._since = ""

    def once(self) -> int:
        """Make what is new ready, the newest stories first; how many stories were."""
        with self._house.desk as desk, desk.store.read() as reader:
            new = comparing.made_lately(reader.connection, self._since, MOST)
        made = 0
        for story, _ in new:
            if not self._going():
                return made
            made += self._ready(story)
        self._since = max((at for _, at in new), default=self._since)
        return made

    def _ready(self, story: str) -> bool:
        """A story that cannot be shown now says so to the reader who asks for it."""
        try:
            return make_ready(self._house, story)
        except CrosswireError:
            return False
