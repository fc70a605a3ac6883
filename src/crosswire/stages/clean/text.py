"""Plain scraped text to a revision, by our own line reader."""

import re
from collections.abc import Sequence

from crosswire.models.lines import LineModel
from crosswire.records.article import Capture, Completeness, Found, Revision, Voice
from crosswire.records.span import Span, Text
from crosswire.stages.clean import voice
from crosswire.stages.clean.about import look_at
from crosswire.stages.clean.assemble import assemble, removed
from crosswire.stages.clean.blockkinds import with_kinds
from crosswire.stages.clean.body import Placed, is_caption, place_body
from crosswire.stages.clean.boxes import voices
from crosswire.stages.clean.completeness import judge
from crosswire.stages.clean.features import describe
from crosswire.stages.clean.guard import check_readable, language_of
from crosswire.stages.clean.head import Head, read_head
from crosswire.stages.clean.kinds import flags
from crosswire.stages.clean.layout import Marked, Role, mark, segment, with_outliers
from crosswire.stages.clean.lines import Line, is_item, split_lines
from crosswire.stages.clean.liveblog import Page, line_posts
from crosswire.stages.clean.outlet import infer_outlet
from crosswire.stages.clean.refusal import refuse_text
from crosswire.stages.outlets import OutletTable

_CREDITED = re.compile(r"\S \([A-Z][\w&’'./ -]{2,40}\)$")
"""A line over the first paragraph that closes with a name in brackets: a picture's credit."""


def read_text(capture: Capture, model: LineModel, *, outlets: OutletTable) -> Revision:
    """Read a page of plain text; raises ``InputError`` when it holds no article."""
    content = capture.content.content
    check_readable(content)
    lines = split_lines(content)
    marked = _marked(content, lines, model)
    first, last = with_outliers(marked, *segment(marked))
    if last == 0:
        refuse_text([line.text for line in lines])
    head = read_head(marked, first, last, capture.title)
    placed = with_kinds(_place(marked, head, last))
    outlet = _outlet(capture)
    site = (outlet.value if outlet else None, capture.url)
    spoken = voice.of_page(outlets, site, _marks(capture, marked, head, placed))
    body = assemble(placed, voices(placed, *spoken))
    language = language_of(body.text.content)
    headline = _line_found(capture.content, marked, head.headline) or _given(capture.title)
    published = _published(capture, marked, head)
    title = headline.value if headline else ""
    page = Page(body.text, body.passages, capture.content, published, title)
    whole = [Span.of(capture.content, line.start, line.end) for line in lines]
    posts = line_posts(page, whole, [run.original for run in body.runs])
    return Revision(
        article=capture.name,
        capture=capture,
        body=body.text,
        runs=body.runs,
        passages=body.passages,
        removed=removed(capture.content, placed),
        headline=headline,
        standfirst=_line_found(capture.content, marked, head.standfirst),
        authors=tuple(
            _found(capture.content, marked[i].line.start + s, marked[i].line.start + e)
            for i, s, e in head.authors
        ),
        outlet=outlet,
        published=published,
        language=language,
        flags=flags(look_at(page, posts, spoken, capture, language)),
        posts=posts,
        completeness=_completeness(placed, last),
    )


def _marked(content: str, lines: Sequence[Line], model: LineModel) -> list[Marked]:
    """The lines as the model reads them; by their wording where it finds no text in what it never
    learned: another language, or a paragraph alone."""
    marked = mark(lines, model.chances(describe(lines)))
    if segment(marked)[1] or not any(line.prose for line in lines):
        return marked
    strange = len(lines) == 1 or language_of(content) not in (None, "en")
    return mark(lines, [0.0] * len(lines), cautious=True) if strange else marked


def _marks(
    capture: Capture, marked: Sequence[Marked], head: Head, placed: Sequence[Placed]
) -> voice.Marks:
    """What shows whose voice the page speaks in."""
    return voice.Marks(
        labelled=_labelled(capture, marked, head),
        credits=[marked[i].line.text[s:e] for i, s, e in head.authors],
        opening=next((p.line.text for p in placed if p.role is Role.PARAGRAPH), ""),
    )


