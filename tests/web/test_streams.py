"""Progress as server-sent events: told once, resumed where the line broke, bounded."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from crosswire.desk.desk import Desk
from crosswire.desk.jobs import Upload
from crosswire.records.job import Job
from crosswire.store.audit import Doer
from crosswire.web import streams
from crosswire.web.faults import Refused
from crosswire.web.pages import jobs as page
from crosswire.web.streams import Event, Heard, Streams
from tests.desk.stream import OUTLETS, told
from tests.web.conftest import SIGNED, Reader, Visit

Done = Callable[[], list[Job]]


def events(text: str) -> list[tuple[int, str, dict[str, object]]]:
    """What a browser makes of a stream (HTML standard, 9.2.6)."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in block.split("\n") if ": " in line and line[0] != ":"
        )
        if "data" in fields:
            found.append((int(fields["id"]), fields["event"], json.loads(fields["data"])))
    return found


@pytest.fixture
def job(desk: Desk, tmp_path: Path) -> str:
    """A job of one good page and three that cannot be used."""
    file = tmp_path / "lines.jsonl"
    bad = [f'{{"id": "bad\\r\\n\\r\\ndata: {n}", "te' for n in range(3)]
    file.write_text("\n".join([json.dumps(told("ferry", OUTLETS[0])), *bad]))
    with file.open("rb") as stream:
        files = [Upload("lines.jsonl", stream)]
        return desk.jobs.add(files=files, by=Doer("you"), closely="none").id


def test_a_job_is_told_to_its_end(reader: Reader, job: str, done: Done) -> None:
    done()
    answer = reader.get(f"/jobs/{job}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    found = events(answer.text)
    assert [kind for _, kind, _ in found] == ["failure"] * 3 + ["over"]
    assert [number for number, _, _ in found] == [1, 2, 3, 3]
    assert found[-1][2]["state"] == "done"
    assert all(one["kind"] and one["words"] for _, kind, one in found if kind == "failure")


@pytest.mark.parametrize(("last", "left"), [("0", 3), ("1", 2), ("3", 0), ("-1", 3), ("x", 3),
                                           ("9" * 30, 3), ("\N{DIGIT ONE}\u0661", 3)])  # fmt: skip
def test_a_line_that_broke_is_taken_up_where_it_was_left(
    reader: Reader, job: str, done: Done, last: str, left: int
) -> None:
    done()
    answer = reader.get(f"/jobs/{job}/events", headers={"Last-Event-ID": last.encode()})
    found = events(answer.text)
    assert [kind for _, kind, _ in found] == ["failure"] * left + ["over"]
    assert found[-1][0] == 3


def test_each_thing_is_told_once_while_it_changes(
    desk: Desk, reader: Reader, job: str, done: Done
) -> None:
    look = page._looking(reader.client.app.state.house, job)  # type: ignore[attr-defined]
    first = look(0)
    assert ([one.kind for one in first.events], first.over) == (["job"], False)
    assert look(0) == Heard([], False)
    done()
    last = look(0)
    assert ([one.kind for one in last.events], last.over) == (["failure"] * 3 + ["over"], True)


def test_no_words_begin_a_field_of_their_own() -> None:
    wire = Event(1, "failure", {"item": "a\r\n\r\nevent: over\ndata: \u2028{}"}).wire
    assert wire.count("\n") == 4
    assert "\r" not in wire
    assert events(wire)[0][2]["item"] == "a\r\n\r\nevent: over\ndata: \u2028{}"


def test_silence_is_broken_by_a_comment(
    reader: Reader, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT", 0.02)
    monkeypatch.setattr(streams, "LONGEST", 0.2)
    monkeypatch.setattr(streams.stream, "__kwdefaults__", {"every": 0.01})
    text = reader.get(f"/jobs/{job}/events").text
    assert text.startswith("retry: ")
    assert text.count(": still here\n\n") >= 2
    assert [kind for _, kind, _ in events(text)] == ["job"]


def test_so_many_streams_and_no_more() -> None:
    kept = Streams(of_one=2, of_all=3)
    with kept.one("ana"), kept.one("ana"):
        with pytest.raises(Refused, match="at most 2") as refused, kept.one("ana"):
            pass
        assert refused.value.status == 429
        with kept.one("ben"), pytest.raises(Refused), kept.one("eve"):
            pass
        with kept.one("eve"):
            pass
    with kept.one("ana"), kept.one("ben"), kept.one("eve"):
        pass


def test_a_place_is_given_back_when_a_stream_ends(reader: Reader, job: str, done: Done) -> None:
    done()
    for _ in range(streams.OF_ONE + 1):
        assert reader.get(f"/jobs/{job}/events").status_code == 200


def test_streams_are_for_who_may_read(visit: Visit, reader: Reader, job: str) -> None:
    assert reader.get("/jobs/job-nowhere/events").status_code == 404
    assert visit(SIGNED).get(f"/jobs/{job}/events").status_code == 401


def test_streams_end_when_the_server_does(reader: Reader, job: str) -> None:
    reader.client.app.state.house.streams.ended = True  # type: ignore[attr-defined]
    assert events(reader.get(f"/jobs/{job}/events").text) == []
