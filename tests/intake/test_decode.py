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
