"""At the door: forms that others forged, names that are not ours, bodies that are too large."""

from collections.abc import Callable

import pytest

from crosswire.desk.desk import Desk
from crosswire.records.users import Role
from crosswire.web import guard
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
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
