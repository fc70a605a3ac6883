"""One's own account: password, sign-ins, tokens and what they may; the people of a desk."""

from collections.abc import Callable

import pytest

from crosswire.desk.desk import Desk
from crosswire.records.users import Role
from crosswire.store.audit import Asked, Doer
from tests.web.conftest import PASSWORD, SIGNED, Reader, Visit

Person = Callable[[str, Role], Reader]
ANOTHER = "seven kites above teal bank"
ASKED = {"addresses": "https://courier.example/ferry"}


def token(reader: Reader, **asked: str) -> str:
    """What a program sends, made on the account page."""
    made = reader.post("/account/tokens", label="archive", **asked)
    assert made.status_code == 201
    return made.text.split("<code>")[1].split("</code>")[0]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_another_password_ends_every_sign_in_but_this(person: Person, visit: Visit) -> None:
    here = person("Ana Ruiz", "editor")
    there = visit(SIGNED)
    there.sign_in("Ana Ruiz")
    changed = here.post("/account/password", old=PASSWORD, new=ANOTHER, again=ANOTHER)
    assert changed.status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert there.sign_in("Ana Ruiz").status_code == 401
    assert there.sign_in("Ana Ruiz", ANOTHER).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "status"),
    [
        ("not the old one at all", ANOTHER, ANOTHER, 401), (PASSWORD, ANOTHER, PASSWORD, 400),
        (PASSWORD, "short", "short", 400),
    ],
)  # fmt: skip
def test_a_password_is_changed_by_who_knows_it(
    person: Person, old: str, new: str, again: str, status: int
) -> None:
    ana = person("Ana Ruiz", "editor")
    assert ana.post("/account/password", old=old, new=new, again=again).status_code == status
    assert ana.get("/account").status_code == 200
    assert ana.sign_in("Ana Ruiz").status_code == 303


def test_a_sign_in_elsewhere_is_ended_by_its_owner_alone(person: Person, visit: Visit) -> None:
    ana, ben, there = person("Ana Ruiz", "editor"), person("Ben Okafor", "admin"), visit(SIGNED)
    there.sign_in("Ana Ruiz")
    view = ana.get("/account.json").json()
    (other,) = [one["id"] for one in view["sign_ins"] if one["id"] != view["here"]]
    assert ben.post("/account/sessions/end", id=other).status_code == 400
    assert there.get("/account").status_code == 200
    assert ana.post("/account/sessions/end", id=other).status_code == 303
    assert there.get("/account").status_code == 303
    there.sign_in("Ana Ruiz")
    assert ana.post("/account/sessions/end-others").status_code == 303
    assert (there.get("/account").status_code, ana.get("/account").status_code) == (303, 200)


def test_a_token_does_what_its_scope_says(desk: Desk, person: Person, visit: Visit) -> None:
    ana, program = person("Ana Ruiz", "admin"), visit(SIGNED)
    read, write = token(ana, scope="read"), token(ana, scope="write")
    assert program.get("/jobs.json", headers=bearer(read)).status_code == 200
    for address, body in [("/add.json", ASKED), ("/follows.json", {"kind": "search", "words": "a"}),
                          ("/alerts/read.json", {}), ("/users.json", {})]:  # fmt: skip
        answer = program.client.post(address, json=body, headers=bearer(read))
        assert answer.status_code == 403, address
    assert program.client.post("/add", data=ASKED, headers=bearer(read)).status_code == 403
    assert desk.jobs.listed() == []
    assert program.client.post("/add.json", json=ASKED, headers=bearer(write)).status_code == 202
    assert program.get("/users.json", headers=bearer(write)).status_code == 403
    assert program.get("/users.json", headers=bearer(token(ana, scope="admin"))).status_code == 200


def test_a_token_makes_no_other_and_changes_no_password(person: Person, visit: Visit) -> None:
    ana, program = person("Ana Ruiz", "admin"), visit(SIGNED)
    head = bearer(token(ana, scope="admin"))
    for address, body in [("/account/tokens.json", {"scope": "admin"}),
                          ("/account/sessions/end-others.json", None)]:  # fmt: skip
        answer = program.client.post(address, json=body, headers=head)
        assert (answer.status_code, answer.json()["kind"]) == (403, "in-person")
    form = {"old": PASSWORD, "new": ANOTHER, "again": ANOTHER}
    assert program.client.post("/account/password", data=form, headers=head).status_code == 403


def test_a_token_may_no_more_than_who_made_it(person: Person, visit: Visit) -> None:
    eve = person("Eve Stone", "editor")
    assert eve.post("/account/tokens", label="x", scope="admin").status_code == 400
    write = bearer(token(eve, scope="write"))
    assert visit(SIGNED).get("/audit.json", headers=write).status_code == 403


def test_a_token_that_was_withdrawn_opens_nothing(person: Person, visit: Visit) -> None:
    ana, ben, program = person("Ana Ruiz", "editor"), person("Ben Okafor", "editor"), visit(SIGNED)
    secret = token(ana, scope="read")
    (kept,) = ana.get("/account.json").json()["tokens"]
    assert secret not in ana.get("/account").text
    assert ben.post("/account/tokens/withdraw", id=kept["id"]).status_code == 400
    assert program.get("/jobs.json", headers=bearer(secret)).status_code == 200
    assert ana.post("/account/tokens/withdraw", id=kept["id"]).status_code == 303
    gone = program.get("/jobs.json", headers=bearer(secret))
    assert (gone.status_code, gone.json()["kind"]) == (401, "token")
    for odd in ("", "x", "cwt_" + "A" * 43, "cwt_\N{SNOWMAN}", "A" * 10_000):
        answer = program.get("/jobs.json", headers={"Authorization": f"Bearer {odd}".encode()})
        assert answer.status_code == 401


def test_what_is_done_is_kept_with_who_and_from_where(desk: Desk, person: Person) -> None:
    root = person("Root", "admin")
    root.post("/users", name="Eve Stone", password=PASSWORD, role="reader")
    root.post("/users/role", name="eve stone", role="editor")
    root.post("/users/password", name="Eve Stone", password=ANOTHER)
    root.post("/users/disable", name="Eve Stone")
    lines = desk.people.audit(Asked(who="Root"))
    assert [line.what for line in lines] == ["user", "password", "role", "user", "sign-in"]
    assert {line.address for line in lines} == {"testclient"}
    page = root.get("/audit?who=Root&what=role").text
    assert "reader → editor" in page
    assert "password" not in page.split("<tbody>")[1]
    assert root.get("/audit?what=").status_code == 200


def test_the_audit_is_read_page_by_page(desk: Desk, person: Person) -> None:
    root = person("Root", "admin")
    for _ in range(101):
        desk.people.did(Doer("Root"), "job")
    first = root.get("/audit.json").json()
    assert (len(first["lines"]), first["next"]) == (100, first["lines"][-1]["id"])
    last = root.get(f"/audit.json?before={first['next']}").json()
    assert last["next"] is None
    ids = [line["id"] for line in [*first["lines"], *last["lines"]]]
    assert ids == sorted({*ids}, reverse=True)
