"""Origins: stated ones on agency credits, reprints on invented texts, false "separate origins"."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from bench.invented import EVENTS, edited
from bench.quality import Figure
from bench.sets import Bench, Row, run_crosswire
from crosswire.records import (
    Annotation,
    Capture,
    Completeness,
    Found,
    Passage,
    Reading,
    Revision,
    Run,
    Span,
    Text,
)
from crosswire.stages.compare.copies import shared_texts
from crosswire.stages.compare.origins.credits import credits_in
from crosswire.stages.compare.origins.known import Credit, Known
from crosswire.stages.compare.origins.lines import line_credits, whole_credit
from crosswire.stages.compare.origins.reuse import one_passage
from crosswire.stages.compare.words import words
from crosswire.stages.outlets import load_outlets

EDITS = (0.0, 0.02, 0.05, 0.1, 0.2)
SEEDS = range(20)


def origins(bench: Bench) -> list[Figure]:
    """Stated origins, reprints and separate origins."""
    return [*_stated(bench), *_reprints(), *_separate(bench)]


# ------------------------------------------------------------------ stated origins on agency credits


def _stated(bench: Bench) -> list[Figure]:
    """Agency credits of PolNeAR, by the credit line and, masked, by what the text says besides.

    *named*: of 100 articles with an agency credit, those of which the whole article is put down to
    that agency; *in the text*: those whose text names it as a source anywhere. *other agency*: put
    down to another one. *false/100*: of 100 articles without an agency credit, those put down to an
    agency as a whole.
    """
    rows = bench.rows("quotes_polnear/articles.jsonl.gz")
    known = Known(articles={}, table=load_outlets())
    cases = (
        ("agency credits, page with its byline", True, False),
        ("agency credits, text alone", False, False),
        ("agency credits, dateline, byline and foot masked", False, True),
    )
    return [
        Figure(task="origins", who=who, figures=_credited(rows, known, byline, masked))
        for who, byline, masked in cases
    ]


def _credited(
    rows: Sequence[Row], known: Known, byline: bool, masked: bool
) -> dict[str, float | str]:
    counts: Counter[str] = Counter()
    for row in rows:
        wire = known.table.named(_agency(row["wire"]), line=True)
        text = _masked(row["text"], row["wire"]) if masked and wire else row["text"]
        author = row["author"] if byline else None
        revision = _revision(row["doc_id"], text, author)
        whole = whole_credit(line_credits(revision, known))
        if wire is None:
            counts["without"] += 1
            counts["false"] += whole is not None and whole.kind == "agency"
            continue
        counts["with"] += 1
        counts["named"] += whole is not None and whole.source == wire.name
        counts["other"] += whole is not None and whole.source != wire.name
        counts["text"] += wire.name in {c.source for c in _everywhere(revision, known)}
    return {
        "n": f"{counts['with']} + {counts['without']}",
        "named": _share(counts["named"], counts["with"]),
        "in the text": _share(counts["text"], counts["with"]),
        "other agency": _share(counts["other"], counts["with"]),
        "false/100": round(100 * counts["false"] / max(1, counts["without"]), 2),
    }


def _agency(wire: str | None) -> str:
    """PolNeAR writes an agency now "Reuters", now "reuters", and none as "None" or "NA"."""
    found = wire or "None"
    return "" if found in ("None", "NA") else found.capitalize() if found.islower() else found


def _masked(text: str, wire: str) -> str:
    """The text without the agency's bracket, the closing line of reporters, and its own bylines."""
    agency = re.escape(wire)
    text = re.sub(rf"(?i)\({agency}\)\s*[-–—]+\s*", "", text)
    text = re.sub(
        r"\((?:Additional )?[Rr]eporting by [^()]*(?:\([^()]*\)[^()]*)*\)\.?\s*$", "", text
    )
    return re.sub(rf"(?im)^.*\b{agency} (?:article|contributed)\b.*$", "", text)


def _everywhere(revision: Revision, known: Known) -> Iterator[Credit]:
    for line in re.finditer(r"[^\n]+", revision.body.content):
        yield from credits_in(revision, Span.of(revision.body, *line.span()), known)


def _revision(name: str, content: str, author: str | None = None) -> Revision:
    text = Text.of(content)
    authors = (Found(value=author, source="given"),) if author else ()
    return Revision(
        article=name,
        capture=Capture(name=name, medium="line", content=text, outlet=name),
        body=text,
        runs=(Run(body=0, original=0, length=len(text)),),
        passages=tuple(
            Passage(span=Span.of(text, *m.span())) for m in re.finditer(r"[^\n]+", content)
        ),
        authors=authors,
        outlet=Found(value=name, source="given"),
        completeness=Completeness(state="unknown", because="a benchmark text"),
    )


# ------------------------------------------------------------------------ reprints, invented and edited


