"""Which article lies in which story: ids that stay valid while stories merge, split and return."""

from collections import Counter
from collections.abc import Mapping, Sequence

from crosswire.records.story import Alias, story_id


class Places:
    """Article numbers and story ids, both ways, with what stories became."""

    def __init__(self) -> None:
        self.story: dict[int, str] = {}
        self.members: dict[str, list[int]] = {}
        self.aliases: dict[str, str] = {}

    def put(self, article: int, story: str) -> None:
        """Lay an article into a story."""
        self.lift(article)
        self.story[article] = story
        self.members.setdefault(story, []).append(article)
        self.aliases.pop(story, None)

    def merged(self, aliases: Mapping[str, str]) -> None:
        """Stories that were merged away before, and where they live on."""
        self.aliases.update((s, into) for s, into in aliases.items() if s not in self.members)

    def lift(self, article: int) -> None:
        """Take an article out of its story; an emptied story is gone."""
        before = self.story.pop(article, None)
        if before is not None:
            left = self.members[before]
            left.remove(article)
            if not left:
                del self.members[before]

    def renumber(self, new: Mapping[int, int]) -> None:
        """Articles bear other numbers from now on."""
        self.story = {new[article]: story for article, story in self.story.items()}
        self.members = {
            story: [new[article] for article in articles]
            for story, articles in self.members.items()
        }

    def fresh(self, founders: Sequence[str]) -> str:
        """An id for a new story: one that an article of it founded before and that was merged away,
        or of its first article whose id no living story bears."""
        free = [found for name in founders if (found := story_id(name)) not in self.members]
        if free:
            return next((found for found in free if found in self.aliases), free[0])
        again = 2
        while (found := story_id(f"{founders[0]}#{again}")) in self.members:
            again += 1
        return found

    def rename(
        self, clusters: Sequence[Sequence[int]], names: Sequence[str]
    ) -> tuple[list[tuple[int, str, str]], list[Alias]]:
        """Lay ``clusters`` out as stories; (article, story before, story now) of those that moved,
        and what lives on elsewhere.

        A cluster keeps the id of the story it shares most articles with; on a tie the cluster that
        holds the story's founder, then the older. A
        cluster that keeps none founds a new id, or takes back the one it had before a merger.
        """
        kept = self._kept(clusters, names)
        before = {a: self.story[a] for cluster in clusters for a in cluster}
        touched = set(before.values())
        changed: list[tuple[int, str, str]] = []
        for place, cluster in enumerate(clusters):
            ids = kept.get(place) or self.fresh([names[a] for a in cluster])
            for article in cluster:
                if before[article] != ids:
                    changed.append((article, before[article], ids))
                    self.put(article, ids)
        return changed, self._gone(touched, before)

    def _kept(self, clusters: Sequence[Sequence[int]], names: Sequence[str]) -> dict[int, str]:
        claims: list[tuple[int, bool, int, int, str]] = []
        for place, cluster in enumerate(clusters):
            founded = {story_id(names[a]) for a in cluster}
            for story, shared in Counter(self.story[a] for a in cluster).items():
                oldest = min(self.members[story])
                claims.append((-shared, story not in founded, oldest, place, story))
        kept: dict[int, str] = {}
        taken: set[str] = set()
        for *_, place, story in sorted(claims):
            if place not in kept and story not in taken:
                kept[place] = story
                taken.add(story)
        return kept

    def _gone(self, touched: set[str], before: dict[int, str]) -> list[Alias]:
        found: list[Alias] = []
        for story in sorted(touched - self.members.keys()):
            went = Counter(self.story[a] for a, s in before.items() if s == story)
            into, _ = min(went.items(), key=lambda item: (-item[1], min(self.members[item[0]])))
            self.aliases[story] = into
            found.append(
                Alias(
                    story=story,
                    into=into,
                    because="its articles are told to be of one story with the others there",
                )
            )
        return found
