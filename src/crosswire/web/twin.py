"""Each address gives a page and, with ``.json``, its twin: both from one function.

@twin(router, "/stories/{story}", "story.html.j2")
def story(story: str, here: Here) -> StoryView: ...

@action(router, "/notes", back=lambda made: f"/stories/{made.story}")
def note(asked: NoteAsked, here: Here, who: Who) -> Note: ...
"""

import inspect
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar, get_origin, get_type_hints
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.responses import RedirectResponse, Response

from crosswire.web.faults import Fault, Refused
from crosswire.web.guard import own_form
from crosswire.web.paper import page
from crosswire.web.visitors import Need, Who

View = Callable[..., BaseModel]
Body = TypeVar("Body", bound=BaseModel)
_UTF8 = re.compile(r'[^;]+;([^;]*;)*\s*charset="?utf-?8"?\s*(;(?!.*charset).*)?')
_NO_SIGN = re.compile("[\x00\ud800-\udfff]")
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Fault} for status in (400, 401, 403, 404, 413, 415, 421, 422, 429, 503)
}


def errors_and(media: str) -> dict[int | str, dict[str, Any]]:
    """What an address may answer that gives no JSON of a record: words of this kind, or an error."""
    return {**ERRORS, 200: {"content": {media: {"schema": {"type": "string"}}}}}


def needs(need: Need) -> Callable[[Request, Who], None]:
    """A dependency that lets in whoever may do so much."""

    def allowed(request: Request, who: Who) -> None:
        if who.has(need):
            return
        if who.name is None:
            raise SignIn(request)
        raise Refused(403, "role", f"{who.name} may not do this: it needs the right to {need}",
                      "Ask an administrator of the desk.")  # fmt: skip

    return allowed


class SignIn(Refused):
    """Nobody has signed in: a page leads to the form, a program hears so."""

    def __init__(self, request: Request) -> None:
        super().__init__(401, "sign-in", "sign in first", "Sign in at /sign-in, or send a token.")
        self.back = request.url.path + (f"?{request.url.query}" if request.url.query else "")


def twin(
    router: APIRouter, path: str, template: str, *, need: Need = "read", json: str | None = None
) -> Callable[[View], View]:
    """The page of ``template`` at ``path``, and the JSON of the same record at ``path.json``."""

    def both(view: View) -> View:
        record = get_type_hints(view)["return"]
        guards = [Depends(needs(need))]
        router.get(
            json or f"{path}.json", response_model=record, dependencies=guards, responses=ERRORS,
            tags=[view.__module__.rpartition(".")[2]],
        )(view)  # fmt: skip

        @wraps(view)
        def shown(*, request: Request, **asked: Any) -> Response:
            return page(request, template, {"view": view(**_of(view, request, asked))})

        shown.__signature__ = _with_request(view)  # type: ignore[attr-defined]
        router.get(path, include_in_schema=False, dependencies=guards)(shown)
        return view

    return both


def fragment(
    router: APIRouter, path: str, template: str, *, need: Need = "read"
) -> Callable[[View], View]:
    """A part of a page, fetched when it is opened; its record is part of the page's twin."""

    def part(view: View) -> View:
        @wraps(view)
        def shown(*, request: Request, **asked: Any) -> Response:
            return page(request, template, {"view": view(**_of(view, request, asked))})

        shown.__signature__ = _with_request(view)  # type: ignore[attr-defined]
        router.get(path, include_in_schema=False, dependencies=[Depends(needs(need))])(shown)
        return view

    return part


def action(
    router: APIRouter,
    path: str,
    *,
    back: Callable[[Any], str],
    need: Need = "write",
    status: int = 200,
    answer: Callable[[Request, Any], Response] | None = None,
) -> Callable[[View], View]:
    """Something done: by form at ``path``, which leads ``back`` to a page, by JSON at ``path.json``.

    The function's parameter of a pydantic model is the body, under the name ``asked``. A form may
    say itself where it leads back to (field ``back``, an address here). ``answer`` makes the form's
    answer where no page can be led back to: what is shown once.
    """

    def both(do: View) -> View:
        hints = get_type_hints(do)
        guards = [Depends(needs(need)), Depends(own_json)]
        router.post(
            f"{path}.json", response_model=hints["return"], dependencies=guards, responses=ERRORS,
            status_code=status, tags=[do.__module__.rpartition(".")[2]],
        )(do)  # fmt: skip

        @wraps(do)
        def done(*, request: Request, form: Fields, **asked: Any) -> Response:
            own_form(request, request.state.visitor, form.get("csrf"))
            if body := hints.get("asked"):
                asked["asked"] = parsed(body, form)
            made = do(**_of(do, request, asked))
            if answer is not None:
                return answer(request, made)
            return RedirectResponse(local(form.get("back")) or back(made), status_code=303)

        done.__signature__ = _with_request(do, form=True)  # type: ignore[attr-defined]
        router.post(path, include_in_schema=False, dependencies=[Depends(needs(need))])(done)
        return do

    return both


