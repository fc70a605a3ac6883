"""How each kind of job is done. All of it may be done twice: what is kept already adds nothing."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from crosswire.desk import judging
from crosswire.desk.identity import addressed
from crosswire.desk.judging_names import judge_names, withdraw_names
from crosswire.desk.resolving import recipe_of
from crosswire.desk.rounds import Plan
from crosswire.desk.wanted import (
    Add,
    ChangeSource,
    Compare,
    JudgeArticles,
    JudgeNames,
    JudgePassages,
    Place,
    Wanted,
    Withdraw,
)
from crosswire.errors import ConfigError
from crosswire.intake.judgements import append_judgement, read_judgements, withdraw_judgement
from crosswire.records.article import Capture
from crosswire.records.entity import EntityJudgement
from crosswire.records.failure import Failure
from crosswire.records.job import Job
from crosswire.records.judgement import Judgement, Side
from crosswire.records.span import Span
from crosswire.records.story import StoryJudgement
from crosswire.stages.group import Group
from crosswire.store import notes
from crosswire.store.base import Reader, capture_key
from crosswire.store.exporting import articles_of
from crosswire.store.notes import Stretch
from crosswire.store.order import now

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk

Result = dict[str, Any]
MOST_OF_ONE_FEED = 50
"""Pages that are fetched of one feed at most."""
_PATIENCE = 120.0
"""Seconds that a line-up waits to be kept while others write: it may have taken minutes."""
_NAMED = 200
"""Articles and failures that a result names."""


class Telling(Protocol):
    """Hears how far a job is."""

    def pages(self, items: Iterable[Any]) -> Iterator[Any]:
        """Passes pages on and counts them."""
        ...

    def watch(self, items: Iterable[Any], words: str) -> Iterable[Any]:
        """Passes other items on."""
        ...


def do(desk: "Desk", job: Job, asked: Wanted, told: Telling) -> Result:
    """Do what a job asks for; what came of it."""
    if isinstance(asked, Add):
        return _add(desk, job, asked, told)
    if isinstance(asked, JudgeArticles | JudgeNames | JudgePassages):
        return _judge(desk, job, asked)
    if isinstance(asked, Withdraw):
        return _withdraw(desk, job, asked)
    if isinstance(asked, Compare):
        return _compare(desk, asked.story)
    if isinstance(asked, ChangeSource):
        return _change_source(desk, asked)
    return dict(desk.regroup().counts)


def _change_source(desk: "Desk", asked: ChangeSource) -> Result:
    """By its whole address. One that is not there is forgotten: a worker may have died having done so."""
    there = any(line.source.url == asked.url for line in desk.sources())
    if asked.act == "forget":
        if there:
            desk.forget_source(asked.url)
        return {"source": asked.url, "state": "forgotten"}
    if not there:
        raise ConfigError(
            f"the address of a source was wanted, none is watched at {asked.url[:200]}"
        )
    changed = desk.set_source(asked.url, "paused" if asked.act == "pause" else "active")
    return {"source": asked.url, "state": changed.state}


# ---- adding ------------------------------------------------------------------------------------


class _Came:
    """What came: the keys of captures, and what could not be used."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.failures: list[dict[str, str]] = []

    def hear(self, failure: Failure) -> bool:
        """A failure: its place and its kind. Its words may be the page's, and are kept with others."""
        if len(self.failures) < _NAMED:
            self.failures.append({"item": failure.item, "kind": failure.kind})
        return True

    def see(self, items: Iterable[Capture | Failure]) -> Iterator[Capture | Failure]:
        """Passes pages on and remembers them."""
        for item in items:
            if isinstance(item, Capture) and len(self.keys) < _NAMED:
                self.keys.append(capture_key(addressed(item)))
            yield item


def _add(desk: "Desk", job: Job, asked: Add, told: Telling) -> Result:
    if asked.watch and asked.names:
        with desk.watching(Plan(headlines=asked.headlines)) as watch:
            watch.name(asked.names)
    came = _Came()
    folder, files = desk.jobs.inbox.lay_out(job.id, asked.files)
    names = [*map(str, files), *asked.names]
    read = desk.project.named(names, most=MOST_OF_ONE_FEED, headlines=asked.headlines)
    captures = came.see(_as_sent(told.pages(read), str(folder)))
    tally = desk.add(
        captures, closely=asked.closely, told=came.hear, watch=told.watch,
        command=f"add (asked by {job.asked_by})",
    )  # fmt: skip
    with desk.store.read() as reader:
        kept = articles_of(reader.connection, came.keys)
    return {"counts": tally.counts, "words": tally.words, "articles": kept,
            "failures": came.failures}  # fmt: skip


