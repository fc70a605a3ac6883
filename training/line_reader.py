"""Train the line reader on weak labels from raw pages.

    python training/line_reader.py ../shared/bench

Three sources, none of them copied into the package:
- saved pages with their true body (extract_zyte), read as lines of text: a line is body when the
  body has it;
- saved pages without a true body (extract_webpages, the English ones): body where two settings of
  trafilatura agree that it is, furniture where none of them keeps it, left out otherwise; the
  annotated segments overrule;
- scraped texts (story_allsides): furniture where an outlet repeats a line in several articles or
  its wording is a cue, body otherwise.

Prints figures on held-out sites, then trains on everything and writes the weights.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from crosswire.models.catalog import write_manifest
from crosswire.models.lines import LineModel, stacked
from crosswire.stages.clean.cues import furniture
from crosswire.stages.clean.features import describe
from crosswire.stages.clean.guard import language_of
from crosswire.stages.clean.lines import Line, word_set

OUT = Path(__file__).parents[1] / "src/crosswire/models/trained/line_reader.json"
SEED = 7
RARE_LINES, RARE_SITES = 6, 4
"""A feature seen in fewer lines or on fewer sites is left out: an outlet's own name is no cue."""
LOST_PARAGRAPH = 5.0
"""What taking a paragraph for furniture costs, against one for any other mistake."""
BLOCKS = word_set(
    "address article aside blockquote body br button caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li main nav"
    " ol option p pre section summary table tbody td tfoot th thead tr ul video audio"
)
SKIPPED = word_set("script style noscript template head svg select iframe object textarea")
UNLABELLED = frozenset(("h1", "figcaption", "time"))


@dataclass(frozen=True)
class Labelled:
    """A page as lines; ``furniture`` holds a label for each, None where there is none."""

    site: str
    source: str
    lines: tuple[Line, ...]
    furniture: tuple[bool | None, ...]


# ---- pages as lines ---------------------------------------------------------------------------


def page_lines(tree: HtmlElement) -> list[tuple[str, bool]]:
    """The text of each block, and whether its element leaves open what it is."""
    lines: list[tuple[str, bool]] = []
    pending: list[str] = []

    def flush(open_kind: bool) -> None:
        words = " ".join("".join(pending).split())
        pending.clear()
        if words:
            lines.append((words, open_kind))

    def walk(element: HtmlElement, open_kind: bool) -> None:
        if not isinstance(element.tag, str) or element.tag in SKIPPED:
            return
        mine = open_kind or element.tag in UNLABELLED
        block = element.tag in BLOCKS
        if block:
            flush(open_kind)
        pending.append(element.text or "")
        for child in element:
            walk(child, mine)
            pending.append(child.tail or "")
        if block:
            flush(mine)

    walk(tree, False)
    flush(False)
    return lines


def as_lines(texts: Iterable[str]) -> tuple[Line, ...]:
    """Lines with offsets as if the texts stood under each other."""
    lines: list[Line] = []
    at = 0
    for text in texts:
        lines.append(Line(at, at + len(text), text))
        at += len(text) + 1
    return tuple(lines)


def squeeze(text: str) -> str:
    """Letters and digits alone, for comparison."""
    return re.sub(r"\W+", "", text.lower())


# ---- the three sources ------------------------------------------------------------------------


