"""Commands about the store itself: db upgrade, db check."""

import typer

db = typer.Typer(help="The store itself: upgrade it, check it.", no_args_is_help=True)
