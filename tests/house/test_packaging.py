"""What people are handed: distributions, an image, a unit, completion, how to cite and to report."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from typer.testing import CliRunner

from crosswire.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = ROOT / "deploy" / "crosswire.service"
TEMPLATES = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
BIN = Path(sys.executable).parent


def ran(*words: str | Path, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(w) for w in words], cwd=cwd, capture_output=True, text=True, check=False
    )


# ---- distributions -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel, and the source distribution."""
    folder = tmp_path_factory.mktemp("built")
    ended = ran(BIN / "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", folder)
    assert ended.returncode == 0, ended.stderr
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, source


@pytest.mark.slow
def test_what_the_distributions_say_of_themselves_is_sound(built: tuple[Path, Path]) -> None:
    ended = ran(BIN / "twine", "check", "--strict", *built)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(built: tuple[Path, Path]) -> None:
    names = ZipFile(built[0]).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"crosswire", f"crosswire-{PROJECT['version']}.dist-info"}
    assert {"crosswire/py.typed", "crosswire/models/trained/manifest.json"} <= set(names)
    kept = {f"crosswire-{PROJECT['version']}.dist-info/licenses/{n}" for n in ("LICENSE", "NOTICE")}
    assert kept <= set(names)


@pytest.mark.slow
def test_the_source_distribution_holds_what_builds_and_tests_it(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    modules = {str(p.relative_to(ROOT)) for p in (ROOT / "src").rglob("*.py")}
    assert modules <= names
    wanted = {"pyproject.toml", "requirements-runtime.lock", "LICENSE", "NOTICE", "CITATION.cff"}
    assert wanted <= names
    assert not [n for n in names if n.startswith((".venv", "build/", "dist/", ".git/"))]


# ---- the image ---------------------------------------------------------------------------------


def test_the_dockerfile_is_linted() -> None:
    ended = ran(BIN / "hadolint", "Dockerfile")
    assert ended.returncode == 0, ended.stdout
    assert ended.stdout == ""


def test_the_image_is_pinned_and_runs_for_nobody_in_particular() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert bases
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+-[a-z-]+", base) for base in bases), bases
    (user,) = re.findall(r"^USER (\S+)", DOCKERFILE, re.M)
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    installs = re.findall(r"pip install ([^\n&]*)", DOCKERFILE)
    assert all("--require-hashes" in one or "--no-index" in one for one in installs), installs
    assert all("--no-deps" in one for one in installs)
    assert "crosswire models install" in DOCKERFILE
    assert re.search(r"^HEALTHCHECK .*\\\n  CMD \[", DOCKERFILE, re.M)
    assert "VOLUME /var/lib/crosswire" in DOCKERFILE
    assert re.search(r"^ENTRYPOINT \[\"crosswire\"\]$", DOCKERFILE, re.M)
    hosts = set(re.findall(r"https?://([^/:\"'\s]+)", DOCKERFILE))
    assert hosts == {"127.0.0.1"}


def test_the_image_is_built_from_what_it_names_alone() -> None:
    left_in = [
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    ]
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M)
        for source in line.split()[:-1]
    ]
    assert copied
    for source in copied:
        assert any(Path(source.replace("*", "x")).match(one) for one in left_in), source


