"""What is served and listed from a file is served and listed from a PostgreSQL database."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from crosswire.cli.commands import app
from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.web.app import make_app
from crosswire.web.house import House, Rules
from tests.desk.stream import stream, write
from tests.postgres import Server

ADDRESSES = (
    "/index.json", "/search.json?words=ferry", "/search.json?words=treaty&kind=quotation", "/entities.json",
    "/entities.json?name=Corrin", "/outlets.json", "/review.json", "/failures.json", "/judgements.json",
    "/sources.json", "/follows.json", "/alerts.json", "/check.json?claim=Fourteen+passengers+were+hurt",
)  # fmt: skip
COMMANDS = (
    "stories", "stories --sort outlets", "search ferry", "search treaty --kind quotation", "entities",
    "entities Corrin", "quotes", "failures", "judge --list", "follows", "alerts", "notes",
)  # fmt: skip
_OF_ITS_OWN = re.compile(
    r"20[2-9]\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|/feeds/[\w-]+|(?:edition|compared|run)-[0-9a-f]+"
)
"""What no two stores share: moments and what is named by them, addresses that nobody is to guess."""


class Served:
    """One desk, as programs and as a terminal see it."""

    def __init__(self, settings: Settings, lines: Path) -> None:
        self.settings = settings
        with Desk.open(Project(settings), create=True) as desk:
            desk.add(desk.project.captures([lines]), closely="shared")
        project = Project(settings)
        house = House(open_desk=lambda at: Desk.open(project, as_of=at), rules=Rules())
        self.client = TestClient(make_app(house), base_url="http://localhost")

    def got(self, address: str) -> Any:
        """What is answered, what is of its own left out."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.text[:300]}"
        return json.loads(_OF_ITS_OWN.sub("…", answer.text))

    def listed(self, command: str) -> tuple[int, str]:
        """What a command prints."""
        words = [*command.split(), "--store", self.settings.store_url, "--format", "jsonl"]
        environ = {"CROSSWIRE_DATA": str(self.settings.data), "CROSSWIRE_PIPELINE": "small"}
        found = CliRunner().invoke(app, words, catch_exceptions=False, env=environ)
        return found.exit_code, _OF_ITS_OWN.sub("…", found.stdout)


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, postgres: Server
) -> Iterator[tuple[Served, Served]]:
    """The same lines in a file and in a database."""
    place = tmp_path_factory.mktemp("both")
    lines = write(place / "lines.jsonl", stream(2)[:8])
    with postgres.schema() as url:
        stores = (str(place / "desk.sqlite"), url)
        settings = [
            Settings(data=place / "data", pipeline="small", cache_megabytes=0, store=store)
            for store in stores
        ]
        yield Served(settings[0], lines), Served(settings[1], lines)


@pytest.mark.slow
def test_what_is_served_is_the_same(both: tuple[Served, Served]) -> None:
    file, database = both
    for address in (*ADDRESSES, *_of(file)):
        assert database.got(address) == file.got(address), address
    for address in ("/", "/search?words=ferry", "/entities", "/outlets", "/runs", "/review"):
        assert database.client.get(address).status_code == 200, address


def _of(file: Served) -> list[str]:
    """Addresses of a story, and of an article, an outlet and a name in it."""
    story = file.got("/index.json")["stories"][0]["line"]["id"]
    told = f"/stories/{story}.json"
    article = re.findall(r'"(article-[0-9a-f]+)"', json.dumps(file.got(told)))[0]
    entity = re.findall(r'"(entity-[0-9a-f]+)"', json.dumps(file.got("/entities.json")))[0]
    outlet = file.got("/outlets.json")["outlets"][0]["id"]
    return [told, f"/articles/{article}.json", f"/articles/{article}/why.json",
            f"/entities/{entity}.json", f"/outlets/{outlet}.json", f"/stories/{story}/notes.json"]  # fmt: skip


@pytest.mark.slow
def test_what_is_listed_is_the_same(both: tuple[Served, Served]) -> None:
    file, database = both
    for command in COMMANDS:
        code, out = file.listed(command)
        assert code == 0, command
        assert database.listed(command) == (code, out), command
    story = json.loads(file.listed("stories")[1].splitlines()[0])["id"]
    for command in (f"show {story}", f"compare {story}"):
        assert database.listed(command) == file.listed(command), command


@pytest.mark.slow
def test_what_ran_is_told_by_both(both: tuple[Served, Served]) -> None:
    """Runs differ in when they were, and in nothing that they found."""
    told = [one.got("/runs.json")["runs"] for one in both]
    file, database = ([(r["state"], r["counts"]) for r in runs if r["command"] == "add"]
                      for runs in told)  # fmt: skip
    assert file == database
    assert [state for state, _ in file] == ["done"]
    for command in ("runs", "audit", "feeds"):
        assert [one.listed(command)[0] for one in both] == [0, 0], command