async def own_json(request: Request, who: Who) -> None:
    """A browser's JSON carries the token of its page in a header; a program's brings no cookie."""
    own_form(request, who, request.headers.get("x-csrf"))
    with suppress(ValueError, RecursionError):  # what is no JSON is refused as such
        _require_words(_strings(await request.json()))


class Fields:
    """The fields of a form; empty ones are fields left out."""

    def __init__(self, stated: Iterable[tuple[str, object]]) -> None:
        self._all: dict[str, list[str]] = {}
        for name, value in stated:
            if isinstance(value, str) and value:
                _require_words(value)
                self._all.setdefault(name, []).append(value)

    def get(self, name: str) -> str | None:
        """The last value of this name."""
        return self._all.get(name, [None])[-1]

    def all(self, name: str) -> list[str] | None:
        """Every value of this name, as of boxes that are ticked."""
        return self._all.get(name)


async def form_fields(request: Request) -> Fields:
    """The fields of a form that brings no files."""
    require_utf8(request)
    return Fields((await request.form(max_files=0, max_fields=200)).multi_items())


def require_utf8(request: Request) -> None:
    """Raise ``Refused`` for a form in another encoding: a sender could choose one of Python's that reads
    letters as something else, or takes for ever."""
    stated = request.headers.get("content-type", "").lower()
    if "charset" in stated and not _UTF8.fullmatch(stated):
        raise Refused(415, "encoding", "a form in UTF-8 was wanted")


def _require_words(stated: str) -> None:
    """Raise ``Refused`` for half a sign, or the sign of no sign: no store keeps them as they are."""
    if _NO_SIGN.search(stated):
        raise Refused(422, "no-words", "words were wanted, got some with signs that are none")


def _strings(stated: object) -> str:
    """Every word of a JSON body, as it is, one after another."""
    found, ahead = [], [stated]
    while ahead:
        match ahead.pop():
            case str() as words:
                found.append(words)
            case list() as parts:
                ahead += parts
            case dict() as fields:
                ahead += [*fields, *fields.values()]
    return "\n".join(found)


def parsed(body: type[Body], form: Fields) -> Body:
    """The body that a form states; a field of several values takes all of its name."""
    stated: dict[str, object] = {}
    for name, field in body.model_fields.items():
        several = get_origin(field.annotation) in (tuple, list)
        value = form.all(name) if several else form.get(name)
        if value is not None:
            stated[name] = value
    try:
        return body.model_validate(stated)
    except ValidationError as wrong:
        raise RequestValidationError(wrong.errors()) from wrong


def local(address: str | None) -> str | None:
    """An address of this desk; None for any other."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    parts = urlsplit(address)
    plain = not parts.scheme and not parts.netloc and address.isprintable()
    return address if plain and "\\" not in address else None


def _of(view: View, request: Request, asked: dict[str, Any]) -> dict[str, Any]:
    """The arguments that the function itself takes."""
    takes = inspect.signature(view).parameters
    return {**asked, "request": request} if "request" in takes else asked


def _with_request(view: View, *, form: bool = False) -> inspect.Signature:
    """The function's parameters, for FastAPI to fill, and the request; of a form, its fields in
    place of the body."""
    signature = inspect.signature(view)
    hints = get_type_hints(view, include_extras=True)
    kept = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[one.name])
        for one in signature.parameters.values()
        if one.name != "request" and not (form and one.name == "asked")
    ]
    more = [_keyword("request", Request)]
    if form:
        more.append(_keyword("form", Fields, Depends(form_fields)))
    return signature.replace(parameters=[*more, *kept], return_annotation=Response)


def _keyword(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, annotation=annotation, default=default)
