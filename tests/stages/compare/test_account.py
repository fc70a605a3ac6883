from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from crosswire.records import Comparison, Point, Reading, Record, Span
from crosswire.stages.compare.account import give_account
from crosswire.stages.compare.points import Aligned
from crosswire.stages.compare.table import lay_out

FERRY = (
    "A ferry carrying islanders ran aground on the Mallet Rocks off Port Sarn, and rescuers took "
    "passengers ashore in lifeboats.\n“We will inspect every ferry on the strait before the "
    "season,” Ilse Marrow said.\nPassengers told how the hull struck the rocks and the lights went "
    "out. The operator of the ferry said that the vessel had passed its inspection in spring."
)
FERRY_TOO = (
    "Rescuers brought passengers ashore after the ferry struck the Mallet Rocks near Port Sarn in "
    "fog.\nIlse Marrow, the minister, promised to “inspect every ferry on the strait”.\nThe "
    "operator pointed to an inspection in spring that the vessel passed. Lifeboats were out for "
    "hours, and islanders gave passengers blankets while the hull of the ferry lay on the rocks."
)
TREATY = (
    "Negotiators from the two river provinces signed a treaty on irrigation in the old mill of "
    "Harn. The treaty divides the water of the upper valley between orchards and towns for thirty "
    "years. Farmers from the lower plain had blocked the bridges in protest at the shares. "
    "Engineers will measure the flow of the river twice a year at the bridge of Harn mill."
)
SAID = [("“We will inspect every ferry on the strait before the season,”", "Ilse Marrow")]
SAID_TOO = [("“inspect every ferry on the strait”", "Ilse Marrow")]


@dataclass
class StandIn:
    """Gives the points it was made with, and remembers what it was asked to line up."""

    points: tuple[Point, ...] = ()
    asked: list[list[str]] = field(default_factory=list)

    def align(self, readings: Sequence[Reading], canon: Mapping[str, str]) -> Aligned:
        self.asked.append([r.article for r in readings])
        return Aligned(points=self.points, conflicts=(), singles=(), undecided=2)


def compared(*readings: Reading, aligner: StandIn | None = None) -> Comparison:
    return give_account(lay_out(readings), aligner or StandIn(), stages=["compare 9"])


def spans(record: object) -> Iterator[Span]:
    if isinstance(record, Span):
        yield record
    elif isinstance(record, Record):
        for name in type(record).model_fields:
            yield from spans(getattr(record, name))
    elif isinstance(record, tuple | list):
        for item in record:
            yield from spans(item)


@pytest.fixture
def pair(read: Callable[..., Reading]) -> tuple[Reading, Reading]:
    return (
        read(
            "a", FERRY, outlet="Corran Wire", headline="Ministers to ‘inspect’ ferries", said=SAID
        ),
        read("b", FERRY_TOO, outlet="Vellamy Sentry", headline="Ferry saved", said=SAID_TOO),
    )


def test_two_accounts_of_one_event(
    pair: tuple[Reading, Reading], point: Callable[..., Point]
) -> None:
    a, b = pair
    shared = point("event", (a, "ran aground"), (b, "struck the Mallet Rocks"))
    stand_in = StandIn(points=(shared,))
    found = compared(a, b, aligner=stand_in)
    assert stand_in.asked == [["a", "b"]]
    told = {p.kind: p for p in found.points}
    assert told["event"].origins.words == "2 outlets, origins 1–2, 2 unknown"
    assert told["utterance"].origins.words == "2 outlets, 1 origin"
    assert [(s.name, s.quoted, len(s.cuts)) for s in found.speakers] == [("Ilse Marrow", 2, 1)]
    assert found.headline_words[0].standing == "verbatim in speech"
    assert found.stages == ("compare 9", "by hand")
    assert "2 pairs of passages were left undecided and not shown as shared." in found.notes
    assert [c.what for c in found.checks if "date" in c.what] != []


