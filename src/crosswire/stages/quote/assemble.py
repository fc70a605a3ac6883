"""All quotations of an article: direct ones, reported ones, and what is neither."""

from dataclasses import replace

from crosswire.records.article import PassageKind
from crosswire.records.quotation import Mode, Reading
from crosswire.stages.annotate.marks import Marked
from crosswire.stages.quote.acts import act_of
from crosswire.stages.quote.cues import Judged, judge
from crosswire.stages.quote.direct import FLOATING, Direct
from crosswire.stages.quote.draft import Draft, shared
from crosswire.stages.quote.embeds import embedded
from crosswire.stages.quote.extents import goes_on
from crosswire.stages.quote.frames import Frames
from crosswire.stages.quote.shelf import Shelf
from crosswire.stages.quote.speakers import Who
from crosswire.stages.quote.table import table
from crosswire.stages.quote.terms import term
from crosswire.stages.quote.transcripts import transcript
from crosswire.stages.quote.tree import Bounds, Tree

THRESHOLD = 0.4
"""Least score of a reported stretch; chosen for F1 on PolNeAR's development articles."""
OWNED_THRESHOLD = 0.06
"""The same for "his claim that …", which names source and clause outright."""
QUOTED_THRESHOLD = 0.12
"""The same for a stretch that holds quoted words which nothing else accounts for."""
_ASIDE = frozenset((PassageKind.CAPTION, PassageKind.SUBHEAD))
_APART = frozenset((PassageKind.PULL_QUOTE, PassageKind.NOTICE, PassageKind.EMBED))
"""Words that stand elsewhere, speak of the text itself, or are one post whole."""
_SAME = 0.6
_CLAUSE = 6
_NEAR = 250
"""Farther off, in characters, a quotation lends its speaker to no other."""


def gather(tree: Tree, reading: Reading) -> tuple[list[Draft], list[tuple[Marked, str]]]:
    """The quotations of an article in order, and its quoted terms with the reason."""
    who = Who(tree, reading)
    spoken = transcript(tree, reading)
    turns = _shelved(spoken)
    heard = Direct(tree, who, Frames(tree, table())).read()
    loose = [run for run in heard.loose if not _within(run, turns)]
    spoken += [d for d in heard.drafts if not _clashes(d.content, turns)]
    judged = judge(tree, who.labels())
    terms = {run: why for run in loose if (why := term(tree, run))}
    words = [run for run in loose if run not in terms]
    drafts = _reported(tree, who, judged, spoken, words)
    told = _shelved(drafts)
    rest = [run for run in words if not _within(run, told)]
    drafts += _rescued(tree, who, judged, spoken + drafts, rest)
    drafts = _nested(tree, who, judged, drafts, words)
    told = _shelved(drafts)
    for run in rest:
        if _within(run, told):
            continue
        if _clause(tree, run):
            drafts.append(_unclaimed(run))
        else:
            terms[run] = "no cue of speech carries these words"
    found = sorted(spoken + drafts, key=lambda d: (d.start, -d.end))
    found, labels = _in_prose(tree, reading, found)
    found = sorted([*found, *embedded(reading)], key=lambda d: (d.start, -d.end))
    places = _shelved(found)
    return [_settled(d, places) for d in found], sorted((terms | labels).items())


def _in_prose(
    tree: Tree, reading: Reading, found: list[Draft]
) -> tuple[list[Draft], dict[Marked, str]]:
    """Quotations less those of captions and subheads, which repeat what is quoted elsewhere, and of
    passages apart from the text.

    A caption that quotes a sentence and says whose it is counts as any other paragraph.
    """
    aside = [p for p in reading.revision.passages if p.kind in _ASIDE or p.kind in _APART]
    kept: list[Draft] = []
    labels: dict[Marked, str] = {}
    for draft in found:
        passage = next((p for p in aside if p.span.start <= draft.start < p.span.end), None)
        told = draft.mode is Mode.DIRECT and draft.cue is not None
        if passage is None or (told and passage.kind not in _APART):
            kept.append(draft)
            continue
        runs = (run for start, end in draft.content for run in tree.inside(start, end))
        labels |= dict.fromkeys(runs, f"words of a {passage.kind}")
    return kept, labels


