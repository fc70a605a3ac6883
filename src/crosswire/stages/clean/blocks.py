"""The article of an HTML page as blocks of text, as trafilatura finds it."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cache

from lxml.etree import ElementDefaultClassLookup, LxmlError, strip_elements
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)

from crosswire.errors import InputError
from crosswire.stages.clean.tame import tamed

_PROSE_CELL = 12
"""A table cell with more words than these holds running text: the table is there for layout."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the article: its words, white space collapsed, and trafilatura's name for it."""

    text: str
    tag: str


def parse(source: str) -> HtmlElement:
    """The page's tree; raises ``InputError`` when nothing parses."""
    tree = _tree(tamed(source))
    if tree is None:
        raise InputError(
            "wanted an HTML page, got nothing that parses as one; save the page again",
            kind="no-article",
        )
    return tree


def _tree(source: str) -> HtmlElement | None:
    """The tree as trafilatura would parse it, of elements that are made without asking Python.

    Always of a whole page: a page that leaves out tags (HTML needs none of html, head and body) is
    read as the page that has them.
    """
    from trafilatura.utils import is_dubious_html, repair_faulty_html

    beginning = source[:50].lower()
    repaired = repair_faulty_html(source, beginning)
    tree, declared = None, False
    try:
        tree = document_fromstring(repaired, parser=_parser())
    except ValueError:  # a string that declares an encoding
        declared = True
    except LxmlError:
        pass
    if declared or tree is None or not len(tree):
        try:
            tree = document_fromstring(repaired.encode("utf-8", "surrogatepass"), parser=_parser())
        except (LxmlError, ValueError):
            tree = None
    if tree is None or (is_dubious_html(beginning) and _elements(tree) < _FEWEST):
        return None
    _seat(tree)
    return tree


_PAGE = frozenset({"html", "head", "body"})
_FEWEST = 2
"""Elements below which what does not call itself HTML is taken for another kind of text."""


def _elements(tree: HtmlElement) -> int:
    """The elements of a page beyond those that every page has."""
    return sum(1 for element in tree.iter("*") if element.tag not in _PAGE)


_OF_HEAD = frozenset({
    "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script",
    "style", "template", "title",
})  # fmt: skip


def _seat(tree: HtmlElement) -> None:
    """Put into the body what stands in the head and is shown.

    libxml2 knows no element that is younger than HTML 4: an article, a main or a section behind a
    title does not end the head for it, as the standard has it.
    """
    head = tree.find("head")
    shown = [] if head is None else [e for e in head.iterchildren("*") if e.tag not in _OF_HEAD]
    if head is None or not shown:
        return
    body = tree.find("body")
    if body is None:
        body = head.makeelement("body")
        tree.append(body)
    first = head.makeelement("div")
    first.tail, body.text = body.text, None
    body.insert(0, first)
    for element in shown:
        first.addprevious(element)  # its tail moves with it
    first.drop_tag()


@cache
def _parser() -> HTMLParser:
    parser = HTMLParser(  # type: ignore[call-arg]  # the stubs lack default_doctype
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
    )
    # lxml's own lookup asks a Python function for the class of every element it hands out.
    parser.set_element_class_lookup(
        ElementDefaultClassLookup(
            element=HtmlElement,
            comment=HtmlComment,
            pi=HtmlProcessingInstruction,
            entity=HtmlEntity,
        )
    )
    return parser


_UNREAD = ("style", "svg", "link", "input", "source")
"""What no reading looks at; trafilatura copies the tree up to eight times, and these with it."""


def lean(tree: HtmlElement) -> HtmlElement:
    """A copy of the tree without what no reading looks at."""
    copied = copy(tree)
    strip_elements(copied, *_UNREAD, with_tail=False)
    for script in list(copied.iter("script")):
        if "ld+json" not in (script.get("type") or ""):
            script.drop_tree()
    return copied


def read_blocks(tree: HtmlElement, mode: str) -> list[Block]:
    """The blocks of the article in page order; none when trafilatura finds no article.

    ``mode`` is balanced, precise or generous. Other readers are not asked: what they keep is
    weighed by the judge of blocks.
    """
    from trafilatura import bare_extraction

    document = bare_extraction(
        tree,
        include_comments=False,
        fast=True,
        favor_precision=mode == "precise",
        favor_recall=mode == "generous",
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return [block for element in document.body for block in _blocks(element)]


def _blocks(element: HtmlElement) -> Iterator[Block]:
    from trafilatura.xml import xmltotxt

    tag = str(element.tag)
    if tag == "table":
        yield from _rows(element)
        return
    for line in xmltotxt(element, include_formatting=False).split("\n"):
        text = " ".join(line.split())
        if tag == "list":
            text = text.removeprefix("- ")
        if text:
            yield Block(text, tag)
    if element.tail and element.tail.strip():
        yield Block(" ".join(element.tail.split()), "p")


def _rows(table: HtmlElement) -> Iterator[Block]:
    """A row a block; a cell with running text is a block of its own."""
    for row in table.iter("row"):
        cells = [" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell")]
        cells = [cell for cell in cells if cell]
        if any(len(cell.split()) > _PROSE_CELL for cell in cells):
            yield from (Block(cell, "p") for cell in cells)
        elif cells:
            yield Block(" ".join(cells), "row")
