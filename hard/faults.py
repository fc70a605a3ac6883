"""``make hard-faults``: a full disk, a file that cannot be written, damaged pages, clocks that jump, a
server that is restarted, receivers that are down, copies made while the store is written to."""

from hard import clocks, copying, damage, disk, outages, servers
from hard.rows import How, Row


def run(how: How) -> list[Row]:
    """Each of them."""
    return [
        row for part in (disk, damage, clocks, servers, outages, copying) for row in part.rows(how)
    ]
