"""Where an object store answers: an address like any other, judged before anything is asked there."""

from collections.abc import Iterable
from typing import NamedTuple

from crosswire.errors import ConfigError, FetchError
from crosswire.net.address import page_address
from crosswire.net.connect import Resolve, system_addresses
from crosswire.net.guard import AddressGuard

SETTING = "objects_allow"
_PORTS = {"http": 80, "https": 443}


class Endpoint(NamedTuple):
    """Where to ask."""

    scheme: str
    host: str
    """With its port, where it is not the usual one."""
    name: str
    port: int


def endpoint(stated: str, allow: Iterable[str], resolve: Resolve = system_addresses) -> Endpoint:
    """The endpoint of an object store, each of whose addresses may be connected to.

    Raises ``ConfigError`` for what may not be asked, ``FetchError`` (kind ``dns``) where the name has no
    address now. Nothing that may hold a password is shown.
    """
    try:
        url = page_address(stated)
    except FetchError as fault:
        raise ConfigError(
            "AWS_ENDPOINT_URL is no address of an object store; wanted https://host or "
            "https://host:port, without a name or password"
        ) from fault
    if url.path not in ("", "/") or url.query:
        raise ConfigError("AWS_ENDPOINT_URL takes a host, without a path or anything after it")
    found = Endpoint(
        url.scheme, url.netloc.decode("ascii").lower(), url.host, url.port or _PORTS[url.scheme]
    )
    judged(found, allow, resolve)
    return found


def judged(endpoint: Endpoint, allow: Iterable[str], resolve: Resolve) -> list[str]:
    """The addresses of an endpoint, all of which may be connected to; raises as ``endpoint``."""
    guard = AddressGuard.of(allow, SETTING)
    addresses = _resolved(endpoint.name, endpoint.port, resolve)
    for address in addresses:
        if because := guard.refuses(address):
            raise ConfigError(
                f"the object store {endpoint.name} ({address}) is {because}, which crosswire does not "
                f"connect to; to allow it, name its network in the setting {SETTING}"
            )
    if endpoint.scheme == "http" and not all(map(guard.names, addresses)):
        raise ConfigError(
            f"the object store {endpoint.name} is asked over http://, where all can read along; take "
            f"https://, or name its network in the setting {SETTING}"
        )
    return addresses


def _resolved(host: str, port: int, resolve: Resolve) -> list[str]:
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError) as fault:
        because = getattr(fault, "strerror", None) or fault
        raise FetchError(f"{host} has no address: {because}", kind="dns") from fault
    if not found:
        raise FetchError(f"{host} has no address", kind="dns")
    return found
