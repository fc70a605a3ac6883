"""Plain addresses: crosswire sends no name and no password, and what it is asked for is kept and shown."""

import re

from crosswire.errors import ConfigError

_CREDENTIALS = re.compile(r"([^:/?#]+:[/\\]+)[^/?#]*@")


def require_plain(address: str) -> None:
    """Raise ``ConfigError`` for an address with a name or a password in it, without telling them."""
    if _CREDENTIALS.match(address):
        raise ConfigError(
            "an address without a name or a password was wanted; leave out what stands before its @"
        )


def plain(address: str) -> str:
    """The address without what stands before its ``@``, as it is kept and shown."""
    return _CREDENTIALS.sub(r"\1", address, count=1) if _CREDENTIALS.match(address) else address
