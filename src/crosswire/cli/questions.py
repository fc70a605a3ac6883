"""Commands that answer a question about pages, or put one: check."""

from typing import Annotated

import typer

from crosswire.cli.options import (
    DebugOption,
    HowOption,
    MostOption,
    OutputOption,
    Paths,
    SettingsOption,
    open_project,
)
from crosswire.cli.output import settle
from crosswire.cli.show import show_checks
from crosswire.cli.talk import Talk

Claim = Annotated[
    str,
    typer.Argument(
        help='A sentence, or a quotation with its marks; "X said …" asks for X as the speaker.',
        metavar="CLAIM",
        show_default=False,
    ),
]


def check(
    claim: Claim,
    paths: Paths,
    *,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Who carries a sentence or quotation: in what form, where we see it earliest, on what it rests.

    What none of the pages is shown to carry is "not found in these texts", with the nearest
    passages and what keeps them apart; never "nobody said it".
    """
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    project = open_project(settings, debug)
    captures = talk.progress(project.captures(paths), "pages read")
    show_checks(talk.good(project.check(claim, captures)), form, output)
    raise typer.Exit(talk.close())
