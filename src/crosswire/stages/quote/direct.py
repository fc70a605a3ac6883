"""Words in quotation marks that are somebody's speech, and whose they are."""

import re
from dataclasses import replace
from typing import NamedTuple

from crosswire.records.quotation import Mode
from crosswire.stages.annotate.marks import Marked
from crosswire.stages.quote.draft import Draft
from crosswire.stages.quote.frames import Cued, Frames
from crosswire.stages.quote.holders import Holder, holder
from crosswire.stages.quote.speakers import Source, Who
from crosswire.stages.quote.terms import titled
from crosswire.stages.quote.tree import Tree

_SENTENCE = 9
"""Quoted words at the head of a sentence are no term when they are this many."""
_BACK = 200
_NEAR_SERIES = 60
"""Longer quoted words, in characters, are no item of a series of fragments."""
_OPENING = frozenset(".!?…:;”\"’'»)—–")
FLOATING = "no cue of its own; the speaker quoted just before"
_SIGNED = "signed with a name after a dash"
_LIST = re.compile(r",?\s*(?:and|or)?\s*")
_STRIP = "”\"’'»“‘«`„"


class Spoken(NamedTuple):
    """What the runs of an article came to."""

    drafts: list[Draft]
    loose: list[Marked]
    """Runs that are no sentence of their own: fragments, terms, titles."""


