"""Take a story away: a file in one of the formats of ``crosswire export``."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from crosswire.web.house import Here
from crosswire.web.offers import OFFERS
from crosswire.web.pages.story import AsOf, resolved
from crosswire.web.taking import Wish, take
from crosswire.web.twin import ERRORS, needs

router = APIRouter()

_FILE = {"schema": {"type": "string", "format": "binary"}}
_FILES: dict[int | str, dict[str, Any]] = {
    **ERRORS,
    200: {
        "description": "The file.",
        "content": {one.media.partition(";")[0]: _FILE for one in OFFERS.values()},
    },
}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")

# No enumeration but in the document: an address with another format is one that is not there.
Form = Annotated[
    str, Path(json_schema_extra={"enum": [*OFFERS]}, description=", ".join(OFFERS))
]  # fmt: skip
Notes = Annotated[
    bool, Query(description="Also what people of the desk noted, with their names.")
]  # fmt: skip


@router.get(
    "/stories/{story}/take/{form}", responses=_FILES, response_class=Response, tags=["take"],
    dependencies=[Depends(needs("read"))],
)  # fmt: skip
def taken(story: str, form: Form, here: Here, notes: Notes = False, as_of: AsOf = None) -> Response:
    """A story as a file, as `crosswire export --as` writes it: its line-up as it is kept (404: there is
    none yet); tables as a ZIP file. A bundle (`wacz`) wants a line-up that is up to date (503 until
    there is one), and at most 64 MB of captured pages; any other file at most 8 million characters of
    text (413)."""
    as_of = as_of or None
    with here.open_desk(as_of) as desk, desk.store.read(as_of=desk.as_of) as reader:
        key = resolved(reader, story)
    made = take(here, Wish(key, form, notes=notes, as_of=as_of))
    name = _UNSAFE.sub("-", made.name)
    return Response(
        made.content,
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-type": made.media,
        },
    )
