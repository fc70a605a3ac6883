"""Whether a store, or a bundle, still says what was put in: verify."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crosswire.cli.options import HowOption, OutputOption, SettingsOption, StoreOption
from crosswire.cli.output import Format, settle, write_lines, write_texts
from crosswire.errors import ConfigError, StoreError
from crosswire.report.words import one_line

if TYPE_CHECKING:
    from crosswire.desk.unbundling import Unbundled
    from crosswire.records.chain import StampCheck, Stamped
    from crosswire.store.base import Verified

What = Annotated[
    str | None,
    typer.Argument(
        help="A store (a file, or postgresql://user@host/name), or a bundle that `crosswire bundle` "
        "made. Without it: the store.",
        metavar="STORE|BUNDLE",
        show_default=False,
    ),
]
HeadOption = Annotated[
    str | None,
    typer.Option(
        "--head",
        help="A head of the chain as you noted it elsewhere: an entry must have it.",
        metavar="HASH",
        show_default=False,
    ),
]
RootOption = Annotated[
    Path | None,
    typer.Option(
        "--tsa-root",
        help="Certificates (PEM) that time stamps must lead to.",
        metavar="FILE",
        show_default=False,
    ),
]


def verify(
    what: What = None,
    *,
    head: HeadOption = None,
    tsa_root: RootOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
) -> None:
    """Whether the store, or a bundle, still says what was put in: all of it is read anew.

    Texts and payloads hash to their ids, captures are decoded again, records are put together and
    every span re-reads its words, the ledger's results are there, and each entry of the chain follows
    the one before. Prints the chain's head: note it where others have it. Exit code 1 if anything is not
    so. `crosswire db check` looks at the tables themselves.
    """
    form = settle(how, output)
    if form is Format.HTML:
        raise ConfigError("verify prints table, json, jsonl or markdown")
    if what is not None and store is not None:
        raise ConfigError("verify takes a store or a bundle, not --store as well")
    wanted = _hash(head)
    if tsa_root is not None and not tsa_root.is_file():
        raise ConfigError(f"--tsa-root takes a file of certificates (PEM), {tsa_root} is none")
    path = Path(what) if what is not None and "://" not in what else None
    if path is not None and not path.exists():
        raise StoreError(f"{path}: no such file; a store or a bundle was wanted", kind="missing")
    if path is not None and _is_bundle(path):
        line, words = _bundle(path, wanted, tsa_root)
    else:
        line, words = _store(_url(what or store, settings), wanted, tsa_root)
    if form in {Format.JSON, Format.JSONL}:
        write_lines([line], lambda one: one, form, output)
    else:
        write_texts([words], output)
    raise typer.Exit(int(bool(line["problems"])))


def _hash(head: str | None) -> str | None:
    if head is None:
        return None
    plain = head.strip().lower()
    if len(plain) != 64 or not set(plain) <= set("0123456789abcdef"):
        raise ConfigError(
            f"--head takes the 64 hexadecimal digits of an entry's hash, got {head!r}"
        )
    return plain


def _is_bundle(path: Path) -> bool:
    from crosswire.desk.unbundling import is_bundle

    return is_bundle(path)


def _url(stated: str | None, settings: Path | None) -> str:
    from crosswire.config import Settings

    return stated if stated is not None else Settings.load(settings).store_url


def _store(url: str, head: str | None, root: Path | None) -> tuple[dict[str, Any], str]:
    from crosswire.store.base import verify_store

    found = verify_store(url, head)
    stamps, faults = _stamps(found.stamps, root)
    problems = (*found.problems, *faults)
    line = {
        "checked": found.checked,
        "erased": found.erased,
        "problems": list(problems),
        "chain": found.chain.model_dump(mode="json"),
        "stamps": [one.model_dump(mode="json") for one in stamps],
    }
    return line, _verified(found, problems, stamps)


def _bundle(path: Path, head: str | None, root: Path | None) -> tuple[dict[str, Any], str]:
    from crosswire.desk.unbundling import check_bundle

    found = check_bundle(path, head)
    stamps, faults = _stamps(found.stamps, root)
    problems = (*found.problems, *faults)
    line = found._asdict() | {
        "problems": list(problems),
        "stamps": [one.model_dump(mode="json") for one in stamps],
    }
    return line, _unbundled(found, problems, stamps)


def _stamps(found: "Sequence[Stamped]", root: Path | None) -> tuple["list[StampCheck]", list[str]]:
    """What the time stamps say, and those that do not hold; nothing is loaded where there are none."""
    if not found:
        return [], []
    from crosswire.desk.stamping import check_stamps

    stamps = check_stamps(found, root)
    return stamps, [f"time stamp: {one.words}" for one in stamps if one.state == "does not hold"]


def _verified(found: "Verified", problems: Sequence[str], stamps: "Sequence[StampCheck]") -> str:
    """Faults, then what was read; a list in Markdown as well."""
    parts = [*_read(problems, found.checked)]
    if found.erased:
        gone = [f"- {_number(number, name)}" for name, number in found.erased.items()]
        parts.append("Erased, with a tombstone in their place:\n\n" + "\n".join(gone))
    chain = found.chain
    if chain.head:
        last = (
            f"The chain's head is entry {chain.entries:,}, made at {chain.head_at}:\n\n{chain.head}"
        )
        parts.append(last)
    return "\n\n".join([*parts, *_noted(chain.wanted), *_stamped(stamps)]) + "\n"


def _noted(entry: int | None) -> list[str]:
    return [] if entry is None else [f"The head you noted is that of entry {entry:,}."]


def _unbundled(found: "Unbundled", problems: Sequence[str], stamps: "Sequence[StampCheck]") -> str:
    parts = [
        f"A bundle of {one_line(found.story)}.",
        *_read(problems, found.checked, "All of it agrees with itself."),
        *_unshown(found.notes),
        f"Of the chain it has entries {found.first:,} to {found.last:,}; the hash of the last:\n\n"
        f"{found.head}",
        *_noted(found.wanted),
        f"The SHA-256 of the file, to compare with one noted when it was made:\n\n{found.sha256}",
        *_stamped(stamps),
    ]
    return "\n\n".join(parts) + "\n"


def _read(
    problems: Sequence[str], checked: Mapping[str, int], sound: str = "All of it says what it said."
) -> list[str]:
    faults = _listed(problems) or [sound]
    read = [f"- {number:,} {_NAMES.get(name, name)}" for name, number in checked.items()]
    return ["\n".join(faults), "Read anew:\n\n" + "\n".join(read)]


_NAMES = {
    "chain": "entries of the chain",
    "comparison": "parts of the comparison that must agree with the articles",
    "archive": "records of the archive, lines of its index and pages of its list",
}


def _unshown(notes: Sequence[str]) -> list[str]:
    """What a person should look at."""
    if not notes:
        return []
    listed = "\n".join(_listed(notes))
    return [
        f"This the file cannot show; look at the page itself where these words matter:\n\n{listed}"
    ]


def _stamped(stamps: "Sequence[StampCheck]") -> list[str]:
    if not stamps:
        return []
    return ["Time stamps:\n\n" + "\n".join(_listed([one.words for one in stamps]))]


def _listed(found: Sequence[str]) -> list[str]:
    """Each on a line of its own: whoever made a bundle chose names and words in it, and none of them
    is to end a line, to begin one of ours, or to act on the terminal."""
    return [f"- {one_line(one)}" for one in found]


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
