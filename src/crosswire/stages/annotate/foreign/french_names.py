"""Names of a French article and who is who: a surname alone goes to the one full name it fits."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from crosswire.records.annotation import Entity, Mention, Token
from crosswire.records.base import stable_id
from crosswire.records.span import Span, Text
from crosswire.stages.annotate.gazetteer import fold

_LABELS = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
"""Names of other kinds (MISC) are mistaken too often to be kept."""
_TITLE = re.compile(
    r"(?:M\.|MM\.|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr|Madame|Monsieur|Maître|Sir|Lady|le|la|les|l['’])\s*"
)
_CAPITAL = re.compile(r"[^\W\d_a-zß-ÿ]")


@dataclass(slots=True)
class _Someone:
    label: str
    name: str
    forms: dict[str, None] = field(default_factory=dict)
    because: dict[str, None] = field(default_factory=dict)
    runs: list[tuple[int, int]] = field(default_factory=list)


def french_names(
    tokens: Sequence[Token],
    found: Iterable[tuple[int, int, str]],
    text: Text,
    revision: str,
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions in reading order and whom they stand for, within one article."""
    names = sorted(set(_names(tokens, found, text.content)))
    people = _gathered(names, text.content)
    mentions: list[Mention] = []
    entities: list[Entity] = []
    for one in people:
        key = stable_id("entity", revision, one.label, fold(one.name))
        forms = tuple(sorted(one.forms, key=lambda f: (-len(f), f)))
        entities.append(
            Entity(id=key, label=one.label, name=one.name, forms=forms, because=tuple(one.because))
        )
        mentions += (
            Mention(span=Span.of(text, *run), label=one.label, entity=key, name=one.name)
            for run in one.runs
        )
    return tuple(sorted(mentions, key=lambda m: m.span.start)), tuple(entities)


def _names(
    tokens: Sequence[Token], found: Iterable[tuple[int, int, str]], text: str
) -> Iterator[tuple[int, int, str]]:
    """The names as found, without titles before and words in small letters at either end."""
    verbs = {t.start for t in tokens if t.pos in ("VERB", "AUX")}
    for start, end, label in found:
        kind = _LABELS.get(label)
        if kind is None or "\n" in text[start:end]:
            continue
        title = _TITLE.match(text, start, end)
        start = title.end() if title else start
        words = [m.span() for m in re.finditer(r"\S+", text[start:end])]
        while words and not _CAPITAL.match(text[start + words[0][0]]):
            words.pop(0)
        while words and (
            start + words[-1][0] in verbs or (kind == "PERSON" and _small(text, start, words[-1]))
        ):
            words.pop()
        if words:
            yield start + words[0][0], start + words[-1][1], kind


def _small(text: str, start: int, word: tuple[int, int]) -> bool:
    return not any(_CAPITAL.match(c) for c in text[start + word[0] : start + word[1]])


def _gathered(names: Sequence[tuple[int, int, str]], text: str) -> list[_Someone]:
    """Full names first, each once; then surnames, to the only one they fit."""
    known: dict[tuple[str, str], _Someone] = {}
    alone: list[tuple[int, int, str]] = []
    for start, end, label in names:
        words = text[start:end]
        if label == "PERSON" and " " not in words.strip():
            alone.append((start, end, label))
        else:
            _put(known, label, words, (start, end))
    for start, end, label in alone:
        words = text[start:end]
        fits = [
            one
            for (kind, key), one in known.items()
            if kind == "PERSON" and " " in key and key.endswith(f" {fold(words)}")
        ]
        if len(fits) == 1:
            fits[0].because[f"{words}: the only {fits[0].name} of this text"] = None
            fits[0].forms[words] = None
            fits[0].runs.append((start, end))
        else:
            _put(known, label, words, (start, end))
    return [*known.values()]


def _put(
    known: dict[tuple[str, str], _Someone], label: str, words: str, run: tuple[int, int]
) -> None:
    one = known.setdefault((label, fold(words)), _Someone(label, words))
    one.forms[words] = None
    one.runs.append(run)
