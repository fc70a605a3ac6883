"""Signing in: what a cookie is, what is said to who may not come in, and where a form may lead."""

from collections.abc import Callable

import pytest

from crosswire.desk.desk import Desk
from crosswire.records.users import Role
from crosswire.store.audit import Asked, Doer
from crosswire.web.house import Rules
from crosswire.web.visitors import COOKIE
from tests.web.conftest import PASSWORD, SIGNED, Reader, Visit

Person = Callable[[str, Role], Reader]


@pytest.fixture(autouse=True)
def ana(desk: Desk) -> None:
    desk.people.add_user("Ana Ruiz", PASSWORD, role="editor", by=Doer("test"))


def test_who_has_not_signed_in_is_led_to_the_form_and_back(visit: Visit) -> None:
    reader = visit(SIGNED)
    led = reader.get("/jobs?mine=true")
    assert (led.status_code, led.headers["location"]) == (
        303, "/sign-in?back=%2Fjobs%3Fmine%3Dtrue",
    )  # fmt: skip
    assert 'value="/jobs?mine=true"' in reader.get(led.headers["location"]).text
    answer = reader.sign_in("ana ruiz", back="/jobs?mine=true")
    assert (answer.status_code, answer.headers["location"]) == (303, "/jobs?mine=true")
    assert "Ana Ruiz" in reader.get("/jobs").text


def test_a_program_that_has_not_signed_in_hears_so(visit: Visit) -> None:
    answer = visit(SIGNED).get("/jobs.json")
    assert (answer.status_code, answer.json()["kind"]) == (401, "sign-in")
    part = visit(SIGNED).get("/alerts/unread", headers={"HX-Request": "true"})
    assert part.status_code == 401


def test_the_cookie_is_for_this_desk_alone(visit: Visit) -> None:
    plain = visit(SIGNED).sign_in("Ana Ruiz").headers["set-cookie"].lower()
    assert plain.startswith(f"{COOKIE}=")
    assert {"httponly", "samesite=lax", "path=/"} <= {*plain.split("; ")}
    assert "secure" not in plain
    assert "domain" not in plain
    behind = Rules(sign_in=True, public_url="https://localhost")
    assert "; secure" in visit(behind).sign_in("Ana Ruiz").headers["set-cookie"].lower()


def test_a_cookie_that_was_planted_is_worth_nothing_and_is_replaced(visit: Visit) -> None:
    reader = visit(SIGNED)
    planted = "A" * 43
    reader.client.cookies.set(COOKIE, planted)
    assert reader.get("/account").status_code == 303
    reader.sign_in("Ana Ruiz")
    assert reader.client.cookies.get(COOKIE, domain="localhost.local") != planted
    other = visit(SIGNED)
    other.client.cookies.set(COOKIE, planted)
    assert other.get("/account").status_code == 303


def test_signing_in_again_ends_the_sign_in_before(desk: Desk, visit: Visit) -> None:
    reader = visit(SIGNED)
    first = reader.sign_in("Ana Ruiz").cookies[COOKIE]
    second = reader.sign_in("Ana Ruiz").cookies[COOKIE]
    assert first != second
    assert desk.people.session(first) is None
    assert desk.people.session(second) is not None


def test_a_wrong_name_and_a_wrong_password_are_refused_in_one_way(visit: Visit) -> None:
    wrong = visit(SIGNED).sign_in("Ana Ruiz", "another password altogether")
    unknown = visit(SIGNED).sign_in("Nobody Here", "another password altogether")
    assert wrong.status_code == unknown.status_code == 401
    said = "the name or the password is not right"
    assert said in wrong.text
    assert wrong.text.replace("Ana Ruiz", "Nobody Here") == unknown.text
    assert "set-cookie" not in wrong.headers


def test_guessing_has_to_wait(desk: Desk, visit: Visit) -> None:
    reader = visit(SIGNED)
    tried = [reader.sign_in("Ana Ruiz", f"guess number {n} of many") for n in range(6)]
    assert [one.status_code for one in tried] == [401] * 5 + [429]
    assert int(tried[-1].headers["retry-after"]) > 0
    assert "wait" in tried[-1].text
    # Not even the right one, from here.
    assert reader.sign_in("Ana Ruiz").status_code == 429
    refused = desk.people.audit(Asked(what="sign-in refused"))
    assert [line.address for line in refused] == ["testclient"] * 5


def test_signing_out_ends_it_here_and_nowhere_else(visit: Visit) -> None:
    here, there = visit(SIGNED), visit(SIGNED)
    secret = here.sign_in("Ana Ruiz").cookies[COOKIE]
    there.sign_in("Ana Ruiz")
    assert here.post("/sign-out").headers["location"] == "/sign-in"
    assert here.get("/account").status_code == 303
    here.client.cookies.set(COOKIE, secret)
    assert here.get("/account").status_code == 303
    assert there.get("/account").status_code == 200


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example",
        "\\\\elsewhere.example", "javascript:alert(1)", "/a\r\nset-cookie: b=c", "/\t/elsewhere.example",
        "http:elsewhere.example", " //elsewhere.example",
    ],
)  # fmt: skip
def test_a_form_leads_nowhere_but_here(visit: Visit, back: str) -> None:
    reader = visit(SIGNED)
    assert 'name="back" value="/"' in reader.get("/sign-in", params={"back": back}).text
    answer = reader.sign_in("Ana Ruiz", back=back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "b=c" not in answer.headers.get("set-cookie", "")


def test_a_hostile_name_is_shown_as_what_it_is(visit: Visit) -> None:
    name = '"><script>alert(1)</script>'
    answer = visit(SIGNED).sign_in(name, "another password altogether")
    assert answer.status_code == 401
    assert "<script>alert" not in answer.text
    assert "&#34;&gt;&lt;script&gt;alert(1)" in answer.text


def test_a_desk_of_one_asks_nobody_to_sign_in(visit: Visit) -> None:
    reader = visit()
    assert reader.get("/account").status_code == 200
    assert "nobody signs in" in reader.get("/sign-in").text
