"""Who wrote an article, as people; outlets, desks and roles are left out."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from crosswire.stages.clean.addresses import split
from crosswire.stages.clean.bylines import read_byline
from crosswire.stages.clean.lookup import Source
from crosswire.stages.clean.outline import Piece
from crosswire.stages.clean.stated import Places, heading
from crosswire.stages.clean.titles import site_key

_AUTHORS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "dc.creator", "byl", "authors", "cxenseparse:author", "dcterms.creator",
    "vr:author", "dcsext.author", "citation_author",
)  # fmt: skip
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|ch|at|co)\b|\b(?:staff|admin|administrator|editor(?:s|ial)?"
    r"|news|newsroom|team|desk|redaktion|redaktor\w*|rédaction|redacción|redacao|redação|redazione"
    r"|press|presse|agency|agence|agencia|agentur|reuters|online|magazine|magazin|media|medien|verlag"
    r"|times|post|herald|tribune|guardian|zeitung|nachrichten|guest|gast\w*|authors?|autor(?:en|innen|es|a|as)?|auteurs?|webmaster"
    r"|alle|all|posts?|articles?|artikel|beitr[aä]ge?|entradas|artículos|articoli|archiv\w*|view|more|mehr"
    r"|user|blog|journal|today|daily|radio|tv|television|institute?|institut|universit\w+|gmbh|ag"
    r"|inc|ltd|llc|e\.\s?v|verein|stiftung|foundation|ministry|\w*ministerium|\w*verband|department|bureau"
    r"|association|society|committee|council|service|network|group|contributor|wire|archive|bund"
    r"|partei|sekretariat|abteilung|feuerwehr|departement|kitchens?|club|jobs|pressestelle|anonymous)\b"
    r"|\d",
    re.I,
)
_PARTICLES = frozenset(
    {"de", "da", "do", "dos", "das", "di", "du", "del", "della", "der", "den", "van", "von", "zu"}
    | {"zur", "vom", "la", "le", "el", "al", "bin", "ibn", "y", "e", "ter", "ten", "af", "av", "’t"}
)
_LEAD = re.compile(
    r"^\W*(?:(?:text|story|words|written|posted|published|report(?:ed)?|interview|article|foto|fotos)"
    r"\s*(?:und|and|&)?\s*(?:fotos?|bilder|photos?)?\s*:?\s*)?(?:by|von|par|por|di|da|door|af|av|autore?"
    r"|autor(?:in)?|author|текст|автор)\s*:?\s+"
    r"|^\W*(?:text|words|story|interview|reporter|texte|texto|testo)\s*:\s+",
    re.I,
)
_ROLE = re.compile(
    r"\s*[,|–—-]\s*(?:[\w'’-]+\s){0,3}(?:correspondent|editor|reporter|columnist|writer|analyst"
    r"|journalist|critic|producer|presenter|redakteur(?:in)?|korrespondent(?:in)?|journaliste?|reporterin"
    r"|autor(?:in)?|chefredakteur(?:in)?|dr|phd|md|m\.?a|rd|esq)\b.*$",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:,|;|\||/|&|•|·|\band\b|\bund\b|\bet\b|\be\b|\by\b|\bmit\b|\bwith\b)\s*")
_TITLE = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|dipl|ing|mag|med)\.?[\s-]+)+", re.I)
_MOST = 12
_LONGEST = 1_000
"""Characters of an author's field that are read: no list of authors is longer."""
_LONG_HOST = 6
"""Letters from which on a host's word inside a name shows the name to be the site's."""


def credited(page: Places, sites: Sequence[str]) -> Iterator[tuple[Source, list[str]]]:
    """What each place of the page has in the author's place, the most trusted first."""
    top = heading(page.pieces, page.title)
    stated: tuple[tuple[Source, Iterable[str]], ...] = (
        ("json-ld", [*page.data.authors, *page.data.bodies]),
        ("meta", [value for name in _AUTHORS for value in page.metas.get(name, ())]),
        ("visible text", _visible(page.tree, page.pieces, top)),
    )
    keys = {site_key(site) for site in sites}
    host = _host(page.address)
    for origin, written in stated:
        written = [words for words in written if not words.startswith("http")]
        names = [n for words in written for n in split_people(words)]
        names = [n for n in names if site_key(n) not in keys and not (host and host in site_key(n))]
        if names:
            yield origin, list(dict.fromkeys(names))[:_MOST]


