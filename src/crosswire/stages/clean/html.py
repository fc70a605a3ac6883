"""An HTML page to a revision: trafilatura finds the article, the line reader tidies it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from crosswire.records.article import Capture, Found, Removed, Revision, Run, Voice
from crosswire.stages.clean import voice
from crosswire.stages.clean.about import About, Read, about
from crosswire.stages.clean.agencies import credited_agencies
from crosswire.stages.clean.assemble import GAP, KEPT, Body, assemble
from crosswire.stages.clean.blockkinds import specials, with_kinds, with_notices
from crosswire.stages.clean.blocks import Block, parse
from crosswire.stages.clean.body import Placed, place_body
from crosswire.stages.clean.boxes import Voiced, voices
from crosswire.stages.clean.bylines import read_byline
from crosswire.stages.clean.chosen import chosen, doubts, first_read, is_bare
from crosswire.stages.clean.embedded import stated_body
from crosswire.stages.clean.guard import check_length, check_readable, language_of
from crosswire.stages.clean.head import date_line
from crosswire.stages.clean.hidden import hidden
from crosswire.stages.clean.judge import Judge, Judged
from crosswire.stages.clean.layout import Marked, Role, mark
from crosswire.stages.clean.leftovers import kept_pieces, leftovers
from crosswire.stages.clean.lines import Line
from crosswire.stages.clean.meta import Lookup, PageMeta, address_of, read_meta
from crosswire.stages.clean.outline import Piece, letters, pieces, zones
from crosswire.stages.clean.refusal import check_article, sight
from crosswire.stages.clean.shown import Box, Shown, apart, shown_head, with_boxes
from crosswire.stages.clean.signals import Told
from crosswire.stages.clean.source import Visible, align, visible
from crosswire.stages.clean.state import state_paragraphs, written
from crosswire.stages.clean.walk import Walk, walk
from crosswire.stages.clean.writers import is_person
from crosswire.stages.outlets import OutletTable

_LEAST = 8
"""Letters from which on a line is known again by them."""
_TOP = 8
"""How many blocks are searched for a repeated headline, standfirst, author or time."""


def read_html(
    capture: Capture, judge: Judge, *, outlets: OutletTable, fast: bool = False
) -> Revision:
    """Read an HTML page; raises ``InputError`` when it holds no article."""
    tree, shown = _opened(capture)
    walked = walk(tree)
    page = _page(capture, walked, judge, fast=fast)
    language = language_of("\n".join(b.text for b in page.blocks))
    _check(capture, tree, page)
    placed = with_kinds(_place(page), specials(walked))
    credits = _shown_authors(capture, page)
    outlet = _given(capture.outlet) or page.meta.outlet
    marks = _marks(capture, page, placed, credits)
    site = (outlet.value if outlet else None, capture.url or page.address)
    spoken = voice.of_page(outlets, site, marks)
    body = assemble(placed, _unseen(placed, page, voices(placed, *spoken, _ends(placed, page))))
    seen = _about(walked, capture, page, _Told(placed, body, spoken, language))
    source = capture.content.content
    return Revision(
        article=capture.name,
        capture=capture,
        body=body.text,
        runs=_trace(source, placed, written(source) if page.stated else shown),
        passages=body.passages,
        removed=() if fast else _removed(capture, shown, placed, page),
        headline=page.meta.title or _given(capture.title),
        standfirst=_standfirst(capture, page),
        authors=page.meta.authors or tuple(c for c in credits if is_person(c.value)),
        outlet=outlet,
        published=_published(capture, page),
        modified=page.meta.modified,
        canonical=page.meta.canonical,
        section=page.meta.section,
        agencies=credited_agencies(
            outlets,
            (*(page.meta.credits or credits), *credits),
            marks.opening,
            site[0],
            Lookup(capture.content),
        ),
        disagreements=page.meta.disagreements,
        readings=(*page.judged.readings, *(["state"] if page.stated else [])),
        language=language,
        flags=seen.flags,
        posts=seen.posts,
        completeness=seen.completeness,
    )


def _opened(capture: Capture) -> tuple[HtmlElement, Visible]:
    """The page's tree and its visible words; raises ``InputError`` for what is no page of words."""
    source = capture.content.content
    check_readable(source, html=True)
    shown = visible(source)
    check_length(shown.words)
    return parse(source), shown


def _check(capture: Capture, tree: HtmlElement, page: "_Page") -> None:
    """Refuse what is no article."""
    status = capture.fetched.status if capture.fetched else None
    blocks = page.blocks or first_read(page.pieces, page.judged)
    check_article(sight(tree, blocks, page.pieces, page.meta, address=page.address, status=status))


def _marks(
    capture: Capture,
    page: "_Page",
    placed: Sequence[Placed],
    credits: Sequence[Found],
) -> voice.Marks:
    """What shows whose voice the page speaks in."""
    return voice.Marks(
        labelled=_labelled(capture, page.meta, page.address),
        credits=[c.value for c in page.meta.credits or credits],
        opening=next((p.line.text for p in placed if p.role is Role.PARAGRAPH), ""),
    )


def _published(capture: Capture, page: "_Page") -> Found | None:
    return _given(capture.published) or page.meta.published


@dataclass(frozen=True, slots=True)
class _Told:
    """The text of the page, put together."""

    placed: Sequence[Placed]
    body: Body
    voice: tuple[Voice, str]
    language: str | None


