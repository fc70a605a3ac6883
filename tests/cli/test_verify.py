"""The chain, bundles and time stamps at the command line."""

import hashlib
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.errors import ConfigError, StoreError
from crosswire.project import Project
from crosswire.store.engine import make_engine, parse
from tests.desk.ferry import pages
from tests.net.tsa import Tsa, serving

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="apt-get install openssl")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one story."""
    folder = tmp_path_factory.mktemp("verify")
    settings = Settings(data=folder, pipeline="small", cache_megabytes=0,
                        store=str(folder / "desk.sqlite"))  # fmt: skip
    with Desk.open(Project(settings), create=True) as desk:
        desk.add(pages(), closely="none")
    return folder / "desk.sqlite"


@pytest.fixture(autouse=True)
def store(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {
        "DATA": tmp_path / "data", "STORE": tmp_path / "desk.sqlite", "PIPELINE": "small",
        "FETCH_ALLOW": "127.0.0.0/8",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"CROSSWIRE_{name}", str(value))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    shutil.copy(filled, tmp_path / "desk.sqlite")
    return tmp_path / "desk.sqlite"


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa(tmp_path_factory.mktemp("tsa"))


@pytest.fixture(scope="module")
def server(tsa: Tsa) -> Iterator[str]:
    with serving(tsa) as url:
        yield url


def ran(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def verified(*words: str, code: int = 0) -> Any:
    return json.loads(ran("verify", *words, "--format", "jsonl", code=code))


def change(store: Path, statement: str) -> None:
    with make_engine(parse(str(store)), write=True).begin() as connection:
        connection.execute(text(statement))


def test_verify_prints_the_head_and_holds_it_against_one_noted(store: Path) -> None:
    chain = verified()["chain"]
    assert (chain["entries"], chain["breaks"], chain["wanted"]) == (3, [], None)
    said = ran("verify", str(store), "--format", "table")
    assert f"The chain's head is entry 3, made at {chain['head_at']}:\n\n{chain['head']}" in said
    assert "- 3 entries of the chain" in said
    told = ran("verify", "--head", chain["head"].upper(), "--format", "table")
    assert "The head you noted is that of entry 3." in told
    other = ran("verify", "--head", "ab" * 32, "--format", "table", code=1)
    assert "head: expected an entry whose hash is abab" in other


def test_verify_names_the_first_broken_link(store: Path) -> None:
    change(store, "UPDATE chain SET made_at = '2021-05-06T08:00:00.000Z' WHERE n = 2")
    change(store, "UPDATE captures SET url = 'https://other.example/' WHERE id = "
           "(SELECT capture_id FROM chain WHERE n = 3)")  # fmt: skip
    found = verified(code=1)
    first, second = found["chain"]["breaks"]
    assert (first["n"], first["what"]) == (2, "hash")
    assert (second["n"], second["what"]) == (3, "url")
    assert (second["expected"], second["found"]) == (
        "https://echo.example/ferry", "https://other.example/",
    )  # fmt: skip
    (told,) = [one for one in found["problems"] if one.startswith("the chain")]
    assert told.startswith(f"the chain breaks at entry 2 ({first['capture']}): hash: expected ")
    assert told.endswith("; 1 more after it")
    assert told in ran("verify", "--format", "table", code=1)


def test_what_verify_is_asked_wrongly_is_told(store: Path) -> None:
    with pytest.raises(ConfigError, match="64 hexadecimal digits"):
        ran("verify", "--head", "abc")
    with pytest.raises(ConfigError, match="not --store as well"):
        ran("verify", str(store), "--store", str(store))
    with pytest.raises(ConfigError, match="verify prints"):
        ran("verify", "--format", "html")
    with pytest.raises(StoreError, match="no such file"):
        ran("verify", str(store.with_name("nobody.sqlite")))


def test_a_bundle_is_made_and_verified_without_a_store(store: Path, tmp_path: Path) -> None:
    out, page = tmp_path / "ferry.wacz", tmp_path / "check.html"
    said = ran("bundle", "https://sentry.example/ferry", "--to", str(out), "--page", str(page))
    assert said.startswith(f"{out}: 3 captures, ")
    assert "<title>Check a bundle</title>" in page.read_text(encoding="utf-8")
    head = verified()["chain"]["head"]
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    assert said.endswith(f"Its last entry of the chain: {head}\nIts SHA-256: {digest}\n")
    store.unlink()
    found = verified(str(out), "--head", head)
    assert (found["problems"], found["head"], found["stamps"]) == ([], head, [])
    told = ran("verify", str(out), "--head", head, "--format", "table")
    assert "The head you noted is that of entry 3." in told
    assert "All of it agrees with itself." in told
    assert f"entries 1 to 3; the hash of the last:\n\n{head}" in told
    assert f"noted when it was made:\n\n{digest}" in told
    data = bytearray(out.read_bytes())
    data[200] ^= 1
    out.write_bytes(data)
    assert "archive/data.warc.gz" in ran("verify", str(out), "--format", "table", code=1)


@needs_openssl
def test_the_head_is_stamped_kept_and_bundled(
    store: Path, tmp_path: Path, tsa: Tsa, server: str
) -> None:
    said = ran("timestamp", "--server", server)
    head = verified()["chain"]["head"]
    assert said.startswith(f"Entry 3 of the chain ({head}) was there at 20")
    assert [one["state"] for one in verified()["stamps"]] == ["signer not checked"]
    root = ("--tsa-root", str(tsa.root))
    assert [one["state"] for one in verified(*root)["stamps"]] == ["holds"]
    assert f"says {server}: holds" in ran("verify", *root, "--format", "table")
    out = tmp_path / "ferry.zip"
    assert " time stamp" in ran(
        "bundle", "https://echo.example/ferry", "--to", str(out), "--timestamp", server
    )
    store.unlink()
    found = verified(str(out), *root)
    assert found["problems"] == []
    assert {one["state"] for one in found["stamps"]} == {"holds"}


@needs_openssl
def test_a_stamp_that_was_changed_is_told(store: Path, tsa: Tsa, server: str) -> None:
    ran("timestamp", "--server", server)
    change(store, "UPDATE stamps SET at = '2021-05-06T08:00:00Z'")
    (told,) = verified(code=1)["problems"]
    assert "and 2021-05-06T08:00:00Z is kept" in told
    change(store, "UPDATE stamps SET n = 2")
    (told,) = verified(code=1)["problems"]
    assert told.startswith(f"a time stamp of {server} is of entry 2 with the hash ")


def test_nothing_is_stamped_where_nothing_is(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = str(tmp_path / "empty.sqlite")
    Desk.open(Project(Settings(data=tmp_path, store=empty)), create=True).store.close()
    with pytest.raises(ConfigError, match="nothing to stamp"):
        ran("timestamp", "--server", "http://127.0.0.1:9999/", "--store", empty)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(ConfigError, match=r"pip install 'crosswire\[timestamps\]'"):
        ran("timestamp", "--server", "http://127.0.0.1:9999/")


def test_no_name_in_a_bundle_speaks_for_crosswire(store: Path, tmp_path: Path) -> None:
    """Whoever made a bundle chose the words in it: they end no line, and do nothing on a terminal."""
    sound, forged = tmp_path / "sound.wacz", tmp_path / "forged.wacz"
    ran("bundle", "https://sentry.example/ferry", "--to", str(sound))
    claim = "\n\nAll of it agrees with itself.\x1b[2J\x1b[1;1H"
    with zipfile.ZipFile(sound) as given, zipfile.ZipFile(forged, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("story.json"):
                data = json.dumps(json.loads(data) | {"story": f"story-1{claim}"}).encode()
            made.writestr(name, data)
        made.writestr(f"x{claim}", b"x")
    said = ran("verify", str(forged), "--format", "table", code=1)
    assert "\x1b" not in said
    assert "All of it agrees with itself." in said
    assert not [line for line in said.splitlines() if line.startswith("All of it agrees")]
