"""What a page says about itself: JSON-LD, meta tags, visible text, address, trusted in that order."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crosswire.records.article import Disagreement, Found
from crosswire.records.span import Text
from crosswire.stages.clean.addresses import joined, split
from crosswire.stages.clean.guess import guessed_day
from crosswire.stages.clean.jsonld import Described, described
from crosswire.stages.clean.lookup import Lookup as Lookup
from crosswire.stages.clean.lookup import Source as Source
from crosswire.stages.clean.outline import Piece, letters
from crosswire.stages.clean.published import dated
from crosswire.stages.clean.stated import Places, stated_dates
from crosswire.stages.clean.titles import site_key, titles
from crosswire.stages.clean.writers import cased, credited, is_person

_UNFILLED = re.compile(r"\{\{.*\}\}|\{%.*%\}|<%.*%>|\$\{[\w.]+\}", re.S)
"""A place in a template that nobody filled."""
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
    "twitter:app:name:iphone",
    "apple-mobile-web-app-title",
)
_SECTIONS = (
    "article:section",
    "og:article:section",
    "section",
    "parsely-section",
    "cxenseparse:section",
)
_NO_SECTION = re.compile(
    r"\d|^(?:artikel|article|articles|news|story|stories|detail|details|post|posts|blog|archive|archiv"
    r"|aktuell\w*|service|themen?|topics?|tag|category|index|content|node|page|pages|web|[a-z]{2}(?:[-_][a-z]{2})?)$|[.=?&]",
    re.I,
)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(?=https?://)")


@dataclass(frozen=True)
class PageMeta:
    """The fields of a page, each with where it came from."""

    title: Found | None = None
    description: Found | None = None
    authors: tuple[Found, ...] = ()
    """People."""
    credits: tuple[Found, ...] = ()
    """All that stands in the author's place, agencies and desks too."""
    outlet: Found | None = None
    published: Found | None = None
    modified: Found | None = None
    canonical: Found | None = None
    section: Found | None = None
    disagreements: tuple[Disagreement, ...] = ()
    sections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    metas: dict[str, list[str]] = field(default_factory=dict)
    node: Mapping[str, object] = field(default_factory=dict)
    """The article's object in the page's JSON-LD."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read once and used by several fields."""

    tree: HtmlElement
    data: Described
    metas: dict[str, list[str]]
    addresses: list[tuple[Source, str]]
    sites: list[tuple[Source, str]]
    titles: list[tuple[Source, str]]
    language: str | None
    address: str | None

    @property
    def names(self) -> list[str]:
        """The outlet's names."""
        return [name for _, name in self.sites]


def read_meta(tree: HtmlElement, source: Text, url: str | None, page: Sequence[Piece]) -> PageMeta:
    """Read the page's own fields; ``source`` is the HTML they are looked up in, ``page`` its pieces."""
    facts = _facts(tree, url)
    look = Lookup(source)
    places = _places(facts, page)
    times = dated(
        stated_dates(places),
        look,
        lambda: guessed_day(tree, page, facts.address) if page else None,
    )
    credits_ = list(credited(places, facts.names))
    bodies = frozenset(facts.data.bodies)
    people = [(o, [n for n in names if is_person(n) and n not in bodies]) for o, names in credits_]
    people = [(origin, names) for origin, names in people if names]
    differ = (
        _differ("title", facts.titles, look),
        _differ("canonical", facts.addresses, look),
        _differ("authors", [(o, ", ".join(names)) for o, names in people], look),
    )
    return PageMeta(
        title=look.first(facts.titles),
        description=look.first(_descriptions(facts.data, facts.metas)),
        authors=tuple(
            look.found(o, cased(name), name) for o, names in people[:1] for name in names
        ),
        credits=tuple(look.found(o, name) for o, names in credits_[:1] for name in names),
        outlet=look.first(facts.sites),
        published=times.published,
        modified=times.modified,
        canonical=look.first(facts.addresses),
        section=look.first(_sections(facts)),
        disagreements=(*times.disagreements, *(d for found in differ for d in found)),
        sections=(*facts.data.sections, *_contents(facts.metas, _SECTIONS)),
        kinds=facts.data.kinds,
        metas=facts.metas,
        node=facts.data.node,
    )


def address_of(tree: HtmlElement, metas: Mapping[str, Sequence[str]] | None = None) -> str | None:
    """The page's own address, where it states one; ``metas`` are its meta tags, if they are read."""
    stated = _metas(tree) if metas is None else metas
    return next((address for _, address in _addresses(tree, stated, Described(), None)), None)


def page_places(tree: HtmlElement, url: str | None, page: Sequence[Piece]) -> Places:
    """Where the page may state dates."""
    return _places(_facts(tree, url), page)


