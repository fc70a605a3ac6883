"""The server: tools and resources of one room, over whichever line an assistant comes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import anyio
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.lowlevel.helper_types import ReadResourceContents
from mcp.shared.exceptions import McpError
from pydantic import AnyUrl

from crosswire import __version__
from crosswire.assist import rendering, texts
from crosswire.assist.room import Caller, Refused, Room
from crosswire.assist.tools import BY_NAME, Tool, offered
from crosswire.assist.words import STATEMENT

AT_ONCE = 8
"""Questions that are answered at once; others wait."""
INSTRUCTIONS = f"""\
Crosswire reads what many outlets publish about one event and lines it up. It writes no sentence of its
own about an event: every passage is an exact place in a stored text (article, text, start, end, sha256).
Cite passages with their article, and re-read each with verify_span before you rely on it.

{STATEMENT}

How to speak of what it answers:
- "Not found in this text" is all that is known of an absence. Never say that an outlet omitted something.
- Attested (outlets tell that somebody said it) is not corroborated (it rests on origins shown apart), and
  neither is yet true. Forty outlets with one agency's text are one origin. What is not shown to be apart is
  unknown, never independent.
- "Earliest seen by us" is not "first".
- Say of how many: each answer states it in `found`.
- Lists are bounded; go on with `cursor`.
"""
_UNTRUSTED = {"crosswire/untrusted": True}
_NOT_FOUND = -32002
"""The protocol's code for a resource that is not there."""
_log = logging.getLogger("crosswire.assist")
X = TypeVar("X")
Who = Callable[[Any], Caller]
"""Whoever sent the request that is being answered (None: it came by no request of HTTP)."""


def make_server(room: Room, who: Who) -> Server[Any, Any]:
    """Everything that a room offers; ``who`` says whose each question is."""
    # It warns of every name of a tool that there is not, which whoever asks chooses.
    logging.getLogger("mcp").setLevel(logging.ERROR)
    server: Server[Any, Any] = Server("crosswire", __version__, INSTRUCTIONS)
    limiter = anyio.CapacityLimiter(AT_ONCE)

    async def done(work: Callable[..., X], *given: object) -> X:
        caller = who(server.request_context.request)
        return await anyio.to_thread.run_sync(
            partial(work, *given, room, caller), limiter=limiter, abandon_on_cancel=True
        )

    @server.list_tools()  # type: ignore[no-untyped-call, untyped-decorator]
    async def tools() -> list[types.Tool]:
        return [_described(tool) for tool in offered(room)]

    @server.call_tool(validate_input=False)  # type: ignore[untyped-decorator]
    async def call(name: str, arguments: dict[str, Any]) -> Any:
        try:
            answer = rendering.data(await done(_do, name, arguments))
        except Exception as fault:  # noqa: BLE001  (whatever went wrong is answered, and logged)
            return _failed(name, fault)
        return [_block(answer)], answer

    @server.list_resources()  # type: ignore[no-untyped-call, untyped-decorator]
    async def resources(asked: types.ListResourcesRequest) -> types.ListResourcesResult:
        cursor = asked.params.cursor if asked.params else None
        with _as_errors():
            found, further = await done(texts.listed, cursor)
        return types.ListResourcesResult(
            resources=[_story(uri, about) for uri, about in found], nextCursor=further
        )

    @server.list_resource_templates()  # type: ignore[no-untyped-call, untyped-decorator]
    async def templates() -> list[types.ResourceTemplate]:
        return _TEMPLATES

    @server.read_resource()  # type: ignore[no-untyped-call, untyped-decorator]
    async def read(uri: AnyUrl) -> list[ReadResourceContents]:
        with _as_errors():
            answer = await done(texts.read, str(uri))
        content = answer.model_dump_json(exclude_none=True)
        return [ReadResourceContents(content, "application/json", _UNTRUSTED)]

    return server


def _do(name: str, arguments: dict[str, Any], room: Room, caller: Caller) -> Any:
    """What a tool answers; raises ``Refused`` for one that there is not."""
    tool = BY_NAME.get(name)
    if tool is None:
        known = ", ".join(one.name for one in offered(room))
        raise Refused(
            "not-found", f"a tool was wanted, none is {name[:60]!r}", f"There are {known}."
        )
    if tool.writes:
        # Told before the arguments are looked at: mending them would help nobody.
        room.require_write(caller)
    return tool.do(tool.takes.model_validate(arguments), room, caller)


def _failed(name: str, fault: Exception) -> types.CallToolResult:
    told = rendering.refusal(fault)
    if told["error"] == "failed":
        _log.error("%s failed", name[:60], exc_info=fault)
    return types.CallToolResult(content=[_block(told)], isError=True)


def _block(answer: dict[str, Any]) -> types.TextContent:
    return types.TextContent(type="text", text=rendering.text(answer), _meta=_UNTRUSTED)


@contextmanager
def _as_errors() -> Iterator[None]:
    """What goes wrong inside becomes an error of the protocol."""
    try:
        yield
    except Exception as fault:
        told = rendering.refusal(fault)
        kind = told["error"]
        if kind == "failed":
            _log.error("a resource failed", exc_info=fault)
        code = _CODES.get(kind, types.INTERNAL_ERROR)
        words = f"{kind}: {told['message']['untrusted']} {told['what_to_do']}"
        raise McpError(types.ErrorData(code=code, message=words, data=told)) from fault


_CODES = {"not-found": _NOT_FOUND, "asked-wrongly": types.INVALID_PARAMS}


def _described(tool: Tool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        inputSchema=tool.takes.model_json_schema(),
        outputSchema=tool.answers.model_json_schema(),
        annotations=types.ToolAnnotations(
            readOnlyHint=not tool.writes, destructiveHint=False, idempotentHint=not tool.writes,
            openWorldHint=False,
        ),
    )  # fmt: skip


def _story(uri: str, about: str) -> types.Resource:
    return types.Resource(
        uri=AnyUrl(uri), name=uri.rpartition("/")[2], description=about,
        mimeType="application/json",
    )  # fmt: skip


def _template(name: str, uri: str, about: str) -> types.ResourceTemplate:
    return types.ResourceTemplate(
        name=name, uriTemplate=uri, description=about, mimeType="application/json"
    )


_TEMPLATES = [
    _template("story", texts.STORY, "A story with its articles, twenty-five at most."),
    _template("text", texts.TEXT, f"The words of a text by its hash, {texts.MOST:,} at once."),
    _template("stretch", texts.STRETCH, "A stretch of a text: code points, half-open."),
]
