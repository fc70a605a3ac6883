"""Pages from files, folders, archives and lines."""

import gzip
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from crosswire.intake.files import page_name, read_paths
from crosswire.intake.lines import read_lines
from crosswire.records import Capture, Failure

PAGE = "<!doctype html><title>Ferry</title><p>The ferry sailed at noon.</p>"


def read(*paths: Path | str, megabytes: int = 1) -> tuple[list[Capture], list[Failure]]:
    found = list(read_paths(map(str, paths), max_megabytes=megabytes))
    return (
        [f for f in found if isinstance(f, Capture)],
        [f for f in found if isinstance(f, Failure)],
    )


def test_a_folder_stands_for_its_pages_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "notes.md").write_text("not a page")
    pages, failures = read(tmp_path)
    assert [(p.name, p.medium) for p in pages] == [("a", "text"), ("b", "html"), ("c", "html")]
    assert not failures


def test_bad_files_fail_alone(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The ferry sailed.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "broken.html.gz").write_bytes(gzip.compress(PAGE.encode())[:-9])
    (tmp_path / "huge.txt").write_text("word " * 300_000)
    pages, failures = read(tmp_path, tmp_path / "gone.txt")
    assert [p.name for p in pages] == ["good"]
    assert sorted(f.kind for f in failures) == [
        "binary",
        "damaged",
        "empty",
        "missing",
        "too-large",
    ]
    assert all("\n" not in f.words for f in failures)


def test_a_compression_bomb_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(b" " * 30_000_000 + b"x"))
    _, failures = read(tmp_path / "bomb.html.gz")
    assert [f.kind for f in failures] == ["too-large"]


def test_an_empty_folder_says_what_it_wanted(tmp_path: Path) -> None:
    _, failures = read(tmp_path)
    assert failures[0].kind == "no-pages"
    assert ".html" in failures[0].words


def test_a_second_file_of_a_name_gets_its_folder(tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(f"The {folder} ferry sailed.")
    pages, _ = read(tmp_path)
    assert [p.name for p in pages] == ["page", "south-page"]


def test_stdin_is_a_page_or_article_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    for given, wanted in [(b"The ferry sailed.", ["stdin"]), (b'{"id":"x","text":"y"}\n', ["x"])]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        pages, _ = read("-")
        assert [p.name for p in pages] == wanted


@pytest.mark.parametrize(
    ("file", "name"), [("a.html", "a"), ("a.html.gz", "a"), ("a.b.txt", "a.b"), (".txt", ".txt")]
)
def test_page_names(file: str, name: str) -> None:
    assert page_name(file) == name


def test_lines_keep_their_fields_and_report_bad_ones() -> None:
    good = '{"id": 7, "text": "A\\ud800b", "outlet": "Shore Post", "title": null, "published": ""}'
    found = list(read_lines([good, "", "{broken", '{"id": "x"}'], source="lines"))
    assert isinstance(found[0], Capture)
    assert (found[0].name, found[0].outlet, found[0].title, found[0].published) == (
        "7",
        "Shore Post",
        None,
        None,
    )
    assert found[0].content.content == "A\ufffdb"
    assert [f.item for f in found[1:] if isinstance(f, Failure)] == ["lines:3", "lines:4"]


def warc(*pages: tuple[str, bytes]) -> bytes:
    records = b""
    for url, body in pages:
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        records += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                "WARC-Date: 2031-05-06T10:00:00Z\r\n"
                "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http)}\r\n\r\n"
            ).encode()
            + http
            + b"\r\n\r\n"
        )
    return records


def test_archived_pages_go_by_address_and_time(tmp_path: Path) -> None:
    data = warc(("https://shore.example/ferry", PAGE.encode()))
    (tmp_path / "one.warc").write_bytes(data)
    (tmp_path / "two.warc.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / "three.wacz", "w") as bundle:
        bundle.writestr("archive/data.warc", data)
        bundle.writestr("../escape.txt", "ignored")
    pages, failures = read(tmp_path)
    assert not failures
    assert len(pages) == 3
    assert pages[0].name == "https://shore.example/ferry 2031-05-06T10:00:00Z"
    assert pages[0].url == "https://shore.example/ferry"
    assert pages[0].content.content == PAGE


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "bad.wacz").write_bytes(b"PK\x03\x04 not a zip")
    pages, failures = read(tmp_path)
    assert not pages
    assert failures[0].kind == "damaged"


