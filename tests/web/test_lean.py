"""What is free in the middle of a process's memory goes back to the machine."""

import platform
import subprocess
import sys

import pytest

_FREED = """
import threading, time
from crosswire.web.lean import few_pools, giving_back
from hard.process import megabytes
import os
few_pools()
held = [bytes(2_000) for _ in range(100_000)]  # too long for Python's own pools
last = held[-1]
del held
before = megabytes(os.getpid())
with giving_back(every=0.01):
    for _ in range(1_000):
        if megabytes(os.getpid()) < before - 100:
            break
        time.sleep(0.01)
    else:
        raise SystemExit(f"of {before:.0f} MB, {megabytes(os.getpid()):.0f} are held")
assert threading.active_count() == 1 and len(last) == 2_000
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library gives back itself")
def test_what_was_freed_before_the_last_goes_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FREED], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
