"""Addresses as pages state them: what is none is empty, and ends no reading."""

from urllib.parse import SplitResult, urljoin, urlsplit

_NONE = urlsplit("")


def split(address: str | None) -> SplitResult:
    """The parts of an address; all of them empty for what is none ("http://[::1")."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NONE


def joined(base: str | None, address: str) -> str:
    """The address, made whole by ``base``; empty for what is none."""
    try:
        whole = urljoin(base or "", address)
        urlsplit(whole)
    except ValueError:
        return ""
    return whole
