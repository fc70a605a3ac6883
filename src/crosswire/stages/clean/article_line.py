"""An article line, taken as it is: nothing is removed, furniture is only marked."""

from collections.abc import Sequence

from crosswire.models.lines import LineModel
from crosswire.records.article import (
    Capture,
    Completeness,
    Found,
    Passage,
    Revision,
    Run,
)
from crosswire.records.span import Span
from crosswire.stages.clean import voice
from crosswire.stages.clean.about import look_at
from crosswire.stages.clean.assemble import because, passage_kind
from crosswire.stages.clean.blockkinds import with_kinds
from crosswire.stages.clean.body import Placed, place_body
from crosswire.stages.clean.boxes import Voiced, voices
from crosswire.stages.clean.completeness import judge
from crosswire.stages.clean.features import describe
from crosswire.stages.clean.guard import check_readable, language_of
from crosswire.stages.clean.inline import set_apart
from crosswire.stages.clean.kinds import flags
from crosswire.stages.clean.layout import Role, mark
from crosswire.stages.clean.lines import split_lines
from crosswire.stages.clean.liveblog import Page, line_posts
from crosswire.stages.outlets import OutletTable


def read_line(capture: Capture, model: LineModel, *, outlets: OutletTable) -> Revision:
    """Read an article line; the body is the given text, offset for offset."""
    text = capture.content
    if text.content:
        check_readable(text.content)
    language = language_of(text.content)
    lines = split_lines(text.content)
    marked = mark(lines, model.chances(describe(lines)), cautious=True)
    placed = with_kinds(set_apart(place_body(marked, copies=True)))
    marks = voice.Marks(
        labelled=voice.of_title(capture.title) or voice.of_url(capture.url),
        credits=(),
        opening=next((p.line.text for p in placed if p.role is Role.PARAGRAPH), ""),
    )
    page_voice = voice.of_page(outlets, (capture.outlet, capture.url), marks)
    passages = _passages(capture, placed, voices(placed, *page_voice))
    published = _given(capture.published)
    page = Page(text, passages, text, published, capture.title or "")
    posts = line_posts(page, [p.span for p in passages], [p.span.start for p in passages])
    return Revision(
        article=capture.name,
        capture=capture,
        body=text,
        runs=(Run(body=0, original=0, length=len(text)),) if len(text) else (),
        passages=passages,
        headline=_given(capture.title),
        outlet=_given(capture.outlet),
        published=published,
        language=language,
        flags=flags(look_at(page, posts, page_voice, capture, language)),
        posts=posts,
        completeness=_completeness(placed),
    )


def _passages(
    capture: Capture, placed: Sequence[Placed], spoken: Sequence[Voiced]
) -> tuple[Passage, ...]:
    spans = [Span.of(capture.content, p.line.start, p.line.end) for p in placed]
    return tuple(
        Passage(
            span=span,
            kind=passage_kind(item.role),
            voice=said.voice,
            byline=spans[said.byline] if said.byline is not None else None,
            because=because(item, said),
        )
        for span, item, said in zip(spans, placed, spoken, strict=True)
    )


def _given(value: str | None) -> Found | None:
    return Found(value=value, source="given") if value else None


def _completeness(placed: Sequence[Placed]) -> Completeness:
    kept = [p.line.text for p in placed if p.role is Role.PARAGRAPH]
    return judge(kept[-1] if kept else None, [], ended=False)
