"""What an article takes back, who still carries it, and what was known before."""

import time

import pytest

from crosswire.desk.desk import Desk
from crosswire.records.comparison import Comparison, Correction
from crosswire.store.notices import elsewhere
from crosswire.store.order import now
from tests.desk.conftest import Add
from tests.desk.stream import Line

WIRE = (
    "Twelve people were killed when the ferry Corrin sank off Harnmouth on Tuesday evening, the "
    "coastguard said.\n\nDivers searched the wreck of the Corrin through the night. Harbour master "
    "Idris Pell said the pilot had left the marked channel near buoy nine.\n\nThe ferry line Sorrel "
    "Crossings suspended its sailings to the island of Sorrel."
)
POST = (
    "The sinking of the ferry Corrin off Harnmouth on Tuesday evening killed 12 people, Corran Wire "
    "reported.\n\nHarbour master Idris Pell said the pilot had left the marked channel near buoy "
    "nine.\n\nFamilies waited on the quay at Harnmouth for news of the passengers."
)
LEDGER = (
    "Passengers of the ferry Corrin told of panic after it sank off Harnmouth on Tuesday evening."
    "\n\nThe ferry line Sorrel Crossings suspended its sailings to the island of Sorrel.\n\nThe "
    "transport minister, Ilse Marrow, promised an inquiry into the sinking of the Corrin."
)
CORRECTION = (
    "Correction: An earlier version of this article said that 12 people were killed. Nine people "
    "were killed."
)


def page(
    outlet: str, host: str, text: str, title: str = "Ferry Corrin sinks off Harnmouth"
) -> Line:
    return {
        "id": host, "outlet": outlet, "url": f"https://{host}.example/ferry", "title": title,
        "published": "2021-05-05", "text": text,
    }  # fmt: skip


def wire(text: str = WIRE, **more: str) -> Line:
    return page("Corran Wire", "corran", text, **more)


def post(text: str = POST) -> Line:
    return page("Tarn Valley Post", "tarn", text)


@pytest.fixture
def told(desk: Desk, add: Add) -> str:
    """Three outlets tell of one event, the second by the first; when that was known."""
    add([wire(), post(), page("Midland Ledger", "midland", LEDGER)])
    return moment()


def moment() -> str:
    time.sleep(0.002)
    at = now()
    time.sleep(0.002)
    return at


def comparison(desk: Desk) -> Comparison:
    story = desk.stories()[0].id
    made = desk.compare(story).comparison
    assert made is not None
    return made


def taken_back(made: Comparison) -> Correction:
    (only,) = made.corrections
    return only


def test_a_correction_withdraws_a_point_and_flags_who_still_carries_it(
    desk: Desk, add: Add, told: str
) -> None:
    before = comparison(desk)
    assert not before.corrections
    add([wire(f"{WIRE.replace('Twelve', 'Nine')}\n\n{CORRECTION}")], name="again.jsonl")
    made = comparison(desk)
    one = taken_back(made)
    assert (one.kind, one.article) == ("correction", "corran")
    assert [w.exact for w in one.withdraws] == ["Twelve"]
    assert one.seen is not None
    (carries,) = one.carried
    assert "killed 12 people" in carries.statement.span.exact
    assert carries.statement.article == "tarn"
    assert "Corran Wire" in carries.relies
    assert carries.seen is not None
    assert any("still stands in Tarn Valley Post" in check.what for check in made.checks)
    # It is kept with the story, and looked up as it was made.
    assert comparison(desk) == made
    # What was known before is reproduced: nothing was taken back.
    then = Desk(desk.project, desk.store, as_of=told)
    known = comparison(then)
    assert not known.corrections
    assert known.points == before.points
    assert [r.revision for r in known.readings] == [r.revision for r in before.readings]


def test_the_flag_goes_when_the_other_corrects_too(desk: Desk, add: Add, told: str) -> None:
    add([wire(f"{WIRE.replace('Twelve', 'Nine')}\n\n{CORRECTION}")], name="again.jsonl")
    flagged = moment()
    add([post(POST.replace("killed 12 people", "killed nine people"))], name="other.jsonl")
    assert not taken_back(comparison(desk)).carried
    assert taken_back(comparison(Desk(desk.project, desk.store, as_of=flagged))).carried


