"""An HTML page to a revision: trafilatura finds the article, the line reader tidies it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from crosswire.errors import InputError
from crosswire.models.lines import LineModel
from crosswire.records.article import Capture, Found, PassageKind, Passage, Removed, Revision, Run, Voice
from crosswire.records.span import Span, Text
from crosswire.stages.clean import voice
from crosswire.stages.clean.assemble import GAP, assemble
from crosswire.stages.clean.body import Placed, place_body
from crosswire.stages.clean.boxes import voices
from crosswire.stages.clean.completeness import judge
from crosswire.stages.clean.features import describe
from crosswire.stages.clean.guard import check_english, check_readable, language_of
from crosswire.stages.clean.layout import Role, mark
from crosswire.stages.clean.lines import Line, split_lines
from crosswire.stages.clean.meta import PageMeta, address_of, read_meta
from crosswire.stages.clean.source import Visible, align, visible


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the extracted article."""

    text: str
    tag: str


def read_html(capture: Capture, model: LineModel, *, english_only: bool) -> Revision:
    """Read an HTML page; raises ``InputError`` when it holds no article."""
    source = capture.content.content
    check_readable(source, html=True)
    tree = _tree(source)
    meta = read_meta(tree, capture.content, capture.url)
    blocks = extract(tree)
    draft = "\n".join(b.text for b in blocks)
    if len(draft.split()) < 10:
        raise InputError("no article", kind="no-article")
    lines = split_lines(draft)
    placed = place_body(mark(lines, model.chances(describe(lines))))
    body = assemble(placed, voices(placed, Voice.NEWS))
    return Revision(article=capture.name, capture=capture, body=body.text, runs=(), passages=body.passages,
       headline=meta.title, standfirst=meta.description, authors=meta.authors, outlet=meta.outlet, published=meta.published, completeness=judge(None,[],ended=True))


def _tree(source: str) -> HtmlElement:
    from trafilatura.utils import load_html

    tree = load_html(source)
    if tree is None:
        raise InputError("wanted an HTML page, got nothing that parses as one; save the page again", kind="no-article")
    return tree


def extract(tree: HtmlElement) -> list[Block]:
    """The blocks of the article as trafilatura finds it."""
    from trafilatura import bare_extraction
    from trafilatura.xml import xmltotxt

    document = bare_extraction(tree, include_comments=False)
    if document is None:
        return []
    blocks = []
    for element in document.body:
        for words in xmltotxt(element, False).split("\n"):
            if words.strip():
                blocks.append(Block(" ".join(words.split()), element.tag))
    return blocks
