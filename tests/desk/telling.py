"""A program of the tests: one turn of telling, killed (SIGKILL) at a place of its own choosing.

    python -m tests.desk.telling STORE DATA WHERE

``found``: after alerts are written, before they are committed. ``claimed``: before anything is sent.
``answered``: when the receiver has answered, before that is committed. ``nowhere``: to the end.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from crosswire.config import Settings
from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.store import alerts, deliveries

HERE = ("127.0.0.1/32",)


def main(store: str, data: str, where: str) -> None:
    """Tell what is due, as far as ``where``."""
    if where == "found":
        put = deliveries.put

        def found(*args: Any) -> NoReturn:
            put(*args)
            die()

        vars(deliveries)["put"] = found
    elif where == "claimed":
        vars(alerts)["of_ids"] = die
    elif where == "answered":
        vars(deliveries)["settle"] = die
    settings = Settings(data=Path(data), store=store, deliver_allow=HERE, cache_megabytes=0)
    with Desk.open(Project(settings)) as desk:
        Alerts.of(desk).turn(desk)


def die(*args: Any) -> NoReturn:
    """Be killed."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody outlives that")


if __name__ == "__main__":
    main(*sys.argv[1:])
