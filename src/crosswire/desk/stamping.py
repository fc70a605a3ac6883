"""Time stamps of the chain's head: asked for, kept, and looked at again."""

from collections.abc import Iterable
from pathlib import Path

from crosswire.errors import ConfigError
from crosswire.net.stamps import Stamper, check_stamp
from crosswire.records.chain import Stamp, StampCheck, Stamped
from crosswire.store.base import Store
from crosswire.store.chain import entries, head, stamp


def stamp_head(store: Store, stamper: Stamper, server: str) -> Stamp:
    """Have a server stamp the last entry of the chain, and keep what it answers."""
    with store.read() as reader:
        last = head(reader.connection)
        if last is None:
            raise ConfigError("there is nothing to stamp: the store has no capture yet")
        (entry,) = entries(reader.connection, last.n, last.n)
    made = stamper.stamp(server, entry.n, entry.link)
    with store.aside() as aside:
        stamp(aside.connection, made)
    return made


def check_stamps(stamps: Iterable[Stamped], roots: Path | None) -> list[StampCheck]:
    """Whether each holds; with ``roots`` also whose signature it is."""
    return [check_stamp(one.stamp, one.linked, roots) for one in stamps]
