"""Taking a story away: what is downloaded is what the command line writes, and others read it."""

import csv
import json
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import fromstring

import feedparser  # type: ignore[import-untyped]
import networkx as nx  # type: ignore[import-untyped]
import polars as pl
import pytest
from followthemoney import model
from httpx2 import Response
from pyld import jsonld as pyld  # type: ignore[import-untyped]
from starlette.testclient import TestClient

from crosswire.config import Settings
from crosswire.desk.bundling import bundle
from crosswire.desk.desk import Desk
from crosswire.desk.exporting import told
from crosswire.desk.unbundling import check_bundle
from crosswire.exchange.write import Form, export
from crosswire.project import Project
from crosswire.records import About, Text
from crosswire.records.users import Role
from crosswire.store.audit import Doer
from crosswire.store.order import now
from crosswire.web import taking
from crosswire.web.app import make_app
from crosswire.web.house import House
from crosswire.web.offers import OFFERS
from tests.desk.ferry import BODY, pages
from tests.desk.stream import told as line_of
from tests.desk.stream import write
from tests.exchange.test_jsonld import loader
from tests.web.conftest import HERE, SIGNED, Reader, Visit
from tests.web.pages.conftest import kept as kept
from tests.web.pages.conftest import story as story

ONE_FILE = [form for form in Form if form not in (Form.CSV, Form.PARQUET)]
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class Shop(NamedTuple):
    """A desk with a story that is lined up, and one that is not, and a reader who sits at it."""

    desk: Desk
    house: House
    reader: Reader
    story: str
    other: str

    def take(self, form: str, **asked: str) -> Response:
        return self.reader.get(f"/stories/{self.story}/take/{form}", params=asked)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("taking")
    chosen = Settings(data=folder, pipeline="small", cache_megabytes=0,
                      store=str(folder / "desk.sqlite"))  # fmt: skip
    project = Project(chosen)
    with Desk.open(project, create=True) as desk:
        desk.add(pages(), closely="none")
        lines = write(folder / "lines.jsonl", [line_of("treaty", "Corran Wire")])
        desk.add(project.captures([lines]), closely="none")
        with desk.store.read() as reader:
            story = reader.story_of(reader.resolve_article("https://courier.example/ferry")) or ""
        (other,) = (one.id for one in desk.stories(limit=9) if one.id != story)
        assert desk.compare(story).note == ""
        body = Text.of("\n\n".join(BODY)).id
        desk.notes.write(About.span(body, 0, 9, story=story), by=Doer("Ana Ruiz"),
                         words="Rang the harbour.", mark="asked")  # fmt: skip
        house = House(open_desk=lambda at: Desk.open(project, as_of=at))
        client = TestClient(make_app(house), base_url=HERE, follow_redirects=False)
        yield Shop(desk, house, Reader(client), story, other)


def downloaded(answer: Response, form: str, name: str) -> bytes:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == OFFERS[form].media
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return answer.content


@pytest.mark.parametrize("form", ONE_FILE)
def test_a_file_is_what_the_command_line_writes(shop: Shop, form: Form, tmp_path: Path) -> None:
    made = told(shop.desk, shop.story).told
    assert made is not None
    folder = tmp_path / "out"
    folder.mkdir()
    file, *_ = export([made], folder, form)
    assert downloaded(shop.take(form), form, file.name) == file.read_bytes()


