"""Two wordings as one run of words: what only the one has, what only the other has."""

from collections.abc import Iterable, Sequence
from typing import Literal

from markupsafe import Markup

from crosswire.web.pictures.svg import element

Mark = Literal["same", "gone", "new"]
Piece = tuple[str, Mark]
_NAMED: dict[str, Mark] = {"same": "same", "only a": "gone", "only b": "new"}


def of_cut(steps: Iterable[tuple[Literal["same", "only a", "only b"], str]]) -> tuple[Piece, ...]:
    """The steps of a ``Cut`` as pieces: gone is what only the first form has."""
    return tuple((words, _NAMED[step]) for step, words in steps if words.strip())


def word_diff(pieces: Sequence[Piece], gone: str = "taken out", new: str = "put in") -> Markup:
    """``<del>`` and ``<ins>`` among what stayed; ``gone`` and ``new`` say to readers of the screen
    what the marks mean."""
    shown = [_piece(words, mark, gone, new) for words, mark in pieces]
    spaced: list[Markup] = []
    for n, one in enumerate(shown):
        if n and not _spaced(pieces[n - 1][0], pieces[n][0]):
            spaced.append(Markup(" "))
        spaced.append(one)
    return Markup("").join(spaced)


def _spaced(before: str, after: str) -> bool:
    return before[-1:].isspace() or after[:1].isspace()


def _piece(words: str, mark: Mark, gone: str, new: str) -> Markup:
    if mark == "same":
        return element("span", {}, words)
    name, said = ("del", gone) if mark == "gone" else ("ins", new)
    return element(name, {}, element("span", {"class": "unseen"}, f"[{said}: "), words,
                   element("span", {"class": "unseen"}, "]"))  # fmt: skip
