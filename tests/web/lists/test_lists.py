"""Search, people, outlets, runs, failures, sources: what they show, and what they refuse."""

import re
from pathlib import Path

import pytest

from crosswire.desk.desk import Desk
from crosswire.desk.jobs import ChangeSource, Doer
from crosswire.desk.working import Worker
from crosswire.records import Query
from crosswire.records.source import Source
from crosswire.store.lists_speech import quote_lines, quote_page
from tests.web.conftest import Reader
from tests.web.lists.conftest import copied

SCRIPT = "<script>alert(1)</script>"
QUERIES = (
    'a"b', "NEAR(a, b)", "body:x", "a*b", "^a", "a AND", "(a", "col:*", "''; DROP TABLE texts;--",
    "\u202eabc", SCRIPT, "\x00", "ñ" * 400,
)  # fmt: skip


@pytest.mark.parametrize("kind", ["article", "quotation", "statement"])
def test_hits_are_marked_and_cited(room: Reader, kind: str) -> None:
    words = "counted" if kind != "quotation" else "we"
    found = room.get(f"/search.json?words={words}&kind={kind}").json()["hits"]
    assert found["hits"]
    assert all(hit["marks"] for hit in found["hits"])
    page = room.get(f"/search?words={words}&kind={kind}").text
    for hit in found["hits"]:
        assert f'data-where="{hit["span"]["start"]}:{hit["span"]["end"]}"' in page
    assert "<mark>" in page


@pytest.mark.parametrize("order", ["newest", "ranked"])
def test_pages_of_hits_go_on(room: Reader, order: str) -> None:
    seen: list[str] = []
    asked: str | None = f"/search.json?words=counted&limit=30&order={order}"
    while asked:
        hits = room.get(asked).json()["hits"]
        seen += [hit["article"] for hit in hits["hits"]]
        more = hits["next"]
        asked = more and f"/search.json?words=counted&limit=30&order={order}&cursor={more}"
    assert len(seen) == len(set(seen)) > 60


@pytest.mark.parametrize("words", QUERIES)
def test_any_words_are_answered_or_refused_and_never_run(room: Reader, words: str) -> None:
    for address in ("/search", "/search.json", "/", "/index.json"):
        found = room.get(address, params={"words": words})
        assert found.status_code in (200, 400), found.text
        if not address.endswith(".json"):
            assert SCRIPT not in found.text
        elif found.status_code == 400:
            assert set(found.json()) == {"kind", "message", "hint"}


def test_what_a_run_did_reads_as_words(room: Reader) -> None:
    page = " ".join(room.get("/runs").text.split())
    assert "120 articles" in page
    assert not re.search(r"\b1 (articles|copies|entities)\b", page)


def test_nothing_found_says_in_how_many(room: Reader) -> None:
    assert "Not found in 120 articles searched" in room.get("/search?words=nosuchword").text


def test_people_are_found_by_a_form_of_their_name(room: Reader) -> None:
    first = room.get("/entities.json?limit=1").json()["entities"][0]
    found = room.get("/entities.json", params={"name": first["name"]}).json()["entities"]
    assert first["id"] in {one["id"] for one in found}
    assert first["name"] in room.get("/entities").text


def test_what_somebody_said_stands_by_day_and_outlet(room: Reader) -> None:
    hit = room.get("/search.json?kind=quotation&limit=1").json()["hits"]["hits"][0]
    (who,) = room.get("/entities.json", params={"name": hit["speaker"]}).json()["entities"]
    view = room.get(f"/entities/{who['id']}.json").json()
    said = [one for group in view["said"] for one in group["quotations"]]
    assert hit["span"]["exact"] in {one["content"][0]["exact"] for one in said}
    assert {one["speaker_name"] for one in said} == {hit["speaker"]}
    assert hit["story"] in {one["id"] for one in view["stories"]}
    page = room.get(f"/entities/{who['id']}").text
    assert hit["speaker"] in page
    # A name does as well as an id, where one alone has it.
    assert room.get(f"/entities/{hit['speaker']}.json").json()["entity"] == view["entity"]


def test_quotations_of_one_person_come_a_page_at_a_time(newsroom: Desk) -> None:
    with newsroom.store.read() as reader:
        whole = quote_lines(reader, Query(limit=1000))
        found, cursor = [], None
        while True:
            page, cursor = quote_page(reader, Query(limit=7, cursor=cursor))
            found += page
            if cursor is None:
                break
    assert found == whole


