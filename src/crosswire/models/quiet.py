"""onnxruntime, made to report to nobody.

From 1.29 on the packages for Linux and macOS send what they run, on what machine and under a lasting
identifier, to their makers, and keep what they could not send in a folder of the user's cache, unless
they are told not to before they are loaded (microsoft/onnxruntime, pull requests 27379 and 29843).
Whoever reads what outlets say about somebody must not be seen doing it.
"""

import os
from functools import cache
from typing import Any


@cache
def onnxruntime() -> Any:
    """The package, loaded with nothing that reports."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime as loaded

    loaded.disable_telemetry_events()
    return loaded
