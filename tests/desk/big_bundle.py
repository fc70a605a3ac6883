"""A program of the tests: a bundle of one article that was captured often, in large pages.

    python -m tests.desk.big_bundle FOLDER CAPTURES MEGABYTES

Makes the store in FOLDER first, in a process of its own. Says as JSON what the bundle has, how many bytes
it is, and by how many megabytes the process that wrote it grew.
"""

import json
import random
import resource
import subprocess
import sys
from pathlib import Path

from crosswire.desk.bundling import write_bundle
from crosswire.desk.comparing import Compared
from crosswire.records import Comparison, Span
from crosswire.records.comparison import Page
from crosswire.records.story import story_id
from crosswire.store.base import open_store
from tests.store.made import add, founded, page

WORDS = "The weir at Tamsel was shut on Monday."


def fill(path: Path, captures: int, size: int) -> None:
    """One article, in one state, captured again and again with other furniture."""
    dice = random.Random(7)
    with open_store(str(path)) as store:
        for n in range(captures):
            noise = dice.randbytes(size // 2).hex()
            source = f"<html><h1>Weir</h1><p>{WORDS} {n}.</p><!-- {noise} --></html>"
            with store.write("add") as writer, writer.batch() as batch:
                made = page("weir", f"{WORDS} {n}.", html=source)
                at = source.index(WORDS)
                run = made.runs[0].model_copy(update={"original": at})
                removed = made.removed[0].model_copy(
                    update={"span": Span.of(made.capture.content, at, at + 4)}
                )
                made = made.model_copy(update={"runs": (run,), "removed": (removed,)})
                added = add(batch, made, f"2031-05-08T{n // 60:02}:{n % 60:02}:00+00:00")
                if n == 0:
                    batch.apply_moves([founded(added.article_id)])


def write(path: Path) -> None:
    """The bundle; how far this process grew for it."""
    with open_store(str(path)) as store, store.read() as reader:
        article = reader.resolve_article("weir")
        story = story_id(article)
        revision = reader.revision(reader.current([article])[article])
        shown = Page(
            article=revision.article, outlet="x", outlet_source=None, headline=revision.headline,
            standfirst=None, authors=(), published=revision.published, voices=(),
            completeness=revision.completeness, sentences=1, removed=0,
        )  # fmt: skip
        empty = Compared(Comparison(story=story, readings=(), pages=(shown,)))
        del revision
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with path.with_name("weir.wacz").open("wb") as out:
            made = write_bundle(reader, empty, story, out)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    sys.stdout.write(
        json.dumps({"captures": made.captures, "bytes": made.bytes, "grown": grown}) + "\n"
    )


if __name__ == "__main__":
    place, rest = Path(sys.argv[1]) / "desk.sqlite", sys.argv[2:]
    if rest:
        number, megabytes = map(int, rest)
        fill(place, number, megabytes * 1_000_000)
        # What this process took is none of the bundle's.
        subprocess.run([sys.executable, "-m", "tests.desk.big_bundle", sys.argv[1]], check=True)
    else:
        write(place)