def _shelved(drafts: list[Draft]) -> Shelf[Draft]:
    return Shelf((d.content, d) for d in drafts)


def _settled(draft: Draft, found: Shelf[Draft]) -> Draft:
    """A floating quotation with its speaker looked at again, now that reported words are known.

    The words nearest before it may be another speaker's: then it is theirs if they were quoted,
    and nobody's if they were only reported. Words far off lend no speaker at all.
    """
    if draft.because != FLOATING or draft.source is None:
        return draft
    near = found.near((max(draft.start - _NEAR, 0), draft.start))
    before = [d for d in near if d.end <= draft.start and d.source and d.because != FLOATING]
    last = max(before, key=lambda d: (d.end, -d.start), default=None)
    if last is None or last.source is None or draft.start - last.end > _NEAR:
        return replace(draft, source=None, because="no cue of its own, and no speaker near it")
    if last.source.name == draft.source.name:
        return draft
    if last.mode is Mode.INDIRECT:
        return replace(draft, source=None, because="no cue of its own; whose it is is not shown")
    return replace(draft, source=last.source._replace(because=FLOATING))


def _reported(
    tree: Tree, who: Who, judged: list[Judged], spoken: list[Draft], words: list[Marked]
) -> list[Draft]:
    """Reported stretches by falling score, one a cue, none twice, none across direct speech."""
    kept: list[Draft] = []
    items: Shelf[Judged] = Shelf()
    direct, marked = _shelved(spoken), Shelf((((r.start, r.end),), r) for r in words)
    taken = {d.cue for d in spoken}
    for item in sorted(judged, key=lambda j: -j.score):
        if item.score < OWNED_THRESHOLD:
            break
        if item.score < THRESHOLD and not _owned(tree, item):
            continue
        content = item.candidate.content
        if item.candidate.cue in taken or _clashes(content, direct) or _self(tree, item):
            continue
        if _tells_nothing(tree, content):
            continue
        if any(_repeats(tree, item, other) for other in items.near(*content)):
            continue
        items.add(content, item)
        taken.add(item.candidate.cue)
        kept.append(_draft(tree, who, item, marked.near(*content)))
    return kept


def _tells_nothing(tree: Tree, content: tuple[Bounds, ...]) -> bool:
    """Whether a stretch is only "who" or "which": "the captain, who has not been named, said"."""
    inside = (i for start, end in content for i in range(tree.at(start), tree.at(end)))
    return all(tree.tokens[i].tag in ("WP", "WDT") for i in inside)


def _owned(tree: Tree, item: Judged) -> bool:
    """Whether a noun with an owner introduces a clause by "that"."""
    link = item.candidate.link
    that = link >= 0 and tree.tokens[link].text.lower() == "that"
    return (
        item.candidate.kind == "n-acl" and that and tree.has(item.candidate.cue, "poss") is not None
    )


def _repeats(tree: Tree, item: Judged, other: Judged) -> bool:
    """Whether two stretches are one: not so in "rejected his claim that …", which has two."""
    if shared(item.candidate.content, other.candidate.content) <= _SAME:
        return False
    return not any(
        inner.candidate.kind == "n-acl" and _holds(tree, outer, inner)
        for outer, inner in ((item, other), (other, item))
    )


def _holds(tree: Tree, outer: Judged, inner: Judged) -> bool:
    """Whether the source of the inner stretch stands inside the outer one."""
    if inner.holder is None:
        return False
    at = tree.tokens[inner.holder.word].start
    return any(s <= at < e for s, e in outer.candidate.content)


def _self(tree: Tree, item: Judged) -> bool:
    """Whether a stretch holds its own source: a slip of the parse."""
    return _holds(tree, item, item)


def _clashes(content: tuple[Bounds, ...], spoken: Shelf[Draft]) -> bool:
    """Whether a stretch is direct speech already told, or cuts through it."""
    return any(
        start < high and low < end
        for draft in spoken.near(*content)
        for low, high in draft.content
        for start, end in content
    )


