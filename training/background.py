"""Count in how many news texts each stem stands: what makes a word rare.

    python -m training.background ../shared/bench

Writes ``points.words.json.gz``: counts, no text. It comes before everything that reads pairs, for
which pairs are looked at depends on it, and so do the scores of the pair reader that belong to them.
Texts with a non-commercial licence and stories scored elsewhere are left out.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from crosswire.models.catalog import write_manifest
from crosswire.stages.compare.points import words
from training.point_stories import NON_COMMERCIAL, SCORED_ELSEWHERE, TRAINED, Line, rows

FLOOR = 3
"""Texts below which a stem is not kept: it is as rare as can be."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def texts(bench: Path) -> list[str]:
    """The texts counted."""
    told = rows(bench / "statements" / "train_articles.jsonl.gz")
    more = rows(bench / "story_allsides" / "articles_full.jsonl.gz")
    return [
        *(a["text"] for a in told if not a["source_doc"].startswith(NON_COMMERCIAL)),
        *(a["text"] or "" for a in more if a["story_id"] not in SCORED_ELSEWHERE),
    ]


def counted(found: Iterable[str]) -> Line:
    """How many texts there are, and how many hold each stem."""
    counts: Counter[str] = Counter()
    documents = 0
    for text in found:
        documents += 1
        counts.update({words.stem(word) for word in _WORD.findall(text)})
    kept = {word: n for word, n in sorted(counts.items()) if n >= FLOOR}
    return {"documents": documents, "floor": FLOOR, "counts": kept}


def main() -> None:
    """Count, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, help="folder of the public test sets")
    table = counted(texts(parser.parse_args().bench))
    packed = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    (TRAINED / "points.words.json.gz").write_bytes(gzip.compress(packed, 9, mtime=0))
    write_manifest()
    print(f"{table['documents']} texts, {len(table['counts'])} stems")


if __name__ == "__main__":
    main()