def zyte(folder: Path) -> Iterator[Labelled]:
    """Pages with their true body."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, page in sorted(truth.items()):
        tree = load_html(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
        body = page["articleBody"]
        if tree is None or language_of(body) != "en":
            continue
        kept = {squeeze(line) for line in body.split("\n")}
        whole = squeeze(body)
        yield from _cuts(page["url"].split("/")[2], "zyte", page_lines(tree), kept, whole, whole)


def webpages(folder: Path) -> Iterator[Labelled]:
    """English pages, body where extraction settings agree."""
    with gzip.open(folder / "annotations.jsonl.gz", "rt", encoding="utf-8") as rows:
        notes = {r["file"]: r for r in map(json.loads, rows)}
    with tarfile.open(folder / "pages.tar.xz") as pages:
        for member in pages:
            note = notes.get(Path(member.name).name) or notes.get(member.name)
            file = pages.extractfile(member)
            if note and file:
                yield from _webpage(note, file.read())


def _webpage(note: dict[str, object], page: bytes) -> Iterator[Labelled]:
    tree = load_html(page)
    strict, loose = (_extracted(tree, precision=flag) for flag in (True, False))
    if tree is None or len(strict) < 3 or language_of("\n".join(strict)) != "en":
        return
    kept = {squeeze(line) for line in strict}
    whole, wide = squeeze("".join(strict)), squeeze("".join(loose))
    given = note.get("with")
    wanted = given if isinstance(given, list) else []
    wide += "".join(squeeze(s) for s in wanted)
    yield from _cuts(str(note["domain"]), "webpages", page_lines(tree), kept, whole, wide)


def _extracted(tree: HtmlElement | None, *, precision: bool) -> list[str]:
    document = tree is not None and bare_extraction(
        tree, include_comments=False, favor_precision=precision, favor_recall=not precision
    )
    if not document or isinstance(document, dict):
        return []
    return (document.text or "").split("\n")


def _cuts(
    site: str,
    source: str,
    lines: Sequence[tuple[str, bool]],
    kept: set[str],
    whole: str,
    wide: str,
) -> Iterator[Labelled]:
    """The page entire, and as a reader would copy it: from the title to a little below the end."""
    labels = [_label(text, open_kind, kept, whole, wide) for text, open_kind in lines]
    body = [i for i, label in enumerate(labels) if label is False]
    if len(body) < 3:
        return
    all_lines = as_lines(text for text, _ in lines)
    yield Labelled(site, source, all_lines, tuple(labels))
    draw = random.Random(site + lines[body[0]][0])
    for reach in (4, 25):
        low = max(0, body[0] - draw.randrange(reach + 1))
        high = min(len(lines), body[-1] + 1 + draw.randrange(reach + 1))
        yield Labelled(
            site, source, as_lines(t for t, _ in lines[low:high]), tuple(labels[low:high])
        )


def _label(text: str, open_kind: bool, kept: set[str], whole: str, wide: str) -> bool | None:
    key = squeeze(text)
    if key in kept or (len(key) >= 40 and key in whole):
        return False
    if open_kind or (len(key) >= 20 and key in wide) or not key:
        return None
    return True


def allsides(folder: Path) -> Iterator[Labelled]:
    """Scraped texts; what an outlet repeats across articles is its furniture."""
    with gzip.open(folder / "articles_full.jsonl.gz", "rt", encoding="utf-8") as rows:
        articles = [json.loads(row) for row in rows]
    repeated: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        repeated[article["outlet"]].update({_template(t) for t in _text_lines(article["text"])})
    for article in articles:
        texts = _text_lines(article["text"])
        if len(texts) < 4:
            continue
        counts = [repeated[article["outlet"]][_template(t)] for t in texts]
        # A second copy of one article repeats every line: that says nothing about furniture.
        if sum(c > 1 for c in counts) > 0.5 * len(texts):
            continue
        lines = as_lines(texts)
        labels = tuple(
            _scraped_label(line, count) for line, count in zip(lines, counts, strict=True)
        )
        yield Labelled(article["outlet"], "allsides", lines, labels)


def _text_lines(text: str) -> list[str]:
    return [" ".join(t.split()) for t in text.split("\n") if t.strip()]


def _template(text: str) -> str:
    return re.sub(r"\d+", "0", text.lower())


def _scraped_label(line: Line, count: int) -> bool | None:
    if furniture(line.text, words=len(line.words), ends=line.ends):
        return True
    if count > 2:
        return True
    return None if count == 2 or len(line.words) < 4 else False


# ---- training ---------------------------------------------------------------------------------


def fit(pages: Sequence[Labelled]) -> LineModel:
    """Both readings; the second learns from a first that had not seen the page."""
    features = [describe(p.lines) for p in pages]
    first = _weights(_rows(pages, features))
    halves = [_half(p.site) for p in pages]
    blind = [
        _weights(_rows(*_pick(pages, features, [h != half for h in halves]))) for half in (0, 1)
    ]
    rows = []
    for page, described, half in zip(pages, features, halves, strict=True):
        leanings = [_lean(blind[half], f) for f in described]
        rows += [
            (page.site, frozenset((*f, *stacked(leanings, i))), label, _cost(line, label))
            for i, (f, line, label) in enumerate(
                zip(described, page.lines, page.furniture, strict=True)
            )
            if label is not None
        ]
    return LineModel(name="line-reader", first=first, second=_weights(rows))


Row = tuple[str, frozenset[str], bool, float]
"""Site, features, furniture or not, weight."""


def _rows(pages: Sequence[Labelled], features: Sequence[list[frozenset[str]]]) -> list[Row]:
    return [
        (page.site, f, label, _cost(line, label))
        for page, described in zip(pages, features, strict=True)
        for f, line, label in zip(described, page.lines, page.furniture, strict=True)
        if label is not None
    ]


def _cost(line: Line, label: bool) -> float:
    return LOST_PARAGRAPH if line.prose and not label else 1.0


def _pick(
    pages: Sequence[Labelled], features: Sequence[list[frozenset[str]]], mask: Sequence[bool]
) -> tuple[list[Labelled], list[list[frozenset[str]]]]:
    chosen = [i for i, wanted in enumerate(mask) if wanted]
    return [pages[i] for i in chosen], [features[i] for i in chosen]


def _half(site: str) -> int:
    return hashlib.sha256(site.encode()).digest()[0] % 2


def _lean(weights: dict[str, float], features: frozenset[str]) -> float:
    return weights["bias"] + sum(weights.get(f, 0.0) for f in features)


def _weights(rows: Sequence[Row]) -> dict[str, float]:
    known = _known(rows)
    table = DictVectorizer(sparse=True)
    data = table.fit_transform(
        [dict.fromkeys(sorted(features & known), 1.0) for _, features, _, _ in rows]
    )
    # liblinear takes 32-bit indices only.
    data.indices, data.indptr = data.indices.astype("int32"), data.indptr.astype("int32")
    # The absolute penalty leaves most weights at nought, so the file stays small.
    model = LogisticRegression(
        l1_ratio=1.0, C=0.5, max_iter=200, solver="liblinear", random_state=SEED
    )
    model.fit(data, [label for _, _, label, _ in rows], [weight for *_, weight in rows])
    names = table.get_feature_names_out()
    weights = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True)}
    kept = {n: w for n, w in sorted(weights.items()) if abs(w) >= 0.02}
    return {"bias": round(float(model.intercept_[0]), 3), **kept}


def _known(rows: Sequence[Row]) -> frozenset[str]:
    lines: Counter[str] = Counter()
    sites: Counter[str] = Counter()
    last: dict[str, str] = {}
    for site, features, _, _ in sorted(rows, key=lambda row: row[0]):
        for feature in features:
            lines[feature] += 1
            if last.get(feature) != site:
                sites[feature] += 1
                last[feature] = site
    return frozenset(f for f in lines if lines[f] >= RARE_LINES and sites[f] >= RARE_SITES)


# ---- figures ----------------------------------------------------------------------------------


def held_out(pages: Sequence[Labelled], folds: int = 5) -> None:
    """Figures with every site judged by a model that has not seen it."""
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    for fold in range(folds):
        unseen = [_fold(p.site, folds) == fold for p in pages]
        model = fit([p for p, u in zip(pages, unseen, strict=True) if not u])
        for page in (p for p, u in zip(pages, unseen, strict=True) if u):
            chances = model.chances(describe(page.lines))
            for line, chance, label in zip(page.lines, chances, page.furniture, strict=True):
                if label is not None:
                    _tally(tallies[page.source], line, chance, label)
    for source, tally in tallies.items():
        print(_figures(source, tally))


def _fold(site: str, folds: int) -> int:
    return hashlib.sha256(site.encode()).digest()[1] % folds


def _tally(tally: Counter[str], line: Line, chance: float, label: bool) -> None:
    tally["right"] += (chance >= 0.5) == label
    tally["lines"] += 1
    for limit in (0.5, 0.8, 0.97):
        tally[f"{limit} found"] += label and chance >= limit
        tally[f"{limit} false"] += not label and chance >= limit
        tally[f"{limit} lost prose"] += not label and line.prose and chance >= limit
    tally["furniture"] += label
    tally["prose"] += not label and line.prose


def _figures(source: str, tally: Counter[str]) -> str:
    words = [f"{source}: {tally['lines']} lines, accuracy {tally['right'] / tally['lines']:.3f}"]
    for limit in (0.5, 0.8, 0.97):
        found, false = tally[f"{limit} found"], tally[f"{limit} false"]
        words.append(
            f"  at {limit}: precision {found / max(1, found + false):.3f}"
            f" recall {found / max(1, tally['furniture']):.3f}"
            f" paragraphs lost {tally[f'{limit} lost prose']}/{tally['prose']}"
        )
    return "\n".join(words)


def main() -> None:
    """Read, measure, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path, help="folder of the public test sets")
    parser.add_argument("--no-figures", action="store_true", help="train only")
    chosen = parser.parse_args()
    pages = [
        *zyte(chosen.bench / "extract_zyte"),
        *webpages(chosen.bench / "extract_webpages"),
        *allsides(chosen.bench / "story_allsides"),
    ]
    print(Counter(p.source for p in pages), sum(len(p.lines) for p in pages), "lines")
    if not chosen.no_figures:
        held_out(pages)
    model = fit(pages)
    stored = {"name": model.name, "first": model.first, "second": model.second}
    OUT.write_text(json.dumps(stored, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    write_manifest()
    print(f"wrote {OUT.name}: {len(model.first)} + {len(model.second)} weights")


if __name__ == "__main__":
    main()
