"""What a page says about itself: JSON-LD, meta tags, visible text, address, trusted in that order."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crosswire.records.article import Found
from crosswire.records.span import Span, Text
from crosswire.stages.clean.bylines import bare_names, read_byline
from crosswire.stages.clean.dates import read_date
from crosswire.stages.clean.jsonld import Described, described

Source = Literal["json-ld", "meta", "visible text", "url", "inferred"]

_TITLES = ("og:title", "twitter:title", "dc.title", "title", "sailthru.title", "parsely-title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_AUTHORS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "dc.creator", "byl", "authors", "cxenseparse:author", "dcterms.creator", "twitter:data1",
)  # fmt: skip
_SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:app:name:iphone",
)
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date",
    "publish-date", "pubdate", "publishdate", "publication_date", "cxenseparse:recs:publishtime",
    "date", "article.published", "published_time", "rnews:datepublished", "dc.date.created",
    "last-modified-none",
)  # fmt: skip
_SECTIONS = (
    "article:section",
    "og:article:section",
    "section",
    "parsely-section",
    "cxenseparse:section",
)
_SEPARATOR = re.compile(r"\s+(?:[|»«·•–—-]|::)\s+|\s*\|\s*")
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\b(?:staff|admin|editor(?:s|ial)?|news|team|desk|redaktion|press|agency|reuters"
    r"|online|magazine|media|times|post|herald|guest|author|webmaster|user|blog|journal)\b|\d",
    re.I,
)


@dataclass(frozen=True)
class PageMeta:
    """The fields of a page, each with where it came from."""

    title: Found | None = None
    description: Found | None = None
    authors: tuple[Found, ...] = ()
    outlet: Found | None = None
    published: Found | None = None
    sections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    metas: dict[str, list[str]] = field(default_factory=dict)
    node: Mapping[str, object] = field(default_factory=dict)
    """The article's object in the page's JSON-LD."""


def read_meta(
    tree: HtmlElement, source: Text, url: str | None, own: HtmlElement | None = None
) -> PageMeta:
    """Read the page's own fields; ``source`` is the HTML they are looked up in.

    ``own`` is the page without teasers and comments, whose times are not the page's.
    """
    data = described(tree)
    metas = _metas(tree)
    address = url or _address(tree, metas)
    site = _site(data, metas, address)
    look = Lookup(source)
    return PageMeta(
        title=look.first(_titles(tree, data, metas, site[1] if site else None)),
        description=look.first(_descriptions(data, metas)),
        authors=_people(tree, data, metas, look, site[1] if site else ""),
        outlet=look.first([site] if site else []),
        published=_published((tree, tree if own is None else own), data, metas, look),
        sections=(*data.sections, *_contents(metas, _SECTIONS)),
        kinds=data.kinds,
        metas=metas,
        node=data.node,
    )


def address_of(tree: HtmlElement) -> str | None:
    """The page's own address, where it states one."""
    return _address(tree, _metas(tree))


class Lookup:
    """Finds where the source has a value word for word."""

    def __init__(self, source: Text) -> None:
        self._source = source

    def found(self, origin: Source, value: str, written: str | None = None) -> Found:
        """``value``, with the place of ``written`` (the words it was read from)."""
        words = written or value
        for form in (words, html.escape(words, quote=False), json.dumps(words)[1:-1]):
            at = self._source.content.find(form) if form else -1
            if at >= 0:
                span = Span.of(self._source, at, at + len(form))
                return Found(value=value, source=origin, span=span)
        return Found(value=value, source=origin)

    def first(self, values: Iterable[tuple[Source, str]]) -> Found | None:
        """The first value there is."""
        for origin, value in values:
            return self.found(origin, value)
        return None


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            metas.setdefault(name.lower().strip(), []).append(content)
    return metas


