"""Files and folders that a user may read and not write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def without_rights(*paths: Path) -> Iterator[None]:
    """As a user who may read these paths and not write them. Root may write all, so root is nobody
    for a while."""
    root = os.geteuid() == 0
    before = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0o555)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path, mode in zip(paths, before, strict=True):
            path.chmod(mode)
