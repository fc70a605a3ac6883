"""Who said what in a French article: quotation marks first, then reported speech.

A speaker is named only where a cue of speech stands beside the words and the words for its source
hold a name; a pronoun is shown and not resolved.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from crosswire.records.annotation import Mention
from crosswire.records.quotation import Mode, Quotation, Reading
from crosswire.records.span import Span
from crosswire.stages.annotate.marks import Marked, marked_runs
from crosswire.stages.quote.foreign.french_cues import (
    CUES,
    INVERTED,
    PHRASE,
    PHRASE_END,
    SOURCE,
    THAT,
)
from crosswire.stages.quote.foreign.marked import is_speech, voice_at

Run = tuple[int, int]
_STOP = re.compile(r"[.!?]\s+(?=[^\W\d_a-zß-ÿ])")
_LONGEST = 80
"""Characters of words for a speaker."""
_REACH = 120
"""Characters from a cue to the marks that it introduces."""


class _Said(NamedTuple):
    """What one run or clause came to."""

    content: tuple[Run, ...]
    mode: Mode
    cue: Run | None
    speaker: Run | None
    mention: Mention | None
    because: str


def french_quotations(reading: Reading) -> tuple[Quotation, ...]:
    """The quotations of a French article, in reading order."""
    found = [*_French(reading).read()]
    body = reading.revision.body
    return tuple(
        Quotation(
            mode=one.mode,
            content=tuple(Span.of(body, *run) for run in one.content),
            cue=(Span.of(body, *one.cue),) if one.cue else (),
            speaker=(Span.of(body, *one.speaker),) if one.speaker else (),
            speaker_entity=one.mention.entity if one.mention else None,
            speaker_name=one.mention.name if one.mention else None,
            voice=voice_at(reading, one.content[0][0]),
            because=one.because,
        )
        for one in sorted(found, key=lambda s: s.content[0])
    )


class _French:
    """Reads one article."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.revision.body.content
        self._runs = marked_runs(self._text)
        annotation = reading.annotation
        self._sentences = [(s.start, s.end) for s in annotation.sentences]
        self._mentions = [m for m in annotation.mentions if m.label in ("PERSON", "ORG")]
        self._tokens = annotation.tokens
        self._starts = [t.start for t in annotation.tokens]

    def read(self) -> Iterator[_Said]:
        """Quotations in marks, then what is told with "que" or "selon" in sentences without any."""
        taken: set[Run] = set()
        for run in self._runs:
            sentence = self._sentence(run.start)
            said = self._incise(run) or self._spoken(run, sentence)
            if said is not None:
                taken.add(sentence)
                yield said
        for sentence in self._sentences:
            if sentence not in taken:
                yield from self._told(sentence)

    # ---- in marks ------------------------------------------------------------------------------

    def _incise(self, run: Marked) -> _Said | None:
        """« Rien n'est décidé, tempère Ada Rollin. Nous verrons. »: the cue stands inside."""
        for m in re.finditer(r",\s+", self._text[run.inner : run.end]):
            at = run.inner + m.end()
            cue = INVERTED.match(self._text, at, run.end)
            if cue is None or cue.start("verb") > at + 25:
                continue
            source = self._inverted_source(cue, run.end)
            if source is None:
                continue
            after = self._after_incise(source[0][1], run.end)
            rest = self._text[after : run.end]
            content: list[Run] = [(run.start, run.inner + m.start())]
            if len(re.findall(r"\w+", rest)) > 1:
                content.append((after + len(rest) - len(rest.lstrip()), run.end))
            speaker, mention = source
            because = f"“{_cue_words(cue)}” within the marks"
            return _Said(tuple(content), Mode.DIRECT, _cue_run(cue), speaker, mention, because)
        return None

    def _after_incise(self, at: int, end: int) -> int:
        """Where the words go on: after "…, tempère Ada Rollin,", or after her office and a stop."""
        stop = _STOP.search(self._text, at, min(end, at + _LONGEST))
        if stop:
            return stop.end()
        comma = self._text.find(",", at, end)
        return comma + 1 if comma >= 0 else end

    def _spoken(self, run: Marked, sentence: Run) -> _Said | None:
        """Words in marks with the cue after or before them; without one, speech if long enough."""
        return (
            self._cue_after(run, sentence)
            or self._cue_before(run, sentence)
            or self._by_source(run, sentence)
            or self._loose(run)
        )

    def _loose(self, run: Marked) -> _Said | None:
        if not is_speech(self._text, run):
            return None
        words = "in quotation marks; no cue of speech names its speaker"
        return _Said(((run.start, run.end),), Mode.DIRECT, None, None, None, words)

    def _cue_after(self, run: Marked, sentence: Run) -> _Said | None:
        cue = INVERTED.match(self._text, run.end, sentence[1])
        if cue is None:
            return None
        source = self._inverted_source(cue, sentence[1])
        if source is None:
            return None
        because = f"source of “{_cue_words(cue)}” after the words"
        content = ((run.start, run.end),)
        return _Said(content, Mode.DIRECT, _cue_run(cue), *source, because)

    def _inverted_source(self, cue: re.Match[str], end: int) -> tuple[Run, Mention | None] | None:
        for pronoun in ("pron", "after"):
            if cue[pronoun]:
                return cue.span(pronoun), None
        return self._phrase(cue.end(), end)

    def _cue_before(self, run: Marked, sentence: Run) -> _Said | None:
        cues = [*CUES.finditer(self._text, sentence[0], run.start)]
        if not cues or self._in_marks(cues[-1].start()):
            return None
        cue = cues[-1]
        between = self._text[cue.end() : run.start]
        that = re.search(r"\bqu(?:e\b|['’])", between)
        carried = that or between.rstrip().endswith(":") or is_speech(self._text, run)
        source = self._subject(cue, sentence) if carried and len(between) <= _REACH else None
        if source is None:
            return None
        because = f"subject of “{cue[0]}” before the words"
        content = (run.start, run.end)
        if that:
            content = (cue.end() + that.start(), self._clause_end(sentence))
        mode = Mode.MIXED if that else Mode.DIRECT
        return _Said((content,), mode, cue.span(), *source, because)

    def _by_source(self, run: Marked, sentence: Run) -> _Said | None:
        """ "Selon la ministre, « … »"."""
        at = self._source(sentence)
        if at is None or at.end() > run.start:
            return None
        source = self._phrase(at.end(), run.start)
        if source is None:
            return None
        because = f"“{at[0].strip()}” names the source of the sentence"
        content = ((run.start, run.end),)
        return _Said(content, Mode.DIRECT, _trimmed(at), *source, because)

    # ---- retold --------------------------------------------------------------------------------

    def _told(self, sentence: Run) -> Iterator[_Said]:
        at = self._source(sentence)
        source = self._phrase(at.end(), sentence[1]) if at else None
        if at and source:
            content = self._beside_source(at, source[0], sentence)
            if content:
                because = f"“{at[0].strip()}” names the source of the sentence"
                yield _Said((content,), Mode.INDIRECT, _trimmed(at), *source, because)
                return
        for cue in CUES.finditer(self._text, *sentence):
            that = THAT.match(self._text, cue.end(), sentence[1])
            source = self._subject(cue, sentence) if that else None
            if that and source:
                because = f"subject of “{cue[0]} que”"
                content = (that.end(), self._clause_end(sentence))
                yield _Said((content,), Mode.INDIRECT, cue.span(), *source, because)
                return

    def _source(self, sentence: Run) -> re.Match[str] | None:
        for at in SOURCE.finditer(self._text, *sentence):
            opens = at.start() == sentence[0]
            if opens or not at[0].lower().startswith("pour"):
                return at if opens or self._text[at.start() - 2] == "," else None
        return None

    def _beside_source(self, at: re.Match[str], source: Run, sentence: Run) -> Run | None:
        """What the rest of the sentence tells: after "Selon le maire, …", or before "…, selon"."""
        if at.start() == sentence[0]:
            comma = self._text.find(",", source[1], sentence[1])
            if comma < 0:
                return None
            start = comma + 1
            return (
                start + len(self._text[start:]) - len(self._text[start:].lstrip()),
                self._clause_end(sentence),
            )
        start, end = sentence[0], self._text.rfind(",", sentence[0], at.start())
        return (start, end) if end - start > 15 else None

    # ---- who -----------------------------------------------------------------------------------

    def _phrase(self, at: int, end: int) -> tuple[Run, Mention | None] | None:
        """The words for a speaker that begin at ``at``, and the name they hold."""
        while at < end and self._text[at].isspace():
            at += 1
        if not PHRASE.match(self._text, at, end):
            return None
        first = min(end, at + _LONGEST)
        stop = PHRASE_END.search(self._text, at + 3, first)
        edge = stop.start() if stop else first
        inside = [m for m in self._mentions if at <= m.span.start < edge]
        people = [m for m in inside if m.label == "PERSON"]
        if not people and stop and self._text[stop.start() : stop.end()].strip() == ",":
            # "le maire, Jean Rollin,"
            people = [
                m for m in self._mentions if m.span.start == _next_word(self._text, stop.end())
            ]
            people = [m for m in people if m.label == "PERSON"]
        if len({m.entity for m in people}) == 1:
            return (at, max(edge, people[0].span.end)), people[0]
        whole = [m for m in inside if m.label == "ORG" and m.span.start <= at + 4]
        return (at, edge), whole[0] if whole and not people else None

    def _subject(self, cue: re.Match[str], sentence: Run) -> tuple[Run, Mention | None] | None:
        """The words that the parser hangs on the cue as its subject."""
        k = bisect_right(self._starts, cue.start()) - 1
        if k < 0:
            return None
        for i in range(len(self._tokens)):
            token = self._tokens[i]
            if token.head == k and token.dep.startswith("nsubj") and token.start >= sentence[0]:
                return self._subject_run(i, cue, sentence)
        return None

    def _subject_run(
        self, i: int, cue: re.Match[str], sentence: Run
    ) -> tuple[Run, Mention | None] | None:
        token = self._tokens[i]
        if token.pos == "PRON":
            return ((token.start, token.end), None) if token.end <= cue.start() else None
        below = {i}
        for k in range(len(self._tokens)):
            at = k
            for _ in range(12):
                at = self._tokens[at].head
                if at == i:
                    below.add(k)
                    break
        start = max(sentence[0], min(self._tokens[k].start for k in below))
        end = max(self._tokens[k].end for k in below if self._tokens[k].end <= cue.start() + 1)
        people = [m for m in self._mentions if start <= m.span.start and m.span.end <= cue.start()]
        named = [m for m in people if m.span.start <= token.start < m.span.end]
        named = named or [m for m in people if m.label == "PERSON" and m.span.end <= end + 1]
        mention = named[0] if len({m.entity for m in named}) == 1 else None
        return (start, max(end, mention.span.end) if mention else end), mention

    # ---- where ---------------------------------------------------------------------------------

    def _sentence(self, at: int) -> Run:
        k = bisect_right(self._sentences, (at, len(self._text) + 1)) - 1
        return self._sentences[max(k, 0)]

    def _in_marks(self, at: int) -> bool:
        return any(run.start < at < run.end for run in self._runs)

    def _clause_end(self, sentence: Run) -> int:
        return sentence[0] + len(self._text[slice(*sentence)].rstrip(" .!?…"))


def _cue_run(cue: re.Match[str]) -> Run:
    return cue.span("cue") if cue["cue"] else cue.span("verb")


def _trimmed(at: re.Match[str]) -> Run:
    return at.start(), at.start() + len(at[0].rstrip())


def _cue_words(cue: re.Match[str]) -> str:
    return cue["cue"] or cue["verb"]


def _next_word(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip())
