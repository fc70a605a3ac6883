"""A quotation in the making: offsets and tokens, before it becomes a record."""

from dataclasses import dataclass, replace

from crosswire.records.quotation import Act, Mode
from crosswire.stages.quote.speakers import Source
from crosswire.stages.quote.tree import Bounds, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was found so far about one utterance."""

    mode: Mode
    act: Act = Act.SPEECH
    content: tuple[Bounds, ...]
    cue: int | None = None
    """The cue's token, when the text has one."""
    source: Source | None = None
    gap: bool = False
    """A cue stands between two runs."""
    because: str = ""
    score: float = 1.0
    posted: bool = False
    """A post of its own, said to nobody in the text and on no occasion that the text tells of."""

    @property
    def start(self) -> int:
        """Where the first run begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where the last run ends."""
        return self.content[-1][1]

    def joined(self, run: Bounds, *, gap: bool) -> "Draft":
        """The same utterance with one run more."""
        return replace(self, content=(*self.content, run), gap=self.gap or gap)


def cue_bounds(tree: Tree, cue: int) -> Bounds:
    """The verb or noun group of a cue: "has not said", "spelled out", "according to"."""
    first = last = cue
    while (
        first > 0
        and tree.tokens[first - 1].head == cue
        and tree.tokens[first - 1].dep in ("aux", "auxpass", "neg", "advmod")
    ):
        first -= 1
    after = cue + 1
    if after < len(tree.tokens) and tree.tokens[after].head == cue:
        follows = tree.tokens[after]
        if follows.dep == "prt" or tree.tokens[cue].text.lower() == "according":
            last = after
    return tree.tokens[first].start, tree.tokens[last].end


def shared(a: tuple[Bounds, ...], b: tuple[Bounds, ...]) -> float:
    """How much of two contents is common to both: shared characters over all."""
    common = sum(max(0, min(e, f) - max(s, r)) for s, e in a for r, f in b)
    whole = sum(e - s for s, e in a) + sum(f - r for r, f in b) - common
    return common / whole if whole else 0.0