def test_an_outlet_shows_what_only_it_has(newsroom: Desk, room: Reader) -> None:
    (story, *_) = newsroom.stories(order="outlets", limit=1)
    made = newsroom.compare(story.id).comparison
    assert made is not None
    outlets = {page.article: page.outlet for page in made.pages}
    for name in set(outlets.values()):
        view = room.get(f"/outlets/{name}.json").json()
        alone = {(one["span"]["text"], one["span"]["start"]) for one in view["alone"]
                 if one["story"] == story.id}  # fmt: skip
        singles = [s.statement for s in made.singles if outlets[s.statement.article] == name]
        assert alone == {(one.span.text, one.span.start) for one in singles}


def test_who_relies_on_whom_is_said_only_where_an_order_is_shown(
    newsroom: Desk, room: Reader
) -> None:
    shared = []
    for story in copied(newsroom):
        made = newsroom.compare(story.id).comparison
        assert made is not None
        outlets = {page.article: page.outlet for page in made.pages}
        shared += [
            (outlets[edge.source], outlets[edge.target])
            for point in made.points
            for edge in point.origins.edges
            if edge.target in outlets and "which came first is not shown" in edge.because
        ]
    assert shared
    for one, other in shared:
        view = room.get(f"/outlets/{one}.json").json()
        assert other in {line["name"] for line in view["shares_with"]}
        for line in (*view["relies_on"], *view["relied_on_by"]):
            assert "which came first is not shown" not in line["because"]
            assert "attributes it to" not in line["because"]


def test_the_words_found_only_in_one_outlet_are_the_texts_own(newsroom: Desk, room: Reader) -> None:
    found = [one for outlet in room.get("/outlets.json").json()["outlets"]
             for one in room.get(f"/outlets/{outlet['id']}.json").json()["alone"]]  # fmt: skip
    assert found
    with newsroom.store.read() as reader:
        for one in found:
            body = reader.revision(reader.current([one["article"]])[one["article"]]).body
            span = one["span"]
            assert body.id == span["text"]
            assert body.content[span["start"] : span["end"]] == span["exact"]


def test_outlets_stand_by_name_and_all_of_them(room: Reader) -> None:
    found: list[str] = []
    asked: str | None = "/outlets.json?limit=7"
    while asked:
        view = room.get(asked).json()
        found += [one["name"] for one in view["outlets"]]
        more = view["next"]
        asked = more and f"/outlets.json?limit=7&cursor={more}"
    assert found == sorted(found, key=str.lower)
    assert len(found) == len(set(found)) > 20
    assert "Nothing here ranks an outlet." in room.get("/outlets").text


def test_runs_and_what_they_could_not_use(filled: Desk, reader: Reader, tmp_path: Path) -> None:
    bad = tmp_path / f"{'x' * 20}<b>.html"
    bad.write_bytes(b"")
    filled.add(filled.project.captures([bad]), closely="none")
    (run, *_) = reader.get("/runs.json").json()["runs"]
    view = reader.get(f"/runs/{run['id']}.json").json()
    assert view["run"] == run
    (kind,) = view["kinds"]
    assert kind["number"] == 1
    assert view["failures"][0]["kind"] == kind["kind"]
    assert reader.get(f"/failures.json?kind={kind['kind']}").json()["failures"] == view["failures"]
    assert reader.get("/failures.json?kind=none-such").json()["failures"] == []
    for page in ("/runs", f"/runs/{run['id']}", "/failures"):
        assert reader.get(page).status_code == 200
        assert "x<b>.html" not in reader.get(page).text


def test_pages_of_runs_go_on(filled: Desk, reader: Reader) -> None:
    for _ in range(3):
        with filled.store.write("regroup"):
            pass
    whole = reader.get("/runs.json").json()["runs"]
    first = reader.get("/runs.json?limit=2").json()
    rest = reader.get(f"/runs.json?limit=50&cursor={first['next']}").json()
    assert first["runs"] + rest["runs"] == whole
    assert reader.get("/runs.json?cursor=nope").status_code == 400


@pytest.mark.parametrize("what", ["entities", "outlets", "runs"])
@pytest.mark.parametrize("id_", ["none-such", "%3Cscript%3E", "..%2F..%2Fetc", "%00", "'--"])
def test_what_is_not_here_is_404_in_one_shape(room: Reader, what: str, id_: str) -> None:
    found = room.get(f"/{what}/{id_}.json")
    assert found.status_code == 404
    assert set(found.json()) == {"kind", "message", "hint"}
    page = room.get(f"/{what}/{id_}")
    assert page.status_code == 404
    assert "<script>" not in page.text.partition("<body")[2]


