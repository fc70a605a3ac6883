"""Cut the sets that training reads down to a few lines each: a rehearsal of ``make train``.

    python -m training.rehearsal --bench ../shared/bench --out build/rehearsal/bench

What is trained on so little is worth nothing; that every step runs, in order, is what is shown.
``SMALL=1 make train`` does this, in a copy of the sources (``scripts/train.sh``).
"""

import argparse
import gzip
import json
from collections.abc import Container, Iterable
from pathlib import Path

from training.point_stories import Line, rows

FIRST = {
    "align_qaalign/pairs.jsonl.gz": 30,
    "align_superpal/alignments.jsonl.gz": 30,
    "answers_nanco/questions.jsonl.gz": 1,
    "coref_ecbplus/documents.jsonl.gz": 30,
    "entailment_rte/pairs.jsonl.gz": 60,
    "extract_webpages/annotations.jsonl.gz": 120,
    "quotes_polnear/articles.jsonl.gz": 20,
    "story_allsides/articles_full.jsonl.gz": 150,
    "sts_headlines/pairs.jsonl.gz": 60,
}
"""Lines kept of each file, the first ones."""
WHOLE = ("extract_webpages/pages.tar.xz", "extract_zyte/html", "score")
"""What is linked as it stands."""
PAGES = 25
"""Pages kept of ``extract_zyte``."""
TRAINING, PUBLIC = 10, 3
"""Stories kept of ``statements``: the shortest in which something conflicts, and the first public."""


def write(path: Path, lines: Iterable[Line]) -> None:
    """JSON lines in a gzip file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def shortest(golds: Iterable[Line]) -> list[Line]:
    """The stories with a conflict and the fewest points."""
    disputed = [gold for gold in golds if gold["conflicts"]]
    return sorted(disputed, key=lambda gold: len(gold["points"]))[:TRAINING]


def of(stories: Container[str], articles: Iterable[Line]) -> list[Line]:
    """The articles of the stories."""
    return [article for article in articles if article["story"] in stories]


def statements(source: Path, out: Path) -> None:
    """A few stories with their articles."""
    training = shortest(rows(source / "train_gold.jsonl.gz"))
    public = rows(source / "gold.jsonl.gz")[:PUBLIC]
    for golds, gold, articles in (
        (training, "train_gold", "train_articles"),
        (public, "gold", "articles"),
    ):
        names = {g["story"] for g in golds}
        write(out / f"{gold}.jsonl.gz", golds)
        write(out / f"{articles}.jsonl.gz", of(names, rows(source / f"{articles}.jsonl.gz")))


def bodies(source: Path, out: Path) -> None:
    """The true bodies of a few pages."""
    known = json.loads(source.read_text(encoding="utf-8"))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(dict(list(known.items())[:PAGES])), encoding="utf-8")


def main() -> None:
    """Cut, link."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for name, most in FIRST.items():
        write(options.out / name, rows(options.bench / name)[:most])
    statements(options.bench / "statements", options.out / "statements")
    truth = "extract_zyte/ground-truth.json"
    bodies(options.bench / truth, options.out / truth)
    for name in WHOLE:
        link = options.out / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to((options.bench / name).resolve())


if __name__ == "__main__":
    main()
