from collections.abc import Callable, Sequence

from crosswire.records import Origins, Point, Reading, Tier, Voice
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import shared_texts
from crosswire.stages.compare.origins.finder import OriginFinder
from crosswire.stages.outlets import load_outlets


def origins(point: Point, readings: Sequence[Reading]) -> Origins:
    finder = OriginFinder(readings, Called({}, {}), shared_texts(readings), load_outlets())
    return finder.place(point).origins


AGROUND = "The ferry ran aground at dusk."


def test_narrated_by_two_with_nothing_known(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", AGROUND, outlet="Corran Wire")
    b = read("b", "At dusk the boat struck rocks.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "ran aground"), (b, "struck rocks")), [a, b])
    assert found.words == "2 outlets, origins 1–2, 2 unknown"


def test_one_speaker_is_one_origin(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read(
        "a", "“We slept,” Tom Venn said.", outlet="Corran Wire", said=[("“We slept,”", "Tom Venn")]
    )
    b = read(
        "b",
        "Tom Venn said they were asleep.",
        outlet="Vellamy Sentry",
        said=[("they were asleep", "Tom Venn")],
    )
    found = origins(point("utterance", (a, "We slept"), (b, "asleep"), speaker="Tom Venn"), [a, b])
    assert found.words == "2 outlets, 1 origin"
    assert {e.target for e in found.edges} == {"Tom Venn"}


def test_a_quotation_without_a_speaker_is_the_others_only_in_the_same_words(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    words = "“We were all fast asleep below deck,”"
    a = read("a", f"{words} Tom Venn said.", outlet="Corran Wire", said=[(words, "Tom Venn")])
    b = read("b", f"{words} it was said.", outlet="Vellamy Sentry", said=[(words, None)])
    same = point("utterance", (a, "fast asleep"), (b, "fast asleep"), speaker="Tom Venn")
    found = origins(same, [a, b])
    assert found.words == "2 outlets, 1 origin"
    assert [e.source for e in found.edges] == ["a"]
    c = read(
        "c",
        "“Everyone slept,” it was said.",
        outlet="Harn Courier",
        said=[("“Everyone slept,”", None)],
    )
    other = point("utterance", (a, "fast asleep"), (c, "slept"), speaker="Tom Venn")
    assert origins(other, [a, c]).words == "2 outlets, origins 1–2, 1 unknown"


def test_an_outlet_that_cites_another_of_the_group(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read(
        "a",
        "“We slept,” he told the Vellamy Sentry.",
        outlet="Corran Wire",
        said=[("“We slept,”", "Tom Venn")],
    )
    b = read(
        "b",
        "Tom Venn said they were asleep.",
        outlet="The Vellamy Sentry",
        said=[("they were asleep", "Tom Venn")],
    )
    found = origins(point("utterance", (a, "We slept"), (b, "asleep"), speaker="Tom Venn"), [a, b])
    edge = found.edges[0]
    assert (edge.source, edge.target, edge.because) == ("a", "b", "“told the Vellamy Sentry”")
    assert found.words == "2 outlets, 1 origin"


def test_a_citation_joins_narrated_events_too(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", "The crew slept, the Vellamy Sentry reported.", outlet="Corran Wire")
    b = read("b", "Everyone on board was asleep.", outlet="Vellamy Sentry")
    assert (
        origins(point("event", (a, "slept"), (b, "asleep")), [a, b]).words == "2 outlets, 1 origin"
    )


def test_two_that_credit_one_agency(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", f"PORT SARN (Reuters) - {AGROUND}", outlet="Corran Wire")
    b = read("b", "According to Reuters the boat struck rocks.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "ran aground"), (b, "struck rocks")), [a, b])
    assert found.words == "2 outlets, 1 origin"
    assert [e.target for e in found.edges] == ["Reuters", "Reuters"]


def test_many_words_in_a_row_are_one_writing(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    words = "the ferry ran aground on the outer rocks near Sarn light at dusk on Tuesday evening"
    a = read("a", f"Officials confirm {words}.", outlet="Corran Wire")
    b = read("b", f"Locals saw how {words}.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "ran aground"), (b, "ran aground")), [a, b])
    assert found.words == "2 outlets, 1 origin"
    assert "words in a row" in found.edges[0].because


def test_the_same_quoted_words_were_said_once_and_show_no_copying(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    quoted = "“the ferry ran aground on the outer rocks near Sarn light at dusk on Tuesday evening”"
    a = read("a", f"One log reads {quoted}.", outlet="Corran Wire")
    b = read("b", f"A letter says {quoted}.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, quoted), (b, quoted)), [a, b])
    assert (found.at_least, found.at_most) == (1, 1)
    assert [e.because.split(":")[0] for e in found.edges] == ["both quote 16 words in a row"]


def test_a_quotation_beside_what_an_outlet_tells_ties_nothing(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    quoted = "“we were all fast asleep below deck when it struck”"
    told = "the ferry that left Sarn at dusk on Tuesday with eighty men on board ran aground"
    a = read("a", f"As {told}, one man wrote {quoted}.", outlet="Corran Wire")
    b = read(
        "b",
        f"A boat ran aground off Sarn, which is far from help at this time of the year and"
        f" has no light of its own, and {quoted} was heard.",
        outlet="Vellamy Sentry",
    )
    found = origins(point("event", (a, told), (b, "A boat ran aground")), [a, b])
    assert found.at_most == 2


def test_two_persons_are_two_origins_and_the_third_is_unknown(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read(
        "a",
        "Tom Venn said they were asleep.",
        outlet="Corran Wire",
        said=[("they were asleep", "Tom Venn")],
    )
    b = read(
        "b",
        "Mina Ferrow said no one was awake.",
        outlet="Vellamy Sentry",
        said=[("no one was awake", "Mina Ferrow")],
    )
    c = read("c", "The crew slept.", outlet="Harn Courier")
    found = origins(point("event", (a, "asleep"), (b, "awake"), (c, "slept")), [a, b, c])
    assert found.words == "3 outlets, origins 2–3, 1 unknown"


def test_a_likely_point_shows_nobody_apart(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", "Tom Venn said they were asleep.", said=[("they were asleep", "Tom Venn")])
    b = read("b", "Mina Ferrow said no one woke.", said=[("no one woke", "Mina Ferrow")])
    likely = point("event", (a, "asleep"), (b, "woke"), tier=Tier.LIKELY)
    assert origins(likely, [a, b]).words == "2 outlets, origins 1–2"
    assert origins(point("event", (a, "asleep"), (b, "woke")), [a, b]).at_least == 2


def test_two_names_for_one_quotation_are_not_two_origins(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    words = "“We were all fast asleep below deck,”"
    a = read("a", f"{words} Tom Venn said.", outlet="Corran Wire", said=[(words, "Tom Venn")])
    b = read(
        "b", f"{words} Mina Ferrow said.", outlet="Vellamy Sentry", said=[(words, "Mina Ferrow")]
    )
    found = origins(
        point("utterance", (a, "fast asleep below deck"), (b, "fast asleep below deck")), [a, b]
    )
    assert found.at_least == 1


def test_a_ministry_and_its_minister_are_not_shown_apart(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read(
        "a",
        "Tom Venn said they were asleep.",
        outlet="Corran Wire",
        said=[("they were asleep", "Tom Venn")],
    )
    b = read(
        "b",
        "The Ministry said no one was awake.",
        outlet="Vellamy Sentry",
        said=[("no one was awake", "Ministry")],
    )
    found = origins(point("event", (a, "asleep"), (b, "awake")), [a, b])
    assert (found.at_least, found.at_most) == (1, 2)


def test_two_spellings_of_one_surname_are_not_shown_apart(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", "Tom Venning said they were asleep.", said=[("they were asleep", "Tom Venning")])
    b = read("b", "Tom Vening said no one was awake.", said=[("no one was awake", "Tom Vening")])
    found = origins(point("event", (a, "asleep"), (b, "awake")), [a, b])
    assert found.at_least == 1


def test_a_telling_of_two_speakers_is_not_one_origin(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    said = [("they were asleep", "Tom Venn"), ("no one was awake", "Mina Ferrow")]
    body = "Tom Venn said they were asleep.\nMina Ferrow said no one was awake."
    a = read("a", body, outlet="Corran Wire", said=said)
    b = read("b", "Tom Venn said they were asleep.", outlet="Vellamy Sentry", said=said[:1])
    shared = point("utterance", (a, "asleep"), (a, "awake"), (b, "asleep"))
    assert origins(shared, [a, b]).words == "2 outlets, origins 1–2"


def test_what_an_outlet_asserts_besides_is_not_its_speakers(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    said = [("they were asleep", "Tom Venn")]
    body = "Tom Venn said they were asleep.\nNobody stood watch."
    a = read("a", body, outlet="Corran Wire", said=said)
    b = read("b", "Tom Venn said they were asleep.", outlet="Vellamy Sentry", said=said)
    shared = point("event", (a, "asleep"), (a, "watch"), (b, "asleep"))
    assert origins(shared, [a, b]).words == "2 outlets, origins 1–2, 1 unknown"


def test_opinion_is_no_origin(read: Callable[..., Reading], point: Callable[..., Point]) -> None:
    a = read("a", AGROUND, outlet="Corran Wire")
    b = read(
        "b", "At dusk the boat struck rocks.", outlet="Vellamy Sentry", voices={0: Voice.OPINION}
    )
    found = origins(point("event", (a, "ran aground"), (b, "struck rocks")), [a, b])
    assert (found.outlets, found.at_least, found.at_most) == (2, 1, 1)


def test_two_articles_of_one_outlet_are_one_outlet(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    a = read("a", AGROUND, outlet="Corran Wire")
    b = read("b", "At dusk the boat struck rocks.", outlet="Corran Wire")
    found = origins(point("event", (a, "ran aground"), (b, "struck rocks")), [a, b])
    assert found.words == "1 outlet, 1 origin"


def test_a_credit_gives_shared_text_its_direction(
    read: Callable[..., Reading], point: Callable[..., Point]
) -> None:
    words = "the ferry ran aground on the outer rocks near Sarn light at dusk on Tuesday evening"
    a = read("a", f"Officials confirm {words}.", outlet="Corran Wire")
    b = read("b", f"Locals saw how {words}.", outlet="Vellamy Sentry", authors=["Corran Wire"])
    found = origins(point("event", (a, "ran aground"), (b, "ran aground")), [a, b])
    assert {(e.source, e.target) for e in found.edges} == {("b", "a")}
    assert not any("which came first" in e.because for e in found.edges)
