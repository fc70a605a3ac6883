"""Who wrote an article, as people; outlets, desks and roles are left out."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from crosswire.stages.clean.bylines import bare_names, read_byline
from crosswire.stages.clean.jsonld import Described
from crosswire.stages.clean.lookup import Source
from crosswire.stages.clean.titles import site_key

_AUTHORS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "dc.creator", "byl", "authors", "cxenseparse:author", "dcterms.creator", "twitter:data1",
    "vr:author", "dcsext.author", "citation_author",
)  # fmt: skip
_NO_PERSON = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|ch|at|co)\b|\b(?:staff|admin|administrator|editor(?:s|ial)?"
    r"|news|newsroom|team|desk|redaktion|redaktor\w*|rédaction|redacción|redacao|redação|redazione"
    r"|press|presse|agency|agence|agencia|agentur|reuters|online|magazine|magazin|media|medien|verlag"
    r"|times|post|herald|tribune|guardian|zeitung|nachrichten|guest|gast\w*|author|autor|webmaster"
    r"|user|blog|journal|today|daily|radio|tv|television|institute?|institut|universit\w+|gmbh|ag"
    r"|inc|ltd|llc|e\.\s?v|verein|stiftung|foundation|ministry|ministerium|department|bureau"
    r"|association|society|committee|council|service|network|group|contributor|wire|archive)\b|\d",
    re.I,
)
_LEAD = re.compile(
    r"^\W*(?:(?:text|story|words|written|posted|published|report(?:ed)?|interview|article|foto|fotos)"
    r"\s*(?:und|and|&)?\s*(?:fotos?|bilder|photos?)?\s*:?\s*)?(?:by|von|par|por|di|da|door|af|av|autore?"
    r"|autor(?:in)?|author|текст|автор)\s*:?\s+",
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


def credited(
    tree: HtmlElement, data: Described, metas: Mapping[str, Sequence[str]], sites: Sequence[str]
) -> Iterator[tuple[Source, list[str]]]:
    """What each place of the page has in the author's place, the most trusted first."""
    stated: tuple[tuple[Source, Iterable[str]], ...] = (
        ("json-ld", data.authors),
        ("meta", [value for name in _AUTHORS for value in metas.get(name, ())]),
        ("visible text", _visible(tree)),
    )
    keys = {site_key(site) for site in sites}
    for origin, written in stated:
        names = [n for words in written for n in split_people(words) if site_key(n) not in keys]
        if names:
            yield origin, list(dict.fromkeys(names))[:_MOST]


def split_people(written: str) -> list[str]:
    """The names in an author's field: "By Ida Holm, transport editor, and Jo Marsh" → two."""
    words = " ".join(html.unescape(html.unescape(written)).split())
    words = re.sub(r"\s*\(.*?\)|<[^<>]*>", "", _LEAD.sub("", words))
    parts = _SPLIT.split(_ROLE.sub("", words))
    return [part for p in parts if (part := _TITLE.sub("", p.strip(" .:*-")))]


def is_person(name: str) -> bool:
    """Whether a name reads as one person's: two to five words, the outer ones capitalised."""
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not _NO_PERSON.search(name)
        and all(word[0].isalpha() for word in words)
        and not words[0].islower()
        and (words[-1][0].isupper() or not words[-1][0].islower())
        and not (name.isupper() and len(name) <= 5)
    )


_VISIBLE = (
    "//*[@rel='author' or contains(concat(' ', @itemprop, ' '), ' author ')"
    " or contains(@class, 'byline') or contains(@class, 'author-name')"
    " or contains(@class, 'author__name') or contains(@class, 'article-author')"
    " or contains(@class, 'article__author')]"
)


def _visible(tree: HtmlElement) -> Iterator[str]:
    """The names of the first element that is marked as an author line and names somebody."""
    for element in tree.xpath(_VISIBLE)[:6]:
        words = element.get("content") or " ".join(element.text_content().split())
        byline = read_byline(words)
        spans = byline.authors if byline else bare_names(_LEAD.sub("", words), common=())
        if spans:
            words = words if byline else _LEAD.sub("", words)
            yield from (words[s:e] for s, e in spans)
            return
