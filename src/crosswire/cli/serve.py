"""The command that opens the desk in a browser."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import DebugOption, SettingsOption, StoreOption, open_desk
from crosswire.cli.talk import say

if TYPE_CHECKING:
    from crosswire.config import Settings
    from crosswire.web.beside import Tell


def serve(
    *,
    store: StoreOption = None,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; other than loopback, people sign in.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0: a free one.", show_default=True)
    ] = 8470,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="Another host name it may be asked for by.", metavar="HOST"),
    ] = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            "--public-url",
            help="Where readers find it behind a proxy: https://desk.example. People sign in.",
            show_default=False,
        ),
    ] = None,
    sign_in: Annotated[
        bool, typer.Option("--sign-in", help="People sign in on loopback, too.")
    ] = False,
    watch: Annotated[
        bool,
        typer.Option(
            "--watch",
            help="Go round the sources meanwhile, as crosswire watch does without options.",
        ),
    ] = False,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Open the desk in a browser: pages, and an HTTP API of the same addresses.

    Prints its address and answers until Ctrl-C. The store is made where there is none.
    """
    from crosswire.web import serve as web

    with open_desk(settings, store, create=True, debug=debug) as desk:
        given = web.rules(
            desk, host, names=tuple(name or ()), public_url=public_url, sign_in=sign_in
        )
        home = public_url or (f"http://{host}:{port}" if port else None)
        web.serve(
            desk.project, given, host=host, port=port, say=say,
            worker=lambda hear: _workers(desk.project.settings, hear, home=home, watch=watch),
        )  # fmt: skip


@contextmanager
def _workers(
    settings: "Settings", hear: "Tell", *, home: str | None, watch: bool
) -> Iterator[None]:
    """The processes beside the server: what does jobs, and what goes round the sources."""
    from functools import partial

    from crosswire.web.beside import beside
    from crosswire.web.rounds import go_round
    from crosswire.web.worker import at_work

    with ExitStack() as stack:
        stack.enter_context(beside(settings, partial(at_work, home=home), hear))
        if watch:
            stack.enter_context(beside(settings, go_round))
        yield
