"""The comparison of a stored story: read what is missing, compare, keep; unchanged, look it up."""

import hashlib
import time
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from crosswire import __version__
from crosswire.desk import reading
from crosswire.desk.withdrawing import Former, notices_of, with_kept_notices
from crosswire.errors import ConfigError, StoreError
from crosswire.pipeline import Pipeline
from crosswire.records.article import Revision
from crosswire.records.base import stable_id
from crosswire.records.changed import Changed
from crosswire.records.comparison import Comparison
from crosswire.records.failure import Failure
from crosswire.records.judgement import Judgement
from crosswire.records.quotation import Reading
from crosswire.stages.clean.repeated import Repeated, without
from crosswire.stages.compare.changed import with_revisions
from crosswire.stages.compare.checks import MOST
from crosswire.store import lists
from crosswire.store.base import Reader, Session, Store, Writer
from crosswire.store.repeats import repeats

_PASSING = ("busy", "full", "read-only")
"""Kinds of refusal that spoil nothing but the keeping."""
PATIENCE = 5.0
_AGAIN = 0.2
"""Seconds between two looks whether the writer's place is free."""
_CHANGED = (
    "not kept: while it was compared, an article came to the story, left it or changed; compare it "
    "again"
)


class Asked(NamedTuple):
    """Which story is to be compared, and as of when."""

    story: str
    """What a person wrote for it."""
    as_of: str | None = None
    """Compare what was known then; None: now."""
    patience: float = PATIENCE
    """Seconds to wait for others who write, before what was made is not kept."""


class Members(NamedTuple):
    """A story's articles, each with its text as last seen, by the article's id."""

    story: str
    revisions: dict[str, Revision]
    keys: dict[str, str]
    """The revision's id in the store."""
    names: dict[str, str]
    """What a comparison calls the article: its name, told apart from others of that name."""
    attached: int
    """Articles that only touch the story, and are left out."""
    revised: dict[str, Changed]
    """Which of its revisions is compared, for each article of which several are kept."""
    erased: tuple[str, ...] = ()
    """Why articles of the story were erased, a line each."""


class Compared(NamedTuple):
    """A comparison of a stored story, and what could not be read or kept for it."""

    comparison: Comparison | None
    failures: tuple[Failure, ...] = ()
    note: str = ""
    """Why it could not be kept; empty: it was, or was there."""


def compare_story(
    store: Store, pipeline: Pipeline, wish: Asked, judgements: Sequence[Judgement]
) -> Compared:
    """The comparison of the story that is asked for, from the store where nothing changed."""
    with store.read(as_of=wish.as_of) as reader:
        members = members_of(reader, wish.story)
        wanted = comparison_version(pipeline)
        judged = [*_bearing(judgements, members)]
        notices = notices_of(reader, members.keys)
        again = repeats(reader, members.keys)
        stated = (*sorted(j.id for j in judged), *notices.stated, *_stated(again))
        asked = _input(pipeline, members, stated)
        if known := reader.comparison(members.story, wanted, asked):
            return Compared(known if wish.as_of is None else as_known(known, wish.as_of))
        version = reading.version(pipeline)
        kept = {a: r for a, k in members.keys.items() if (r := reader.reading(k, version))}
        earlier = {
            f: reader.reading(f.revision, version) or reader.revision(f.revision)
            for f in notices.former
        }
    new, failures = _read(pipeline, members, kept.keys())
    found = [
        _named(without(r, again.get(a, ())), members.names[a])
        for a in members.keys
        if (r := kept.get(a) or new.get(a))
    ]
    if not found:
        return Compared(None, failures)
    made = _compare(pipeline, members, found, judged)
    if isinstance(made, Failure):
        return Compared(None, (*failures, made))
    if notices.kept:
        formerly = _read_formerly(pipeline, members, earlier)
        made = with_kept_notices(made, notices, members.names, (pipeline, formerly))
    if failures:
        # What failed may be read another time: this is not yet the story's comparison.
        return Compared(made, failures)
    leaves = Kept(new, made, version, wanted, asked)
    if wish.as_of is not None:
        # What was read closely serves now as well; the story's comparison is that of now.
        keep_readings(store, members, leaves, wish.patience)
        return Compared(as_known(made, wish.as_of))
    return Compared(made, note=keep(store, members, leaves, wish.patience))


