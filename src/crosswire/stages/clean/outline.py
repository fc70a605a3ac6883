"""Every visible piece of an HTML page in page order, and the zone of the page it stands in.

Zones are told by elements, by words of class and id, and by headings such as "Read more"; an
element that holds the page's first heading or most of its text is never a zone.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml.html import HtmlElement

from crosswire.stages.clean.cues import furniture
from crosswire.stages.clean.dates import looks_dated
from crosswire.stages.clean.letters import all_letters, counts, length
from crosswire.stages.clean.letters import letters as letters
from crosswire.stages.clean.lines import Line, word_set
from crosswire.stages.clean.walk import Walk

BLOCKS = word_set(
    "address article aside blockquote body br button caption dd details div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr label legend li"
    " main nav ol option p pre section summary table tbody td tfoot th thead tr ul"
)
_UNSEEN = word_set("script style noscript template svg math head title iframe select")
_HEADINGS = word_set("h2 h3 h4 h5 h6 strong")
_WHOLE_PAGE = word_set("html body main article h1")
_APART = BLOCKS - _WHOLE_PAGE - {"br"}
"""Elements that may be furniture."""
_BY_TAG = {"nav": "navigation", "footer": "footer", "aside": "aside", "figcaption": "caption"}
_BY_MARK = (
    ("comments", r"comments?|disqus"),
    ("cookies", r"cookies?|consent|gdpr"),
    ("newsletter", r"newsletters?|sign-?up"),
    ("related", r"related|teasers?|recommend(?:ed|ations?)|read-?more|more-(?:from|on|stories|news)"
     r"|most-?(?:read|popular|viewed)|trending|outbrain|taboola|see-?also"),
    ("share", r"share|sharing|social(?:-\w+)?|share-?(?:bar|tools|buttons?)"),
    ("navigation", r"nav|navigation|navbar|menu|breadcrumbs?|pagination|skip-?link"),
    ("advert", r"ads?|advert(?:isement)?s?|sponsored|promo(?:tion)?s?"),
    ("subscription", r"paywall|subscribe|subscription"),
    ("legal", r"copyright|legal|imprint"),
)  # fmt: skip
_PARTS = re.compile(r"[\s_]+|-{2,}")
_ANY = re.compile(
    "comment|disqus|cookie|consent|gdpr|newsletter|sign|related|teaser|recommend|read|more|most"
    "|trending|outbrain|taboola|see|shar|social|nav|menu|breadcrumb|pagination|skip|ad|sponsored"
    "|promo|paywall|subscri|copyright|legal|imprint"
)
"""What each of the patterns needs in lower case: one look that most marks do not pass."""
_MARKS = tuple((reason, re.compile(rf"(?:{words})", re.I)) for reason, words in _BY_MARK)
_TOO_MUCH = 0.5
_OF_OTHERS = frozenset({"related", "comments", "advert", "navigation"})
_TEASER = 4
"""Words from which on a link is sooner the title of another page than a name."""
_DATED_ITEM = 200
_AHEAD = 400
"""How many pieces furniture inside an article may have at most."""


@dataclass(frozen=True)
class Piece:
    """Visible words between two block elements."""

    text: str
    tag: str
    marks: str
    """Class and id of the nearest element."""
    zone: str
    """The zone it stands in; empty in the open page."""
    group: int
    """Equal for pieces of one zone, or of one element outside zones."""
    path: tuple[int, ...]
    """Numbers of the elements around it, outermost first."""
    linked: float
    """The share of its characters that are link text."""
    unseen: str = ""
    """What keeps it from the eyes of those who open the page; empty: it is shown."""

    @cached_property
    def line(self) -> Line:
        """The piece as a line."""
        return Line(0, len(self.text), self.text)

    @cached_property
    def key(self) -> str:
        """Its letters and digits."""
        return letters(self.text)


def zones(page: Walk) -> dict[HtmlElement, str]:
    """The outermost elements that are page furniture by their make, each with its kind."""
    whole = max(1, _length(page.tree))
    found: dict[HtmlElement, str] = {}
    after = 0
    for i, tag in enumerate(page.tags):
        if i < after or tag not in _APART:
            continue
        element, marks = page.elements[i], page.marks[i]
        kind = (_called(marks) if marks else None) or _BY_TAG.get(tag)
        if kind is None and page.tags[i + 1 : i + 2] and page.tags[i + 1] in _HEADINGS:
            kind = _headed(element)
        if kind and _apart(element, whole) and _leads_on(element, kind):
            found[element] = kind
            after = page.after(i)
    return found


def pieces(
    tree: HtmlElement,
    kinds: Mapping[HtmlElement, str],
    hidden: Mapping[HtmlElement, str] | None = None,
) -> list[Piece]:
    """The pieces of the page; ``kinds`` are its zones, ``hidden`` what it does not show: blocks of
    that are pieces that say so, words in a line of it are left out."""
    body = next(tree.iter("body"), tree)
    reader = _Reader(kinds, hidden or {})
    reader.read(body, ())
    return reader.pieces()


def without_others(tree: HtmlElement, kinds: Mapping[HtmlElement, str]) -> HtmlElement:
    """A copy of the page without what speaks of other pages or is said by readers."""
    copy = deepcopy(tree)
    doomed = [
        twin
        for element, twin in zip(tree.iter(), copy.iter(), strict=True)
        if kinds.get(element) in _OF_OTHERS
    ]
    doomed += [item for link in copy.iter("a") if (item := _dated_item(link)) is not None]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()
    return copy


def _dated_item(link: HtmlElement) -> HtmlElement | None:
    """The element that holds nothing but a link to another article and its date."""
    title = _shown(link)
    if len(title.split()) < _TEASER:
        return None
    around = link.getparent()
    for _ in range(2):
        if (
            around is None
            or around.tag in _WHOLE_PAGE
            or len(words := _shown(around)) > _DATED_ITEM
        ):
            return None
        if looks_dated(words.replace(title, " ", 1)):
            return None if any(True for _ in around.iter("h1")) else around
        around = around.getparent()
    return None


def _shown(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _length(element: HtmlElement) -> int:
    """The length of what is shown."""
    return length(element.text_content())


@lru_cache(maxsize=8192)
def _called(marks: str) -> str | None:
    """The kind that words of class and id give."""
    if not _ANY.search(marks.lower()):
        return None
    words = _PARTS.split(marks)
    for reason, pattern in _MARKS:
        if any(pattern.fullmatch(word) for word in words):
            return reason
    return None


def _headed(element: HtmlElement) -> str | None:
    """The kind that an element's first words, a heading, give it: "Read more", "Comments (3)"."""
    first = element[0] if len(element) else None
    if first is None or first.tag not in _HEADINGS or (element.text or "").strip():
        return None
    words = _shown(first)
    reason = furniture(words, words=len(words.split()), ends=False)
    return reason if reason in ("related", "comments") and len(words.split()) <= 8 else None