def _host(address: str | None) -> str | None:
    """The word that a site's host is known by: "selbycourier" of www.selbycourier.example."""
    parts = (split(address).hostname or "").removeprefix("www.").split(".")
    word = parts[-2].replace("-", "") if len(parts) > 1 else ""
    return word if len(word) >= _LONG_HOST else None


def split_people(written: str) -> list[str]:
    """The names in an author's field: "By Ida Holm, transport editor, and Jo Marsh" → two."""
    words = " ".join(html.unescape(html.unescape(written[:_LONGEST])).split())
    words = re.sub(r"\s*\(.*?\)|<[^<>]*>", "", _LEAD.sub("", words))
    parts = _SPLIT.split(_ROLE.sub("", words))
    return [part for p in parts if (part := _TITLE.sub("", p.strip(" .:*-")))]


def cased(name: str) -> str:
    """A name that is written in capitals as names are written: "NADIA COLE-HOLM" → "Nadia Cole-Holm"."""
    if not name.isupper() or len(name.split()) < 2:
        return name
    return re.sub(r"[^\W\d_]{2,}", lambda word: word[0].capitalize(), name)


def is_person(name: str) -> bool:
    """Whether a name reads as one person's: two to five words, the outer ones capitalised."""
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not _NO_PERSON.search(name)
        and all(w[0].isalpha() and (not w[0].islower() or w in _PARTICLES) for w in words)
        and not (words[0].islower() and words[0] not in ("von", "de", "van", "al", "el"))
        and not words[-1][0].islower()
        and not (name.isupper() and len(name) <= 5)
    )


_CREDITING = ("a", "span", "p", "div", "li", "address", "strong", "cite", "em", "b")
_BRIEF = XPath("string-length(normalize-space(.)) < 200")
_ENDS = re.compile(r"\s*(?:[|•·(\d]|\s[–—-]\s|,\s*(?:\w+\s){0,2}\d|\bam\s+\d|\bon\s+[A-Z]).*$")
_MOST_CREDITING = 8
_NEAR = 8
"""Pieces below the headline among which an author line stands."""


def _visible(tree: HtmlElement, page: Sequence[Piece], top: int | None) -> Iterator[str]:
    """The names of the first author line: under the headline, or in an element marked as one."""
    near = page[top + 1 : top + 1 + _NEAR] if top is not None else ()
    for piece in near:
        if len(piece.text) < 200 and not piece.zone and (names := _led(piece.text)):
            yield from names
            return
    for element in islice(_crediting(tree), _MOST_CREDITING):
        words = " ".join((element.get("content") or element.text_content()).split())
        if not _aside(element) and (names := _led(words) or _bare(words)):
            yield from names
            return


def _crediting(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The short elements that are marked as an author's line."""
    for element in tree.iter(*_CREDITING):
        classes = element.get("class") or ""
        named = "author" in classes or "byline" in classes or "autor" in classes
        stated = f" {element.get('itemprop') or ''} "
        if (named or " author " in stated or element.get("rel") == "author") and _BRIEF(element):
            yield element


def _led(words: str) -> list[str]:
    """The names in a line that opens with "By" in one of many languages."""
    byline = read_byline(words)
    if byline and byline.authors:
        return [words[s:e] for s, e in byline.authors]
    if not _LEAD.match(words):
        return []
    return [name for name in split_people(_ENDS.sub("", _LEAD.sub("", words))) if is_person(name)]


def _bare(words: str) -> list[str]:
    names = split_people(_ENDS.sub("", words))
    return names if names and all(map(is_person, names)) else []


def _aside(element: HtmlElement) -> bool:
    return any(
        around.tag in ("aside", "nav", "footer")
        or re.search(r"comment|related|teaser|sidebar|widget", around.get("class") or "", re.I)
        for around in element.iterancestors()
        if around.tag not in ("body", "html", "main", "article")
    )
