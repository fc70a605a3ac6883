"""No password in an address is kept or told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.errors import ConfigError, FetchError
from crosswire.intake.gather import failure_of
from crosswire.intake.plain import plain, require_plain

SECRET = [
    "https://ana:grey-geese@feeds.example/x",
    "http:\\\\ana:grey-geese@feeds.example",
    "HTTPS://grey-geese@feeds.example:8443?a=b",
    "https://a@b:grey-geese@feeds.example/",
]


@pytest.mark.parametrize("address", SECRET)
def test_a_password_is_refused_and_left_out(address: str) -> None:
    with pytest.raises(ConfigError, match="without a name or a password") as refused:
        require_plain(address)
    assert "grey-geese" not in str(refused.value)
    assert "grey-geese" not in plain(address)
    assert "feeds.example" in plain(address)
    fault = FetchError("the address of feeds.example holds a password", kind="credentials")
    assert "grey-geese" not in failure_of(address, fault).item


@given(path=st.text(alphabet="ab@:/?#=", max_size=20))
def test_an_address_without_one_stays(path: str) -> None:
    address = f"https://feeds.example/{path}"
    require_plain(address)
    assert plain(address) == address
