"""Lines up what an assistant asks for: a story of the store, articles of it, texts given, files."""

from collections.abc import Sequence
from itertools import islice

from crosswire.assist.asked import MOST_TEXTS, CompareAsked, GivenText, Pages
from crosswire.assist.lined import Lined, Source
from crosswire.assist.room import Refused, Room
from crosswire.desk import reading
from crosswire.desk.comparing import members_of
from crosswire.desk.desk import Desk
from crosswire.desk.handles import story_meant
from crosswire.desk.judging import known_then
from crosswire.errors import ConfigError
from crosswire.intake.judgements import read_judgements, standing
from crosswire.records.article import Capture
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.quotation import Reading
from crosswire.records.span import Text
from crosswire.stages.clean.repeated import without
from crosswire.store.edition import edition
from crosswire.store.repeats import repeats


def lined_up(room: Room, asked: CompareAsked) -> Lined:
    """The line-up that is asked for, made or remembered."""
    if asked.comparison is not None:
        return room.remembered(asked.comparison)
    if asked.story is not None:
        return of_story(room, asked.story, asked.as_of)
    if asked.articles:
        return room.remember(_of_articles(room, asked))
    return room.remember(_of_pages(room, asked))


def of_story(room: Room, handle: str, as_of: str | None) -> Lined:
    """A story of the store: looked up where nothing changed, else made, and remembered."""
    with room.desk(as_of) as desk:
        with desk.store.read(as_of=desk.as_of) as reader:
            story = story_meant(reader, handle)
            stands = (story, desk.as_of, edition(reader.connection, story), _stated(room))
        if (known := room.known(stands)) is not None:
            return known
        with room.models():
            made = desk.compare(story)
        with desk.store.read(as_of=desk.as_of) as reader:
            members = members_of(reader, story)
    comparison = _made(made.comparison, made.failures)
    sources = {
        name: Source(article, members.revisions[article].capture.name, members.keys[article])
        for article, name in members.names.items()
    }
    if not {one.article for one in comparison.readings} <= sources.keys():
        raise Refused("changed", f"{story} changed while it was lined up", "Call compare again.")
    return room.remember(Lined(comparison, sources, story, desk.as_of, made.failures), stands)


def _stated(room: Room) -> tuple[tuple[int, int] | None, ...]:
    """Which files of the user's bear on a line-up, as they are now: judgements, the table of outlets."""
    settings = room.project.settings
    found = []
    for file in (settings.judgements_file, settings.outlet_table):
        try:
            stat = file.stat() if file else None
        except OSError:
            stat = None
        found.append((stat.st_mtime_ns, stat.st_size) if stat else None)
    return tuple(found)


def _of_articles(room: Room, asked: CompareAsked) -> Lined:
    with room.desk(asked.as_of) as desk, room.models():
        read = read_articles(desk, asked.articles)
        pipeline = room.project.pipeline
        compared = pipeline.comparisons([[one for one, _ in read.found]])
        judged = read_judgements(room.project.settings.judgements_file)
        known = standing(judged if desk.as_of is None else known_then(judged, desk.as_of))
        (made,) = pipeline.honoured(compared, known) if known else compared
    sources = {one.article: source for one, source in read.found}
    if isinstance(made, Failure):
        return Lined(_made(None, (*read.failures, made)), sources)
    return Lined(made, sources, None, desk.as_of, read.failures)


class Read:
    """Articles of the store, read closely, and those that could not be."""

    def __init__(self) -> None:
        self.found: list[tuple[Reading, Source]] = []
        self.failures: tuple[Failure, ...] = ()


def read_articles(desk: Desk, handles: Sequence[str]) -> Read:
    """These articles as they are now, each under its id; those that were read closely once are looked
    up. Raises ``Refused`` where none can be read."""
    pipeline = desk.project.pipeline
    version = reading.version(pipeline)
    with desk.store.read(as_of=desk.as_of) as reader:
        ids = list(dict.fromkeys(reader.resolve_article(one) for one in handles))
        for article, stone in reader.erased(ids).items():
            raise Refused("erased", f"the words of {article} are not here: {stone.words}",
                          "Leave it out.")  # fmt: skip
        current = reader.current(ids)
        kept = {one: reader.reading(current[one], version) for one in ids}
        left = {one: reader.revision(current[one]) for one in ids if kept[one] is None}
        again = repeats(reader, current)
    outcomes = dict(zip(left, pipeline.read(left.values()), strict=True))
    read = Read()
    read.failures = tuple(one for one in outcomes.values() if isinstance(one, Failure))
    for article in ids:
        one = kept[article] or outcomes[article]
        if isinstance(one, Failure):
            continue
        source = Source(article, one.revision.capture.name, current[article])
        named = one.revision.model_copy(update={"article": article})
        whole = without(one.model_copy(update={"revision": named}), again.get(article, ()))
        read.found.append((whole, source))
    if not read.found:
        raise Refused("not-read", "none of these articles could be read",
                      "crosswire failures says why.")  # fmt: skip
    return read


def _of_pages(room: Room, asked: Pages) -> Lined:
    captures, sources = given(room, asked)
    with room.models():
        outcomes = [*room.project.compare(captures, story="given")]
    failures = tuple(one for one in outcomes if isinstance(one, Failure))
    made = next((one for one in outcomes if isinstance(one, Comparison)), None)
    return Lined(_made(made, failures), sources, None, None, failures)


def given(room: Room, asked: Pages) -> tuple[list[Capture | Failure], dict[str, Source]]:
    """The pages that a call brings or names, each under a name that only we give."""
    if asked.texts:
        taken = [_capture(one) for one in asked.texts]
        return [*taken], {one.name: Source(one.name, one.name) for one in taken}
    found = [*islice(room.project.captures(room.files(asked.paths)), MOST_TEXTS + 1)]
    if len(found) > MOST_TEXTS:
        raise ConfigError(f"at most {MOST_TEXTS} pages are lined up at once; name fewer files")
    named: list[Capture | Failure] = []
    sources: dict[str, Source] = {}
    for number, one in enumerate(found, 1):
        if isinstance(one, Capture):
            name = f"page-{number}"
            sources[name] = Source(name, one.name)
            one = one.model_copy(update={"name": name, "story": None})
        named.append(one)
    return named, sources


def _capture(one: GivenText) -> Capture:
    """A text that is given is taken as it is, so that spans address it."""
    return Capture(
        name=one.id, medium="line", content=Text.of(one.text), origin="given with the call",
        outlet=one.outlet or None, url=one.url or None, title=one.title or None,
        published=one.published or None,
    )  # fmt: skip


def _made(made: Comparison | None, failures: Sequence[Failure]) -> Comparison:
    if made is not None:
        return made
    first = failures[0].words if failures else "there was nothing to line up"
    raise Refused("not-compared", f"nothing could be lined up: {first}", "Give other texts.")
