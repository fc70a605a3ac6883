"""Learn which visible pieces of a page are its article's, from two public sets of annotated pages.

Writes ``src/crosswire/models/trained/page_blocks.{alone,first,second}.lgb.gz`` and prints figures that
are cross-validated by site. Usage:

    python -m training.page_blocks ../shared/bench
"""

import argparse
import gzip
import io
import json
import re
import tarfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lightgbm
import numpy as np
from numpy.typing import NDArray

from crosswire.errors import InputError
from crosswire.intake.decode import decode
from crosswire.models.boost import Boosters, save_boosters
from crosswire.models.catalog import write_manifest
from crosswire.records.article import Capture
from crosswire.records.span import Text
from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.html import read_html, told_of
from crosswire.stages.clean.judge import FIRST, SECOND, Judge, table
from crosswire.stages.clean.meta import read_meta
from crosswire.stages.clean.outline import Piece, letters, pieces, zones
from crosswire.stages.clean.readings import Kept, kept_by
from crosswire.stages.clean.shown import shown_head
from crosswire.stages.clean.signals import Columns, make
from crosswire.stages.clean.walk import walk
from crosswire.stages.outlets import load_outlets

Table = NDArray[np.float32]
Chances = NDArray[np.float64]
SEEDS, ROUNDS = (1, 2), 250
FOLDS = (8, 7, 9)
"""How many parts the sites are split into, each time anew."""
PARAMETERS: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 15, "min_data_in_leaf": 30,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
    "max_bin": 127, "num_threads": 1, "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
WHOLE, SEGMENT, AGREED = 0.5, 2.0, 0.05
"""Weights of a row: of a page with its true body (by the square root of its letters), of a piece
that an annotator named, of a piece that nobody named and all readings treat alike."""
THINNED = 0.12
"""The share of the last kind that a booster sees, each its own: there are thirty for each piece that an
annotator named, and they teach what the readings think."""
TAUGHT, TAUGHT_OF = 0.2, 0.4
"""Weight and share of that kind for boosters that see no reading: these learn what readings think."""
KINDS = (("own", "alone"), ("one", "first"), ("three", "second"))
"""What boosters see of a page, and what they are called."""
TRAINED = Path(__file__).parent.parent / "src" / "crosswire" / "models" / "trained"
_TOKEN = re.compile(r"\w+")


@dataclass(slots=True)
class Page:
    """A page of a set, its signals before and after one and three readings, its answers."""

    name: str
    site: str
    capture: Capture
    page: Sequence[Piece]
    own: Columns
    one: Columns
    three: Columns
    wanted: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    body: str | None = None
    """The true text, where the whole of it is known."""

    @property
    def keys(self) -> list[str]:
        """The letters of each piece."""
        return [piece.key for piece in self.page]


def read_page(name: str, site: str, data: bytes) -> Page | None:
    """A page with its signals; None where it holds nothing."""
    try:
        source, _ = decode(data, where=name)
        tree = parse(source)
    except InputError:
        return None
    seen = pieces(tree, zones(walk(tree)))
    capture = Capture(name=name, medium="html", content=Text.of(source))
    meta = read_meta(tree, capture.content, None, seen)
    told = told_of(tree, meta, shown_head(seen, meta.title.value if meta.title else None))
    keys = [p.key for p in seen]
    kept: dict[str, Kept] = {mode: kept_by(tree, mode, keys) for mode in (*FIRST, *SECOND)}
    if not seen:
        return None
    made = make(seen, told)
    one = made.read({mode: kept[mode] for mode in FIRST})
    return Page(name, site, capture, seen, made.own, one, made.read(kept))


def web_pages(folder: Path) -> Iterator[Page]:
    """Pages with segments that must and must not be in the text."""
    with gzip.open(folder / "annotations.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    asked: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.get("with") or row.get("without"):
            asked[row["file"].rsplit("/", 1)[-1]] = row
    with tarfile.open(folder / "pages.tar.xz") as bundle:
        for member in bundle:
            row = asked.get(member.name.rsplit("/", 1)[-1])
            file = bundle.extractfile(member) if row and member.isfile() else None
            if row is None or file is None:
                continue
            page = read_page(member.name, row["domain"], file.read())
            if page:
                page.wanted = [" ".join(s.split()) for s in row.get("with") or []]
                page.unwanted = [" ".join(s.split()) for s in row.get("without") or []]
                yield page


def body_pages(folder: Path) -> Iterator[Page]:
    """Pages with their true body."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, answer in gold.items():
        url = answer["url"] if "//" in answer["url"] else f"//{answer['url']}"
        site = ".".join((urlsplit(url).hostname or name).split(".")[-2:])
        packed = (folder / "html" / f"{name}.html.gz").read_bytes()
        page = read_page(name, site, gzip.GzipFile(fileobj=io.BytesIO(packed)).read())
        if page:
            page.body = answer["articleBody"]
            yield page


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, counted."""
    words = _TOKEN.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[max(0, i) : i + 4]) for i in range(max(1, len(words) - 3)))


def answers(page: Page) -> tuple[Table, Table]:
    """For each piece whether it is the article's, and how much that weighs."""
    if page.body is not None:
        return _by_body(page, page.body)
    labels, weights = _by_agreement(page)
    for segment in page.unwanted:
        for i, piece in enumerate(page.page):
            if segment in piece.text:
                labels[i], weights[i] = 0, SEGMENT
    for segment in page.wanted:
        found = [i for i, piece in enumerate(page.page) if segment in piece.text]
        if found:
            best = max(found, key=lambda i: sum(page.three[m][i] for m in (*FIRST, *SECOND)))
            labels[best], weights[best] = 1, SEGMENT
    return labels, weights