def _facts(tree: HtmlElement, url: str | None) -> _Facts:
    data, metas = described(tree), _metas(tree)
    addresses = list(_addresses(tree, metas, data, url))
    address = unarchived(url) if url else next((address for _, address in addresses), None)
    sites = list(_sites(data, metas, address))
    root = next(tree.iter("html"), tree)
    return _Facts(
        tree=tree,
        data=data,
        metas=metas,
        addresses=addresses,
        sites=sites,
        titles=list(titles(tree, data, metas, [name for _, name in sites])),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        address=address,
    )


def _places(facts: _Facts, page: Sequence[Piece]) -> Places:
    title = next((title for _, title in facts.titles), None)
    return Places(
        tree=facts.tree,
        data=facts.data,
        metas=facts.metas,
        pieces=page,
        address=facts.address,
        title=title,
        language=facts.language,
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            metas.setdefault(name.lower().strip(), []).append(content)
    return metas


def _contents(metas: Mapping[str, Sequence[str]], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _addresses(
    tree: HtmlElement, metas: Mapping[str, Sequence[str]], data: Described, url: str | None
) -> Iterator[tuple[Source, str]]:
    """The addresses that the page gives as its own; a bare host is the site's, not the page's."""
    links = [
        str(link.get("href")).strip()
        for link in tree.iter("link")
        if (link.get("rel") or "").lower() == "canonical" and link.get("href")
    ]
    stated: list[tuple[Source, str]] = [("meta", link) for link in links]
    stated += [("meta", address) for address in metas.get("og:url", ())]
    stated += [("json-ld", address) for address in [data.address] if address]
    whole = [(o, unarchived(joined(url, a))) for o, a in stated]
    whole = [(o, a) for o, a in whole if a.startswith(("http://", "https://"))]
    pages = [(o, a) for o, a in whole if split(a).path.strip("/") or split(a).query]
    yield from pages or whole


def unarchived(address: str) -> str:
    """The address that an archive's address holds: ``web.archive.org/web/20160218/http://…``."""
    return _ARCHIVED.sub("", address)


def _sites(
    data: Described, metas: Mapping[str, Sequence[str]], address: str | None
) -> Iterator[tuple[Source, str]]:
    if data.publisher and not data.publisher.startswith("http"):
        yield "json-ld", html.unescape(data.publisher)
    for site in _contents(metas, _SITES):
        if not site.startswith("http"):
            yield "meta", html.unescape(site).removeprefix("@")
    host = split(address).hostname if address and "//" in address else None
    if host:
        yield "url", host.removeprefix("www.")


def _descriptions(
    data: Described, metas: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Source, str]]:
    """What the page says it is about; a template's unfilled place is nothing said."""
    stated: list[tuple[Source, str]] = [("json-ld", data.description)] if data.description else []
    stated += [("meta", words) for words in _contents(metas, _DESCRIPTIONS)]
    for source, words in stated:
        if not _UNFILLED.search(words):
            yield source, html.unescape(words)


def _sections(facts: _Facts) -> Iterator[tuple[Source, str]]:
    """What the page calls its section, else the first word of its address, where it links that."""
    for words in facts.data.sections:
        yield "json-ld", html.unescape(words)
    for words in _contents(facts.metas, _SECTIONS):
        yield "meta", html.unescape(words)
    parts = [p for p in split(facts.address).path.split("/") if p]
    if len(parts) > 1 and not _NO_SECTION.search(parts[0]) and _is_linked(facts.tree, parts[0]):
        yield "url", parts[0]


def _is_linked(tree: HtmlElement, part: str) -> bool:
    """Whether the page links a section of that name: an address that ends in it, under its name."""
    wanted = letters(part).lower()
    return any(
        letters(link.text_content()).lower() == wanted
        for link in tree.iter("a")
        if (link.get("href") or "").rstrip("/").lower().endswith(f"/{part.lower()}")
    )


def _differ(
    field_: str, values: Sequence[tuple[Source, str]], look: Lookup
) -> Iterator[Disagreement]:
    """The first value of a less trusted place that differs in more than signs and the site's name."""
    if not values:
        return
    taken_from, taken = values[0]
    for origin, other in values[1:]:
        if origin != taken_from and not _alike(field_, taken, other):
            yield Disagreement(
                field=field_,
                taken=look.found(taken_from, taken),
                other=look.found(origin, other),
                because=f"{taken_from} is trusted before {origin}",
            )
            return


def _bare(address: str) -> str:
    """An address without what names no other page: scheme, part of the page (``#webpage``), slash."""
    return address.split("://")[-1].partition("#")[0].rstrip("/")


def _alike(field_: str, one: str, other: str) -> bool:
    if field_ == "canonical":
        return _bare(one) == _bare(other)
    a, b = site_key(one), site_key(other)
    return a in b or b in a
