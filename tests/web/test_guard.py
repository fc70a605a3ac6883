"""At the door: forms that others forged, names that are not ours, bodies that are too large."""

import asyncio
from collections.abc import Callable

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crosswire.desk.desk import Desk
from crosswire.records.users import Role
from crosswire.web import guard
from crosswire.web.faults import Refused
from crosswire.web.guard import Door
from crosswire.web.house import Rules
from tests.apart import apart
from tests.web.conftest import HERE, SIGNED, Reader, Visit

Person = Callable[[str, Role], Reader]
ASKED = {"addresses": "https://courier.example/ferry"}


def test_our_own_form_is_taken(reader: Reader) -> None:
    own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
    answer = reader.client.post("/add", data={"csrf": reader.token, **ASKED}, headers=own)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"}, {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost:81"}, {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)  # fmt: skip
def test_another_sites_form_is_refused_whatever_it_carries(
    desk: Desk, reader: Reader, headers: dict[str, str]
) -> None:
    token = reader.token
    for address in ("/add", "/notes", "/follows", "/judgements", "/users", "/sign-in"):
        answer = reader.client.post(address, data={"csrf": token, **ASKED}, headers=headers)
        assert (answer.status_code, "another site" in answer.text) == (403, True), address
    body = reader.client.post(
        "/add.json", json=ASKED, headers={**headers, "x-csrf": token}
    )  # fmt: skip
    assert body.status_code == 403
    assert desk.jobs.listed() == []


@pytest.mark.parametrize("token", ["", "0" * 64, "ß"])
def test_a_form_without_its_token_is_refused(desk: Desk, reader: Reader, token: str) -> None:
    assert reader.post("/add", token=token, **ASKED).status_code == 403
    assert reader.client.post("/add.json", json=ASKED).status_code == 403
    assert reader.client.post("/add.json", json=ASKED, headers={"x-csrf": "0"}).status_code == 403
    assert desk.jobs.listed() == []


def test_a_token_is_its_sessions_alone(person: Person) -> None:
    ana, ben = person("Ana Ruiz", "editor"), person("Ben Okafor", "editor")
    assert ana.post("/add", token=ben.token, **ASKED).status_code == 403
    assert ana.post("/add", **ASKED).status_code == 303


def test_a_password_that_a_browser_keeps_for_a_proxy_opens_no_back_door(person: Person) -> None:
    ana = person("Ana Ruiz", "editor")
    kept = {"Authorization": "Basic YW5hOnNlY3JldA=="}
    answer = ana.client.post("/add", data=ASKED, headers=kept)
    assert answer.status_code == 403


def test_a_session_does_what_its_role_may(person: Person) -> None:
    ana, eve = person("Ana Ruiz", "reader"), person("Eve Stone", "editor")
    assert ana.get("/add").status_code == 403
    assert ana.post("/add", **ASKED).status_code == 403
    assert ana.post("/notes", kind="story", id="story-1", words="x").status_code == 403
    assert eve.get("/users").status_code == eve.get("/audit").status_code == 403
    assert eve.post("/users", name="Mallory", password="p" * 20, role="admin").status_code == 403
    assert person("Root", "admin").get("/users").status_code == 200


def test_a_role_that_was_taken_ends_what_it_allowed(desk: Desk, person: Person) -> None:
    root, eve = person("Root", "admin"), person("Eve Stone", "editor")
    assert root.post("/users/role", name="Eve Stone", role="reader").status_code == 303
    assert eve.get("/account").status_code == 303
    assert eve.sign_in("Eve Stone").status_code == 303
    assert eve.post("/add", **ASKED).status_code == 403
    last = root.post("/users/disable", name="Root")
    assert (last.status_code, "last admin" in last.text) == (400, True)


@pytest.mark.parametrize("host", ["elsewhere.example", "localhost.elsewhere.example", "", "127.1"])
def test_another_name_is_refused(reader: Reader, host: str) -> None:
    answer = reader.get("/", headers={"Host": host})
    assert (answer.status_code, answer.json()["kind"]) == (421, "host")


def test_a_body_that_says_it_is_too_large_is_not_read(reader: Reader) -> None:
    answer = reader.client.post(
        "/add", content=b"", headers={"Content-Length": str(guard.MOST_BYTES + 1)}
    )
    assert (answer.status_code, answer.json()["kind"]) == (413, "too-large")


def test_a_body_in_pieces_is_counted_as_it_comes(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 50_000)
    head = {"x-csrf": reader.token, "Content-Type": "application/json"}
    pieces = (b'{"text": "' if n == 0 else b"x" * 10_000 for n in range(8))
    answer = reader.client.post("/add.json", content=pieces, headers=head)
    assert "content-length" not in answer.request.headers
    assert (answer.status_code, answer.json()["kind"]) == (413, "too-large")


def test_every_answer_has_the_headers(visit: Visit, reader: Reader) -> None:
    for answer in (reader.get("/add"), reader.get("/nowhere"), reader.get("/jobs.json"),
                   visit(SIGNED).get("/jobs"), reader.get("/", headers={"Host": "x.example"})):  # fmt: skip
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("origin", ["null", "http://[elsewhere", "localhost", "http://"])
def test_a_form_of_no_known_page_is_refused(reader: Reader, origin: str) -> None:
    """A frame without rights says that its origin is null, also where no other header tells it."""
    answer = reader.client.post(
        "/sign-in", data={"csrf": reader.token}, headers={"Origin": origin}
    )  # fmt: skip
    assert (answer.status_code, "another site" in answer.text) == (403, True)


