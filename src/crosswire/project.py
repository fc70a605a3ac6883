"""The Python side of every command: what the command line and later the web page both call."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from crosswire.config import Settings
from crosswire.engine.base import Engine
from crosswire.engine.local import LocalEngine
from crosswire.errors import ConfigError
from crosswire.intake.files import read_paths
from crosswire.intake.judgements import read_judgements, standing
from crosswire.intake.meter import Meter
from crosswire.models.catalog import Choice, choice_note, choose
from crosswire.records.article import Capture, Revision
from crosswire.records.check import ClaimCheck
from crosswire.records.comparison import Comparison, Undecided
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.records.story import Arrival
from crosswire.records.witness import Witness
from crosswire.stages.clean import Clean
from crosswire.stages.clean.repeated import known, of_run, without

if TYPE_CHECKING:
    from crosswire.pipeline import Pipeline


class Project:
    """Settings, models and the straight line, put together once."""

    def __init__(self, settings: Settings, *, debug: bool = False) -> None:
        self.settings = settings
        self._debug = debug

    @cached_property
    def engine(self) -> Engine:
        """Where pages are read: here, or in as many processes or actors as the settings ask for."""
        chosen, workers = self.settings.engine, self.settings.workers
        if chosen == "local" and workers > 1:
            raise ConfigError(
                f"the engine local is one process, and {workers} workers were asked for; take "
                "--engine pool, or --workers 1"
            )
        if chosen == "ray":
            from crosswire.engine.ray import RayEngine

            return RayEngine(workers, debug=self._debug)
        if chosen == "pool" or workers > 1:
            from crosswire.engine.pool import PoolEngine

            return PoolEngine(workers, debug=self._debug)
        return LocalEngine(debug=self._debug)

    @cached_property
    def _choice(self) -> Choice:
        """The English pipeline to read with."""
        return choose(self.settings.pipeline, self.settings.data)

    @cached_property
    def pipeline(self) -> "Pipeline":
        """The stages as this project's settings ask for them; raises ``ModelError``."""
        # Who only reads pages does not wait for what lines them up.
        from crosswire.pipeline import Pipeline
        from crosswire.stages.annotate import Annotate
        from crosswire.stages.check import CheckClaim
        from crosswire.stages.compare import Compare
        from crosswire.stages.quote import Quote

        name, folder = self._choice
        return Pipeline(
            clean=Clean(outlets=self.settings.outlet_table),
            annotate=Annotate(pipeline=name, folder=folder),
            quote=Quote(),
            compare=Compare(
                folder=self.settings.data,
                cache_megabytes=self.settings.cache_megabytes,
                outlets=self.settings.outlet_table,
            ),
            check=CheckClaim(
                folder=self.settings.data,
                cache_megabytes=self.settings.cache_megabytes,
                outlets=self.settings.outlet_table,
            ),
            engine=self.engine,
        )

    def captures(
        self, paths: Iterable[str | Path], meter: Meter | None = None
    ) -> Iterator[Capture | Failure]:
        """Every page under ``paths``; what cannot be read becomes a ``Failure``.

        ``meter`` is told how far reading has come.
        """
        limit = self.settings.max_megabytes
        return read_paths(map(str, paths), max_megabytes=limit, meter=meter)

    def named(
        self,
        names: Iterable[str],
        *,
        most: int,
        headlines: bool = False,
        say: Callable[[str], object] = lambda _: None,
    ) -> Iterator[Capture | Failure]:
        """The same, and what is fetched: addresses, feeds and lists among ``names``.

        Of each feed the newest ``most`` pages; with ``headlines``, title and summary of those that
        cannot be fetched; ``say`` is told how many are left out. Nothing is fetched that is not
        named, or named by a feed that is.
        """
        from crosswire.intake.addresses import Named, is_address, list_file

        wanted = [str(name) for name in names]
        if not any(name == "-" or is_address(name) or list_file(name) for name in wanted):
            yield from self.captures(wanted)
            return
        from crosswire.net.fetcher import Fetcher

        megabytes = self.settings.max_megabytes
        with Fetcher.of(self.settings) as fetcher:
            reading = Named(
                fetcher=fetcher, max_megabytes=megabytes, most=most, headlines=headlines, say=say
            )
            yield from reading.read(wanted)

    def extract(
        self, captures: Iterable[Capture | Failure], *, fast: bool = False
    ) -> Iterator[Revision | Failure]:
        """The article of each page, in any language; ``fast`` reads a page once at most, and lists
        nothing of what was removed."""
        clean = Clean(outlets=self.settings.outlet_table, fast=fast)
        return self.engine.map(clean, captures, label=lambda c: c.name)

    def annotate(self, captures: Iterable[Capture | Failure]) -> Iterator[Reading | Failure]:
        """Each page read whole: sentences, names, times, quotations."""
        return self.pipeline.readings(captures)

    def group(self, captures: Iterable[Capture | Failure]) -> Iterator[tuple[str, str] | Failure]:
        """The story of every article of a stream, told after the last; nothing is kept.

        Articles are taken in the order they come. Failures come first.
        """
        from crosswire.stages.group import Group, group_all

        refused: list[Failure] = []
        # The last article may still move the first.
        placed = [*group_all(Group().open(), self._arrivals(captures, refused))]
        yield from refused
        yield from placed

    def _arrivals(
        self, captures: Iterable[Capture | Failure], refused: list[Failure]
    ) -> Iterator[Arrival]:
        """Lines as they are, pages cleaned; what cannot be used goes to ``refused``."""
        from crosswire.pipeline import arrival, arrival_of

        for taken, run in groupby(captures, key=_is_line):
            if taken:
                yield from (arrival_of(one) for one in run if isinstance(one, Capture))
                continue
            for read in self.extract(run):
                if isinstance(read, Failure):
                    refused.append(read)
                else:
                    yield arrival(read, article=read.article)

    def compare(
        self,
        captures: Iterable[Capture | Failure],
        *,
        story: str = "story",
        primary: Iterable[Capture | Failure] = (),
        judgements: Path | None = None,
    ) -> Iterator[Comparison | Failure]:
        """One comparison for each story named on the captures; unnamed ones are one ``story``.

        Stories come in the order of their first page; failures come first. Quotations are set
        against the transcripts, statements and documents of ``primary``, which are no pages. What
        ``judgements`` holds is honoured, or the file that the settings name.
        """
        witnesses: list[Witness] = []
        yield from _failures(self.pipeline.witnesses(primary), witnesses)
        stories: dict[str, dict[str, Reading]] = {}
        yield from _sorted(self.pipeline.readings(captures), stories, story)
        again = of_run(reading for told in stories.values() for reading in told.values())
        compared = self.pipeline.comparisons(
            [[without(r, again.get(known(r), ())) for r in told.values()]
             for told in stories.values()]
        )  # fmt: skip
        judged = standing(read_judgements(judgements or self.settings.judgements_file))
        if judged:
            compared = self.pipeline.honoured(compared, judged)
        if witnesses:
            compared = self.pipeline.against(compared, witnesses)
        note = choice_note(self.settings.pipeline, self._choice)
        for name, outcome in zip(stories, compared, strict=True):
            if isinstance(outcome, Failure):
                yield outcome.model_copy(update={"item": name})
            else:
                notes = (*outcome.notes, note) if note else outcome.notes
                yield outcome.model_copy(update={"story": name, "notes": notes})

    def set_against(
        self, comparison: Comparison, primary: Iterable[Capture | Failure]
    ) -> Iterator[Comparison | Failure]:
        """A comparison with its quotations set against primary sources, where any is given."""
        witnesses: list[Witness] = []
        yield from _failures(self.pipeline.witnesses(primary), witnesses)
        if witnesses:
            yield from self.pipeline.against([comparison], witnesses)
        else:
            yield comparison

    def review(
        self, captures: Iterable[Capture | Failure], file: Path, *, story: str = "story"
    ) -> Iterator[tuple[Comparison, Undecided] | Failure]:
        """What waits for a person's judgement, story by story, the nearest to a point first.

        Pairs that ``file`` holds a standing judgement on wait no longer.
        """
        from crosswire.stages.compare.judged import to_review

        judged = standing(read_judgements(file))
        for compared in self.compare(captures, story=story, judgements=file):
            if isinstance(compared, Failure):
                yield compared
            else:
                yield from ((compared, pair) for pair in to_review(compared, judged))

    def check(
        self, claim: str, captures: Iterable[Capture | Failure]
    ) -> Iterator[ClaimCheck | Failure]:
        """Who carries ``claim``, and in what form; failures of pages come first.

        Raises ``ConfigError`` for what is no sentence or quotation.
        """
        if not any(c.isalnum() for c in claim) or len(claim) > MOST_CLAIM:
            raise ConfigError(
                f"check takes a sentence or a quotation of up to {MOST_CLAIM:,} characters, "
                f"got {len(claim):,} ({claim[:40]!r})"
            )
        pages: list[Reading] = []
        for read in self.pipeline.readings(captures):
            if isinstance(read, Failure):
                yield read
            else:
                pages.append(read)
        if pages:
            yield from self.pipeline.answers([" ".join(claim.split())], pages)


MOST_CLAIM = 1000
"""Characters of a sentence or quotation that is looked for."""


def _is_line(one: Capture | Failure) -> bool:
    """An article line is taken as it is."""
    return isinstance(one, Capture) and one.medium == "line"


def _failures(found: Iterable[Witness | Failure], kept: list[Witness]) -> Iterator[Failure]:
    """What failed; what did not is ``kept``."""
    for outcome in found:
        if isinstance(outcome, Failure):
            yield outcome
        else:
            kept.append(outcome)


def _sorted(
    readings: Iterable[Reading | Failure], stories: dict[str, dict[str, Reading]], unnamed: str
) -> Iterator[Failure]:
    """Put each reading into its story; what cannot be put there is given back."""
    for read in readings:
        if isinstance(read, Failure):
            yield read
            continue
        told = stories.setdefault(read.revision.capture.story or unnamed, {})
        if read.article in told:
            yield _named_twice(read.article)
        else:
            told[read.article] = read


def _named_twice(article: str) -> Failure:
    """A cell that names an article must name one."""
    words = (
        f"wanted an id of its own for each article of a story, got {article!r} a second time; "
        "the first was kept"
    )
    return Failure(stage="compare", item=article, kind="same-name", words=words)
