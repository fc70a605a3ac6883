"""The Python side of every command that keeps something."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Literal, Self

from crosswire.desk import reading
from crosswire.desk.adding import Adding, Told
from crosswire.desk.comparing import Compared, compare_story
from crosswire.desk.explaining import explain
from crosswire.desk.grouping import Grouping
from crosswire.desk.judging import Judged, judge, withdraw
from crosswire.desk.tally import Tally
from crosswire.engine.local import LocalEngine
from crosswire.intake.judgements import read_judgements, standing
from crosswire.project import Project
from crosswire.records.article import Capture
from crosswire.records.explanation import Explanation
from crosswire.records.failure import Failure
from crosswire.records.story import StoryJudgement
from crosswire.stages.clean import Clean
from crosswire.stages.group import Group
from crosswire.store.base import Store, open_store
from crosswire.store.order import now

Closeness = Literal["shared", "all", "none"]
"""What is read closely: articles of stories that two outlets tell, all, or none yet."""

Watch = Callable[[Iterable[Any], str], Iterable[Any]]
"""Passes items on and shows how far a run has come."""


class Desk:
    """A project and its store."""

    def __init__(self, project: Project, store: Store) -> None:
        self.project = project
        self.store = store
        self._clean = Clean()
        self._group = Group()
        self._engine = LocalEngine()

    @classmethod
    def open(cls, project: Project, *, create: bool = False, read_only: bool = False) -> Self:
        """The desk at the store that the settings name; raises ``StoreError``."""
        return cls(
            project, open_store(project.settings.store_url, create=create, read_only=read_only)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
            adding = Adding(writer, Grouping(writer, self._group), self._clean, self._engine)
            adding.add(captures, told)
            if closely != "none":
                adding.tally.read = reading.read_closely(
                    writer,
                    self.project.pipeline,
                    shared=closely == "shared",
                    told=told,
                    watch=watch,
                )
            return adding.tally

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

    def compare(self, story: str) -> Compared:
        """The comparison of a stored story; unchanged since the last, it is looked up."""
        judged = standing(read_judgements(self.project.settings.judgements_file))
        return compare_story(self.store, self.project.pipeline, story, judged)

    # ---- what is asked -------------------------------------------------------------------------

    def explain(self, article: str, story: str) -> Explanation:
        """What speaks for and against an article's lying in a story."""
        with self.store.read() as reader:
            return explain(reader, self._group, article, story)

    def _versions(self, closely: Closeness) -> dict[str, str]:
        """Stages that a run uses, for its record."""
        stages = {"clean": self._clean.version, "group": self._group.version}
        found = {name: str(version) for name, version in stages.items()}
        if closely != "none":
            found["read"] = reading.version(self.project.pipeline)
        return found