def _reprints() -> list[Figure]:
    """Invented texts against their edited copies, and against other accounts of the same event."""
    texts = [account for event in EVENTS for account in event]
    whole: dict[str, float | str] = {"n": f"{len(texts) * len(SEEDS)} a column"}
    passage: dict[str, float | str] = {"n": f"{sum(map(len, texts)) * len(SEEDS)} a column"}
    for share in EDITS:
        tries = list(product(texts, SEEDS))
        found = [_one_text(t, [edited(p, share, seed) for p in t]) for t, seed in tries]
        whole[_edit(share)] = _share(sum(found), len(found))
        parts = [_one_part(p, edited(p, share, seed)) for t, seed in tries for p in t]
        passage[_edit(share)] = _share(sum(parts), len(parts))
    others = [_one_text(*event) for event in EVENTS]
    whole["other account"] = _share(sum(others), len(others))
    beside = [_one_part(p, q) for one, other in EVENTS for p, q in product(one, other)]
    passage["other account"] = _share(sum(beside), len(beside))
    return [
        Figure(task="origins", who="reprints known as one text", figures=whole),
        Figure(task="origins", who="reprints known by the paragraph", figures=passage),
    ]


def _edit(share: float) -> str:
    return f"{share:.0%} edited"


def _one_text(one: Sequence[str], other: Sequence[str]) -> bool:
    pair = [_reading(n, "\n".join(account)) for n, account in (("a", one), ("b", other))]
    return bool(shared_texts(pair))


def _reading(name: str, content: str) -> Reading:
    nothing = Annotation(
        tokens=(), sentences=(), mentions=(), entities=(), times=(), model="not read"
    )
    return Reading(revision=_revision(name, content), annotation=nothing)


def _one_part(one: str, other: str) -> bool:
    left, right = ([w.form for w in words(text)] for text in (one, other))
    return one_passage(left, right) is not None


# ------------------------------------------------------------------------------ false separate origins

_ONE = frozenset({"statement", "speech", "interview", "press-conference", "quote", "document"})
"""Origins in the gold points that are one source, whoever tells of it."""
_TAKEN = frozenset({"other-outlet", "wire"})


@dataclass(frozen=True, slots=True)
class _Gold:
    """A gold point: its sentences by article, and whether it has one source."""

    places: dict[str, list[tuple[int, int]]]
    one_source: bool


def _separate(bench: Bench) -> list[Figure]:
    """How often points are called separate, and how often that is false.

    Each point shown is matched with the gold point that shares sentences with it in two articles or
    more. *separate/100*: of 100 points shown, those said to rest on two origins or more. *false/100*:
    those of them that match no gold point (two sources for what is not one statement), or whose gold
    point has one speaker or one source (a statement, speech, interview, press conference, quotation,
    document, agency or other outlet). Where the gold names no source, separate is not judged; *not
    judged/100* counts these. *one source known*: of points whose gold point has one source, those
    shown with a range that ends at 1.
    """
    scored = bench.rows("statements/gold.jsonl.gz"), bench.articles("statements")
    lines = bench.write("train-lines.jsonl", bench.rows("statements/train_articles.jsonl.gz"))
    trained = bench.rows("statements/train_gold.jsonl.gz"), lines
    found = []
    for who, (gold, articles) in (
        ("separate origins, stories read twice", scored),
        ("separate origins, training stories", trained),
    ):
        out = bench.scratch / f"origins-{articles.stem}.jsonl"
        run_crosswire(["compare", str(articles), "--format", "jsonl"], out)
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        found.append(Figure(task="origins", who=who, figures=separate(rows, gold)))
    return found


def separate(rows: Sequence[Row], gold: Sequence[Row]) -> dict[str, float | str]:
    """The figures of printed comparisons against the gold points of their stories."""
    points = {row["story"]: _gold_points(row) for row in gold}
    counts: Counter[str] = Counter()
    for row in rows:
        for point in row.get("points", ()):
            if point["shown"]:
                counts.update(_judged(point, points.get(row["story"], [])))
    shown = counts["shown"]
    return {
        "n": shown,
        "separate/100": round(100 * counts["separate"] / max(1, shown), 2),
        "false/100": round(100 * counts["false"] / max(1, shown), 2),
        "not judged/100": round(100 * counts["not judged"] / max(1, shown), 2),
        "one source known": _share(counts["known"], counts["one source"]),
    }


def _judged(point: Row, gold: Sequence[_Gold]) -> Iterator[str]:
    yield "shown"
    match = _match(point, gold)
    one = match is not None and match.one_source
    if one:
        yield "one source"
        if point["origins"]["at_most"] == 1:
            yield "known"
    if point["origins"]["at_least"] > 1:
        yield "separate"
        yield "false" if match is None or one else "not judged"


def _match(point: Row, gold: Sequence[_Gold]) -> _Gold | None:
    """The gold point that shares sentences with ``point`` in most articles, in two at least."""
    best: tuple[int, _Gold] | None = None
    for candidate in gold:
        shared = {
            m["article"]
            for m in point["members"]
            if any(
                s < m["end"] and m["start"] < e for s, e in candidate.places.get(m["article"], ())
            )
        }
        if len(shared) > 1 and (best is None or len(shared) > best[0]):
            best = len(shared), candidate
    return best[1] if best else None


def _gold_points(row: Row) -> list[_Gold]:
    sentences = {a["id"]: a["sentences"] for a in row["articles"]}
    return [
        _Gold(
            places={a: [sentences[a][k] for k in ks] for a, ks in p["members"].items()},
            one_source=bool(p.get("speaker")) or p.get("origin") in _ONE | _TAKEN,
        )
        for p in row.get("points") or row.get("points_reader_1") or ()
    ]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0
