"""Train the vote on the day of publication, and report how well it does by cross-validation.

Run ``python -m training.publication_day BENCH``; it writes the weights into
``src/crosswire/models/trained/publication_day.json``. Domains are never split between training and
testing.
"""

import argparse
import gzip
import json
import logging
import re
import tarfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from crosswire.intake.decode import decode
from crosswire.models.catalog import TRAINED
from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.guess import guessed_day
from crosswire.stages.clean.meta import page_places
from crosswire.stages.clean.outline import pieces, zones
from crosswire.stages.clean.placed import Stated
from crosswire.stages.clean.stated import stated_dates
from crosswire.stages.clean.vote import described_days, local_times, needs_guess
from crosswire.stages.clean.walk import walk

FOLDS, SEEDS = 10, 5
STRENGTH = 0.1
"""How strongly weights are drawn to their prior."""
NAIVE = 0.2
"""The prior: this share of the log-odds that a day with the feature is right (naive Bayes)."""
SILENCED = (("words",), ("url",), ("words", "url"))
"""Kinds of place left out of further copies of a page, which teach what the others are worth."""
SILENCED_WEIGHT = 0.3
MOST_MODIFIED = 0.3
"""A time of change that agrees may support a day by this much at most."""
OUT = TRAINED / "publication_day.json"
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Page:
    """The days of one page, their features, and which of them is right (-1: none)."""

    domain: str
    gold: str
    days: list[str]
    features: list[dict[str, float]]
    tested: bool = True
    """Whether its day is part of the set's test, and not only noted beside the text."""
    copies: tuple["Page", ...] = ()
    """The page again with some of its places silent."""

    @property
    def right(self) -> int:
        """The number of the right day."""
        return self.days.index(self.gold) if self.gold in self.days else -1

    @property
    def teaches(self) -> bool:
        """Whether its copies teach: the page itself does, or states one day only."""
        return self.right >= 0 and (len(self.days) < 2 or self.usable)

    @property
    def usable(self) -> bool:
        """Whether it teaches: no page whose annotator took the time of a change."""
        if self.right < 0 or len(self.days) < 2:
            return False
        told = self.features[self.right]
        changed = "only modified" in told or "-modified elsewhere" in told
        return not (changed and "-others explicit" in told)


