"""What people hand over: paths, addresses, dictionaries, articles, as captures."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crosswire.errors import ConfigError
from crosswire.exchange.fit import writable
from crosswire.exchange.given import article
from crosswire.project import Project
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.given import Article

Given = str | Path | Mapping[str, Any] | Article
"""A saved page, an archive or a table by its path, an address, an article's fields, or an article."""
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".jsonld", ".json")
"""Files that are no pages: what other programs wrote."""
MOST = 50
"""Pages that are fetched of one feed at most."""


def captures(
    project: Project, given: Given | Iterable[Given], *, fetch: bool
) -> Iterator[Capture | Failure]:
    """Everything that was given, in its order; raises ``ConfigError`` for an address that was not to
    be fetched."""
    alone = isinstance(given, str | Path | Mapping | Article)
    listed: Iterable[Given] = [given] if alone else given  # type: ignore[assignment, list-item]  # told apart
    for number, one in enumerate(listed, 1):
        if isinstance(one, Article):
            yield _fit(one).capture()
        elif isinstance(one, Mapping):
            made = article(one, f"article {number}")
            yield made if isinstance(made, Failure) else made.capture()
        else:
            yield from _named(project, str(one), fetch=fetch)


def _fit(one: Article) -> Article:
    """The same without half characters, which nothing can keep; sign for sign."""
    held = {name: writable(value) for name, value in one if isinstance(value, str)}
    return one.model_copy(update=held)


def _named(project: Project, name: str, *, fetch: bool) -> Iterator[Capture | Failure]:
    from crosswire.intake.addresses import is_address

    if is_address(name) and not fetch:
        raise ConfigError(
            f"{name[:80]} is an address, and nothing is fetched unless asked: fetch=True"
        )
    if Path(name).suffix.lower() in TABLES and not is_address(name):
        yield from _table(project, Path(name))
    elif fetch:
        yield from project.named([name], most=MOST)
    else:
        yield from project.captures([name])


def _table(project: Project, file: Path) -> Iterator[Capture | Failure]:
    """The articles of a table; notes on words are no articles, and are left to a desk."""
    from crosswire.exchange.read import read

    for one in read([file], max_megabytes=project.settings.max_megabytes):
        if isinstance(one, Article):
            yield one.capture(str(file))
        elif isinstance(one, Failure):
            yield one
