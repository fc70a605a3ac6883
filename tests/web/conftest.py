"""A desk that is served, without a network: people in a browser, and programs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.working import Worker
from crosswire.project import Project
from crosswire.records.job import Job
from crosswire.records.users import Role
from crosswire.store.audit import Doer
from crosswire.web.app import make_app
from crosswire.web.house import House, Rules
from tests.desk.stream import stream, write

PASSWORD = "ten lamps over harnmouth"
HERE = "http://localhost"
_TOKEN = re.compile(r'<meta name="csrf" content="([0-9a-f]+)">')


@dataclass
class Reader:
    """Somebody with a browser of their own, who sends the forms that pages have."""

    client: TestClient

    def get(self, address: str, **how: Any) -> Response:
        return self.client.get(address, **how)

    @property
    def token(self) -> str:
        """What this reader's forms carry now."""
        found = _TOKEN.search(self.get("/sign-in").text)
        assert found is not None
        return found[1]

    def post(self, address: str, token: str | None = None, **fields: Any) -> Response:
        """A form of one's own, led back nowhere."""
        data = {"csrf": self.token if token is None else token, **fields}
        return self.client.post(address, data=data)

    def sign_in(self, name: str, password: str = PASSWORD, **more: str) -> Response:
        return self.post("/sign-in", name=name, password=password, **more)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        data=tmp_path / "data", pipeline="small", cache_megabytes=0,
        store=str(tmp_path / "desk.sqlite"), fetch_allow=("127.0.0.0/8",), deliver_allow=("127.0.0.0/8",),
    )  # fmt: skip


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    with Desk.open(Project(settings), create=True) as opened:
        yield opened


@pytest.fixture
def filled(desk: Desk, tmp_path: Path) -> Desk:
    """A desk with three outlets' articles on each of seven events, none read closely."""
    file = write(tmp_path / "lines.jsonl", stream(3))
    desk.add(desk.project.captures([file]), closely="none")
    return desk


Visit = Callable[..., Reader]


@pytest.fixture
def visit(desk: Desk) -> Visit:
    """Makes readers of this desk; by ``Rules``, those of one place share a server."""
    houses: dict[Rules, House] = {}

    def reader(rules: Rules | None = None, **how: Any) -> Reader:
        given = rules or Rules()
        project = desk.project
        house = houses.setdefault(
            given, House(open_desk=lambda at: Desk.open(project, as_of=at), rules=given)
        )
        app = make_app(house)
        return Reader(TestClient(app, base_url=HERE, follow_redirects=False, **how))

    return reader


@pytest.fixture
def reader(visit: Visit) -> Reader:
    """Whoever sits at a desk without sign-in."""
    return visit()


SIGNED = Rules(sign_in=True)


@pytest.fixture
def person(desk: Desk, visit: Visit) -> Callable[[str, Role], Reader]:
    """Makes an account and signs it in."""

    def signed_in(name: str, role: Role = "editor") -> Reader:
        desk.people.add_user(name, PASSWORD, role=role, by=Doer("test"))
        found = visit(SIGNED)
        assert found.sign_in(name).status_code == 303
        return found

    return signed_in


@pytest.fixture
def done(desk: Desk) -> Callable[[], list[Job]]:
    """Does all that waits, as the worker does; the jobs as they are then."""

    def work() -> list[Job]:
        worker, found = Worker(desk), []
        while (job := worker.once()) is not None:
            found.append(job)
        return found

    return work