def _stated(again: Mapping[str, Iterable[Repeated]]) -> Iterator[str]:
    """Which paragraphs are left out; in how many articles they stand changes nothing."""
    for article, found in sorted(again.items()):
        yield from (f"{article} leaves out {one.place}" for one in found)


def as_known(made: Comparison, at: str) -> Comparison:
    """The comparison, saying as of when it is."""
    said = f"As it was known at {at}: texts, places in stories and judgements of that moment."
    return made.model_copy(update={"notes": (said, *made.notes)})


def _read_formerly(
    pipeline: Pipeline, members: Members, earlier: Mapping[Former, Reading | Revision]
) -> dict[Former, Reading]:
    """Earlier texts, read closely, under the names that the comparison has for their articles; one
    that cannot be read is left out."""
    unread = [one for one in earlier.values() if isinstance(one, Revision)]
    read = iter([*pipeline.read(unread)])
    found = {f: next(read) if isinstance(one, Revision) else one for f, one in earlier.items()}
    return {
        former: _named(one, members.names[former.article])
        for former, one in found.items()
        if isinstance(one, Reading)
    }


def comparison_version(pipeline: Pipeline) -> str:
    """What compares: another version compares again."""
    return f"compare/{pipeline.compare.version} {reading.version(pipeline)} crosswire/{__version__}"


def members_of(reader: Reader, handle: str) -> Members:
    """The articles that tell the story; where all only touch it, these."""
    story = reader.resolve_story(handle)
    keys, attached = telling(reader, story)
    erased = sorted(stone.words for stone in reader.erased(reader.members(story)).values())
    if not keys:
        raise ConfigError(f"there is nothing to compare in {story}: {'; '.join(erased)}")
    revisions = {article: reader.revision(key) for article, key in keys.items()}
    revised = {a: changed for a in keys if (changed := _revised(reader, a))}
    names = told_apart({article: one.article for article, one in revisions.items()})
    return Members(story, revisions, keys, names, attached, revised, tuple(erased))


def _revised(reader: Reader, article: str) -> Changed | None:
    """Which of the article's texts it has now, where it has had several; whether it still stands."""
    lines = lists.revisions(reader, article)
    now = next((line for line in lines if line.current), None)
    if now is None or (len(lines) == 1 and not now.gone):
        return None
    if len(lines) == 1:
        return Changed(gone=now.gone)
    return Changed(number=now.number, of=len(lines), seen=now.seen_at, gone=now.gone)


def telling(reader: Reader, story: str) -> tuple[dict[str, str], int]:
    """The articles that tell a story, each with its revision now, and how many are left out. Those
    that were erased tell nothing any more."""
    there = reader.members(story)
    gone = reader.erased(there)
    roles = {article: role for article, role in there.items() if article not in gone}
    chosen = [article for article, role in roles.items() if role == "member"] or [*roles]
    current = reader.current(chosen)
    return {article: current[article] for article in chosen}, len(roles) - len(chosen)


def told_apart(called: Mapping[str, str]) -> dict[str, str]:
    """A name for each article that no other has."""
    names: dict[str, str] = {}
    for article, one in called.items():
        name, count = one, 2
        while name in names.values():
            name, count = f"{one}-{count}", count + 1
        names[article] = name
    return names


def _named(read: Reading, name: str) -> Reading:
    revision = read.revision
    if revision.article == name:
        return read
    return read.model_copy(update={"revision": revision.model_copy(update={"article": name})})


def _bearing(judgements: Iterable[Judgement], members: Members) -> Iterator[Judgement]:
    """Judgements on passages of these outlets; a page that changed is found by its words."""
    outlets = {revision.outlet_name for revision in members.revisions.values()}
    return (j for j in judgements if outlets & {j.a.outlet, j.b.outlet})