def _place(marked: Sequence[Marked], head: Head, last: int) -> list[Placed]:
    """Every line of the page with its role."""
    told = frozenset(w.lower() for m in marked[head.body : last] for w in m.line.words)
    above = [_place_above(marked, head, i, told) for i in range(head.body)]
    body = place_body(marked[head.body : last])
    below = [Placed(m.line, Role.CHROME, m.reason or "end matter") for m in marked[last:]]
    return [*above, *body, *_name_lists(below)]


def _place_above(marked: Sequence[Marked], head: Head, i: int, told: frozenset[str]) -> Placed:
    item = marked[i]
    for role, numbers in (
        (Role.HEADLINE, {head.headline}),
        (Role.STANDFIRST, {head.standfirst}),
        (Role.BYLINE, head.bylines),
        (Role.DATE, head.dates),
    ):
        if i in numbers:
            return Placed(item.line, role)
    if head.headline is not None and i > head.headline:
        if item.reason in (None, "other") and is_item(item.line.text) and len(item.line.words) > 3:
            return Placed(item.line, Role.PARAGRAPH, "a list over the first paragraph")
        if _may_be_caption(item, told):
            return Placed(item.line, Role.CAPTION, "a line between head and first paragraph")
    return Placed(item.line, Role.CHROME, item.reason or "head matter")


def _may_be_caption(item: Marked, told: frozenset[str]) -> bool:
    """A line of four words or more that speaks of what the body tells, or reads like text."""
    words = item.line.words
    if item.reason not in (None, "other") or len(words) < 4:
        return False
    if not item.line.ends and len(words) > 30:
        return False
    if is_caption(item.line) or _CREDITED.search(item.line.text):
        return True
    telling = [w.lower() for w in words if len(w) > 3]
    shared = sum(w in told for w in telling)
    return item.chance < 0.5 or (len(telling) >= 3 and shared >= 0.6 * len(telling))


def _name_lists(below: list[Placed]) -> list[Placed]:
    """What stands under a "Related" heading in the end matter is removed as related."""
    named: list[Placed] = []
    listed = False
    for item in below:
        if item.reason == "related":
            listed = True
        elif item.reason not in ("end matter", "other", "timestamp"):
            listed = False
        named.append(Placed(item.line, item.role, "related") if listed else item)
    return named


def _labelled(capture: Capture, marked: Sequence[Marked], head: Head) -> tuple[Voice, str] | None:
    top = head.headline if head.headline is not None else head.body
    near = [marked[i].line.text for i in range(max(0, top - 2), head.body)]
    title = marked[head.headline].line.text if head.headline is not None else capture.title
    return voice.of_labels(near) or voice.of_title(title) or voice.of_url(capture.url)


def _given(value: str | None) -> Found | None:
    return Found(value=value, source="given") if value else None


def _found(text: Text, start: int, end: int) -> Found:
    span = Span.of(text, start, end)
    return Found(value=span.exact, source="visible text", span=span)


def _line_found(text: Text, marked: Sequence[Marked], i: int | None) -> Found | None:
    return None if i is None else _found(text, marked[i].line.start, marked[i].line.end)


def _outlet(capture: Capture) -> Found | None:
    if capture.outlet:
        return Found(value=capture.outlet, source="given")
    guess = infer_outlet(capture.content.content)
    if guess is None:
        return None
    span = Span.of(capture.content, guess.start, guess.end)
    name = " ".join(span.exact.split())
    return Found(value=name, source="inferred", span=span, because=guess.because)


def _published(capture: Capture, marked: Sequence[Marked], head: Head) -> Found | None:
    if capture.published:
        return Found(value=capture.published, source="given")
    if head.published is None:
        return None
    number, reading = head.published
    line = marked[number].line
    span = Span.of(capture.content, line.start + reading.start, line.start + reading.end)
    return Found(
        value=reading.value, source="visible text", span=span,
        because="the time line of the page; published or updated is not said"
        if "ubl" not in line.text else "the page says published",
    )  # fmt: skip


def _completeness(placed: Sequence[Placed], last: int) -> Completeness:
    kept = [p.line.text for p in placed if p.role is Role.PARAGRAPH]
    chrome = [p.line.text for p in placed[last:]]
    return judge(kept[-1] if kept else None, chrome, ended=bool(chrome))
