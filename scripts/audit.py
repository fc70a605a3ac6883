"""``make audit``: known faults of what crosswire is installed with, where pip-audit reaches its data.

Ends with 1 where there are some; where nothing can be asked it says "not checked", and keeps nobody.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "requirements-runtime.lock"
_PATIENCE = 300


def main() -> int:
    """Ask, and say what came of it."""
    found = _asked()
    told = [one for one in found if "skip_reason" not in one]
    if not told:
        print("not checked: pip-audit does not reach its data from here")
        return 0
    faults = [(one, fault) for one in told for fault in one["vulns"]]
    for one, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "nothing yet"
        print(f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}")
    left = len(found) - len(told)
    print(f"{len(told)} packages checked, {len(faults)} known faults; {left} not checked")
    return 1 if faults else 0


def _asked() -> list[dict[str, Any]]:
    """What pip-audit says of each package; nothing where it cannot say."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip",
        "--format", "json", "--progress-spinner", "off", "--timeout", "10",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return found


if __name__ == "__main__":
    sys.exit(main())