class Direct:
    """Reads the quoted runs of one article from first to last."""

    def __init__(self, tree: Tree, who: Who, frames: Frames) -> None:
        self._tree = tree
        self._who = who
        self._frames = frames
        self._drafts: list[Draft] = []
        self._loose: list[Marked] = []
        self._last: Marked | None = None
        """The run that the last draft ends with."""
        self._before: Marked | None = None
        """The run before the one that is read."""
        self._waiting: Marked | None = None
        """A run without a cue whose utterance the next run may go on."""

    def read(self) -> Spoken:
        """All direct quotations."""
        runs = self._tree.runs
        for k, run in enumerate(runs):
            following = runs[k + 1] if k + 1 < len(runs) else None
            if self._heads(run):
                self._loose.append(run)
            elif self._carries_on(run):
                self._join(run, gap=True)
                self._last = run
            elif self._is_speech(run):
                self._place(run, following)
            else:
                self._loose.append(run)
            self._before = run
        if self._waiting is not None:
            self._orphan(self._waiting)
        return Spoken(self._drafts, self._loose)

    def _heads(self, run: Marked) -> bool:
        """Whether marked words are a paragraph of their own in capitals, below one that is not: a
        heading over what follows, and no words of who spoke above it."""
        tree = self._tree
        nth = tree.paragraph(run.start)
        start, end = tree.paragraphs[nth]
        whole = tree.text[start:end].strip()
        if nth == 0 or not whole.isupper() or whole != tree.text[run.start : run.end]:
            return False
        above, below = tree.paragraphs[nth - 1]
        return not tree.text[above:below].isupper()

    def _is_speech(self, run: Marked) -> bool:
        """Whether a run is a sentence of its own, not words inside another."""
        tree = self._tree
        inner = tree.text[run.inner : run.end].strip(_STRIP).strip()
        words = inner.rstrip(",").split()
        if not words or (len(words) > 2 and inner[-1] not in "!?." and titled(words)):
            return False
        if len(words) < _SENTENCE and (self._listed(run) or self._in_series(run)):
            return False
        begins = tree.paragraphs[tree.paragraph(run.start)][0]
        before = tree.text[max(begins, run.start - _BACK) : run.start].rstrip()
        first = next((c for c in inner if c.isalnum()), "")
        fresh = not before or before[-1] in _OPENING
        ends = inner[-1] in ",.!?…—-" or tree.text[run.end : run.end + 1] == ","
        if not run.closed:
            return fresh
        if fresh and ends and (first.isupper() or first.isdigit() or inner[0] in ".…["):
            return True
        if fresh and (self._frames.tail(run) is not None or len(words) >= _SENTENCE):
            return True
        clause = first.isupper() and (inner[-1] in ".!?…," or len(inner.split()) > 4)
        return clause and before[-1:] not in _OPENING and self._led(run)

    def _listed(self, run: Marked) -> bool:
        """Whether short quoted words are an item of a list: three aims: "a", "b" and "c"."""
        text = self._tree.text
        if not text[max(run.start - _BACK, 0) : run.start].rstrip().endswith(":"):
            return False
        between = _LIST.match(text, run.end)
        return between is not None and self._tree.run_at(between.end()) is not None

    def _in_series(self, run: Marked) -> bool:
        """Whether short quoted words go on a series of them: called it "a", "b" and "c"."""
        tree, last = self._tree, self._before
        if last is None or not last.closed or last.end - last.start > _NEAR_SERIES:
            return False
        lower = tree.text[run.inner : run.inner + 1].islower()
        return lower and _LIST.fullmatch(tree.text, last.end, run.start) is not None

    def _led(self, run: Marked) -> bool:
        """Whether a cue stands right before a run that begins with a capital."""
        inner = self._tree.text[run.inner : run.end].strip(_STRIP + ".,!?")
        if (
            titled(inner.split())
            and self._tree.text[max(run.start - _BACK, 0) : run.start].rstrip()[-1:] not in ",:"
        ):
            return False
        return self._frames.lead(run) is not None

    def _carries_on(self, run: Marked) -> bool:
        """Whether a run goes on a sentence that a cue broke: "…," she said, "and …"."""
        tree, last = self._tree, self._last
        if last is None or not self._drafts or self._drafts[-1].end != last.end:
            return False
        if tree.paragraph(run.start) != tree.paragraph(last.start):
            return False
        between = tree.text[last.end : run.start].rstrip()
        if not between.endswith((",", "—", "–", "-", "but", "and")):
            return False
        return self._only_cue(last, run) and not self._frames.second_clause(
            last, run, self._drafts[-1].cue
        )

    def _place(self, run: Marked, following: Marked | None) -> None:
        signed = self._frames.signed(run)
        tail = signed or self._frames.tail(run)
        lead = self._frames.lead(run)
        if tail is not None and lead is not None:
            tail = None if self._participle(tail) else tail
        if tail is not None and not signed and self._leads_on(run, following):
            tail = None
        lead = None if tail else lead
        if lead is None and self._goes_on(run) and self._same_voice(run, tail):
            self._join(run, gap=self._broken(run), cued=tail)
        elif tail is not None:
            self._add(run, tail, _SIGNED if signed else "its cue follows it")
        elif lead is not None:
            self._add(run, lead, "its cue introduces it")
        else:
            self._float(run, following)
        self._last = run

    def _leads_on(self, run: Marked, following: Marked | None) -> bool:
        """Whether the cue after a full sentence that goes on its speaker's words leads to the next.

        As in: “We came,” she wrote. “Will you?” He replied, “Never.”
        """
        text = self._tree.text
        inner = text[run.inner : run.end].strip(_STRIP).rstrip()
        if following is None or inner[-1:] not in ".?!…" or not self._goes_on(run):
            return False
        between = text[run.end : following.start].rstrip()
        return between.endswith((",", ":")) and "." not in between.rstrip(",:")[-2:]

    def _same_voice(self, run: Marked, tail: Cued | None) -> bool:
        """Whether a run that may go on the last utterance is not given to someone else."""
        if tail is None:
            return True
        last = self._last
        if last is None or last.closed or not self._starts_paragraph(run) or not tail.holder:
            return False
        draft = self._drafts[-1]
        source = self._who.source(tail.holder, "")
        if draft.cue is None or source is None:
            return draft.cue is None
        return source.entity is not None and source.entity == (
            draft.source.entity if draft.source else None
        )

    def _participle(self, cued: Cued) -> bool:
        """Whether a cue is an "adding that …" which goes on to something else."""
        return cued.cue is not None and self._tree.tokens[cued.cue].tag == "VBG"

    def _add(self, run: Marked, cued: Cued, because: str) -> None:
        source = self._who.source(cued.holder, because) if cued.holder else None
        content = [(run.start, run.end)]
        if self._waiting is not None and self._adjacent(self._waiting, run):
            content.insert(0, (self._waiting.start, self._waiting.end))
        elif self._waiting is not None:
            self._orphan(self._waiting)
        self._waiting = None
        self._drafts.append(
            Draft(
                mode=Mode.DIRECT,
                content=tuple(content),
                cue=cued.cue,
                source=source,
                because=source.because if source else "a cue without a speaker",
            )
        )

    def _goes_on(self, run: Marked) -> bool:
        """Whether a run goes on the utterance before it: nothing but its cue stands between."""
        if self._last is None or not self._drafts or self._drafts[-1].end != self._last.end:
            return False
        tree, last = self._tree, self._last
        between = tree.text[last.end : run.start]
        if tree.paragraph(run.start) != tree.paragraph(last.start):
            return self._next_paragraph(run, between)
        if not between.strip(" ,—–"):
            return True
        return self._only_cue(last, run)

    def _starts_paragraph(self, run: Marked) -> bool:
        return self._tree.paragraphs[self._tree.paragraph(run.start)][0] == run.start

    def _next_paragraph(self, run: Marked, between: str) -> bool:
        """Words at the head of the next paragraph, after words or a cue that ended the last one."""
        tree, last = self._tree, self._last
        if last is None or not self._starts_paragraph(run):
            return False
        if tree.paragraph(run.start) != tree.paragraph(last.start) + 1:
            return False
        if not last.closed or not between.strip():
            return True
        return self._only_cue(last, run)

    def _only_cue(self, last: Marked, run: Marked) -> bool:
        """Whether the words between two runs are the cue's clause alone."""
        tree = self._tree
        cue = self._drafts[-1].cue
        low, high = tree.at(last.end), tree.at(run.start)
        if cue is None or not low <= cue < high:
            return False
        text = tree.text[last.end : run.start].rstrip()
        first = next((i for i in range(low, high) if self._stops(i)), None)
        if first is not None and tree.text[tree.tokens[first].end : run.start].strip():
            return False
        return len(text) < 400 and not text.endswith(":")

    def _stops(self, i: int) -> bool:
        """Whether a token ends a sentence, outside marks."""
        return self._tree.tokens[i].text in (".", "!", "?") and not self._tree.quoted[i]

    def _broken(self, run: Marked) -> bool:
        """Whether a cue stands between this run and the one before."""
        return self._last is not None and bool(
            self._tree.text[self._last.end : run.start].strip(" ,\n—–")
        )

    def _join(self, run: Marked, *, gap: bool, cued: Cued | None = None) -> None:
        """Add a run to the last utterance; a cue after its last paragraph names its speaker."""
        draft = self._drafts[-1].joined((run.start, run.end), gap=gap)
        if cued is not None and draft.cue is None and cued.holder is not None:
            source = self._who.source(cued.holder, "its cue follows it")
            draft = replace(draft, cue=cued.cue, source=source)
            draft = replace(draft, because=source.because if source else draft.because)
        self._drafts[-1] = draft

    def _adjacent(self, first: Marked, second: Marked) -> bool:
        between = self._tree.text[first.end : second.start]
        return not between.strip() and "\n" not in between.strip(" ")

    def _float(self, run: Marked, following: Marked | None) -> None:
        """A quotation without a cue of its own."""
        if self._waiting is not None:
            self._orphan(self._waiting)
            self._waiting = None
        if following is not None and self._adjacent(run, following):
            self._waiting = run
            return
        self._orphan(run)

    def _orphan(self, run: Marked) -> None:
        """Whose words a run without a cue is: the sentence before tells, or the last speaker."""
        source = self._from_sentence(run) or self._from_last(run)
        if source is None and len(self._tree.text[run.start : run.end].split()) < 5:
            self._loose.append(run)
            return
        self._drafts.append(
            Draft(
                mode=Mode.DIRECT,
                content=((run.start, run.end),),
                source=source,
                because=source.because if source else "the text names no speaker near it",
            )
        )

    def _from_sentence(self, run: Marked) -> Source | None:
        """The subject of the sentence before, in the same paragraph, when it tells of speaking."""
        tree = self._tree
        begins = tree.paragraphs[tree.paragraph(run.start)][0]
        for i in range(tree.at(run.start) - 1, tree.at(begins) - 1, -1):
            token = tree.tokens[i]
            if tree.quoted[i]:
                return None
            if token.pos == "VERB" and token.head == i:
                held = holder(tree, i, "direct")
                if held is None or not self._person(held):
                    return None
                return self._who.source(held, "the sentence before tells of this speaker")
        return None

    def _person(self, held: Holder) -> bool:
        mention = self._who.mention(held.stands_for)
        text = self._tree.tokens[held.stands_for].text.lower()
        return text in ("he", "she", "they") or (
            mention is not None and mention.label in ("PERSON", "ORG")
        )

    def _from_last(self, run: Marked) -> Source | None:
        """The speaker of the quotation before, when it stands in this paragraph or the last."""
        if not self._drafts:
            return None
        draft = self._drafts[-1]
        apart = self._tree.paragraph(run.start) - self._tree.paragraph(draft.end - 1)
        if draft.source is None or apart > 1 or draft.because.startswith(_SIGNED):
            return None
        return draft.source._replace(because=FLOATING)
