"""Lists of rows: data frames, notebooks, and the names that ``import crosswire`` offers."""

import doctest
import importlib
import sys
from collections.abc import Iterator

import polars as pl
import pytest

import crosswire
from crosswire.api.rows import Rows
from crosswire.errors import ConfigError
from crosswire.records import Comparison, Failure, QuotationRow
from tests.house.test_start import HEAVY, modules_after


def failure(item: str, words: str = "…") -> Failure:
    return Failure(stage="clean", item=item, kind="empty", words=words)


def test_importing_crosswire_loads_nothing() -> None:
    heavy = {*HEAVY, "pydantic", "pandas", "polars", "pyarrow", "typer", "jinja2"}
    assert not modules_after("import crosswire").intersection(heavy)
    shown = modules_after("import crosswire; crosswire.compare; crosswire.open")
    assert not shown.intersection({*HEAVY, "pandas", "polars", "pyarrow"})


def test_the_public_names_are_there_and_no_others() -> None:
    for name in crosswire.__all__:
        assert getattr(crosswire, name) is not None
        assert name in dir(crosswire)
    with pytest.raises(AttributeError, match="has no attribute 'compere'"):
        crosswire.compere  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("module", ["crosswire.api.rows"])
def test_the_examples_in_docstrings_work(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed


def test_a_list_is_read_when_it_is_gone_through() -> None:
    asked = []

    def read() -> Iterator[Failure]:
        asked.append(1)
        yield failure("a")
        yield failure("b")

    lines = Rows(Failure, read)
    assert not asked
    assert next(iter(lines)).item == "a"
    assert [one.item for one in lines] == ["a", "b"]
    assert len(lines) == 2
    assert lines[-1].item == "b"
    assert [one.item for one in lines[:1]] == ["a"]
    assert len(asked) == 3, "afterwards it is held"
    assert [one.item for one in lines] == ["a", "b"]
    assert len(asked) == 3


def test_data_frames_have_the_columns_even_without_rows() -> None:
    names = ["stage", "item", "kind", "words", "published"]
    empty, one = Rows(Failure, []), Rows(Failure, [failure("\ud800=1")])
    for found in (empty, one):
        assert found.columns == names
        assert found.to_polars().columns == names
        assert [*found.to_pandas().columns] == names
    assert one.to_polars()["item"].to_list() == ["\ufffd=1"]
    assert one.to_pandas()["item"].tolist() == ["\ufffd=1"]
    assert empty.to_polars().schema["item"] == pl.String()


def test_lists_in_cells_stay_lists() -> None:
    row = QuotationRow(article="a", id="q", mode="direct", act="speech", voice="news", words="“No”",
                       runs=("3:7", "9:12"), text_id="t", start=3, end=12)  # fmt: skip
    found = Rows(QuotationRow, [row])
    assert found.to_polars()["runs"].to_list() == [["3:7", "9:12"]]
    assert [*found.to_pandas()["runs"][0]] == ["3:7", "9:12"]


def test_without_polars_or_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for package, make in (("polars", Rows.to_polars), ("pandas", Rows.to_pandas)):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(ConfigError, match=f"{package} is not installed.*crosswire\\[frames\\]"):
            make(Rows(Failure, []))


def test_records_that_are_not_flat_make_no_frame() -> None:
    with pytest.raises(ConfigError, match="more than one value"):
        Rows(Comparison, []).to_polars()


def test_in_a_notebook_words_do_nothing() -> None:
    shown = Rows(Failure, [failure("<script>alert(1)</script>\u202e")])._repr_html_()
    assert "<script" not in shown
    assert "\u202e" not in shown
    assert "&lt;script&gt;" in shown
    assert "none" in Rows(Failure, [])._repr_html_()
    many = Rows(Failure, [failure(str(n)) for n in range(50)])
    assert "the first 10" in repr(many)
    assert many._repr_html_().count("<tr>") == 11
