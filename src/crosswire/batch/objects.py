"""Object stores that speak S3: addresses ``s3://bucket/key`` as inputs, and as the place of a run.

Keys are the environment's (``AWS_ACCESS_KEY_ID`` and so on), in each worker its own: they are in no
recipe and no message. Clouds' metadata services are not asked for any
([0012](decisions/0012-one-address-guard.md)) unless ``AWS_EC2_METADATA_DISABLED`` is set to say otherwise.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from crosswire.batch.places import locked, unwritten
from crosswire.config import Settings
from crosswire.errors import ConfigError, FetchError, InputError
from crosswire.net.endpoint import endpoint
from crosswire.net.relay import Relay

SCHEME = "s3://"
_REGION = "us-east-1"
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
_CODE = re.compile(r"AWS Error (\w+)")
_CONNECT, _REQUEST = 10.0, 60.0
"""Seconds to wait."""
_TRIES = 3
_BLOCK = 1 << 20


class Key(NamedTuple):
    """An object, or a folder of them."""

    bucket: str
    path: str

    @property
    def whole(self) -> str:
        """As pyarrow names it."""
        return f"{self.bucket}/{self.path}" if self.path else self.bucket

    @property
    def address(self) -> str:
        """As people name it."""
        return SCHEME + self.whole


def is_object(stated: str) -> bool:
    """Whether a path is an address; raises ``ConfigError`` for an address of another kind."""
    scheme, between, _ = stated.partition("://")
    if not between or Path(stated).exists():
        return False
    if f"{scheme}://" == SCHEME:
        return True
    raise ConfigError(
        f"a run reads and writes local paths and {SCHEME}bucket/key, got an address that begins with "
        f"{scheme[:20]}://; object stores of other makers often speak S3 too: see docs/howto/cluster.md"
    )


def key_of(stated: str) -> Key:
    """The object that an address names; raises ``ConfigError``, without what it may hold of keys."""
    bucket, _, path = stated.removeprefix(SCHEME).partition("/")
    if "@" in bucket or ":" in bucket:
        raise ConfigError(
            f"an address {SCHEME}… holds a key or a port; keys go into AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY, the host into AWS_ENDPOINT_URL"
        )
    path = path.rstrip("/")
    if not _BUCKET.fullmatch(bucket) or any(
        part in ("", ".", "..") for part in path.split("/") if path
    ):
        raise ConfigError(
            f"{stated!r} names no object; wanted {SCHEME}bucket/key or {SCHEME}bucket/folder"
        )
    return Key(bucket, path)


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """How the object store is reached: what may travel to a worker."""

    endpoint: str = ""
    region: str = _REGION
    allow: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings, environ: Mapping[str, str] = os.environ) -> "ObjectStore":
        """As the environment says, under the names that all tools for S3 read."""
        region = environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or _REGION
        stated = environ.get("AWS_ENDPOINT_URL_S3") or environ.get("AWS_ENDPOINT_URL")
        usual = f"https://s3.{region}.amazonaws.com"
        return cls((stated or usual).rstrip("/"), region, settings.objects_allow)

    def files(self, key: Key) -> list[Key]:
        """The object of that name, or those below it; none: nothing is there."""
        from pyarrow.fs import FileSelector, FileType

        with told(key):
            found = self._files.get_file_info(key.whole)
            if found.type == FileType.File:
                return [key]
            if found.type == FileType.NotFound:
                return []
            below = self._files.get_file_info(FileSelector(key.whole, recursive=True))
        names = sorted(one.path for one in below if one.type == FileType.File)
        return [Key(key.bucket, name.partition("/")[2]) for name in names]

    def seen(self, key: Key) -> tuple[int, str]:
        """How large an object is, and a digest that another content would not have."""
        with self.read(key) as stream:
            tag, size = _tag(stream), stream.size()
        return size, hashlib.sha256(f"{tag} {size}".encode()).hexdigest()

    @contextmanager
    def read(self, key: Key) -> Iterator[Any]:
        """An object as pyarrow reads it."""
        with told(key), self._files.open_input_file(key.whole) as stream:
            yield stream

    def write(self, key: Key, data: bytes) -> str:
        """Put an object, which appears when all of it has come; its tag."""
        with told(key, writing=True):
            with self._files.open_output_stream(key.whole) as stream:
                stream.write(data)
            with self._files.open_input_file(key.whole) as found:
                if found.size() != len(data):
                    raise OSError(f"{found.size()} bytes of {len(data)} came")
                return _tag(found)

    def remove(self, key: Key) -> None:
        """Remove an object, if it is there."""
        try:
            with told(key, writing=True):
                self._files.delete_file(key.whole)
        except FileNotFoundError:
            return

    def check(self, key: Key, digest: str) -> None:
        """Raises ``InputError``, kind ``changed``, for another object than was planned for."""
        if self.seen(key)[1] != digest:
            words = f"{key.address} was changed while the run went; run again"
            raise InputError(words, kind="changed")

    @contextmanager
    def fetched(self, key: Key, digest: str) -> Iterator[Path]:
        """An object as a file of its name, in a folder of its folder's, for as long as it is needed."""
        self.check(key, digest)
        above, name = key.whole.split("/")[-2:]
        with tempfile.TemporaryDirectory(prefix="crosswire-") as scratch:
            file = Path(scratch) / above / name
            with self.read(key) as stream:
                try:
                    file.parent.mkdir()
                    with file.open("wb") as kept:
                        while block := stream.read(_BLOCK):
                            kept.write(block)
                except OSError as fault:
                    if fault.errno is None:
                        raise  # the store's, not the disk's
                    raise unwritten(f"{key.address}, fetched to {scratch},", fault) from fault
            yield file

    @property
    def _files(self) -> Any:
        return _opened(self)


