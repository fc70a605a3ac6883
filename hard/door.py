"""At the door of a desk that is really served: too much, too slow, forged, beyond one's scope."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.records.users import Role
from crosswire.store.audit import Doer
from crosswire.web.app import make_app
from crosswire.web.house import House, Rules
from crosswire.web.pages import ROUTERS
from crosswire.web.visitors import COOKIE
from hard.rows import How, Row
from hard.trial import Trials, Wrong
from tests.web.browser.conftest import served

_PASSWORD = "ten lamps over harnmouth"
_TOKEN = re.compile(r'<meta name="csrf" content="([0-9a-f]+)">')
_LARGE = 300_000
"""Bytes of a head that no server reads."""
_OPEN = ("/sign-in", "/sign-out")
"""What somebody who is nobody may send."""


def run(how: How) -> list[Row]:
    """Refused, and whoever comes next is served."""
    with TemporaryDirectory() as folder:
        rows = [_raw(Path(folder), how)] if how.long else []
    with TemporaryDirectory() as folder:
        settings = Settings(
            data=Path(folder),
            pipeline="small",
            cache_megabytes=0,
            store=str(Path(folder) / "desk.sqlite"),
        )
        with Desk.open(Project(settings), create=True) as desk:
            return [*rows, _forged(desk), _scopes(desk), _fixed(desk)]


def _raw(folder: Path, how: How) -> Row:
    """Bytes that no browser sends, to a server of its own."""
    with Desk.open(Project(Settings(data=folder, store=str(folder / "desk.sqlite"))), create=True):
        pass
    with (
        served(folder) as desk,
        Trials("heads, bodies and slow clients that no browser sends") as trials,
    ):
        at = urlsplit(desk.url)
        place = (at.hostname or "", at.port or 0)
        for name, data in _heads():
            trials.one(name, partial(_sent, place, data))
        for name, count in (
            ("that send nothing", 150),
            ("that send half a head", 150),
            ("that ask for a stream", 80),
        ):
            trials.one(f"{count} clients {name}", partial(_crowd, place, name, count))
        return trials.row()


def _heads() -> Iterator[tuple[str, bytes]]:
    host = b"Host: localhost\r\n"
    for size in (70_000, 1_000_000):
        yield f"a line of {size}", b"GET /" + b"a" * size + b" HTTP/1.1\r\n" + host + b"\r\n"
        yield (
            f"a header of {size}",
            b"GET / HTTP/1.1\r\n" + host + b"X: " + b"a" * size + b"\r\n\r\n",
        )
        yield (
            f"a cookie of {size}",
            b"GET / HTTP/1.1\r\n" + host + b"Cookie: " + b"a=b;" * (size // 4) + b"\r\n\r\n",
        )
    yield "ten thousand headers", b"GET / HTTP/1.1\r\n" + host + b"X: a\r\n" * 10_000 + b"\r\n"
    post = b"POST /notes HTTP/1.1\r\n" + host
    for length in (b"-1", b"9" * 30, b"1e9", b"0x10", b"1000000000000", b"5, 5", b"\xb2", b"+5"):
        yield f"a length of {length!r}", post + b"Content-Length: " + length + b"\r\n\r\nhello"
    yield "two lengths", post + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"
    yield (
        "length and chunks",
        post
        + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
    )
    yield "chunks of no size", post + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"
    yield "chunks and more", post + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
    yield "a body of two megabytes", post + b"Content-Length: 2000000\r\n\r\n" + b"a" * 2_000_000
    yield (
        "chunks of two megabytes",
        post + b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 32,
    )
    yield "no host", b"GET / HTTP/1.1\r\n\r\n"
    yield "two hosts", b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example\r\n\r\n"
    yield "another host", b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n"
    yield (
        "an address of another host",
        b"GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    )
    yield "line ends in a header", b"GET / HTTP/1.1\r\nHost: localhost\nX-Evil: 1\r\n\r\n"
    yield "a header of a NUL", b"GET / HTTP/1.1\r\n" + host + b"X: a\0b\r\n\r\n"
    yield "a folded header", b"GET / HTTP/1.1\r\n" + host + b"X: a\r\n b\r\n\r\n"
    for method in (
        b"TRACE",
        b"CONNECT",
        b"PUT",
        b"DELETE",
        b"PROPFIND",
        b"\x16\x03\x01",
        b"G" * 9000,
    ):
        yield (
            f"the method {method[:20]!r}",
            method + b" / HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n",
        )


def _sent(place: tuple[str, int], data: bytes) -> str:
    """What came of these bytes: refused or let go of, and the next is served."""
    status = _status(place, data)
    if status.startswith("5") or (status == "200" and (b"elsewhere" in data or len(data) > _LARGE)):
        raise Wrong(f"answered {status}")
    _served_still(place)
    return "refused" if status and status[0] in "34" else "let go of" if not status else "answered"


def _status(place: tuple[str, int], data: bytes) -> str:
    with socket.create_connection(place, 10) as line:
        line.settimeout(10)
        with suppress(OSError):
            line.sendall(data)
        got = b""
        with suppress(OSError):
            got = line.recv(4096)
    found = re.match(rb"HTTP/1\.[01] (\d{3})", got)
    return found[1].decode() if found else ""


def _served_still(place: tuple[str, int]) -> None:
    status = _status(
        place, b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    if status != "200":
        raise Wrong(f"the next was answered {status!r}")


def _crowd(place: tuple[str, int], name: str, count: int) -> str:
    said = {"that send nothing": b"", "that send half a head": b"GET / HTTP/1.1\r\nHost: local",
            "that ask for a stream": b"GET /jobs/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"}  # fmt: skip
    with ExitStack() as held:
        for _ in range(count):
            line = held.enter_context(socket.create_connection(place, 10))
            line.sendall(said[name])
        _served_still(place)
    return "somebody else was served beside them"


def _client(desk: Desk) -> TestClient:
    project = desk.project
    house = House(open_desk=lambda at: Desk.open(project, as_of=at), rules=Rules(sign_in=True))
    return TestClient(make_app(house), base_url="http://localhost", follow_redirects=False)


def _csrf(client: TestClient) -> str:
    found = _TOKEN.search(client.get("/sign-in").text)
    if found is None:
        raise Wrong("no page has a token for its forms")
    return found[1]


def _signed_in(desk: Desk, name: str, role: Role) -> TestClient:
    if name not in {one.name for one in desk.people.users()}:
        desk.people.add_user(name, _PASSWORD, role=role, by=Doer("hard"))
    client = _client(desk)
    fields = {"csrf": _csrf(client), "name": name, "password": _PASSWORD}
    if client.post("/sign-in", data=fields).status_code != 303:
        raise Wrong("nobody can sign in")
    return client


def _posts() -> list[str]:
    """Every address that something can be sent to."""
    routes = [one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute)]
    return sorted(
        {re.sub(r"\{[^}]*\}", "x", one.path) for one in routes if "POST" in (one.methods or ())}
    )


def _refused(client: TestClient, path: str, **how: object) -> str:
    answer = client.post(path, **how)  # type: ignore[arg-type]
    leads = answer.headers.get("location", "")
    if answer.status_code < 400 and not leads.startswith("/sign-in"):
        raise Wrong(f"{path} was answered {answer.status_code} {leads}")
    if answer.status_code >= 500:
        raise Wrong(f"{path}: {answer.status_code}")
    return "refused"


def _forged(desk: Desk) -> Row:
    """Forms that another site's page sends with the cookie of somebody who is signed in."""
    with Trials("forms forged by another site's page, at every address that takes one") as trials:
        client = _signed_in(desk, "Root", "admin")
        token = _csrf(client)
        posts = _posts()
        if len(posts) < 40:
            trials.one("addresses", lambda: _wrong(f"only {len(posts)} addresses take forms"))
        for path in posts:
            json = path.endswith(".json")
            for name, head, given in (
                ("no token", {}, ""), ("another token", {}, "0" * 64), ("origin", {"Origin": "https://elsewhere.example"}, token),
                ("null", {"Origin": "null"}, token), ("cross-site", {"Sec-Fetch-Site": "cross-site"}, token),
                ("same-site", {"Sec-Fetch-Site": "same-site"}, token),
            ):  # fmt: skip
                if path in ("/sign-out",) and client.cookies.get(COOKIE) is None:
                    continue
                sent = (
                    {"headers": {**head, "x-csrf": given}, "json": {}}
                    if json
                    else {"headers": head, "data": {"csrf": given}}
                )
                trials.one(f"{name} {path}", partial(_refused, client, path, **sent))
        return trials.row()


