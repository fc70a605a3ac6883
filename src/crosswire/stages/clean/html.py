"""An HTML page to a revision: trafilatura finds the article, the line reader tidies it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from lxml.html import HtmlElement

from crosswire.errors import InputError
from crosswire.models.lines import LineModel
from crosswire.records.article import Capture, Found, Removed, Revision, Run, Voice
from crosswire.stages.clean import voice
from crosswire.stages.clean.assemble import GAP, KEPT, assemble
from crosswire.stages.clean.blocks import Block, article_blocks, parse
from crosswire.stages.clean.body import Placed, place_body
from crosswire.stages.clean.boxes import voices
from crosswire.stages.clean.bylines import read_byline
from crosswire.stages.clean.completeness import judge
from crosswire.stages.clean.features import describe
from crosswire.stages.clean.guard import check_english, check_length, check_readable, language_of
from crosswire.stages.clean.guess import guessed_day
from crosswire.stages.clean.head import date_line
from crosswire.stages.clean.layout import Marked, Role, mark
from crosswire.stages.clean.leftovers import kept_pieces, leftovers
from crosswire.stages.clean.lines import Line
from crosswire.stages.clean.meta import Lookup, PageMeta, address_of, read_meta
from crosswire.stages.clean.outline import Piece, anchors, letters, pieces, without_others, zones
from crosswire.stages.clean.shown import Box, Shown, shown_head, with_boxes
from crosswire.stages.clean.source import Visible, align, visible

_TOP = 8
"""How many blocks are searched for a repeated headline, standfirst, author or time."""
_SHORTEST = 60
_ENOUGH = 6
"""Blocks from which on a page can be an index."""
_NEARLY_ALL = 0.7
_ERROR = re.compile(
    r"\b(?:404|403|page not found|not found|access denied|just a moment|are you a robot"
    r"|attention required|verify you are human|error|unavailable)\b",
    re.I,
)


def read_html(capture: Capture, model: LineModel, *, english_only: bool) -> Revision:
    """Read an HTML page; raises ``InputError`` when it holds no article."""
    source = capture.content.content
    check_readable(source, html=True)
    shown = visible(source)
    check_length(len(shown.starts))
    tree = parse(source)
    page = _page(capture, tree)
    draft = "\n".join(b.text for b in page.blocks)
    language = language_of(draft)
    if english_only:
        check_english(draft, language)
    _check_article(draft, page)
    placed = _place(page, model)
    address = address_of(tree)
    body = assemble(
        placed, voices(placed, *_page_voice(capture, page.meta, address), _ends(placed, page))
    )
    ends = [p.line.text for p, b in zip(placed, page.blocks, strict=True) if _may_end(p, b)]
    notices = [p.line.text for p in placed if p.role is Role.CHROME]
    return Revision(
        article=capture.name,
        capture=capture,
        body=body.text,
        runs=_trace(source, placed, shown),
        passages=body.passages,
        removed=_removed(capture, placed, page),
        headline=page.meta.title or _given(capture.title),
        standfirst=_standfirst(capture, page),
        authors=page.meta.authors or _shown_authors(capture, page),
        outlet=_given(capture.outlet) or page.meta.outlet,
        published=_given(capture.published)
        or page.meta.published
        or guessed_day(tree, page.own, capture.url or address),
        language=language,
        completeness=judge(ends[-1] if ends else None, notices, ended=True),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read off the page before its blocks are judged."""

    meta: PageMeta
    pieces: Sequence[Piece]
    head: Shown
    blocks: Sequence[Block]
    boxes: Sequence[Box]
    own: HtmlElement


def _page(capture: Capture, tree: HtmlElement) -> _Page:
    kinds = zones(tree)
    seen = pieces(tree, kinds)
    own = without_others(tree, kinds)
    meta = read_meta(tree, capture.content, capture.url, own)
    head = shown_head(seen, meta.title.value if meta.title else None)
    blocks, boxes = with_boxes(article_blocks(tree), seen, head)
    return _Page(meta, seen, head, blocks, boxes, own)


def _standfirst(capture: Capture, page: _Page) -> Found | None:
    if page.head.standfirst is None:
        return page.meta.description
    words = page.pieces[page.head.standfirst].text
    return Lookup(capture.content).found("visible text", words)


def _shown_authors(capture: Capture, page: _Page) -> tuple[Found, ...]:
    """The authors of the line under the headline, or the agency credited in their place."""
    look = Lookup(capture.content)
    if page.head.byline is not None:
        words = page.pieces[page.head.byline].text
        byline = read_byline(words)
        return tuple(
            look.found("visible text", words[s:e]) for s, e in (byline.authors if byline else ())
        )
    if page.head.credit is not None:
        return (look.found("visible text", page.pieces[page.head.credit].text),)
    return ()


