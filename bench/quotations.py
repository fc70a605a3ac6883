"""Quotations and their speakers on PolNeAR's development part, with baselines in the same run."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.sets import PIPELINES, Bench, Row, run_crosswire

_SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "ask",
        "warn",
        "write",
        "tweet",
        "announce",
        "argue",
        "claim",
        "insist",
        "note",
        "reply",
        "state",
        "explain",
        "declare",
        "admit",
        "deny",
        "urge",
        "vow",
        "promise",
        "accuse",
        "acknowledge",
        "comment",
        "suggest",
        "believe",
        "think",
        "want",
        "hope",
    ]
)
_TASK = "quotations"


def quotations(bench: Bench) -> list[Figure]:
    """What crosswire finds with either pipeline, and what simpler means find."""
    articles = bench.articles("quotes_polnear", "--split", "dev")
    gold = bench.articles("quotes_polnear", "--split", "dev", "--gold")
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    odd = _odd(gold, bench)
    found = []
    for who, told in _baselines(rows):
        out = bench.write("baseline.jsonl", told)
        found.append(_figure(who, bench.score("quotes", gold, out)))
    for pipeline in PIPELINES:
        out = bench.scratch / f"annotate-{pipeline}.jsonl"
        seconds = run_crosswire(
            ["annotate", str(articles), "--format", "jsonl"], out, pipeline=pipeline
        )
        scored = bench.score("quotes", gold, out)
        found.append(_figure(f"crosswire, {pipeline} pipeline", scored, seconds))
        scored = bench.score("quotes", odd, out)
        found.append(_figure(f"crosswire, {pipeline} pipeline, odd rows alone", scored))
    return [*found, _speed(rows)]


def _odd(gold: Path, bench: Bench) -> Path:
    """Every second article by id: those on which no choice was made."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: str(row["doc_id"]))
    return bench.write("odd.gold.jsonl", rows[1::2])


def _baselines(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    from crosswire.stages.annotate.marks import quoted_runs

    runs = {row["id"]: quoted_runs(row["text"]) for row in rows}
    yield (
        "every quoted run, no speaker",
        [
            {"id": i, "quotations": [{"content": [run], "speaker": []} for run in found]}
            for i, found in runs.items()
        ],
    )
    pipeline = _pipeline()
    docs = {row["id"]: pipeline(row["text"]) for row in rows}
    yield (
        "spaCy medium pipeline and simple rules",
        [
            {"id": i, "quotations": [*_direct(doc, runs[i]), *_reported(doc, runs[i])]}
            for i, doc in docs.items()
        ],
    )
    if find_spec("textacy"):
        yield (
            "textacy, direct quotations",
            [{"id": i, "quotations": list(_of_textacy(doc))} for i, doc in docs.items()],
        )


def _of_textacy(doc: Any) -> Iterator[Row]:
    """Paragraph by paragraph: it refuses a whole text for one mark that is not closed."""
    from crosswire.stages.annotate.marks import paragraph_bounds

    extract = import_module("textacy.extract")
    for start, end in paragraph_bounds(doc.text):
        paragraph = doc.char_span(start, end, alignment_mode="expand")
        with suppress(ValueError):
            found = list(extract.direct_quotations(paragraph.as_doc()))
            yield from (_triple(one, paragraph.start_char) for one in found)


def _pipeline() -> Any:
    """spaCy as it comes."""
    import spacy
    from platformdirs import user_data_path

    from crosswire.models.catalog import choose

    chosen = choose("medium", user_data_path("crosswire"))
    return spacy.load(chosen.folder or chosen.name)


def _triple(found: Any, at: int) -> Row:
    speaker = [(at + s.idx, at + s.idx + len(s)) for s in found.speaker]
    content = (at + found.content.start_char, at + found.content.end_char)
    return {"content": [content], "speaker": speaker}


def _direct(doc: Any, runs: list[tuple[int, int]]) -> Iterator[Row]:
    """Each quoted run with the subject of the nearest verb of saying outside it, in its sentence."""
    for start, end in runs:
        around = doc.char_span(start, end, alignment_mode="expand")
        if around is None:
            continue
        low, high = around[0].sent.start, around[-1].sent.end
        verbs = [
            t for t in doc[low:high]
            if t.lemma_ in _SAYING and not start <= t.idx < end and _subject(t) is not None
        ]  # fmt: skip
        nearest = min(verbs, key=lambda t: abs(t.i - around.start), default=None)
        speaker = _subject(nearest) if nearest is not None else None
        yield {"content": [(start, end)], "speaker": [_words(speaker)] if speaker else []}


def _reported(doc: Any, runs: list[tuple[int, int]]) -> Iterator[Row]:
    """The clause under a verb of saying, and the sentence of "according to"."""
    for token in doc:
        if any(start <= token.idx < end for start, end in runs):
            continue
        if token.lemma_ in _SAYING and token.pos_ == "VERB":
            subject = _subject(token)
            for clause in (c for c in token.children if c.dep_ in ("ccomp", "xcomp")):
                yield {"content": [_words(clause)], "speaker": [_words(subject)] if subject else []}
        elif token.lower_ == "according" and token.i + 2 < len(doc):
            who = next((t for t in token.subtree if t.dep_ == "pobj"), None)
            sentence = (token.sent.start_char, token.sent.end_char)
            yield {"content": [sentence], "speaker": [_words(who)] if who else []}


def _subject(token: Any) -> Any:
    return next((c for c in token.children if c.dep_ == "nsubj"), None)


def _words(head: Any) -> tuple[int, int]:
    inside = list(head.subtree)
    return inside[0].idx, inside[-1].idx + len(inside[-1])


def _speed(rows: list[Row]) -> Figure:
    """Milliseconds of processor time an article that quotations take beyond parsing."""
    from platformdirs import user_data_path

    from crosswire.models.catalog import choose
    from crosswire.records.article import Capture
    from crosswire.records.span import Text
    from crosswire.stages.annotate import Annotate
    from crosswire.stages.clean import Clean
    from crosswire.stages.quote import Quote

    chosen = choose("medium", user_data_path("crosswire"))
    clean, quote = Clean().open(), Quote().open()
    annotate = Annotate(pipeline=chosen.name, folder=chosen.folder).open()
    read = [
        annotate(clean(Capture(name=row["id"], medium="line", content=Text.of(row["text"]))))
        for row in rows
    ]
    quote(read[0])
    began = time.process_time()
    for one in read:
        quote(one)
    spent = 1000 * (time.process_time() - began) / len(read)
    words = sum(len(row["text"].split()) for row in rows) / len(rows)
    figures: dict[str, float | str] = {
        "ms an article beyond parsing": round(spent, 1), "words an article": round(words),
    }  # fmt: skip
    return Figure(task="quotations-speed", who="crosswire, medium pipeline", figures=figures)


def _figure(who: str, scored: Row, seconds: float | None = None) -> Figure:
    direct = scored["direct_only_recall"]
    figures: dict[str, float | str] = {
        "content P": scored["content"]["p"],
        "content R": scored["content"]["r"],
        "content F1": scored["content"]["f1"],
        "attribution F1": scored["attribution"]["f1"],
        "direct recall": direct["content"],
        "direct, right speaker": direct["attribution"],
        "seconds": "" if seconds is None else round(seconds, 1),
    }
    return Figure(task=_TASK, who=who, figures=figures)
