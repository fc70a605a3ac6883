import hashlib
import json
from pathlib import Path

import pytest

from crosswire.errors import ModelError
from crosswire.models import catalog
from crosswire.models.catalog import MEDIUM, SMALL, Choice, Model, find

WEIGHTS = b"weights of a small model"


def small_model(data: Path) -> Model:
    """A model of the data folder, installed."""
    model = Model(
        name="tide-tables",
        version="1.0",
        job="nothing",
        licence="MIT",
        made_by="the harbour office",
        source="tide-tables==1.0",
        place="data",
        load="inner",
        files={"inner/weights": hashlib.sha256(WEIGHTS).hexdigest()},
    )
    folder = data / "models" / "tide-tables-1.0" / "inner"
    folder.mkdir(parents=True)
    (folder / "weights").write_bytes(WEIGHTS)
    return model


def test_every_entry_says_whose_it_is_and_what_for() -> None:
    for model in catalog.catalogue():
        assert model.job, model.name
        assert model.licence in {"Apache-2.0", "LGPL-LR", "MIT"}, model.name
        assert model.made_by, model.name
        assert model.source, model.name
        assert model.files, model.name
        assert all(len(digest) == 64 for digest in model.files.values()), model.name


def test_names_are_unique() -> None:
    names = [model.name for model in catalog.catalogue()]
    assert len(names) == len(set(names))


def test_the_manifest_lists_our_own_weights_as_they_lie() -> None:
    listed = json.loads(catalog.MANIFEST.read_text(encoding="utf-8"))
    assert listed == catalog.weights(), "run: python -m crosswire.models.catalog --write"


def test_each_trained_model_has_a_card_with_data_licences_and_the_command() -> None:
    for model in catalog.catalogue():
        if model.made_by != "crosswire":
            continue
        card = catalog.TRAINED / f"{model.name}.md"
        assert card.is_file(), f"model {model.name} has no model card {card.name} beside it"
        words = card.read_text(encoding="utf-8").lower()
        for part in ("data", "licen", "limit", "python "):
            assert part in words, f"{card.name} says nothing of {part!r}"


def test_packaged_models_are_installed_and_sound(tmp_path: Path) -> None:
    for model in catalog.catalogue():
        if model.place != "data":
            assert find(model, tmp_path) is not None, model.name


def test_find_gives_the_place_to_load_from(tmp_path: Path) -> None:
    assert find(small_model(tmp_path), tmp_path) == tmp_path / "models/tide-tables-1.0/inner"


def test_find_gives_none_for_what_is_not_installed(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    assert find(model, tmp_path / "another") is None


def test_a_damaged_file_names_both_checksums_and_the_remedy(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    (tmp_path / "models/tide-tables-1.0/inner/weights").write_bytes(b"weights of a small mode!")
    with pytest.raises(ModelError, match=r"weights is damaged: wanted SHA-256 .*, got .*; run: "):
        find(model, tmp_path)


def test_damage_is_seen_after_a_good_check(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    find(model, tmp_path)
    (tmp_path / "models/tide-tables-1.0/inner/weights").write_bytes(b"cut")
    with pytest.raises(ModelError, match="damaged"):
        find(model, tmp_path)


def test_a_lost_file_is_said_to_be_missing(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    find(model, tmp_path)
    (tmp_path / "models/tide-tables-1.0/inner/weights").unlink()
    with pytest.raises(ModelError, match="weights is missing; run: crosswire models install"):
        find(model, tmp_path)


def test_a_good_check_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    stamp = tmp_path / "models/tide-tables-1.0.checked.json"
    find(model, tmp_path)
    first = stamp.read_text(encoding="utf-8")
    find(model, tmp_path)
    assert stamp.read_text(encoding="utf-8") == first
    assert str(len(WEIGHTS)) in first


def test_a_catalogue_that_names_other_checksums_voids_the_stamp(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    find(model, tmp_path)
    newer = model.model_copy(update={"files": {"inner/weights": "0" * 64}})
    with pytest.raises(ModelError, match="damaged"):
        find(newer, tmp_path)


def test_a_data_folder_that_cannot_be_written_still_loads(tmp_path: Path) -> None:
    model = small_model(tmp_path)
    (tmp_path / "models/tide-tables-1.0.checked.part").mkdir()
    assert find(model, tmp_path) is not None


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match=f"no model is called 'tea-leaves'.*{SMALL}"):
        catalog.entry("tea-leaves")


def test_auto_falls_back_to_the_small_pipeline_and_says_so(tmp_path: Path) -> None:
    chosen = catalog.choose("auto", tmp_path)
    assert chosen == Choice(SMALL, None)
    note = catalog.choice_note("auto", chosen)
    assert note is not None
    assert "crosswire models install" in note


def test_asked_for_by_name_there_is_nothing_to_note(tmp_path: Path) -> None:
    chosen = catalog.choose("small", tmp_path)
    assert chosen.name == SMALL
    assert catalog.choice_note("small", chosen) is None
    assert catalog.choice_note("auto", Choice(MEDIUM, tmp_path)) is None


def test_medium_asked_for_and_missing_gives_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{MEDIUM} is not installed; run: crosswire models"):
        catalog.choose("medium", tmp_path)


def test_a_trained_file_is_found_and_checked() -> None:
    assert catalog.trained("minilm_tokenizer.json").is_file()
    with pytest.raises(ModelError, match=r"no trained model has the file 'runes\.bin'"):
        catalog.trained("runes.bin")


def test_the_command_wants_write() -> None:
    assert catalog.main([]) == 2
