"""A desk of an invented newsroom: many outlets on few stories, read and compared without models.

Articles are ``bench.wire``'s, with sentences that several outlets share: a figure, and words that
somebody said. What reads them and lines them up are stand-ins that know these sentences by their form
and bear the versions of the real stages, so that a desk takes what they made for its own; all the rest
(keeping, grouping, resolving, origins, speakers, headlines) is crosswire's.

``python -m bench.newsroom FOLDER ARTICLES [--feed SECONDS]`` fills ``FOLDER/desk.sqlite``, or, with
``--feed``, goes on adding to it for so long.
"""

import argparse
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from bench.scaled import as_it_is
from bench.wire import A_DAY, START, Wire, _Story
from crosswire.config import Settings
from crosswire.desk.comparing import Asked, compare_story, comparison_version
from crosswire.desk.desk import Desk
from crosswire.engine.local import LocalEngine
from crosswire.pipeline import Pipeline
from crosswire.project import Project
from crosswire.records import Annotation, Capture, Entity, Mention, Reading, Revision, Span
from crosswire.records.annotation import Token
from crosswire.records.base import stable_id
from crosswire.records.comparison import Comparison, Conflict, Origins, Point, Single
from crosswire.records.quotation import Identified, Mode, Quotation, SourceKind
from crosswire.records.statement import Statement, Tier
from crosswire.stages.annotate import Annotate
from crosswire.stages.check import CheckClaim
from crosswire.stages.clean import Clean
from crosswire.stages.compare import Compare
from crosswire.stages.compare.account import give_account
from crosswire.stages.compare.points import Aligned
from crosswire.stages.compare.table import lay_out
from crosswire.stages.group import Group
from crosswire.stages.outlets import load_outlets
from crosswire.stages.quote import Quote
from crosswire.stages.resolve import Resolve

NEWSROOM = "1"
"""Another as soon as this file makes other articles."""
WORDS = 350
"""Of an article."""
OPEN = 60
"""Stories that go on at one time."""
COMPARED = 150
"""Of the newest stories: what readers look at."""
FACTS = 12
"""Sentences of a story that several outlets print; each article has five of them."""
_COUNTED = re.compile(r"Officials in ([A-Z]\w+) counted (\d+) (\w+) near ([A-Z]\w+)\.")
_SAID = re.compile(r"(“[^”]+,”) (said) ([A-Z]\w+ [A-Z]\w+)\.")
_SENTENCE = re.compile(r"[^.\n]+\.")
_WORD = re.compile(r"\w+|[^\w\s]")
_NAME = re.compile(r"\b[A-Z]\w+ [A-Z]\w+\b")


@dataclass(slots=True)
class _Told(_Story):
    """A story with sentences that several outlets print."""

    facts: list[str] = field(default_factory=list)


