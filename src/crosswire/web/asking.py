"""What pages are asked, read the same way everywhere: empty fields of a form are fields left out."""

from collections.abc import Callable
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, ValidationInfo, field_validator
from pydantic import Field as PydanticField

from crosswire.errors import ConfigError
from crosswire.records.front import FrontOrder, StoryQuery
from crosswire.records.lists import HitKind, Order, Query
from crosswire.web.faults import Refused

T = TypeVar("T")
LONGEST = 400
"""Characters of one field."""
Field = Annotated[str | None, PydanticField(max_length=LONGEST)]


def known(run: Callable[[], T], hint: str = "Look it up in the search.") -> T:
    """What ``run`` finds by an id or a name; 404, in the store's words, where there is none."""
    try:
        return run()
    except ConfigError as unknown:
        raise Refused(404, "not-found", str(unknown), hint) from None


def further(request: Request, cursor: str | None) -> str | None:
    """The address of the page after, with all else that was asked; None: there is none."""
    if cursor is None:
        return None
    return address(request, cursor=cursor)


def address(request: Request, **other: str | None) -> str:
    """This page's address with other fields; None: without the field."""
    path = request.url.path.removesuffix(".json")
    asked = {name: value for name, value in request.query_params.items() if value}
    wanted = {k: v for k, v in {**asked, **other}.items() if v is not None}
    return f"{path}?{urlencode(wanted)}" if wanted else path


class Asking(BaseModel):
    """Fields of an address; an empty one is one left out, as a form without script sends it."""

    @field_validator("*", mode="before")
    @classmethod
    def _empty(cls, stated: object, field: ValidationInfo) -> object:
        if isinstance(stated, str) and not stated.strip():
            return cls.model_fields[field.field_name or ""].get_default()
        return stated.strip() if isinstance(stated, str) else stated


class Paged(Asking):
    """A page of a list."""

    cursor: Field = None
    """What the page before ended with (``next``)."""


class StoriesAsked(Paged):
    """The stories that a page's address asks for."""

    words: str = PydanticField(default="", max_length=LONGEST)
    outlet: Field = None
    country: Field = None
    language: Field = None
    person: Field = None
    since: Field = None
    until: Field = None
    order: FrontOrder = "newest"
    limit: int = PydanticField(default=30, ge=1, le=200)

    @property
    def query(self) -> StoryQuery:
        """As the store is asked."""
        stated = self.model_dump(include=set(StoryQuery.model_fields))
        return StoryQuery(**stated, entity=self.person)


class NewAsked(StoriesAsked):
    """The same, and since when."""

    at: str = PydanticField(max_length=40)


class HitsAsked(Paged):
    """The hits that a page's address asks for."""

    words: str = PydanticField(default="", max_length=LONGEST)
    kind: HitKind = "article"
    order: Order = "newest"
    speaker: Field = None
    outlet: Field = None
    entity: Field = None
    story: Field = None
    since: Field = None
    until: Field = None
    limit: int = PydanticField(default=20, ge=1, le=200)

    @property
    def query(self) -> Query:
        """As the store is asked."""
        return Query(**self.model_dump(include=set(Query.model_fields)))


class NamesAsked(Paged):
    """Names that a page's address asks for."""

    name: str = PydanticField(default="", max_length=LONGEST)
    limit: int = PydanticField(default=50, ge=1, le=200)


class EntitiesAsked(NamesAsked):
    """People, bodies or places."""

    label: Field = None
    story: Field = None


class RunsAsked(Paged):
    """Runs, the latest first."""

    limit: int = PydanticField(default=50, ge=1, le=200)


class FailuresAsked(RunsAsked):
    """Failures, the latest first."""

    kind: Field = None
    stage: Field = None
    run: Field = None
