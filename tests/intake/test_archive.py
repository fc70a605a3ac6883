"""Pages from web archives, the damaged and the hostile ones among them."""

import base64
import gzip
import hashlib
import io
import random
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswire.intake.archive import archived_pages
from crosswire.intake.warc import Archived, records
from crosswire.records import Capture, Failure

PAGE = b"<!doctype html><title>Ferry</title><p>The ferry sailed at noon.</p></html>"
LIMIT = 1_000_000


def record(
    block: bytes,
    url: str = "https://courier.example/ferry",
    *,
    kind: str = "response",
    of: str = "application/http; msgtype=response",
    length: object = None,
) -> bytes:
    """One record; ``length`` where it lies about it."""
    return (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-11-01T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {of}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    ).encode() + (block + b"\r\n\r\n")


def http(body: bytes = PAGE, *lines: str, status: int = 200, of: str = "text/html") -> bytes:
    head = "".join(f"{line}\r\n" for line in (f"Content-Type: {of}", *lines))
    return f"HTTP/1.1 {status} So\r\n{head}\r\n".encode() + body


def page(n: int = 0, body: bytes = PAGE) -> bytes:
    return record(http(body, f"Content-Length: {len(body)}"), f"https://courier.example/{n}")


def read(data: bytes, folder: Path, name: str = "a.warc") -> tuple[list[Capture], list[Failure]]:
    (folder / name).write_bytes(data)
    found = list(archived_pages(folder / name, LIMIT))
    return (
        [one for one in found if isinstance(one, Capture)],
        [one for one in found if isinstance(one, Failure)],
    )


def paths(pages: list[Capture]) -> list[str]:
    return [str(one.url).rpartition("/")[2] for one in pages]


def chunks(body: bytes, size: int = 7) -> bytes:
    parts = [body[k : k + size] for k in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_a_page_comes_with_its_bytes_and_how_it_was_fetched(tmp_path: Path) -> None:
    block = http(PAGE, "ETag: x", of="text/html; charset=utf-8")
    (one,), failures = read(record(block), tmp_path)
    assert not failures
    assert one.payload is not None
    assert (one.payload.content, one.payload.media_type) == (PAGE, "text/html")
    assert one.fetched is not None
    assert one.fetched.url == one.fetched.final_url == "https://courier.example/ferry"
    assert one.fetched.at == "2026-11-01T10:00:00+00:00"
    assert one.fetched.status == 200
    assert ("ETag", "x") in one.fetched.headers


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (chunks(PAGE), ["Transfer-Encoding: chunked"]),
        (PAGE, ["Transfer-Encoding: chunked"]),
        (gzip.compress(PAGE, mtime=0), ["Content-Encoding: gzip"]),
        (PAGE, ["Content-Encoding: gzip"]),
        (PAGE, ["Content-Encoding: br"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (brotli.compress(PAGE), ["Content-Encoding: br"]),
        (chunks(brotli.compress(PAGE)), ["Transfer-Encoding: chunked", "Content-Encoding: br"]),
        (
            chunks(gzip.compress(PAGE, mtime=0)),
            ["Transfer-Encoding: chunked", "Content-Encoding: gzip"],
        ),
        (gzip.compress(PAGE, mtime=0), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
    ],
)
def test_what_it_was_sent_in_is_taken_off(tmp_path: Path, body: bytes, lines: list[str]) -> None:
    (one,), failures = read(record(http(body, *lines)), tmp_path)
    assert not failures
    assert one.payload is not None
    assert one.payload.content == PAGE


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (http(b"%PDF-1.7 \n%..."), "binary"),
        (http(b"\x00\x01\x02" * 500), "binary"),
        (http(b""), "empty"),
        (http(b"<p>" * 400_000), "too-large"),
        (http(gzip.compress(b"<p>" * 400_000, mtime=0), "Content-Encoding: gzip"), "bomb"),
        (http(gzip.compress(bytes(5_000_000), mtime=0), "Content-Encoding: gzip"), "too-large"),
        (http(gzip.compress(PAGE, mtime=0)[:-9], "Content-Encoding: gzip"), "damaged"),
        (http(brotli.compress(PAGE)[:-9], "Content-Encoding: br"), "damaged"),
        (http(chunks(PAGE)[:-30], "Transfer-Encoding: chunked"), "damaged"),
        (http(PAGE, "Content-Encoding: zpaq"), "coding"),
        (http(PAGE, "Content-Encoding: " + "gzip, " * 20), "bomb"),
        (http(PAGE, status=404), "http-404"),
        (http(PAGE, status=500), "http-500"),
    ],
)
def test_what_is_no_page_is_told_and_the_next_is_read(
    tmp_path: Path, block: bytes, kind: str
) -> None:
    pages, failures = read(page(1) + record(block) + page(2), tmp_path)
    assert paths(pages) == ["1", "2"]
    assert [one.kind for one in failures] == [kind]
    assert failures[0].item == "https://courier.example/ferry"