def _apart(element: HtmlElement, whole: int) -> bool:
    if any(True for _ in element.iter("h1")):
        return False
    return _length(element) <= _TOO_MUCH * whole


def _leads_on(element: HtmlElement, kind: str) -> bool:
    """Whether what calls itself a teaser links to another page's title."""
    if kind != "related":
        return True
    return any(len(_shown(link).split()) >= _TEASER - 1 for link in element.iter("a"))


_Gathered = tuple[str, str, tuple[tuple[int, ...], str, str], tuple[str, int], str]
"""The words of a piece as they were found, those of them that links hold, place, zone, what hides it."""


class _Reader:
    """Gathers words until a block element begins or ends."""

    def __init__(self, kinds: Mapping[HtmlElement, str], hidden: Mapping[HtmlElement, str]) -> None:
        self._found: list[_Gathered] = []
        self._kinds = kinds
        self._hidden = hidden
        self._unseen = ""
        self._numbers = 0
        self._zone = ("", 0)
        self._words: list[str] = []
        self._linked: list[str] = []
        self._place: tuple[tuple[int, ...], str, str] = ((), "", "")

    def read(self, element: HtmlElement, path: tuple[int, ...], *, link: bool = False) -> None:
        """Read an element and what it holds; lxml nests no deeper than 256 elements."""
        tag = element.tag
        if tag in _UNSEEN or not isinstance(tag, str):
            return
        self._numbers += 1
        path = (*path, self._numbers)
        link = link or tag == "a"
        if self._hidden and element in self._hidden:
            self._out_of_sight(element, tag, path, link=link)
        elif tag in BLOCKS:
            self._block(element, tag, path, link=link)
        else:
            self._inside(element, path, link=link)

    def _out_of_sight(
        self, element: HtmlElement, tag: str, path: tuple[int, ...], *, link: bool
    ) -> None:
        if tag not in BLOCKS and not any(child.tag in BLOCKS for child in element.iter("*")):
            return  # words in a line that is shown
        self._close()
        self._unseen = self._hidden[element]
        self._block(element, tag, path, link=link)
        self._unseen = ""

    def _block(self, element: HtmlElement, tag: str, path: tuple[int, ...], *, link: bool) -> None:
        self._close()
        outer, place = self._zone, self._place
        if kind := self._kinds.get(element):
            self._zone = (kind, self._numbers)
        self._place = (path, tag, f"{element.get('class') or ''} {element.get('id') or ''}")
        self._inside(element, path, link=link)
        self._close()
        self._zone, self._place = outer, place

    def _inside(self, element: HtmlElement, path: tuple[int, ...], *, link: bool) -> None:
        if words := element.text:
            self._take(words, link=link)
        for child in element:
            self.read(child, path, link=link)
            if words := child.tail:
                self._take(words, link=link)

    def _take(self, words: str, *, link: bool) -> None:
        if self._words or not words.isspace():
            self._words.append(words)
            if link:
                self._linked.append(words)

    def _close(self) -> None:
        """End the piece at hand."""
        if self._words:
            text = " ".join("".join(self._words).split())
            if text:
                linked = "".join(self._linked)
                self._found.append((text, linked, self._place, self._zone, self._unseen))
            self._words, self._linked = [], []

    def pieces(self) -> list[Piece]:
        """What was gathered; the letters of all pieces are found at once."""
        self._close()
        keys = all_letters([text for text, *_ in self._found])
        links = counts([linked for _, linked, *_ in self._found], str.isalnum)[0].tolist()
        found: list[Piece] = []
        for (text, _, place, (zone, group), unseen), key, linked in zip(
            self._found, keys, links, strict=True
        ):
            path, tag, marks = place
            piece = object.__new__(Piece)
            # A frozen record sets its fields one by one, and a page has hundreds of pieces.
            vars(piece).update(
                text=text,
                tag=tag,
                marks=marks,
                zone=zone,
                group=group or (path[-2] if len(path) > 1 else 0),
                path=path,
                linked=min(1.0, linked / len(key or text)),
                unseen=unseen,
                key=key,  # what the cached property would find, for all pieces at once
            )
            found.append(piece)
        return found


def anchors(keys: Sequence[str], page: Sequence[Piece]) -> list[int | None]:
    """For each text of the article, by its letters, the number of the piece it starts in."""
    found: list[int | None] = []
    at, end = 0, len(page)
    shown = [piece.key for piece in page]
    for key in keys:
        place = next((i for i in range(at, end) if _meets(key, shown[i])), None)
        found.append(place)
        if place is not None:
            at = place + (shown[place] == key)
            end = min(len(page), at + _AHEAD)
    return found


def _meets(key: str, shown: str) -> bool:
    if not key or not shown:
        return False
    return key == shown or (len(shown) > 20 and shown in key) or (len(key) > 20 and key in shown)
