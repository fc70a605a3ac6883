"""One story in one process on one core, as JSON: seconds of each part and peak memory.

``python -m bench.once ARTICLES SENTENCES FOLDER [PAGES…]``: FOLDER holds the memory of what models
made of sentences; a first run fills it, a second finds it filled. With PAGES the story is theirs.
"""

import json
import os
import random
import re
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MEGABYTES = 256
_SWAPS = (
    ("Tarrow", "Varnholm"), ("Harnmouth", "Eastmouth"), ("Orrin", "Wessel"), ("ferry", "barge"),
    ("treaty", "accord"), ("Tuesday", "Friday"), ("Wednesday", "Monday"), ("said", "told reporters"),
)  # fmt: skip
_NUMBER = re.compile(r"\b\d{2,3}\b")


def story(articles: int, sentences: int) -> list[str]:
    """Texts of ``sentences`` sentences, drawn from the repository's invented examples; names, words
    and figures are varied, so that hardly a sentence stands in two of them."""
    pool = list(_sentences())
    return [_text(random.Random(k), pool, sentences) for k in range(articles)]


def _sentences() -> Iterator[str]:
    """Sentences of the examples' articles."""
    from crosswire.config import Settings
    from crosswire.project import Project
    from crosswire.records import Failure

    project = Project(Settings(cache_megabytes=0))
    for read in project.annotate(project.captures(sorted(EXAMPLES.glob("*/*.*")))):
        if not isinstance(read, Failure):
            yield from (s.exact for s in read.annotation.sentences if len(s.exact.split()) > 6)


def _text(draw: random.Random, pool: Sequence[str], sentences: int) -> str:
    taken = [pool[k % len(pool)] for k in draw.sample(range(2 * len(pool)), sentences)]
    return " ".join(_varied(draw, sentence) for sentence in taken)


def _varied(draw: random.Random, sentence: str) -> str:
    for old, new in _SWAPS:
        if draw.random() < 0.5:
            sentence = sentence.replace(old, new)
    return _NUMBER.sub(lambda _: str(draw.randint(11, 998)), sentence)


def main(arguments: Sequence[str]) -> None:
    """Annotate, compare, and compare again in the same process."""
    from crosswire.config import Settings
    from crosswire.project import Project
    from crosswire.records import Capture, Failure, Text

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles, sentences, folder, *pages = arguments
    project = Project(Settings.load(), debug=True)
    texts = [] if pages else story(int(articles), int(sentences))
    given = list(project.captures(pages)) or [
        Capture(
            name=f"a{k}", medium="line", content=Text.of(text), outlet=f"Outlet {k}",
            published="2025-10-15",
        )
        for k, text in enumerate(texts)
    ]  # fmt: skip
    compare = replace(project.pipeline.compare, folder=Path(folder), cache_megabytes=MEGABYTES)
    took: dict[str, float] = {}
    began = time.perf_counter()
    readings = [r for r in project.pipeline.readings(given) if not isinstance(r, Failure)]
    took["annotate"] = time.perf_counter() - began
    began = time.perf_counter()
    run = compare.open()
    took["load"] = time.perf_counter() - began
    for name in ("compare", "again"):
        began = time.perf_counter()
        run(readings)
        took[name] = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    units = sum(len(r.annotation.sentences) for r in readings)
    sys.stdout.write(json.dumps({**took, "peak": peak, "sentences": units}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