def test_article_lines_are_read_however_many_there_are(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text(
        "".join(
            json.dumps({"id": n, "text": "The ferry sailed. " * 50}) + "\n" for n in range(2000)
        )
    )
    assert many.stat().st_size > 1_000_000
    pages, failures = read(many, megabytes=1)
    assert len(pages) == 2000
    assert not failures


@pytest.mark.parametrize("packed", [False, True])
def test_a_line_that_cannot_be_read_does_not_stop_the_next(tmp_path: Path, packed: bool) -> None:
    good = json.dumps({"id": "good", "text": "The ferry\u2028sailed."}, ensure_ascii=False)
    content = b"\n".join(
        [
            good.encode(),
            b"\x00\x01\x02\x03",
            b'{"id": 1}',
            b'{"id": 2, "text": "' + b"x" * 1_000_001,
        ]
    )
    file = tmp_path / ("lines.jsonl.gz" if packed else "lines.jsonl")
    file.write_bytes(gzip.compress(content + b'"}\n{"id": "last", "text": "y"}') if packed
                     else content + b'"}\n{"id": "last", "text": "y"}')  # fmt: skip
    pages, failures = read(file)
    assert [(p.name, p.content.content) for p in pages] == [
        ("good", "The ferry\u2028sailed."),
        ("last", "y"),
    ]
    assert [(f.item.rsplit(":", 1)[1], f.kind) for f in failures] == [
        ("2", "binary"),
        ("3", "not-an-article-line"),
        ("4", "too-large"),
    ]


def test_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"id": "a", "text": "Fähre"}\n{"id": "b", "text": "x"}\n', encoding="utf-16")
    pages, failures = read(file)
    assert [p.content.content for p in pages] == ["Fähre", "x"]
    assert not failures


def test_a_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text("\n \n")
    _, failures = read(tmp_path / "lines.jsonl")
    assert [f.kind for f in failures] == ["empty"]


def test_lines_that_are_none_without_end_are_left(tmp_path: Path) -> None:
    file, bad = tmp_path / "a.jsonl", "no article\n"
    good = '{"id": "a", "text": "The ferry sailed."}\n'
    file.write_text(good + bad * 999 + good + bad * 5000 + good, encoding="utf-8")
    found = list(read_paths([str(file)], max_megabytes=1))
    assert sum(isinstance(one, Capture) for one in found) == 2
    assert len(found) == 2 + 999 + 1000 + 1
    assert isinstance(found[-1], Failure)
    assert "the rest was not read" in found[-1].words


def test_a_field_that_is_missing_is_named() -> None:
    (failure,) = read_lines(['{"id": "a"}'], source="lines")
    assert isinstance(failure, Failure)
    assert failure.words.endswith("(text is missing)")


@pytest.mark.parametrize("spoilt", ["[" * 200_000, '{"id": 1, "text": ' + '{"a":' * 200_000])
def test_a_line_nested_without_end_does_not_stop_the_next(tmp_path: Path, spoilt: str) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text(f'{spoilt}\n{{"id": "a", "text": "The ferry sailed."}}\n')
    pages, failures = read(lines, megabytes=5)
    assert [page.name for page in pages] == ["a"]
    assert [one.kind for one in failures] == ["not-an-article-line"]


def test_a_file_keeps_its_bytes(tmp_path: Path) -> None:
    data = "<!doctype html><p>Caf\u00e9</p>".encode("cp1252")
    (tmp_path / "a.html").write_bytes(data)
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(data))
    pages, _ = read(tmp_path)
    assert [page.payload and page.payload.content for page in pages] == [data, data]
    assert all(page.fetched is None for page in pages)


def test_halves_of_characters_are_kept_nowhere(tmp_path: Path) -> None:
    fields = ("id", "text", "title", "url", "outlet", "published", "story")
    lines = tmp_path / "l.jsonl"
    lines.write_text(json.dumps(dict.fromkeys(fields, "https://a.example/?\ud800")))
    (only,), _ = read(lines)
    assert only.url == only.name == only.title == "https://a.example/?\ufffd"
    only.model_dump_json()  # which takes no half of a character


def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html")
    Path(odd).write_text(PAGE)
    Path(odd.replace(".html", ".txt")).write_text("")
    (only,), (failure,) = read(tmp_path)
    assert only.name == "caf\ufffd"
    only.model_dump_json()
    failure.model_dump_json()
    assert "caf\ufffd.txt is empty" in failure.words
