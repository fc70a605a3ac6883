"""Prints the generated parts of docs/reference; cog calls it (``make docs-write``)."""

import ast
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

ROOT = Path(__file__).resolve().parent.parent


def commands() -> str:
    """Each command with its ``--help``, as it prints."""
    # A process of its own, because typer reads the width once: every machine prints the same.
    shape = {**os.environ, "TERMINAL_WIDTH": "88", "NO_COLOR": "1", "TERM": "dumb"}
    parts = []
    for words in command_names():
        asked = [str(Path(sys.executable).with_name("crosswire")), *words, "--help"]
        shown = subprocess.run(asked, env=shape, capture_output=True, text=True, check=True).stdout
        lines = (line.rstrip() for line in shown.strip("\n").splitlines())
        title = " ".join(("crosswire", *words))
        parts.append(f"## `{title}`\n\n```text\n" + "\n".join(lines).strip("\n") + "\n```\n")
    return "\n".join(parts)


def command_names() -> list[tuple[str, ...]]:
    """Every command as the words after ``crosswire``, the bare program first."""
    from typer.main import get_command

    from crosswire.cli.commands import app

    found: list[tuple[str, ...]] = []
    waiting: list[tuple[tuple[str, ...], object]] = [((), get_command(app))]
    while waiting:
        words, command = waiting.pop(0)
        found.append(words)
        inner = getattr(command, "commands", {})
        waiting = [((*words, name), below) for name, below in inner.items()] + waiting
    return found


