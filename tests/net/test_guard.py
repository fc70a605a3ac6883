"""Which addresses may be connected to."""

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.config import Settings
from crosswire.errors import ConfigError
from crosswire.net.guard import AddressGuard

GUARD = AddressGuard()


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.9.10",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
    ],
)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert GUARD.refuses(address)


@pytest.mark.parametrize(
    "address",
    [
        "1.1.1.1",
        "93.184.215.14",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "2606:2800:220:1:248:1893:25c8:1946",
        "::ffff:93.184.215.14",
        "64:ff9b::93.184.215.14",
    ],
)
def test_what_is_public_is_not(address: str) -> None:
    assert GUARD.refuses(address) is None


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "64:ff9b::a9fe:a9fe"],
)
def test_where_clouds_hand_out_keys_nothing_helps(address: str) -> None:
    everything = AddressGuard.of(["0.0.0.0/0", "::/0"])
    assert "keys" in (everything.refuses(address) or "")


def test_a_named_network_is_let_through_and_no_other() -> None:
    guard = AddressGuard.of(["10.1.0.0/16", "fd00:1::/32"])
    assert guard.refuses("10.1.2.3") is None
    assert guard.refuses("::ffff:10.1.2.3") is None
    assert guard.refuses("fd00:1::5") is None
    assert guard.refuses("10.2.0.1")
    assert guard.refuses("fd00:2::1")


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_an_address_in_other_clothes_is_judged_as_itself(address: IPv4Address) -> None:
    plain = GUARD.refuses(str(address))
    assert GUARD.refuses(str(IPv6Address(0xFFFF << 32 | int(address)))) == plain
    nat64 = int(IPv6Address("64:ff9b::")) | int(address)
    assert GUARD.refuses(str(IPv6Address(nat64))) == plain
    if not address.is_global or address.is_multicast:
        # Python counts a few addresses within reserved networks as public; we count none.
        assert plain


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_of_ipv6_only_what_was_given_out_is_public(address: IPv6Address) -> None:
    if GUARD.refuses(str(address)) is None:
        assert address in ip_network("2000::/3") or address.ipv4_mapped or address.is_global


@pytest.mark.parametrize("stated", ["example.com", "10.1.0.0/99", "10.1.0.1/16", ""])
def test_what_is_no_network_is_refused_in_words(stated: str) -> None:
    with pytest.raises(ConfigError, match="fetch_allow"):
        AddressGuard.of([stated])


def test_settings_take_networks_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROSSWIRE_FETCH_ALLOW", "127.0.0.0/8, 10.1.0.0/16")
    assert Settings.load().fetch_allow == ("127.0.0.0/8", "10.1.0.0/16")
    monkeypatch.setenv("CROSSWIRE_FETCH_ALLOW", "localhost")
    with pytest.raises(ConfigError, match="fetch_allow"):
        Settings.load()


def test_a_zone_hides_no_address() -> None:
    inner = AddressGuard.of(["fd00::/8", "fe80::/10"])
    assert inner.refuses("fe80::1%eth0") is None
    assert inner.refuses("fd00:ec2::254%eth0")
    assert GUARD.refuses("fe80::1%eth0")
    assert GUARD.refuses("::ffff:127.0.0.1%1")
