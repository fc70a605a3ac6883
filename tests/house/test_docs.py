"""The documents say what the program does; a new command, setting or record must be in them."""

import inspect
import re
import tomllib
from pathlib import Path

import pytest

import crosswire
from crosswire import errors, records
from crosswire.config import Settings
from scripts import reference

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
CLI = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
ERRORS = (DOCS / "reference" / "errors.md").read_text(encoding="utf-8")
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
PRINTED_TERMS = (
    "Article", "Outlet", "Story", "Mention", "Entity", "Quotation", "Speaker", "Cue", "Content",
    "Statement", "Point", "Conflict", "Origin", "Span", "Revision", "Capture", "Passage", "Voice",
    "Tier", "Attested", "Corroborated", "Single", "Not found in this text",
)  # fmt: skip


@pytest.mark.parametrize("words", reference.command_names(), ids=" ".join)
def test_every_command_is_documented(words: tuple[str, ...]) -> None:
    assert f"## `{' '.join(('crosswire', *words))}`" in CLI


def test_every_command_and_option_has_help() -> None:
    from typer.main import get_command

    from crosswire.cli.commands import app

    waiting = [("crosswire", get_command(app))]
    while waiting:
        name, command = waiting.pop()
        assert command.help, f"{name} has no help"
        for parameter in command.params:
            words = getattr(parameter, "help", None)
            assert words, f"{name}: {parameter.name} has no help"
        waiting += [(f"{name} {n}", c) for n, c in getattr(command, "commands", {}).items()]


@pytest.mark.parametrize(
    ("file", "printed"),
    [
        ("cli.md", reference.commands),
        ("settings.md", reference.settings),
        ("records.md", reference.records),
        ("errors.md", reference.errors),
        ("store.md", reference.store),
        ("models.md", reference.models),
        ("http.md", reference.http),
        ("python.md", reference.python),
    ],
)
def test_generated_parts_are_fresh(file: str, printed: object) -> None:
    assert callable(printed)
    text = (DOCS / "reference" / file).read_text(encoding="utf-8")
    assert printed() in text, "run: make docs-write"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text
    assert f"`CROSSWIRE_{name.upper()}`" in text


@pytest.mark.parametrize(
    "kind", [k for k in vars(errors).values() if inspect.isclass(k)], ids=lambda k: k.__name__
)
def test_every_error_is_documented(kind: type[errors.CrosswireError]) -> None:
    if issubclass(kind, errors.CrosswireError):
        assert f"`{kind.__name__}` | {kind.exit_code}" in ERRORS


def kinds_of_failure() -> set[str]:
    """The ``kind`` words that intake, engine and stages put into failures and refusals."""
    found: set[str] = set()
    for module in (ROOT / "src").rglob("*.py"):
        source = module.read_text(encoding="utf-8")
        for call in re.findall(r"(?:InputError|Failure)\((?:[^()]|\([^()]*\))*\)", source):
            found.update(re.findall(r"kind=\"([a-z-]+)\"", call))
    return found


@pytest.mark.parametrize("kind", sorted(kinds_of_failure()))
def test_every_kind_of_failure_is_documented(kind: str) -> None:
    assert f"| `{kind}` |" in ERRORS


@pytest.mark.parametrize("name", [n for n in records.__all__ if n[0].isupper()])
def test_every_public_record_is_in_the_glossary(name: str) -> None:
    assert re.search(rf"^\*\*.*`{name}`", GLOSSARY, re.M), f"the glossary lacks `{name}`"


@pytest.mark.parametrize("term", PRINTED_TERMS)
def test_the_words_of_a_report_are_in_the_glossary(term: str) -> None:
    assert re.search(rf"^\*\*{term}\b", GLOSSARY, re.M | re.I), f"the glossary lacks {term}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.name)
def test_every_page_can_be_reached(page: Path) -> None:
    index = DOCS / "README.md"
    if page != index:
        assert f"({page.relative_to(DOCS)})" in index.read_text(encoding="utf-8")


@pytest.mark.parametrize("note", DECISIONS, ids=lambda p: p.stem)
def test_decisions_have_their_parts(note: Path) -> None:
    text = note.read_text(encoding="utf-8")
    number, _, _ = note.stem.partition("-")
    assert text.startswith(f"# {number}. ")
    assert re.search(r"^\d{4}-\d{2}-\d{2} · (accepted|superseded by \d{4})$", text, re.M)
    parts = re.findall(r"^## (.+)$", text, re.M)
    wanted = ["Context", "Decision", "Consequences", "What would change our mind"]
    assert [part for part in parts if part in wanted] == wanted


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(note.stem[:4]) for note in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_versions_agree_and_the_changelog_knows_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert crosswire.__version__ == project["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[?({re.escape(project['version'])}|Unreleased)\b", changelog, re.M)
    assert "### Changed results" in changelog


def test_the_readme_opens_with_what_for_a_picture_and_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = readme.index("](docs/img/story.png)")
    commands = readme.index("```")
    assert 200 < picture < commands
    assert re.findall(r"```(?:sh|shell)?\n(.*?)```", readme, re.S)[0].split("\n")[:-1] == [
        "make demo",
        "make test",
    ]
