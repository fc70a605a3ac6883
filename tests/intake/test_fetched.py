"""Captures of what was fetched."""

import pytest

from crosswire.errors import InputError
from crosswire.intake.fetched import capture_of
from crosswire.net.fetcher import Answer
from crosswire.records import Fetched

ASKED = "https://courier.example/a"


def answer(body: bytes, kind: str | None = "text/html", charset: str | None = None) -> Answer:
    fetched = Fetched(
        url=ASKED,
        final_url="https://courier.example/b",
        at="2026-11-01T10:00:00+00:00",
        status=200,
        redirects=(ASKED,),
    )
    return Answer(fetched, body, kind, charset, None, None, not_modified=False)


def test_a_capture_goes_by_what_was_asked_and_lies_where_it_was_found() -> None:
    body = b"<p>The ferry sailed at noon.</p>"
    one = capture_of(answer(body), ASKED)
    assert (one.name, one.url, one.medium) == (ASKED, "https://courier.example/b", "html")
    assert one.payload is not None
    assert (one.payload.content, one.payload.media_type) == (body, "text/html")
    assert one.fetched is not None
    assert one.fetched.redirects == (ASKED,)


@pytest.mark.parametrize(
    ("body", "charset", "words"),
    [
        ("<p>“Zoë”</p>".encode("cp1252"), "iso-8859-1", "“Zoë”"),
        ("<p>“Zoë”</p>".encode(), "iso-8859-1", "“Zoë”"),
        ("<p>“Zoë”</p>".encode("cp1252"), "utf-8", "“Zoë”"),
        ("<p>Łódź</p>".encode("iso-8859-2"), "iso-8859-2", "Łódź"),
        ("<p>Łódź</p>".encode("iso-8859-2"), "no-such", "<p>"),
    ],
)
def test_its_sender_is_believed_unless_that_is_not_true(
    body: bytes, charset: str, words: str
) -> None:
    assert words in capture_of(answer(body, charset=charset), ASKED).content.content


@pytest.mark.parametrize(
    ("body", "kind", "medium"),
    [
        (b"The ferry sailed.", "text/plain", "text"),
        (b"The ferry sailed.", "text/html", "html"),
        (b"<!doctype html><p>The ferry sailed.</p>", "text/plain", "html"),
        (b"<!doctype html><p>The ferry sailed.</p>", None, "html"),
        (b"The ferry sailed.", None, "text"),
    ],
)
def test_markup_is_known_by_its_type_or_how_it_begins(
    body: bytes, kind: str | None, medium: str
) -> None:
    assert capture_of(answer(body, kind), ASKED).medium == medium


@pytest.mark.parametrize(("body", "kind"), [(b"", "empty"), (b"%PDF-1.7", "binary")])
def test_what_is_no_text_is_refused(body: bytes, kind: str) -> None:
    with pytest.raises(InputError) as refused:
        capture_of(answer(body), ASKED)
    assert refused.value.kind == kind
