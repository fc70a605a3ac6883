"""Which addresses may be connected to: public ones, and the networks the user named."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from crosswire.errors import ConfigError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# IANA's registry of special-purpose IPv4 addresses (RFC 6890 and after), and multicast.
_SPECIAL = {
    IPv4Network(network): words
    for network, words in {
        "0.0.0.0/8": "this machine",
        "10.0.0.0/8": "a private network",
        "100.64.0.0/10": "a provider's inner network",
        "127.0.0.0/8": "this machine",
        "169.254.0.0/16": "a link-local address",
        "172.16.0.0/12": "a private network",
        "192.0.0.0/24": "reserved",
        "192.0.2.0/24": "reserved for documentation",
        "192.88.99.0/24": "a relay between protocols",
        "192.168.0.0/16": "a private network",
        "198.18.0.0/15": "reserved for measurements",
        "198.51.100.0/24": "reserved for documentation",
        "203.0.113.0/24": "reserved for documentation",
        "224.0.0.0/4": "a multicast address",
        "240.0.0.0/4": "reserved",
    }.items()
}
_WITHIN_PUBLIC = {
    IPv6Network(network): words
    for network, words in {
        "2001::/23": "reserved for protocols",
        "2001:db8::/32": "reserved for documentation",
        "2002::/16": "a relay between protocols",
        "3fff::/20": "reserved for documentation",
    }.items()
}
_OTHER = {
    IPv6Network(network): words
    for network, words in {
        "::/128": "this machine",
        "::1/128": "this machine",
        "fc00::/7": "a private network",
        "fe80::/10": "a link-local address",
        "ff00::/8": "a multicast address",
    }.items()
}
_PUBLIC_IPV6 = IPv6Network("2000::/3")
"""All that was ever given out to the public; whatever lies outside has another purpose."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""An IPv4 address as a network without IPv4 writes it (RFC 6052)."""

# Where clouds hand machines their keys. The second is public by its number.
_METADATA = frozenset(
    map(
        ip_address,
        ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"),
    )
)


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """Says of an address why it may not be connected to.

    ``allow`` holds networks that may be, although they are not public. Addresses where clouds hand
    out keys are never.
    """

    allow: tuple[Network, ...] = ()
    setting: str = "fetch_allow"
    """The setting that names such networks: said where an address is refused."""

    @classmethod
    def of(cls, networks: Iterable[str], setting: str = "fetch_allow") -> "AddressGuard":
        """A guard that lets ``networks`` through; raises ``ConfigError`` for what is none."""
        return cls(tuple(_network(one, setting) for one in networks), setting)

    def names(self, stated: str) -> bool:
        """Whether an address is of a network that the user named."""
        address = _unwrapped(ip_address(stated))
        return any(address in network for network in self.allow)

    def refuses(self, stated: str) -> str | None:
        """What ``stated`` is that keeps it from being connected to; None: it may be."""
        address = _unwrapped(ip_address(stated))
        if address in _METADATA:
            return "where a cloud hands machines their keys"
        if any(address in network for network in self.allow):
            return None
        return _special(address)


def _network(stated: str, setting: str) -> Network:
    try:
        return ip_network(stated.strip())
    except ValueError as fault:
        raise ConfigError(
            f"{setting} takes networks such as 10.1.0.0/16, got {stated!r}: {fault}"
        ) from fault


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one that only stands for it; without the zone that tells by
    which of this machine's wires it is reached."""
    if isinstance(address, IPv4Address):
        return address
    address = IPv6Address(int(address))
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _special(address: Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((words for network, words in _SPECIAL.items() if address in network), None)
    table = _WITHIN_PUBLIC if address in _PUBLIC_IPV6 else _OTHER
    usual = None if address in _PUBLIC_IPV6 else "reserved"
    return next((words for network, words in table.items() if address in network), usual)