def _as_sent(items: Iterable[Capture | Failure], folder: str) -> Iterator[Capture | Failure]:
    """Files are known by the names they were sent under, and not by where they lay here."""
    for item in items:
        if isinstance(item, Failure):
            words = _unplaced(item.words, folder)
            yield item.model_copy(update={"item": _unplaced(item.item, folder), "words": words})
        elif item.origin and item.origin.startswith(folder):
            yield item.model_copy(update={"origin": _unplaced(item.origin, folder)})
        else:
            yield item


def _unplaced(words: str, folder: str) -> str:
    """``words`` without the folder and the number of the file in it."""
    parts = words.split(f"{folder}/")
    return parts[0] + "".join(part.partition("/")[2] for part in parts[1:])


# ---- judging -----------------------------------------------------------------------------------


def _judge(desk: "Desk", job: Job, asked: JudgeArticles | JudgeNames | JudgePassages) -> Result:
    if isinstance(asked, JudgeArticles):
        return _judge_articles(desk, job, asked)
    if isinstance(asked, JudgeNames):
        return _judge_names(desk, job, asked)
    return _judge_passages(desk, job, asked)


def _judge_articles(desk: "Desk", job: Job, asked: JudgeArticles) -> Result:
    made = StoryJudgement(
        a=asked.a, b=asked.b, decision=asked.decision, because=asked.because,
        made_by=job.asked_by, made_at=job.asked_at,
    )  # fmt: skip
    return _placed(judging.judge(desk.store, Group(), made))


def _placed(judged: judging.Judged) -> Result:
    return {"judgement": judged.judgement.id, "stories": [*judged.lies],
            "moved": len(judged.moves)}  # fmt: skip


def _judge_names(desk: "Desk", job: Job, asked: JudgeNames) -> Result:
    made = EntityJudgement(
        a=asked.a, b=asked.b, decision=asked.decision, because=asked.because,
        made_by=job.asked_by, made_at=job.asked_at,
    )  # fmt: skip
    judged = judge_names(desk.store, recipe_of(desk.project.settings), made)
    return {"judgement": judged.judgement.id, "entities": [*judged.entities]}


def _judge_passages(desk: "Desk", job: Job, asked: JudgePassages) -> Result:
    file = desk.project.settings.judgements_file
    with desk.store.read() as reader:
        a, b = (_side(reader, place) for place in (asked.a, asked.b))
    if a.span == b.span:
        raise ConfigError("two passages were wanted, got one twice")
    made = Judgement(
        story=asked.story, a=a, b=b, decision=asked.decision, hard=asked.hard,
        because=asked.because, made_by=job.asked_by, made_at=job.asked_at,
    )  # fmt: skip
    if made.id not in {one.id for one in read_judgements(file)}:
        append_judgement(file, made)
    return {"judgement": made.id, **_compare(desk, asked.story)}


def _side(reader: Reader, place: Place) -> Side:
    words = notes.words_at(reader.connection, Stretch(place.text, place.start, place.end))
    if not words:
        raise ConfigError(
            f"a passage of a text that is kept was wanted, got {place.text[:80]}:{place.start}:"
            f"{place.end}"
        )
    span = Span(text=place.text, start=place.start, end=place.end, exact=words)
    return Side(article=place.article, outlet=place.outlet, span=span)


def _withdraw(desk: "Desk", job: Job, asked: Withdraw) -> Result:
    if asked.of == "passage":
        return _withdraw_passage(desk, job, asked)
    if asked.of == "entity":
        recipe = recipe_of(desk.project.settings)
        gone = withdraw_names(desk.store, recipe, asked.judgement, job.asked_by)
        return {"judgement": gone.judgement.id, "entities": [*gone.entities]}
    with desk.store.read() as reader:
        found = reader.judgement(asked.judgement)
        if found.withdrawn_by == job.asked_by and isinstance(found, StoryJudgement):
            return {"judgement": found.id, "moved": 0,
                    "stories": [reader.story_of(found.a), reader.story_of(found.b)]}  # fmt: skip
    return _placed(judging.withdraw(desk.store, Group(), asked.judgement, job.asked_by))


def _withdraw_passage(desk: "Desk", job: Job, asked: Withdraw) -> Result:
    file = desk.project.settings.judgements_file
    known = {one.id: one for one in read_judgements(file)}
    found = known.get(asked.judgement)
    if found is None or found.withdrawn_by != job.asked_by:
        found = withdraw_judgement(file, asked.judgement, by=job.asked_by, at=now())
    return {"judgement": found.id, **(_compare(desk, asked.story) if asked.story else {})}


# ---- comparing ---------------------------------------------------------------------------------


def _compare(desk: "Desk", story: str) -> Result:
    made = desk.compare(story, patience=_PATIENCE)
    return {"story": story, "compared": made.comparison is not None, "note": made.note,
            "failures": [{"item": one.item, "kind": one.kind} for one in made.failures]}  # fmt: skip