def _wrong(words: str) -> str:
    raise Wrong(words)


def _scopes(desk: Desk) -> Row:
    """Tokens and roles beyond what they may."""
    with Trials(
        "tokens that may only read, readers and nobody, at every address that changes something"
    ) as trials:
        root = _client(desk)
        posts = [path for path in _posts() if path not in _OPEN]
        if "Ana Reed" not in {one.name for one in desk.people.users()}:
            desk.people.add_user("Ana Reed", _PASSWORD, role="reader", by=Doer("hard"))
        _, reading = desk.people.add_token("Root", ("read",), by=Doer("hard"))
        _, of_reader = desk.people.add_token("Ana Reed", ("read",), by=Doer("hard"))
        _, writing = desk.people.add_token("Root", ("read", "write"), by=Doer("hard"))
        for path in posts:
            for name, secret in (
                ("read", reading),
                ("reader's", of_reader),
                ("none known", "x" * 40),
                ("empty", ""),
            ):
                head = {"Authorization": f"Bearer {secret}"}
                trials.one(f"{name} {path}", partial(_refused, root, path, headers=head, json={}))
            trials.one(f"nobody {path}", partial(_refused, root, path, data={"csrf": _csrf(root)}))
        head = {"Authorization": f"Bearer {writing}"}
        for path in posts:
            if path.startswith(("/users", "/account")):
                trials.one(f"writing {path}", partial(_refused, root, path, headers=head, json={}))
        return trials.row()


