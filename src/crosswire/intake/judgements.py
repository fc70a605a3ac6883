"""The judgements file: JSON lines, only ever appended to. A withdrawal is a line of its own."""

import json
from collections.abc import Iterable
from pathlib import Path

from crosswire.errors import ConfigError, InputError
from crosswire.records.judgement import Judgement


def read_judgements(file: Path) -> list[Judgement]:
    """Every judgement in the order given, withdrawn ones marked; a file not there holds none.

    Raises ``InputError`` naming the line that is no judgement.
    """
    if not file.exists():
        return []
    found: dict[str, Judgement] = {}
    # Words on a line may hold separators that splitlines() takes for its end.
    for number, line in enumerate(_text(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            if "withdrawn" in fields:
                known = found[fields["withdrawn"]]
                marks = {"withdrawn_by": fields["by"], "withdrawn_at": fields["at"]}
                found[known.id] = known.model_copy(update=marks)
            else:
                judgement = Judgement.model_validate(fields)
                found[judgement.id] = judgement
        except (ValueError, KeyError, TypeError) as fault:
            raise InputError(
                f"{file}, line {number} is no judgement ({type(fault).__name__}); "
                "mend or remove the line",
                kind="not-a-judgement",
            ) from fault
    return list(found.values())


def append_judgement(file: Path, judgement: Judgement) -> None:
    """Add one judgement, at once."""
    _append(file, judgement.model_dump_json(exclude_defaults=True))


def withdraw_judgement(file: Path, wanted: str, *, by: str, at: str) -> Judgement:
    """Withdraw the judgement whose id is, or begins with, ``wanted``.

    It stays in the file. Raises ``ConfigError`` when no standing judgement, or more than one, fits.
    """
    standing = [j for j in read_judgements(file) if j.withdrawn_at is None]
    fitting = [j for j in standing if j.id.removeprefix("judgement-").startswith(
        wanted.removeprefix("judgement-"))]  # fmt: skip
    if len(fitting) != 1 or not wanted:
        raise ConfigError(
            f"{len(fitting)} standing judgements in {file} have an id that begins with {wanted!r}; "
            "see them with: crosswire review --list"
        )
    _append(file, json.dumps({"withdrawn": fitting[0].id, "by": by, "at": at}, ensure_ascii=False))
    return fitting[0]


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """What holds now: not withdrawn, and of several on one pair the last."""
    last = {j.pair: j for j in judgements if j.withdrawn_at is None}
    return list(last.values())


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{file} is not UTF-8 (byte {fault.start}); mend it or move it away",
            kind="not-a-judgement",
        ) from fault
    except OSError as fault:
        raise InputError(
            f"{file} cannot be read: {fault.strerror}", kind="not-a-judgement"
        ) from fault


def _append(file: Path, line: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as out:
            out.write(line + "\n")
    except OSError as fault:
        raise ConfigError(
            f"{file} cannot be written: {fault.strerror}; choose another --judgements"
        ) from fault
