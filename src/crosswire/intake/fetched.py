"""Pages that were fetched."""

from typing import TYPE_CHECKING

from crosswire.intake.decode import decode
from crosswire.intake.files import is_html
from crosswire.records.article import Capture, Payload
from crosswire.records.span import Text

if TYPE_CHECKING:
    from crosswire.net.fetcher import Answer


def capture_of(answer: "Answer", url: str) -> Capture:
    """The page that ``answer`` brought, under the address ``url`` that was asked.

    Raises ``InputError`` for what is no text.
    """
    text, encoding = decode(answer.body, where=url, stated=answer.charset)
    markup = is_html(text, "") or (answer.media_type or "").endswith(("html", "xhtml+xml"))
    return Capture(
        name=url,
        medium="html" if markup else "text",
        content=Text.of(text),
        encoding=encoding,
        url=answer.fetched.final_url,
        payload=Payload(content=answer.body, media_type=answer.media_type),
        fetched=answer.fetched,
    )