def test_without_an_engine_it_is_said_what_to_do(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("bash", "dirname"):
        (tools / name).symlink_to(shutil.which(name) or "")
    ended = ran("env", "-i", f"PATH={tools}", "bash", "scripts/image.sh", "python3", "bin", "event")
    assert ended.returncode == 2
    assert "docker or podman" in ended.stderr
    assert not ended.stdout


# ---- the unit ----------------------------------------------------------------------------------


def unit() -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(UNIT.read_text(encoding="utf-8"))
    return found


def test_the_unit_gives_the_desk_few_rights() -> None:
    service = unit()["Service"]
    assert service["User"] not in ("", "root")
    assert service["CapabilityBoundingSet"] == ""
    assert service["ProtectSystem"] == "strict"
    for right in ("NoNewPrivileges", "ProtectHome", "PrivateDevices", "PrivateTmp", "RestrictNamespaces",
                  "MemoryDenyWriteExecute"):  # fmt: skip
        assert service[right] == "yes", right
    words = service["ExecStart"].split()
    assert words[0].endswith("/crosswire")
    shown = CliRunner().invoke(app, [words[1], "--help"], env={"TERMINAL_WIDTH": "200"}).stdout
    for option in words[2:]:
        assert option in shown


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    copy = tmp_path / UNIT.name
    copy.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", text))
    ended = ran("systemd-analyze", "verify", "--man=no", copy)
    # What it says of other units of this machine is none of ours.
    assert "crosswire.service" not in ended.stderr, ended.stderr
    bounded = ran(
        "systemd-analyze", "security", "--offline=true", "--threshold=25", "--no-pager", copy
    )
    assert bounded.returncode == 0, bounded.stdout[-300:]


_NO_NEW_CODE = """
import ctypes, sys
if ctypes.CDLL(None, use_errno=True).prctl(65, 1, 0, 0, 0):
    sys.exit(77)
sys.argv = ["crosswire", "compare", *sys.argv[1:]]
from crosswire.cli import main
try:
    main()
finally:
    with open("/proc/self/maps") as maps:
        sys.stderr.write(maps.read())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
def test_models_run_where_no_memory_may_become_code(tmp_path: Path) -> None:
    """As MemoryDenyWriteExecute has it; the kernel can be asked for it since Linux 6.3."""
    env = {**os.environ, "CROSSWIRE_DATA": str(tmp_path), "CROSSWIRE_PIPELINE": "small"}
    words = [sys.executable, "-c", _NO_NEW_CODE, "examples/ferry-aground", "--format", "jsonl"]
    ended = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if ended.returncode == 77:
        pytest.skip("this kernel cannot be asked")
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert '"points"' in ended.stdout
    # What might have wanted it was there.
    for library in ("lib_lightgbm", "onnxruntime", "tokenizers", "spacy"):
        assert library in ended.stderr
    assert " rwx" not in ended.stderr


# ---- completion --------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_shown_for_shells(shell: str) -> None:
    ended = ran("env", "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1", BIN / "crosswire",
                "--show-completion", shell)  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "_CROSSWIRE_COMPLETE" in ended.stdout


@pytest.mark.parametrize(
    ("words", "found"), [("crosswire stor", "stories"), ("crosswire mcp --allow", "--allow-files")]
)
def test_completion_knows_commands_and_options(words: str, found: str) -> None:
    asked = {"_CROSSWIRE_COMPLETE": "complete_bash", "COMP_WORDS": words,
             "COMP_CWORD": str(len(words.split()) - 1)}  # fmt: skip
    ended = subprocess.run(
        [BIN / "crosswire"],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.split() == [found]


# ---- how to cite, to help, to report -----------------------------------------------------------


def test_it_says_how_it_is_cited() -> None:
    found = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    # The keys that the format requires, and the version that is cited.
    assert {"cff-version", "message", "title", "authors"} <= found.keys()
    assert found["cff-version"] == "1.2.0"
    assert found["version"] == PROJECT["version"]
    assert found["license"] == PROJECT["license"]
    assert found["type"] == "software"
    for author in found["authors"]:
        assert "name" in author or {"family-names", "given-names"} <= author.keys()


def test_who_contributes_is_told_what_exists() -> None:
    page = ROOT / "CONTRIBUTING.md"
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        assert (ROOT / target).exists(), target
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w[\w-]*)", text, re.M):
        assert f"\n{target}:" in made, target
    for path in re.findall(r"pytest (\S+)", text):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda p: p.name)
def test_issue_forms_ask_in_the_shape_that_is_read(file: Path) -> None:
    form: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    if file.name == "config.yml":
        assert form.keys() <= {"blank_issues_enabled", "contact_links"}
        return
    assert {"name", "description", "body"} <= form.keys()
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(set(ids)) == len(ids)
    assert any(part.get("validations", {}).get("required") for part in form["body"])
    for part in form["body"]:
        assert part["type"] in ("markdown", "textarea", "input", "dropdown", "checkboxes")
        wanted = "value" if part["type"] == "markdown" else "label"
        assert part["attributes"][wanted]


def test_there_are_forms_for_wrong_results_faults_and_wishes() -> None:
    assert {"wrong-result.yml", "fault.yml", "wish.yml"} <= {file.name for file in TEMPLATES}
