"""What is killed: adding, reading closely, grouping, comparing, upgrading, telling."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import psycopg

from bench.newsroom import InventedClean, InventedDesk, InventedProject, Newsroom
from crosswire.config import Settings
from crosswire.desk import adding, judging, reading
from crosswire.desk.alerts import Alerts
from crosswire.desk.comparing import Asked, compare_story
from crosswire.desk.delivering import LEASE, Ways
from crosswire.desk.desk import Desk
from crosswire.desk.grouping import Grouping
from crosswire.project import Project
from crosswire.records.follow import Channel, Subject
from crosswire.records.lists import Query
from crosswire.records.story import StoryJudgement
from crosswire.stages.group import Group
from crosswire.store import opened
from crosswire.store.base import upgrade_store
from hard.killing import Say
from hard.receiver import Got, Receiver
from hard.same import ALERTS, ARTICLES, COMPARED, Rows, every_row, kept
from tests.desk.stream import Line, cycle, write
from tests.store.released import FOLDER, load_sqlite

AT = "2026-11-22T10:00:00.000Z"


@contextmanager
def desk_at(store: str, **how: Any) -> Iterator[tuple[Desk, Path]]:
    """The desk of a store, with a folder for what is added to it."""
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        data = Path(folder)
        values = {"data": data, "store": store, "pipeline": "small", "cache_megabytes": 0, **how}
        with Desk.open(Project(Settings(**values)), create=True) as desk:
            yield desk, data


@contextmanager
def newsroom_at(store: str) -> Iterator[InventedDesk]:
    """A desk that reads and compares without models."""
    with TemporaryDirectory(prefix="crosswire-hard-") as folder:
        settings = Settings(data=Path(folder), store=store, pipeline="small", cache_megabytes=0)
        with InventedDesk.open(InventedProject(settings), create=True) as desk:
            desk._clean = InventedClean(outlets=desk.project.settings.outlet_table)
            yield desk


def add_lines(desk: Desk, folder: Path, lines: Sequence[Line]) -> None:
    """Add article lines as ``crosswire add`` does, without reading them closely."""
    file = write(folder / "lines.jsonl", list(lines))
    desk.add(desk.project.captures([str(file)]), closely="none")


class Adding:
    """Articles are added, two in a transaction."""

    name, words = "add", "add"

    def __init__(self, articles: int, each: int) -> None:
        self.each = each
        self._lines: list[Line] = [*cycle(articles)]
        self._lines.insert(articles // 5, {"id": "refused", "text": "\x00\x01" * 80})

    def make(self, store: str) -> None:
        """A store of nothing."""
        with desk_at(store):
            pass

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Add all of them."""
        told = swapped(adding, BATCH=2, Grouping=_saying(say))
        with told, desk_at(store) as (desk, folder):
            add_lines(desk, folder, self._lines)

    def kept(self, store: str) -> Rows:
        return kept(store)

    def faults(self, store: str, deaths: int) -> list[str]:
        number = len(kept(store)["articles"])
        return [] if number == len(self._lines) - 1 else [f"{number} articles"]


class Reading:
    """Articles are added, read closely and their names resolved, by stand-ins for the models."""

    name, words = "read", "add, read closely, resolve names"

    def __init__(self, articles: int, each: int) -> None:
        self.each = each
        self._captures = [*Newsroom().articles(articles)]

    def make(self, store: str) -> None:
        """A store of nothing."""
        with newsroom_at(store):
            pass

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Add all of them, and read them."""
        told = swapped(adding, BATCH=4, Grouping=_saying(say))
        with told, swapped(reading, BATCH=2), newsroom_at(store) as desk:
            desk.add(self._captures, closely="all")

    def kept(self, store: str) -> Rows:
        """But for stories: these articles are of words drawn at random, and where one that stands
        between two stories goes may hang on where a run was cut."""
        placed = ("memberships", "stories")
        return {name: rows for name, rows in kept(store).items() if name not in placed}

    def faults(self, store: str, deaths: int) -> list[str]:
        found = kept(store)
        return [] if len(found["readings"]) == len(found["articles"]) else ["not all are read"]


class GroupingAnew:
    """Articles that lie where they were first put are judged and grouped anew."""

    name, words = "group", "group (the delayed pass) and judge"

    def __init__(self, articles: int, each: int) -> None:
        self.each = each
        self._lines = [*cycle(articles)]

    def make(self, store: str) -> None:
        """Without the delayed pass."""
        with swapped(adding, is_settled=lambda *_: True), desk_at(store) as (desk, folder):
            # Out of their order, so that there is something to group anew.
            add_lines(desk, folder, sorted(self._lines, key=lambda one: str(one["text"])[40:]))

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Judge pairs of events and of tellings, then group."""
        told: dict[str, list[str]] = {}
        for line in self._lines:
            told.setdefault(str(line["id"]).partition("-")[0], []).append(str(line["id"]))
        first, *others = [names for names in told.values() if len(names) > 1]
        pairs = [(first[0], one[0], "same") for one in others[:3]]
        pairs += [(one[0], one[1], "different") for one in (first, *others[1:])]
        with desk_at(store) as (desk, _):
            say()
            for a, b, decision in pairs:
                asked = {"a": a, "b": b, "decision": decision, "because": "", "made_by": "Ana"}
                made = StoryJudgement.model_validate({**asked, "made_at": AT})
                judging.judge(desk.store, Group(), made)
                desk.regroup()

    def kept(self, store: str) -> Rows:
        return kept(store)

    def faults(self, store: str, deaths: int) -> list[str]:
        return []


