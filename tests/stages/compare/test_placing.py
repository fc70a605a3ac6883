from collections.abc import Callable

from crosswire.records import Reading
from crosswire.stages.compare.headlines import headline_words
from crosswire.stages.compare.placing import placed

WHO = "Ilse Marrow"
RUNS = ("“We will inspect every ship,”", "“It was dark,”", "“Nobody called,”", "“We are tired,”")


def test_lead_body_and_last(read: Callable[..., Reading]) -> None:
    body = "\n".join(f"{run} {WHO} said." for run in RUNS)
    page = read("a", body, said=[(run, WHO) for run in RUNS])
    found = [placed(page, q, ()) for q in page.quotations]
    assert found == [("lead",), ("body",), ("body",), ("last",)]


def test_a_text_of_one_passage_goes_by_sentences(read: Callable[..., Reading]) -> None:
    body = " ".join(f"{run} {WHO} said." for run in RUNS[:3])
    page = read("a", body, said=[(run, WHO) for run in RUNS[:3]])
    assert [placed(page, q, ()) for q in page.quotations] == [("lead",), ("body",), ("last",)]


def test_the_headline_is_a_place_too(read: Callable[..., Reading]) -> None:
    body = "\n".join(f"{run} {WHO} said." for run in RUNS)
    page = read("a", body, headline="Marrow: ‘Nobody called’", said=[(run, WHO) for run in RUNS])
    words = headline_words([page])
    assert placed(page, page.quotations[2], words) == ("headline", "body")
    assert placed(page, page.quotations[1], words) == ("body",)
