"""The documentation of the API, made here from its own document: no script, nothing from elsewhere."""

from fastapi import APIRouter, Request

from crosswire.web.twin import twin
from crosswire.web.views.api import ApiView, api_view

router = APIRouter()


@twin(router, "/api", "api.html.j2", need="none")
def api(request: Request) -> ApiView:
    """Every address, what it takes and gives; ``/openapi.json`` is the same for programs."""
    return api_view(request.app.openapi())
