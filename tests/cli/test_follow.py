"""Following something as a user does: follow, follows, alerts; a watch that tells."""

import json
from collections.abc import Iterator
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest

from crosswire.errors import ConfigError
from tests.cli.test_desk import lines, run
from tests.desk.newspaper import Newspaper, newspaper, story
from tests.desk.stream import told, write
from tests.net.server import Server, answer, serving


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    monkeypatch.setenv("CROSSWIRE_FETCH_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("CROSSWIRE_DELIVER_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("CROSSWIRE_FETCH_GAP_SECONDS", "0")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "desk.sqlite"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.routes["/hook"] = answer(status="204 No Content")
        yield running


def add(folder: Path, event: str, outlet: str) -> None:
    file = write(folder / f"{event}-{outlet}.jsonl", [told(event, outlet)])
    assert run("add", file, "--annotate", "none")[0] == 0


def test_follow_list_and_be_told(tmp_path: Path, server: Server) -> None:
    add(tmp_path, "ferry", "Corran Wire")
    code, out, talk = run("follow", "--search", "comet OR ferry", "--name", "sky", "--on",
                          "new-article", "--webhook", server.url("/hook"), "--feed",
                          "--format", "table")  # fmt: skip
    assert code == 0
    assert "follows search sky, on new-article" in out
    assert "Webhooks are signed with " in out
    assert "the key of its feed is " in talk
    add(tmp_path, "comet", "Osprey Daily")
    code, out, talk = run("alerts", "--deliver", "--unread", "--read", "--format", "jsonl")
    assert "1 alert found, 1 delivered" in talk
    (alert,) = map(json.loads, out.splitlines())
    assert (alert["rule"], alert["outlet"]) == ("new-article", "Osprey Daily")
    assert json.loads(server.asked[0].body)["alerts"][0]["id"] == alert["id"]
    assert lines("alerts", "--unread") == []
    (line,) = lines("follows")
    assert (line["alerts"], line["unread"], line["follow"]["name"]) == (1, 0, "sky")
    assert "signed" not in json.dumps(line)


def test_alerts_as_feeds_and_as_other_lists(tmp_path: Path) -> None:
    add(tmp_path, "ferry", "Corran Wire")
    run("follow", "--search", "comet")
    add(tmp_path, "comet", "Osprey Daily")
    _, out, _ = run("alerts", "--deliver", "--format", "atom")
    assert len(feedparser.parse(out.encode()).entries) == 1
    _, out, _ = run("alerts", "--format", "jsonfeed")
    assert len(json.loads(out)["items"]) == 1
    for form in ("table", "markdown", "html"):
        _, out, _ = run("alerts", "--format", form)
        assert "new article in the saved search" in out
        _, out, _ = run("follows", "--format", form)
        assert "new-article" in out


def test_pause_resume_and_drop(tmp_path: Path) -> None:
    add(tmp_path, "ferry", "Corran Wire")
    run("follow", "--outlet", "Corran Wire", "--name", "the wire")
    _, _, talk = run("follows", "--pause", "the wire", "--format", "jsonl")
    assert "the wire is paused" in talk
    (line,) = lines("follows")
    assert line["follow"]["paused"]
    run("follows", "--resume", line["follow"]["id"][:15])
    assert not lines("follows")[0]["follow"]["paused"]
    _, _, talk = run("follows", "--drop", "the wire")
    assert "followed no more" in talk
    assert lines("follows") == []
    with pytest.raises(ConfigError, match="nothing that is followed"):
        run("follows", "--drop", "the wire")


@pytest.mark.parametrize(
    "asked", [(), ("story-1", "--outlet", "Corran Wire"), ("--search", "x y", "--entity", "z")]
)
def test_one_thing_is_followed_at_a_time(tmp_path: Path, asked: tuple[str, ...]) -> None:
    add(tmp_path, "ferry", "Corran Wire")
    with pytest.raises(ConfigError, match="one of them"):
        run("follow", *asked)


def test_a_watch_finds_and_tells(server: Server) -> None:
    with newspaper() as paper:
        assert run("watch", paper.server.url("/rss.xml"), "--once", "--annotate", "none")[0] == 0
        run("follow", "--outlet", "Harnmouth Courier", "--webhook", server.url("/hook"))
        _published(paper)
        _, _, talk = run("watch", paper.url("comet"), "--once", "--annotate", "none")
    assert "1 alert found, 1 delivered" in talk
    assert len(server.asked) == 1


def _published(paper: Newspaper) -> None:
    paper.publish(story("comet", 12))