def read(folder: Path) -> list[Page]:
    """Every page of a set whose day is annotated."""
    logging.disable(logging.CRITICAL)
    with gzip.open(folder / "annotations.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = _days(rows)
    found: dict[str, Page] = {}
    with tarfile.open(folder / "pages.tar.xz") as bundle:
        for member in bundle:
            row = gold.get(member.name.rsplit("/", 1)[-1])
            file = bundle.extractfile(member) if row and member.isfile() else None
            if row is not None and file is not None:
                found[row["file"]] = _page(file.read(), row)
    return [page for _, page in sorted(found.items())]


def _days(rows: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """File → its day: as annotated for dates, else as noted beside the text (to train on only)."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        noted = (row.get("text_extra") or {}).get("date") or ""
        tested = isinstance(row.get("date"), str)
        if tested or (re.fullmatch(r"\d{4}-\d\d-\d\d", noted) and row["file"] not in found):
            found[row["file"]] = {**row, "date": row["date"] if tested else noted, "tested": tested}
    return found


def _page(data: bytes, row: dict[str, Any]) -> Page:
    tree = parse(decode(data, where=row["file"])[0])
    places = page_places(tree, None, pieces(tree, zones(walk(tree))))
    stated = local_times(stated_dates(places))
    if needs_guess(stated) and (day := guessed_day(tree, places.pieces, places.address)):
        stated = [*stated, Stated(day, day, "inferred", "guess")]
    copies = (_described(_without(stated, silent), row) for silent in SILENCED)
    return replace(_described(stated, row), copies=tuple(page for page in copies if page.usable))


def _without(stated: Sequence[Stated], silent: Sequence[str]) -> list[Stated]:
    return [s for s in stated if s.kind.split()[0] not in silent]


def _described(stated: Sequence[Stated], row: dict[str, Any]) -> Page:
    told = described_days(stated)
    return Page(row["domain"], row["date"], list(told), list(told.values()), row["tested"])


def train(pages: Sequence[Page]) -> dict[str, float]:
    """The weights that make the right days likeliest."""
    taught = [(p, 1.0) for p in pages if p.usable]
    taught += [(copy, SILENCED_WEIGHT) for p in pages if p.teaches for copy in p.copies]
    pages, weighs = [p for p, _ in taught], [w for _, w in taught]
    names = sorted({name for p in pages for told in p.features for name in told})
    tables = [_table(p, names) for p in pages]
    rights = [p.right for p in pages]
    bounds = [_bound(name) for name in names]
    low = np.array([-np.inf if b[0] is None else b[0] for b in bounds])
    high = np.array([np.inf if b[1] is None else b[1] for b in bounds])
    prior = np.clip(NAIVE * _log_odds(tables, rights, len(names)), low, high)

    def loss(weights: Vector) -> tuple[float, Vector]:
        away = weights - prior
        total, slope = STRENGTH * float(away @ away), 2 * STRENGTH * away
        for table, right, weigh in zip(tables, rights, weighs, strict=True):
            scores = table @ weights
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            total -= weigh * float(np.log(chances[right] + 1e-12))
            chances[right] -= 1
            slope += weigh * (table.T @ chances)
        return total, slope

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds)
    return {n: round(float(w), 3) for n, w in zip(names, found.x, strict=True) if round(w, 3)}


def _table(page: Page, names: Sequence[str]) -> Vector:
    return np.array([[told.get(name, 0.0) for name in names] for told in page.features])


def _log_odds(tables: Sequence[Vector], rights: Sequence[int], size: int) -> Vector:
    right, wrong = np.ones(size), np.ones(size)
    for table, row in zip(tables, rights, strict=True):
        right += table[row]
        wrong += table.sum(axis=0) - table[row]
    return np.log(right / wrong)


def _bound(name: str) -> tuple[float | None, float | None]:
    """What can only speak against stays below nought, what can only speak for above it."""
    if name.startswith("-"):
        return None, 0.0
    if name == "only modified":
        return None, None
    return 0.0, MOST_MODIFIED if name == "modified" else None


def pick(page: Page, weights: dict[str, float]) -> str | None:
    """The day with the highest score."""
    scores = [sum(weights.get(n, 0.0) * v for n, v in told.items()) for told in page.features]
    return page.days[int(np.argmax(scores))] if scores else None


def cross_validate(pages: Sequence[Page]) -> float:
    """The share of pages whose day is found by weights that never saw their domain."""
    right = 0
    for seed in range(SEEDS):
        folds = [zlib.crc32(f"{p.domain}{seed}".encode()) % FOLDS for p in pages]
        for fold in range(FOLDS):
            weights = train([p for p, f in zip(pages, folds, strict=True) if f != fold])
            tested = [p for p, f in zip(pages, folds, strict=True) if f == fold and p.tested]
            right += sum(pick(p, weights) == p.gold for p in tested)
    return right / (SEEDS * sum(p.tested for p in pages))


def main() -> None:
    """Read the pages, report, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    pages = read(parser.parse_args().bench / "extract_webpages")
    tested = [p for p in pages if p.tested]
    stated = sum(p.right >= 0 for p in tested)
    print(f"{len(pages)} pages, {len(tested)} tested; right day among those stated: {stated}")
    print(f"exact day, cross-validated by domain: {cross_validate(pages):.4f}")
    weights = train(pages)
    right = sum(pick(p, weights) == p.gold for p in tested) / len(tested)
    print(f"exact day on the pages it was trained on: {right:.4f}")
    OUT.write_text(json.dumps({"weights": weights}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
