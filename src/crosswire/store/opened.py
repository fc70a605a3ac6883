"""An open store: its one writer, its readers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.engine import URL

from crosswire.closing import Closing
from crosswire.errors import StoreError
from crosswire.store import asof, runs
from crosswire.store.answers import Aside
from crosswire.store.base import Described
from crosswire.store.engine import can_write, create_file, make_engine, parse, path_of
from crosswire.store.faults import plainly, told
from crosswire.store.place import file_place, server_place
from crosswire.store.reader import SqlReader
from crosswire.store.scrubbing import scrubbed
from crosswire.store.session import SqlSession
from crosswire.store.sizes import sizes
from crosswire.store.upgrade import NEWEST, migrate, require_known, require_newest, schema_of


class SqlWriter(SqlReader):
    """See ``base.Writer``."""

    def __init__(self, writes: Connection, reads: Connection, where: str, run_id: str) -> None:
        super().__init__(reads)
        self.run_id = run_id
        self._writes = writes
        self._where = where
        self._session: SqlSession | None = None

    @property
    def connection(self) -> Connection:
        return self._session.connection if self._session else self._connection

    @contextmanager
    def batch(self) -> Iterator[SqlSession]:
        if self._session is not None:
            raise RuntimeError("a batch is open already; a transaction holds no other")
        if self._writes.invalidated:
            # It would connect anew by itself, without the place.
            raise StoreError(
                f"the store {self._where}: the connection was lost, and the writer's place with it; "
                "what was committed is kept. Run the command again: it goes on where it stopped",
                kind="unreachable",
            )
        with plainly(self._where), self._writes.begin():
            self._session = SqlSession(self._writes, self.run_id)
            try:
                yield self._session
                self._session.finish()
            finally:
                self._session = None


class SqlStore(Closing):
    """See ``base.Store``."""

    def __init__(self, url: URL, *, read_only: bool = False) -> None:
        self._url = url
        self._path = path_of(url)
        self._read_only = read_only
        shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
        self.url = str(self._path or shown)

    @contextmanager
    def write(
        self, command: str, *, versions: Mapping[str, str] | None = None
    ) -> Iterator[SqlWriter]:
        self._require_writable()
        with plainly(self.url), self.place() as writes:
            with writes.begin():
                require_newest(schema_of(writes), self.url)
                run = runs.begin(writes, command, versions or {})
            with _ended(writes, run), self._reads().connect() as reads:
                each = reads.execution_options(isolation_level="AUTOCOMMIT")
                yield SqlWriter(writes, each, self.url, run)

    @contextmanager
    def read(self, *, as_of: str | None = None) -> Iterator[SqlReader]:
        at = None if as_of is None else asof.time_meant(as_of)
        reads = self._reads(views=at is not None)
        with plainly(self.url), reads.connect() as connection, connection.begin():
            require_newest(schema_of(connection), self.url)
            if at is not None:
                asof.shadow(connection, at)
            yield SqlReader(connection, as_of=at)

    @contextmanager
    def aside(self) -> Iterator[Aside]:
        self._require_writable()
        engine = make_engine(self._url, write=True)
        with plainly(self.url), engine.connect() as writes, writes.begin():
            require_newest(schema_of(writes), self.url)
            yield Aside(writes)

    def busy(self) -> str | None:
        try:
            with plainly(self.url), self.place():
                return None
        except StoreError as fault:
            if fault.kind != "busy":
                raise
            return str(fault)

    def scrub(self, *, daily: bool = False) -> bool | None:
        self._require_writable()
        with plainly(self.url), self.place() as writes:
            return scrubbed(writes, daily=daily)

    def close(self) -> None:
        """Nothing stays open between reads and writes."""

    @contextmanager
    def place(self, *, make: bool = False) -> Iterator[Connection]:
        """The writer's place, and the connection that writes; ``make``: to a file that may be new."""
        engine = make_engine(self._url, write=True)
        if self._path:
            with file_place(self._path, self._busy):
                if make:
                    create_file(self._path)
                with engine.connect() as writes:
                    yield writes
        else:
            with engine.connect() as writes, server_place(writes, self._busy):
                yield writes

    def schema(self) -> str | None:
        """The schema; None for an empty database. Raises ``StoreError`` for one of others."""
        with plainly(self.url), self._reads().connect() as connection, connection.begin():
            if (schema := schema_of(connection)) is None:
                _require_empty(connection, self.url)
            return schema

    def size(self) -> int:
        """Bytes: of the file and its log, or of our tables."""
        if self._path is None:
            with self.read() as reader:
                return sum(sizes(reader.connection).values())
        log = self._path.with_name(self._path.name + "-wal")
        return sum(file.stat().st_size for file in (self._path, log) if file.exists())

    def make(self) -> None:
        """The tables, where nothing is."""
        try:
            if self._path:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            with plainly(self.url), self.place(make=True) as writes:
                migrate(writes)
        except OSError as fault:
            raise told(fault, self.url) from fault

    def upgrade(self) -> tuple[str, str]:
        """Bring it to the newest schema; the schema before and after."""
        before = self.schema()
        require_known(before, self.url)
        self._require_writable()
        with plainly(self.url), self.place() as writes:
            migrate(writes)
        return before or NEWEST, NEWEST

    def _reads(self, *, views: bool = False) -> Engine:
        return make_engine(self._url, write=False, frozen=_frozen(self._path), views=views)

    def _require_writable(self) -> None:
        if self._read_only:
            raise StoreError(
                f"the store {self.url}: it was opened for reading only; open it without read_only",
                kind="read-only",
            )
        if self._path is not None and not can_write(self._path):
            raise StoreError(
                f"the store {self.url}: to write, this user needs the right to write the file and "
                "its folder, and has it not; nothing was changed. Reading goes on",
                kind="read-only",
            )

    def _busy(self) -> StoreError:
        who = "another process"
        with suppress(StoreError), self.read() as reader:
            who = runs.running(reader.connection)
        return StoreError(
            f"the store {self.url}: {who} is writing to it, and one writes at a time. Reading goes "
            "on; write again when that has ended",
            kind="busy",
        )


