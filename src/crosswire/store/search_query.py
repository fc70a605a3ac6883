"""What a person types into a search, read once, and written for either full-text index.

Words, "phrases", OR, -word and prefix* mean something; whatever else is typed is looked for or, when
it holds no letter and no digit, passed over. What is typed never reaches an index as it is: only its
folded words do, each in marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crosswire.errors import ConfigError
from crosswire.store.search_words import Folded, folded, pattern, quoted

_PIECE = re.compile(
    r"""(?P<not>-(?=[\w"“„«]))?(?:["“”„«](?P<phrase>[^"“”»]*)["“”»]|(?P<word>[^\s"“”„«»]+|["“”„«»]))"""
)
_MARKS = frozenset('"“”„«»')
_MOST = 32
_LONGEST = 64
_SHORTEST = 3
_ALONE = "OR needs a word on either side"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow one another; the last may be a beginning only."""

    words: tuple[str, ...]
    prefix: bool = False

    def found_in(self, text: Folded) -> Iterator[tuple[int, int]]:
        """Where the term stands in a text, half-open."""
        return text.find(pattern(self.words, prefix=self.prefix))

    def match(self) -> str:
        """For FTS5."""
        return f'"{" ".join(self.words)}"' + (" *" if self.prefix else "")

    def tsquery(self) -> str:
        """For PostgreSQL."""
        *rest, last = map(quoted, self.words)
        return " <-> ".join([*rest, f"{last}:*" if self.prefix else last])


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of every group one term at least; none of ``without``."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term that is looked for."""
        return tuple(term for group in self.groups for term in group)

    def match(self) -> str:
        """For FTS5."""
        wanted = " AND ".join(f"({' OR '.join(t.match() for t in g)})" for g in self.groups)
        if not self.without:
            return wanted
        return f"({wanted}) NOT ({' OR '.join(t.match() for t in self.without)})"

    def tsquery(self) -> str:
        """For PostgreSQL, without its text parser."""
        groups = [f"({' | '.join(f'({t.tsquery()})' for t in g)})" for g in self.groups]
        return " & ".join([*groups, *(f"!({t.tsquery()})" for t in self.without)])


def read_query(words: str) -> Wanted:
    """Read what was typed; raises ``ConfigError`` saying what to try instead."""
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = False
    for piece in _PIECE.finditer(words):
        if piece["word"] == "OR":
            if either or not groups:
                raise _bad(words, _ALONE)
            either = True
        elif term := _term(words, piece):
            if piece["not"]:
                without.append(term)
            else:
                groups[len(groups) - either :] = [(*(groups[-1] if either else ()), term)]
                either = False
    if either:
        raise _bad(words, _ALONE)
    return _checked(words, Wanted(tuple(groups), tuple(without)))


def _term(words: str, piece: re.Match[str]) -> Term | None:
    """The term that was typed; None for a mark alone, and for AND, which is meant anyway."""
    typed = piece["word"] or piece["phrase"] or ""
    if piece["word"] and (typed == "AND" or set(typed) & _MARKS):
        if typed == "AND":
            return None
        raise _bad(words, "a phrase is opened and not closed")
    if piece["word"] == "NOT":
        raise _bad(words, "a word to leave out is written -word")
    term = Term(folded(typed), prefix=bool(piece["word"]) and typed.endswith("*"))
    if term.prefix and term.words and len(term.words[-1]) < _SHORTEST:
        raise _bad(words, f"a beginning needs {_SHORTEST} letters before its *")
    return term if term.words else None


def _checked(words: str, wanted: Wanted) -> Wanted:
    if not wanted.groups:
        what = "only words to leave out" if wanted.without else "no word with a letter or digit"
        raise _bad(words, what)
    if len(wanted.terms) + len(wanted.without) > _MOST:
        raise _bad(words, f"more than {_MOST} words or phrases")
    if any(len(term.words) > _LONGEST for term in (*wanted.terms, *wanted.without)):
        raise _bad(words, f"a phrase of more than {_LONGEST} words")
    return wanted


def _bad(words: str, fault: str) -> ConfigError:
    return ConfigError(
        f'a search was wanted, {words[:80]!r} came: {fault}; try words, "a phrase", this OR that, '
        "-without, begin*"
    )
