"""What an HTML page is beyond its text: its flags, its posts, whether it is whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswire.records.article import (
    Capture,
    Completeness,
    Flag,
    Found,
    Passage,
    PassageKind,
    Post,
    Voice,
)
from crosswire.records.span import Text
from crosswire.stages.clean.access import between, read_access
from crosswire.stages.clean.completeness import judge
from crosswire.stages.clean.kinds import Look, flags
from crosswire.stages.clean.liveblog import Page, html_posts
from crosswire.stages.clean.meta import PageMeta
from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.walk import Walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a page so far."""

    capture: Capture
    meta: PageMeta
    pieces: Sequence[Piece]
    body: Text
    passages: Sequence[Passage]
    published: Found | None
    address: str | None
    language: str | None
    voice: tuple[Voice, str]
    last: str | None
    """The last paragraph, whose end shows whether the text was cut."""
    notices: Sequence[str]
    """Furniture among the blocks of the text."""


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a page."""

    flags: tuple[Flag, ...]
    posts: tuple[Post, ...]
    completeness: Completeness


def about(walked: Walk, read: Read) -> About:
    """Look at the whole page."""
    title = read.meta.title.value if read.meta.title else ""
    source = read.capture.content
    access = read_access(walked.tree, read.meta.node, read.meta.metas, read.pieces, read.last)
    page = Page(read.body, read.passages, source, read.published, title)
    posts = html_posts(walked, read.meta.node, page)
    look = Look(
        title=title,
        passages=read.passages,
        posts=posts,
        url=read.capture.url or read.address,
        kinds=read.meta.kinds,
        captions=_captions(read),
        language=read.language,
        voice=read.voice,
        wall=access.paywall,
    )
    whole = judge(read.last, read.notices, ended=True, body=read.body.content, access=access)
    return About(flags(look), posts, whole)


def _captions(read: Read) -> int:
    """Captions inside the text that the reading for the article left out."""
    first = next((p.span.exact for p in read.passages if p.kind is PassageKind.PARAGRAPH), "")
    inside = between(read.pieces, first, read.last)
    kept = sum(p.kind is PassageKind.CAPTION for p in read.passages)
    shown = [p for p in map(read.pieces.__getitem__, inside) if p.zone == "caption"]
    return max(0, sum(p.linked < 0.5 for p in shown) - kept)


def look_at(
    page: Page,
    posts: Sequence[Post],
    voice: tuple[Voice, str],
    capture: Capture,
    language: str | None,
) -> Look:
    """What the flags of plain text are read from."""
    return Look(
        title=page.title,
        passages=page.passages,
        posts=posts,
        url=capture.url,
        voice=voice,
        language=language,
    )
