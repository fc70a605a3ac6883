"""How many origins a list says there may be, and under which headline a story goes."""

from pathlib import Path

from crosswire.desk.desk import Desk
from crosswire.desk.origins import possible_origins
from crosswire.stages.outlets import load_outlets
from crosswire.store.lists_tellers import Teller, Written
from tests.desk.conftest import Add
from tests.desk.stream import EVENTS, OUTLETS, Line, told

DATELINE = "DUNMERE (Norland Press) — "
TABLE = load_outlets()


def fire(number: int, text: str | None = None) -> Line:
    """One outlet's article on one event, in its own words or in those given."""
    line = told("fire", OUTLETS[number])
    return line if text is None else line | {"text": text}


def shown(desk: Desk) -> tuple[int, str]:
    """Outlets and origins of the only story, as a list and as its page have them."""
    (line,) = desk.stories()
    assert desk.story(line.id).line == line
    return len(line.coverage.outlets), line.origins.words


def test_one_agency_s_text_in_two_papers_is_one_origin_whatever_else_they_print(
    desk: Desk, add: Add
) -> None:
    wire = DATELINE + fire(0)["text"]
    add([fire(0, wire), fire(1, wire), fire(2), fire(3)])
    assert shown(desk) == (4, "origins 1–3")
    # The agency's correction, in one of the papers: still the agency's.
    later = told("fire", OUTLETS[0]) | {
        "id": "later", "url": fire(0)["url"].replace("fire", "later"), "text": DATELINE + EVENTS["fire"][2][0] +
        " More than eighty, not ninety, firefighters fought the flames at the Ashgrove mill.",
    }  # fmt: skip
    add([later])
    assert shown(desk) == (4, "origins 1–3")


def test_papers_that_credit_one_agency_are_one_origin_in_other_words(desk: Desk, add: Add) -> None:
    own = [fire(n)["text"] for n in range(3)]
    add([fire(0, DATELINE + own[0]), fire(1, DATELINE + own[1]), fire(2, own[2])])
    assert shown(desk) == (3, "origins 1–2")


def test_who_credits_nobody_is_never_said_to_be_one_origin_with_another(
    desk: Desk, add: Add
) -> None:
    add([fire(0), fire(1), fire(2, DATELINE + fire(2)["text"])])
    assert shown(desk) == (3, "origins 1–3")


def test_the_users_own_table_names_agencies_too(desk: Desk, add: Add) -> None:
    texts = [f"{fire(n)['text']}\n\nSource: Quillwire" for n in range(2)]
    add([fire(n, text) for n, text in enumerate(texts)])
    assert shown(desk) == (2, "origins 1–2")
    table = Path(desk.project.settings.data) / "outlets.toml"
    table.parent.mkdir(parents=True, exist_ok=True)
    table.write_text(
        '[[outlet]]\nname = "Quillwire"\nkind = "agency"\nsource = "its own imprint"\n', "utf-8"
    )
    assert shown(desk) == (2, "1 origin")


def teller(article: str, outlet: str, text: str | None, **more: str) -> Teller:
    written = None if text is None else Written(text, tuple(filter(None, [more.get("author")])))
    return Teller(article, article, outlet, outlet, None, more.get("copy_of"), written)


def test_origins_that_there_may_be() -> None:
    plain = "The mill burnt for seven hours."
    credit = f"{DATELINE}{plain}"
    a, b = teller("a", "Osprey", plain), teller("b", "Sentry", plain, copy_of="a")
    for tellers, most in (
        ([a], 1),
        ([a, teller("a2", "Osprey", "Police seek a van.")], 1),
        ([a, b], 1),
        # One of them has another text: which of the two wrote the first is not shown.
        ([a, b, teller("b2", "Sentry", "Police seek a van.")], 2),
        ([teller("a", "Osprey", credit), teller("a2", "Osprey", plain)], 2),
        ([teller("a", "Osprey", credit), teller("b", "Sentry", credit)], 1),
        ([teller("a", "Osprey", credit), teller("b", "Sentry", None)], 2),
        ([a, teller("b", "Sentry", plain, author="Ann Orr, Osprey")], 1),
        ([a, teller("b", "Sentry", f"{plain}\n\nAdditional reporting by Norland Press")], 2),
        ([teller("a", "Osprey", None), teller("b", "Sentry", None, copy_of="a")], 1),
    ):
        assert possible_origins(tellers, TABLE) == most, tellers


def test_explain_names_a_story_as_lists_do(desk: Desk, add: Add) -> None:
    live = told("fire", "Aardvark Live") | {
        "id": "live", "title": "LIVE: the fire in Dunmere, minute by minute",
        "published": "2021-05-07T23:00:00+00:00",
    }  # fmt: skip
    add([live, fire(0), fire(1), fire(2)])
    article = fire(1)["id"]
    line = desk.story(article).line
    assert line.headline is not None
    found = desk.explain(article, line.id)
    assert found.about is not None
    assert (found.about.article, found.about.headline) == (
        line.headline_article, line.headline.exact,
    )  # fmt: skip