def store() -> str:
    """Each table of the store, by name, with its columns."""
    from crosswire.store.tables import metadata

    parts = []
    for _, table in sorted(metadata.tables.items()):
        rows = ["| column | holds |", "|---|---|"]
        for column in table.columns:
            named = min((key.target_fullname for key in column.foreign_keys), default=None)
            names = f" → `{named}`" if named else ""
            key = " (key)" if column.primary_key else ""
            rows.append(
                f"| `{column.name}`{key} | {(column.doc or '').replace('|', chr(92) + '|')}{names} |"
            )
        parts.append(f"### `{table.name}`\n\n{table.info['doc']}\n\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def settings() -> str:
    """Each setting: name, environment variable, type, default, what for."""
    from crosswire.config import Settings

    about = attribute_docs(Settings)
    rows = ["| setting | environment | values | default | what for |", "|---|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "the user's data folder" if name == "data" else f"`{field.default}`"
        rows.append(
            f"| `{name}` | `CROSSWIRE_{name.upper()}` | {_type(field.annotation)} | {default} "
            f"| {about[name]} |"
        )
    return "\n".join(rows) + "\n"


def records() -> str:
    """Each public record with its fields."""
    import crosswire.records as room

    return "\n".join(_record(getattr(room, name)) for name in room.__all__ if name[0].isupper())


def errors() -> str:
    """Each kind of error, its exit code and what it means."""
    import crosswire.errors as room

    rows = ["| error | exit code | means |", "|---|---|---|"]
    for name, kind in vars(room).items():
        if inspect.isclass(kind) and issubclass(kind, room.CrosswireError):
            rows.append(f"| `{name}` | {kind.exit_code} | {_paragraph(inspect.getdoc(kind))} |")
    return "\n".join(rows) + "\n"


def models() -> str:
    """The catalogue."""
    from crosswire.models.catalog import catalogue

    rows = ["| model | version | job | licence | by | comes with |", "|---|---|---|---|---|---|"]
    for m in catalogue():
        # Our own weights are trained again often: their version is their checksum, told by doctor.
        own = m.made_by == "crosswire"
        version = "by checksum" if own else m.version
        job = f"[card](../../src/crosswire/models/trained/{m.name}.md)" if own else m.job
        rows.append(f"| `{m.name}` | {version} | {job} | {m.licence} | {m.made_by} | {m.source} |")
    return "\n".join(rows) + "\n"


def http() -> str:
    """Each address of a desk that answers programs, with what it takes; of the API's document."""
    document = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    parts = []
    for path, methods in sorted(document["paths"].items()):
        for method, asked in sorted(methods.items()):
            parts.append(
                f"### `{method.upper()} {path}`\n\n{_paragraph(asked.get('description'))}\n"
            )
            if rows := [_parameter(one) for one in asked.get("parameters", ())]:
                parts.append("\n".join(("| takes | in | |", "|---|---|---|", *rows)) + "\n")
            if found := _schema(asked):
                parts.append(f"Sends `{found}`.\n")
    return "\n".join(parts)


def _parameter(one: dict[str, Any]) -> str:
    needed = "" if one.get("required") else ", if wanted"
    return f"| `{one['name']}` | {one['in']}{needed} | {_paragraph(one.get('description'))} |"


def _schema(asked: dict[str, Any]) -> str:
    """The name of what a request has in it."""
    content = asked.get("requestBody", {}).get("content", {})
    named = {str(c.get("schema", {}).get("$ref", "")).rpartition("/")[2] for c in content.values()}
    return ", ".join(sorted(named - {""}))


def python() -> str:
    """Each public name of ``crosswire``, with its signature and words."""
    import crosswire

    parts = []
    for name in crosswire.__all__:
        one = getattr(crosswire, name)
        if not callable(one):
            continue
        parts.append(f"### `crosswire.{name}`\n\n{_signed(name, one)}{_words(one)}\n")
        if inspect.isclass(one) and (members := [*_public(one)]):
            lines = (f"- {_signed(n, m)}{_words(m).replace(2 * chr(10), ' ')}" for n, m in members)
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _public(kind: type) -> Iterator[tuple[str, object]]:
    """The methods and properties that a class has of its own, with words of their own."""
    for name, member in vars(kind).items():
        found = member.fget if isinstance(member, property) else member
        found = getattr(found, "__func__", found)
        own = not name.startswith("_") and not name.startswith("model_")
        if own and inspect.isroutine(found) and inspect.getdoc(found):
            yield name, member if isinstance(member, property) else found


def _signed(name: str, one: object) -> str:
    if isinstance(one, property) or inspect.isclass(one):
        return f"**`{name}`** · " if isinstance(one, property) else ""
    assert callable(one)
    given = ", ".join(
        part.name if part.default is part.empty else f"{part.name}={part.default!r}"
        for part in inspect.signature(one).parameters.values()
        if part.name != "self"
    )
    return f"**`{name}({given})`** · "


def _words(one: object) -> str:
    """The words of a docstring: paragraphs, without the examples that are run as tests."""
    doc = (inspect.getdoc(one) or "").replace("``", "`")
    plain = [p for p in doc.split("\n\n") if not p.lstrip().startswith(">>>")]
    return "\n\n".join(" ".join(p.split()) for p in plain)


def _record(kind: type) -> str:
    from pydantic import BaseModel

    title = f"### {kind.__name__}\n\n{_paragraph(inspect.getdoc(kind))}\n"
    if not issubclass(kind, BaseModel):
        return title + _members(kind)
    if not kind.model_fields:
        return title
    return title + "\n" + "\n".join(_fields(kind)) + "\n"


def _fields(kind: "type[BaseModel]") -> Iterator[str]:
    about = attribute_docs(kind)
    yield "| field | type | |"
    yield "|---|---|---|"
    for name, field in kind.model_fields.items():
        yield f"| `{name}` | {_type(field.annotation)} | {about.get(name, '')} |"


def _members(kind: type) -> str:
    """The values of an enumeration, or the fields of a named tuple."""
    values: Iterable[str] = [m.value for m in getattr(kind, "__members__", {}).values()]
    lead = "One of" if values else "Fields"
    return (
        f"\n{lead} " + ", ".join(f"`{v}`" for v in values or getattr(kind, "_fields", ())) + ".\n"
    )


def attribute_docs(kind: type) -> dict[str, str]:
    """The docstrings that stand under the attributes of a class."""
    body = ast.parse(dedent(inspect.getsource(kind))).body[0]
    found: dict[str, str] = {}
    if isinstance(body, ast.ClassDef):
        for field, after in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                words = _string(after)
                if words:
                    found[field.target.id] = _cell(words)
    return found


def _string(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return str(node.value.value)
    return ""


def _type(annotation: object) -> str:
    words = getattr(annotation, "__name__", "") if inspect.isclass(annotation) else ""
    words = words or str(annotation)
    for room in (
        "annotation", "article", "base", "check", "comparison", "entity", "explanation", "failure",
        "judgement", "lists", "quotation", "span", "story", "witness",
    ):  # fmt: skip
        words = words.replace(f"crosswire.records.{room}.", "")
    for prefix in ("typing.", "pathlib.", "_local."):
        words = words.replace(prefix, "")
    return _cell(f"`{words.replace(', ...]', ', …]')}`")


def _paragraph(words: str | None) -> str:
    return _cell(" ".join((words or "").split()))


def _cell(words: str) -> str:
    return " ".join(words.replace("``", "`").split()).replace("|", "\\|")
