"""Exports are what other programs take them for: FollowTheMoney, NetworkX, pyarrow, Polars, feedparser."""

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree.ElementTree import fromstring

import feedparser  # type: ignore[import-untyped]
import networkx as nx  # type: ignore[import-untyped]
import polars as pl
import pyarrow.parquet as pq
import pytest
from followthemoney import model
from followthemoney.types import registry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crosswire.errors import ConfigError
from crosswire.exchange import atom, columns, ftm, graph, rows
from crosswire.exchange.told import Told
from crosswire.exchange.write import Form, export, file_name, form_of
from crosswire.records import ArticleRow, Comparison, Edge
from tests.exchange.conftest import ODD, odd_story


@pytest.fixture(params=["told", "odd"])
def either(request: pytest.FixtureRequest) -> Told:
    found: Told = request.getfixturevalue(request.param)
    return found


# ---- FollowTheMoney -----------------------------------------------------------------------------


def test_followthemoney_takes_every_entity(either: Told) -> None:
    entries = [*ftm.entities(either)]
    ids = {entry["id"] for entry in entries}
    assert len(ids) == len(entries)
    for entry in entries:
        json.dumps(entry, ensure_ascii=False).encode()
        schema = model.get(entry["schema"])
        assert schema is not None
        assert not schema.validate(entry), schema.validate(entry)
        proxy = model.get_proxy(entry, cleaned=False)
        assert set(schema.required) <= set(proxy.properties)
        for prop, value in proxy.itervalues():
            if prop.type == registry.entity:
                assert value in ids, f"{prop.name} leads to nothing"
            elif prop.type.name in ("date", "language", "url"):
                assert prop.type.clean(value) == value, f"{prop.name}: {value!r}"


def test_who_is_named_and_who_speaks(told: Told) -> None:
    entries = [*ftm.entities(told)]
    people = {e["properties"]["name"][0]: e["id"] for e in entries if e["schema"] == "Person"}
    assert set(people) == {"Ilse Marrow", "Mina Ferrow"}
    named = [e for e in entries if e["schema"] == "Mention"]
    assert {e["properties"]["resolved"][0] for e in named} == {people["Ilse Marrow"]}
    speaks = [e for e in entries if e["schema"] == "Documentation"]
    assert {e["properties"]["entity"][0] for e in speaks} == {people["Ilse Marrow"]}
    links = [e["properties"]["role"][0] for e in entries if e["schema"] == "UnknownLink"]
    assert links == ["relies on"]


# ---- GraphML ------------------------------------------------------------------------------------


def test_networkx_reads_the_graph(either: Told) -> None:
    found = nx.read_graphml(BytesIO(graph.graph(either)), force_multigraph=True)
    assert found.is_directed()
    kinds = nx.get_node_attributes(found, "kind")
    assert sum(kind == "article" for kind in kinds.values()) == 3
    edges = {kind for _, _, kind in found.edges(data="kind")}
    assert edges == {"relies on", "quotes"}
    for source, target, values in found.edges(data=True):
        assert kinds[source] == "article"
        if values["kind"] == "quotes":
            assert kinds[target] == "source"
            assert (
                values["quotations"] == values["direct"] + values["indirect"] + values["mixed"] > 0
            )


def test_of_unknown_speakers_nobody_is_drawn(story: Comparison) -> None:
    unknown = [
        speaker.model_copy(
            update={
                "utterances": tuple(
                    u.model_copy(
                        update={"quotation": u.quotation.model_copy(update={"speaker_name": None})}
                    )
                    for u in speaker.utterances
                )
            }
        )
        for speaker in story.speakers
    ]
    told = Told(comparison=story.model_copy(update={"speakers": tuple(unknown)}))
    found = nx.read_graphml(BytesIO(graph.graph(told)), force_multigraph=True)
    assert {kind for _, _, kind in found.edges(data="kind")} == {"relies on"}


# ---- tables -------------------------------------------------------------------------------------


def test_parquet_is_read_back_by_pyarrow_and_polars(either: Told, tmp_path: Path) -> None:
    files = export([either], tmp_path / "tables", Form.PARQUET)
    assert [file.stem for file in files] == [table.name for table in rows.TABLES]
    for table, file in zip(rows.TABLES, files, strict=True):
        wanted = [columns.values(row) for row in table.rows(either)]
        assert pq.read_table(file).to_pylist() == wanted
        read = pl.read_parquet(file)
        assert read.columns == [*columns.columns(table.kind)]
        assert read.to_dicts() == wanted


