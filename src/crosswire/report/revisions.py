"""The texts an article has had: what changed from each to the next, in its sentences, and what the
page says of it. Words of outlets are shown as they are; crosswire says only where they changed."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from rich.text import Text

from crosswire.records.base import Record
from crosswire.records.notice import Notice
from crosswire.records.revisions import RevisionLine, WordChange
from crosswire.report import html
from crosswire.report.contract import Line
from crosswire.report.listed import seen, short
from crosswire.report.markdown import plain
from crosswire.report.words import count, moment, one_line, shorten

SILENT = "changed; no notice found on this page"
EMPTY = "The article has no revision in the store."
_WORD = re.compile(r"\s*\S+")
_CONTEXT = 12
"""Words shown on either side of a change."""
_ALIKE = 0.3
"""Below this share of common words the two are shown one after the other, whole."""
_LONGEST = 400

Mark = Literal["same", "gone", "new"]
Piece = tuple[str, Mark]
"""Words, and whether they stayed, went or came."""
Diff = tuple[Piece, ...]


class RevisionView(Record):
    """One revision as people read it."""

    title: str
    facts: tuple[str, ...]
    notices: tuple[tuple[str, str, str], ...]
    """What kind, its words, and what is known of the words that it takes back."""
    sections: tuple[tuple[str, tuple[Diff, ...]], ...]
    """Title, statements, quotations, figures: each change in its context."""


def views(lines: Sequence[RevisionLine]) -> list[RevisionView]:
    """Every revision, each set against the one before."""
    earlier = [None, *lines]
    return [_view(line, earlier[n]) for n, line in enumerate(lines)]


def _view(line: RevisionLine, before: RevisionLine | None) -> RevisionView:
    current = " (current)" if line.current else ""
    headline = line.headline.exact if line.headline else "no headline"
    if line.erased:
        headline = "erased"
    read = "" if line.erased else f" · {count(line.words, 'word')} · {line.completeness}"
    return RevisionView(
        title=f"{short(line.id)} {line.number}{current}: {headline}",
        facts=(
            f"seen {seen(line.seen_at)} · published "
            f"{moment(line.published) if line.published else 'date not stated'}{read}",
            _tally(line),
            *_said(line),
        ),
        notices=tuple(map(_notice, line.notices)),
        sections=tuple((name, diffs) for name, diffs in _sections(line, before) if diffs),
    )


def _tally(line: RevisionLine) -> str:
    if line.erased:
        return "erased: what it said, and what changed, is not kept"
    if line.number == 1:
        return "the earliest that we saw"
    if not line.words_added and not line.words_removed:
        other = ", another headline" if line.headline_changes else ""
        return f"the same words as the revision before{other}"
    return (
        f"{count(line.words_added, 'word')} added, {count(line.words_removed, 'word')} removed "
        "since the revision before"
    )


def _said(line: RevisionLine) -> Iterator[str]:
    """Whether the page says anything of the change, and whether it still stands."""
    if line.gone:
        yield line.gone
    if line.posts:
        yield f"a live blog of {count(line.posts, 'post')}, which grows without notices"
    if line.silent and line.repeated:
        yield "changed; no notice of it found on this page, only that of an earlier change"
    elif line.silent:
        yield SILENT


def _notice(notice: Notice) -> tuple[str, str, str]:
    where = f"characters {notice.span.start}–{notice.span.end} of {notice.span.text}"
    taken = "; ".join(
        f"“{shorten(w.exact, 120)}” (characters {w.start}–{w.end} of {w.text})"
        for w in notice.withdraws
    )
    withdraws = f"takes back {taken}" if taken else notice.because.rpartition("; ")[2]
    return f"{notice.kind}, {where}", one_line(notice.span.exact), withdraws


def _sections(
    line: RevisionLine, before: RevisionLine | None
) -> Iterator[tuple[str, tuple[Diff, ...]]]:
    if line.headline_changes and before is not None:
        title = WordChange(removed=before.headline, added=line.headline)
        yield "Title", (diff(title),)
    yield "Statements", tuple(map(diff, line.statements))
    yield "Quotations", tuple(map(diff, line.quotations))
    yield "Figures", tuple(map(diff, line.figures))


def diff(change: WordChange) -> Diff:
    """A change in its context: words that went, words that came, and those around them."""
    if change.removed is None or change.added is None:
        only = change.added or change.removed
        words = shorten(only.exact, _LONGEST) if only else ""
        return ((words, "new" if change.added else "gone"),)
    old, new = _WORD.findall(change.removed.exact), _WORD.findall(change.added.exact)
    steps = SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    )
    if steps.ratio() < _ALIKE:
        gone, come = (shorten(c.exact, _LONGEST) for c in (change.removed, change.added))
        return (gone, "gone"), (" ", "same"), (come, "new")
    found: list[Piece] = []
    for step, i, j, k, m in steps.get_opcodes():
        if step == "equal":
            found.append(("".join(new[k:m]), "same"))
        else:
            found += _replaced("".join(old[i:j]), "".join(new[k:m]))
    return _in_context(found)


def _replaced(gone: str, come: str) -> list[Piece]:
    """What went, then what came; white space before them belongs to neither."""
    space = " " if (gone or come)[:1].isspace() else ""
    found: list[Piece] = [(space, "same")] if space else []
    if gone:
        found.append((gone.strip(), "gone"))
    if gone and come:
        found.append((" ", "same"))
    if come:
        found.append((come.strip(), "new"))
    return found


def _in_context(pieces: Sequence[Piece]) -> Diff:
    """Long runs that stayed are cut to a few words beside the changes."""
    cut: list[Piece] = []
    for n, (words, mark) in enumerate(pieces):
        told = words.split()
        if mark != "same" or len(told) <= 2 * _CONTEXT:
            cut.append((" ".join(words.split("\n")) if mark == "same" else words, mark))
            continue
        head = "" if n == 0 else f" {' '.join(told[:_CONTEXT])}"
        tail = "" if n == len(pieces) - 1 else f"{' '.join(told[-_CONTEXT:])}"
        cut.append((f"{head} … {tail}".strip(" ") if not head else f"{head} … {tail}", mark))
    return tuple(piece for piece in cut if piece[0])


def line_of(line: RevisionLine) -> Line:
    """A revision as a JSON object."""
    return {**line.model_dump(mode="json"), "silent": line.silent}


def text(lines: Sequence[RevisionLine], *, styled: bool) -> str:
    """For a terminal; without colours, what went stands in [-…-] and what came in {+…+}."""
    if not lines:
        return f"{EMPTY}\n"
    return "\n".join(row for view in views(lines) for row in _rows(view, styled=styled)) + "\n"


def _rows(view: RevisionView, *, styled: bool) -> Iterator[str]:
    yield one_line(view.title)
    yield from (f"  {fact}" for fact in view.facts)
    for kind, words, withdraws in view.notices:
        yield f"  notice ({kind}): {words}"
        yield f"    {one_line(withdraws)}"
    for name, diffs in view.sections:
        yield f"  {name}"
        yield from (f"    {_shown(one, styled=styled)}" for one in diffs)


def _shown(one: Diff, *, styled: bool) -> str:
    shown: dict[Mark, Callable[[str], str]] = {"same": _spaced, "gone": _gone if styled else _bracketed,
             "new": _come if styled else _braced}  # fmt: skip
    return _joined(one, shown)


def _joined(one: Diff, shown: dict[Mark, Callable[[str], str]]) -> str:
    return "".join(shown[mark](words) for words, mark in one).strip()


def _spaced(words: str) -> str:
    """One line, with the white space at its ends."""
    before, after = words[:1].isspace(), words[-1:].isspace()
    return f"{' ' * before}{one_line(words)}{' ' * (after and bool(words.strip()))}"


def _bracketed(words: str) -> str:
    return f"[-{one_line(words)}-]"


def _braced(words: str) -> str:
    return f"{{+{one_line(words)}+}}"


def _gone(words: str) -> str:
    return _styled(words, "red strike")


def _come(words: str) -> str:
    return _styled(words, "bold green")


def _styled(words: str, style: str) -> str:
    from rich.console import Console

    console = Console(force_terminal=True, width=10_000, legacy_windows=False, highlight=False)
    with console.capture() as caught:
        console.print(Text(one_line(words), style=style), end="", soft_wrap=True)
    return caught.get()


def markdown(lines: Sequence[RevisionLine]) -> str:
    """For notes and tickets: ~~what went~~, **what came**."""
    if not lines:
        return f"{EMPTY}\n"
    return "\n\n".join(block for view in views(lines) for block in _blocks(view)) + "\n"


def _blocks(view: RevisionView) -> Iterator[str]:
    yield f"## {plain(view.title)}"
    yield "  \n".join(map(plain, view.facts))
    for kind, words, withdraws in view.notices:
        yield f"> {plain(words)}\n>\n> {plain(kind)}; {plain(withdraws)}"
    for name, diffs in view.sections:
        yield f"### {name}"
        yield "\n".join(f"- {_joined(one, _MARKED)}" for one in diffs)


def _plainly(words: str) -> str:
    return _edged(words, plain(words))


def _edged(words: str, shown: str) -> str:
    before, after = words[:1].isspace(), words[-1:].isspace() and bool(words.strip())
    return f"{' ' * before}{shown.strip()}{' ' * after}"


_MARKED: dict[Mark, Callable[[str], str]] = {
    "same": _plainly,
    "gone": lambda words: f"~~{plain(words).strip()}~~",
    "new": lambda words: f"**{plain(words).strip()}**",
}


def page(lines: Sequence[RevisionLine]) -> str:
    """As one self-contained HTML file."""
    last = lines[-1].headline if lines else None
    return html.render(
        "revisions.html.j2",
        title=last.exact if last else "Revisions",
        views=views(lines),
        empty=EMPTY,
    )
