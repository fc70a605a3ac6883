"""Injection: into queries, paths, spreadsheets and headers."""

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, inspect, text
from starlette.testclient import TestClient

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.desk.inbox import safe_name
from crosswire.errors import ConfigError
from crosswire.intake.files import read_paths
from crosswire.net.mail import Letter, written
from crosswire.project import Project
from crosswire.records.article import Capture
from crosswire.report.lists import Listing, csv_table
from crosswire.web.app import make_app
from crosswire.web.house import House
from hard.bombs import record as warc_record
from hard.rows import How, Row
from hard.trial import Trials, Wrong
from tests.desk.stream import stream, write

QUERIES = (
    "' OR '1'='1", "'; DROP TABLE articles; --", '" OR 1=1 --', "1; DELETE FROM texts", "') UNION SELECT sql FROM sqlite_master --",
    "%", "_", "\\", "'", '"', "''", "`", ";", "--", "/*", "ferry*", "*", "^ferry", "ferry NEAR bank", "NEAR(ferry bank, 5)",
    "title : ferry", "{title body} : ferry", "ferry AND", "OR OR", "NOT", "ferry NOT NOT", "(ferry", "ferry)", '"ferry',
    "ferry -", "-ferry", "+ferry", "a:b:c", "ferry & bank", "ferry | !bank", "ferry <-> bank", "ferry:*", "\\0", "$1", ":name",
    "?", "%s", "%(x)s", "{0}", "x" * 390, "\U0001f6a2", "\u0130", "\ufb01", "9" * 300, "-1", "1e309", "nan", "0x10", "1/0",
    "0x1p-1074/9223372036854775807", "9223372036854775808", "2031-99-99", "2031-05-08T25:61", "now'); --", "ferry\u2028bank",
    "story-' OR 1=1", "pg_sleep(9)", "load_extension('x')", "randomblob(1e9)", "ferry; ATTACH DATABASE 'x' AS y",
)  # fmt: skip
PATHS = (
    "../../evil", "..\\..\\evil", "/etc/evil", "C:\\evil", "C:evil", "\\\\host\\evil", "archive/../../evil", "./../evil",
    "....//evil", "..%2f..%2fevil", "%2e%2e/evil", "..\u2215evil", "..\uff0fevil", "archive/\x00/../evil", "~/evil", "con",
    "nul.txt", ".", "..", "", " ", "a" * 300, "evil:stream", "-rf", "$(touch evil)", "`evil`", "evil\nnext", "\u202egnp.evil",
)  # fmt: skip
CELLS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1", "＝1+1",
    "＋1", "－1", "＠SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("https://courier.example/")', "x;=1+1", "x\t=1+1", "x\n=1+1",
    'x";=1+1', 'x",=1+1', "x,=1+1", "DDE", "'=1+1", "%0A=1+1", "|calc",
)  # fmt: skip
LINES = (
    "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\u2028X-Evil: 1", "a\u0085X-Evil: 1", "a%0d%0aX-Evil: 1",
    "a\r\n\r\n<script>", "a\x0bX-Evil: 1", "a\x0cX-Evil: 1", "a嘊嘍X-Evil: 1", "=?utf-8?q?a=0D=0AX-Evil:_1?=", "a\r\n X-Evil: 1",
)  # fmt: skip


