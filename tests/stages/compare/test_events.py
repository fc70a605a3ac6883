from collections.abc import Callable
from datetime import date

from crosswire.records import Reading
from crosswire.stages.compare.events import margin, outsiders, sketch

FERRY = (
    "A ferry carrying islanders ran aground on the Mallet Rocks off Port Sarn, and rescuers took "
    "passengers ashore in lifeboats. The harbour board said the captain of the ferry had turned "
    "too early in fog. Minister Ilse Marrow promised that every ferry on the strait would be "
    "inspected before the season. Passengers told how the hull struck the rocks and the lights "
    "went out. The operator of the ferry said that the vessel had passed its inspection in spring."
)
FERRY_TOO = (
    "Rescuers brought passengers ashore after the ferry struck the Mallet Rocks near Port Sarn in "
    "fog. Ilse Marrow, the minister, announced that ferries on the strait will be inspected. The "
    "harbour board blamed an early turn by the captain. The operator pointed to an inspection in "
    "spring that the vessel passed. Lifeboats were out for hours, and islanders gave passengers "
    "blankets on the quay while the hull of the ferry lay on the rocks."
)
TREATY = (
    "Negotiators from the two river provinces signed a treaty on irrigation in the old mill of "
    "Harn. The treaty divides the water of the upper valley between orchards and towns for thirty "
    "years. Farmers from the lower plain had blocked the bridges in protest at the shares. "
    "Governor Aldo Brevik called the signature a fresh start, and said that dams would be repaired "
    "with money from both provinces. Engineers will measure the flow of the river twice a year."
)
NAMES = [("Port Sarn", "GPE"), ("Ilse Marrow", "PERSON")]


def test_an_article_about_another_event_is_said_to_be_so(read: Callable[..., Reading]) -> None:
    a = read("a", FERRY, headline="Ferry aground off Port Sarn", names=NAMES)
    b = read("b", TREATY, headline="River treaty signed", names=[("Harn", "GPE")])
    c = read("c", FERRY_TOO, headline="Passengers saved from ferry", names=NAMES)
    (found,) = outsiders([a, b, c], {})
    assert found.article == "b"
    assert found.because.startswith("it shares no people, places or bodies of its lead")


def test_one_event_has_no_outsiders(read: Callable[..., Reading]) -> None:
    a, c = read("a", FERRY, headline="Ferry aground"), read("c", FERRY_TOO, headline="Ferry saved")
    assert outsiders([a, c], {}) == ()


def test_two_articles_about_two_events(read: Callable[..., Reading]) -> None:
    a, b = read("a", FERRY), read("b", TREATY)
    assert [o.article for o in outsiders([a, b], {})] == ["b"]
    assert [o.article for o in outsiders([b, a], {})] == ["a"]


def test_names_and_days_are_in_the_reason(read: Callable[..., Reading]) -> None:
    a = read("a", FERRY, published="2026-03-03", names=NAMES)
    other = TREATY.replace("Governor Aldo Brevik", "Ilse Marrow")
    b = read("b", other, published="2026-05-03T10:00+01:00", names=[("Ilse Marrow", "PERSON")])
    (found,) = outsiders([a, b], {})
    assert "it shares only Ilse Marrow with the others" in found.because
    assert "published 61 days from the nearest" in found.because


def test_a_headline_alone_is_not_judged(read: Callable[..., Reading]) -> None:
    a, b = read("a", FERRY), read("b", "", headline="River treaty signed")
    assert outsiders([a, b], {}) == ()
    assert outsiders([], {}) == ()


def test_a_wrong_day_does_not_part_what_the_words_join() -> None:
    day, later = date(2026, 3, 3), date(2026, 9, 3)
    assert margin(sketch("Ferry aground", FERRY, day), sketch("Ferry saved", FERRY_TOO, later)) >= 0


def test_days_apart_speak_against_one_event() -> None:
    one, other = sketch("", FERRY, date(2026, 3, 3)), sketch("", TREATY, date(2026, 3, 4))
    later = sketch("", TREATY, date(2026, 5, 4))
    assert margin(one, later) < margin(one, other)
