"""One outlet goes by one name where the table or the host shows it, and nowhere else."""

from collections.abc import Callable

import pytest

from crosswire.records import Reading
from crosswire.stages.compare.named_once import named_once
from crosswire.stages.outlets import OutletRow, OutletTable

TABLE = OutletTable(
    outlet=(
        OutletRow(
            name="Sarn Radio", also=("Sarn Radio News", "SRN"), domains=("sarn.example",),
            source="a test",
        ),
        OutletRow(name="Corran Wire", kind="agency", domains=("corran.example",), source="a test"),
    )
)  # fmt: skip
Read = Callable[..., Reading]


def page(read: Read, article: str, outlet: str | None, url: str | None = None) -> Reading:
    made = read(article, "A boat sank.", outlet=outlet)
    capture = made.revision.capture.model_copy(update={"url": url})
    return made.model_copy(
        update={"revision": made.revision.model_copy(update={"capture": capture})}
    )


def named(*pages: Reading) -> list[str]:
    return [r.revision.outlet_name for r in named_once(pages, TABLE)[0]]


def test_two_names_of_the_table_are_one_outlet(read: Read) -> None:
    pages = [
        page(read, "a", "Sarn Radio"),
        page(read, "b", "Sarn Radio News"),
        page(read, "c", "SRN"),
    ]
    assert named(*pages) == ["Sarn Radio"] * 3
    (note,) = named_once(pages, TABLE)[1]
    assert note == (
        "SRN, Sarn Radio and Sarn Radio News are one outlet and count once, as Sarn Radio: "
        "the table of outlets says so."
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # a part of an outlet, at its host
        (("Sarn Radio", None), ("Sarn Radio Sport", "https://www.sarn.example/x"), True),
        # an agency's copy at another's host
        (("Sarn Radio", "https://sarn.example/a"), ("Corran Wire", "https://sarn.example/b"), False),
        # names that are merely alike
        (("Sarn Radio", None), ("Sarn Radio Sport", None), False),
        (("Vellamy Sentry", None), ("Vellamy Sentry Online", None), False),
        # the same name but for what varies, at one host
        (("Vellamy Sentry", "https://v.example/a"), ("The Vellamy Sentry Online", "https://v.example/b"), True),
        (("Vellamy Sentry", "https://v.example/a"), ("Vellamy Star", "https://v.example/b"), False),
        ((None, "https://v.example/a"), ("Vellamy Sentry", "https://v.example/b"), False),
    ],
)  # fmt: skip
def test_only_what_is_shown_is_one(
    read: Read, one: tuple[str | None, str | None], other: tuple[str | None, str | None], same: bool
) -> None:
    found = named(page(read, "a", *one), page(read, "b", *other))
    assert (found[0] == found[1]) is same


def test_a_name_that_stands_alone_is_kept(read: Read) -> None:
    pages = [page(read, "a", "Sarn Radio News"), page(read, "b", "Vellamy Sentry")]
    assert named_once(pages, TABLE) == (tuple(pages), ())
