import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
FULL = ROOT / "requirements.lock"
RUNTIME = ROOT / "requirements-runtime.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEVELOPERS = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.M)


def pinned(lock: Path) -> dict[str, str]:
    return {
        canonicalize_name(name): version
        for name, version in _PINNED.findall(lock.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("requirement", DECLARED + DEVELOPERS, ids=lambda r: r.name)
def test_what_is_declared_is_locked(requirement: Requirement) -> None:
    version = pinned(FULL).get(canonicalize_name(requirement.name))
    assert version is not None, f"{requirement.name} is not in the lock; run: make lock"
    assert requirement.specifier.contains(version, prereleases=True)


@pytest.mark.parametrize("requirement", DECLARED, ids=lambda r: r.name)
def test_what_users_need_is_in_the_lock_for_users(requirement: Requirement) -> None:
    assert canonicalize_name(requirement.name) in pinned(RUNTIME)


def test_the_lock_for_users_is_part_of_the_whole() -> None:
    assert pinned(RUNTIME).items() <= pinned(FULL).items()


def test_nothing_for_developers_is_in_the_lock_for_users() -> None:
    names = {canonicalize_name(r.name) for r in DEVELOPERS}
    assert not (names - {canonicalize_name(r.name) for r in DECLARED}) & {
        "mypy", "playwright", "pytest", "ruff",
    } & pinned(RUNTIME).keys()  # fmt: skip


@pytest.mark.parametrize("lock", [FULL, RUNTIME], ids=lambda p: p.name)
def test_every_pin_has_a_hash_and_none_an_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert " @ " not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("lock", [FULL, RUNTIME], ids=lambda p: p.name)
def test_no_torch_and_no_placeholders(lock: Path) -> None:
    names = pinned(lock)
    assert not {"torch", "transformers", "tensorflow"} & names.keys()
    assert "999.9.9" not in names.values()
