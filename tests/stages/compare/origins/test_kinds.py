"""Each kind of origin, in invented sentences, and what takes none away."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswire.records import Origins, Point, Reading, Voice
from crosswire.records.quotation import Act
from crosswire.stages.compare.called import Called
from crosswire.stages.compare.copies import shared_texts
from crosswire.stages.compare.origins.finder import OriginFinder
from crosswire.stages.outlets import OutletTable, load_outlets
from tests.stages.compare.conftest import make_point, make_reading

Read = Callable[..., Reading]
MakePoint = Callable[..., Point]


def origins(point: Point, readings: Sequence[Reading], table: OutletTable | None = None) -> Origins:
    known = table or load_outlets()
    return OriginFinder(readings, Called({}, {}), shared_texts(readings), known).origins(point)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        # one stated source
        ("The boat sank, Harn Radio first reported.", "According to Harn Radio a boat sank.", "1 origin"),
        ("The boat sank, it was first reported by Harn Radio.", "Harn Radio broke the story that a boat sank.", "1 origin"),
        ("The boat sank, the news agency AFP said.", "A boat sank, according to the AFP news agency.", "1 origin"),
        ("The boat sank, citing Interfax.", "A boat sank, Interfax said.", "1 origin"),
        ("The boat sank, according to a pool report.", "A boat sank, a pool report said; according to the pool report it was night.", "1 origin"),
        ("According to the Harlow report the boat sank.", "A boat sank, according to the report by Harlow.", "1 origin"),
        ("According to the indictment the boat sank.", "A boat sank, according to the indictment.", "1 origin"),
        # sources that are stated and not shown to be one
        ("The boat sank, according to court documents.", "A boat sank, according to police records.", "origins 1–2"),
        ("The boat sank, Interfax said.", "A boat sank, according to Reuters.", "origins 1–2"),
        # an own reporter at the place
        ("Our reporter at the quay watched as the boat sank.", "A boat sank, according to Reuters.", "2 origins"),
        ("A Sentry reporter on the quay saw the boat sink.", "A Courier photographer saw how the boat sank.", "2 origins"),
        ("Our reporter on the quay watched as the boat sank.", "A boat sank off the cape.", "origins 1–2, 1 unknown"),
        ("The boat sank, a diver told our reporter at the quay.", "A boat sank, according to Reuters.", "origins 1–2"),
        # another page of the group
        ("Our reporter on the quay saw the boat sink.", "A boat sank, the Vellamy Sentry reported.", "1 origin"),
        # nothing stated
        ("The boat sank.", "A boat sank off the cape.", "origins 1–2, 2 unknown"),
    ],
)  # fmt: skip
def test_what_two_sentences_state(
    read: Read, point: MakePoint, one: str, other: str, words: str
) -> None:
    a = read("a", one, outlet="Vellamy Sentry")
    b = read("b", other, outlet="Harn Courier")
    shared = point("event", (a, "boat"), (b, "oat") if "boat" not in other else (b, "boat"))
    assert origins(shared, [a, b]).words == f"2 outlets, {words}"


def test_a_byline_from_the_place_that_the_sentence_names(read: Read, point: MakePoint) -> None:
    a = read("a", "By Ilse Marrow in Port Sarn\nA boat sank off Port Sarn.", outlet="Harn Courier")
    b = read("b", "A boat sank, according to Reuters.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "boat"), (b, "boat")), [a, b])
    assert found.apart == ("Harn Courier’s own reporter", "Reuters")
    assert found.corroborated_words.startswith("rests on 2 origins shown apart")


def test_the_sentence_after_the_reporter_s_own_in_one_paragraph(
    read: Read, point: MakePoint
) -> None:
    seen = "Our reporter stood on the quay. The boat sank at nine."
    a = read("a", f"{seen}\nIt was dark.", outlet="Harn Courier")
    b = read("b", "A boat sank, according to Reuters.", outlet="Vellamy Sentry")
    assert origins(point("event", (a, "boat"), (b, "boat")), [a, b]).at_least == 2
    apart = read("a", seen.replace(". ", ".\n"), outlet="Harn Courier")
    assert origins(point("event", (apart, "boat"), (b, "boat")), [apart, b]).at_least == 1


def test_a_body_is_apart_from_an_own_reporter_and_from_nobody_else(
    read: Read, point: MakePoint
) -> None:
    said = [("the boat sank", "Marine Board")]
    a = read("a", "The Marine Board said the boat sank.", outlet="Corran Wire", said=said)
    b = read("b", "Our reporter on the quay saw the boat sink.", outlet="Vellamy Sentry")
    c = read("c", "A boat sank, according to Reuters.", outlet="Harn Courier")
    assert origins(point("event", (a, "boat"), (b, "boat")), [a, b]).at_least == 2
    assert origins(point("event", (a, "boat"), (c, "boat")), [a, c]).at_least == 1


def test_two_speakers_of_one_press_conference_are_one_origin(read: Read, point: MakePoint) -> None:
    occasion = "Speaking beside Mina Ferrow"
    a = read(
        "a",
        f"{occasion}, Tom Venn said the boat sank.",
        outlet="Corran Wire",
        said=[("the boat sank", "Tom Venn")],
        occasions={0: occasion},
    )
    b = read(
        "b",
        "Mina Ferrow said a boat went down.",
        outlet="Vellamy Sentry",
        said=[("a boat went down", "Mina Ferrow")],
    )
    found = origins(point("event", (a, "boat"), (b, "boat")), [a, b])
    assert found.at_least == 1
    assert any("one occasion" in e.because for e in found.edges)


def test_a_chain_of_pages_ends_at_its_first(read: Read, point: MakePoint) -> None:
    a = read("a", "Our reporter on the quay saw the boat sink.", outlet="Vellamy Sentry")
    b = read("b", "A boat sank, the Vellamy Sentry reported.", outlet="Harn Courier")
    c = read("c", "A boat sank, according to the Harn Courier.", outlet="Dunmore Echo")
    found = origins(point("event", (a, "boat"), (b, "boat"), (c, "boat")), [a, b, c])
    assert found.words == "3 outlets, 1 origin"


def test_two_titles_of_one_house_are_not_shown_apart(read: Read, point: MakePoint) -> None:
    table = OutletTable.model_validate(
        {
            "owner": [
                {
                    "name": "Harbour Group",
                    "outlets": ["Vellamy Sentry", "Harn Courier"],
                    "source": "its annual report",
                }
            ]
        }
    )
    a = read("a", "Our reporter on the quay saw the boat sink.", outlet="Vellamy Sentry")
    b = read("b", "Our correspondent at the quay watched the boat sink.", outlet="Harn Courier")
    shared = point("event", (a, "boat"), (b, "boat"))
    assert origins(shared, [a, b]).at_least == 2
    found = origins(shared, [a, b], table)
    assert found.words == "2 outlets, origins 1–2"
    assert any("belong to Harbour Group" in e.because for e in found.edges)


def test_the_table_says_whose_a_shared_text_was_first(read: Read, point: MakePoint) -> None:
    table = OutletTable.model_validate(
        {
            "supply": [
                {
                    "kind": "wire",
                    "name": "Corran Wire",
                    "outlets": ["Vellamy Sentry"],
                    "source": "credit lines of this title",
                }
            ]
        }
    )
    words = "the ferry ran aground on the outer rocks near Sarn light at dusk on Tuesday evening"
    a = read("a", f"Officials confirm {words}.", outlet="Corran Wire")
    b = read("b", f"Locals saw how {words}.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "aground"), (b, "aground")), [a, b], table)
    assert [(e.source, e.target) for e in found.edges] == [("b", "a")]
    assert "prints agency copy of Corran Wire" in found.edges[0].because


@pytest.mark.parametrize("voice", [Voice.OPINION, Voice.ADVERTISING, Voice.READER])
def test_what_is_no_news_is_shown_apart(read: Read, point: MakePoint, voice: Voice) -> None:
    a = read("a", "The boat sank.", outlet="Corran Wire")
    b = read("b", "A boat sank off the cape.", outlet="Vellamy Sentry", voices={0: voice})
    found = origins(point("event", (a, "boat"), (b, "boat")), [a, b])
    assert found.words == f"2 outlets, 1 origin, 1 not counted ({voice.value})"
    assert [(x.article, x.because) for x in found.aside] == [("b", voice.value)]


def test_satire_is_no_origin(read: Read, point: MakePoint) -> None:
    a = read("a", "The boat sank.", outlet="Corran Wire")
    b = read("b", "A boat sank off the cape.", outlet="The Onion")
    found = origins(point("event", (a, "boat"), (b, "boat")), [a, b])
    assert found.words == "2 outlets, 1 origin, 1 not counted (satire)"
    only = origins(point("event", (b, "boat")), [b])
    assert (only.at_least, only.at_most, only.unknown) == (0, 0, 0)


def test_attested_is_not_corroborated(read: Read, point: MakePoint) -> None:
    said = [("the boat sank", "Tom Venn")]
    a = read("a", "Tom Venn said the boat sank.", outlet="Corran Wire", said=said)
    b = read("b", "Tom Venn said that the boat sank.", outlet="Vellamy Sentry", said=said)
    c = read("c", "A boat sank off the cape.", outlet="Harn Courier")
    shared = point("event", (a, "boat"), (b, "boat"), (c, "boat"))
    found = origins(shared, [a, b, c])
    assert [(x.speaker, x.outlets) for x in found.attested] == [
        ("Tom Venn", ("Corran Wire", "Vellamy Sentry"))
    ]
    assert found.asserted == ("Harn Courier",)
    assert found.attested_words == ("2 outlets attribute it to Tom Venn; 1 outlet in its own voice")
    assert not found.corroborated
    assert found.corroborated_words == "not shown: no two origins are shown apart"


def test_what_is_attested_names_through_whom(read: Read, point: MakePoint) -> None:
    said = [("the boat sank", "Tom Venn")]
    a = read("a", "Tom Venn told Harn Radio that the boat sank.", outlet="Corran Wire", said=said)
    b = read("b", "Tom Venn said that the boat sank.", outlet="Vellamy Sentry", said=said)
    found = origins(point("utterance", (a, "boat"), (b, "boat"), speaker="Tom Venn"), [a, b])
    assert found.attested_words == (
        "2 outlets attribute it to Tom Venn (Corran Wire through Harn Radio)"
    )
    assert found.credited == ()


def test_a_page_of_the_group_is_named_by_its_outlet(read: Read, point: MakePoint) -> None:
    said = [("the boat sank", "Tom Venn")]
    a = read(
        "a", "Tom Venn told the Vellamy Sentry that the boat sank.", outlet="Corran Wire", said=said
    )
    b = read("b", "Tom Venn said that the boat sank.", outlet="Vellamy Sentry", said=said)
    found = origins(point("utterance", (a, "boat"), (b, "boat"), speaker="Tom Venn"), [a, b])
    assert [(t.outlet, t.source) for t in found.attested[0].through] == [
        ("Corran Wire", "Vellamy Sentry")
    ]


def test_a_desk_alone_is_credited(read: Read, point: MakePoint) -> None:
    a = read("a", "The boat sank, according to Harn Radio.", outlet="Corran Wire")
    b = read("b", "A boat sank off the cape.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "boat"), (b, "boat")), [a, b])
    assert (found.attested, found.asserted) == ((), ("Vellamy Sentry",))
    assert found.attested_words == (
        "Corran Wire credits Harn Radio for it; 1 outlet in its own voice"
    )


def test_a_said_b_reported_is_a_s_through_b(read: Read, point: MakePoint) -> None:
    whole = "Tom Venn said the boat sank at nine"
    a = read(
        "a",
        f"{whole}, Harn Radio reported.",
        outlet="Corran Wire",
        said=[(whole, "Harn Radio"), ("the boat sank at nine", "Tom Venn")],
    )
    found = origins(point("event", (a, whole)), [a])
    assert found.attested_words == (
        "1 outlet attributes it to Tom Venn (Corran Wire through Harn Radio)"
    )


def test_words_within_a_quotation_are_its_speakers(read: Read, point: MakePoint) -> None:
    words = "“Nobody slept. We saw the boat sink at nine,”"
    said = [(words, "Tom Venn")]
    a = read("a", f"{words} Tom Venn said.", outlet="Corran Wire", said=said)
    shared = point("utterance", (a, "the boat sink at nine"))
    bare = shared.members[0].model_copy(
        update={"holder": None, "holder_entity": None, "quotation": None}
    )
    found = origins(shared.model_copy(update={"members": (bare,)}), [a])
    assert (found.asserted, found.attested[0].speaker) == ((), "Tom Venn")


def test_words_without_a_speaker_are_not_the_outlets_own(read: Read, point: MakePoint) -> None:
    words = "“Nobody slept that night at all,”"
    a = read("a", f"{words} it was said.", outlet="Corran Wire", said=[(words, None)])
    b = read("b", "The crew did not sleep.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, "Nobody slept"), (b, "did not sleep")), [a, b])
    assert (found.quoting, found.asserted) == (("Corran Wire",), ("Vellamy Sentry",))
    assert found.attested_words == (
        "1 outlet in its own voice; 1 outlet gives it as somebody's words, speaker not read"
    )


@pytest.mark.parametrize(
    ("act", "body"),
    [
        (Act.DEED, "Tom Venn sued the ferry line."),
        (Act.TOPIC, "The crew left the harbour in anger after Tom Venn praised the ferry line."),
    ],
)
def test_what_somebody_did_is_told_by_the_outlet(
    read: Read, point: MakePoint, act: Act, body: str
) -> None:
    a = read("a", body, outlet="Corran Wire", said=[("the ferry line", "Tom Venn")])
    a = a.model_copy(
        update={"quotations": tuple(q.model_copy(update={"act": act}) for q in a.quotations)}
    )
    shared = point("event", (a, body))
    # ``act`` is no part of a quotation's identity: the member still names it.
    assert shared.members[0].holder == "Tom Venn"
    found = origins(shared, [a])
    assert (found.attested, found.asserted) == ((), ("Corran Wire",))


def test_a_passage_made_of_one_speakers_words_is_theirs(read: Read, point: MakePoint) -> None:
    body = "Tom Venn spoke of a long night on the rocks and said, “Nobody slept for hours.”"
    said = [("a long night on the rocks", "Tom Venn"), ("“Nobody slept for hours.”", "Tom Venn")]
    a = read("a", body, outlet="Corran Wire", said=said)
    member = point("event", (a, body)).members[0]
    bare = member.model_copy(update={"holder": None, "holder_entity": None, "quotation": None})
    found = origins(point("event", (a, body)).model_copy(update={"members": (bare,)}), [a])
    assert ([x.speaker for x in found.attested], found.asserted) == (["Tom Venn"], ())


@pytest.mark.parametrize(
    ("body", "attested", "asserted"),
    [
        ("Tom Venn, the head of the island council, said on Friday that the boat sank off the cape.", ["Tom Venn"], ()),
        ("The harbour was closed, ships turned away and the lights put out; Tom Venn said the boat sank.", [], ("Corran Wire",)),
    ],
)  # fmt: skip
def test_a_sentence_that_is_one_report_is_not_the_outlets_own(
    read: Read, point: MakePoint, body: str, attested: list[str], asserted: tuple[str, ...]
) -> None:
    words = "that the boat sank off the cape" if " that " in body else "the boat sank"
    a = read("a", body, outlet="Corran Wire", said=[(words, "Tom Venn")])
    shared = point("event", (a, body))
    bare = shared.members[0].model_copy(
        update={"holder": None, "holder_entity": None, "quotation": None}
    )
    found = origins(shared.model_copy(update={"members": (bare,)}), [a])
    assert ([x.speaker for x in found.attested], found.asserted) == (attested, asserted)
    # What else the sentence says may not be the speaker's: that they hold all of it is not shown.
    assert found.edges == ()


def test_what_stands_around_somebodys_words_is_the_outlets_telling(
    read: Read, point: MakePoint
) -> None:
    body = "Speaking at the harbour meeting in Port Sarn, Tom Venn attacked the ferry line."
    a = read("a", body, outlet="Corran Wire", said=[("the ferry line", "Tom Venn")])
    b = read("b", "The harbour meeting was held in Port Sarn.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, body), (b, b.revision.body.content)), [a, b])
    assert (found.attested, found.asserted) == ((), ("Corran Wire", "Vellamy Sentry"))


def test_words_that_others_tell_for_themselves_stay_their_speakers(
    read: Read, point: MakePoint
) -> None:
    body = "Speaking at the harbour meeting in Port Sarn, Tom Venn said the ferry line was broke."
    a = read("a", body, outlet="Corran Wire", said=[("the ferry line was broke", "Tom Venn")])
    b = read("b", "The ferry line was broke, the harbour meeting heard.", outlet="Vellamy Sentry")
    found = origins(point("event", (a, body), (b, b.revision.body.content)), [a, b])
    assert [x.speaker for x in found.attested] == ["Tom Venn"]


SENTENCES = (
    "The boat sank.",
    "A boat went down off the cape.",
    "Our reporter on the quay saw the boat sink.",
    "The boat sank, according to Reuters.",
    "According to AFP the boat sank.",
    "Tom Venn said the boat sank.",
    "Mina Ferrow said the boat sank.",
    "The boat sank, according to court documents.",
)
LINES = ("", "", "PORT SARN (AP) — ", "PORT SARN (Reuters) — ", "PORT SARN (Kelmar) — ")
OUTLETS = ("Corran Wire", "Vellamy Sentry", "Harn Courier", "Dunmore Echo", "Tarn Gazette")
Page = tuple[str, str, str]
"""(credit line, sentence, byline)."""


def _page(number: int, page: Page) -> Reading:
    line, sentence, byline = page
    speakers = [s for s in ("Tom Venn", "Mina Ferrow") if s in sentence]
    return make_reading(
        f"p{number}",
        f"{line}{sentence}",
        outlet=OUTLETS[number],
        authors=[byline] if byline else [],
        said=[("the boat sank", s) for s in speakers],
    )


def _count(pages: Sequence[Page]) -> Origins:
    readings = [_page(n, page) for n, page in enumerate(pages)]
    members = [(r, "boat") for r in readings]
    return origins(make_point("event", *members), readings)


PAGES = st.lists(
    st.tuples(
        st.sampled_from(LINES),
        st.sampled_from(SENTENCES),
        st.sampled_from(("", "", "AFP", "Ilse Marrow", *OUTLETS)),
    ),
    min_size=2,
    max_size=5,
)


@given(pages=PAGES, data=st.data())
def test_taking_a_credit_line_out_never_raises_the_minimum(
    pages: list[Page], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(pages) - 1))
    line, sentence, byline = pages[at]
    taken = data.draw(st.sampled_from([("", sentence, byline), (line, sentence, "")]))
    before, after = _count(pages), _count([*pages[:at], taken, *pages[at + 1 :]])
    assert after.at_least <= before.at_least
    assert 1 <= after.at_least <= after.at_most


@given(pages=PAGES, data=st.data())
def test_taking_an_attribution_to_an_outside_desk_out_never_raises_the_minimum(
    pages: list[Page], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(pages) - 1))
    line, sentence, byline = pages[at]
    if "Reuters" in sentence or "AFP" in sentence:
        bare = (line, "The boat sank.", byline)
        after = _count([*pages[:at], bare, *pages[at + 1 :]])
        assert after.at_least <= _count(pages).at_least


@given(pages=PAGES)
def test_the_range_holds_together(pages: list[Page]) -> None:
    found = _count(pages)
    assert found.outlets == len(pages)
    assert 1 <= found.at_least <= found.at_most
    assert 0 <= found.unknown <= found.at_most
    assert len(found.apart) in (0, found.at_least)


def in_voice(reading: Reading, voice: Voice) -> Reading:
    passages = tuple(p.model_copy(update={"voice": voice}) for p in reading.revision.passages)
    revision = reading.revision.model_copy(update={"passages": passages})
    return reading.model_copy(update={"revision": revision})


def told_in(point: Point, article: str, voice: Voice) -> Point:
    members = tuple(
        m.model_copy(update={"voice": voice}) if m.article == article else m for m in point.members
    )
    return point.model_copy(update={"members": members})


def test_satire_corroborates_nothing_and_wire_copy_is_news(read: Read, point: MakePoint) -> None:
    a = read("a", "Our reporter on the quay saw the boat sink.", outlet="Harn Courier")
    b = read("b", "Our reporter at the quay watched as the boat sank.", outlet="Vellamy Lark")
    shared = point("event", (a, "boat"), (b, "boat"))
    assert origins(shared, [a, b]).at_least == 2
    jest = origins(told_in(shared, "b", Voice.SATIRE), [a, in_voice(b, Voice.SATIRE)])
    assert (jest.at_least, jest.at_most) == (1, 1)
    wire = origins(told_in(shared, "b", Voice.WIRE), [a, in_voice(b, Voice.WIRE)])
    assert (wire.at_least, wire.at_most) == (2, 2)


def test_what_is_shared_in_a_speakers_words_is_the_speakers(read: Read, point: MakePoint) -> None:
    """However much the sentence tells around it in the outlet's own voice."""
    long = (
        "As she left the harbour for a meeting on the far side of the coast, Marrow told reporters "
        "of the ship: “It is a rotten leaking hull.”"
    )
    short = "She called it “a rotten leaking hull”."
    pages = [
        read("a", long, outlet="Vellamy Sentry", said=[("“It is a rotten leaking hull.”", "Marrow")]),
        read("b", short, outlet="Harn Courier", said=[("“a rotten leaking hull”", "Marrow")]),
    ]  # fmt: skip
    members = [(pages[0], long), (pages[1], "a rotten leaking hull")]
    bare = make_point("utterance", *members)
    (first, second) = bare.members
    nobodys = first.model_copy(update={"holder": None, "holder_entity": None, "quotation": None})
    found = origins(bare.model_copy(update={"members": (nobodys, second)}), pages)
    assert [(a.speaker, len(a.outlets)) for a in found.attested] == [("Marrow", 2)]
    assert not found.asserted
