"""Bytes to text."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crosswire.errors import InputError
from crosswire.intake.decode import decode


def test_utf8_is_read_as_it_is() -> None:
    assert decode("Zoë said “no”.\n".encode(), where="x") == ("Zoë said “no”.\n", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    text, _ = decode("Zoë said no.".encode(encoding), where="x")
    assert text == "Zoë said no."


def test_a_page_declares_its_own_encoding() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><p>Łódź</p>'.encode("iso-8859-2")
    text, encoding = decode(page, where="x")
    assert "Łódź" in text
    assert encoding == "iso-8859-2"


def test_a_page_that_declares_nonsense_is_still_read() -> None:
    page = b'<meta charset="no-such">caf' + b"\xe9 on the quay"
    assert "caf" in decode(page, where="x")[0]


@pytest.mark.parametrize(
    ("page", "stated", "expected"),
    [
        ("Łódź, Gdańsk".encode("iso-8859-2"), "iso-8859-2", "Łódź, Gdańsk"),
        ("Łódź, Gdańsk".encode(), "iso-8859-1", "Łódź, Gdańsk"),
        ("“Zoë”".encode("cp1252"), "utf-8", "“Zoë”"),
        ("“Zoë”".encode("cp1252"), "iso-8859-1", "“Zoë”"),
        ("“Zoë”, the captain, said".encode("cp1252"), "shift_jis", "“Zoë”, the captain, said"),
        ("港の船".encode("iso2022_jp"), "iso-2022-jp", "港の船"),
        ("港の船".encode("shift_jis"), "Shift_JIS", "港の船"),
        ("<p>ferry, a page</p>".encode("utf-16-le"), None, "<p>ferry, a page</p>"),
        ("<p>ferry, a page</p>".encode("utf-16-be"), "utf-8", "<p>ferry, a page</p>"),
        ("Zoë".encode(), "utf-7", "Zoë"),
        ("Zoë".encode("cp1252"), "punycode", "Zoë"),
        ("Zoë".encode("cp1252"), "rot13", "Zoë"),
    ],
)
def test_what_the_sender_says_is_believed_unless_it_lies(
    page: bytes, stated: str | None, expected: str
) -> None:
    assert decode(page, where="x", stated=stated)[0] == expected


def test_a_stray_nul_is_not_the_end_of_a_page() -> None:
    page = b"<p>The ferry\x00 sailed.</p>" + b"<p>It was noon.</p>" * 20
    assert decode(page, where="x")[0].startswith("<p>The ferry\ufffd sailed.")


def test_mixed_encodings_are_told_apart_line_by_line() -> None:
    data = "The café — open\n".encode() * 3 + "“quoted” in Windows\n".encode("cp1252")
    text, encoding = decode(data, where="x")
    assert text.endswith("“quoted” in Windows\n")
    assert text.startswith("The café — open\n")
    assert "windows-1252" in encoding


def test_line_ends_become_newlines() -> None:
    assert decode(b"one\r\ntwo\rthree\n", where="x")[0] == "one\ntwo\nthree\n"


@pytest.mark.parametrize("data", [b"", b"  \n\t "])
def test_empty_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(InputError, match="is empty") as refused:
        decode(data, where="page.txt")
    assert refused.value.kind == "empty"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 abc", b"\x89PNG\r\n\x1a\n", bytes(range(256)) * 20, b"\x00\x01\x02" * 100]
)
def test_binary_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError, match=r"page\.bin .*\.?(html|HTML)") as refused:
        decode(data, where="page.bin")
    assert refused.value.kind == "binary"


@given(st.text(min_size=1).filter(lambda t: t.strip() and t.isprintable()))
def test_printable_text_survives(text: str) -> None:
    assume(not text.startswith(("%PDF", "GIF8", "RIFF", "ID3")))
    assert decode(text.encode(), where="x")[0] == text.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_no_bytes_crash_it(data: bytes) -> None:
    with suppress(InputError):
        decode(data, where="x")
