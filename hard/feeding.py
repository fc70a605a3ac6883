"""A program: adds invented articles to a store for so many seconds, a few a run."""

import sys
import time

from bench.newsroom import Newsroom
from hard.tasks import newsroom_at


def main(store: str, seconds: float) -> None:
    """Four a run, as fast as may be."""
    room = Newsroom(seed=7, since=0)
    until = time.monotonic() + seconds
    with newsroom_at(store) as desk:
        while time.monotonic() < until:
            desk.add(room.articles(4), closely="all")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
