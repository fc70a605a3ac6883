"""The application: every page, the door before it, and one shape of error."""

from importlib.resources import files

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from crosswire import __version__
from crosswire.web import faults
from crosswire.web.guard import HEADERS, Door
from crosswire.web.house import House
from crosswire.web.pages import ROUTERS
from crosswire.web.twin import ERRORS, SignIn

_YEAR = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Packaged files; one asked for by its content may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        response = await super().get_response(path, scope)
        versioned = b"v=" in scope.get("query_string", b"")
        response.headers["cache-control"] = _YEAR if versioned else "no-cache"
        return response


def make_app(house: House) -> FastAPI:
    """Everything that is served of one desk."""
    app = FastAPI(
        title="Crosswire",
        version=__version__,
        summary="What many outlets publish about one event, lined up; every cell an exact span.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    app.state.house = house
    faults.install(app)
    app.add_exception_handler(SignIn, _to_sign_in)
    app.add_exception_handler(Exception, _unforeseen)
    for router in ROUTERS:
        app.include_router(router, responses=ERRORS)
    static = str(files("crosswire.web").joinpath("static"))
    app.mount("/static", Assets(directory=static), name="static")
    app.add_middleware(Door, rules=house.rules)
    return app


async def _unforeseen(request: Request, fault: Exception) -> Response:
    # This answer is given outside of the door, which is not passed any more.
    response = faults.unforeseen(request, fault)
    response.headers.update({**HEADERS, "cache-control": "no-store"})
    return response


async def _to_sign_in(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, SignIn)
    part = "hx-request" in request.headers
    if faults.wants_json(request) or part or request.method != "GET":
        return faults.answer(request, *faults.told(fault))
    from urllib.parse import quote

    return RedirectResponse(f"/sign-in?back={quote(fault.back, safe='')}", status_code=303)
