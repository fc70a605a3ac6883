"""Commands that ask the store: stories, show, search, entities, quotes, revisions, and what ran."""

from enum import StrEnum
from typing import Annotated

import typer

from crosswire.cli.options import (
    AsOfOption,
    DebugOption,
    HowOption,
    LimitOption,
    OutletOption,
    OutputOption,
    SettingsOption,
    SinceOption,
    StoreOption,
    UntilOption,
    open_desk,
)
from crosswire.cli.output import settle
from crosswire.cli.show import show_explanation, show_history, show_list, show_story
from crosswire.cli.talk import say


class StoryOrder(StrEnum):
    """What stories are sorted by."""

    NEWEST = "newest"
    OUTLETS = "outlets"
    ORIGINS = "origins"


class HitKind(StrEnum):
    """What is searched."""

    ARTICLE = "article"
    QUOTATION = "quotation"
    STATEMENT = "statement"


class HitOrder(StrEnum):
    """What hits are sorted by."""

    NEWEST = "newest"
    RANKED = "ranked"


def _kind(words: str) -> str:
    from crosswire.records.kinds import KINDS, labels_of

    if not KINDS.keys() & set(labels_of(words)):
        kinds = ", ".join(dict.fromkeys(KINDS.values()))
        raise typer.BadParameter(f"wanted one of {kinds}, got {words!r}")
    return words


Story = Annotated[
    str,
    typer.Argument(
        help="A story: its id or the beginning of it; or one of its articles.",
        metavar="STORY",
        show_default=False,
    ),
]
Article = Annotated[
    str,
    typer.Argument(
        help="An article: its id, the beginning of it, its address or its name.",
        metavar="ARTICLE",
        show_default=False,
    ),
]
Words = Annotated[
    str,
    typer.Argument(
        help='All of them must occur; "a phrase" in marks, OR between two, -word for without, '
        "prefix*.",
        metavar="WORDS",
        show_default=False,
    ),
]
SpeakerOption = Annotated[
    str | None,
    typer.Option("--speaker", help="Said by: words of the speaker's name.", show_default=False),
]
EntityOption = Annotated[
    str | None,
    typer.Option(
        "--entity", help="That name this person, body or place: an id or a name.",
        show_default=False,
    ),
]  # fmt: skip
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind", parser=_kind, metavar="KIND", show_default=False,
        help="person, organisation, place, group of people, event, product, work or law; or a "
        "model's own code for one, such as GPE.",
    ),
]  # fmt: skip
StoryOption = Annotated[
    str | None, typer.Option("--story", help="Of this story.", show_default=False)
]


def stories(
    *,
    sort: Annotated[StoryOrder, typer.Option("--sort", help="By what.")] = StoryOrder.NEWEST,
    since: SinceOption = None,
    until: UntilOption = None,
    outlet: OutletOption = None,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """List the stories kept: how many of the outlets watched tell each, with how many origins.

    Sorted by newest article, by number of outlets, or by known origins.
    """
    from crosswire.report.listed import STORIES

    form = settle(how, output)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        found = desk.stories(order=sort.value, since=since, until=until, outlet=outlet, limit=limit)
        show_list(STORIES, found, form, output)


def show(
    story: Story,
    *,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """One story: its articles and how each came there, its history, what people judged."""
    form = settle(how, output)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        show_story(desk.story(story), form, output)


def search(
    words: Words = "",
    *,
    kind: Annotated[HitKind, typer.Option("--kind", help="What is searched.")] = HitKind.ARTICLE,
    speaker: SpeakerOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    entity: EntityOption = None,
    story: StoryOption = None,
    sort: Annotated[HitOrder, typer.Option("--sort", help="By what.")] = HitOrder.NEWEST,
    limit: LimitOption = 20,
    cursor: Annotated[
        str | None,
        typer.Option("--cursor", help="Go on where the page before ended.", show_default=False),
    ] = None,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Words in their context, with the exact place: in articles, quotations or statements."""
    from crosswire.records.lists import Query
    from crosswire.report.listed import hits_listing

    form = settle(how, output)
    query = Query(
        words=words, kind=kind.value, speaker=speaker, outlet=outlet, since=since, until=until,
        entity=entity, story=story, order=sort.value, limit=limit, cursor=cursor,
    )  # fmt: skip
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        found = desk.search(query)
    show_list(hits_listing(found), found.hits, form, output)
    say(found.words)
    if found.next:
        say(f"more with: --cursor {found.next}")


def entities(
    name: Annotated[
        str, typer.Argument(help="A name, or words of one.", metavar="NAME", show_default=False)
    ] = "",
    *,
    label: KindOption = None,
    story: StoryOption = None,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """People, organisations and places across articles, with their name forms."""
    from crosswire.report.listed import ENTITIES

    form = settle(how, output)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        show_list(
            ENTITIES, desk.entities(name, label=label, story=story, limit=limit), form, output
        )


def revisions(
    article: Article,
    *,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """The texts an article has had: what changed in statements, quotations, figures and title, and
    what the page says of it. A change of which it says nothing is marked so.
    """
    form = settle(how, output)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        show_history(desk.revisions(article), form, output)


def explain(
    article: Article,
    story: Story,
    *,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """Why an article lies in a story, or does not: for and against, in words."""
    form = settle(how, output, html=False)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        show_explanation(desk.explain(article, story), form, output)


def runs(
    *,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """What wrote to the store, when, and what came of it."""
    from crosswire.report.listed import RUNS

    form = settle(how, output)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        show_list(RUNS, desk.runs(limit), form, output)


def failures(
    *,
    run: Annotated[
        str | None, typer.Option("--run", help="Of this run.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="Of this kind.", show_default=False)
    ] = None,
    limit: LimitOption = 20,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    how: HowOption = None,
    output: OutputOption = None,
    settings: SettingsOption = None,
    debug: DebugOption = False,
) -> None:
    """What could not be used, why, and what to do about it."""
    from crosswire.report.listed import FAILURES

    form = settle(how, output)
    with open_desk(settings, store, debug=debug, as_of=as_of) as desk:
        show_list(FAILURES, desk.failures(run=run, kind=kind, limit=limit), form, output)
