"""Judgements by button: asked for as jobs, told how far they are, undone."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from crosswire.desk.desk import Desk
from crosswire.desk.jobs import (
    Asked,
    JudgeArticles,
    JudgeNames,
    JudgePassages,
    Place,
    Wanted,
    Withdraw,
)
from crosswire.errors import ConfigError
from crosswire.intake.judgements import read_judgements
from crosswire.records.entity import EntityJudgement
from crosswire.records.job import Job
from crosswire.store.reviewing import decided
from crosswire.web.acting import doer, name_of
from crosswire.web.faults import missing
from crosswire.web.guard import own_form
from crosswire.web.house import Here
from crosswire.web.paper import page
from crosswire.web.twin import Fields, action, form_fields, fragment, needs, parsed, twin
from crosswire.web.views.judged import AskedFor, JudgementsView, Of, asked_for
from crosswire.web.visitors import Visitor, Who

router = APIRouter()
MANY = 200
Form = Annotated[Fields, Depends(form_fields)]


class JudgeAsked(BaseModel):
    """A decision on two: articles by id, names by id, passages by ``text:start:end``."""

    of: Of
    a: str = Field(max_length=400)
    b: str = Field(max_length=400)
    decision: Literal["same", "partly", "different", "conflict"]
    hard: bool = False
    because: str = Field(default="", max_length=2000)
    story: str | None = Field(default=None, max_length=200)
    """Of passages: the story they are lined up in."""
    a_article: str | None = Field(default=None, max_length=400)
    a_outlet: str | None = Field(default=None, max_length=400)
    b_article: str | None = Field(default=None, max_length=400)
    b_outlet: str | None = Field(default=None, max_length=400)

    @property
    def wanted(self) -> Wanted:
        """What is asked of the worker; raises ``ConfigError``."""
        if self.of == "passage":
            return self._passages()
        if self.decision not in ("same", "different"):
            raise ConfigError(f"of two {self.of} ids same or different was wanted, got "
                              f"{self.decision}")  # fmt: skip
        kind = JudgeArticles if self.of == "story" else JudgeNames
        return kind(a=self.a, b=self.b, decision=self.decision, because=self.because)

    def _passages(self) -> JudgePassages:
        if not self.story:
            raise ConfigError("of two passages the story was wanted, too")
        return JudgePassages(
            story=self.story, decision=self.decision, hard=self.hard, because=self.because,
            a=_place(self.a, self.a_article, self.a_outlet),
            b=_place(self.b, self.b_article, self.b_outlet),
        )  # fmt: skip


def _place(stated: str, article: str | None, outlet: str | None) -> Place:
    text, _, rest = stated.partition(":")
    start, _, end = rest.partition(":")
    known = start.isdecimal() and end.isdecimal() and len(rest) < 24
    if not (text and known and article and int(start) < int(end)):
        raise ConfigError(
            f"a passage was wanted, text:start:end and its article, got {stated[:80]!r}"
        )
    return Place(article=article, outlet=outlet or article, text=text, start=int(start),
                 end=int(end))  # fmt: skip


@twin(router, "/judgements", "judgements.html.j2")
def judgements(here: Here) -> JudgementsView:
    """What people decided, the newest first."""
    with here.desk as desk:
        passages = read_judgements(desk.project.settings.judgements_file)
        return JudgementsView(
            passages=tuple(sorted(passages, key=lambda one: one.made_at, reverse=True)[:MANY]),
            stories=tuple(desk.judgements()[:MANY]),
            entities=tuple(_of_names(desk)),
            asked=tuple(still_asked(desk)),
        )


def _of_names(desk: Desk) -> list[EntityJudgement]:
    with desk.store.read() as reader:
        found = [reader.judgement(one) for one in decided(reader.connection, "entity", MANY)]
    return [one for one in found if isinstance(one, EntityJudgement)]


def still_asked(desk: Desk) -> list[AskedFor]:
    """What was asked for by button and is not done yet, the newest first."""
    found = desk.jobs.listed(Asked(states=("waiting", "running"), limit=MANY))
    return [asked for one in found if (asked := asked_for(one)) is not None]


@action(router, "/judgements", back=lambda made: f"/jobs/{made.id}", status=202)
def judge(asked: JudgeAsked, request: Request, here: Here, who: Who) -> Job:
    """Ask that a decision on two be kept, and be honoured from then on."""
    with here.desk as desk:
        return desk.jobs.put(asked.wanted, by=doer(request, who))


@router.post("/judgements/asked", include_in_schema=False, dependencies=[Depends(needs("write"))])
def judging(request: Request, here: Here, who: Who, form: Form) -> Response:
    """The same from an open page, in whose place it is told how far it is."""
    own_form(request, who, form.get("csrf"))
    with here.desk as desk:
        made = desk.jobs.put(parsed(JudgeAsked, form).wanted, by=doer(request, who))
    return page(request, "judge_state.html.j2", {"view": asked_for(made)}, status=202)


@fragment(router, "/judgements/asked/{job}", "judge_state.html.j2")
def state(job: str, here: Here) -> AskedFor:
    """How far it is."""
    with here.desk as desk:
        found = asked_for(desk.jobs.get(job))
    if found is None:
        raise missing("a judgement that was asked for by this job")
    return found


class UndoAsked(BaseModel):
    """By which job the judgement was asked for."""

    job: str = Field(max_length=100)


@action(router, "/judgements/undo", back=lambda made: f"/jobs/{made.id}", status=202)
def undo(asked: UndoAsked, request: Request, here: Here, who: Who) -> Job:
    """Take back what was asked for by button: out of the row where it waits, by its withdrawal where
    it holds."""
    with here.desk as desk:
        return _undone(desk, request, who, asked.job)


@router.post("/judgements/undone", include_in_schema=False, dependencies=[Depends(needs("write"))])
def undoing(request: Request, here: Here, who: Who, form: Form) -> Response:
    """The same from an open page."""
    own_form(request, who, form.get("csrf"))
    with here.desk as desk:
        made = _undone(desk, request, who, parsed(UndoAsked, form).job)
    return page(request, "judge_state.html.j2", {"view": asked_for(made)}, status=202)


def _undone(desk: Desk, request: Request, who: Visitor, id_: str) -> Job:
    job = desk.jobs.get(id_)
    if job.kind != "judge":
        raise ConfigError(f"a judgement was wanted, {id_} asks for something else")
    if job.asked_by != name_of(who) and not who.has("admin"):
        raise ConfigError(f"what {job.asked_by} decided is undone by them, or an administrator")
    if job.state == "waiting":
        return desk.jobs.cancel(id_, by=doer(request, who))
    made = (job.result or {}).get("judgement")
    if not isinstance(made, str):
        raise ConfigError(f"{id_} is {job.state}: nothing of it holds that could be undone now")
    wanted = Withdraw(of=job.what["of"], judgement=made, story=job.what.get("story"))
    return desk.jobs.put(wanted, by=doer(request, who))


class WithdrawAsked(BaseModel):
    """Which judgement is to be withdrawn."""

    of: Of
    judgement: str = Field(min_length=1, max_length=100)
    story: str | None = Field(default=None, max_length=200)
    """Of passages: the story to line up anew."""


@action(router, "/judgements/withdraw", back=lambda made: f"/jobs/{made.id}", status=202)
def withdraw(asked: WithdrawAsked, request: Request, here: Here, who: Who) -> Job:
    """Ask that a judgement be withdrawn: all is as it would be without it."""
    wanted = Withdraw(of=asked.of, judgement=asked.judgement, story=asked.story)
    with here.desk as desk:
        return desk.jobs.put(wanted, by=doer(request, who))
