"""Time stamps: asked for through the guard, of this hash and no other, signed as was named."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswire.errors import ConfigError, FetchError
from crosswire.net.stamps import Stamper, check_stamp
from crosswire.records.chain import GENESIS, link
from tests.net.tsa import Tsa, serving

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="apt-get install openssl")

LINK = link(7, GENESIS, "ab" * 32)
HERE = ("127.0.0.0/8",)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def tsa(house: Tsa) -> Iterator[Tsa]:
    yield house
    house.says, house.status = None, 200


@pytest.fixture(scope="module")
def server(house: Tsa) -> Iterator[str]:
    with serving(house) as url:
        yield url


def test_a_stamp_is_of_the_hash_and_signed(tsa: Tsa, server: str) -> None:
    with Stamper(allow=HERE) as stamper:
        made = stamper.stamp(server, 7, LINK)
    assert (made.n, made.hash, made.server) == (7, hashlib.sha256(LINK).hexdigest(), server)
    assert made.at.endswith("Z")
    assert check_stamp(made, LINK, tsa.root).state == "holds"
    with Stamper(allow=HERE) as stamper:
        assert stamper.stamp(f"{server}?key=secret", 7, LINK).server == server
    unnamed = check_stamp(made, LINK)
    assert (unnamed.state, "--tsa-root" in unnamed.because) == ("signer not checked", True)
    assert unnamed.words.startswith(f"entry 7 was there at {made.at}, says {server}: signer not")


def test_openssl_says_the_same(tsa: Tsa, server: str, tmp_path: Path) -> None:
    """Whoever has the head and the answer needs nothing of ours."""
    with Stamper(allow=HERE) as stamper:
        made = stamper.stamp(server, 7, LINK)
    (tmp_path / "stamp.tsr").write_bytes(made.token)
    ask = ["openssl", "ts", "-verify", "-digest", made.hash, "-in", "stamp.tsr", "-CAfile",
           str(tsa.root)]  # fmt: skip
    said = subprocess.run(ask, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in said.stdout + said.stderr


def test_a_stamp_of_something_else_does_not_hold(tsa: Tsa, server: str, tmp_path: Path) -> None:
    with Stamper(allow=HERE) as stamper:
        made = stamper.stamp(server, 7, LINK)
    other = check_stamp(made, link(8, GENESIS, "ab" * 32), tsa.root)
    assert (other.state, "of another hash" in other.because) == ("does not hold", True)
    told = check_stamp(made.model_copy(update={"at": "2021-05-06T07:00:00Z"}), LINK, tsa.root)
    assert (told.state, told.because[:8]) == ("does not hold", "it says ")
    stranger = Tsa(tmp_path / "other")
    signed = check_stamp(made, LINK, stranger.root)
    assert (signed.state, "signature" in signed.because) == ("does not hold", True)
    for at in (200, len(made.token) - 20):
        bent = bytearray(made.token)
        bent[at] ^= 1
        assert check_stamp(
            made.model_copy(update={"token": bytes(bent)}), LINK, tsa.root
        ).state == ("does not hold")
    with pytest.raises(ConfigError, match="--tsa-root takes certificates in PEM"):
        check_stamp(made, LINK, tmp_path / "nobody.pem")
    with pytest.raises(ConfigError, match="takes a root certificate"):
        check_stamp(made, LINK, tsa.folder / "tsa.pem")


def test_what_is_no_stamp_of_this_is_not_kept(tsa: Tsa, server: str) -> None:
    with Stamper(allow=HERE) as stamper:
        made = stamper.stamp(server, 7, LINK)
        tsa.says = made.token
        with pytest.raises(FetchError, match="answers another question"):
            stamper.stamp(server, 7, LINK)
        with pytest.raises(FetchError, match="of another hash"):
            stamper.stamp(server, 8, link(8, GENESIS, "ab" * 32))
        tsa.says = b"<html>no</html>"
        with pytest.raises(FetchError, match="is no time stamp that can be read") as fault:
            stamper.stamp(f"{server}?key=secret", 7, LINK)
        assert "secret" not in str(fault.value)
        tsa.says = b"0" * 300_000
        with pytest.raises(FetchError, match="longer than a time stamp"):
            stamper.stamp(server, 7, LINK)
        tsa.says, tsa.status = b"", 302
        with pytest.raises(FetchError, match="answers 302; redirects are not followed") as fault:
            stamper.stamp(f"{server}?key=secret", 7, LINK)
        assert "secret" not in str(fault.value)


def test_a_private_server_is_asked_only_where_it_was_named(server: str) -> None:
    with (
        Stamper() as stamper,
        pytest.raises(FetchError, match="is this machine, which crosswire does not fetch from"),
    ):
        stamper.stamp(server, 7, LINK)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://tsa.example/", "begins with https"),
        ("http://169.254.169.254/", "where a cloud hands machines their keys"),
        ("http://a:b@tsa.example/", "name or password"),
    ],
)
def test_odd_servers_are_refused(url: str, told: str) -> None:
    with Stamper(allow=HERE) as stamper, pytest.raises(FetchError, match=told):
        stamper.stamp(url, 7, LINK)


def test_without_the_extra_it_is_named(
    tsa: Tsa, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Stamper(allow=HERE) as stamper:
        made = stamper.stamp(server, 7, LINK)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(ConfigError, match=r"pip install 'crosswire\[timestamps\]'"):
        Stamper()
    left = check_stamp(made, LINK, tsa.root)
    assert (left.state, "crosswire[timestamps]" in left.because) == ("not checked", True)