def _draft(tree: Tree, who: Who, item: Judged, words: list[Marked]) -> Draft:
    content = goes_on(tree, item.candidate)
    quoted = [r for r in words if any(s <= r.start and r.end <= e + 1 for s, e in content)]
    source = None
    if item.holder is not None:
        cue = tree.tokens[item.candidate.cue].text
        source = who.source(item.holder, f"source of “{cue}”")
    return Draft(
        mode=Mode.MIXED if quoted else Mode.INDIRECT,
        act=act_of(tree, item.candidate, quoted=bool(quoted)),
        content=content,
        cue=item.candidate.cue,
        source=source,
        because=source.because if source else "the text names no source",
        score=item.score,
    )


def _nested(
    tree: Tree, who: Who, judged: list[Judged], drafts: list[Draft], words: list[Marked]
) -> list[Draft]:
    """Reports with what is told inside them: "Bell called it “a shame”, the paper reported".

    Words in marks are those of whoever is nearest to have said them; the report around them tells
    no words of its own source.
    """
    found: list[Draft] = []
    taken = {d.cue for d in drafts}
    likely = [j for j in judged if j.score >= QUOTED_THRESHOLD and j.holder]
    for draft in drafts:
        runs = [r for r in words if any(s <= r.start and r.end <= e + 1 for s, e in draft.content)]
        inner = [
            j for j in likely
            if draft.mode is Mode.MIXED and j.candidate.cue not in taken
            and _inside(tree, j, draft)
            and all(_covers(j, r) for r in runs)
        ]  # fmt: skip
        if not inner:
            found.append(draft)
            continue
        best = max(inner, key=lambda j: j.score)
        taken.add(best.candidate.cue)
        found += [replace(draft, mode=Mode.INDIRECT), _draft(tree, who, best, runs)]
    return found


def _covers(item: Judged, run: Marked) -> bool:
    return any(s <= run.start and run.end <= e + 1 for s, e in item.candidate.content)


def _inside(tree: Tree, item: Judged, draft: Draft) -> bool:
    """Whether cue and source of ``item`` stand in the stretch of ``draft``, which comes first."""
    if (
        item.holder is None
        or draft.cue is None
        or draft.content[-1][1] > tree.tokens[draft.cue].start
    ):
        return False
    parts = [tree.tokens[k].start for k in (item.candidate.cue, item.holder.word)]
    return all(any(s <= at < e for s, e in draft.content) for at in parts)


def _clause(tree: Tree, run: Marked) -> bool:
    """Whether quoted words are too much of a sentence to be a term."""
    inside = [tree.tokens[i] for i in range(tree.at(run.inner), tree.at(run.end))]
    words = [t for t in inside if t.pos not in ("PUNCT", "SPACE")]
    return len(words) >= _CLAUSE and any(t.tag in ("VBD", "VBZ", "VBP", "MD", "VB") for t in words)


def _unclaimed(run: Marked) -> Draft:
    return Draft(
        mode=Mode.MIXED,
        content=((run.start, run.end),),
        because="quoted words without a cue: whose they are is not shown",
    )


def _within(run: Marked, drafts: Shelf[Draft]) -> bool:
    near = drafts.near((run.start, run.end))
    return any(s <= run.start and run.end <= e + 1 for d in near for s, e in d.content)


def _rescued(
    tree: Tree, who: Who, judged: list[Judged], others: list[Draft], rest: list[Marked]
) -> list[Draft]:
    """Quoted words in a stretch that scored low: the marks themselves speak for a quotation."""
    kept: Shelf[Draft] = Shelf()
    found: list[Draft] = []
    taken = {d.cue for d in others}
    direct = _shelved(others)
    likely = Shelf((j.candidate.content, j) for j in judged if j.score >= QUOTED_THRESHOLD)
    for run in rest:
        if _within(run, kept):
            continue
        fitting = [
            j for j in likely.near((run.start, run.end))
            if j.candidate.cue not in taken and j.holder
            and any(s <= run.start and run.end <= e + 1 for s, e in j.candidate.content)
            and not _clashes(j.candidate.content, direct)
        ]  # fmt: skip
        if fitting:
            best = max(fitting, key=lambda j: j.score)
            taken.add(best.candidate.cue)
            found.append(replace(_draft(tree, who, best, [run]), mode=Mode.MIXED))
            kept.add(found[-1].content, found[-1])
    return found
