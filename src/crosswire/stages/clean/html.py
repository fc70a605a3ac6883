"""An HTML page to a revision: trafilatura finds the article, the line reader tidies it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from lxml.html import HtmlElement

from crosswire.errors import InputError
from crosswire.models.lines import LineModel
from crosswire.records.article import Capture, Found, Removed, Revision, Run, Voice
from crosswire.records.span import Span
from crosswire.stages.clean import voice
from crosswire.stages.clean.assemble import GAP, KEPT, assemble
from crosswire.stages.clean.blocks import Block, article_blocks, parse
from crosswire.stages.clean.body import Placed, place_body
from crosswire.stages.clean.boxes import voices
from crosswire.stages.clean.bylines import read_byline
from crosswire.stages.clean.completeness import judge
from crosswire.stages.clean.features import describe
from crosswire.stages.clean.guard import check_english, check_length, check_readable, language_of
from crosswire.stages.clean.head import date_line
from crosswire.stages.clean.layout import Marked, Role, mark
from crosswire.stages.clean.lines import Line
from crosswire.stages.clean.meta import PageMeta, address_of, read_meta
from crosswire.stages.clean.source import Visible, align, visible

_TOP = 8
"""How many blocks are searched for a repeated headline, standfirst, author or time."""
_SHORTEST = 60
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
    meta = read_meta(tree, capture.content, capture.url)
    blocks = article_blocks(tree)
    draft = "\n".join(b.text for b in blocks)
    language = language_of(draft)
    if english_only:
        check_english(draft, language)
    _check_article(draft, meta)
    lines = [Line(0, len(b.text), b.text) for b in blocks]
    marked = mark(lines, model.chances(describe(lines)), cautious=True)
    placed = _place(marked, blocks, meta)
    page, because = _page_voice(capture, meta, address_of(tree))
    body = assemble(placed, voices(placed, page, because))
    runs, removed = _trace(capture, placed, shown)
    ends = [p.line.text for p, b in zip(placed, blocks, strict=True) if _may_end(p, b)]
    notices = [p.line.text for p in placed if p.role is Role.CHROME]
    return Revision(
        article=capture.name,
        capture=capture,
        body=body.text,
        runs=runs,
        passages=body.passages,
        removed=removed,
        headline=meta.title or _given(capture.title),
        standfirst=meta.description,
        authors=meta.authors,
        outlet=_given(capture.outlet) or meta.outlet,
        published=_given(capture.published) or meta.published or _guessed_day(tree),
        language=language,
        completeness=judge(ends[-1] if ends else None, notices, ended=True),
    )


def _given(value: str | None) -> Found | None:
    return Found(value=value, source="given") if value else None


def _guessed_day(tree: HtmlElement) -> Found | None:
    """The day htmldate reads from the page's markup and text, where nothing states the time."""
    from htmldate import find_date

    day = find_date(tree, original_date=True, deferred_url_extractor=True)
    because = "read by htmldate from the page's markup and text; no field states it"
    return Found(value=day, source="inferred", because=because) if day else None


def _check_article(draft: str, meta: PageMeta) -> None:
    words = len(draft.split())
    title = meta.title.value if meta.title else ""
    if len(draft) < _SHORTEST or (words < 120 and _ERROR.search(title)):
        raise InputError(
            f"wanted an article, found {words} words of running text on the page; it may be an "
            "index, a login or an error page: check it in a browser and save the article itself",
            kind="no-article",
        )


def _place(marked: Sequence[Marked], blocks: Sequence[Block], meta: PageMeta) -> list[Placed]:
    top = {i: role for i in range(min(_TOP, len(marked))) if (role := _head_role(marked[i], meta))}
    placed = place_body(marked, copies=True)
    return [Placed(p.line, top[i]) if i in top else p for i, p in enumerate(placed)]


def _head_role(item: Marked, meta: PageMeta) -> Role | None:
    text = item.line.text
    if meta.title and _same(text, meta.title.value):
        return Role.HEADLINE
    if date_line(item.line) and not item.line.prose:
        return Role.DATE
    if (byline := read_byline(text)) and byline.authors:
        return Role.BYLINE
    return None


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


def _trace(
    capture: Capture, placed: Sequence[Placed], shown: Visible
) -> tuple[tuple[Run, ...], tuple[Removed, ...]]:
    """Where kept and removed blocks stand in the source, as far as they are there verbatim."""
    source = capture.content.content
    runs: list[Run] = []
    removed: list[Removed] = []
    cursor, at = 0, 0
    for item in placed:
        found, cursor = align(item.line.text, shown, source, cursor)
        if item.role is Role.CHROME and found:
            end = found[-1].original + found[-1].length
            if found[0].original < end:
                span = Span.of(capture.content, found[0].original, end)
                removed.append(Removed(span=span, reason=item.reason))
        elif item.role in KEPT:
            at += len(GAP) * bool(at)
            runs += [Run(body=at + r.body, original=r.original, length=r.length) for r in found]
            at += len(item.line.text)
    return tuple(runs), tuple(removed)
