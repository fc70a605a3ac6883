"""The command review: a person works through the pairs that a comparison left undecided."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import (
    ByOption,
    DebugOption,
    HowOption,
    MostOption,
    OutputOption,
    SettingsOption,
    login_name,
    open_project,
    story_name,
)
from crosswire.cli.output import Format, settle, write_lines, write_texts
from crosswire.cli.talk import Talk, say
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.records.judgement import Judgement
    from crosswire.report.review import Waiting

_ANSWERS = {
    "s": "same", "same": "same", "p": "partly", "partly": "partly", "n": "different",
    "not the same": "different", "c": "conflict", "conflict": "conflict", "k": "", "skip": "",
    "": "",
}  # fmt: skip
_QUIT = ("q", "quit")
_QUESTION = "[s]ame  [p]artly  [n]ot the same  [c]onflict  s[k]ip  [q]uit"

Pages = Annotated[
    list[str] | None,
    typer.Argument(help="Pages as compare takes them.", metavar="PATH…", show_default=False),
]
FileOption = Annotated[
    Path | None,
    typer.Option("--judgements", help="The judgements file.", show_default=False),
]
AskOption = Annotated[
    bool | None,
    typer.Option(
        "--ask/--no-ask",
        help="Ask, or print the queue. Default: ask on a terminal.",
        show_default=False,
    ),
]
ListOption = Annotated[bool, typer.Option("--list", help="Print the judgements made so far.")]
WithdrawOption = Annotated[
    str | None,
    typer.Option("--withdraw", help="Withdraw the judgement with this id.", show_default=False),
]
ExportOption = Annotated[
    Path | None,
    typer.Option("--export", help="Write judgements as training lines.", show_default=False),
]


def review(
    paths: Pages = None,
    *,
    judgements: FileOption = None,
    by: ByOption = None,
    ask: AskOption = None,
    listed: ListOption = False,
    withdraw: WithdrawOption = None,
    export: ExportOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Work through the pairs that a comparison left undecided; answers are kept at once.

    A pair is one statement, one in part, two statements, or a conflict. compare honours what was
    judged and says whose word it is. A judgement can be withdrawn.
    """
    from crosswire.config import Settings

    form = settle(how, output, html=False)
    file = judgements or Settings.load(settings).judgements_file
    if withdraw is not None:
        _withdraw(file, withdraw, login_name(by))
    if export is not None:
        _export(file, export)
    if listed:
        _list(file, form, output)
    if withdraw is not None or export is not None or listed:
        raise typer.Exit
    if not paths:
        raise ConfigError("review wants pages (or --list, --withdraw ID, --export FILE)")
    asking = sys.stdin.isatty() and sys.stdout.isatty() if ask is None else ask
    talk = Talk(max_failures=max_failures)
    project = open_project(settings, debug)
    captures = talk.progress(project.captures(paths), "pages read")
    waiting = talk.good(project.review(captures, file, story=story_name(paths)))
    if asking and how is None and output is None:
        _work_through(list(waiting), file, login_name(by))
    else:
        _show(waiting, form, output)
    raise typer.Exit(talk.close())


def _withdraw(file: Path, wanted: str, by: str) -> None:
    from crosswire.intake.judgements import withdraw_judgement
    from crosswire.report import review as report

    gone = withdraw_judgement(file, wanted, by=by, at=_now())
    say(f"withdrawn: {report.judgement_text(gone).strip()}")


def _export(file: Path, to: Path) -> None:
    from crosswire.intake.judgements import read_judgements, standing
    from crosswire.report import review as report

    stand = standing(read_judgements(file))
    write_lines(stand, report.training_line, Format.JSONL, to)
    say(f"{len(stand)} judgements written to {to}")


def _list(file: Path, form: Format, output: Path | None) -> None:
    from crosswire.intake.judgements import read_judgements
    from crosswire.report import review as report

    made = read_judgements(file)
    if form in {Format.JSON, Format.JSONL}:
        write_lines(made, report.judgement_line, form, output)
    else:
        write_texts(map(report.judgement_text, made), output)


def _show(waiting: Iterable["Waiting"], form: Format, output: Path | None) -> None:
    """The queue, nobody asked."""
    from crosswire.report import review as report

    if form in {Format.JSON, Format.JSONL}:
        write_lines(waiting, report.line, form, output)
    else:
        shown = report.markdown if form is Format.MARKDOWN else report.text
        write_texts((f"{shown(w)}\n" for w in waiting), output)


def _work_through(waiting: Sequence["Waiting"], file: Path, by: str) -> None:
    """Ask about each pair; every answer is in the file before the next question."""
    from crosswire.intake.judgements import append_judgement
    from crosswire.report import review as report

    made = 0
    for number, one in enumerate(waiting, 1):
        typer.echo(f"\n{number} of {len(waiting)}\n{report.text(one)}")
        decision = _decision()
        if decision is None:
            break
        if decision:
            hard = decision == "conflict" and _yes("Hard: can no second look settle it? [y/N]")
            because = _line("Why, in a few words (may be empty)") or ""
            append_judgement(file, _judgement(one, (decision, hard, because), by))
            made += 1
    typer.echo(f"{made} judged, kept in {file}")


def _decision() -> str | None:
    """The answer; empty for none now, None to stop."""
    while True:
        said = _line(_QUESTION)
        if said is None or said.lower() in _QUIT:
            return None
        if said.lower() in _ANSWERS:
            return _ANSWERS[said.lower()]
        typer.echo(f"{said!r} is none of the answers.")


def _yes(question: str) -> bool:
    return (_line(question) or "").lower() in ("y", "yes")


def _line(question: str) -> str | None:
    """One line of an answer; None when there are no more."""
    typer.echo(f"{question}: ", nl=False)
    said = sys.stdin.readline()
    return said.strip() if said else None


def _judgement(one: "Waiting", answer: tuple[str, bool, str], by: str) -> "Judgement":
    from crosswire.records.judgement import Judgement, Side

    comparison, pair = one
    outlets = {p.article: p.outlet for p in comparison.pages}

    def sides() -> Iterator[Side]:
        for s in (pair.a, pair.b):
            yield Side(article=s.article, outlet=outlets.get(s.article, s.article), span=s.span)

    a, b = sides()
    decision, hard, because = answer
    return Judgement.model_validate(
        {
            "story": comparison.story,
            "a": a,
            "b": b,
            "decision": decision,
            "hard": hard,
            "because": because,
            "made_by": by,
            "made_at": _now(),
        }
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