@pytest.mark.parametrize(
    "dest", ["image", "script", "iframe", "object", "style", "empty"],
)  # fmt: skip
def test_what_another_sites_page_loads_by_itself_keeps_nobody_at_work(
    reader: Reader, dest: str
) -> None:
    mode = "navigate" if dest in ("iframe", "object") else "no-cors"
    for site in ("cross-site", "same-site"):
        head = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        assert reader.get("/check?claim=The+ferry+sank", headers=head).status_code == 403
        assert reader.get("/feeds/none.atom", headers=head).status_code == 404
    link = {
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    assert reader.get("/add?url=https://courier.example/", headers=link).status_code == 200


@pytest.mark.parametrize("host", ["localhost:80@elsewhere.example", "[::1]elsewhere.example",
                                  "localhost:", "localhost:http"])  # fmt: skip
def test_a_name_with_anything_behind_it_is_refused(reader: Reader, host: str) -> None:
    assert reader.get("/", headers={"Host": host}).status_code == 421


def test_only_what_adds_pages_may_be_large(visit: Visit) -> None:
    nobody = visit(SIGNED)
    token, body = nobody.token, b"name=" + b"x" * guard.MOST_OF_FORM
    head = {"Content-Type": "application/x-www-form-urlencoded", "x-csrf": token}
    for address in ("/sign-in", "/notes", "/notes.json"):
        answer = nobody.client.post(address, content=body, headers=head)
        assert (answer.status_code, answer.json()["kind"]) == (413, "too-large"), address


def test_a_length_that_is_no_number_is_refused(reader: Reader) -> None:
    for length in (b"\xb2", b"-1", b"1e3", b"9" * 400):
        headers = {b"Content-Length": length}
        answer = reader.client.post("/notes", content=b"", headers=headers)
        assert answer.status_code == 413


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PIECE", 0.01)

    async def reads(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body"):
            pass

    assert apart(lambda: _answered(reads)) == 408


async def _answered(app: ASGIApp) -> int:
    """The status that a sender hears who begins a body and never goes on."""
    begun, heard = asyncio.Event(), []

    async def receive() -> Message:
        if begun.is_set():
            await asyncio.sleep(60)
        begun.set()
        return {"type": "http.request", "body": b"{", "more_body": True}

    async def send(message: Message) -> None:
        heard.append(message)

    door = Door(_answering(app), Rules())
    await door(_SCOPE, receive, send)
    return int(heard[0]["status"])


def _answering(app: ASGIApp) -> ASGIApp:
    """Answers what is raised, as the application does."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except Refused as fault:
            await PlainTextResponse(str(fault), fault.status)(scope, receive, send)

    return answering


_SCOPE: Scope = {
    "type": "http", "method": "POST", "path": "/notes.json", "query_string": b"",
    "headers": [(b"host", b"localhost")],
}  # fmt: skip


def test_signs_that_are_no_words_are_refused_wherever_they_stand(
    desk: Desk, reader: Reader
) -> None:
    assert reader.get("/search?words=a%00b").status_code == 400
    assert reader.get("/stories/a%00b.json").status_code == 404
    head = {"x-csrf": reader.token, "Content-Type": "application/json"}
    for sign in (b'"\\ud800"', b'"\xed\xa0\x80"', b'"\\u0000"'):
        body = b'{"alerts": [%s]}' % sign
        answer = reader.client.post("/alerts/read.json", content=body, headers=head)
        assert (answer.status_code, answer.json()["kind"]) == (422, "no-words"), sign
    typed = {"alerts": ["as typed: \\ud800 \\u0000"]}
    assert reader.client.post("/alerts/read.json", json=typed, headers=head).status_code == 200
    assert reader.post("/follows", kind="search", words="a\0b").status_code == 422


@pytest.mark.parametrize("stated", ["unicode_escape", "utf-7", "idna", "undefined"])
@pytest.mark.parametrize("name", ["charset", "charset*"])
def test_a_form_chooses_no_encoding(reader: Reader, stated: str, name: str) -> None:
    value = f"utf-8''{stated}" if name.endswith("*") else stated
    body = f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{reader.token}\r\n--x--\r\n'
    for address in ("/alerts/read", "/add"):
        for order in (f"boundary=x; {name}={value}", f"charset=utf-8; {name}={value}; boundary=x"):
            head = {"Content-Type": f"multipart/form-data; {order}"}
            answer = reader.client.post(address, content=body.encode(), headers=head)
            assert answer.status_code == 415, (address, order)
    head = {"Content-Type": 'multipart/form-data; boundary=x; charset="UTF-8"'}
    assert (
        reader.client.post("/alerts/read", content=body.encode(), headers=head).status_code == 303
    )


def test_an_answer_that_nobody_foresaw_has_the_headers_too(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = visit(raise_server_exceptions=False)

    def broken(*_: object) -> None:
        raise ZeroDivisionError("<script>alert(1)</script>")

    monkeypatch.setattr(Desk, "jobs", property(broken))
    answer = reader.get("/jobs")
    assert (answer.status_code, "ZeroDivision" in answer.text) == (500, False)
    assert answer.headers["content-security-policy"] == guard.POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
