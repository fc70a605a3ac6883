"""Where an object store may be asked."""

from collections.abc import Sequence

import pytest

from crosswire.errors import ConfigError, FetchError
from crosswire.net.endpoint import endpoint


def answers(*addresses: str) -> "Resolver":
    return Resolver(addresses)


class Resolver:
    """Knows the addresses of every name."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._addresses = addresses

    def __call__(self, host: str, port: int) -> Sequence[str]:
        if not self._addresses:
            raise OSError(-2, "Name or service not known")
        return self._addresses


def test_a_public_store_is_asked_over_tls() -> None:
    found = endpoint("https://s3.tolven.example", (), answers("8.8.8.8"))
    assert found == ("https", "s3.tolven.example", "s3.tolven.example", 443)
    assert endpoint("https://s3.tolven.example:9000/", (), answers("8.8.8.8")).host.endswith(
        ":9000"
    )
    with pytest.raises(ConfigError, match="http://"):
        endpoint("http://s3.tolven.example", (), answers("8.8.8.8"))


def test_a_private_one_only_where_its_network_is_named() -> None:
    with pytest.raises(ConfigError, match="objects_allow"):
        endpoint("https://store.tolven.example", (), answers("10.1.2.3"))
    found = endpoint("http://store.tolven.example:9000", ("10.1.0.0/16",), answers("10.1.2.3"))
    assert found == ("http", "store.tolven.example:9000", "store.tolven.example", 9000)


def test_every_address_of_a_name_is_judged() -> None:
    with pytest.raises(ConfigError, match=r"10\.1\.2\.3"):
        endpoint("https://store.tolven.example", (), answers("8.8.8.8", "10.1.2.3"))


def test_where_clouds_hand_out_keys_nothing_is_asked() -> None:
    with pytest.raises(ConfigError, match="keys"):
        endpoint("http://169.254.169.254", ("169.254.0.0/16",), answers("169.254.169.254"))


@pytest.mark.parametrize(
    "stated",
    ["https://key:hidden@store.example", "ftp://store.example", "store.example", "",
     "https://store.example/bucket", "https://store.example/?hidden"],
)  # fmt: skip
def test_what_is_no_endpoint_is_refused_and_not_shown(stated: str) -> None:
    with pytest.raises(ConfigError, match="AWS_ENDPOINT_URL") as refused:
        endpoint(stated, (), answers("8.8.8.8"))
    assert "hidden" not in str(refused.value)


def test_a_name_without_an_address_may_have_one_later() -> None:
    with pytest.raises(FetchError) as refused:
        endpoint("https://store.example", (), answers())
    assert refused.value.kind == "dns"
