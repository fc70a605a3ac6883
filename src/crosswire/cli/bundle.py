"""Commands that make evidence for others: bundle, timestamp."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import SettingsOption, StoreOption, open_desk
from crosswire.cli.talk import tell
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk
    from crosswire.records.chain import Stamp

Story = Annotated[
    str,
    typer.Argument(
        help="A story: its id, the beginning of it, or one of its articles.", metavar="STORY"
    ),
]
ToOption = Annotated[
    Path, typer.Option("--to", help="Write this bundle (.wacz or .zip).", metavar="FILE")
]
PageOption = Annotated[
    Path | None,
    typer.Option(
        "--page",
        help="Also write the page that checks bundles in a browser here.",
        metavar="FILE.html",
        show_default=False,
    ),
]
TimestampOption = Annotated[
    str | None,
    typer.Option(
        "--timestamp",
        help="Have this time stamp server (RFC 3161) stamp the head of the chain first.",
        metavar="URL",
        show_default=False,
    ),
]
ServerOption = Annotated[
    str,
    typer.Option("--server", help="The time stamp server (RFC 3161) to ask.", metavar="URL"),
]


def bundle(
    story: Story,
    *,
    to: ToOption,
    page: PageOption = None,
    timestamp: TimestampOption = None,
    store: StoreOption = None,
    settings: SettingsOption = None,
) -> None:
    """Write a story as evidence in one file: pages as they came, texts, spans, comparison, chain.

    A web archive (WACZ) that others replay, with a page inside that checks all of it without a network;
    `crosswire verify FILE` does the same.
    """
    from crosswire.desk.bundling import bundle
    from crosswire.report.verifier import verifier_page

    with open_desk(settings, store) as desk:
        if timestamp is not None:
            tell(_stamped(_stamp(desk, timestamp)))
        made = bundle(desk, story, to)
    if page is not None:
        try:
            page.write_text(verifier_page(), encoding="utf-8")
        except OSError as fault:
            raise ConfigError(
                f"{page} cannot be written: {fault.strerror}; choose another --page"
            ) from fault
    erased = (
        f", of {made.erased:,} more only what is known: they were erased" if made.erased else ""
    )
    tell(
        f"{to}: {_number(made.captures, 'capture')}{erased}, {_number(made.texts, 'text')}, "
        f"{_number(made.spans, 'span')}, {_number(made.stamps, 'time stamp')}.\n"
        f"Its last entry of the chain: {made.head}\nIts SHA-256: {made.sha256}"
    )


def timestamp(
    *, server: ServerOption, store: StoreOption = None, settings: SettingsOption = None
) -> None:
    """Have a time stamp server (RFC 3161) say that the head of the chain was there now.

    The server is sent a hash and nothing else. Its answer is kept beside the chain, looked at by `crosswire
    verify`, and put into bundles. Needs the extra `timestamps`.
    """
    with open_desk(settings, store) as desk:
        tell(_stamped(_stamp(desk, server)))


def _stamp(desk: "Desk", server: str) -> "Stamp":
    from crosswire.desk.stamping import stamp_head
    from crosswire.net.stamps import Stamper

    with Stamper.of(desk.project.settings) as stamper:
        return stamp_head(desk.store, stamper, server)


def _stamped(made: "Stamp") -> str:
    return (
        f"Entry {made.n:,} of the chain ({made.hash}) was there at {made.at}, says {made.server}."
    )


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
