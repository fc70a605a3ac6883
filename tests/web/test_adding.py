"""Adding by form: words, files, addresses; what is hostile, what comes twice, what breaks off."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect

from crosswire.desk.desk import Desk
from crosswire.records.job import Job
from tests.desk.stream import OUTLETS, told
from tests.net.server import answer, serving
from tests.web.conftest import Reader

Done = Callable[[], list[Job]]
FERRY = told("ferry", OUTLETS[0])
SAID = told("ferry", OUTLETS[1])


def line(one: dict[str, object]) -> bytes:
    return json.dumps(one).encode()


def send(reader: Reader, files: list[tuple[str, bytes]], **fields: str) -> str:
    """The id of the job that a form with files leads to."""
    sent = [("files", (name, data)) for name, data in files]
    answered = reader.client.post("/add", data={"csrf": reader.token, **fields}, files=sent)
    assert answered.status_code == 303, answered.text
    return str(answered.headers["location"]).removeprefix("/jobs/")


def test_words_and_files_of_one_form_lead_to_their_story(
    desk: Desk, reader: Reader, done: Done
) -> None:
    job = send(
        reader, [("lines.jsonl", line(FERRY))], text=str(SAID["text"]), title=str(SAID["title"]),
        outlet=str(SAID["outlet"]), url=str(SAID["url"]), published=str(SAID["published"]),
        closely="none",
    )  # fmt: skip
    assert "It waits for its turn" in reader.get(f"/jobs/{job}").text
    (over,) = done()
    assert over.state == "done"
    view = reader.get(f"/jobs/{job}.json").json()
    assert view["articles"] == 2
    (story,) = view["stories"]
    assert story["outlets"] == 2
    page = desk.story(story["story"])
    assert {member.outlet for member in page.members} == {FERRY["outlet"], SAID["outlet"]}
    assert f"/stories/{story['story']}" in reader.get(f"/jobs/{job}").text


def test_the_same_again_adds_nothing(desk: Desk, reader: Reader, done: Done) -> None:
    for _ in range(2):
        send(reader, [("lines.jsonl", line(FERRY))], closely="none")
    first, again = done()
    assert first.result is not None
    assert again.result is not None
    assert (first.result["counts"]["articles"], again.result["counts"]["articles"]) == (1, 0)
    assert again.result["counts"]["known"] == 1
    assert len(desk.stories()) == 1
    view = reader.get(f"/jobs/{again.id}.json").json()
    assert view["stories"] == reader.get(f"/jobs/{first.id}.json").json()["stories"]


def test_what_cannot_be_used_is_told_with_its_reason(reader: Reader, done: Done) -> None:
    job = send(
        reader, [("<b>odd</b>.jsonl", b'{"id": "a", "te'), ("lines.jsonl", line(FERRY))],
        closely="none",
    )  # fmt: skip
    done()
    view = reader.get(f"/jobs/{job}.json").json()
    assert view["articles"] == 1
    (refused,) = view["failures"]
    assert refused["kind"]
    assert refused["words"]
    assert "<b>odd" not in reader.get(f"/jobs/{job}").text


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/x.txt", "..\\..\\x.txt", "/etc/passwd", "a" * 400 + ".txt",
        "x\x00y.txt", "con\r\nX-Evil: 1.txt", "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe", ".", "..", "-rf",
        "\ud83d.txt".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)  # fmt: skip
def test_a_hostile_file_name_is_only_a_name(
    desk: Desk, reader: Reader, tmp_path: Path, done: Done, name: str
) -> None:
    boundary = "xxBOUNDARYxx"
    quoted = name.replace('"', "%22").encode("utf-8", "surrogatepass")
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{reader.token}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="'
    ).encode() + quoted + (
        f'"\r\nContent-Type: text/plain\r\n\r\n{FERRY["text"]}\r\n--{boundary}--\r\n'
    ).encode()  # fmt: skip
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    before = {one for one in tmp_path.rglob("*") if "inbox" not in str(one)}
    sent = reader.client.post("/add", content=body, headers=kind)
    assert sent.status_code in (303, 400)
    assert "x-evil" not in sent.headers
    new = {one for one in tmp_path.rglob("*") if one not in before and one.is_file()}
    assert all(len(one.name) == 64 or "desk.sqlite" in one.name for one in new), new
    if sent.status_code == 303:
        (job,) = desk.jobs.listed()
        (file,) = job.what["files"]
        assert not {"/", "\\", "\x00", "\r", "\n"} & {*file["name"]}
        done()
        assert desk.jobs.get(job.id).over
        assert reader.get(f"/jobs/{job.id}").status_code == 200


def test_no_file_of_this_machine_is_read_for_a_reader(desk: Desk, reader: Reader) -> None:
    for name in (
        "/etc/hostname",
        "file:///etc/hostname",
        "ftp://x.example/a",
        "-",
        "a b",
        "javascript:1",
    ):
        refused = reader.post("/add", addresses=name)
        assert (refused.status_code, "https://" in refused.text) == (400, True), name
    assert desk.jobs.listed() == []


def test_nothing_is_no_job(desk: Desk, reader: Reader) -> None:
    assert reader.post("/add", text="  ", addresses="\n\n").status_code == 400
    assert desk.jobs.listed() == []


def test_an_address_is_fetched_and_may_be_watched(desk: Desk, reader: Reader, done: Done) -> None:
    page = f"<html lang=en><title>{FERRY['title']}</title><h1>{FERRY['title']}</h1>" + "".join(
        f"<p>{part}.</p>" for part in str(FERRY["text"]).split(". ")
    )
    with serving() as server:
        server.routes["/ferry.html"] = answer(page)
        url = server.url("/ferry.html")
        reader.post("/add", addresses=f"{url}\n", watch="true", closely="none")
        (job,) = done()
    assert (job.state, job.because) == ("done", "")
    assert [one.source.url for one in desk.sources()] == [url]
    assert len(desk.stories()) == 1


def test_a_line_that_breaks_leaves_nothing_half_done(
    desk: Desk, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: object, **_: object) -> None:
        raise ClientDisconnect

    with monkeypatch.context() as patch:
        patch.setattr("starlette.requests.Request._get_form", broken)
        assert reader.client.post("/add", content=b"").status_code == 400
    assert desk.jobs.listed() == []
    send(reader, [("lines.jsonl", line(FERRY))])
    assert len(desk.jobs.listed()) == 1


def test_a_program_adds_in_json_and_in_parts(reader: Reader) -> None:
    head = {"x-csrf": reader.token, "Accept": "application/json"}
    made = reader.client.post("/add", files=[("files", ("a.jsonl", line(FERRY)))], headers=head)
    assert (made.status_code, made.json()["state"]) == (202, "waiting")
    asked = {"text": FERRY["text"], "title": FERRY["title"]}
    assert reader.client.post("/add.json", json=asked, headers=head).status_code == 202
    wrong = reader.client.post("/add.json", json={"text": 5}, headers=head)
    assert (wrong.status_code, wrong.json()["kind"]) == (422, "asked-wrongly")


def test_a_bookmark_fills_the_form_and_sends_nothing(desk: Desk, reader: Reader) -> None:
    words = '</textarea><script>alert("1")</script>'
    asked = {"url": "javascript:alert(1)", "title": '"><img src=x>', "text": words}
    page = reader.get("/add", params=asked)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in page.text
    assert "javascript:alert(1)" in page.text.split('id="url"')[1].split(">")[0]
    address = reader.get("/add", params={"url": "https://courier.example/a?b=1&c=2"}).text
    assert "https://courier.example/a?b=1&amp;c=2</textarea>" in address
    assert desk.jobs.listed() == []


def test_a_bookmark_holds_no_words_of_a_header(reader: Reader) -> None:
    page = reader.get("/add", headers={"Host": "localhost:1'+alert(1)+'"}).text
    assert "alert(1)" not in page


def test_what_waits_is_taken_back_by_who_asked(desk: Desk, reader: Reader, done: Done) -> None:
    job = send(reader, [("lines.jsonl", line(FERRY))])
    assert reader.post(f"/jobs/{job}/cancel").status_code == 303
    assert done() == []
    view = reader.get(f"/jobs/{job}.json").json()
    assert (view["job"]["state"], view["job"]["because"]) == ("given up", "taken back by you")
    assert reader.get("/jobs/job-nowhere").status_code == 404
    assert desk.stories() == []
