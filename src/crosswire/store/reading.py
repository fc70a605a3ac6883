"""Readings: whole and packed for crosswire, and in rows for whoever asks."""

from typing import Any

from sqlalchemy import Connection, delete, select

from crosswire.records.annotation import Annotation, Token
from crosswire.records.article import Revision
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span, Text
from crosswire.store import index
from crosswire.store.packing import Packed, Texts, squeeze, stretch
from crosswire.store.rows import Seqs, Values, insert
from crosswire.store.tables import (
    articles,
    mentions,
    quotations,
    readings,
    sentences,
    times,
)
from crosswire.store.words import storable


def put(
    connection: Connection, reading: Reading, article_id: str, revision_id: str, version: str
) -> None:
    """Keep a reading in place of any other of the revision."""
    packed = squeeze(pack(reading))
    ask = select(readings.c.version, readings.c.packed).where(readings.c.revision_id == revision_id)
    if [tuple(row) for row in connection.execute(ask)] == [(version, packed)]:
        return
    _forget(connection, revision_id)
    row = {"revision_id": revision_id, "version": version, "packed": packed}
    insert(connection, readings, [row])
    _put_rows(connection, reading, article_id, revision_id)


def pack(reading: Reading) -> Packed:
    """A reading without its revision, but for what that is called."""
    body = reading.revision.body
    known = _known(reading.revision)
    annotation = known.pack(reading.annotation, without=("tokens",))
    annotation["tokens"] = [_short(token, body.content) for token in reading.annotation.tokens]
    packed = known.pack(reading, without=("revision", "annotation"))
    return packed | {"annotation": annotation, "article": reading.article}


def unpack(packed: Packed, revision: Revision, *, tokens: bool = True) -> Reading:
    """The reading of ``revision`` that was packed; without its tokens, which are most of it, where
    it is only to be shown."""
    content = revision.body.content
    known = _known(revision)
    short = packed["annotation"]
    told = tuple(_long(token, content) for token in short["tokens"]) if tokens else ()
    bare = {name: value for name, value in short.items() if name != "tokens"}
    annotation = known.unpack(Annotation, bare | {"tokens": ()})
    named = revision.model_copy(update={"article": packed["article"]})
    whole = {name: value for name, value in packed.items() if name not in ("annotation", "article")}
    annotated = annotation.model_copy(update={"tokens": told})
    return known.unpack(Reading, whole | {"revision": named, "annotation": annotated})


def get(connection: Connection, revision_id: str, version: str) -> Packed | None:
    """A packed reading; None: the revision was not read by ``version``."""
    ask = select(readings.c.packed).where(
        readings.c.revision_id == revision_id, readings.c.version == version
    )
    found = connection.execute(ask).scalar()
    return None if found is None else stretch(found)


def newest(connection: Connection, revision_id: str) -> Packed | None:
    """The packed reading that is kept, whatever version made it; None: it was not read closely."""
    found = connection.execute(
        select(readings.c.packed).where(readings.c.revision_id == revision_id)
    ).scalar()
    return None if found is None else stretch(found)


def _known(revision: Revision) -> Texts:
    heads = [f.text if f else Text(content="") for f in (revision.headline, revision.standfirst)]
    return Texts([revision.body, revision.capture.content, *heads])


def _short(token: Token, content: str) -> list[Any]:
    """A token without words that the text has: 0 for the text itself, 1 for it in small letters."""
    read = content[token.start : token.end]
    words = 0 if token.text == read else token.text
    lemma = 0 if token.lemma == read else 1 if token.lemma == read.lower() else token.lemma
    return [token.start, token.end, words, lemma, *token[4:]]


def _long(short: list[Any], content: str) -> Token:
    start, end, words, lemma, *rest = short
    read = content[start:end]
    words = read if words == 0 else words
    lemma = read if lemma == 0 else read.lower() if lemma == 1 else lemma
    return Token(start, end, words, lemma, *rest)


def _forget(connection: Connection, revision_id: str) -> None:
    ask = select(quotations.c.seq).where(quotations.c.revision_id == revision_id)
    gone = index.indexed_now(connection, "quotation", connection.execute(ask).scalars())
    for table in (readings, sentences, mentions, times, quotations):
        connection.execute(delete(table).where(table.c.revision_id == revision_id))
    index.reindex(connection, "quotation", gone, {})


def _put_rows(connection: Connection, reading: Reading, article_id: str, revision_id: str) -> None:
    read, body = reading.annotation, reading.revision.body
    here = {"revision_id": revision_id}
    rows: list[tuple[Any, list[Values]]] = [
        (sentences, [_at(s) | {"n": n} for n, s in enumerate(read.sentences)]),
        (mentions, [
            _at(m.span) | {"n": n, "label": m.label, "kind": m.kind, "local_id": m.entity,
                           "name": m.name}
            for n, m in enumerate(read.mentions)
        ]),
        (times, [
            _at(t.span) | {"n": n, "value": t.value, "type": t.type}
            for n, t in enumerate(read.times)
        ]),
    ]  # fmt: skip
    for table, found in rows:
        insert(connection, table, [here | row for row in found])
    second = select(articles.c.sort_at).where(articles.c.id == article_id)
    at, seqs = connection.execute(second).scalar_one(), Seqs(connection, quotations)
    said = {seqs.next(at): q for q in reading.quotations if q.content[0].text == body.id}
    insert(connection, quotations, [
        here | _quotation(q) | {"seq": seq} for seq, q in said.items()
    ])  # fmt: skip
    words = {
        seq: (
            storable(body.content[q.content[0].start : q.content[-1].end]),
            q.speaker_name and storable(q.speaker_name),
        )
        for seq, q in said.items()
    }
    index.reindex(connection, "quotation", {}, words)


def _at(span: Span) -> Values:
    return {"start": span.start, "stop": span.end}


def _quotation(said: Quotation) -> Values:
    first, last = said.content[0], said.content[-1]
    return {
        "id": said.id, "mode": said.mode, "act": said.act, "voice": said.voice,
        "start": first.start, "stop": last.end, "runs": [[s.start, s.end] for s in said.content],
        "cue": [[s.start, s.end] for s in said.cue],
        "speaker": [[s.start, s.end] for s in said.speaker],
        "speaker_name": said.speaker_name, "local_id": said.speaker_entity,
        "occasion_start": said.occasion.start if said.occasion else None,
        "occasion_stop": said.occasion.end if said.occasion else None, "because": said.because,
        "identified": said.identified, "source_kind": said.source_kind,
    }  # fmt: skip
