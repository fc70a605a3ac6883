"""Which articles of a run are read closely, and which stories are compared together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from crosswire.batch.comparing import Shard
from crosswire.batch.ledger import Ledger, Line
from crosswire.batch.parquet import read_rows
from crosswire.batch.plan import Part, digest_of
from crosswire.batch.reading import Asked, Wish
from crosswire.stages.group.joining import Told

Closely = Literal["shared", "all", "none"]


class Head(NamedTuple):
    """What is needed of an article to choose it."""

    part: int
    name: str
    outlet: str
    """Its id where the outlet is not known: what is not known is not another's."""


class Choice(NamedTuple):
    """Articles of a partition to be read closely, and how many stories two outlets tell."""

    wishes: list[Wish]
    shared: int


def choose(
    ledger: Ledger,
    read: Sequence[tuple[Part, Line]],
    told: Sequence[Told],
    closely: Closely,
    shards: int,
) -> Choice:
    """Members of stories that two outlets tell, each article once; with ``all`` every member. What
    only touches a story is left out."""
    heads = _heads(ledger, read)
    members: dict[str, list[str]] = {}
    for one in told:
        if one.role == "member":
            members.setdefault(one.story, []).append(one.article)
    shared = {s for s, keys in members.items() if len({heads[k].outlet for k in keys}) > 1}
    chosen: dict[int, list[Asked]] = {}
    for story in members if closely == "all" else sorted(shared):
        # A story that one outlet tells is read, and there is nothing to compare it with.
        shard = int(digest_of(story)[:12], 16) % shards if story in shared else -1
        for key, name in _told_apart({key: heads[key].name for key in members[story]}).items():
            chosen.setdefault(heads[key].part, []).append(Asked(key, name, story, shard))
    wishes = [
        Wish(part.number, line.sha256, tuple(sorted(chosen.get(part.number, ()))))
        for part, line in read
    ]
    return Choice(wishes, len(shared))


def _heads(ledger: Ledger, read: Sequence[tuple[Part, Line]]) -> dict[str, Head]:
    """Of an article that lies in two partitions, the first one's."""
    heads: dict[str, Head] = {}
    for part, line in read:
        for row in read_rows(ledger, "revisions", line.name, ["id", "article", "outlet"]):
            head = Head(part.number, row["article"], row["outlet"] or row["id"])
            heads.setdefault(row["id"], head)
    return heads


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """A name for each article that no other of its story has, by article id."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for key in sorted(names):
        name, count = names[key], 2
        while name in taken:
            name, count = f"{names[key]}-{count}", count + 1
        taken.add(name)
        found[key] = name
    return found


def shards(found: Sequence[tuple[Wish, Line]]) -> Iterator[Shard]:
    """The stories that are compared together; each asks for the very articles that were chosen."""
    stories: dict[int, dict[str, list[str]]] = {}
    sources: dict[int, set[tuple[str, str]]] = {}
    for wish, line in found:
        for one in wish.articles:
            if one.shard >= 0:
                told = stories.setdefault(one.shard, {})
                told.setdefault(one.story, []).append(f"{one.article} {one.name}")
                sources.setdefault(one.shard, set()).add((line.name, " ".join(line.versions)))
    for shard, told in sorted(stories.items()):
        lies = tuple((story, digest_of(*sorted(keys))) for story, keys in sorted(told.items()))
        yield Shard(shard, tuple(sorted(sources[shard])), lies)
