"""The command as an assistant's program starts it: over standard input and output."""

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.errors import ConfigError
from tests.apart import apart
from tests.assist.conftest import Stored, trusted

Script = Callable[[ClientSession], Awaitable[Any]]


def started(stored: Stored, script: Script, *options: str, log: Path) -> Any:
    """What a script makes of a session with ``crosswire mcp``."""
    settings = stored.settings
    env = {
        "PATH": os.environ["PATH"], "CROSSWIRE_DATA": str(settings.data), "CROSSWIRE_PIPELINE": "small",
        "CROSSWIRE_CACHE_MEGABYTES": "0", "OMP_NUM_THREADS": "1", "XDG_CONFIG_HOME": str(log.parent),
    }  # fmt: skip
    command = StdioServerParameters(
        command=sys.executable, env=env,
        args=["-m", "crosswire", "mcp", "--store", str(settings.store), "--by", "ana", *options],
    )  # fmt: skip

    async def run() -> Any:
        with log.open("w", encoding="utf-8") as errors:
            async with (
                stdio_client(command, errors) as (reads, writes),
                ClientSession(reads, writes) as session,
            ):
                begun = await session.initialize()
                assert begun.serverInfo.name == "crosswire"
                return await script(session)

    return apart(run)


@pytest.mark.slow
def test_an_assistant_asks_over_standard_input(stored: Stored, tmp_path: Path) -> None:
    log = tmp_path / "errors.txt"

    async def script(session: ClientSession) -> Any:
        stories: Any = await session.call_tool("list_stories", {"words": "ferry"})
        (story,) = stories.structuredContent["stories"]
        found: dict[str, Any] = {}

        async def ask(name: str, **given: Any) -> None:
            found[name] = await session.call_tool(name, given)

        async with anyio.create_task_group() as tasks:
            # Two that read closely and one that does not, at once.
            tasks.start_soon(lambda: ask("compare", story=story["id"]))
            tasks.start_soon(lambda: ask("check_claim", claim="The ferry ran aground 🙂 \u202e"))
            tasks.start_soon(lambda: ask("search_articles", words="ferry"))
        refused = await session.call_tool("judge", {"a": "x", "b": "y", "decision": "same"})
        return found, refused

    found, refused = started(stored, script, log=log)
    assert not any(one.isError for one in found.values())
    assert found["compare"].structuredContent["points"]
    for one in found.values():
        assert not [words for words in trusted(one.structuredContent) if "Ignore all" in words]
    assert refused.isError
    assert "--write" in refused.content[0].text
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_no_message_is_passed_over_and_the_next_is_answered(tmp_path: Path) -> None:
    env = {**os.environ, "CROSSWIRE_DATA": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    hello = {"protocolVersion": "2025-06-18", "capabilities": {},
             "clientInfo": {"name": "test", "version": "0"}}  # fmt: skip
    said = [
        message("initialize", 1, hello), message("notifications/initialized"),
        b"garbage", b"\xff\x00", b"[1, 2]", b'{"jsonrpc": "2.0", "id": 2, "method": 3}',
        message("tools/call", 3, {"name": "list_stories", "arguments": [1]}),
        message("no/such/method", 4), message("ping", 5),
    ]  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "crosswire", "mcp"], env=env,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"\n".join(said) + b"\n")
        process.stdin.flush()
        answers: dict[Any, Any] = {}
        while 5 not in answers:
            answer = json.loads(process.stdout.readline())
            answers[answer.get("id")] = answer
        process.stdin.close()
        assert process.wait() == 0
        assert b"Traceback" not in process.stderr.read()
    assert answers[5]["result"] == {}
    assert {answers[n]["error"]["code"] for n in (3, 4)} <= {-32600, -32601, -32602}


def message(method: str, number: int | None = None, params: Any = None) -> bytes:
    found = {"jsonrpc": "2.0", "method": method, "params": params or {}}
    return json.dumps(found if number is None else {**found, "id": number}).encode()


@pytest.mark.slow
def test_what_libraries_print_tears_no_message(stored: Stored, tmp_path: Path) -> None:
    from crosswire.assist import piped

    kept = os.dup(1)
    read, write = os.pipe()
    try:
        os.dup2(write, 1)
        with piped._own_line() as line:
            os.write(1, b"a library speaks\n")
            line.write("a message\n")
            line.flush()
    finally:
        os.dup2(kept, 1)
        os.close(write)
        os.close(kept)
    with os.fdopen(read, "rb") as sent:
        assert sent.read() == b"a message\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--sign-in"], "--http"),
        (["--name", "desk.example"], "--http"),
        (["--allow-files", "nowhere/at/all"], "not there"),
        (["--http", "8471"], "HOST:PORT"),
        (["--http", "127.0.0.1"], "HOST:PORT"),
        (["--http", "127.0.0.1:99999999"], "HOST:PORT"),
        (["--http", "0.0.0.0:8471", "--allow-files", "."], "nobody elsewhere"),
    ],
)
def test_what_cannot_be_served_is_refused(
    options: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match=told):
        CliRunner().invoke(app, ["mcp", *options], catch_exceptions=False)


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSWIRE_DATA", str(tmp_path))
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(ConfigError, match=r"crosswire\[mcp\]"):
        CliRunner().invoke(app, ["mcp"], catch_exceptions=False)