def _given(value: str | None) -> Found | None:
    return Found(value=value, source="given") if value else None


def _check_article(draft: str, page: _Page) -> None:
    words = len(draft.split())
    title = page.meta.title.value if page.meta.title else ""
    if len(draft) < _SHORTEST or (words < 120 and _ERROR.search(title)) or _is_index(page):
        raise InputError(
            f"wanted an article, found {words} words of running text on the page; it may be an "
            "index, a login or an error page: check it in a browser and save the article itself",
            kind="no-article",
        )


def _is_index(page: _Page) -> bool:
    """Whether nearly all that was read is link text, and no two paragraphs follow each other."""
    places = anchors([letters(b.text) for b in page.blocks], page.pieces)
    read = [page.pieces[i] for i in dict.fromkeys(p for p in places if p is not None)]
    size = sum(len(p.text) for p in read)
    plain = [p.linked < 0.5 and p.line.prose for p in read]
    if len(read) < _ENOUGH or any(a and b for a, b in pairwise(plain)):
        return False
    return sum(p.linked * len(p.text) for p in read) > _NEARLY_ALL * size


def _place(page: _Page, model: LineModel) -> list[Placed]:
    lines = [Line(0, len(b.text), b.text) for b in page.blocks]
    marked = mark(lines, model.chances(describe(lines)), cautious=True)
    top = {i: role for i in range(min(_TOP, len(marked))) if (role := _head_role(marked[i], page))}
    placed = place_body(marked, copies=True)
    return [Placed(p.line, top[i]) if i in top else p for i, p in enumerate(placed)]


def _head_role(item: Marked, page: _Page) -> Role | None:
    text = item.line.text
    if page.meta.title and _same(text, page.meta.title.value):
        return Role.HEADLINE
    standfirst = page.head.standfirst
    if standfirst is not None and page.pieces[standfirst].key == letters(text):
        return Role.STANDFIRST
    if date_line(item.line) and not item.line.prose:
        return Role.DATE
    if (byline := read_byline(text)) and byline.authors and letters(text) not in _byline_keys(page):
        return Role.BYLINE
    return None


def _byline_keys(page: _Page) -> frozenset[str]:
    return frozenset(box.byline for box in page.boxes)


def _ends(placed: Sequence[Placed], page: _Page) -> dict[int, int]:
    """Where the boxes that the page's markup bounds end: author line → last line."""
    keys = [letters(p.line.text) for p in placed]
    ends: dict[int, int] = {}
    for box in page.boxes:
        if box.byline in keys:
            start = last = keys.index(box.byline)
            while last + 1 < len(keys) and keys[last + 1] in box.keys:
                last += 1
            ends[start] = last
    return ends


def _may_end(item: Placed, block: Block) -> bool:
    """A paragraph whose end shows whether the text was cut: no list item, no table row."""
    return item.role is Role.PARAGRAPH and block.tag not in ("list", "row")


def _same(text: str, value: str) -> bool:
    a, b = (re.sub(r"\W+", " ", t.lower()).strip() for t in (text, value))
    if a == b:
        return True
    if not a or not b or not 0.7 <= len(a) / len(b) <= 1.4:
        return False
    return SequenceMatcher(None, a.split(), b.split(), autojunk=False).ratio() >= 0.9


def _page_voice(capture: Capture, meta: PageMeta, address: str | None) -> tuple[Voice, str]:
    said = (
        voice.of_kinds(meta.kinds)
        or voice.of_labels(meta.sections)
        or voice.of_title(meta.title.value if meta.title else None)
        or voice.of_url(capture.url or address)
    )
    return said or (Voice.NEWS, "")


def _trace(source: str, placed: Sequence[Placed], shown: Visible) -> tuple[Run, ...]:
    """Where kept blocks stand in the source, as far as they are there verbatim."""
    runs: list[Run] = []
    cursor, at = 0, 0
    for item in placed:
        found, cursor = align(item.line.text, shown, source, cursor)
        if item.role in KEPT:
            at += len(GAP) * bool(at)
            runs += [Run(body=at + r.body, original=r.original, length=r.length) for r in found]
            at += len(item.line.text)
    return tuple(runs)


def _removed(capture: Capture, placed: Sequence[Placed], page: _Page) -> tuple[Removed, ...]:
    told = {letters(p.line.text): p.reason for p in placed if p.role is Role.CHROME}
    kept = [letters(p.line.text) for p in placed if p.role is not Role.CHROME]
    kept += [letters(page.meta.title.value)] if page.meta.title else []
    return leftovers(
        capture.content, page.pieces, kept_pieces(page.pieces, kept) | page.head.all, told
    )
