"""What a worker may be in a test: spawned processes find it by its name."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from crosswire.config import Settings
from crosswire.web.beside import Tell, beside


def waits(settings: Settings, stop: threading.Event, tell: Tell) -> None:
    """Until it is told to end."""
    _sign(settings, "begun")
    stop.wait(60)
    _sign(settings, "ended")


def tells(settings: Settings, stop: threading.Event, tell: Tell) -> None:
    """How it stands to other processes; then it ends."""
    tell(("nice", os.nice(0)))
    group = Path("/proc/self/autogroup")
    tell(("group", group.read_text() if group.exists() else ""))


def falls(settings: Settings, stop: threading.Event, tell: Tell) -> None:
    """At once, the first two times."""
    _sign(settings, "begun")
    if len(signs(settings)) < 3:
        os._exit(7)
    stop.wait(60)


def deaf(settings: Settings, stop: threading.Event, tell: Tell) -> None:
    """Whatever it is told."""
    _sign(settings, "begun")
    while True:
        time.sleep(0.05)


def _sign(settings: Settings, words: str) -> None:
    with (settings.data / "signs").open("a") as out:
        out.write(f"{words} {os.getpid()}\n")


def signs(settings: Settings) -> list[list[str]]:
    """What workers said."""
    file = settings.data / "signs"
    return [line.split() for line in file.read_text().splitlines()] if file.exists() else []


if __name__ == "__main__":
    # What started us may have Ctrl-C ignored, as a shell has for what runs in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(sys.argv[1])
    with beside(Settings(data=folder), waits):
        time.sleep(60)