class Newsroom(Wire):
    """Twenty tellings a story in the mean; ``since``: the number of the first article."""

    def __init__(self, seed: int = 0, since: int = 0) -> None:
        super().__init__(seed, WORDS)
        self._since = since

    def articles(self, count: int) -> Iterator[Capture]:
        """``count`` articles, oldest first."""
        for _ in range(count):
            yield self._article(self._since, START + timedelta(days=self._since / A_DAY))
            self._since += 1

    def _pick(self) -> _Story:
        draw = self._draw
        if len(self._open) < OPEN:
            self._open.append(self._begun())
        story = draw.choice(self._open)
        story.left -= 1
        if story.left <= 0:
            self._open.remove(story)
        return story

    def _begun(self) -> _Told:
        draw = self._draw
        words = draw.choices(self.vocabulary[200:], cum_weights=self._content[200:], k=40)
        names = draw.sample(self._names, 6)
        tellings = min(80, int(11 * draw.paretovariate(2)))
        people = [f"{draw.choice(self._names)} {draw.choice(names)}" for _ in range(3)]
        facts = [
            f"Officials in {draw.choice(names)} counted {draw.randint(3, 900)} {draw.choice(words)} "
            f"near {draw.choice(names)}."
            for _ in range(FACTS // 2)
        ]
        facts += [
            f"“We saw the {draw.choice(words)} before the {draw.choice(words)} and we will not "
            f"{draw.choice(words)},” said {draw.choice(people)}."
            for _ in range(FACTS - len(facts))
        ]
        return _Told(topic=words, names=names, left=tellings, facts=facts)

    def _body(self, story: _Story, at: datetime) -> str:
        paragraphs = super()._body(story, at).split("\n\n")
        draw = self._draw
        for fact in draw.sample(story.facts if isinstance(story, _Told) else [], k=5):
            told = self._otherwise(fact) if draw.random() < 0.04 else fact
            place = draw.randrange(len(paragraphs))
            paragraphs[place] = f"{told} {paragraphs[place]}"
        return "\n\n".join(paragraphs)

    def _otherwise(self, fact: str) -> str:
        """The same with another figure, where it has one."""
        return re.sub(r"\d+", str(self._draw.randint(3, 900)), fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedClean(Clean):
    """The text as it is."""

    def open(self) -> Callable[[Capture], Revision]:
        """Nothing to load."""
        return as_it_is


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedAnnotate(Annotate):
    """Words, sentences and full names, by their form alone."""

    def open(self) -> Callable[[Revision], Reading]:
        """Nothing to load."""
        return lambda revision: Reading(revision=revision, annotation=self._read(revision))

    def _read(self, revision: Revision) -> Annotation:
        body = revision.body
        names = list(_NAME.finditer(body.content))
        known = {m[0]: stable_id("entity", revision.id, m[0]) for m in names}
        words = list(_WORD.finditer(body.content))
        return Annotation(
            tokens=tuple(
                Token(m.start(), m.end(), m[0], m[0].lower(), "NOUN", "NN", "dep", n)
                for n, m in enumerate(words)
            ),
            sentences=tuple(
                Span.of(body, m.start(), m.end()) for m in _SENTENCE.finditer(body.content)
            ),
            mentions=tuple(
                Mention(span=Span.of(body, m.start(), m.end()), label="PERSON", entity=known[m[0]],
                        name=m[0])
                for m in names
            ),
            entities=tuple(
                Entity(id=key, label="PERSON", name=name, forms=(name,))
                for name, key in known.items()
            ),
            times=(),
            model=self.pipeline,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedQuote(Quote):
    """What stands in marks before "said"."""

    def open(self) -> Callable[[Reading], Reading]:
        """Nothing to load."""
        return self._read

    def _read(self, reading: Reading) -> Reading:
        body = reading.revision.body
        ids = {entity.name: entity.id for entity in reading.annotation.entities}
        found = tuple(
            Quotation(
                mode=Mode.DIRECT,
                content=(Span.of(body, *m.span(1)),),
                cue=(Span.of(body, *m.span(2)),),
                speaker=(Span.of(body, *m.span(3)),),
                speaker_entity=ids.get(m[3]),
                speaker_name=m[3],
                identified=Identified.NAMED,
                source_kind=SourceKind.PERSON,
                because="said before a name",
            )
            for m in _SAID.finditer(body.content)
        )
        return reading.model_copy(update={"quotations": found})


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedCompare(Compare):
    """Lines up the sentences that have the form of a fact."""

    def open(self) -> Callable[[Sequence[Reading]], Comparison]:
        """The table of outlets."""
        known = load_outlets(self.outlets)
        return lambda read: give_account(lay_out(read, known), _ByForm(), stages=("invented",))


class _ByForm:
    """Lines up statements."""

    def align(self, readings: Sequence[Reading], canon: Mapping[str, str]) -> Aligned:
        """Points, conflicts and single accounts."""
        told: dict[str, list[Statement]] = defaultdict(list)
        for reading in readings:
            for key, statement in _facts(reading):
                if all(one.article != statement.article for one in told[key]):
                    told[key].append(statement)
        points = [_point(key, t) for key, t in told.items() if len({_form(s) for s in t}) < len(t)]
        conflicts = [c for t in told.values() if (c := _conflict(t))]
        singles = [_single(t[0]) for t in told.values() if len(t) == 1]
        return Aligned(
            points=tuple(points), conflicts=tuple(conflicts), singles=tuple(singles), undecided=0
        )


def _facts(reading: Reading) -> Iterator[tuple[str, Statement]]:
    body = reading.revision.body
    quoted = {q.content[0].start: q for q in reading.quotations}
    for pattern in (_COUNTED, _SAID):
        for m in pattern.finditer(body.content):
            span, said = Span.of(body, *m.span()), quoted.get(m.start())
            key = re.sub(r"\d+", "#", m[0])
            yield key, Statement(
                article=reading.article, span=span, sentence=span,
                holder=said.speaker_name if said else None,
                holder_entity=said.speaker_entity if said else None,
                quotation=said.id if said else None,
            )  # fmt: skip


def _form(statement: Statement) -> str:
    return statement.span.exact


def _point(key: str, told: Sequence[Statement]) -> Point:
    return Point(
        id=stable_id("point", key), kind="utterance" if told[0].holder else "event",
        relation="same", tier=Tier.SURE, confidence=0.99, wording=told[0],
        speaker=told[0].holder, members=tuple(told), reasons=("the same sentence",),
        origins=Origins(outlets=len(told), at_least=1, at_most=len(told), unknown=len(told)),
    )  # fmt: skip


def _conflict(told: Sequence[Statement]) -> Conflict | None:
    other = next((one for one in told if _form(one) != _form(told[0])), None)
    if other is None:
        return None
    return Conflict(kind="number", grade="conflict", a=told[0], b=other, because="another figure")


def _single(statement: Statement) -> Single:
    return Single(statement=statement, verdict="not found in the other texts",
                  because="the other captures show no cut", tier=Tier.SURE, confidence=0.9)  # fmt: skip


class InventedProject(Project):
    """A project whose line is of stand-ins."""

    @cached_property
    def pipeline(self) -> Pipeline:
        """Each bears the name and the version of the real one."""
        settings, (name, folder) = self.settings, self._choice
        return Pipeline(
            clean=InventedClean(outlets=settings.outlet_table),
            annotate=InventedAnnotate(pipeline=name, folder=folder),
            quote=InventedQuote(),
            compare=InventedCompare(
                folder=settings.data, cache_megabytes=0, outlets=settings.outlet_table
            ),
            check=CheckClaim(folder=settings.data, outlets=settings.outlet_table),
            engine=LocalEngine(debug=True),
        )


class InventedDesk(Desk):
    """A desk that takes texts as they are."""

    @classmethod
    def at(cls, path: Path) -> "InventedDesk":
        """The desk of this file, made where there is none."""
        desk = cls.open(InventedProject(newsroom_settings(path)), create=True)
        desk._clean = InventedClean(outlets=desk.project.settings.outlet_table)
        return desk


def newsroom_settings(path: Path) -> Settings:
    """What this newsroom's desk is opened with, here and by the server."""
    return Settings(data=path.parent, pipeline="small", cache_megabytes=0, store=str(path))


def versions(path: Path) -> str:
    """What a store is made under: with others, all that it holds would be read and compared anew."""
    line = InventedProject(newsroom_settings(path)).pipeline
    stages = (Group(), Resolve())
    others = " ".join(f"{stage.name}/{stage.version}" for stage in stages)
    return f"newsroom/{NEWSROOM} {comparison_version(line)} {others}"


def fill(path: Path, articles: int, say: Callable[[str], object]) -> None:
    """A store of so many articles, read closely, its stories compared."""
    with InventedDesk.at(path) as desk:
        began = time.perf_counter()
        tally = desk.add(Newsroom().articles(articles), closely="shared")
        say(f"{articles} articles, {tally.founded} stories: {time.perf_counter() - began:.0f} s")
        made = 0
        for line in desk.stories(limit=COMPARED):
            compare_story(desk.store, desk.project.pipeline, Asked(line.id), ())
            made += 1
        say(f"{made} compared: {time.perf_counter() - began:.0f} s")


def feed(path: Path, seconds: float, since: int, rate: float | None = None) -> int:
    """Go on adding for so long, twenty articles a run, a run every second, or ``rate`` articles a
    second, in runs of five seconds; how many came."""
    room, came = Newsroom(seed=since, since=since), 0
    begun = time.monotonic()
    some = 20 if rate is None else max(1, round(5 * rate))
    while time.monotonic() < begun + seconds:
        with InventedDesk.at(path) as desk:
            desk.add(room.articles(some), closely="shared")
        came += some
        time.sleep(1 if rate is None else max(0.0, begun + came / rate - time.monotonic()))
    return came


def main() -> None:
    """Fill, or go on."""
    parser = argparse.ArgumentParser(prog="python -m bench.newsroom")
    parser.add_argument("folder", type=Path)
    parser.add_argument("articles", type=int)
    parser.add_argument("--feed", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--rate", type=float, metavar="ARTICLES", help="a second, with --feed")
    asked = parser.parse_args()
    path = asked.folder / "desk.sqlite"
    if asked.feed:
        print(feed(path, asked.feed, asked.articles, asked.rate))
    else:
        fill(path, asked.articles, lambda words: print(words, file=sys.stderr, flush=True))


if __name__ == "__main__":
    main()