def opened(url: str, *, create: bool, read_only: bool) -> SqlStore:
    """The store at ``url``; see ``base.open_store``."""
    parsed = parse(url)
    store = SqlStore(parsed, read_only=read_only)
    path = path_of(parsed)
    if path is not None and not _is_there(path):
        if not create:
            what = "an empty file" if path.exists() else "no such file"
            raise StoreError(
                f"the store {path}: {what}; name another, or make one with `crosswire add`",
                kind="missing",
            )
        store.make()
    schema = store.schema()
    if schema is None and create:
        store.make()
        schema = store.schema()
    require_newest(schema, store.url)
    return store


def upgraded(url: str) -> tuple[str, str]:
    """Bring the store at ``url`` to the newest schema; the schema before and after."""
    parsed = parse(url)
    if (path := path_of(parsed)) is not None and not _is_there(path):
        what = "an empty file" if path.exists() else "no such file"
        raise StoreError(f"the store {path}: {what}; name another", kind="missing")
    return SqlStore(parsed).upgrade()


def described(url: str) -> Described:
    """Where the store at ``url`` lies, its schema and its size."""
    store = opened(url, create=False, read_only=True)
    return Described(store.url, store.schema() or NEWEST, store.size())


def _is_there(path: Path) -> bool:
    """Whether there is a file that holds something; raises ``StoreError`` where none can be."""
    if path.is_dir():
        raise StoreError(
            f"the store {path}: a file was wanted, this is a folder; name the file in it "
            "(desk.sqlite, say)",
            kind="not-a-store",
        )
    return path.exists() and path.stat().st_size > 0


def _require_empty(connection: Connection, where: str) -> None:
    if others := inspect(connection).get_table_names():
        raise StoreError(
            f"the store {where}: a store of crosswire was wanted, this database holds tables of "
            f"another program ({', '.join(sorted(others)[:3])}); name another",
            kind="not-a-store",
        )


def _frozen(path: Path | None) -> bool:
    """Whether the file lies where nothing can be written, and nobody writes to it."""
    if path is None or can_write(path):
        return False
    log = path.with_name(path.name + "-wal")
    return not log.exists() or log.stat().st_size == 0


@contextmanager
def _ended(writes: Connection, run: str) -> Iterator[None]:
    """The run ends as what is inside ends."""
    state = "failed"
    try:
        yield
        state = "done"
    except (KeyboardInterrupt, GeneratorExit):
        state = "stopped"
        raise
    finally:
        if state == "done":
            with writes.begin():
                runs.end(writes, run, state)
        else:
            # What went wrong may keep this from being written, too; the next writer then writes it.
            with suppress(StoreError), plainly(""), writes.begin():
                runs.end(writes, run, state)
