"""The command line: parse, call Project, print."""

import os
import sys

from crosswire.cli.talk import say
from crosswire.errors import CrosswireError


def main() -> None:
    """Run a command; errors become one line on stderr and an exit code.

    Exit codes: 0 well, 1 failed, 2 asked wrongly, 3 finished with failures.
    """
    from crosswire.cli.commands import app

    try:
        app()
    except CrosswireError as fault:
        if "--debug" in sys.argv:
            raise
        say(f"crosswire: {fault}")
        sys.exit(fault.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone; that is its right, and no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("crosswire: stopped\n")
        sys.exit(130)
