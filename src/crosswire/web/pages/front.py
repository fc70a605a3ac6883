"""The front page."""

from fastapi import APIRouter

from crosswire.web.house import Here
from crosswire.web.twin import twin
from crosswire.web.views.front import FrontView

router = APIRouter()


@twin(router, "/", "front.html.j2", json="/index.json")
def front(here: Here) -> FrontView:
    """Stories now."""
    with here.desk as desk:
        return FrontView(stories=tuple(desk.stories()))