def _input(pipeline: Pipeline, members: Members, judged: Sequence[str]) -> str:
    """What goes in: texts, judgements and notices, the table of outlets."""
    table = pipeline.compare.outlets
    outlets = hashlib.sha256(table.read_bytes()).hexdigest() if table else ""
    revised = (
        f"{a} {c.number} of {c.of} {c.gone or ''}" for a, c in sorted(members.revised.items())
    )
    stated = (str(members.attached), *judged, *revised, outlets)
    return stable_id("input", *members.keys.values(), *stated)


def _read(
    pipeline: Pipeline, members: Members, kept: Container[str]
) -> tuple[dict[str, Reading], tuple[Failure, ...]]:
    """Read closely what has not been."""
    left = [article for article in members.keys if article not in kept]
    found = [*pipeline.read(members.revisions[article] for article in left)]
    outcomes = zip(left, found, strict=True)
    new = {article: read for article, read in outcomes if isinstance(read, Reading)}
    return new, tuple(read for read in found if isinstance(read, Failure))


def _compare(
    pipeline: Pipeline, members: Members, found: Sequence[Reading], judged: Sequence[Judgement]
) -> Comparison | Failure:
    compared = pipeline.comparisons([found])
    if judged:
        compared = pipeline.honoured(compared, judged)
    (made,) = compared
    if isinstance(made, Failure):
        return made.model_copy(update={"item": members.story})
    revised = {members.names[article]: changed for article, changed in members.revised.items()}
    made = with_revisions(made, revised, MOST)
    notes = made.notes
    if members.attached:
        count = members.attached
        articles = (
            "1 article that only touches" if count == 1 else f"{count} articles that only touch"
        )
        notes = (*notes, f"{articles} the story (a roundup, say, or a live blog) left out.")
    gone = [
        f"An article of this story was {words}. What it told is not here."
        for words in members.erased
    ]
    return made.model_copy(update={"story": members.story, "notes": (*notes, *gone)})


class Kept(NamedTuple):
    """What a comparison leaves for the next."""

    new: dict[str, Reading]
    made: Comparison
    read_by: str
    made_by: str
    asked: str


@contextmanager
def _writing(store: Store, members: Members, patience: float) -> Iterator[Writer]:
    """The writer's place, as soon as others leave it; the ``StoreError`` that says who has it, when
    they do not in so many seconds."""
    until = time.monotonic() + patience
    with ExitStack() as held:
        while True:
            try:
                writer = held.enter_context(store.write(f"compare {members.story}"))
            except StoreError as refused:
                if refused.kind != "busy" or time.monotonic() > until:
                    raise
                time.sleep(_AGAIN)
            else:
                break
        yield writer


def keep_readings(store: Store, members: Members, kept: Kept, patience: float = PATIENCE) -> None:
    """Keep what was read closely, where the store can be written by then."""
    if not kept.new:
        return
    try:
        with _writing(store, members, patience) as writer, writer.batch() as batch:
            _add_readings(batch, members, kept)
            batch.count(read=len(kept.new))
    except StoreError as refused:
        if refused.kind not in _PASSING:
            raise


def _add_readings(batch: Session, members: Members, kept: Kept) -> None:
    for article, read in kept.new.items():
        batch.add_reading(read, article, members.keys[article], kept.read_by)
    batch.mark_done(reading.STAGE, kept.read_by, [members.keys[a] for a in kept.new])


def keep(store: Store, members: Members, kept: Kept, patience: float = PATIENCE) -> str:
    """Keep readings and comparison; why not, where the store cannot be written by then, or the story
    is no longer the one that was compared: reading takes minutes, and others write meanwhile.
    """
    try:
        with _writing(store, members, patience) as writer, writer.batch() as batch:
            _add_readings(batch, members, kept)
            same = telling(writer, members.story) == (members.keys, members.attached)
            if same:
                batch.add_comparison(members.story, kept.made, kept.made_by, kept.asked)
            batch.count(compared=int(same), read=len(kept.new))
    except StoreError as refused:
        if refused.kind not in _PASSING:
            raise
        return f"not kept: {refused}"
    return "" if same else _CHANGED
