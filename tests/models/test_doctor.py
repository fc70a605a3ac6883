from pathlib import Path

import pytest

from crosswire.config import Settings
from crosswire.models.catalog import MEDIUM, SMALL, catalogue
from crosswire.models.doctor import Fact, diagnose


def facts(settings: Settings) -> dict[str, Fact]:
    return {fact.name: fact for fact in diagnose(settings)}


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, Fact]:
    """A machine with the wheel and nothing fetched."""
    return facts(Settings(data=tmp_path / "not yet made"))


def test_python_the_packages_and_every_model_are_looked_at(bare: dict[str, Fact]) -> None:
    assert bare["Python"].state == "ok"
    assert bare["package crosswire"].state == "ok"
    assert bare["package spacy"].words.startswith("3.8")
    assert {f"model {m.name}" for m in catalogue()} <= bare.keys()


def test_licences_are_told(bare: dict[str, Fact]) -> None:
    assert "MIT" in bare[f"model {SMALL}"].words


def test_a_missing_model_tells_the_command(bare: dict[str, Fact]) -> None:
    missing = bare[f"model {MEDIUM}"]
    assert missing.state == "missing"
    assert "run: crosswire models install" in missing.words


def test_the_pipeline_in_use_is_named(bare: dict[str, Fact]) -> None:
    assert bare["English pipeline"].words.startswith(f"{SMALL} (setting: auto)")


def test_a_pipeline_asked_for_and_missing_is_a_fault(tmp_path: Path) -> None:
    found = facts(Settings(data=tmp_path, pipeline="medium"))
    assert found["English pipeline"].state == "missing"


def test_a_damaged_model_is_told(tmp_path: Path) -> None:
    medium = next(m for m in catalogue() if m.name == MEDIUM)
    folder = medium.folder(tmp_path)
    assert folder is not None
    first = folder / next(iter(medium.files))
    first.parent.mkdir(parents=True)
    first.write_bytes(b"half a download")
    assert facts(Settings(data=tmp_path))[f"model {MEDIUM}"].state == "damaged"


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    taken = tmp_path / "data"
    taken.write_text("a file", encoding="utf-8")
    assert facts(Settings(data=taken))["data folder"].state == "damaged"


def test_a_data_folder_yet_to_be_made_is_well(bare: dict[str, Fact]) -> None:
    assert bare["data folder"].state == "ok"
