"""Over HTTP: on loopback whoever reaches it, elsewhere those with a token; nobody by a foreign name."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import uvicorn
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from crosswire.assist import served
from crosswire.assist.room import Allowed, Room
from crosswire.desk.desk import Desk
from crosswire.desk.people import People
from crosswire.errors import ConfigError
from crosswire.project import Project
from crosswire.store.audit import Doer
from crosswire.web.house import Rules
from tests.apart import apart
from tests.assist.conftest import Stored, fill, trusted

pytestmark = pytest.mark.slow
Script = Callable[[ClientSession], Awaitable[Any]]
PASSWORD = "ten lamps over harnmouth"
BEGIN = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {},
               "clientInfo": {"name": "test", "version": "0"}},
}  # fmt: skip
ACCEPT = {"accept": "application/json, text/event-stream"}


@contextmanager
def listening(room: Room, people: People | None = None) -> Iterator[str]:
    """The server on a free port of loopback; its address."""
    app = served.make_app(room, Rules(), "ana", people)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        server.should_exit = True
        thread.join()


def asked(address: str, script: Script, token: str | None = None) -> Any:
    """What a script makes of a session over HTTP."""
    headers = {"authorization": f"Bearer {token}"} if token else {}

    async def run() -> Any:
        async with (
            httpx.AsyncClient(headers=headers, timeout=120) as client,
            streamable_http_client(address, http_client=client) as (reads, writes, _),
            ClientSession(reads, writes) as session,
        ):
            await session.initialize()
            return await script(session)

    return apart(run)


def post(address: str, token: str | None = None, **headers: str) -> httpx.Response:
    given = {**ACCEPT, **headers}
    if token:
        given["authorization"] = f"Bearer {token}"
    return httpx.post(address, json=BEGIN, headers=given, timeout=60)


def test_assistants_ask_side_by_side_over_http(room: Room, stored: Stored) -> None:
    async def script(session: ClientSession) -> Any:
        tools = (await session.list_tools()).tools
        found: list[Any] = []

        async def ask(words: str) -> None:
            found.append(await session.call_tool("search_articles", {"words": words}))

        async with anyio.create_task_group() as tasks:
            for words in ("ferry", "Norland", "zeppelin", "instructions"):
                tasks.start_soon(ask, words)
        refused = await session.call_tool(
            "note", {"kind": "story", "id": stored.ferry, "words": "x"}
        )
        return tools, found, refused

    with listening(room) as address:
        tools, found, refused = asked(address, script)
    assert "judge" not in {one.name for one in tools}
    assert len(found) == 4
    for one in found:
        assert not one.isError
        assert not [words for words in trusted(one.structuredContent) if "Ignore all" in words]
    assert refused.isError


def test_foreign_names_and_other_sites_are_refused(room: Room) -> None:
    with listening(room) as address:
        assert post(address).status_code == 200
        assert post(address, origin="http://localhost:6274").status_code == 200
        assert post(address, host="desk.example").status_code == 421
        assert post(address, host="127.0.0.1.desk.example").status_code == 421
        assert post(address, origin="https://evil.example").status_code == 403
        assert post(address, origin="http://127.0.0.1.evil.example").status_code == 403
        crossed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
        assert post(address, **crossed).status_code == 403
        large = httpx.post(address, content=b"x" * 1_100_000, headers=ACCEPT, timeout=60)
        assert large.status_code == 413
        assert httpx.get(address.replace("/mcp", "/"), timeout=60).status_code == 404


@pytest.fixture
def tokens(tmp_path: Path) -> Iterator[tuple[Room, People, dict[str, str]]]:
    """A room that writes, for people with tokens: one that reads, one that writes."""
    settings = fill(tmp_path, "none").settings
    room = Room(Project(settings), Allowed(write=True))
    with Desk.open(Project(settings)) as desk:
        people = desk.people
        people.add_user("Ada Quill", PASSWORD, role="admin", by=Doer("test"))
        made = {scope: people.add_token("Ada Quill", [scope], by=Doer("test"))[1]
                for scope in ("read", "write")}  # fmt: skip
        yield room, people, made


def test_a_token_opens_it_and_says_how_much_may_be_done(
    tokens: tuple[Room, People, dict[str, str]],
) -> None:
    room, people, made = tokens

    async def script(session: ClientSession) -> Any:
        listed: Any = await session.call_tool("list_stories", {})
        (story, *_) = listed.structuredContent["stories"]
        given = {"kind": "story", "id": story["id"], "words": "Who was there?"}
        return await session.call_tool("note", given)

    with listening(room, people) as address:
        unknown = post(address)
        assert unknown.status_code == 401
        assert "Bearer" in unknown.headers["www-authenticate"]
        assert post(address, token="cwt_" + "x" * 43).status_code == 401
        reads = asked(address, script, made["read"])
        writes = asked(address, script, made["write"])
        begun = post(address, token=made["write"])
        session = begun.headers["mcp-session-id"]
        assert post(address, **{"mcp-session-id": session}).status_code == 401
    assert reads.isError
    assert '"error": "scope"' in reads.content[0].text
    assert writes.structuredContent["by"] == "Ada Quill"


def test_the_command_says_where_it_is_found_and_ends_when_it_is_told(
    stored: Stored, tmp_path: Path
) -> None:
    env = {
        **os.environ, "CROSSWIRE_DATA": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path),
        "CROSSWIRE_STORE": str(stored.settings.store),
    }  # fmt: skip
    words = [sys.executable, "-m", "crosswire", "mcp", "--http", "127.0.0.1:0"]
    with subprocess.Popen(words, env=env, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            said = process.stderr.readline()
            found = re.fullmatch(r"Assistants find it at (http://127\.0\.0\.1:\d+/mcp)\n", said)
            assert found, said

            async def script(session: ClientSession) -> Any:
                return await session.call_tool("list_stories", {"words": "ferry"})

            assert asked(found[1], script).structuredContent["fitting"] == 1
            assert post(found[1], host="desk.example").status_code == 421
            process.terminate()
            process.wait(60)
            assert "Traceback" not in process.stderr.read()
        finally:
            process.kill()


def test_elsewhere_than_on_loopback_people_sign_in(stored: Stored) -> None:
    room = Room(Project(stored.settings), Allowed())
    with pytest.raises(ConfigError, match="administrator"):
        served.rules_of(room, "0.0.0.0", names=(), sign_in=False)
    with pytest.raises(ConfigError, match="administrator"):
        served.rules_of(room, "127.0.0.1", names=(), sign_in=True)
    given, people = served.rules_of(room, "127.0.0.1", names=("Desk.Example",), sign_in=False)
    assert "desk.example" in given.hosts
    assert people is None


@pytest.mark.parametrize(
    ("http", "found"),
    [
        ("127.0.0.1:8471", ("127.0.0.1", 8471)),
        ("[::1]:0", ("::1", 0)),
        ("desk.example:1", ("desk.example", 1)),
    ],
)
def test_where_it_listens(http: str, found: tuple[str, int]) -> None:
    assert served.listening(http) == found
