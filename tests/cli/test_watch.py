"""Following a newspaper as a user does: add URL, watch, feeds; the server is a real one."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crosswire.errors import ConfigError
from tests.cli.test_desk import lines, process, run
from tests.desk.newspaper import Newspaper, newspaper, story
from tests.net.server import answer

METADATA = "169.254.169.254"
"""Where the machines of a cloud are told their secrets."""


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CROSSWIRE_STORE", str(tmp_path / "desk.sqlite"))
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    monkeypatch.setenv("CROSSWIRE_FETCH_ALLOW", "127.0.0.0/8")
    monkeypatch.setenv("CROSSWIRE_FETCH_GAP_SECONDS", "0")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "desk.sqlite"


@pytest.fixture
def paper() -> Iterator[Newspaper]:
    with newspaper() as printed:
        yield printed


def headlines() -> set[str]:
    return {one["headline"]["exact"] for one in lines("stories") if one["headline"]}


def add(*names: object) -> tuple[int, str, str]:
    return run("add", *names, "--annotate", "none", "--format", "table")


def test_add_an_address(paper: Newspaper) -> None:
    code, out, _ = add(paper.url("ferry"))
    assert code == 0
    assert out.startswith("1 new article; 1 new story")
    assert headlines() == {paper.stories["ferry"].title}
    assert paper.server.paths() == ["/news/ferry.html"]  # no picture, no script
    code, out, _ = add(paper.url("ferry"))
    assert out.startswith("Nothing changed; 1 known already")


def test_add_a_feed_and_no_more_of_it_than_was_asked_for(paper: Newspaper) -> None:
    code, out, talk = add(paper.server.url("/rss.xml"), "--most", 2)
    assert code == 0
    assert out.startswith("2 new articles")
    assert "2 of the 3 items" in talk
    assert headlines() == {paper.stories[slug].title for slug in ("fire", "treaty")}


def test_add_a_list_of_feeds_and_feeds_that_lie_here(paper: Newspaper, tmp_path: Path) -> None:
    opml = tmp_path / "papers.opml"
    feed = paper.server.url("/rss.xml")
    opml.write_text(
        f'<opml><body><outline text="x"><outline xmlUrl="{feed}"/></outline></body></opml>'
    )
    code, out, _ = add(opml)
    assert (code, out[:14]) == (0, "3 new articles")
    local = tmp_path / "feed.xml"
    local.write_text(
        f"<rss><channel><item><link>{paper.url('ferry')}</link></item></channel></rss>"
    )
    code, out, _ = add(local)
    assert out.startswith("Nothing changed; 1 known already")


def test_names_come_on_stdin_one_a_line(
    paper: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "treaty.html"
    page.write_text(paper.stories["treaty"].page())
    said = f"# of today\n{paper.url('ferry')}\n\n{page}\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(said.encode())))
    from typer.testing import CliRunner

    from crosswire.cli.commands import app

    result = CliRunner().invoke(
        app, ["add", "-", "--annotate", "none", "--format", "table"], input=said,
        catch_exceptions=False,
    )  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout.startswith("2 new articles")


def test_headlines_of_pages_that_cannot_be_fetched(paper: Newspaper) -> None:
    paper.forbid("/news/ferry")
    feed = paper.server.url("/rss.xml")
    code, out, talk = add(feed)
    assert (code, out[:14]) == (3, "2 new articles")
    assert "robots" in talk
    code, out, _ = add(feed, "--headlines")
    assert out.startswith("1 new article")
    assert paper.stories["ferry"].title in headlines()


def test_what_cannot_be_fetched_is_listed_by_kind(paper: Newspaper) -> None:
    paper.server.routes["/pdf.html"] = answer(b"%PDF-1.4")
    code, _, talk = add(
        paper.url("ferry"), paper.server.url("/none"), paper.server.url("/pdf.html"),
        f"http://{METADATA}/latest/meta-data/",
    )  # fmt: skip
    assert code == 3
    found = {one["kind"] for one in lines("failures")}
    assert {"http-404", "address"} <= found
    assert len(lines("failures")) == 3
    assert "3 could not be used" in talk


def test_watch_once_and_feeds(paper: Newspaper) -> None:
    code, out, _ = run("watch", paper.home, "--once", "--annotate", "none", "--format", "jsonl")
    assert code == 0
    (done,) = [json.loads(line) for line in out.splitlines()]
    assert (done["sources_asked"], done["pages_fetched"], done["articles"]) == (2, 3, 3)
    assert "2 sources asked" in done["words"]
    listed = lines("feeds")
    assert {one["source"]["kind"] for one in listed} == {"feed", "site"}
    (feed,) = [one for one in listed if one["source"]["kind"] == "feed"]
    assert feed["kept"] == 3
    assert feed["words"]["state"] == "well"
    code, out, _ = run("feeds", "--format", "table")
    assert "Harnmouth Courier (" in out
    assert "too little came to say what is usual" in out
    code, out, _ = run("watch", "--once", "--format", "table")
    assert "nothing was due" in out


def test_a_source_that_fails_is_said_to(paper: Newspaper, tmp_path: Path) -> None:
    paper.server.routes["/rss.xml"] = answer(status="500 Oh")
    code, out, talk = run(
        "watch", paper.server.url("/rss.xml"), tmp_path / "none.txt", "--once", "--format", "table"
    )
    assert code == 3
    assert "could not be had: http-500 1" in out
    assert "http-500: http://127.0.0.1" in talk
    assert "no-address" in talk
    code, out, _ = run("feeds", "--format", "table")
    assert "failed 1 time in a row (http-500)" in out
    assert "never well" in out


def test_sources_are_paused_resumed_forgotten(paper: Newspaper) -> None:
    run("watch", paper.home, "--once", "--annotate", "none")
    assert {s["source"]["state"] for s in lines("feeds", "--pause", "rss.xml")} == {
        "active", "paused",
    }  # fmt: skip
    assert {s["source"]["state"] for s in lines("feeds", "--resume", "rss.xml")} == {"active"}
    assert len(lines("feeds", "--forget", "rss.xml")) == 1
    with pytest.raises(ConfigError, match="one of --forget"):
        run("feeds", "--forget", "a", "--pause", "b")


def test_opml_is_watched(paper: Newspaper, tmp_path: Path) -> None:
    opml = tmp_path / "papers.opml"
    opml.write_text(f'<opml><body><outline xmlUrl="{paper.server.url("/rss.xml")}"/></body></opml>')
    code, out, _ = run("watch", opml, "--once", "--annotate", "none", "--format", "table")
    assert (code, "3 new articles" in out) == (0, True)


@pytest.mark.parametrize("arguments", ["--every 10s", "--for soon"])
def test_what_is_no_time_is_refused(arguments: str, paper: Newspaper) -> None:
    if "every" in arguments:
        with pytest.raises(ConfigError, match="one minute or more"):
            run("watch", paper.home, *arguments.split())
    else:
        code, _, talk = run("watch", paper.home, *arguments.split())
        assert (code, "15m, 8h or 2d" in " ".join(talk.split())) == (2, True)
    assert paper.server.asked == []


def test_nothing_is_watched_yet() -> None:
    _, out, _ = run("watch", "--once", "--format", "table")
    assert "nothing was due" in out
    _, out, _ = run("feeds", "--format", "table")
    assert "Nothing is watched yet" in out


@pytest.mark.slow
def test_ctrl_c_ends_a_watch_and_says_what_was_done(paper: Newspaper) -> None:
    import signal

    watching: Any = process("watch", paper.home, "--annotate", "none", "--format", "jsonl")
    first = json.loads(watching.stdout.readline())
    assert first["articles"] == 3
    watching.send_signal(signal.SIGINT)
    _, talk = watching.communicate(timeout=60)
    assert watching.returncode == 130
    assert "new articles: 3" in talk
    assert "goes on where this ended" in talk
    assert next(one["state"] for one in lines("runs")) in {"done", "stopped"}


@pytest.mark.slow
def test_a_watch_that_is_killed_is_gone_on_with(paper: Newspaper) -> None:
    def hang(asked: object, send: Any) -> None:
        started.release()
        held.wait(30)

    import threading

    started, held = threading.Semaphore(0), threading.Event()
    paper.server.routes["/news/ferry.html"] = hang
    watching: Any = process("watch", paper.home, "--annotate", "none")
    started.acquire()
    watching.kill()
    watching.communicate()
    held.set()
    del paper.server.routes["/news/ferry.html"]
    paper.publish(story("ferry", 7))
    code, out, _ = run("watch", "--once", "--annotate", "none", "--format", "table")
    assert code == 0
    assert "3 new articles" in out
    assert len(headlines()) == 3