URL = "https://sarn.example/feed.xml"


@pytest.fixture
def watched(desk: Desk) -> Desk:
    """A desk that watches two feeds."""
    sources = [
        Source(url=url, kind="feed", title=title, every_seconds=900,
               added_at="2026-11-20T08:00:00.000Z", next_at="2026-11-20T09:00:00.000Z")
        for url, title in ((URL, f"Sarn {SCRIPT}"), ("https://tarn.example/feed.xml", "Tarn"))
    ]  # fmt: skip
    with desk.store.write("feeds") as writer, writer.batch() as batch:
        batch.put_sources(sources)
    return desk


def test_a_source_is_paused_resumed_asked_and_forgotten(watched: Desk, reader: Reader) -> None:
    page = reader.get("/sources").text
    assert SCRIPT not in page
    assert "Sarn" in page

    def states() -> dict[str, str]:
        return {line.source.url: line.source.state for line in watched.sources()}

    for act, state in (("pause", "paused"), ("resume", "active"), ("ask", "active")):
        led_to = reader.post("/sources", url=URL, act=act).headers["location"]
        assert led_to.startswith("/jobs/")
        assert f"{act.capitalize()} the source" in reader.get("/sources").text
        assert "Asked for, and not done yet" in reader.get("/sources").text
        Worker(watched).once()
        assert states()[URL] == state
        assert "done" in reader.get(led_to).text
        assert "Asked for, and not done yet" not in reader.get("/sources").text
    reader.post("/sources", url=URL, act="forget")
    reader.post("/sources", url=URL, act="forget")
    assert [job.state for job in watched.jobs.listed()] == ["waiting", "done", "done", "done"]
    Worker(watched).once()
    assert URL not in states()
    assert len(states()) == 1


def test_a_source_is_meant_by_its_whole_address(watched: Desk, reader: Reader) -> None:
    assert reader.post("/sources", url="feed.xml", act="forget").status_code == 404
    assert reader.post("/sources", url=URL, act="burn").status_code == 422
    assert reader.post("/sources", token="0" * 64, url=URL, act="forget").status_code == 403
    assert len(watched.sources()) == 2


def test_while_a_run_writes_what_is_asked_of_a_source_waits_its_turn(
    watched: Desk, reader: Reader
) -> None:
    with watched.store.write("add"):
        assert reader.post("/sources", url=URL, act="pause").status_code == 303
        put_back = Worker(watched).once()
        assert put_back is not None
        assert put_back.state == "waiting"
    done = Worker(watched).once()
    assert done is not None
    assert done.result == {"source": URL, "state": "paused"}
    again = Worker(watched)
    watched.jobs.put(ChangeSource(url=URL, act="forget"), by=Doer("Ana"))
    watched.jobs.put(ChangeSource(url="https://none.example/", act="pause"), by=Doer("Ana"))
    watched.forget_source(URL)  # as a worker did that was killed before it could say so
    states = [one.state for one in (again.once(), again.once()) if one]
    assert states == ["done", "failed"]


def test_the_api_is_documented_without_a_script_of_others(room: Reader) -> None:
    page = room.get("/api").text
    document = room.get("/openapi.json").json()
    assert [path for path in document["paths"] if path not in page] == []
    assert "https://" not in page.partition("<body")[2]


def test_a_search_that_cannot_be_read_leaves_the_form_with_its_words(room: Reader) -> None:
    answer = room.get("/search", params={"words": '(a "b>', "kind": "quotation", "since": "soon"})
    assert answer.status_code == 400
    assert 'name="words" value="(a &#34;b&gt;"' in answer.text
    assert '<input type="hidden" name="kind" value="quotation">' in answer.text


def test_who_goes_by_one_name_is_judged_on_the_page(room: Reader) -> None:
    every = room.get("/entities.json?limit=200").json()["entities"]
    for one in every:
        view = room.get(f"/entities/{one['id']}.json").json()
        others = room.get("/entities.json", params={"name": one["name"], "limit": 9}).json()
        named = [other["id"] for other in others["entities"] if other["id"] != one["id"]]
        assert [other["id"] for other in view["alike"]] == named[:8]
        page = room.get(f"/entities/{one['id']}").text
        for other in named[:8]:
            assert f'name="a" value="{one["id"]}"' in page
            assert f'name="b" value="{other}"' in page
