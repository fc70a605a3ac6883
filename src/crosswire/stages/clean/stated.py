"""Every date a page states: where it stands, and what the page calls it.

Read from JSON-LD, meta tags, marked elements, short visible words, the address, and the data that
scripts carry; ``vote.py`` decides which is the day of publication.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from crosswire.stages.clean.carried import (
    dates_in_address,
    dates_in_state,
    dates_of_images,
    sent_on,
)
from crosswire.stages.clean.dates import looks_dated, read_date, short_date
from crosswire.stages.clean.jsonld import Described
from crosswire.stages.clean.order import ordered_language
from crosswire.stages.clean.outline import Piece, letters
from crosswire.stages.clean.placed import MODIFIED, NOT_OF_PAGE, PUBLISHED, Stated, read_stated

_PUBLISHED = re.compile(
    r"publi[csz]|\bposted|\bwritten|\bfiled|\bissued|veröffentlicht|erschienen|erstellt|mis en ligne"
    r"|paru le|objavljeno|opublik|опублик|дата публ|yayın|\bgeplaatst|udgivet|julkaistu|közzét|zveřejn"
    r"|uverejn|adăugat|fecha|\bdatum|\bdate\b|\bdata\b",
    re.I,
)
_MODIFIED = re.compile(
    r"updat|modif|edited|amended|revised|\bchanged|aktuali|geänder|änderung|überarbeitet|mis[e]? à jour"
    r"|maj\b|actuali[sz]|atuali[sz]|aggiorna|bijgewerkt|gewijzigd|обновл|изменен|güncel|uppdatera"
    r"|oppdatert|opdatere|päivite|frissít|módosít|ažurir|zaktuali|ultima",
    re.I,
)
_META_DATE = re.compile(r"(?:^|[.:_-])date$|^(?:date|datum|fecha|created?)$|creat", re.I)
_META_ANY = re.compile(r"date|time|publi|issued|creat|modif|updat", re.I)
_HAS_DATE = re.compile(
    r"(?:19|20)\d\d|\d([./])\d\d?\1\d\d|(?<=[\u0e01-\u0e4f.]\s)25[4-9]\d"
    r"|[\u0661\u06f1\u0967\u09e7][\u0669\u06f9\u096f\u09ef]\d\d|[\u0662\u06f2\u0968\u09e8][\u0660\u06f0\u0966\u09e6]\d\d"
)
"""A year, in the digits of Europe, Arabia, Persia, India or Bengal, or of Thailand's calendar."""
_HAS_PLAIN_DATE = re.compile(
    r"[0-9](?:(?<=1)9\d\d|(?<=2)0\d\d|([./])\d\d?\1\d\d|(?<=\.\s2)5[4-9]\d)"
)
"""The same for words in ASCII; that it begins with a digit stands first, so that it is quick."""
_FEW = 400
"""Characters of a piece that is looked at for the order of day and month."""
_SHORT = 30
"""Words; a date in a longer piece is told, not stated."""
_OPENING = 60
"""Characters of a paragraph in which a date opens it."""
_DATELINE = 30
"""Characters of a paragraph before a date that dates the report: "Port Selby (12.11.2021). The …"."""
_BARE = 12
"""Words of a piece in which "8.5.12" can be little else than a date."""
_NEAR = 12
"""Pieces from the headline within which a date is likely the page's."""
_HEAD = frozenset({"under", "over", "under many", "over many"})
_MANY = 3
"""As many dated pieces of one make are a list."""
_TEASER = 4
"""Words from which on a link is sooner the title of another page than a name."""
_OF_OTHERS = frozenset({"related", "comments", "advert", "navigation"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where a page may state dates."""

    tree: HtmlElement
    data: Described
    metas: Mapping[str, Sequence[str]]
    pieces: Sequence[Piece]
    address: str | None
    title: str | None
    language: str | None
    """As the page declares it: ``de-AT``."""


def stated_dates(page: Places) -> list[Stated]:
    """All dates of a page, the most explicit places first."""
    data = list(_in_data(page.data))
    language = _ordered(page, data)
    places = (
        data,
        _in_metas(page.metas, language),
        _in_marks(page.tree, language),
        _in_words(page.pieces, page.title, language),
        dates_in_address(page.address or sent_on(page.tree)),
        dates_in_state(page.tree, language),
        dates_of_images(page.metas),
    )
    found: dict[tuple[str, str], Stated] = {}
    for stated in (s for place in places for s in place):
        found.setdefault((stated.kind, stated.value), stated)
    return list(found.values())


def _ordered(page: Places, data: Sequence[Stated]) -> str | None:
    """The page's language, as one that orders day and month where the page shows the order."""
    words = (p.text for p in page.pieces if len(p.text) <= _FEW)
    contents = (content for name in page.metas if _meta_kind(name) for content in page.metas[name])
    known = [*data, *_in_metas(page.metas, page.language), *dates_in_address(page.address)]
    return ordered_language(
        page.language, (*words, *contents), {s.day for s in known}, page.address
    )


def _in_data(data: Described) -> Iterator[Stated]:
    for kind, words in data.dates:
        yield from read_stated(words, "json-ld", f"data {kind}")


def _in_metas(metas: Mapping[str, Sequence[str]], language: str | None) -> Iterator[Stated]:
    for name, contents in metas.items():
        kind = _meta_kind(name)
        if kind:
            for content in contents:
                if len(content) <= 60:
                    yield from read_stated(content, "meta", kind, language)


def _meta_kind(name: str) -> str | None:
    if not _META_ANY.search(name) or NOT_OF_PAGE.search(name):
        return None
    if MODIFIED.search(name):
        return "meta modified"
    if name in ("article:published_time", "og:article:published_time", "datepublished"):
        return "meta published_time"
    if PUBLISHED.search(name):
        return "meta published"
    return "meta date" if _META_DATE.search(name) else "meta other"


_MARKING = frozenset({"datetime", "pubdate", "title", "itemprop"})
_TIMES = frozenset({"datePublished", "dateModified", "dateCreated"})


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element is marked as a time."""
    tag, names = element.tag, element.keys()
    if tag in ("time", "meta") or _MARKING.isdisjoint(names):
        return bool(tag == "time")
    return (
        "datetime" in names
        or "pubdate" in names
        or (tag == "abbr" and "title" in names)
        or element.get("itemprop") in _TIMES
    )


def _in_marks(tree: HtmlElement, language: str | None) -> Iterator[Stated]:
    marked = [element for element in tree.iter("*") if _is_marked(element)]
    times = {e.get("datetime") for e in marked if e.get("datetime")}
    for element in marked[:60]:
        words = element.get("datetime") or element.get("content") or element.get("title") or ""
        found = list(read_stated(words, "visible text", "", language)) if words else []
        if not found:
            found = list(read_stated(_text(element), "visible text", "", language))
        for stated in found:
            kind = _mark_kind(element)
            if kind == "mark time" and len(times) == 1:
                kind = "mark only time"
            yield Stated(stated.value, stated.written, stated.source, kind + _around(element))


def _mark_kind(element: HtmlElement) -> str:
    own = f"{element.get('itemprop')} {element.get('class')}"
    if element.get("pubdate") is not None:
        own += " published"
    own += _text(element)[:40]
    if _MODIFIED.search(own):
        return "mark modified"
    if re.search(r"publi|created|entry-date|posted", own, re.I):
        return "mark published"
    return "mark time"


def _around(element: HtmlElement) -> str:
    """Whether it stands in a list of links, among comments, in a footer."""
    for around in element.iterancestors():
        if around.tag in ("body", "main", "article", "html"):
            return ""
        marks = f"{around.get('class') or ''} {around.get('id') or ''}".lower()
        if around.tag in ("aside", "nav", "footer") or re.search(
            r"comment|related|teaser|recommend|sidebar|widget|most-?read|more-|latest|disqus|reply",
            marks,
        ):
            return " aside"
    return ""


def _in_words(page: Sequence[Piece], title: str | None, language: str | None) -> Iterator[Stated]:
    top, own = heading(page, title), letters(title or "")
    dated = [(i, piece) for i, piece in enumerate(page) if _has_date(piece.text)]
    alike = Counter((p.tag, p.marks) for _, p in dated if p.marks)
    for i, piece in dated:
        words = piece.text
        long = len(words) > 400 or len(words.split()) > _SHORT
        place = _place(i, top, piece, page)
        if place != "aside" and alike.get((piece.tag, piece.marks), 0) >= _MANY:
            place += " many"
        for label, written, value, at in _dates_of(words, long=long, language=language):
            told = ("dateline" if at <= _DATELINE else "opens") if long else ""
            kind = label or told or _marked_as(piece, page, i)
            if i == top:
                yield Stated(value, written, "visible text", "title")
                continue
            others = place not in _HEAD and not label and beside_link(i, top, page)
            if others and not (own and own in piece.key):
                place = "aside"
            yield Stated(value, written, "visible text", f"words {place} {kind}".strip())


def _has_date(words: str) -> bool:
    return bool((_HAS_PLAIN_DATE if words.isascii() else _HAS_DATE).search(words))


def _place(i: int, top: int | None, piece: Piece, page: Sequence[Piece]) -> str:
    beneath = top is not None and top < i <= top + 4
    if piece.zone in _OF_OTHERS and not (
        beneath and piece.zone == "navigation" and _only_date(piece)
    ):
        return "aside"
    if top is None:
        return "top" if i <= _NEAR else "far"
    if top < i <= top + 4:
        return "under"
    if top < i <= top + _NEAR:
        return "near"
    if top - 5 <= i <= top:
        return "over"
    return "before" if i < top else "end" if i > 0.8 * len(page) else "below"


def beside_link(i: int, top: int | None, page: Sequence[Piece]) -> bool:
    """Whether the piece holds, follows or leads to the linked title of another page."""
    if _titled_link(page[i], share=0.5):
        return True
    beside = [k for k in (i - 1, i + 1) if 0 <= k < len(page) and k != top]
    return any(
        _titled_link(page[k], share=0.8)
        and page[k].tag != "h1"
        and page[i].path[-2:-1] in (page[k].path[-2:-1], page[k].path[-1:])
        for k in beside
    )


def _only_date(piece: Piece) -> bool:
    return looks_dated(piece.text)


def _titled_link(piece: Piece, *, share: float) -> bool:
    return piece.linked >= share and piece.linked * len(piece.text.split()) >= _TEASER - 0.5


def _marked_as(piece: Piece, page: Sequence[Piece], i: int) -> str:
    before = page[i - 1].text if i and len(page[i - 1].text) <= 40 else ""
    said = f"{piece.marks} {before if before.endswith(':') else ''}"
    if _MODIFIED.search(said):
        return "modified"
    if _PUBLISHED.search(said) or re.search(r"date|time|datum|meta|byline", said, re.I):
        return "marked"
    return "bare" if len(piece.text.split()) <= _BARE else ""


def _dates_of(
    words: str, *, long: bool, language: str | None
) -> Iterator[tuple[str, str, str, int]]:
    """Label, words, reading and place of each date in a short piece or a long one's opening."""
    at, end = 0, _OPENING if long else len(words)
    for _ in range(3):
        rest = words[at:end]
        found = read_date(rest, language)
        if found is None and at == 0 and len(words.split()) <= _BARE:
            found = short_date(rest, language)
        if found is None:
            return
        start, stop = at + found.start, at + found.end
        label = _label(words[max(0, start - 25) : start], words[stop : stop + 60])
        yield label, words[start:stop], found.value, start
        at = stop


def _label(before: str, after: str) -> str:
    modified, published = (
        max((m.end() for m in p.finditer(before)), default=-1) for p in (_MODIFIED, _PUBLISHED)
    )
    if modified > published:
        return "modified"
    if published >= 0 or re.search(r"veröffentlicht|posted|published|publié", after, re.I):
        return "published"
    return ""


def heading(page: Sequence[Piece], title: str | None) -> int | None:
    """The number of the piece that is the page's headline."""
    wanted = "".join(c for c in title or "" if c.isalnum()).lower()
    first = None
    for i, piece in enumerate(page):
        if piece.tag in ("h1", "h2", "h3") and wanted and len(piece.text) < 400:
            key = piece.key.lower()
            if key and (key == wanted or (len(key) > 20 and (key in wanted or wanted in key))):
                return i
        if piece.tag == "h1" and first is None and not piece.zone:
            first = i
    return first


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