def _tag(stream: Any) -> str:
    found = {name.lower(): value for name, value in stream.metadata().items()}
    tag: bytes = found["etag"]
    return tag.decode("ascii", "replace").strip('"')


@lru_cache(maxsize=4)
def _opened(store: ObjectStore) -> Any:
    """Once a process; the address is judged before anything is asked there."""
    try:
        found = endpoint(store.endpoint, store.allow)
    except FetchError as fault:
        raise InputError(
            f"the object store cannot be asked: {fault}", kind="unreachable"
        ) from fault
    # A library that finds no keys would ask the cloud's metadata service for some.
    os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")
    from pyarrow.fs import AwsStandardS3RetryStrategy, S3FileSystem

    return S3FileSystem(
        endpoint_override=found.host,
        scheme=found.scheme,
        # It follows redirects, and resolves names again: from here it can get nowhere else.
        proxy_options=Relay(found, store.allow).address,
        region=store.region,
        connect_timeout=_CONNECT,
        request_timeout=_REQUEST,
        background_writes=False,
        retry_strategy=AwsStandardS3RetryStrategy(max_attempts=_TRIES),
    )


@contextmanager
def told(key: Key, *, writing: bool = False) -> Iterator[None]:
    """What the library raises, in words of ours: its own may hold what the store sent back."""
    try:
        yield
    except FileNotFoundError as fault:
        raise FileNotFoundError(2, "does not exist", key.address) from fault
    except OSError as fault:
        if fault.errno is not None and fault.filename is not None:
            raise
        code = _CODE.search(str(fault))
        why = code.group(1).replace("_", " ").lower() if code else ""
        if why in ("", "unknown", "network connection"):
            why = "the object store does not answer"
        does = "written" if writing else "read"
        raise InputError(
            f"{key.address} cannot be {does}: {why}; check the address, AWS_ENDPOINT_URL and the keys",
            kind="unwritten" if writing else "unreadable",
        ) from fault


@dataclass(frozen=True, slots=True)
class Objects:
    """The objects below an address, as the place of a run."""

    store: ObjectStore
    root: Key

    def __str__(self) -> str:
        return self.root.address

    def _key(self, name: str) -> Key:
        return Key(self.root.bucket, f"{self.root.path}/{name}".lstrip("/"))

    def put(self, name: str, data: bytes) -> str:
        """One upload, which is there when it is whole."""
        return self.store.write(self._key(name), data)

    def get(self, name: str) -> bytes:
        """Read whole."""
        with self.store.read(self._key(name)) as stream:
            return bytes(stream.read())

    def source(self, name: str) -> AbstractContextManager[Any]:
        """pyarrow asks for the ranges that it needs."""
        return self.store.read(self._key(name))

    def holds(self, name: str, digest: str, mark: str) -> bool:
        """By its tag, which the store changes whenever the object is written."""
        with self.store.read(self._key(name)) as stream:
            return bool(mark) and _tag(stream) == mark

    def names(self, folder: str) -> list[str]:
        """Those of the objects in it."""
        key = self._key(folder)
        return sorted(one.path.rpartition("/")[2] for one in self.store.files(key))

    def drop(self, name: str) -> None:
        """At once."""
        self.store.remove(self._key(name))

    @contextmanager
    def alone(self, data: Path) -> Iterator[None]:
        """By a lock of this machine's, in the user's folder: object stores have none. Two machines that
        run into one address write the same bytes, or do again what the other let go of."""
        name = hashlib.sha256(f"{self.store.endpoint} {self}".encode()).hexdigest()
        with locked(data / "locks" / name, str(self)):
            yield