@pytest.mark.parametrize("form", [Form.CSV, Form.PARQUET])
def test_tables_come_as_one_file(shop: Shop, form: Form, tmp_path: Path) -> None:
    made = told(shop.desk, shop.story).told
    assert made is not None
    files = {file.name: file.read_bytes() for file in export([made], tmp_path / "out", form)}
    got = downloaded(shop.take(form), form, f"{shop.story}-{form}.zip")
    with zipfile.ZipFile(BytesIO(got)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.testzip() is None


def test_a_bundle_is_the_evidence_that_the_command_line_makes(shop: Shop, tmp_path: Path) -> None:
    got = downloaded(shop.take("wacz"), "wacz", f"{shop.story}.wacz")
    path = tmp_path / "theirs.wacz"
    path.write_bytes(got)
    assert check_bundle(path).problems == ()
    bundle(shop.desk, shop.story, tmp_path / "ours.wacz")
    assert got == (tmp_path / "ours.wacz").read_bytes()


def _table(got: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(got)) as archive:
        return archive.read(name)


def _csv(got: bytes) -> int:
    rows = csv.DictReader(StringIO(_table(got, "articles.csv").decode(), newline=""))
    return len({row["id"] for row in rows})


def _graph(got: bytes) -> int:
    kinds = nx.get_node_attributes(nx.read_graphml(BytesIO(got), force_multigraph=True), "kind")
    return sum(kind == "article" for kind in kinds.values())


def _entities(got: bytes) -> int:
    found = [model.get_proxy(json.loads(one)) for one in got.decode().splitlines()]
    return sum(one.schema.name == "Article" for one in found)


def _triples(got: bytes) -> int:
    expanded = pyld.expand(json.loads(got), {"documentLoader": loader})
    return json.dumps(expanded).count('"@type": ["https://schema.org/NewsArticle"]')


def _annotated(got: bytes) -> int:
    document = json.loads(got)
    assert document["total"] == len(document["first"]["items"]) > 0
    found = [one["target"] for one in document["first"]["items"]]
    targets = [each for one in found for each in (one if isinstance(one, list) else [one])]
    return len({each["source"] for each in targets})


FOREIGN: dict[str, Callable[[bytes], int]] = {
    "csv": _csv,
    "parquet": lambda got: pl.read_parquet(BytesIO(_table(got, "articles.parquet"))).height,
    "graphml": _graph,
    "ftm": _entities,
    "jsonld": _triples,
    "annotations": _annotated,
    "atom": lambda got: len(feedparser.parse(BytesIO(got)).entries),
    "jsonl": lambda got: len({json.loads(one)["text"] for one in got.decode().splitlines()}),
}
"""How many articles another program finds."""


@pytest.mark.parametrize("form", FOREIGN)
def test_other_programs_find_three_articles(shop: Shop, form: str) -> None:
    assert FOREIGN[form](shop.take(form).content) == 3


def test_pages_are_whole(shop: Shop) -> None:
    assert shop.take("markdown").content.decode().startswith("#")
    assert fromstring(shop.take("atom").content).tag.endswith("feed")
    assert shop.take("html").text.rstrip().endswith("</html>")


def test_notes_leave_only_when_asked_for(shop: Shop) -> None:
    assert "Rang the harbour." not in shop.take("annotations").text
    assert "Rang the harbour." not in shop.take("annotations", notes="false").text
    noted = shop.take("annotations", notes="true")
    assert "Rang the harbour." in noted.text
    assert "Ana Ruiz" in noted.text


def test_a_past_day_is_kept(shop: Shop) -> None:
    then = now()
    page = shop.reader.get(f"/stories/{shop.story}", params={"as_of": then})
    assert f'name="as_of" value="{then}"' in page.text
    assert "/take/wacz" not in page.text
    got = shop.take("markdown", as_of=then)
    assert "As it was known at" in got.text
    assert "As it was known at" not in shop.take("markdown", as_of="").text
    assert shop.take("markdown", as_of="2019-01-01").status_code == 404
    for asked in ({"as_of": then}, {"notes": "true"}):
        refused = shop.take("wacz", **asked)
        assert refused.status_code == 400
        assert "as it is" in refused.text


def fault(answer: Response) -> dict[str, Any]:
    told_: dict[str, Any] = answer.json()
    assert set(told_) == {"kind", "message", "hint"}
    return told_


def test_what_is_not_there_is_refused_in_the_one_shape(shop: Shop) -> None:
    for path, said in (
        (f"{shop.story}/take/docx", "docx"),
        (f"{shop.story}/take/%3Cb%3E", "<b>"),
        (f"{shop.other}/take/html", f"a line-up of {shop.other}"),
        (f"{shop.other}/take/wacz", f"a line-up of {shop.other}"),
        ("story-none/take/html", "story-none"),
    ):
        answer = shop.reader.get(f"/stories/{path}")
        assert answer.status_code == 404
        assert said in fault(answer)["message"]
    page = shop.reader.get(f"/stories/{shop.story}/take/docx", headers=BROWSER)
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")


def test_what_is_too_large_is_left_to_the_command_line(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "MOST_BYTES", 100)
    monkeypatch.setattr(taking, "MOST_CHARACTERS", 100)
    for form, command in (("wacz", "crosswire bundle"), ("csv", "crosswire export")):
        answer = shop.take(form)
        assert answer.status_code == 413
        assert command in fault(answer)["hint"]


def test_only_so_many_are_made_at_once(shop: Shop) -> None:
    places = 0
    while shop.house.taking.acquire(blocking=False):
        places += 1
    try:
        assert shop.take("html").status_code == 503
    finally:
        shop.house.taking.release(places)
    assert [shop.take("html").status_code for _ in range(places + 1)] == [200] * (places + 1)


def test_the_page_offers_every_format(shop: Shop) -> None:
    page = shop.reader.get(f"/stories/{shop.story}").text
    for form in OFFERS:
        assert f'/stories/{shop.story}/take/{form}"' in page
    assert set(OFFERS) == {*Form, "wacz"}
    assert "Take it away" not in shop.reader.get(f"/stories/{shop.other}").text


def test_a_line_up_that_is_behind_makes_no_bundle(reader: Reader, kept: str) -> None:
    page = reader.get(f"/stories/{kept}").text
    assert "can be taken when the line-up is up to date" in page
    answer = reader.get(f"/stories/{kept}/take/wacz")
    assert answer.status_code == 503
    assert fault(answer)["kind"] == "behind"
    assert reader.get(f"/stories/{kept}/take/jsonl").status_code == 200


def test_who_reads_may_take_and_nobody_else(
    person: Callable[[str, Role], Reader], visit: Visit, kept: str
) -> None:
    address = f"/stories/{kept}/take/csv"
    assert person("Ana Ruiz", "reader").get(address).status_code == 200
    nobody = visit(SIGNED)
    led = nobody.get(address, headers=BROWSER)
    assert (led.status_code, led.headers["location"][:8]) == (303, "/sign-in")
    refused = nobody.get(address)
    assert refused.status_code == 401
    assert fault(refused)["kind"] == "sign-in"