def _contents(metas: dict[str, list[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _address(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return next(_contents(metas, ("og:url",)), None)


def _site(
    data: Described, metas: dict[str, list[str]], address: str | None
) -> tuple[Source, str] | None:
    if data.publisher:
        return "json-ld", data.publisher
    site = next(_contents(metas, _SITES), None)
    if site:
        return "meta", site.removeprefix("@")
    host = urlsplit(address).hostname if address and "//" in address else None
    return ("url", host.removeprefix("www.")) if host else None


def _titles(
    tree: HtmlElement, data: Described, metas: dict[str, list[str]], site: str | None
) -> Iterator[tuple[Source, str]]:
    headings = [words for h in tree.iter("h1") if (words := _text(h))]
    if data.headline:
        yield "json-ld", strip_site(html.unescape(data.headline), site, headings)
    for title in _contents(metas, _TITLES):
        yield "meta", strip_site(title, site, headings)
    if len(headings) == 1:
        yield "visible text", headings[0]
    for element in tree.iter("title"):
        if words := _text(element):
            yield "visible text", strip_site(words, site, headings)


def strip_site(title: str, site: str | None, headings: Iterable[str] = ()) -> str:
    """The title without the site's name that pages put after it or before it."""
    for heading in headings:
        if len(heading.split()) >= 3 and heading != title and heading in title:
            return heading
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    key = _key(site or "")
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    first, rest = title[: cuts[0].start()], title[cuts[0].end() :]
    if key and _same_site(tail, key):
        return strip_site(head, site)
    if key and _same_site(first, key):
        return rest
    bar = "|" in cuts[-1][0] or "»" in cuts[-1][0]
    return head if bar and len(tail.split()) <= 4 < len(head.split()) else title


def _same_site(words: str, key: str) -> bool:
    mine = _key(words)
    return bool(mine) and (mine in key or key in mine) and len(words.split()) <= 6


def _key(words: str) -> str:
    return re.sub(r"^the|\W|(?:com|org|net|co|uk|de|at|ch)$", "", words.lower().replace(" ", ""))


def _descriptions(data: Described, metas: dict[str, list[str]]) -> Iterator[tuple[Source, str]]:
    if data.description:
        yield "json-ld", html.unescape(data.description)
    for words in _contents(metas, _DESCRIPTIONS):
        yield "meta", words


def _people(
    tree: HtmlElement, data: Described, metas: dict[str, list[str]], look: Lookup, site: str
) -> tuple[Found, ...]:
    stated: tuple[tuple[Source, Iterable[str]], ...] = (
        ("json-ld", data.authors),
        ("meta", _contents(metas, _AUTHORS)),
        ("visible text", _visible_authors(tree)),
    )
    for origin, written in stated:
        names = [name for words in written for name in _split_people(words) if _person(name, site)]
        if names:
            return tuple(look.found(origin, name) for name in dict.fromkeys(names))
    return ()


def _split_people(written: str) -> list[str]:
    words = re.sub(r"^\s*(?:by|von|par|por)\s+", "", html.unescape(written), flags=re.I)
    words = re.sub(r"\s*\(.*?\)", "", words)
    parts = re.split(r"\s*(?:,|;|\||/|&|\band\b|\bund\b)\s*", words)
    return [p.strip() for p in parts if p.strip()]


def _person(name: str, site: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not _NO_PERSON.search(name)
        and _key(name) != _key(site)
        and words[0][0].isupper()
    )


def _visible_authors(tree: HtmlElement) -> Iterator[str]:
    marked = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')"
        " or contains(@class, 'author-name') or contains(@class, 'author__name')]"
    )
    for element in marked[:6]:
        words = _text(element)
        byline = read_byline(words)
        spans = byline.authors if byline else bare_names(words, common=())
        if spans:
            yield from (words[s:e] for s, e in spans)
            return


def _published(
    trees: tuple[HtmlElement, HtmlElement],
    data: Described,
    metas: dict[str, list[str]],
    look: Lookup,
) -> Found | None:
    candidates: list[tuple[Source, str]] = []
    if data.published:
        candidates.append(("json-ld", data.published))
    candidates += [("meta", value) for value in _contents(metas, _DATES)]
    candidates += [("visible text", value) for value in _time_elements(*trees)]
    for origin, written in candidates:
        reading = read_date(written)
        if reading:
            return look.found(origin, reading.value, written)
    return None


def _time_elements(tree: HtmlElement, own: HtmlElement) -> Iterator[str]:
    """Times marked as the publication, then a page's only one, if it is its own."""
    times = [t for t in own.iter("time") if t.get("datetime")]
    for time in times:
        marks = f"{time.get('itemprop')} {time.get('pubdate')} {time.get('class')}".lower()
        if re.search(r"datepublished|pubdate|publish|entry-date", marks) and "updat" not in marks:
            yield str(time.get("datetime"))
    everywhere = {t.get("datetime") for t in tree.iter("time")} - {None}
    if times and len(everywhere) == 1:
        yield str(times[0].get("datetime"))


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
