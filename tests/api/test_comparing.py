"""``crosswire.compare`` and ``crosswire.open``: what is handed over, what comes back."""

import doctest
import importlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

import crosswire
from crosswire import records
from crosswire.api import listed
from crosswire.config import Settings
from crosswire.errors import ConfigError, InputError, StoreError
from crosswire.report import html
from tests.exchange.conftest import story as story
from tests.exchange.conftest import told as told

ROOT = Path(__file__).resolve().parents[2]
FERRY = ROOT / "examples" / "ferry-aground"
POST = {"id": "post", "outlet": "Harbour Post", "published": "2031-05-08",
        "text": "A ferry ran aground off Port Sarn on Tuesday, injuring 14 people. " * 5}  # fmt: skip
WIRE = crosswire.Article(
    id="wire", outlet="Corran Wire", text="Fourteen people were hurt off Port Sarn. " * 5
)


@pytest.fixture(scope="module", autouse=True)
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("settings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CROSSWIRE_DATA", str(folder / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        yield


@pytest.fixture(scope="module")
def ferry() -> crosswire.Comparison:
    return crosswire.compare([FERRY / "corran-wire.html", str(FERRY / "harnmouth-courier.txt"),
                              FERRY / "vellamy-sentry.txt"], pipeline="small")  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the two examples, the ferry compared."""
    store = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    with crosswire.open(store, create=True, pipeline="small") as desk:
        desk.add([FERRY, FERRY.parent / "river-treaty"], closely="all")
        (ferry,) = (s for s in desk.stories() if "erry" in (s.headline or ""))
        desk.compare(ferry.id)
    return store


@pytest.mark.slow
@pytest.mark.parametrize("module", ["crosswire.api.comparing", "crosswire.api.desk"])
def test_the_examples_in_docstrings_work(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed


@pytest.mark.slow
def test_what_was_found_is_in_lists(ferry: crosswire.Comparison) -> None:
    texts = {article.text_id: article.text for article in ferry.articles}
    assert [article.id for article in ferry.articles] == [
        "corran-wire", "harnmouth-courier", "vellamy-sentry",
    ]  # fmt: skip
    assert ferry.points
    assert all(point.shown for point in ferry.points)
    assert not any(point.shown for point in ferry.possible)
    for rows in (ferry.tellings, ferry.singles, ferry.mentions):
        assert rows
        for row in rows:
            assert texts[row.text_id][row.start : row.end] == row.words
    for quotation in ferry.quotations:
        runs = [tuple(map(int, run.split(":"))) for run in quotation.runs]
        text = texts[quotation.text_id]
        assert " […] ".join(text[start:end] for start, end in runs) == quotation.words
    frame = ferry.points.to_polars()
    assert frame["id"].to_list() == [point.id for point in ferry.record.points]
    assert {row.point for row in ferry.tellings if row.shown} == set(frame["id"])
    assert "3 articles" in repr(ferry)


@pytest.mark.slow
def test_the_page_in_a_notebook_is_the_page_and_runs_nothing(ferry: crosswire.Comparison) -> None:
    frame = ferry._repr_html_()
    assert frame.startswith('<iframe sandbox=""')
    page = unescape(frame[frame.index('srcdoc="') + 8 : frame.rindex('"></iframe>')])
    assert page == ferry.html() == html.comparison(ferry.record)
    assert "<script" not in page
    assert frame.count("<") == 2, "nothing of the page stands outside its frame"
    assert ferry.markdown().startswith("# ")


@pytest.mark.slow
def test_a_comparison_is_exported_and_its_articles_compared_again(
    ferry: crosswire.Comparison, tmp_path: Path
) -> None:
    (file,) = ferry.export(tmp_path / "ferry.jsonl")
    again = crosswire.compare(file, pipeline="small")
    assert again.articles.to_dicts() == [
        {**row, "story": "ferry-aground"} | {"story": again.record.story, "authors": a["authors"],
         "completeness": a["completeness"]}
        for row, a in zip(ferry.articles.to_dicts(), again.articles.to_dicts(), strict=True)
    ]  # fmt: skip
    assert len(ferry.export(tmp_path / "tables", "csv")) == 8


@pytest.mark.slow
def test_everything_that_can_be_handed_over(tmp_path: Path) -> None:
    page = tmp_path / "courier.txt"
    page.write_text("Seventeen people were hurt when a ferry ran aground. " * 5, encoding="utf-8")
    found = crosswire.compare(
        [POST, WIRE, page, tmp_path / "none.html", {"id": "x"}], pipeline="small"
    )
    assert [article.id for article in found.articles] == ["post", "wire", "courier"]
    assert [failure.kind for failure in found.failures] == ["missing", "no-text"]
    assert [article.outlet for article in found.articles] == ["Harbour Post", "Corran Wire", None]


@pytest.mark.slow
def test_articles_of_several_stories_are_several_comparisons() -> None:
    given = [{**POST, "story": "ferry"}, {**POST, "id": "2", "story": "bank"}]
    with pytest.raises(ConfigError, match="'ferry' and 'bank': use"):
        crosswire.compare(given, pipeline="small")
    each = crosswire.compare_each(given, pipeline="small")
    assert [one.record.story for one in each] == ["ferry", "bank"]


def test_nothing_is_fetched_unless_asked() -> None:
    with pytest.raises(ConfigError, match="nothing is fetched unless asked: fetch=True"):
        crosswire.compare(["https://post.example/1"], pipeline="small")


@pytest.mark.parametrize("given", [[], ["none.html"], [{"id": "x"}]])
def test_where_nothing_can_be_used_it_says_why(given: list[str]) -> None:
    with pytest.raises(InputError, match="there is nothing to compare"):
        crosswire.compare(given, pipeline="small")


# ---- a desk -------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_desk_is_asked_from_python(kept: Path) -> None:
    with crosswire.open(kept, pipeline="small") as desk:
        stories = desk.stories()
        assert [story.articles for story in stories] == [3, 3]
        (ferry,) = (s for s in stories if "erry" in (s.headline or ""))
        articles = desk.articles()
        assert len(articles) == 6
        texts = {article.text_id: article.text for article in articles}
        ids = {article.id for article in desk.articles(ferry.id)}
        assert len(ids) == 3
        assert {article.id for article in articles if article.story == ferry.id} == ids
        said = desk.quotations(speaker="Marrow")
        assert said
        assert {row.story for row in said} == {ferry.id}
        assert {row.article for row in said} <= ids
        assert all(row.article in ids for row in desk.tellings(ferry.id))
        assert {row.story for row in desk.points()} == {ferry.id}, "the other was not compared yet"
        placed = [
            *((row.text_id, row.start, row.end, row.words) for row in desk.singles(ferry.id)),
            *((row.text_id, row.start, row.end, row.words) for row in desk.mentions(ferry.id)),
            *((hit.text_id, hit.start, hit.end, hit.words) for hit in desk.search("ferry")),
        ]
        assert len(placed) > 20
        for text_id, start, end, words in placed:
            assert texts[text_id][start:end] == words
        assert desk.entities("Marrow")[0].label == "PERSON"
        assert {end for row in desk.origins(ferry.id) for end in (row.source, row.target)} & ids
        assert len(desk.revisions(next(iter(ids)))) == 1
        assert not desk.failures()
        assert desk.compare(ferry.id).record.story == ferry.id
        for rows in (
            stories,
            articles,
            said,
            desk.entities(),
            desk.search("ferry"),
            desk.conflicts(),
        ):
            assert rows.to_polars().height == len(rows) == len(rows.to_pandas())


@pytest.mark.slow
def test_lists_are_the_same_page_by_page(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with crosswire.open(kept, pipeline="small") as desk:
        whole = [desk.quotations().to_dicts(), desk.search("ferry").to_dicts()]
        assert all(len(rows) > 2 for rows in whole)
        monkeypatch.setattr(listed, "_PAGE", 2)
        assert [desk.quotations().to_dicts(), desk.search("ferry").to_dicts()] == whole
        assert len(desk.search("ferry", limit=1)) == 1


@pytest.mark.slow
def test_a_desk_answers_as_of_a_day(kept: Path) -> None:
    with crosswire.open(kept, as_of="2020-01-01", pipeline="small") as desk:
        assert not desk.stories()
        assert not desk.articles()


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        crosswire.open(tmp_path / "none.sqlite")
    chosen = Settings.load().with_(store=str(tmp_path / "desk.sqlite"))
    with crosswire.open(create=True, settings=chosen) as desk:
        added = desk.add([WIRE, tmp_path / "none.txt"])
        assert added.counts["articles"] == 1
        assert [failure.kind for failure in added.failures] == ["missing"]
        assert [row.text for row in desk.articles()] == [WIRE.text]


@pytest.mark.slow
def test_a_desk_is_the_same_on_either_database(store_url: str) -> None:
    with crosswire.open(store_url, create=True, pipeline="small") as desk:
        added = desk.add([POST, WIRE], closely="all")
        assert added.counts["articles"] == 2
        assert {row.text for row in desk.articles()} == {POST["text"], WIRE.text}
        assert sum(story.articles for story in desk.stories()) == 2
        assert {hit.article for hit in desk.search('"Port Sarn"')} == {
            a.id for a in desk.articles()
        }
        for story in desk.stories():
            found = desk.compare(story.id)
            assert found.record.story == story.id
            assert {row.story for row in desk.mentions(story.id)} <= {story.id}
        assert [row.kind for row in desk.failures()] == []


def test_half_characters_are_kept_as_signs(tmp_path: Path) -> None:
    text = (
        "A ferry\ud800 ran aground off Port Sarn. "
        + "Nobody on board was hurt, the coastguard said. " * 9
    )
    with crosswire.open(tmp_path / "desk.sqlite", create=True) as desk:
        for given in (
            crosswire.Article(id="a", text=text),
            {"id": "b", "text": f"Another. {text}"},
        ):
            assert not desk.add(given).failures
        first, second = desk.articles()
        assert first.text == text.replace("\ud800", "\ufffd")
        assert second.text == f"Another. {first.text}"


def test_a_comparison_shows_itself(story: records.Comparison) -> None:
    from crosswire.exchange.told import Told

    shown = crosswire.Comparison(Told(comparison=story))
    assert repr(shown) == (
        "<Comparison 'Ferry aground': 3 articles, "
        f"{len(story.points)} points, 1 conflicts, 2 in one article only>"
    )
    assert shown.notes == ("Read with no model, by hand.",)