def _about(walked: Walk, capture: Capture, page: "_Page", told: _Told) -> About:
    """Its flags, its posts, whether it is whole."""
    ends = [p.line.text for p, b in zip(told.placed, page.blocks, strict=True) if _may_end(p, b)]
    return about(
        walked,
        Read(
            capture=capture,
            meta=page.meta,
            pieces=page.pieces,
            body=told.body.text,
            passages=told.body.passages,
            published=_published(capture, page),
            address=page.address,
            language=told.language,
            voice=told.voice,
            last=ends[-1] if ends else None,
            notices=[p.line.text for p in told.placed if p.role is Role.CHROME],
        ),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read off the page before its blocks are judged."""

    meta: PageMeta
    address: str | None
    """Its own, where it states one."""
    pieces: Sequence[Piece]
    head: Shown
    judged: Judged
    blocks: Sequence[Block]
    boxes: Sequence[Box]
    stated: bool
    """Whether the blocks are not shown, but stand in what the page holds for its scripts."""


def _page(capture: Capture, walked: Walk, judge: Judge, *, fast: bool) -> _Page:
    tree, kinds = walked.tree, zones(walked)
    seen = pieces(tree, kinds, hidden(walked))
    meta = read_meta(tree, capture.content, capture.url, seen)
    address = address_of(tree, meta.metas)
    head = shown_head(seen, meta.title.value if meta.title else None)
    judged = judge.judge(tree, seen, told_of(tree, meta, head), fast=fast)
    taken = chosen(seen, judged)
    if is_bare(taken) and (stated := state_paragraphs(tree)):
        return _Page(
            meta, address, seen, head, judged, [Block(p, "p") for p in stated], (), stated=True
        )
    blocks, boxes = with_boxes(taken, seen, head)
    return _Page(meta, address, seen, head, judged, with_notices(blocks, seen), boxes, stated=False)


def told_of(tree: HtmlElement, meta: PageMeta, head: Shown) -> Told:
    """What the judge of blocks is told of the page."""
    title = meta.title.value if meta.title else ""
    description = meta.description.value if meta.description else ""
    return Told(title, description, head, letters(stated_body(tree)))


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


def _place(page: _Page) -> list[Placed]:
    lines = [Line(0, len(b.text), b.text) for b in page.blocks]
    marked = mark(lines, [0.0] * len(lines), cautious=True)
    top = {i: role for i in range(min(_TOP, len(marked))) if (role := _head_role(marked[i], page))}
    placed = place_body(marked, copies=True)
    told = doubts(page.pieces, page.judged)
    return [
        Placed(p.line, top[i])
        if i in top
        else replace(p, reason=p.reason or told.get(letters(p.line.text), ""))
        for i, p in enumerate(placed)
    ]


def _head_role(item: Marked, page: _Page) -> Role | None:
    text = item.line.text
    if page.meta.title and _same(text, page.meta.title.value):
        return Role.HEADLINE
    if letters(text) == _own_standfirst(page):
        return Role.STANDFIRST
    if date_line(item.line) and not item.line.prose:
        return Role.DATE
    if (byline := read_byline(text)) and byline.authors and letters(text) not in _byline_keys(page):
        return Role.BYLINE
    return None


def _own_standfirst(page: _Page) -> str | None:
    """The letters of a standfirst that is no paragraph of the text besides."""
    i = page.head.standfirst
    return page.pieces[i].key if i is not None and apart(page.pieces, i) else None


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


def _unseen(placed: Sequence[Placed], page: _Page, told: list[Voiced]) -> list[Voiced]:
    """The voices, but none where words stand in the markup that nobody sees who opens the page."""
    kept_from = {p.key: p.unseen for p in page.pieces if p.unseen and len(p.key) >= _LEAST}
    for piece in page.pieces if kept_from else ():
        if not piece.unseen:
            kept_from.pop(piece.key, None)
    return [
        Voiced(Voice.UNSEEN, because=f"the page does not show it when it opens: {because}")
        if kept_from and (because := kept_from.get(letters(item.line.text)))
        else voiced
        for item, voiced in zip(placed, told, strict=True)
    ]


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


def _labelled(capture: Capture, meta: PageMeta, address: str | None) -> tuple[Voice, str] | None:
    return (
        voice.of_kinds(meta.kinds)
        or voice.of_labels(meta.sections)
        or voice.of_title(meta.title.value if meta.title else None)
        or voice.of_url(capture.url or address)
    )


def _trace(source: str, placed: Sequence[Placed], shown: Visible) -> tuple[Run, ...]:
    """Where kept blocks stand in the source, as far as they are there verbatim."""
    runs: list[Run] = []
    cursor, at = 0, 0
    for item in placed:
        found, cursor = align(item.line.text, shown, source, cursor)
        if item.role in KEPT:
            at += len(GAP) * bool(at)
            runs += [
                Run(body=at + spot, original=place, length=size) for spot, place, size in found
            ]
            at += len(item.line.text)
    return tuple(runs)


def _removed(
    capture: Capture, shown: Visible, placed: Sequence[Placed], page: _Page
) -> tuple[Removed, ...]:
    told = {letters(p.line.text): p.reason for p in placed if p.role is Role.CHROME}
    kept = [letters(p.line.text) for p in placed if p.role is not Role.CHROME]
    kept += [letters(page.meta.title.value)] if page.meta.title else []
    return leftovers(
        capture.content,
        shown,
        page.pieces,
        kept_pieces(page.pieces, kept) | page.head.all,
        told,
        doubts(page.pieces, page.judged),
    )
