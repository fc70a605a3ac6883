"""What people decided of two articles, as constraints on grouping; the later word holds."""

from collections.abc import Mapping, Sequence

from crosswire.records.story import StoryJudgement


class Decided:
    """Standing judgements over article numbers."""

    def __init__(self, judgements: Sequence[StoryJudgement] = ()) -> None:
        self.judgements = tuple(
            sorted((j for j in judgements if j.withdrawn_at is None), key=lambda j: j.id)
        )
        self._by_article: dict[str, list[StoryJudgement]] = {}
        for judgement in self.judgements:
            for name in (judgement.a, judgement.b):
                self._by_article.setdefault(name, []).append(judgement)

    def of(self, article: str) -> Sequence[StoryJudgement]:
        """Judgements that name an article."""
        return self._by_article.get(article, ())

    def constraints(
        self, numbers: Mapping[str, int]
    ) -> tuple[list[list[int]], list[tuple[int, int]]]:
        """Groups that stay together, pairs that stay apart, among the articles of ``numbers``.

        Judgements are heard from the latest back; one that a later one rules out is passed over.
        """
        named = (name for j in self.judgements for name in (j.a, j.b))
        root = {numbers[name]: numbers[name] for name in named if name in numbers}

        def find(n: int) -> int:
            while root[n] != n:
                n = root[n]
            return n

        apart: list[tuple[int, int]] = []
        heard = sorted(self.judgements, key=lambda j: (j.made_at, j.id), reverse=True)
        for judgement in heard:
            if judgement.a not in numbers or judgement.b not in numbers:
                continue
            a, b = find(numbers[judgement.a]), find(numbers[judgement.b])
            barred = any({find(x), find(y)} == {a, b} for x, y in apart)
            if judgement.decision == "different" and a != b:
                apart.append((numbers[judgement.a], numbers[judgement.b]))
            elif judgement.decision == "same" and a != b and not barred:
                root[max(a, b)] = min(a, b)
        groups: dict[int, list[int]] = {}
        for n in root:
            groups.setdefault(find(n), []).append(n)
        return [sorted(g) for g in groups.values() if len(g) > 1], apart