def test_what_never_was_one_is_passed_over(tmp_path: Path) -> None:
    data = (
        record(b"software: x\r\n", kind="warcinfo", of="application/warc-fields")
        + record(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", kind="request", of="application/http")
        + record(http(b"\x89PNG\r\n", of="image/png"))
        + record(http(PAGE, "Location: /x", status=301))
        + record(http(b"User-agent: *\n", of="text/plain"), "https://courier.example/robots.txt")
        + record(b"20261101 courier.example 192.0.2.1", "dns:courier.example", of="text/dns")
        + record(b"a: b\r\n", kind="metadata", of="application/warc-fields")
        + page(1)
    )
    pages, failures = read(data, tmp_path)
    assert paths(pages) == ["1"]
    assert not failures


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_page_of_a_broken_address_is_a_page(tmp_path: Path, kind: str) -> None:
    broken = record(http(of=kind), "http://[::1")
    pages, failures = read(broken + page(2), tmp_path)
    assert [one.url for one in pages] == ["http://[::1", "https://courier.example/2"]
    assert failures == []


@pytest.mark.parametrize("length", ["²", "9" * 5000])
def test_a_length_that_is_no_number_shows_nothing(tmp_path: Path, length: str) -> None:
    broken = record(http(PAGE, f"Content-Length: {length}"), length=10_000)
    assert read(page() + broken, tmp_path)[1]


def test_other_kinds_of_record(tmp_path: Path) -> None:
    data = (
        record(PAGE, kind="resource", of="text/html")
        + record(b"Words of a page.", kind="conversion", of="text/plain")
        + record(http(b""), kind="revisit")
        + record(http(b"The ferry sailed.", of="text/plain"), "https://courier.example/wire")
    )
    pages, failures = read(data, tmp_path)
    assert [(one.medium, one.fetched is None) for one in pages] == [("html", True), ("text", False)]
    assert [one.kind for one in failures] == ["conversion", "revisit"]


class TestDamage:
    @pytest.mark.parametrize(
        "spoilt",
        [
            record(http(PAGE), "https://courier.example/x", length=30),
            record(http(PAGE), "https://courier.example/x", length=len(http(PAGE)) - 20),
            record(http(PAGE, f"Content-Length: {len(PAGE)}"), length=10**12).replace(
                b"ferry", b"x"
            ),
            record(http(PAGE), "https://courier.example/x", length="many"),
            record(http(PAGE), "https://courier.example/x", length=-5),
            record(http(PAGE), "https://courier.example/x").replace(b"Content-Length", b"Length"),
            b"words that are no record\r\n" * 100,
            bytes(3_000_000),
            record(b"\x89PNG", of="image/png", kind="resource", length=5000),
            record(b"\x89PNG", of="image/png", kind="resource", length=10**15),
        ],
    )
    def test_a_damaged_record_does_not_hide_the_next(self, tmp_path: Path, spoilt: bytes) -> None:
        pages, failures = read(page(1) + spoilt + page(2) + page(3), tmp_path)
        assert [p for p in paths(pages) if p != "x"] == ["1", "2", "3"]
        assert "damaged" in {one.kind for one in failures}
        assert all(one.content.content == PAGE.decode() for one in pages)

    def test_a_record_that_claims_the_next_one_as_its_own(self, tmp_path: Path) -> None:
        block = http(PAGE, f"Content-Length: {len(PAGE)}")
        greedy = record(block, "https://courier.example/greedy", length=len(block) + 50)
        pages, failures = read(page(1) + greedy + page(2) + page(3), tmp_path)
        assert paths(pages) == ["1", "greedy", "2", "3"]
        assert all(one.content.content == PAGE.decode() for one in pages)
        assert [one.kind for one in failures] == ["damaged"]

    @pytest.mark.parametrize("stated", ["", "sha1", "sha256", "odd"])
    def test_bytes_that_are_not_those_of_their_digest_are_told(
        self, tmp_path: Path, stated: str
    ) -> None:
        whole = page(2)
        block = whole.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n\r\n")
        sha1 = base64.b32encode(hashlib.sha1(block).digest()).decode()
        words = {"": "", "sha1": f"sha1:{sha1}", "sha256": "sha256:xyz", "odd": "sha1:?"}[stated]
        line = (
            f"WARC-Block-Digest: {words}\r\nContent-Type: application".encode()
            if words
            else b"Content-Type: application"
        )
        kept = whole.replace(b"Content-Type: application", line)
        pages, failures = read(page(1) + kept + page(3), tmp_path)
        assert (paths(pages), failures) == (["1", "2", "3"], [])
        pages, failures = read(page(1) + kept.replace(b"noon", b"dawn") + page(3), tmp_path)
        assert paths(pages) == (["1", "3"] if stated == "sha1" else ["1", "2", "3"])
        assert [one.kind for one in failures] == (["damaged"] if stated == "sha1" else [])

    def test_a_page_before_a_damage_ends_as_pages_do(self, tmp_path: Path) -> None:
        spoilt = page(1).replace(b"l>\r\n\r\n", b"\xff" * 6)
        pages, failures = read(page(0) + spoilt + page(2) + page(3), tmp_path)
        assert paths(pages) == ["0", "2", "3"]
        assert {one.kind for one in failures} == {"damaged"}

    def test_an_archive_that_breaks_off(self, tmp_path: Path) -> None:
        pages, failures = read((page(1) + page(2))[:-40], tmp_path)
        assert paths(pages) == ["1"]
        assert {one.kind for one in failures} == {"damaged"}

    @pytest.mark.parametrize("cut", [1, 9, 40, 150])
    def test_gzip_that_breaks_off(self, tmp_path: Path, cut: int) -> None:
        packed = [gzip.compress(page(n), mtime=0) for n in range(3)]
        pages, failures = read(b"".join(packed)[:-cut], tmp_path, "a.warc.gz")
        assert paths(pages)[:2] == ["0", "1"]
        assert len(pages) == 3 or failures
        assert all(one.content.content == PAGE.decode() for one in pages)

    def test_gzip_spoilt_in_the_middle(self, tmp_path: Path) -> None:
        packed = [bytearray(gzip.compress(page(n), mtime=0)) for n in range(4)]
        packed[1][60:70] = bytes(10)
        packed[2][0:3] = b"xyz"
        pages, failures = read(b"".join(packed), tmp_path, "a.warc.gz")
        assert paths(pages) == ["0", "3"]
        assert {one.kind for one in failures} == {"damaged"}

    def test_packed_records_that_claim_too_much(self, tmp_path: Path) -> None:
        greedy = record(b"\x89PNG", of="image/png", kind="resource", length=10**12)
        data = b"".join(map(gzip.compress, (page(1), greedy, page(2), page(3))))
        pages, failures = read(data, tmp_path, "a.warc.gz")
        assert paths(pages) == ["1", "2", "3"]
        assert [one.kind for one in failures] == ["damaged"]

    def test_there_is_an_end_to_patience(self, tmp_path: Path) -> None:
        spoilt = record(http(PAGE), length="many")
        pages, failures = read(spoilt * 500 + page(1), tmp_path)
        assert not [p for p in paths(pages) if p == "1"]
        assert "100 places" in failures[-1].words
        assert len(failures) <= 201

    @settings(max_examples=150)
    @given(seed=st.integers(0, 10**9), packed=st.booleans(), places=st.integers(1, 6))
    def test_no_bytes_crash_it(
        self, tmp_path_factory: pytest.TempPathFactory, seed: int, packed: bool, places: int
    ) -> None:
        pick = random.Random(seed)
        parts = [page(n, PAGE * pick.randint(1, 3)) for n in range(4)]
        data = bytearray(b"".join(map(gzip.compress, parts) if packed else parts))
        for _ in range(places):
            at = pick.randrange(len(data))
            data[at : at + pick.randint(0, 9)] = pick.randbytes(pick.randint(0, 9))
        folder = tmp_path_factory.mktemp("spoilt")
        found = list(archived_pages(_written(folder, bytes(data)), LIMIT))
        assert found


def _written(folder: Path, data: bytes) -> Path:
    file = folder / "a.warc"
    file.write_bytes(data)
    return file


class TestWacz:
    def wacz(self, folder: Path, **members: bytes) -> Path:
        file = folder / "a.wacz"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, data in members.items():
                bundle.writestr(name, data)
        return file

    def outcome(self, file: Path) -> tuple[list[str], list[str]]:
        found = list(archived_pages(file, LIMIT))
        return (
            paths([one for one in found if isinstance(one, Capture)]),
            [one.kind for one in found if isinstance(one, Failure)],
        )

    def test_members_that_lead_elsewhere_are_not_read(self, tmp_path: Path) -> None:
        members = {"archive/good.warc": page(1), "archive/../../evil.warc": page(2)}
        members |= {"/etc/evil.warc": page(3), "archive\\..\\evil.warc": page(4)}
        file = self.wacz(tmp_path, **members)
        assert self.outcome(file) == (["1"], ["odd-name"] * 3)
        assert [one.name for one in tmp_path.iterdir()] == ["a.wacz"]

    def test_an_encrypted_member_is_told(self, tmp_path: Path) -> None:
        file = self.wacz(tmp_path, **{"archive/a.warc": page(1), "archive/b.warc": page(2)})
        data = bytearray(file.read_bytes())
        entry = data.index(b"PK\x01\x02")
        data[entry + 8] |= 1
        file.write_bytes(data)
        assert self.outcome(file) == (["2"], ["encrypted"])

    def test_a_bomb_is_not_unpacked(self, tmp_path: Path) -> None:
        file = self.wacz(tmp_path, **{"archive/a.warc": page(1) + bytes(60_000_000)})
        assert self.outcome(file) == ([], ["bomb"])

    def test_a_spoilt_member_does_not_hide_the_next(self, tmp_path: Path) -> None:
        noise = random.Random(1).randbytes(4000).hex().encode()
        file = self.wacz(
            tmp_path, **{"archive/a.warc": page(1) + record(noise), "archive/b.warc": page(2)}
        )
        data = bytearray(file.read_bytes())
        data[2000:2010] = bytes(10)
        file.write_bytes(data)
        pages, failures = self.outcome(file)
        assert pages[-1] == "2"
        assert set(failures) == {"damaged"}

    def test_one_without_any_archive(self, tmp_path: Path) -> None:
        file = self.wacz(tmp_path, **{"pages/pages.jsonl": b"{}"})
        assert self.outcome(file) == ([], ["no-pages"])


class Endless(io.RawIOBase):
    """A WARC of many gigabytes that is written while it is read, and remembers how far that was."""

    def __init__(self, one: bytes, count: int) -> None:
        self.one, self.count, self.at, self.furthest = one, count, 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        base = {0: 0, 1: self.at, 2: len(self.one) * self.count}[whence]
        self.at = base + offset
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, size: int = -1) -> bytes:
        left = len(self.one) * self.count - self.at
        size = min(left, size if size >= 0 else left)
        start = self.at % len(self.one)
        copies = (start + size) // len(self.one) + 1
        data = (self.one * copies)[start : start + size]
        self.at += size
        self.furthest = max(self.furthest, self.at)
        return data


def test_an_archive_of_any_size_is_a_stream() -> None:
    one = page(1, PAGE + b"<p>More.</p>" * 10_000)
    endless = Endless(one, 100_000)
    found: Iterator[object] = records(endless, len(one) * endless.count, LIMIT)  # type: ignore[arg-type]
    tracemalloc.start()
    for count in range(1, 201):
        assert isinstance(next(found), Archived)
        assert endless.furthest <= (count + 3) * len(one)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * len(one)
