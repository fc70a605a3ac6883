"""Invented articles for tests of the store."""

from typing import Any

from crosswire.records import (
    Capture,
    Completeness,
    Found,
    Passage,
    Reading,
    Removed,
    Revision,
    Run,
    Span,
    Text,
)
from crosswire.records.annotation import Annotation, Mention, TimeExpression, Token
from crosswire.records.quotation import Mode, Quotation
from crosswire.records.story import Evidence, Move, story_id
from crosswire.store.base import Added, Session

SEEN = "2031-05-08T10:00:00+00:00"
LATER = "2031-05-09T10:00:00+00:00"
STATED = {
    "outlet": "The Harbour Sentry",
    "url": "https://sentry.example/bridge",
    "title": "Bridge closed",
    "published": "2031-05-07",
}
WORDS = 'Mayor Ada Quill said: "The bridge stays shut." It closed on 7 May.'


def line(name: str = "a1", body: str = WORDS, **stated: str | None) -> Revision:
    """An article line as it is taken: the body is the capture's own text."""
    capture = Capture(name=name, medium="line", content=Text.of(body), **(STATED | stated))
    return revision(capture, capture.content)


def page(name: str, body: str, *, html: str | None = None, **stated: str | None) -> Revision:
    """An article read from a saved page."""
    source = html or f"<html><h1>Bridge</h1><p>{body}</p><p>Share this</p></html>"
    capture = Capture(
        name=name, medium="html", content=Text.of(source), encoding="utf-8", **(STATED | stated)
    )
    at = source.index("Share this") if "Share this" in source else 0
    removed = (Removed(span=Span.of(capture.content, at, at + 10), reason="share"),)
    return revision(capture, Text.of(body)).model_copy(update={"removed": removed})


def revision(capture: Capture, body: Text, **more: Any) -> Revision:
    """What is read from a capture."""
    length = len(body)
    return Revision(
        article=capture.name,
        capture=capture,
        body=body,
        runs=(Run(body=0, original=0, length=length),) if length else (),
        passages=(Passage(span=Span.of(body, 0, length)),) if length else (),
        headline=_given(capture.title),
        outlet=_given(capture.outlet),
        published=_given(capture.published),
        language="en",
        completeness=Completeness(state="complete", because="nothing is cut"),
        **more,
    )


def _given(value: str | None) -> Found | None:
    return None if value is None else Found(value=value, source="given")


def add(batch: Session, revision: Revision, seen: str = SEEN) -> Added:
    """Add a revision with its capture."""
    return batch.add_capture(revision.capture, revision, seen)


def founded(article: str) -> Move:
    """The article founds a story."""
    return Move(article=article, story=story_id(article), how="founded", probability=1.0,
                made_by="group/1")  # fmt: skip


def joined(article: str, story: str, **how: Any) -> Move:
    """The article joins a story."""
    why = Evidence(feature="people", value=2.0, weight=1.5, words="both name Ada Quill")
    return Move(**({
        "article": article, "story": story, "how": "joined", "probability": 0.93,
        "because": (why,), "made_by": "group/1",
    } | how))  # fmt: skip


def reading(revision: Revision) -> Reading:
    """The article read closely, in a small way: one sentence, a name, a time, a quotation."""
    body = revision.body
    tokens, at = [], 0
    for word in body.content.split(" "):
        tokens.append(Token(at, at + len(word), word, word.lower(), "X", "XX", "dep", 0))
        at += len(word) + 1
    person, said, day = (_of(body, w) for w in ("Ada Quill", '"The bridge stays shut."', "7 May"))
    mention = Mention(span=person, label="PERSON", entity="e0", name="Ada Quill")
    return Reading(
        revision=revision,
        annotation=Annotation(
            tokens=tuple(tokens),
            sentences=(Span.of(body, 0, said.end),),
            mentions=(mention,),
            entities=(),
            times=(TimeExpression(span=day, value="2031-05-07", type="DATE"),),
            model="small/1",
        ),
        quotations=(
            Quotation(mode=Mode.DIRECT, content=(said,), cue=(_of(body, "said"),),
                      speaker=(person,), speaker_entity="e0", speaker_name="Ada Quill",
                      because="the name beside the cue"),
        ),
    )  # fmt: skip


def _of(body: Text, words: str) -> Span:
    at = body.content.index(words)
    return Span.of(body, at, at + len(words))
