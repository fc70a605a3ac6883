"""An archive of captures is one that others read, digests and all."""

import io
import json
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crosswire.records.article import Capture, Fetched, Payload
from crosswire.records.span import Text
from crosswire.report.warc import write_warc

SEEN = "2031-05-08T10:00:00.000Z"
PAGE = "<html><p>The café is shut.</p></html>"


class Told(NamedTuple):
    capture: Capture
    id: str = "capture-1"
    article: str = "article-1"
    revision: str = "revision-1"
    outlet: str | None = "The Quay Post"
    seen_at: str = SEEN


def page(**more: Any) -> Capture:
    whole: dict[str, Any] = {
        "name": "one", "medium": "html", "content": Text.of(PAGE), "encoding": "utf-8",
        "payload": Payload(content=PAGE.encode(), media_type="text/html"),
    }  # fmt: skip
    return Capture(**(whole | more))


def fetched(*headers: tuple[str, str], url: str = "https://quay.example/one") -> Fetched:
    return Fetched(url=url, final_url=url, at=SEEN, status=200, headers=headers)


def read(data: bytes) -> list[Any]:
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        body = record.content_stream().read()
        assert record.digest_checker.passed is True
        found.append((record, body))
    return found


def written(*told: Told) -> bytes:
    stream = io.BytesIO()
    assert write_warc(stream, told).bytes == len(stream.getvalue())
    return stream.getvalue()


def test_a_page_that_was_fetched_is_a_response_with_its_head() -> None:
    head = fetched(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "a\r\nb"))
    info, (response, body), (metadata, known) = read(written(Told(page(fetched=head))))
    assert info[0].rec_type == "warcinfo"
    assert (response.rec_type, body) == ("response", PAGE.encode())
    assert response.rec_headers.get_header("WARC-Target-URI") == "https://quay.example/one"
    assert response.rec_headers.get_header("WARC-Date") == SEEN
    assert response.http_headers.get_statuscode() == "200"
    assert response.http_headers.get_header("Content-Length") == str(len(body))
    assert response.http_headers.get_header("Content-Encoding") is None
    assert response.http_headers.get_header("X-Crosswire-Original-Content-Encoding") == "gzip"
    assert response.http_headers.get_header("X-Odd") == "a b"
    about = metadata.rec_headers.get_header("WARC-Refers-To")
    assert about == response.rec_headers.get_header("WARC-Record-ID")
    told = json.loads(known)
    assert (told["article"], told["revision"]) == ("article-1", "revision-1")


@pytest.mark.parametrize(
    ("capture", "kind", "target", "body"),
    [
        (page(), "text/html", "file:///one.html", PAGE.encode()),
        (page(url="https://quay.example/a b"), "text/html", "https://quay.example/a%20b",
         PAGE.encode()),
        (page(payload=None), "text/html; charset=utf-8", "file:///one.html", PAGE.encode()),
        (page(medium="text", payload=None, name="a/b"), "text/plain; charset=utf-8",
         "file:///a%2Fb.txt", PAGE.encode()),
        (Capture(name="l1", medium="line", content=Text.of("Wörds"), title="T"),
         "application/x-ndjson", "file:///l1",
         b'{"id": "l1", "text": "W\\u00f6rds", "title": "T"}\n'),
    ],
)  # fmt: skip
def test_what_was_saved_or_sent_is_a_resource(
    capture: Capture, kind: str, target: str, body: bytes
) -> None:
    _, (record, found), _ = read(written(Told(capture)))
    assert (record.rec_type, record.content_type, found) == ("resource", kind, body)
    assert record.rec_headers.get_header("WARC-Target-URI") == target


def test_of_what_was_erased_its_metadata_is_left() -> None:
    gone = page(content=Text.of(""), payload=None)
    stream = io.BytesIO()
    assert write_warc(stream, [Told(gone)])[:2] == (0, 1)
    _, (record, body) = read(stream.getvalue())
    assert record.rec_type == "metadata"
    assert json.loads(body)["erased"] == "its bytes were erased for their age"


def test_nothing_is_an_archive_of_nothing() -> None:
    ((info, _),) = read(written())
    assert info.rec_type == "warcinfo"


@given(st.lists(st.tuples(st.binary(min_size=1), st.text(), st.text(max_size=30)), max_size=3))
def test_whatever_is_kept_is_read_back_and_twice_the_same(
    kept: list[tuple[bytes, str, str]],
) -> None:
    told = [
        Told(page(payload=Payload(content=data), url=f"https://quay.example/{name}",
                  fetched=fetched(("X-Note", value.encode("ascii", "replace").decode()),
                                  url=f"https://quay.example/{n}")), id=f"capture-{n}")
        for n, (data, name, value) in enumerate(kept)
    ]  # fmt: skip
    first = written(*told)
    assert first == written(*told)
    bodies = [body for record, body in read(first) if record.rec_type == "response"]
    assert bodies == [data for data, _, _ in kept]
