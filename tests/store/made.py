"""Invented articles for tests of the store."""

from typing import Any

from crosswire.records import (
    Capture,
    Check,
    Comparison,
    Completeness,
    Conflict,
    Failure,
    Found,
    Origins,
    Passage,
    Point,
    Reading,
    Removed,
    Revision,
    Run,
    Span,
    Statement,
    Text,
    Tier,
)
from crosswire.records.annotation import Annotation, Mention, TimeExpression, Token
from crosswire.records.entity import EntityMember, Founding, NameForm, SharedEntity
from crosswire.records.quotation import Mode, Quotation
from crosswire.records.story import Alias, Evidence, Move, StoryJudgement, story_id
from crosswire.store.base import Added, Session, Store, capture_key

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


def comparison(*readings: Reading) -> Comparison:
    """A comparison of readings that all tell that the bridge stays shut, with one tension."""
    told = tuple(
        Statement(article=r.article, span=_of(r.revision.body, "The bridge stays shut."),
                  sentence=r.annotation.sentences[0], holder="Ada Quill",
                  quotation=r.quotations[0].id)
        for r in readings
    )  # fmt: skip
    days = [Statement(article=r.article, span=_of(r.revision.body, "7 May"),
                      sentence=_of(r.revision.body, "It closed on 7 May."))
            for r in readings]  # fmt: skip
    origins = Origins(outlets=len(told), at_least=1, at_most=len(told), unknown=1)
    point = Point(
        id="point-1", kind="utterance", relation="same", tier=Tier.SURE, confidence=0.97,
        wording=told[0], speaker="Ada Quill", members=told, reasons=("the same words",),
        origins=origins,
    )  # fmt: skip
    possible = point.model_copy(update={"id": "point-2", "tier": Tier.LIKELY})
    conflict = Conflict(kind="date", grade="tension", a=days[0], b=days[-1], because="the day",
                        point="point-1")  # fmt: skip
    check = Check(what="the day", with_whom="the mayor's office",
                  spans=tuple((s.article, s.span) for s in days))  # fmt: skip
    return Comparison(
        story="the bridge", readings=readings, pages=(), points=(point,), possible=(possible,),
        conflicts=(conflict,), checks=(check,), notes=("made up",), stages=("compare/1",),
    )  # fmt: skip


def entity(*kept: tuple[Added, Reading]) -> SharedEntity:
    """Ada Quill, whom all of these name."""
    members = tuple(
        EntityMember(entity="e0", revision=added.revision_id, article=added.article_id,
                     label="PERSON", name="Ada Quill", forms=(NameForm("Ada Quill", 1),),
                     mentions=1, evidence=("name Ada Quill",))
        for added, _ in kept
    )  # fmt: skip
    return SharedEntity(
        id="entity-ada", label="PERSON", name="Ada Quill",
        forms=(NameForm("Ada Quill", len(members)),), members=members,
        founders=(Founding("e0", 1),), because=("one full name",),
    )  # fmt: skip


def fill(store: Store) -> list[Added]:
    """A little of everything: three articles, two of them read and compared, a merged story."""
    articles = (
        line("a1"), line("b1", WORDS + " Ferries run.", outlet="The Quay Post", title="Shut",
                         url="https://quay.example/shut"),
        page("c1", "A storm comes.", url="https://sentry.example/storm", title="Storm"),
    )  # fmt: skip
    read = [reading(one) for one in articles[:2]]
    with store.write("add pages/", versions={"clean": "7", "group": "1"}) as writer:
        with writer.batch() as batch:
            kept = [add(batch, one) for one in articles]
            done = {capture_key(r.capture): k.revision_id
                    for r, k in zip(articles, kept, strict=True)}  # fmt: skip
            batch.mark_done("clean", "7", done)
            first, second, storm = (one.article_id for one in kept)
            story, merged = story_id(first), story_id(second)
            batch.apply_moves([founded(one) for one in (first, second, storm)])
            batch.apply_moves(
                [joined(second, story, before=merged, how="merged")],
                [Alias(story=merged, into=story, because="three people shared")],
            )
            for one in (first, second, storm):
                batch.put_sketch(one, one.encode(), "group/1")
            batch.add_failure(Failure(stage="clean", item="x.html", kind="empty", words="empty"))
            batch.count(articles=3, failures=1)
        with writer.batch() as batch:
            for added, said in zip(kept, read, strict=False):
                batch.add_reading(said, added.article_id, added.revision_id, "small/1")
            batch.add_comparison(story, comparison(*read), "compare/1", "input-1")
            batch.put_entities([entity(*zip(kept, read, strict=False))])
            batch.add_judgement(StoryJudgement(
                a=first, b=storm, decision="different", because="a storm is no bridge",
                made_by="Ana Ruiz", made_at=SEEN,
            ))  # fmt: skip
    return kept
