"""Following by button, what is told of it in the open page and in feeds, and what is sent."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crosswire.desk.alerts import Alerts
from crosswire.desk.desk import Desk
from crosswire.records.users import Role
from crosswire.store.audit import Doer
from crosswire.store.search_bounds import outlet_ids
from tests.desk.stream import OUTLETS, told, write
from tests.net.server import answer, serving
from tests.web.conftest import HERE, SIGNED, Reader, Visit

Person = Callable[[str, Role], Reader]
News = Callable[[], None]


@pytest.fixture
def story(filled: Desk) -> str:
    return filled.story(str(told("ferry", OUTLETS[0])["id"])).line.id


@pytest.fixture
def news(filled: Desk, tmp_path: Path) -> News:
    """Another outlet tells of the ferry, and what is new is looked for."""
    left = iter(OUTLETS[3:])

    def come() -> None:
        file = write(tmp_path / "more.jsonl", [told("ferry", next(left))])
        filled.add(filled.project.captures([file]), closely="none")
        Alerts.of(filled).find(filled)

    return come


def follow(reader: Reader, story: str, **more: object) -> str:
    """The id of a follow of a story, of new articles only."""
    asked: dict[str, Any] = {
        "kind": "story",
        "id": story,
        "name": "the ferry",
        "rules": "new-article",
        **more,
    }
    made = reader.post("/follows", **asked)
    assert made.status_code in (201, 303), made.text
    return str(reader.get("/follows.json").json()["follows"][0]["line"]["follow"]["id"])


def test_what_is_new_is_told_and_read(reader: Reader, story: str, news: News) -> None:
    follow(reader, story)
    assert reader.get("/alerts/unread").text.strip() == ""
    news()
    news()
    assert reader.get("/alerts/unread.json").json() == {"unread": 2}
    assert reader.get("/alerts/unread").text.startswith('<span class="unseen">, </span>2')
    page = reader.get("/alerts").text
    assert page.count('class="unread"') == 2
    assert f"/stories/{story}" in page
    first, second = reader.get("/alerts.json").json()["page"]["alerts"]
    assert first["alert"]["rule"] == "new-article"
    assert "new article in the story" in page
    assert first["headline"]["exact"].replace("'", "&#39;") in page
    reader.post("/alerts/read", alerts=first["alert"]["id"])
    (left,) = reader.get("/alerts.json?unread=true").json()["page"]["alerts"]
    assert left["alert"]["id"] == second["alert"]["id"]
    reader.post("/alerts/read")
    assert reader.get("/alerts/unread.json").json() == {"unread": 0}


def test_everybody_has_alerts_of_their_own(person: Person, story: str, news: News) -> None:
    ana, ben = person("Ana Ruiz", "reader"), person("Ben Okafor", "reader")
    mine = follow(ana, story)
    news()
    assert ana.get("/alerts/unread.json").json() == {"unread": 1}
    assert ben.get("/alerts/unread.json").json() == {"unread": 0}
    (line,) = ana.get("/alerts.json").json()["page"]["alerts"]
    ben.post("/alerts/read", alerts=line["alert"]["id"])
    assert ana.get("/alerts/unread.json").json() == {"unread": 1}
    for address in ("pause", "drop", "test", "change"):
        assert ben.post(f"/follows/{address}", follow=mine).status_code == 400, address
    assert ben.get(f"/alerts?follow={mine}").status_code == 400
    assert ben.get("/follows.json").json()["follows"] == []


def test_a_follow_is_paused_resumed_and_dropped(reader: Reader, story: str, news: News) -> None:
    mine = follow(reader, story)
    assert reader.post("/follows/pause", follow=mine).headers["location"] == f"/follows#{mine}"
    assert "paused" in reader.get("/follows").text
    news()
    assert reader.get("/alerts/unread.json").json() == {"unread": 0}
    reader.post("/follows/resume", follow=mine)
    news()
    assert reader.get("/alerts/unread.json").json() == {"unread": 1}
    reader.post("/follows/drop", follow=mine)
    assert reader.get("/follows.json").json()["follows"] == []


def test_boxes_that_are_ticked_are_the_rules(reader: Reader, story: str) -> None:
    mine = follow(reader, story)
    reader.post("/follows/change", follow=mine, name="Ferry & <b>sea</b>",
                rules=["new-conflict", "correction"], channels=["page", "feed"])  # fmt: skip
    (shown,) = reader.get("/follows.json").json()["follows"]
    kept = shown["line"]["follow"]
    assert (kept["name"], kept["rules"]) == ("Ferry & <b>sea</b>", ["new-conflict", "correction"])
    assert [one["kind"] for one in kept["channels"]] == ["page", "feed"]
    page = reader.get("/follows").text
    assert "<b>sea" not in page
    assert page.count('value="new-conflict" checked') == 1
    assert reader.post("/follows/change", follow=mine, rules="whatever").status_code == 422


def test_a_search_is_followed_by_its_words(reader: Reader, filled: Desk, news: News) -> None:
    reader.post("/follows", kind="search", words="Corrin", name="the ship")
    news()
    (line,) = reader.get("/alerts.json").json()["page"]["alerts"]
    assert (line["follow"], line["alert"]["rule"]) == ("the ship", "new-article")
    assert reader.post("/follows", kind="search", words='"open').status_code in (303, 400)
    assert reader.post("/follows", kind="story", id="").status_code == 400
    assert reader.post("/follows", kind="search").status_code in (303, 400)
    assert reader.get("/follows").status_code == 200


def test_who_has_the_key_reads_the_feed_and_nobody_else(
    person: Person, visit: Visit, story: str, news: News
) -> None:
    ana, stranger = person("Ana Ruiz", "reader"), visit(SIGNED)
    follow(ana, story, channels="feed")
    news()
    view = ana.get("/follows.json").json()
    for address in (view["feed"], view["follows"][0]["feed"]):
        atom = stranger.get(f"{address}.atom")
        assert atom.headers["content-type"].startswith("application/atom+xml")
        assert "new article in the story" in atom.text
        assert f"{HERE}/stories/{story}" in atom.text
        feed = stranger.get(f"{address}.json")
        assert feed.headers["content-type"].startswith("application/feed+json")
        assert len(feed.json()["items"]) == 1
        again = stranger.get(f"{address}.atom", headers={"If-None-Match": atom.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    for wrong in ("x", view["feed"][7:-1], "%00", "..%2f..", "a" * 5000):
        assert stranger.get(f"/feeds/{wrong}.atom").status_code == 404
    assert ana.post("/feeds/renew", back="/account").headers["location"] == "/account"
    assert stranger.get(f"{view['feed']}.atom").status_code == 404
    new = ana.get("/account.json").json()["feed"]
    assert stranger.get(f"{new}.atom").status_code == 200


def test_the_feed_of_somebody_who_may_not_sign_in_is_closed(
    desk: Desk, person: Person, visit: Visit
) -> None:
    feed = person("Ana Ruiz", "reader").get("/follows.json").json()["feed"]
    assert visit(SIGNED).get(f"{feed}.atom").status_code == 200
    desk.people.disable("Ana Ruiz", by=Doer("test"))
    assert visit(SIGNED).get(f"{feed}.atom").status_code == 404


def test_a_webhook_is_tested_told_and_logged(
    filled: Desk, reader: Reader, story: str, news: News
) -> None:
    with serving() as server:
        server.routes["/hook"] = answer(status="204 No Content")
        made = reader.post("/follows", kind="story", id=story, rules="new-article",
                           channels=["webhook"], webhook=server.url("/hook"))  # fmt: skip
        assert made.status_code == 201
        secret = re.search(r"<code>([^<]+)</code>", made.text)
        assert secret is not None
        mine = reader.get("/follows.json").json()["follows"][0]["line"]["follow"]["id"]
        assert secret[1] not in reader.get("/follows").text
        assert reader.post("/follows/test", follow=mine).headers["location"] == "/follows#sent"
        news()
        Alerts.of(filled).deliver()
        bodies = [json.loads(one.body) for one in server.asked]
    # The test waited still when the alert came, which went along with it.
    assert [len(one["alerts"]) for one in bodies] == [1]
    page = reader.get("/follows").text
    assert '<span class="tag here">delivered</span>' in page


def test_an_address_of_the_house_is_not_sent_to(desk: Desk, reader: Reader, story: str) -> None:
    for address in ("http://169.254.169.254/latest", "file:///etc/passwd", "http://[::1]:1/", ""):
        refused = reader.post("/follows", kind="story", id=story, channels=["webhook"],
                              webhook=address)  # fmt: skip
        if refused.status_code in (201, 303):
            mine = reader.get("/follows.json").json()["follows"][0]["line"]["follow"]["id"]
            reader.post("/follows/test", follow=mine)
            Alerts.of(desk).deliver()
            (sent, *_) = reader.get("/follows.json").json()["deliveries"]
            assert sent["state"] != "delivered"
            assert sent["last_error"]
        else:
            assert refused.status_code == 400


def test_mail_is_asked_for_where_there_is_none(reader: Reader, story: str) -> None:
    asked: dict[str, Any] = {"kind": "story", "id": story, "channels": ["mail"]}
    refused = reader.post("/follows", **asked, mail="ana@desk.example")
    assert (refused.status_code, "smtp_host" in refused.text) == (400, True)
    assert reader.post("/follows", **asked).status_code == 400


def test_unread_alerts_are_counted_on_every_page(reader: Reader) -> None:
    assert 'hx-get="/alerts/unread"' in reader.get("/jobs").text


def test_pages_have_a_button_to_follow_what_they_show(
    filled: Desk, reader: Reader, story: str
) -> None:
    with filled.store.read() as held:
        outlet = outlet_ids(held.connection, OUTLETS[0])[0]
    for address, kind in [(f"/stories/{story}", "story"), (f"/outlets/{outlet}", "outlet"),
                          ("/search?words=Corrin&outlet=Corran+Wire", "search")]:  # fmt: skip
        form = reader.get(address).text.split('<form class="follow"')[1].split("</form>")[0]
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        assert fields.pop("csrf") == reader.token
        assert fields["kind"] == kind
        assert reader.post("/follows", **fields).status_code == 303, (address, fields)
    kept = [one["line"]["follow"] for one in reader.get("/follows.json").json()["follows"]]
    assert {one["about"]["kind"] for one in kept} == {"story", "outlet", "search"}
    (search,) = [one["about"]["query"] for one in kept if one["about"]["query"]]
    assert (search["words"], search["outlet"]) == ("Corrin", "Corran Wire")
