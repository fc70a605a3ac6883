"""Whatever is put in is read back exactly as it was."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crosswire.errors import ConfigError
from crosswire.records import (
    Capture,
    Completeness,
    Found,
    Judgement,
    Passage,
    PassageKind,
    Reading,
    Removed,
    Revision,
    Run,
    Side,
    Span,
    Text,
    Voice,
    stable_id,
)
from crosswire.records.annotation import Annotation, Mention, TimeExpression, Token
from crosswire.records.article import Disagreement, Fetched, Flag, Payload, Post
from crosswire.records.entity import (
    EntityJudgement,
    EntityMember,
    Founding,
    NameForm,
    PlaceLink,
    SharedEntity,
)
from crosswire.records.quotation import Act, Mode, Quotation, Term
from crosswire.records.story import Evidence, Move, StoryJudgement, story_id
from crosswire.store.base import Store
from crosswire.store.tables import captures, payloads
from tests.store.made import add, line, page, reading

# Lone surrogates and private characters have tests of their own (test_articles).
LETTERS = st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFFF)
words = st.text(LETTERS, max_size=20)
some_words = st.text(LETTERS, min_size=1, max_size=20)
body_words = st.text(LETTERS, min_size=1, max_size=120)
maybe = st.one_of(st.none(), words)
numbers = st.floats(allow_nan=False, allow_infinity=False)
instants = st.datetimes().map(lambda moment: moment.isoformat() + "Z")
house = settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@st.composite
def spans(draw: st.DrawFn, *texts: Text) -> Span:
    """A run of one of the texts."""
    text = draw(st.sampled_from([t for t in texts if t.content]))
    start = draw(st.integers(0, len(text) - 1))
    return Span.of(text, start, draw(st.integers(start + 1, len(text))))


def many(one: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=most).map(tuple)


@st.composite
def founds(draw: st.DrawFn, content: Text) -> Found:
    source = draw(st.sampled_from(["given", "json-ld", "meta", "visible text", "url"]))
    span = draw(st.one_of(st.none(), spans(content))) if content.content else None
    return Found(value=draw(words), source=source, span=span, because=draw(words))


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-8 with windows-1252 lines", "martian")


@st.composite
def sent(draw: st.DrawFn, content: Text) -> dict[str, Any]:
    """Bytes that ``content`` is read from, or others, and how they came."""
    encoding = draw(st.sampled_from(ENCODINGS))
    codec = encoding if encoding in ENCODINGS[:4] else "utf-8"
    told = content.content.encode(codec, "replace")
    ended = told.replace(b"\n", b"\r\n") if codec == "utf-8" else told
    payload = st.builds(
        Payload, content=st.sampled_from([told, ended, b"\xff\xfe\x00", b""]) | st.binary(),
        media_type=maybe,
    )  # fmt: skip
    fetched = st.builds(
        Fetched, url=words, final_url=words, at=instants, status=st.integers(100, 599),
        headers=many(st.tuples(words, words)), redirects=many(words),
    )  # fmt: skip
    return {"encoding": encoding, "payload": draw(payload),
            "fetched": draw(st.one_of(st.none(), fetched))}  # fmt: skip


@st.composite
def revisions(draw: st.DrawFn) -> Revision:
    body = Text.of(draw(body_words))
    medium = draw(st.sampled_from(["html", "text", "line"]))
    content = body if medium == "line" else Text.of(draw(st.text(LETTERS, max_size=200)))
    came = draw(sent(content)) if medium != "line" else {"encoding": draw(maybe)}
    capture = Capture(
        name=draw(some_words), medium=medium, content=content, **came,
        origin=draw(maybe), outlet=draw(maybe), url=draw(maybe), title=draw(maybe),
        published=draw(maybe), story=draw(maybe),
    )  # fmt: skip
    places = st.integers(0, 500)
    passages = st.builds(
        Passage, span=spans(body), kind=st.sampled_from(PassageKind),
        voice=st.sampled_from(Voice), byline=st.one_of(st.none(), spans(body)), because=words,
    )  # fmt: skip
    removed = st.builds(Removed, span=spans(content), reason=words)
    found = founds(content)
    revision = Revision(
        article=capture.name, capture=capture, body=body,
        runs=draw(many(st.builds(Run, body=places, original=places, length=places))),
        passages=draw(many(passages)),
        removed=draw(many(removed)) if content.content else (),
        headline=draw(st.one_of(st.none(), found)), standfirst=draw(st.one_of(st.none(), found)),
        authors=draw(many(found)), outlet=draw(st.one_of(st.none(), found)),
        published=draw(st.one_of(st.none(), found)), language=draw(maybe),
        modified=draw(st.one_of(st.none(), found)), canonical=draw(st.one_of(st.none(), found)),
        section=draw(st.one_of(st.none(), found)), agencies=draw(many(found)),
        flags=draw(many(st.builds(Flag, kind=st.sampled_from(["paywall", "live blog"]),
                                  because=words))),
        posts=draw(many(st.builds(
            Post, span=spans(body), published=st.one_of(st.none(), found),
            headline=st.one_of(st.none(), spans(body)), author=st.one_of(st.none(), found),
        ))),
        disagreements=draw(many(st.builds(
            Disagreement, field=words, taken=found, other=found, because=words,
        ))),
        completeness=Completeness(state=draw(st.sampled_from(["complete", "cut", "unknown"])),
                                  because=draw(words)),
    )  # fmt: skip
    # The store outlives an example: two articles of one name would be two revisions of one.
    name = stable_id("name", repr(revision)) + capture.name
    named = capture.model_copy(update={"name": name})
    return revision.model_copy(update={"article": name, "capture": named})


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    revision = draw(revisions())
    body = revision.body
    here = spans(body)
    token = st.builds(
        lambda span, same, lemma: Token(
            span.start, span.end, span.exact if same else "other",
            lemma if lemma is not None else span.exact.lower(), "VERB", "VBD", "ROOT", 3,
        ),
        here, st.booleans(), st.one_of(st.none(), words),
    )  # fmt: skip
    mention = st.builds(Mention, span=here, label=words, entity=words, name=words,
                        kind=st.sampled_from(["name", "role", "pronoun"]))  # fmt: skip
    time = st.builds(TimeExpression, span=here, value=words, anchor=maybe, inferred=maybe,
                     type=st.sampled_from(["DATE", "TIME", "DURATION", "SET"]))  # fmt: skip
    quotation = st.builds(
        Quotation, mode=st.sampled_from(Mode), act=st.sampled_from(Act),
        content=st.lists(here, min_size=1, max_size=2).map(
            lambda s: tuple(sorted(s, key=lambda x: x.start))
        ),
        cue=many(here), speaker=many(here), speaker_entity=maybe, speaker_name=maybe,
        addressee=st.one_of(st.none(), here), occasion=st.one_of(st.none(), here),
        occasion_because=words, gap_unknown=st.booleans(), voice=st.sampled_from(Voice),
        because=words,
    )  # fmt: skip
    return Reading(
        revision=revision,
        annotation=Annotation(
            tokens=draw(many(token)), sentences=draw(many(here)), mentions=draw(many(mention)),
            entities=(), times=draw(many(time)), model=draw(words),
        ),
        quotations=tuple({q.id: q for q in draw(many(quotation))}.values()),
        terms=draw(many(st.builds(Term, span=here, because=words))),
    )  # fmt: skip


def keep(store: Store, revision: Revision) -> tuple[str, str]:
    with store.write("add") as writer, writer.batch() as batch:
        added = add(batch, revision)
    return added.article_id, added.revision_id


@house
@given(revision=revisions())
def test_a_revision(store: Store, revision: Revision) -> None:
    _, kept = keep(store, revision)
    with store.read() as reader:
        assert reader.revision(kept) == revision


def test_the_text_of_a_page_is_kept_as_its_bytes_alone(store: Store) -> None:
    source = "<p>Caf\u00e9s shut.</p>\n"
    for name, encoding, packed in (
        ("a", "cp1252", False), ("b", "utf-16", False), ("c", "martian", True),
    ):  # fmt: skip
        codec = encoding if encoding != "martian" else "utf-8"
        one = page(name, "Caf\u00e9s shut.", html=source, url=f"https://sentry.example/{name}")
        payload = Payload(content=source.encode(codec), media_type="text/html")
        capture = one.capture.model_copy(update={"payload": payload, "encoding": encoding})
        revision = one.model_copy(update={"capture": capture})
        _, kept = keep(store, revision)
        with store.read() as reader:
            assert reader.revision(kept) == revision
            row = reader.connection.execute(select(captures).where(captures.c.name == name)).one()
            assert (row.payload_id, row.packed is not None) == (payload.id, packed)


def test_the_same_bytes_are_kept_once(store: Store) -> None:
    source = b"<p>The bridge stays shut.</p>"
    for name in "ab":
        one = page(name, "The bridge stays shut.", html=source.decode(),
                   url=f"https://sentry.example/{name}")  # fmt: skip
        capture = one.capture.model_copy(
            update={"payload": Payload(content=source, media_type=f"text/{name}")}
        )
        revision = one.model_copy(update={"capture": capture})
        _, kept = keep(store, revision)
        with store.read() as reader:
            assert reader.revision(kept) == revision
    with store.read() as reader:
        (row,) = reader.connection.execute(select(payloads)).all()
        assert (row.size, len({*reader.connection.execute(select(captures.c.media_type))})) == (
            len(source),
            2,
        )


@house
@given(reading=readings())
def test_a_reading(store: Store, reading: Reading) -> None:
    article, revision = keep(store, reading.revision)
    with store.write("annotate") as writer:
        for version in ("small/1", "small/1", "large/2"):
            with writer.batch() as batch:
                batch.add_reading(reading, article, revision, version)
            assert writer.reading(revision, version) == reading
        assert writer.reading(revision, "small/1") is None


@house
@given(
    because=many(st.builds(Evidence, feature=words, value=numbers, weight=numbers, words=words)),
    probability=numbers,
    how=st.sampled_from(["founded", "joined", "copy", "merged", "split", "reassigned", "judged"]),
    role=st.sampled_from(["member", "attached"]),
    made_by=some_words,
)
def test_a_move(store: Store, **told: Any) -> None:
    article, _ = keep(store, line())
    move = Move(article=article, story=story_id(article), **told)
    with store.write("group") as writer:
        with writer.batch() as batch:
            batch.apply_moves([move])
        assert writer.history(article)[-1].move == move


@st.composite
def passages(draw: st.DrawFn) -> Judgement:
    text = Text.of(draw(body_words))
    side = st.builds(Side, article=words, outlet=words, span=spans(text))
    return Judgement(
        story=draw(words), a=draw(side), b=draw(side), hard=draw(st.booleans()),
        decision=draw(st.sampled_from(["same", "partly", "different", "conflict"])),
        because=draw(words), made_by=draw(some_words), made_at=draw(instants),
    )  # fmt: skip


def judgements() -> st.SearchStrategy[Any]:
    told = {
        "a": some_words, "b": some_words, "decision": st.sampled_from(["same", "different"]),
        "because": words, "made_by": some_words, "made_at": instants,
    }  # fmt: skip
    return st.one_of(
        st.builds(StoryJudgement, **told), st.builds(EntityJudgement, **told), passages()
    )


@house
@given(judgement=judgements(), by=some_words, at=instants)
def test_a_judgement_and_its_withdrawal(store: Store, judgement: Any, by: str, at: str) -> None:
    with store.write("judge") as writer:

        def standing() -> Sequence[Any]:
            return [*writer.standing_judgements(), *writer.standing_passage_judgements(),
                    *writer.standing_entity_judgements()]  # fmt: skip

        with writer.batch() as batch:
            batch.add_judgement(judgement)
        was_new = writer.judgement(judgement.id).withdrawn_at is None
        assert (judgement in standing()) is was_new
        with writer.batch() as batch:
            batch.withdraw_judgement(judgement.id, by, at)
        found = writer.judgement(judgement.id)
        assert judgement not in standing()
        if was_new:
            assert found == judgement.model_copy(update={"withdrawn_by": by, "withdrawn_at": at})


@house
@given(data=st.data())
def test_an_entity_across_articles(store: Store, data: st.DataObject) -> None:
    article, revision = keep(store, line())
    place = st.builds(PlaceLink, kind=st.just("city"), id=words, name=words, country=words,
                      region=maybe, population=st.one_of(st.none(), st.integers(0, 10**7)),
                      because=words)  # fmt: skip
    forms = many(st.builds(NameForm, words, st.integers(0, 9)))
    member = st.builds(
        EntityMember, entity=some_words, revision=st.just(revision), article=st.just(article),
        story=maybe, label=words, name=words, forms=forms, mentions=st.integers(0, 9),
        evidence=many(words), gender=st.sampled_from(["m", "f", None]),
        place=st.one_of(st.none(), place), candidates=many(place),
    )  # fmt: skip
    members = data.draw(many(member).map(lambda ms: tuple({m.entity: m for m in ms}.values())))
    entity = data.draw(st.builds(
        SharedEntity, id=some_words, label=words, name=words, forms=forms,
        members=st.just(members), founders=many(st.builds(Founding, words, st.integers(0, 9))),
        place=st.one_of(st.none(), place), places=many(place), because=many(words),
    ))  # fmt: skip
    with store.write("resolve") as writer:
        with writer.batch() as batch:
            batch.put_entities([entity])
        assert list(writer.entities([entity.id])) == [entity]


def test_a_reading_under_another_name_keeps_that_name(store: Store) -> None:
    revision = line()
    article, kept = keep(store, revision)
    renamed = reading(revision.model_copy(update={"article": article}))
    with store.write("annotate") as writer, writer.batch() as batch:
        batch.add_reading(renamed, article, kept, "small/1")
    with store.read() as reader:
        assert reader.reading(kept, "small/1") == renamed
        assert reader.revision(kept) == revision


@pytest.mark.parametrize("unknown", ["revision", "capture"])
def test_what_the_store_has_not_is_said(store: Store, unknown: str) -> None:
    with store.read() as reader, pytest.raises(ConfigError, match=f"id of a {unknown}"):
        getattr(reader, unknown)("nothing")