def test_csv_is_read_back_and_starts_no_formula(either: Told, tmp_path: Path) -> None:
    files = export([either], tmp_path / "tables", Form.CSV)
    for table, file in zip(rows.TABLES, files, strict=True):
        content = file.read_bytes().decode()
        read = [*csv.reader(StringIO(content, newline=""))]
        wanted = [*table.rows(either)]
        assert read[0] == [*columns.columns(table.kind)]
        assert len(read) == len(wanted) + 1
        for cells, row in zip(read[1:], wanted, strict=True):
            assert not [c for c in cells if c.lstrip()[:1] in "=+@" and c.strip()]
            held = columns.values(row)
            for name, cell in zip(held, cells, strict=True):
                if isinstance(held[name], str):
                    assert columns.unshielded(cell) == held[name]
        assert pl.read_csv(file, infer_schema=False).height == len(wanted)


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "'=1", "''-x", "＝1"]
)
def test_formulas_are_shielded_and_unshielded(words: str) -> None:
    shielded = columns.shielded(words)
    assert shielded == f"'{words}"
    assert columns.unshielded(shielded) == words


@pytest.mark.parametrize("words", ["", "plain", "'Twas", "1-2", "“=”"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert columns.unshielded(columns.shielded(words)) == columns.shielded(words) == words


def test_an_empty_table_still_has_its_columns() -> None:
    assert pl.from_arrow(columns.arrow(ArticleRow, [])).columns[:2] == ["story", "id"]  # type: ignore[union-attr]
    assert columns.csv_text(ArticleRow, []).startswith("story,id,outlet")


def test_only_flat_records_make_columns() -> None:
    with pytest.raises(ConfigError, match="more than one value"):
        columns.columns(Comparison)


# ---- Atom and briefs ----------------------------------------------------------------------------


def test_feedparser_reads_the_feed(either: Told) -> None:
    read = feedparser.parse(BytesIO(atom.feed(either)))
    assert (read.bozo, read.version, len(read.entries)) == (False, "atom10", 3)
    for entry in read.entries:
        assert entry.id.startswith("tag:crosswire.invalid,2026:")
        assert entry.updated_parsed
        assert entry.title
        assert entry.author
    assert len({entry.id for entry in read.entries}) == 3


def test_the_feed_has_what_rfc_4287_asks_for(either: Told) -> None:
    """Sections 4.1.1 and 4.1.2; the namespace and each element once; times as RFC 3339 has them."""
    atom_ = "{http://www.w3.org/2005/Atom}"
    root = fromstring(atom.feed(either))
    for parent in (root, *root.iter(f"{atom_}entry")):
        for name in ("id", "title", "updated", "author"):
            assert len(parent.findall(f"{atom_}{name}")) == 1, name
        for time in (*parent.findall(f"{atom_}updated"), *parent.findall(f"{atom_}published")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time.text or "")
        assert len(parent.findall(f"{atom_}link[@rel='alternate']")) <= 1


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(
        st.one_of(st.characters(), st.sampled_from("\x00\x0b\ud800\ufffe<>&\u202e")), max_size=30
    )
)
def test_whatever_the_words_xml_is_well_formed_and_places_stay(
    words: str, story: Comparison
) -> None:
    told = odd_story(story, words)
    fromstring(graph.graph(told))
    read = feedparser.parse(BytesIO(atom.feed(told)))
    assert not read.bozo
    for entry in ftm.entities(told):
        json.dumps(entry, ensure_ascii=False).encode()
    for row in rows.tellings(told):
        held = columns.values(row)
        assert len(held["words"]) == held["end"] - held["start"]


def called(story: Comparison, *names: str) -> Told:
    """The story where its first speaker goes by these names, and the first point is told to be from
    who goes by the last of them."""
    speaker, *others = story.speakers
    first = speaker.utterances[0]
    said = [
        first.model_copy(
            update={"quotation": first.quotation.model_copy(update={"speaker_name": name})}
        )
        for name in names
    ]
    point, *rest = story.points
    edge = Edge(source="wire", target=names[-1], because=f"attributes it to {names[-1]}")
    moved = point.model_copy(
        update={"origins": point.origins.model_copy(update={"edges": (edge,)})}
    )
    changed = {
        "speakers": (speaker.model_copy(update={"utterances": tuple(said)}), *others),
        "points": (moved, *rest),
    }
    return Told(comparison=story.model_copy(update=changed))


def labels(told: Told) -> list[str]:
    found = nx.read_graphml(BytesIO(graph.graph(told)), force_multigraph=True)
    return [*nx.get_node_attributes(found, "label").values()]


def test_a_speaker_is_one_node_under_the_fullest_name(story: Comparison) -> None:
    assert labels(called(story, "Ilse Marrow", "Marrow")).count("Ilse Marrow") == 1
    assert "Marrow" not in labels(called(story, "Ilse Marrow", "Marrow"))


def test_a_name_that_two_speakers_go_by_is_neither(story: Comparison) -> None:
    told = called(story, "Ilse Marrow", "Marrow")
    (speaker, *_) = told.comparison.speakers
    other = speaker.model_copy(update={"name": "Odo Marrow"})
    both = Told(comparison=told.comparison.model_copy(update={"speakers": (speaker, other)}))
    assert {"Ilse Marrow", "Odo Marrow", "Marrow (Corran Wire)"} <= {*labels(both)}


def related(story: Comparison, *edges: tuple[str, str, str]) -> Told:
    point, *rest = story.points
    made = tuple(Edge(source=a, target=b, because=why) for a, b, why in edges)
    moved = point.model_copy(update={"origins": point.origins.model_copy(update={"edges": made})})
    return Told(comparison=story.model_copy(update={"points": (moved, *rest)}))


def test_two_outlets_spokesmen_may_be_two(story: Comparison) -> None:
    why = "attributes it to a spokesman"
    told = related(story, ("wire", "a spokesman", why), ("courier", "a spokesman", why))
    assert {"a spokesman (Corran Wire)", "a spokesman (Harnmouth Courier)"} <= {*labels(told)}


def test_where_no_order_is_shown_nobody_relies_on_anybody(story: Comparison) -> None:
    why = "26 words in a row are the same; which came first is not shown by that"
    edge = ("courier", "wire", why)
    told = related(story, edge, ("sentry", "wire", "its byline is Corran Wire"))
    told = Told(
        comparison=told.comparison.model_copy(update={"points": told.comparison.points[:1]})
    )
    found = nx.read_graphml(BytesIO(graph.graph(told)), force_multigraph=True)
    kinds = {v["because"]: v["kind"] for *_, v in found.edges(data=True) if "because" in v}
    assert kinds == {why: "has words in common with", "its byline is Corran Wire": "relies on"}
    roles = [e["properties"]["role"][0] for e in ftm.entities(told) if e["schema"] == "UnknownLink"]
    assert sorted(roles) == ["has words in common with", "relies on"]
    assert [row.ordered for row in rows.origins(told)] == [False, True]


def test_a_day_alone_is_no_instant(told: Told) -> None:
    read = {e.title: e for e in feedparser.parse(BytesIO(atom.feed(told))).entries}
    dated = read["Ferry runs aground, 14 hurt"]
    assert "published" not in dated
    assert "Published: Wed 15 Oct 2025" in dated.content[0].value
    undated = read["Minister orders checks on 'every vessel'"]
    assert undated.updated == "2031-05-08T09:00:00Z", "when we saw it"
    assert "date not stated" in undated.content[0].value


@pytest.mark.parametrize("form", [*Form])
def test_every_format_is_written_whole_whatever_the_words(
    form: Form, odd: Told, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    for file in export([odd, odd], to, form):
        content = file.read_bytes().decode() if form is not Form.PARQUET else "x"
        assert content
    assert not [*to.rglob(".*part")]
    assert export([odd], to, form)


# ---- places -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form"),
    [("s.jsonld", Form.JSONLD), ("s.annotations.jsonld", Form.ANNOTATIONS), ("s.ftm.json", Form.FTM),
     ("s.graphml", Form.GRAPHML), ("s.atom", Form.ATOM), ("S.HTML", Form.HTML), ("s.md", Form.MARKDOWN),
     ("s.jsonl", Form.JSONL)],
)  # fmt: skip
def test_a_files_ending_tells_the_format(name: str, form: Form) -> None:
    assert form_of(None, Path(name)) is form


def test_what_cannot_be_written_is_refused_in_words(told: Told, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="say which it is: jsonld"):
        form_of(None, tmp_path / "x")
    with pytest.raises(ConfigError, match="a format was wanted"):
        form_of("docx", tmp_path)
    for form in (Form.CSV, Form.PARQUET):
        with pytest.raises(ConfigError, match="several tables: a folder was wanted"):
            export([told], tmp_path / f"x.{form}", form)
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="several stories make several files"):
        export([told, told], file, Form.HTML)
    with pytest.raises(ConfigError, match="cannot be written"):
        export([told], tmp_path / "none" / "x.html", Form.HTML)
    assert not [*tmp_path.rglob("*.part")]


@pytest.mark.parametrize("story", ["../../etc/passwd", "a/b\\c", ODD, "x" * 300, "...", ""])
def test_a_storys_name_leads_nowhere(story: str) -> None:
    named = file_name(story)
    assert named
    assert not set(named) & set("/\\\x00")
    assert not named.startswith(".")
    assert len(named.encode()) <= 120