def test_a_retraction_takes_back_all_that_the_article_told(desk: Desk, add: Add, told: str) -> None:
    add([wire(f"This story has been withdrawn. It did not meet our standards.\n\n{WIRE}")],
        name="again.jsonl")  # fmt: skip
    made = comparison(desk)
    one = taken_back(made)
    assert one.kind == "retraction"
    assert {c.statement.article for c in one.carried} >= {"tarn"}
    mine = [p for p in made.points if any(m.article == "corran" for m in p.members)]
    assert mine
    assert all(p.withdrawn and p.withdrawn[0].article == "corran" for p in mine)


def test_a_silent_change_is_marked_and_withdraws_nothing(desk: Desk, add: Add, told: str) -> None:
    add([wire(WIRE.replace("Twelve", "Nine"))], name="again.jsonl")
    assert not comparison(desk).corrections
    first, second = desk.revisions("corran")
    assert (first.silent, second.silent) == (False, True)
    assert [(c.removed and c.removed.exact, c.added and c.added.exact) for c in second.figures] == [
        ("Twelve", "Nine")
    ]


KILL = (
    "Editors: Corran Wire has withdrawn the story headlined Ferry Corrin sinks off Harnmouth. A kill "
    "is mandatory. Do not use it: no ferry sank."
)


def kill(text: str = KILL, title: str = "KILL: Ferry Corrin sinks off Harnmouth") -> Line:
    return {
        "id": "kill", "outlet": "Corran Wire", "url": "https://corran.example/advisories/7",
        "title": title, "published": "2021-05-06", "text": text,
    }  # fmt: skip


def test_a_kill_under_an_address_of_its_own_withdraws_the_story_it_names(
    desk: Desk, add: Add, told: str
) -> None:
    before = comparison(desk)
    add([kill()], name="kill.jsonl")
    made = comparison(desk)
    (one,) = [c for c in made.corrections if c.article == "corran"]
    assert (one.kind, one.by) == ("kill", "Corran Wire")
    assert [w.exact for w in one.withdraws] == [WIRE]
    assert "by its headline" in one.because
    # Every outlet that still has the wire's text, or its words, is flagged.
    assert {c.statement.article for c in one.carried} == {"tarn", "midland"}
    mine = [p for p in made.points if any(m.article == "corran" for m in p.members)]
    assert mine
    assert all(p.withdrawn and p.withdrawn[0].outlet == "Corran Wire" for p in mine)
    assert any("still stands in" in check.what for check in made.checks)
    known = comparison(Desk(desk.project, desk.store, as_of=told))
    assert not known.corrections
    assert known.points == before.points


def notice_of(desk: Desk, article: str) -> str:
    (line,) = desk.revisions(article)
    (notice,) = line.notices
    return notice.because


def test_a_kill_of_nothing_that_is_held_says_so(desk: Desk, add: Add, told: str) -> None:
    title = "KILL: Mayor of Harnmouth resigns over lighthouse"
    add([kill("Editors: do not use the story, which moved by mistake.", title)], name="kill.jsonl")
    assert "it names no article that we hold" in notice_of(desk, "kill")
    assert not [c for c in comparison(desk).corrections if c.article == "corran"]


def test_what_a_kill_names_may_come_after_it(desk: Desk, add: Add) -> None:
    add([kill()])
    assert "no article that we hold" in notice_of(desk, "kill")
    add([wire(), post()], name="later.jsonl")
    with desk.store.read() as reader:
        (kept,) = elsewhere(reader, [reader.resolve_article("corran")])
    assert (kept.notice.kind, kept.outlet) == ("kill", "Corran Wire")


def test_a_notice_that_two_articles_fit_takes_back_neither(desk: Desk, add: Add) -> None:
    other = wire(POST.replace("Corran Wire reported", "it said")) | {
        "id": "second", "url": "https://corran.example/ferry-2"}  # fmt: skip
    add([wire(), other, kill()])
    assert "2 articles fit what it names" in notice_of(desk, "kill")


def test_another_outlet_s_kill_takes_back_nothing_here(desk: Desk, add: Add, told: str) -> None:
    other = kill() | {"outlet": "Skerry News", "url": "https://skerry.example/advisory"}
    add([other], name="kill.jsonl")
    assert "no article that we hold" in notice_of(desk, "kill")