def run(how: How) -> list[Row]:
    """Words stay words."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        return [_queries(place, how), _handles(place, how), _members(place), _uploads(), _static(place),
                _cells(), _heads(place), _mail()]  # fmt: skip


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    settings = Settings(
        data=folder, pipeline="small", cache_megabytes=0, store=str(folder / "desk.sqlite")
    )
    filled = (folder / "desk.sqlite").exists()
    with Desk.open(Project(settings), create=True) as desk:
        if not filled:
            lines = write(folder / "lines.jsonl", stream(2))
            desk.add(desk.project.captures([lines]), closely="none")
        yield desk


@contextmanager
def _client(folder: Path) -> Iterator[TestClient]:
    with _desk(folder) as desk:
        project = desk.project
        app = make_app(House(open_desk=lambda at: Desk.open(project, as_of=at)))
        yield TestClient(
            app, base_url="http://localhost", follow_redirects=False, raise_server_exceptions=False
        )


def _kept(folder: Path) -> dict[str, int]:
    """How many rows each table holds."""
    engine = create_engine(f"sqlite:///{folder / 'desk.sqlite'}")
    with engine.connect() as connection:
        names = inspect(engine).get_table_names()
        found = {
            n: connection.execute(text(f'SELECT count(*) FROM "{n}"')).scalar_one() for n in names
        }
    engine.dispose()
    return found


def _queries(folder: Path, how: How) -> Row:
    with Trials("fields of every address that is read") as trials, _client(folder) as client:
        asked = list(_fields(client.get("/openapi.json").json()))
        before = _kept(folder)
        step = 1 if how.long else 23
        for (path, name), words in list(product(asked, QUERIES))[::step]:
            trials.one(f"{path} {name}={words!r}", partial(_get, client, path, name, words))
        if {k: v for k, v in _kept(folder).items() if v < before.get(k, 0)}:
            trials.one("what is kept", lambda: _raise("rows are gone"))
        return trials.row(f"{len(QUERIES)} injections into {len(asked)} fields of addresses")


def _raise(words: str) -> str:
    raise Wrong(words)


def _fields(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, methods in document["paths"].items():
        for one in methods.get("get", {}).get("parameters", ()):
            if "events" not in path:
                yield path, one["name"]


def _get(client: TestClient, path: str, name: str, words: str) -> str:
    if "{" + name + "}" in path:
        answer = client.get(
            path.replace("{" + name + "}", quote(words, safe="") or "x")
            .replace("{", "")
            .replace("}", "")
        )
    else:
        answer = client.get(path.replace("{", "").replace("}", ""), params={name: words})
    if answer.status_code >= 500:
        raise Wrong(f"{answer.status_code}: {answer.text[:200]}")
    if "sqlite_master" in answer.text and "sqlite_master" not in words:
        raise Wrong("the store's own tables are shown")
    return "answered" if answer.status_code < 400 else "refused in words"


def _handles(folder: Path, how: How) -> Row:
    with Trials("handles and words of the command line") as trials, _desk(folder) as desk:
        for words in QUERIES:
            for look in (desk.story, desk.revisions):
                trials.one(f"{look.__name__} {words!r}", partial(_found, look, words))
        return trials.row()


def _found(look: Any, words: str) -> str:
    try:
        look(words)
    except ConfigError:
        return "refused in words"
    return "answered"


def _members(folder: Path) -> Row:
    """An archive whose members lead out of it."""
    place = folder / "zip" / "inner"
    place.mkdir(parents=True)
    with Trials("members of an archive that lead elsewhere") as trials:
        for name in PATHS:
            file = place / "a.wacz"
            with zipfile.ZipFile(file, "w") as bundle:
                bundle.writestr(
                    zipfile.ZipInfo(f"{name}.warc"),
                    warc_record(b"<p>The ferry sailed at noon.</p></html>"),
                )

            def read(one: Path = file) -> str:
                found = list(read_paths([str(one)], max_megabytes=1))
                if [p.name for p in folder.glob("zip/**/*") if p.is_file()] != ["a.wacz"]:
                    raise Wrong("a file was written")
                return (
                    "read from memory"
                    if any(isinstance(f, Capture) for f in found)
                    else "refused in words"
                )

            trials.one(repr(name), read)
        return trials.row()


def _uploads() -> Row:
    with Trials("names of files that are sent to a desk") as trials:
        for name in PATHS:
            trials.one(repr(name), partial(_safe, name))
        return trials.row()


def _safe(name: str) -> str:
    safe = safe_name(name, 1)
    if Path(safe).name != safe or safe in ("", ".", "..") or "\\" in safe or "\0" in safe:
        raise Wrong(f"{name!r} becomes {safe!r}")
    return "made safe"


def _static(folder: Path) -> Row:
    """Files beside those that are served."""
    with Trials("addresses that lead out of what is served") as trials, _client(folder) as client:
        for base, path in product(("/static", "/captures", "/feeds", "/articles", ""), PATHS):
            for stated in (f"{base}/{path}/app.py", f"{base}/{quote(path, safe='')}%2f..%2fapp.py"):
                trials.one(stated, partial(_served, client, stated))
        return trials.row()


def _served(client: TestClient, path: str) -> str:
    try:
        answer = client.get(path)
    except Exception as fault:  # noqa: BLE001 - the client refuses what is no address
        return f"no address ({type(fault).__name__})"
    if answer.status_code >= 500 or "make_app" in answer.text or "root:" in answer.text:
        raise Wrong(f"{answer.status_code} {answer.text[:100]}")
    return "refused in words" if answer.status_code >= 400 else "answered"


def _cells() -> Row:
    """Spreadsheets take cells that begin so for formulas, by whatever sign they cut lines into cells."""
    listing: Listing[str] = Listing(
        title="t",
        columns=("words",),
        cells=lambda one: (one,),
        line=lambda one: {"words": one},
        empty="none",
    )
    with Trials("formulas in cells of a CSV, cut at commas, semicolons and tabs") as trials:
        for cell, cut in product(CELLS, (",", ";", "\t")):
            trials.one(f"{cell!r} {cut!r}", partial(_no_formula, csv_table(listing, [cell]), cut))
        return trials.row()


def _no_formula(table: str, cut: str) -> str:
    for row in csv.reader(io.StringIO(table, newline=""), delimiter=cut):
        for cell in row:
            if cell.lstrip(" \u00a0\ufeff\u200b\t\r\n")[:1] in tuple("=+-@＝＋－＠"):
                raise Wrong(f"{cell!r} begins a formula")
    return "no formula"


def _heads(folder: Path) -> Row:
    with (
        Trials("line breaks in what becomes a header of an answer") as trials,
        _client(folder) as client,
    ):
        for (path, name), words in product(
            (("/sign-in", "back"), ("/search", "words"), ("/stories.json", "cursor"), ("/add", "url"), ("/jobs", "before")),
            LINES,
        ):  # fmt: skip
            trials.one(
                f"{path} {words!r}", partial(_no_header, client, f"{path}?{name}={quote(words)}")
            )
        for words in LINES:
            trials.one(f"path {words!r}", partial(_no_header, client, f"/stories/{quote(words)}"))
        return trials.row()


def _no_header(client: TestClient, address: str) -> str:
    answer = client.get(address)
    if any("x-evil" in name.lower() for name in answer.headers) or answer.status_code >= 500:
        raise Wrong(f"{answer.status_code}: {dict(answer.headers)}")
    return "no header of theirs"


def _mail() -> Row:
    with Trials("line breaks in what becomes a header of a mail") as trials:
        for words in LINES:
            trials.one(repr(words), partial(_no_mail_header, words))
        return trials.row()


def _no_mail_header(words: str) -> str:
    letter = Letter(
        id="1", to="a@desk.example", subject=words, text=words, at=datetime(2031, 5, 8, tzinfo=UTC)
    )
    head = written(letter, "b@desk.example").as_bytes().split(b"\r\n\r\n")[0]
    if any(line.lower().startswith(b"x-evil") for line in head.splitlines()):
        raise Wrong(repr(head))
    return "no header of theirs"
