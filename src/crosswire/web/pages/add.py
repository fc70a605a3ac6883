"""Adding: words that are pasted, files that are dropped, addresses and feeds."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, RedirectResponse, Response

from crosswire.desk.jobs import Asked as JobsAsked
from crosswire.desk.jobs import Upload, pasted
from crosswire.records.job import Job
from crosswire.store.audit import Doer
from crosswire.web.acting import doer, home_of, name_of
from crosswire.web.faults import Refused, wants_json
from crosswire.web.guard import own_form
from crosswire.web.house import Here, House
from crosswire.web.twin import ERRORS, Fields, needs, own_json, parsed, require_utf8, twin
from crosswire.web.views.jobs import AddView
from crosswire.web.visitors import Who

router = APIRouter()
MOST_FILES = 200
MOST_WORDS = 5_000_000
"""Characters that are pasted."""
_LATELY = 5


class Filled(BaseModel):
    """What a bookmark fills in."""

    url: str = ""
    title: str = ""
    text: str = ""
    outlet: str = ""


@twin(router, "/add", "add.html.j2", need="write")
def add(request: Request, here: Here, who: Who, filled: Annotated[Filled, Query()]) -> AddView:
    """The page where pages are added; a bookmark fills it in, and a person sends it off."""
    with here.desk as desk:
        lately = desk.jobs.listed(JobsAsked(by=name_of(who), limit=_LATELY))
    return AddView(
        text=filled.text[:MOST_WORDS], title=filled.title[:1000], outlet=filled.outlet[:300],
        url=filled.url[:4000], jobs=tuple(lately), home=home_of(request, here),
    )  # fmt: skip


class AddAsked(BaseModel):
    """What is to be added: words, addresses, or both."""

    text: str = Field(default="", max_length=MOST_WORDS)
    title: str | None = Field(default=None, max_length=1000)
    outlet: str | None = Field(default=None, max_length=300)
    url: str | None = Field(default=None, max_length=4000)
    """Where the words were found."""
    published: str | None = Field(default=None, max_length=64)
    addresses: str = Field(default="", max_length=200_000)
    """Of pages and feeds to fetch, one a line."""
    watch: bool = False
    """Ask the addresses again and again from now on, as ``crosswire watch`` does."""
    closely: Literal["shared", "all", "none"] = "shared"
    headlines: bool = False
    """Keep title and summary of a feed's items whose page cannot be had."""


class Sent(NamedTuple):
    """A form and its files."""

    fields: Fields
    files: list[UploadFile]


async def _sent(request: Request) -> AsyncIterator[Sent]:
    """The whole of what was sent; where the line breaks before its end, nothing was asked."""
    require_utf8(request)
    try:
        form = await request.form(
            max_files=MOST_FILES, max_fields=100, max_part_size=4 * MOST_WORDS
        )
    except ClientDisconnect as gone:
        raise Refused(400, "broken-off", "this broke off before its end, and nothing of it is kept",
                      "Send it once more: what is kept already adds nothing.") from gone  # fmt: skip
    try:
        items = form.multi_items()
        files = [one for _, one in items if isinstance(one, UploadFile) and one.filename]
        yield Sent(Fields(items), files)
    finally:
        await form.close()


_AS_PAGE: dict[int | str, dict[str, Any]] = {
    status: {**told, "content": {"text/html": {}}} for status, told in ERRORS.items()
}
"""Errors of a form: a page, or JSON where that is asked for."""


@router.post("/add", dependencies=[Depends(needs("write"))], status_code=303,
             responses={**_AS_PAGE, 202: {"model": Job}}, response_class=Response)  # fmt: skip
def adding(
    request: Request, here: Here, who: Who, sent: Annotated[Sent, Depends(_sent)]
) -> Response:
    """Ask that files, words and addresses be added: a form of several parts (``files``, and the fields
    of the JSON body of ``/add.json``). Leads to the job; with ``Accept: application/json`` it is told."""
    token = request.headers.get("x-csrf") or sent.fields.get("csrf")
    own_form(request, who, token)
    made = _asked(here, parsed(AddAsked, sent.fields), sent.files, doer(request, who))
    if wants_json(request):
        return JSONResponse(made.model_dump(mode="json"), status_code=202)
    return RedirectResponse(f"/jobs/{made.id}", status_code=303)


@router.post(
    "/add.json", dependencies=[Depends(needs("write")), Depends(own_json)], responses=ERRORS,
    status_code=202,
)  # fmt: skip
def adding_json(asked: AddAsked, request: Request, here: Here, who: Who) -> Job:
    """Ask that words and addresses be added."""
    return _asked(here, asked, [], doer(request, who))


def _asked(here: House, asked: AddAsked, files: list[UploadFile], by: Doer) -> Job:
    with here.desk as desk:
        return desk.jobs.add(
            asked.addresses.split("\n"), _uploads(asked, files), by=by, closely=asked.closely,
            headlines=asked.headlines, watch=asked.watch,
        )  # fmt: skip


def _uploads(asked: AddAsked, files: list[UploadFile]) -> Iterator[Upload]:
    if asked.text.strip():
        yield pasted(
            asked.text, title=asked.title, outlet=asked.outlet, url=asked.url,
            published=asked.published,
        )  # fmt: skip
    for one in files:
        yield Upload(one.filename or "", one.file)
