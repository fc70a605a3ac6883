"""Search: articles, quotations, statements."""

from typing import Annotated

from fastapi import APIRouter, Query

from crosswire.web.asking import HitsAsked
from crosswire.web.house import Here
from crosswire.web.twin import twin
from crosswire.web.views.lists import SearchView

router = APIRouter()


@twin(router, "/search", "search.html.j2")
def search(asked: Annotated[HitsAsked, Query()], here: Here) -> SearchView:
    """Where words stand, newest first or by relevance; without words, everything that is left."""
    with here.desk as desk:
        return SearchView(hits=desk.search(asked.query))
