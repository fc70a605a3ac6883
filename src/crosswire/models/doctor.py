"""What is installed, where data lies, what is missing."""

import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from crosswire.config import Settings
from crosswire.errors import ModelError
from crosswire.models.catalog import Model, catalogue, check, choice_note, choose
from crosswire.records.base import Record

State = Literal["ok", "missing", "damaged"]

_OLDEST = (3, 11)
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


class Fact(Record):
    """One thing that was looked at."""

    name: str
    state: State
    words: str


def diagnose(settings: Settings) -> list[Fact]:
    """Look at everything crosswire needs; every model file is read and its SHA-256 taken."""
    return [
        _python(),
        *_packages(),
        *(_model(model, settings.data) for model in catalogue()),
        _data(settings.data),
        _pipeline(settings),
        *_torch(),
    ]


def _python() -> Fact:
    have = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _OLDEST:
        return Fact(name="Python", state="missing", words=f"wanted 3.11 or later, got {have}")
    return Fact(name="Python", state="ok", words=f"{have} at {sys.executable}")


def _packages() -> Iterator[Fact]:
    """Crosswire and each package it declares."""
    declared = [line for line in requires("crosswire") or () if "extra ==" not in line]
    for line in ["crosswire", *sorted(declared)]:
        found = _REQUIREMENT.match(line)
        name = found.group() if found else line
        try:
            yield Fact(name=f"package {name}", state="ok", words=version(name))
        except PackageNotFoundError:
            words = f"not installed; run: pip install '{line}'"
            yield Fact(name=f"package {name}", state="missing", words=words)


def _model(model: Model, data: Path) -> Fact:
    name = f"model {model.name}"
    folder = model.folder(data)
    if folder is None or not folder.is_dir():
        return Fact(name=name, state="missing", words=f"{model.job}; run: {model.mend}")
    try:
        check(model, folder)
    except ModelError as damage:
        return Fact(name=name, state="damaged", words=str(damage))
    words = f"{model.version}, {model.licence}, {model.job}; {folder / model.load}"
    return Fact(name=name, state="ok", words=words)


def _data(data: Path) -> Fact:
    """A folder that is yet to be made counts as writable when its nearest ancestor is."""
    there = next(p for p in (data, *data.absolute().parents) if p.exists())
    if there.is_dir() and os.access(there, os.W_OK):
        return Fact(name="data folder", state="ok", words=f"{data}, writable")
    words = f"{data} cannot be written; choose another with CROSSWIRE_DATA"
    return Fact(name="data folder", state="damaged", words=words)


def _pipeline(settings: Settings) -> Fact:
    try:
        chosen = choose(settings.pipeline, settings.data)
    except ModelError as fault:
        return Fact(name="English pipeline", state="missing", words=str(fault))
    words = f"{chosen.name} (setting: {settings.pipeline})"
    note = choice_note(settings.pipeline, chosen)
    return Fact(name="English pipeline", state="ok", words=f"{words}; {note}" if note else words)


def _torch() -> Iterator[Fact]:
    """Crosswire never loads torch, but spaCy does when it can, and takes three times the memory."""
    if find_spec("torch"):
        words = "importable here: spaCy loads it and takes three times the memory; leave it out"
        yield Fact(name="torch", state="ok", words=words)
