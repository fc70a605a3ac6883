import subprocess
import sys
from pathlib import Path

HEAVY = (
    "numpy", "scipy", "sklearn", "spacy", "trafilatura", "lightgbm", "onnxruntime", "torch",
    "sqlalchemy", "alembic", "psycopg",
)  # fmt: skip


def modules_after(code: str) -> set[str]:
    """Top-level modules in a fresh process that has run ``code``."""
    ask = f"import sys\n{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    ended = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60
    )
    return set(ended.stdout.split())


def test_the_command_line_loads_nothing_heavy() -> None:
    loaded = modules_after("import crosswire.cli.commands, crosswire.cli")
    assert not loaded.intersection(HEAVY)


def test_the_catalogue_and_the_doctor_load_nothing_heavy(tmp_path: Path) -> None:
    loaded = modules_after(
        "from pathlib import Path\n"
        "from crosswire.models import catalog, doctor, install\n"
        f"catalog.choose('auto', Path({str(tmp_path)!r}))"
    )
    assert not loaded.intersection(HEAVY)


def test_records_and_settings_load_nothing_heavy() -> None:
    assert not modules_after("import crosswire.records, crosswire.config").intersection(HEAVY)


def test_what_the_house_asks_of_storage_loads_no_database() -> None:
    assert not modules_after("import crosswire.store.base").intersection(HEAVY)


def test_opening_a_store_that_is_there_loads_no_migrations(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.sqlite")
    asked = f"from crosswire.store.base import open_store; open_store({path!r})"
    assert "alembic" in modules_after(asked)
    assert "alembic" not in modules_after(asked)
