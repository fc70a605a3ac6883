"""Every error in one shape: what went wrong, and what to do."""

import logging
import re
from math import ceil
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from crosswire.errors import AccessError, ConfigError, CrosswireError, InputError, StoreError
from crosswire.records.base import Record
from crosswire.report.words import one_line

_STORE = {"busy": 503, "full": 507, "read-only": 503, "missing": 503}
_ACCESS = {"password": 401, "wait": 429}
_DATA = (".json", ".jsonl", ".atom", "/events")
"""Ends of addresses that give no page."""
_FILE = re.compile(r"/stories/[^/]+/take/[^/]+")
"""Addresses of files, which people ask for on a page and programs by themselves."""
_log = logging.getLogger("crosswire.web")


class Fault(Record):
    """An error as it is told: in JSON as it is, on a page in the same words."""

    kind: str
    """A short word that can be counted."""
    message: str
    """What was wanted, what came."""
    hint: str = ""
    """What to do."""


class Refused(CrosswireError):
    """A request that is answered by an error."""

    def __init__(self, status: int, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.hint = hint


def missing(what: str) -> Refused:
    """404: there is no such thing."""
    return Refused(404, "not-found", f"{what}: there is none here", "Look it up in the search.")


def told(fault: Exception) -> tuple[int, Fault]:
    """The status and the words for an error."""
    if isinstance(fault, Refused):
        return fault.status, Fault(kind=fault.kind, message=str(fault), hint=fault.hint)
    if isinstance(fault, StoreError):
        hint = "Try again in a moment." if fault.kind == "busy" else ""
        return _STORE.get(fault.kind, 500), Fault(kind=fault.kind, message=str(fault), hint=hint)
    if isinstance(fault, AccessError | InputError):
        status = 422 if isinstance(fault, InputError) else _ACCESS.get(fault.kind, 403)
        return status, Fault(kind=fault.kind, message=str(fault))
    if isinstance(fault, ConfigError):
        return 400, Fault(kind="asked-wrongly", message=str(fault))
    if isinstance(fault, CrosswireError):
        return 500, Fault(kind="failed", message=str(fault))
    return 500, Fault(kind="failed", message="this went wrong here, and is in the server's log")


def install(app: FastAPI) -> None:
    """Answer every error in this shape."""
    app.add_exception_handler(CrosswireError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _ours(request: Request, fault: Exception) -> Response:
    status, fault_told = told(fault)
    response = answer(request, status, fault_told)
    if isinstance(fault, AccessError) and fault.retry_after is not None:
        response.headers["retry-after"] = str(ceil(fault.retry_after))
    return response


async def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    first: dict[str, Any] = fault.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return answer(request, 422, Fault(kind="asked-wrongly", message=f"{where}: {first['msg']}"))


async def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    words = str(fault.detail)
    hint = "Begin at the front page." if fault.status_code == 404 else ""
    kind = words.lower().replace(" ", "-")
    response = answer(request, fault.status_code, Fault(kind=kind, message=words, hint=hint))
    for name, value in (fault.headers or {}).items():
        response.headers[name] = value
    return response


def unforeseen(request: Request, fault: Exception) -> Response:
    """The answer to what nobody foresaw; the log has it whole."""
    _log.error("%s %s failed", request.method, one_line(request.url.path), exc_info=fault)
    return answer(request, 500, told(fault)[1])


def answer(request: Request, status: int, fault: Fault) -> Response:
    """The error as JSON for programs, as a page for people."""
    if wants_json(request):
        return JSONResponse(fault.model_dump(), status_code=status)
    from crosswire.web.paper import page

    return page(request, "error.html.j2", {"fault": fault, "status": status}, status=status)


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    if request.url.path.endswith(_DATA) or "authorization" in request.headers:
        return True
    accepts = request.headers.get("accept", "")
    if _FILE.fullmatch(request.url.path):
        return "text/html" not in accepts
    return "application/json" in accepts and "text/html" not in accepts
