"""The command compare: pages of one event, or one stored story."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswire.cli.options import (
    AsOfOption,
    DebugOption,
    HowOption,
    MostOption,
    OutputOption,
    PrimaryOption,
    SettingsOption,
    StoreOption,
    open_desk,
    open_project,
    story_name,
)
from crosswire.cli.output import settle
from crosswire.cli.show import show_comparisons
from crosswire.cli.talk import Talk, say
from crosswire.errors import ConfigError

if TYPE_CHECKING:
    from crosswire.desk.desk import Desk
    from crosswire.records.comparison import Comparison
    from crosswire.records.failure import Failure

_HANDLE = re.compile(r"(?:story-)?[0-9a-f]{4,20}")

Told = Annotated[
    list[str],
    typer.Argument(
        help="Saved pages (.html, .txt, also .gz), folders of them, web archives (.warc, .wacz), "
        "article lines (.jsonl), or - for stdin; or one story of the store, by its id or the "
        "beginning of it.",
        metavar="PATH…|STORY",
        show_default=False,
    ),
]


def compare(
    paths: Told,
    *,
    primary: PrimaryOption = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    max_failures: MostOption = None,
    debug: DebugOption = False,
) -> None:
    """Line up the pages of one event: what all tell, what one tells, who is quoted, conflicts.

    Article lines with a "story" field may hold several events: one comparison each. A story of
    the store is read from there; unchanged since it was compared last, it is only looked up.
    """
    form = settle(how, output)
    talk = Talk(max_failures=max_failures)
    if store is not None or is_story(paths):
        if len(paths) != 1:
            raise ConfigError(f"compare takes one story of the store, got {len(paths)}")
        with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
            show_comparisons(talk.good(_stored(desk, paths[0], primary or [])), form, output)
        raise typer.Exit(talk.close())
    if as_of is not None:
        raise ConfigError(
            "--as-of asks the store: compare takes it with one story of the store (story-…), not "
            "with pages, of which nothing earlier is known"
        )
    project = open_project(settings, debug)
    if len(paths) == 1 and _no_page(paths[0]):
        raise ConfigError(
            f"compare wants pages, or a story of the store by its id (story-…), got {paths[0]!r}: "
            "no file has that name; an article's story is found with: crosswire show ARTICLE"
        )
    captures = talk.progress(project.captures(paths), "pages read")
    sources = project.captures(primary or ())
    found = talk.good(project.compare(captures, story=story_name(paths), primary=sources))
    show_comparisons(found, form, output)
    raise typer.Exit(talk.close())


def is_story(paths: list[str]) -> bool:
    """One word that reads like a story's id, where no page of that name lies."""
    return len(paths) == 1 and bool(_HANDLE.fullmatch(paths[0])) and not Path(paths[0]).exists()


def _no_page(word: str) -> bool:
    """One word that names no file and is no address, as an article's name or id is."""
    plain = word != "-" and not set(word) & set("/\\.:")
    return plain and not Path(word).exists()


def _stored(desk: "Desk", story: str, primary: list[str]) -> "Iterator[Comparison | Failure]":
    compared = desk.compare(story)
    yield from compared.failures
    if compared.note:
        say(f"crosswire: {compared.note}")
    if compared.comparison is not None:
        sources = desk.project.captures(primary)
        yield from desk.project.set_against(compared.comparison, sources)
