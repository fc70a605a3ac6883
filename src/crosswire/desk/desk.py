"""The Python side of every command that keeps something."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Literal, Self

from crosswire.closing import Closing
from crosswire.desk import reading
from crosswire.desk.adding import Adding, Told
from crosswire.desk.comparing import PATIENCE, Asked, Compared, compare_story
from crosswire.desk.evidence import clear_away, retain
from crosswire.desk.explaining import explain
from crosswire.desk.grouping import Grouping
from crosswire.desk.handles import story_meant
from crosswire.desk.inbox import inbox_of
from crosswire.desk.jobs import Jobs
from crosswire.desk.judging import Judged, judge, known_then, withdraw
from crosswire.desk.noting import Noting
from crosswire.desk.origins import bounded
from crosswire.desk.people import People
from crosswire.desk.resolving import recipe_of, resolve_kept
from crosswire.desk.rounds import Outside, Plan
from crosswire.desk.tally import Tally
from crosswire.desk.watching import Watching
from crosswire.intake.judgements import read_judgements, standing
from crosswire.project import Project
from crosswire.records.article import Capture
from crosswire.records.explanation import Explanation
from crosswire.records.failure import Failure
from crosswire.records.lists import (
    EntityLine,
    FailureLine,
    Hits,
    Query,
    QuoteLine,
    RevisionLine,
    RunLine,
    StoryLine,
    StoryOrder,
    StoryPage,
)
from crosswire.records.quotation import Mode
from crosswire.records.source import Source, SourceLine
from crosswire.records.story import StoryJudgement
from crosswire.stages.clean import Clean
from crosswire.stages.group import Group
from crosswire.stages.outlets import OutletTable, load_outlets
from crosswire.store import lists, sources
from crosswire.store.asof import time_meant
from crosswire.store.base import Reader, Store, Writer, open_store
from crosswire.store.going_round import going_round, is_gone_round
from crosswire.store.order import moment, now
from crosswire.store.pending import story_judgements

Closeness = Literal["shared", "all", "none"]
"""What is read closely: articles of stories that two outlets tell, all, or none yet."""

Watch = Callable[[Iterable[Any], str], Iterable[Any]]
"""Passes items on and shows how far a run has come."""


class Desk(Closing):
    """A project and its store."""

    def __init__(self, project: Project, store: Store, *, as_of: str | None = None) -> None:
        """``as_of``: what is asked is answered as it was known then; what writes, writes now."""
        self.project = project
        self.store = store
        self._as_of = None if as_of is None else time_meant(as_of)
        self._clean = Clean(outlets=project.settings.outlet_table)
        self._group = Group()

    @classmethod
    def open(
        cls,
        project: Project,
        *,
        create: bool = False,
        read_only: bool = False,
        as_of: str | None = None,
    ) -> Self:
        """The desk at the store that the settings name; raises ``StoreError``.

        ``as_of``: a day (to its end, UTC) or an instant with its zone; ``ConfigError`` for others.
        """
        at = None if as_of is None else time_meant(as_of)
        store = open_store(project.settings.store_url, create=create, read_only=read_only)
        return cls(project, store, as_of=at)

    @property
    def as_of(self) -> str | None:
        """The time whose knowledge answers what is asked (UTC); None: what is known now."""
        return self._as_of

    @property
    def people(self) -> People:
        """Accounts, sign-ins, tokens, the audit."""
        return People(self.store)

    @property
    def notes(self) -> Noting:
        """What people wrote beside the evidence, and when they last looked."""
        return Noting(self.store)

    @property
    def jobs(self) -> Jobs:
        """What was asked for and waits for the writer's place."""
        return Jobs(self.store, inbox_of(self.store.url, self.project.settings.data))

    def _read(self) -> AbstractContextManager[Reader]:
        return self.store.read(as_of=self._as_of)

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    # ---- what writes ---------------------------------------------------------------------------

    def add(
        self,
        captures: Iterable[Capture | Failure],
        *,
        closely: Closeness = "shared",
        told: Told = lambda _: True,
        watch: Watch = lambda items, _: items,
        command: str = "add",
    ) -> Tally:
        """Keep pages and put them into stories; what is kept already adds nothing.

        A run that was stopped or killed is taken up by the next where it was left. ``told`` hears
        of each failure, and stops the run by answering False.
        """
        with self.store.write(command, versions=self._versions(closely)) as writer:
            tally = self._added(writer, captures, closely=closely, told=told, watch=watch)
        clear_away(self.store)
        return tally

    def _added(
        self,
        writer: Writer,
        captures: Iterable[Capture | Failure],
        *,
        closely: Closeness,
        told: Told,
        watch: Watch = lambda items, _: items,
    ) -> Tally:
        adding = Adding(writer, self._clean, self._group, self.project.engine)
        adding.add(captures, told)
        if closely != "none":
            pipeline = self.project.pipeline
            shared = closely == "shared"
            adding.tally.read = reading.read_closely(
                writer, pipeline, shared=shared, told=told, watch=watch
            )
            resolve_kept(writer, recipe_of(self.project.settings), reading.version(pipeline))
        retain(writer, self.project.settings)
        return adding.tally

    def watching(
        self, plan: Plan, *, closely: Closeness = "shared", outside: Outside | None = None
    ) -> Watching:
        """A watch over the sources of the store: see ``Watching``, which is to be closed."""
        add = partial(self._added, closely=closely)
        return Watching(self.store, add, plan, self._versions(closely), outside or self.outside)

    def going_round(self) -> AbstractContextManager[None]:
        """The place of whoever goes round the sources, which one process has at a time; raises
        ``StoreError``, kind "watched", where another has it."""
        return going_round(self.project.settings.store_url)

    @property
    def gone_round(self) -> bool:
        """Whether somebody goes round the sources now."""
        return is_gone_round(self.project.settings.store_url)

    @property
    def outside(self) -> Outside:
        """The world as it is, for ``watching``."""
        return Outside.of(self.project.settings)

    def forget_source(self, handle: str) -> Source:
        """Take a source out; the articles that came of it stay."""
        found = self._source(handle)
        with self.store.write(f"feeds --forget {found.url}") as writer, writer.batch() as batch:
            batch.forget_source(found.url)
        return found

    def set_source(self, handle: str, state: Literal["active", "paused"]) -> Source:
        """Pause a source, or resume it: it is due at once, by whatever clock the watch goes."""
        found = self._source(handle)
        changed = found.model_copy(
            update={"state": state, "because": "paused by hand" if state == "paused" else "",
                    "next_at": found.tried_at or found.added_at, "failures": 0, "kind_of_failure": None}
        )  # fmt: skip
        command = f"feeds --{'pause' if state == 'paused' else 'resume'} {found.url}"
        with self.store.write(command) as writer, writer.batch() as batch:
            batch.put_sources([changed])
        return changed

    def _source(self, handle: str) -> Source:
        with self.store.read() as reader:
            return sources.meant(reader, handle)

    def regroup(self) -> Tally:
        """The delayed pass over everything that is awake."""
        with self.store.write("group", versions=self._versions("none")) as writer:
            grouping = Grouping(writer, self._group)
            with writer.batch() as batch:
                moved = len(grouping.settle(batch))
                batch.count(moved=moved)
        return Tally(moved=moved)

    def judge(
        self, a: str, b: str, decision: Literal["same", "different"], *, because: str, by: str
    ) -> Judged:
        """Keep a person's decision on two articles, and regroup by it."""
        asked = StoryJudgement(
            a=a, b=b, decision=decision, because=because, made_by=by, made_at=now()
        )
        return judge(self.store, self._group, asked)

    def withdraw(self, judgement: str, *, by: str) -> Judged:
        """Take a decision back; the articles lie where they would without it."""
        return withdraw(self.store, self._group, judgement, by)

    def compare(self, story: str, *, patience: float = PATIENCE) -> Compared:
        """The comparison of a stored story; unchanged since the last, it is looked up. To keep a new
        one it waits so many seconds for others who write."""
        made = read_judgements(self.project.settings.judgements_file)
        judged = standing(made if self._as_of is None else known_then(made, self._as_of))
        asked = Asked(story, as_of=self._as_of, patience=patience)
        return compare_story(self.store, self.project.pipeline, asked, judged)

    # ---- what is asked -------------------------------------------------------------------------

    def explain(self, article: str, story: str) -> Explanation:
        """What speaks for and against an article's lying in a story."""
        with self._read() as reader:
            meant = reader.resolve_article(article)
            return explain(reader, self._group, meant, story_meant(reader, story))

    def stories(
        self,
        *,
        order: StoryOrder = "newest",
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = 20,
    ) -> list[StoryLine]:
        """Stories with an article in these days, of this outlet."""
        with self._read() as reader:
            found = lists.stories(
                reader, order=order, since=since, until=until, outlet=outlet, limit=limit
            )
            return bounded(reader, found, self._outlets)

    def story(self, handle: str) -> StoryPage:
        """One story whole; ``handle`` may also mean one of its articles."""
        with self._read() as reader:
            page = lists.story(reader, story_meant(reader, handle))
            (line,) = bounded(reader, [page.line], self._outlets)
            return page.model_copy(update={"line": line})

    def search(self, query: Query) -> Hits:
        """Where words stand in articles, quotations or statements."""
        with self._read() as reader:
            return lists.search(reader, _meant(reader, query))

    def entities(
        self, name: str = "", *, label: str | None = None, story: str | None = None, limit: int = 20
    ) -> list[EntityLine]:
        """People, organisations, places."""
        with self._read() as reader:
            meant = None if story is None else story_meant(reader, story)
            return lists.entities(reader, name, label=label, story=meant, limit=limit)

    def quotes(
        self, query: Query, *, mode: Mode | None = None, every: bool = False
    ) -> list[QuoteLine]:
        """Quotations, newest first, whole; of one mode; ``every``: also what was not said."""
        with self._read() as reader:
            return lists.quotes(reader, _meant(reader, query), mode=mode, every=every)

    def revisions(self, article: str) -> list[RevisionLine]:
        """The texts an article has had, and what changed."""
        with self._read() as reader:
            return lists.revisions(reader, article)

    def judgements(self) -> list[StoryJudgement]:
        """What people decided of articles, withdrawn or not."""
        with self._read() as reader:
            return story_judgements(reader)

    def sources(self) -> list[SourceLine]:
        """What is watched and how each source fares, those that fail or are silent first."""
        with self._read() as reader:
            return sources.lines(reader, moment(self._as_of or now()))

    def runs(self, limit: int = 20) -> list[RunLine]:
        """What wrote to the store, newest first."""
        with self._read() as reader:
            return lists.runs(reader, limit)

    def failures(
        self, *, run: str | None = None, kind: str | None = None, limit: int = 20
    ) -> list[FailureLine]:
        """What could not be used, newest first."""
        with self._read() as reader:
            return lists.failures(reader, run=run, kind=kind, limit=limit)

    @property
    def _outlets(self) -> OutletTable:
        return load_outlets(self.project.settings.outlet_table)

    def _versions(self, closely: Closeness) -> dict[str, str]:
        """Stages that a run uses, for its record."""
        stages = {"clean": self._clean.version, "group": self._group.version}
        found = {name: str(version) for name, version in stages.items()}
        if closely != "none":
            found["read"] = reading.version(self.project.pipeline)
        return found


def _meant(reader: Reader, query: Query) -> Query:
    """The query with its story as the store knows it."""
    if query.story is None:
        return query
    return query.model_copy(update={"story": story_meant(reader, query.story)})