def _fixed(desk: Desk) -> Row:
    """A cookie that somebody else chose is not taken over by whoever signs in."""
    with Trials("sessions that somebody else chose, kept or ended") as trials:
        for planted in ("x", "a" * 43, "0" * 64, "../x", "' OR 1=1"):
            trials.one(planted, partial(_not_taken, desk, planted))
        trials.one("signed out", partial(_ended, desk))
        return trials.row()


def _not_taken(desk: Desk, planted: str) -> str:
    client = _client(desk)
    client.cookies.set(COOKIE, planted)
    fields = {"csrf": _csrf(client), "name": "Root", "password": _PASSWORD}
    answer = client.post("/sign-in", data=fields)
    given = answer.headers.get("set-cookie", "")
    if (
        answer.status_code != 303
        or planted in given.split(";")[0].split("=", 1)[-1].split()
        or "HttpOnly" not in given
    ):
        raise Wrong(f"{answer.status_code} {given}")
    other = _client(desk)
    other.cookies.set(COOKIE, planted)
    if other.get("/account").status_code == 200:
        raise Wrong("the planted cookie opens the desk")
    return "a new one was given"


def _ended(desk: Desk) -> str:
    client = _signed_in(desk, "Root", "admin")
    secret = client.cookies.get(COOKIE) or ""
    client.post("/sign-out", data={"csrf": _csrf(client)})
    again = _client(desk)
    again.cookies.set(COOKIE, secret)
    if again.get("/account").status_code == 200:
        raise Wrong("a cookie opens the desk after its sign-in ended")
    return "ended"