class Comparing:
    """Stories are lined up, one after the other, by stand-ins for the models."""

    name, words = "compare", "compare"

    def __init__(self, articles: int, each: int) -> None:
        self.each = each
        self._articles = articles

    def make(self, store: str) -> None:
        """Articles read closely."""
        with newsroom_at(store) as desk:
            desk.add(Newsroom().articles(self._articles), closely="all")

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Line every story up."""
        with newsroom_at(store) as desk:
            lines = desk.stories(limit=500)
            say()
            for line in lines:
                compare_story(desk.store, desk.project.pipeline, Asked(line.id), ())

    def kept(self, store: str) -> Rows:
        return kept(store, COMPARED | {"articles": ARTICLES["articles"]})

    def faults(self, store: str, deaths: int) -> list[str]:
        return [] if kept(store, COMPARED)["points"] else ["nothing was compared"]


class Upgrading:
    """A store of a released version is brought to the newest schema."""

    def __init__(self, schema: str, each: int) -> None:
        self.name, self.each = f"upgrade {schema}", each
        self.words = "upgrade from every released schema"
        self._schema = schema

    def make(self, store: str) -> None:
        """As the released version left it."""
        database = "postgresql" if "://" in store else "sqlite"
        dump = (FOLDER / f"{self._schema}.{database}.sql").read_text(encoding="utf-8")
        if database == "sqlite":
            load_sqlite(dump, Path(store))
            return
        with psycopg.connect(store, autocommit=True) as connection:
            connection.execute(dump.encode())

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Upgrade."""
        migrate = vars(opened)["migrate"]

        def saying(*how: Any) -> None:
            say()
            migrate(*how)

        with swapped(opened, migrate=saying):
            upgrade_store(store)

    def kept(self, store: str) -> Rows:
        """Every row; those of the chain are of the moment of the upgrade, and ``verify`` reads them."""
        return {name: rows for name, rows in every_row(store).items() if name != "chain"}

    def faults(self, store: str, deaths: int) -> list[str]:
        return []


class Telling:
    """Articles come, followers are told of them by a webhook."""

    name, words = "alerts", "add, find alerts, deliver them to a webhook"

    def __init__(self, articles: int, each: int, receiver: Receiver) -> None:
        self.each = each
        self.doubles = 0
        self._lines = [*cycle(articles)]
        self._receiver = receiver

    def make(self, store: str) -> None:
        """Three follows, and nothing to tell yet."""
        hook = Channel(kind="webhook", target=self._receiver.url)
        with self._desk(store) as (desk, folder):
            add_lines(desk, folder, self._lines[:2])
            alerts = Alerts.of(desk)
            for n, words in enumerate(("ferry OR comet", "treaty OR strike", "the")):
                about = Subject(kind="search", query=Query(words=words))
                alerts.follow(about, by="Ana", name=f"follow {n}", channels=[hook])

    def act(self, store: str, attempt: int, say: Say) -> None:
        """Add a few, tell of them, and so on; each attempt long after the last."""
        at = datetime.now(UTC) + attempt * (LEASE + timedelta(minutes=1))
        with self._desk(store) as (desk, folder):
            ways = replace(Ways.of(desk.project.settings), clock=lambda: at)
            alerts = Alerts(desk.store, desk.project.settings, ways)
            say()
            for begin in range(0, len(self._lines), 4):
                add_lines(desk, folder, self._lines[begin : begin + 4])
                alerts.turn(desk)

    def kept(self, store: str) -> Rows:
        return kept(store, ARTICLES | ALERTS)

    def faults(self, store: str, deaths: int) -> list[str]:
        """Each alert came, under one key; what came twice came by a kill, and was the same."""
        came = self._receiver.new()
        with_doubles = [*_faults(came, {str(row[0]) for row in self.kept(store)["alerts"]})]
        self.doubles = len(came) - len({one.key for one in came})
        if self.doubles > deaths:
            with_doubles.append(f"{self.doubles} deliveries came twice after {deaths} kills")
        return with_doubles

    @staticmethod
    @contextmanager
    def _desk(store: str) -> Iterator[tuple[Desk, Path]]:
        with desk_at(store, deliver_allow=("127.0.0.1/32",)) as found:
            yield found


def _faults(came: Sequence[Got], wanted: set[str]) -> Iterator[str]:
    sent: dict[str, tuple[str, ...]] = {}
    for one in came:
        if sent.setdefault(one.key, one.alerts) != one.alerts:
            yield f"{one.key} came with other alerts the second time"
    told = [alert for alerts in sent.values() for alert in alerts]
    if len(told) != len({*told}):
        yield "an alert came under two keys"
    if {*told} != wanted:
        yield f"{len(wanted - {*told})} alerts never came, {len({*told} - wanted)} are not kept"


@contextmanager
def swapped(module: ModuleType, **values: object) -> Iterator[None]:
    """Names of a module stand for something else."""
    before = {name: vars(module)[name] for name in values}
    vars(module).update(values)
    try:
        yield
    finally:
        vars(module).update(before)


def _saying(say: Say) -> type[Grouping]:
    class Saying(Grouping):
        """Says that it is open: from now on articles are added."""

        def __init__(self, *how: Any, **more: Any) -> None:
            super().__init__(*how, **more)
            say()

    return Saying
