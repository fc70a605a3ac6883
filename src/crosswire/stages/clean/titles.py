"""The title of a page, without the site's name that pages put after it or before it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from crosswire.stages.clean.jsonld import Described
from crosswire.stages.clean.lookup import Source
from crosswire.stages.clean.outline import letters

_TITLES = ("og:title", "twitter:title", "dc.title", "title", "sailthru.title", "parsely-title")
_SEPARATOR = re.compile(r"\s+(?:[|»«·•–—-]|::|//|\\)\s+|\s*\|\s*|\s+@\s+")
_PART = re.compile(rf"{_SEPARATOR.pattern}|\s+:\s+")
"""A colon with spaces parts a site's name from a title only where that name stands whole behind it."""
_ENDING = re.compile(r"(?:com|org|net|info|co|uk|de|at|ch|fr|es|it|pt|br|nl|eu|ru|tv|news|online)$")
_LONGEST_SITE = 6
"""Words; what is longer is no site's name."""


def titles(
    tree: HtmlElement,
    data: Described,
    metas: Mapping[str, Sequence[str]],
    sites: Sequence[str],
) -> Iterator[tuple[Source, str]]:
    """Every title a page states, the most trusted first; ``sites`` are the outlet's names.

    One that is nothing but the site's name is no title, where there is another.
    """
    found = list(_stated(tree, data, metas, sites))
    keys = {site_key(site) for site in sites}
    yield from [title for title in found if site_key(title[1]) not in keys] or found


def _stated(
    tree: HtmlElement,
    data: Described,
    metas: Mapping[str, Sequence[str]],
    sites: Sequence[str],
) -> Iterator[tuple[Source, str]]:
    headings = [words for h in tree.iter("h1") if (words := _text(h)) and not _leads_home(h)]
    homes = [words for h in tree.iter("h1", "h2") if (words := _text(h)) and _leads_home(h)]
    sites = [*sites, *(words for words in homes if len(words.split()) <= _LONGEST_SITE)]
    if data.headline:
        yield "json-ld", strip_site(_plain(data.headline), sites, headings)
    for name in _TITLES:
        for title in metas.get(name, ()):
            yield "meta", strip_site(_plain(title), sites, headings)
    whole = next((words for element in tree.iter("title") if (words := _text(element))), "")
    if part := _headed_part(tree, whole, sites):
        yield "visible text", part
    if len(headings) == 1:
        yield "visible text", headings[0]
    if whole:
        yield "visible text", strip_site(whole, sites, headings)


def _headed_part(tree: HtmlElement, whole: str, sites: Sequence[str]) -> str | None:
    """The part of the window's title that a heading of the page repeats; sites come last there."""
    parts = [part for part in _SEPARATOR.split(whole) if len(part.split()) >= 3]
    keys = [site_key(site) for site in sites]
    shown = {letters(_text(h)) for h in tree.iter("h1", "h2", "h3") if not _leads_home(h)}
    own = [part for part in parts if letters(part) in shown and site_key(part) not in keys]
    return own[0] if own else None


def _leads_home(heading: HtmlElement) -> bool:
    """Whether a heading is the site's name, linked to its start page."""
    links = [link.get("href") or "" for link in heading.iter("a")]
    around = heading.getparent()
    if around is not None and around.tag == "a":
        links.append(around.get("href") or "")
    return any(re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+)?", link) for link in links)


def strip_site(title: str, sites: Iterable[str], headings: Iterable[str] = ()) -> str:
    """The title without the site's name, or as the page's own heading has it."""
    for heading in headings:
        if len(heading.split()) >= 3 and heading != title and heading in title:
            return heading
    keys = [key for site in sites if (key := site_key(site))]
    if (own := _before_site(title, keys)) is not None:
        return own
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    first, rest = title[: cuts[0].start()], title[cuts[0].end() :]
    if any(_same_site(tail, key) for key in keys):
        return strip_site(head, sites)
    if any(_same_site(first, key) for key in keys):
        return rest
    bar = any(sign in cuts[-1][0] for sign in "|»@")
    return head if bar and len(tail.split()) <= 4 < len(head.split()) else title


def _before_site(title: str, keys: Sequence[str]) -> str | None:
    """The title up to the part that is the site's name, with the site's motto after it."""
    cuts = list(_PART.finditer(title))
    ends = [cut.start() for cut in cuts[1:]]
    for cut, end in zip(cuts, [*ends, len(title)], strict=False):
        if site_key(title[cut.end() : end]) in keys and len(title[: cut.start()].split()) > 1:
            return title[: cut.start()].rstrip(" :")
    return None


def _same_site(words: str, key: str) -> bool:
    mine = site_key(words)
    return bool(mine) and (mine in key or key in mine) and len(words.split()) <= _LONGEST_SITE


def site_key(words: str) -> str:
    """A site's name by its letters alone: "The Selby-Courier.com" → "selbycourier"."""
    key = re.sub(r"^(?:the|www\.)|\W", "", words.lower().replace(" ", ""))
    return _ENDING.sub("", key) or key


def _plain(words: str) -> str:
    return " ".join(re.sub(r"</?\w[^<>]*>", "", html.unescape(html.unescape(words))).split())


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