def test_every_span_reads_its_own_words(
    pair: tuple[Reading, Reading], point: Callable[..., Point]
) -> None:
    a, b = pair
    shared = point("event", (a, "ran aground"), (b, "struck the Mallet Rocks"))
    found = compared(a, b, aligner=StandIn(points=(shared,)))
    texts = {t.id: t for r in (a, b) for t in (r.revision.body, r.revision.capture.content)}
    texts |= {h.text.id: h.text for r in (a, b) if (h := r.revision.headline)}
    for span in spans(found):
        span.check(texts[span.text])


def test_one_article_cannot_be_compared(pair: tuple[Reading, Reading]) -> None:
    stand_in = StandIn()
    found = compared(pair[0], aligner=stand_in)
    assert stand_in.asked == []
    assert (found.points, found.singles) == ((), ())
    assert [s.name for s in found.speakers] == ["Ilse Marrow"]
    assert "One article: there is nothing to compare it with." in found.notes


def test_two_events_are_not_lined_up(
    pair: tuple[Reading, Reading], read: Callable[..., Reading]
) -> None:
    stand_in = StandIn()
    found = compared(pair[0], read("c", TREATY, outlet="Harn Courier"), aligner=stand_in)
    assert stand_in.asked == []
    assert [o.article for o in found.outsiders] == ["c"]
    assert any("another event" in n for n in found.notes)
    assert any("nothing was lined up" in n for n in found.notes)


def test_an_outsider_is_kept_out(
    pair: tuple[Reading, Reading], read: Callable[..., Reading]
) -> None:
    stand_in = StandIn()
    treaty = read("c", TREATY, outlet="Harn Courier", headline="Treaty ‘signed’")
    found = compared(pair[0], treaty, pair[1], aligner=stand_in)
    assert stand_in.asked == [["a", "b"]]
    assert {p.article for p in found.pages} == {"a", "b", "c"}
    assert {h.article for h in found.headline_words} == {"a"}


def test_the_same_page_twice_is_read_once(
    pair: tuple[Reading, Reading], read: Callable[..., Reading]
) -> None:
    stand_in = StandIn()
    again = read("a2", FERRY, outlet="Corran Wire", headline="Ferry aground", said=SAID)
    found = compared(pair[0], again, pair[1], aligner=stand_in)
    assert stand_in.asked == [["a", "b"]]
    assert {p.article: p.duplicate_of for p in found.pages} == {"a": None, "a2": "a", "b": None}
    assert "a2 is the same article as a (Corran Wire); it was read once." in found.notes
    assert sum(len(s.utterances) for s in found.speakers) == 2


def test_a_reprint_is_one_origin(read: Callable[..., Reading], point: Callable[..., Point]) -> None:
    a = read("a", FERRY, outlet="Corran Wire", said=SAID)
    b = read("b", FERRY.replace("islanders", "people"), outlet="Vellamy Sentry", said=SAID)
    shared = point("event", (a, "ran aground"), (b, "ran aground"))
    found = compared(a, b, aligner=StandIn(points=(shared,)))
    assert found.points[0].origins.words == "2 outlets, 1 origin"
    assert any("share text" in n for n in found.notes)


def test_a_headline_alone(pair: tuple[Reading, Reading], read: Callable[..., Reading]) -> None:
    found = compared(*pair, read("h", "", outlet="Harn Courier", headline="Ferry ‘saved’"))
    assert found.outsiders == ()
    assert "No text beyond the headline: Harn Courier." in found.notes
    assert [p.sentences for p in found.pages if p.article == "h"] == [0]


def test_headlines_only(read: Callable[..., Reading]) -> None:
    found = compared(read("a", "", headline="Ferry saved"), read("b", "", headline="Ferry ‘lost’"))
    assert found.points == ()
    assert len(found.headline_words) == 1


def test_the_account_round_trips(pair: tuple[Reading, Reading]) -> None:
    found = compared(*pair)
    assert Comparison.model_validate_json(found.model_dump_json()) == found


def test_notes_of_one_kind_are_counted_beyond_a_few(read: Callable[..., Reading]) -> None:
    pages = [read(f"a{k}", FERRY, outlet=f"Outlet {k}", said=SAID) for k in range(9)]
    notes = compared(*pages).notes
    assert sum("share text" in n for n in notes) == 7
    assert "And 30 more pairs of articles that share text." in notes