def _by_agreement(page: Page) -> tuple[Table, Table]:
    taken = sum((page.three[mode] > 0.4).astype(np.float32) for mode in (*FIRST, *SECOND))
    labels = np.asarray(taken >= 3, np.float32)
    return labels, np.where((taken == 0) | (taken == 3), AGREED, 0.0).astype(np.float32)


def _by_body(page: Page, body: str) -> tuple[Table, Table]:
    whole, flat = shingles(body), letters(body)
    lines = {letters(line) for line in body.split("\n")}
    share = np.zeros(len(page.page), np.float32)
    weights = np.sqrt(np.maximum(page.one["size"], 4)) / 6 * WHOLE
    for i, piece in enumerate(page.page):
        words = _TOKEN.findall(piece.text)
        if len(words) >= 4:
            runs = [tuple(words[k : k + 4]) for k in range(len(words) - 3)]
            share[i] = sum(run in whole for run in runs) / len(runs)
        elif piece.key in lines:
            share[i] = 1
        elif piece.key in flat and len(piece.key) >= 8:
            weights[i] = 0
    weights *= np.where((share > 0.35) & (share < 0.65), 0.3, 1.0)
    return (share >= 0.5).astype(np.float32), weights.astype(np.float32)


def boost(
    pages: Sequence[Page], names: Sequence[str], which: str, seeds: Sequence[int]
) -> list[str]:
    """Boosters over all pieces of ``pages``."""
    rows = np.concatenate([table(getattr(p, which), names) for p in pages])
    told = [answers(p) for p in pages]
    labels, weights = (np.concatenate([t[k] for t in told]) for k in (0, 1))
    agreed, thinned = np.isclose(weights, AGREED), THINNED
    if which == "own":
        weights, thinned = np.where(agreed, TAUGHT, weights), TAUGHT_OF
    columns = [name.replace(" ", "_") for name in names]
    boosted: list[str] = []
    for seed in seeds:
        rare = np.random.default_rng(seed).random(len(weights)) < thinned
        used = (weights > 0) & (rare | ~agreed)
        told_of_used = lightgbm.Dataset(
            rows[used], labels[used], weight=weights[used], feature_name=columns
        )
        booster = lightgbm.train({**PARAMETERS, "seed": seed}, told_of_used, ROUNDS)
        boosted.append(booster.model_to_string())
    return boosted


def judges(pages: Sequence[Page], split: int) -> Iterator[tuple[Judge, list[Page]]]:
    """For each fold a judge that saw no page of its sites, and its pages."""
    folds = [zlib.crc32(f"{p.site}{split}".encode()) % FOLDS[split] for p in pages]
    for fold in range(FOLDS[split]):
        out = [p for p, f in zip(pages, folds, strict=True) if f == fold]
        rest = [p for p, f in zip(pages, folds, strict=True) if f != fold]
        boosted = (
            Boosters(boost(rest, [*getattr(pages[0], which)], which, SEEDS)) for which, _ in KINDS
        )
        yield Judge(*boosted), out


def texts(judge: Judge, pages: Sequence[Page], *, fast: bool) -> Iterator[tuple[Page, str, bool]]:
    """The text that the whole stage makes of each page, and whether it was read again."""
    table_of_outlets = load_outlets(None)
    for page in pages:
        try:
            found = read_html(page.capture, judge, outlets=table_of_outlets, fast=fast)
            yield page, found.body.content, len(found.readings) > 1
        except InputError:
            yield page, "", False


def figures(made: Sequence[tuple[Page, str, bool]]) -> str:
    """Segments and bodies as the bench scores them."""
    hits = Counter[str]()
    precision, recall = [], []
    for page, text, _ in made:
        flat = " ".join(text.split())
        hits["tp"] += sum(s in flat for s in page.wanted)
        hits["fn"] += sum(s not in flat for s in page.wanted)
        hits["fp"] += sum(s in flat for s in page.unwanted)
        if page.body is not None:
            gold, mine = shingles(page.body), shingles(text)
            both = sum((gold & mine).values())
            precision.append(both / max(1, sum(mine.values())))
            recall.append(both / max(1, sum(gold.values())))
    p, r = float(np.mean(precision)), float(np.mean(recall))
    sp, sr = hits["tp"] / (hits["tp"] + hits["fp"]), hits["tp"] / (hits["tp"] + hits["fn"])
    again = sum(again for _, _, again in made)
    return (
        f"segments P {sp:.4f} R {sr:.4f} F1 {2 * sp * sr / (sp + sr):.4f}; "
        f"bodies P {p:.4f} R {r:.4f} F1 {2 * p * r / (p + r):.4f}; read again {again} of {len(made)}"
    )


def cross_validate(pages: Sequence[Page]) -> None:
    """Print what the whole stage makes of pages of sites that its judge never saw."""
    for split, parts in enumerate(FOLDS):
        folds = list(judges(pages, split))
        for name, fast in (("as needed", False), ("in haste", True)):
            made = [one for judge, out in folds for one in texts(judge, out, fast=fast)]
            print(f"{parts} folds by site, {name}: {figures(made)}", flush=True)


def main() -> None:
    """Read, cross-validate, train, write."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("bench", type=Path)
    reader.add_argument("--only-train", action="store_true", help="no cross-validation")
    asked = reader.parse_args()
    bench = asked.bench
    pages = [*web_pages(bench / "extract_webpages"), *body_pages(bench / "extract_zyte")]
    if not asked.only_train:
        cross_validate(pages)
    for which, name in KINDS:
        boosted = boost(pages, [*getattr(pages[0], which)], which, SEEDS)
        save_boosters(TRAINED / f"page_blocks.{name}.lgb.gz", boosted)
    write_manifest()


if __name__ == "__main__":
    main()
