"""A capture and its revision as rows, and back."""

from typing import Any

from sqlalchemy import Row

from crosswire.records.article import Capture, Fetched, Revision
from crosswire.records.base import stable_id
from crosswire.records.span import Text
from crosswire.store.base import capture_key
from crosswire.store.order import address
from crosswire.store.packing import Texts, squeeze_text, stretch_text
from crosswire.store.payloads import decoded, fetched_row, is_decoded, payload_of, payload_row
from crosswire.store.words import storable

Values = dict[str, Any]


def article_key(revision: Revision) -> str:
    """An article's id: from its address; without one, from outlet and name."""
    if known := address(revision.capture.url):
        return stable_id("article", known)
    outlet = revision.outlet.value if revision.outlet else revision.capture.outlet or ""
    return stable_id("article", outlet.casefold(), revision.capture.name)


def refuse_unstorable(revision: Revision) -> None:
    """Raises ``InputError`` for a text that cannot be kept, before anything of it is."""
    capture, body = revision.capture, revision.body
    stated = (capture.name, capture.origin, capture.outlet, capture.url, capture.title,
              capture.published, capture.story)  # fmt: skip
    found = (revision.headline, revision.standfirst, revision.outlet, revision.published)
    for words in (body.content, *stated, *(f.value for f in found if f)):
        if words:
            storable(words)


def text_rows(revision: Revision) -> list[Values]:
    """The texts that spans address: body, headline, standfirst."""
    # A headline alone has an empty body, which is a text all the same.
    found = (revision.body, *_heads(revision))
    return [{"id": t.id, "content": t.content} for t in found if t is not None]


def capture_row(capture: Capture, body: Text) -> Values:
    """What its sender stated, and the content: the body itself, or packed."""
    same = capture.content.id == body.id
    told = same or is_decoded(capture)
    return {
        "id": capture_key(capture),
        "name": capture.name,
        "medium": capture.medium,
        "payload_id": capture.payload.id if capture.payload else None,
        "media_type": capture.payload.media_type if capture.payload else None,
        "text_id": body.id if same else None,
        "packed": None if told else squeeze_text(capture.content.content),
        "encoding": capture.encoding,
        "fetched": fetched_row(capture.fetched),
        "origin": capture.origin,
        "outlet": capture.outlet,
        "url": capture.url,
        "title": capture.title,
        "published": capture.published,
        "story": capture.story,
    }


def payload_rows(capture: Capture) -> list[Values]:
    """The bytes, where there are any."""
    return [payload_row(capture.payload)] if capture.payload else []


def capture_of(row: Row[Any], body: str | None, bytes_: bytes | None) -> Capture:
    """The capture as it came. ``body`` is the content of its text where it has one, ``bytes_`` its
    payload packed; one whose bytes were erased has neither text nor payload."""
    payload = payload_of(bytes_, row.media_type)
    content = body
    if row.packed is not None:
        content = stretch_text(row.packed)
    elif payload is not None and body is None:
        content = decoded(payload.content, row.encoding)
    return Capture(
        name=row.name,
        medium=row.medium,
        content=Text(content=content or ""),
        payload=payload,
        fetched=Fetched.model_validate(row.fetched) if row.fetched is not None else None,
        encoding=row.encoding,
        origin=row.origin,
        outlet=row.outlet,
        url=row.url,
        title=row.title,
        published=row.published,
        story=row.story,
    )


def revision_row(revision: Revision) -> Values:
    """The revision: columns for what is asked for, ``details`` for the rest."""
    headline, standfirst = _heads(revision)
    known = _known(revision.body, revision.capture.content, headline, standfirst)
    details = known.pack(revision, without=("capture", "body"))
    for field, text in zip(_HEADS, (headline, standfirst), strict=True):
        if text is not None:
            del details[field]["value"]
    return {
        "text_id": revision.body.id,
        "headline_id": headline.id if headline else None,
        "standfirst_id": standfirst.id if standfirst else None,
        "published": revision.published.value if revision.published else None,
        "completeness": revision.completeness.state,
        "details": details,
    }


def revision_of(
    details: Values, capture: Capture, body: Text, headline: Text | None, standfirst: Text | None
) -> Revision:
    """The revision as it was added."""
    whole = dict(details)
    for field, text in zip(_HEADS, (headline, standfirst), strict=True):
        if text is not None:
            whole[field] = whole[field] | {"value": text.content}
    known = _known(body, capture.content, headline, standfirst)
    return known.unpack(Revision, whole | {"capture": capture, "body": body})


_HEADS = ("headline", "standfirst")
_NONE = Text(content="")


def _known(body: Text, capture: Text, headline: Text | None, standfirst: Text | None) -> Texts:
    """The texts of a revision in their order, which ``revisions.details`` counts by."""
    return Texts([body, capture, headline or _NONE, standfirst or _NONE])


def _heads(revision: Revision) -> list[Text | None]:
    """Headline and standfirst as texts of their own."""
    return [f.text if f and f.value else None for f in (revision.headline, revision.standfirst)]
