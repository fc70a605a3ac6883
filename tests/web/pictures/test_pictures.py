"""Pictures: well-formed whatever the words, the same for the same, and never saying more than known."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from crosswire.web.pictures.graph import OriginGraph, Reliance, layered, origin_graph
from crosswire.web.pictures.matrix import Row, matrix, ordered
from crosswire.web.pictures.strip import Box, Standing, strip, told
from crosswire.web.pictures.svg import element, linked
from crosswire.web.pictures.timeline import TimedWords, columns, day_of, time_line
from crosswire.web.pictures.worddiff import of_cut, word_diff

NASTY = (
    "<script>alert(1)</script>",
    '" onload="x',
    "\u202eabc",
    "\ud800",
    "a\x00b",
    "עברית",
    "&lt;",
)
WORDS = st.sampled_from(NASTY) | st.text(max_size=20)
VALUES = st.sampled_from(
    ("2025-10-14", "2025-10", "2025", "2025-W42", "2025-10-14T20:10+01:00", "1969-07-20", "2031",
     "P2D", "soon", "", "2025-13-41", "2025-W99")
)  # fmt: skip
TOLD = st.builds(TimedWords, words=WORDS, who=WORDS, href=WORDS | st.none())
STANDINGS: tuple[Standing, ...] = (
    "told", "not found", "cannot tell", "same text", "another event",
)  # fmt: skip
NODES = st.sampled_from(tuple("ABCDEFG"))


def parsed(svg: str) -> ElementTree.Element:
    """The picture as XML; it acts nowhere."""
    found = ElementTree.fromstring(svg)
    for one in found.iter():
        assert one.tag != "script"
        assert not any(name == "style" or name.startswith("on") for name in one.attrib)
        assert not one.attrib.get("href", "/").lower().startswith("javascript:")
    return found


@given(
    st.lists(st.tuples(VALUES, TOLD), max_size=12), st.lists(st.tuples(VALUES, TOLD), max_size=6)
)
def test_a_time_line_is_well_formed_and_in_order(
    events: list[tuple[str, TimedWords]], published: list[tuple[str, TimedWords]]
) -> None:
    line = columns(events, published)
    days = [day_of(column.value) for column in line]
    assert days == sorted(day for day in days if day is not None)
    placed = [one for value, one in (*events, *published) if day_of(value) is not None]
    assert len(placed) == sum(len(c.events) + len(c.published) for c in line)
    picture = time_line("t", line)
    assert bool(picture) == bool(line)
    if picture:
        parsed(picture)


def test_a_time_long_before_stands_with_others_of_its_kind() -> None:
    one = TimedWords(words="w", who="A")
    line = columns([("1800", one), ("1979", one), ("2025-10-14", one)], [("2025-10-15", one)])
    svg = parsed(time_line("t", line))
    said = [found.text for found in svg.iter("text")]
    assert "earlier" in said
    assert "14 Oct" in said
    assert "1979" not in said


@given(st.lists(st.tuples(NODES, NODES), max_size=15))
def test_every_arrow_leads_on_unless_it_closes_a_circle(edges: list[tuple[str, str]]) -> None:
    nodes = sorted({node for edge in edges for node in edge})
    layers = layered(nodes, edges)
    assert sorted(node for layer in layers for node in layer) == nodes
    depth = {node: n for n, layer in enumerate(layers) for node in layer}
    ahead: dict[str, set[str]] = {node: set() for node in nodes}
    for a, b in edges:
        left, seen = [b], set[str]()
        while left:
            node = left.pop()
            if node not in seen:
                seen.add(node)
                left += ahead[node]
        if a != b and a not in seen:
            ahead[a].add(b)
            assert depth[a] < depth[b]


@given(
    st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=8), st.lists(WORDS, max_size=4, unique=True)
)
def test_an_origin_graph_is_well_formed_and_always_the_same(
    edges: list[tuple[str, str, str]], outlets: list[str]
) -> None:
    graph = OriginGraph(
        outlets=tuple(outlets),
        reliances=tuple(Reliance(source=a, target=b, because=(why,)) for a, b, why in edges),
        unknown=tuple(outlets[:1]),
    )
    picture = origin_graph("g", graph)
    assert picture == origin_graph("g", graph)
    if picture:
        parsed(picture)


def test_an_outlet_of_unknown_source_is_dashed_by_itself() -> None:
    graph = OriginGraph(outlets=("A", "B", "C"), unknown=("B", "C"),
                        reliances=(Reliance(source="A", target="B", because=("credits it",)),))  # fmt: skip
    svg = parsed(origin_graph("g", graph))
    assert sum("stroke-dasharray" in one.attrib for one in svg.iter()) == 2
    (title,) = [
        t.text
        for t in svg.iter("title")
        if t.text and " relies on " in t.text and t.text != "Who relies on whom"
    ]
    assert title == "A relies on B: credits it"


def boxes(standings: list[Standing]) -> tuple[Box, ...]:
    return tuple(
        Box(label=f"L{n}", code=f"C{n}", standing=standing, words=standing,
            passages=int(standing == "told") * (n + 1))
        for n, standing in enumerate(standings)
    )  # fmt: skip


@given(st.lists(st.sampled_from(STANDINGS), max_size=8))
def test_a_strip_has_one_box_a_page_and_says_the_same_in_words(standings: list[Standing]) -> None:
    made = boxes(standings)
    svg = parsed(strip(made))
    assert len(svg) == len(made)
    said = told(made)
    assert all(one.label in said for one in made)


ROWS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 4), st.sampled_from(("sure", "likely"))), max_size=8
)


@given(ROWS, st.sampled_from(("number", "outlets", "origins", "tier", "C0", "C1", "nothing", None)))
def test_sorting_a_matrix_loses_no_row(rows: list[tuple[int, int, str]], by: str | None) -> None:
    made = matrix(
        [
            Row(number=n, words="w", outlets=outlets, origins="1", at_least=least, tier=tier,
                boxes=boxes(["told", "not found"] if n % 2 else ["cannot tell", "told"]))
            for n, (outlets, least, tier) in enumerate(rows, 1)
        ]
    )  # fmt: skip
    found = ordered(made, by)
    assert sorted(row.number for row in found.rows) == [row.number for row in made.rows]
    if by == "outlets":
        told_by = [row.outlets for row in found.rows]
        assert told_by == sorted(told_by, reverse=True)
    if by == "C1" and rows:
        passages = [row.boxes[1].passages for row in found.rows]
        assert passages == sorted(passages, reverse=True)


STEPS = st.lists(st.tuples(st.sampled_from(("same", "only a", "only b")), WORDS), max_size=6)


@given(STEPS)
def test_a_word_diff_keeps_every_word_and_says_what_its_marks_mean(
    steps: list[tuple[str, str]],
) -> None:
    pieces = of_cut(steps)  # type: ignore[arg-type]
    html = str(word_diff(pieces, "only in A", "only in B"))
    shown = ElementTree.fromstring(f"<p>{html}</p>")
    assert [one.tag for one in shown] == [
        {"same": "span", "gone": "del", "new": "ins"}[mark] for _, mark in pieces
    ]
    gone = [one for one in shown if one.tag == "del"]
    assert all("only in A" in "".join(one.itertext()) for one in gone)


@given(WORDS, WORDS)
def test_words_of_others_are_escaped(words: str, value: str) -> None:
    made = ElementTree.fromstring(element("text", {"class": value, "x": None}, words))
    assert len(made) == 0
    assert set(made.attrib) == {"class"}


def test_only_our_own_addresses_and_the_web_are_linked() -> None:
    inside = element("circle", {})
    for address in (
        "javascript:alert(1)",
        "//evil.example",
        "data:text/html,x",
        "",
        None,
        "/\\evil",
    ):
        assert linked(address, inside) == inside
    for address in ("/articles/a", "#t-1-2", "https://quay.example/a"):
        assert re.search(r"<a href=", linked(address, inside))


def test_words_in_common_are_no_reliance_of_one_on_the_other() -> None:
    alike = Reliance(source="A", target="B", because=("both quote 9 words in a row: “…”",))
    credits = Reliance(source="C", target="B", because=("credits it",))
    assert (alike.ordered, credits.ordered) == (False, True)
    graph = OriginGraph(outlets=("A", "B", "C"), reliances=(alike, credits), unknown=("A", "B"))
    svg = parsed(origin_graph("g", graph))
    assert sum("marker-end" in one.attrib for one in svg.iter()) == 1
    titles = [one.text or "" for one in svg.iter("title")]
    assert not any("A relies on B" in one for one in titles)
    assert any(one.endswith("nothing shows who has it from whom") for one in titles)
