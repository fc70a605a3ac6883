"""Pages that are no article, each refused with a reason that can be counted.

Refusing an article is worse than keeping a poor one: a page that describes itself as an article and
has running text is kept whatever else it shows, and so is every page with some paragraphs of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from crosswire.errors import InputError
from crosswire.stages.clean.addresses import split
from crosswire.stages.clean.blocks import Block
from crosswire.stages.clean.cues import furniture, topic
from crosswire.stages.clean.lines import Line
from crosswire.stages.clean.meta import PageMeta
from crosswire.stages.clean.outline import Piece, anchors, letters

_SHORTEST = 60
"""Characters; no article is shorter."""
_FEW = 60
_SOME = 80
"""Words of running text, from which on a page is read whatever its title says."""
_HARDLY = 25
"""Words of running text below which what a page says of itself does not save it."""
_BARE = 40
"""Visible words below which a page with scripts is an empty shell."""
_ENOUGH = 6
"""Blocks from which on a page can be an index."""
_NEARLY_ALL = 0.7
_MOSTLY = 0.6

_ERROR = re.compile(
    r"\W*(?:(?:http |error |erreur |fehler )?(?:40[0134]|410|429|451|50[0234]|520|522)(?: error)?"
    r"(?:[\W_]+(?:error|page|not found|forbidden|gone|internal server error|bad gateway"
    r"|service (?:temporarily )?unavailable|too many requests|unauthorized|access denied)\b.{0,40})?"
    r"|(?:page|article|story|content|url|file|document|site)(?: you (?:requested|are looking for))?"
    r"(?: (?:was|is|could|can))?(?: ?not| no longer)(?: be)? (?:found|available|exist\w*)(?: .{0,20})?"
    r"|not found|access (?:denied|to this page has been denied)|forbidden|just a moment\W*"
    r"|attention required\W*(?:\W+cloudflare)?|(?:are you|you are not) a (?:ro)?bot\??"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|checking your browser.{0,40}"
    r"|security check(?: required)?|pardon our interruption\W*|error|an error (?:has )?occurred\W*"
    r"|something went wrong\W*|oops\W.{0,60}|sorry\W.{0,40}(?:page|found|exist|wrong).{0,40}"
    r"|(?:site|service|server) (?:is )?(?:temporarily )?(?:unavailable|down|under maintenance)\W*"
    r"|(?:under|scheduled) maintenance|we(?:['’]| a)re sorry.{0,60}|(?:temporarily )?unavailable"
    r"|unavailable (?:for|due to) legal reasons|seite nicht gefunden|page (?:introuvable|non trouvée)"
    r"|página no encontrada|robot check|human verification|client challenge|request blocked.{0,20})\W*",
    re.I,
)
_LOGIN = re.compile(
    r"\W*(?:(?:please )?(?:log|sign)[ -]?in(?: or (?:register|sign up|subscribe|create an account))?"
    r"(?: (?:to|with|here|for)\b.{0,60})?|(?:create|register for) (?:an?|your)(?: \w+)? account.{0,40}"
    r"|register(?: (?:to|now|for)\b.{0,40})?|subscribe(?: (?:to|now)\b.{0,60})?|subscription required"
    r"|(?:this (?:content|article|page) is )?(?:for )?(?:subscribers?|members?) only|member login"
    r"|you (?:must|need to) (?:be logged in|log in|sign in|subscribe|register).{0,60}|anmelden|connexion"
    r"|se connecter|iniciar sesión|create an account.{0,40}|continue reading with a .{0,40})\W*",
    re.I,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consent|personal data|privacy (?:policy|settings|notice)|gdpr|trackers?"
    r"|tracking technolog\w+|legitimate interest|our partners|store and/or access|accept all"
    r"|reject all|manage (?:my )?(?:options|preferences|choices)|we value your privacy"
    r"|before you continue|data protection|opt out)\b",
)
_SCRIPTED = re.compile(
    r"(?:enable|turn on|requires?|need(?:s)?|activate) (?:\w+ ){0,3}java ?script|javascript (?:is|must be)"
    r"|loading\W*$",
    re.I,
)
_WAITS = re.compile(
    r"\byou will be (?:connected|redirected|forwarded|taken)\b|\bin (?:just )?a (?:moment|few seconds)\b"
    r"|\b(?:please wait|one moment|redirecting|verifying your (?:browser|connection))\b",
    re.I,
)
_LOADS = re.compile(r"(?:(?:please wait|now)\W+)?(?:loading|wird geladen|chargement)\b\W*", re.I)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a page shows, as far as telling an article from none needs it."""

    blocks: Sequence[Block]
    """What was read as the article."""
    pieces: Sequence[Piece]
    titles: Sequence[str]
    """Of the page: its own, and its headings of the first rank."""
    article: bool
    """It describes itself as an article."""
    listed: str | None = None
    """The kind of list that it describes itself as (schema.org)."""
    address: str | None = None
    scripted: bool = False
    """It has scripts, which may have been to write it."""
    status: int | None = None
    """Of the answer that brought it."""
    published: str | None = None
    """When it was published, where it tells so."""


def sight(
    tree: HtmlElement,
    blocks: Sequence[Block],
    pieces: Sequence[Piece],
    meta: PageMeta,
    *,
    address: str | None = None,
    status: int | None = None,
) -> Sight:
    """Look a page over."""
    # A heading of the second rank may stand over a box ("Log in") beside an article.
    top = list(tree.iter("h1"))[:3] or list(tree.iter("h2"))[:1]
    heads = [" ".join(h.text_content().split()) for h in top]
    named = [" ".join(t.text_content().split()) for t in tree.iter("title")][:1]
    title = [meta.title.value] if meta.title else []
    article = any(k.endswith(("Article", "Posting", "Report")) for k in meta.kinds)
    tagged = "article" in meta.metas.get("og:type", ()) or "article:published_time" in meta.metas
    return Sight(
        blocks=blocks,
        pieces=pieces,
        titles=[t for t in dict.fromkeys((*title, *named, *heads)) if t],
        article=article or tagged,
        listed=_listed(tree),
        address=address,
        scripted=any(True for _ in tree.iter("script")),
        status=status,
        published=meta.published.value if meta.published else None,
    )


_LISTS = re.compile(
    r'"@type"\s*:\s*\[?\s*"(CollectionPage|ItemList|SearchResultsPage|ProfilePage)"'
)


def _listed(tree: HtmlElement) -> str | None:
    """The kind of list that the page describes itself as."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (found := _LISTS.search(script.text or "")):
            return found[1]
    return None


def check_article(seen: Sight) -> None:
    """Refuse a page that is no article; raises ``InputError``, whose ``kind`` says what it is."""
    draft = " ".join(b.text for b in seen.blocks)
    words = len(draft.split())
    told = _told(seen.blocks)
    found = _front(seen, told, words) or _index(seen, told) or _bare(seen, draft)
    if found is not None:
        _refuse(*found, published=seen.published)


def refuse_text(lines: Sequence[str]) -> None:
    """Refuse a text without a paragraph of running text, in the words of what it is."""
    blocks = [Block(line, "p") for line in lines]
    words = sum(len(line.split()) for line in lines)
    seen = Sight(blocks=blocks, pieces=(), titles=lines[:6], article=False)
    _refuse(*(_front(seen, 0, words) or ("no-article", "no paragraph of running text")))


def _refuse(kind: str, because: str, published: str | None = None) -> None:
    raise InputError(
        f"wanted an article, found {_CALLED[kind]}: {because}; check in a browser that the article"
        " itself was saved, and whole",
        kind=kind,
        published=published,
    )


_CALLED = {
    "index": "a page that lists articles",
    "login-wall": "a page that asks to log in",
    "error-page": "an error page",
    "cookie-wall": "a page that asks for consent",
    "empty-shell": "a page without its text",
    "no-article": "none",
}
Found = tuple[str, str]


def _told(blocks: Sequence[Block]) -> int:
    """Words of running text that are no furniture by their wording, counted until they do."""
    told = 0
    for block in blocks:
        line = Line(0, len(block.text), block.text)
        if not line.prose or topic(block.text) is not None:
            continue
        if furniture(block.text, words=len(line.words), ends=line.ends) is None:
            told += len(line.words)
        if told >= _SOME:
            break
    return told


def _front(seen: Sight, told: int, words: int) -> Found | None:
    """What stands before an article, or in its place: an error, a login, a request for consent."""
    consent = words - _other_words(seen.blocks)
    if words and consent >= _MOSTLY * words and words - consent < _FEW:
        share = round(100 * consent / words)
        return "cookie-wall", f"{share} % of its {words} words speak of consent and cookies"
    if told >= _SOME:
        return None
    titles = [part for title in seen.titles for part in _parts(title)]
    failed = next((t for t in titles if _ERROR.fullmatch(t)), None)
    if failed is not None and (told < _HARDLY or not seen.article):
        return "error-page", f"it calls itself {failed[:60]!r} and has {words} words of text"
    if seen.status is not None and seen.status >= 400 and told < _FEW:
        return "error-page", f"it was answered with status {seen.status}"
    asks = next((t for t in titles if _LOGIN.fullmatch(t)), None)
    if told < _FEW and asks is not None:
        return "login-wall", f"it calls itself {asks[:60]!r} and has {words} words of text"
    return None if seen.article else _not_yet(seen, titles, words)


def _other_words(blocks: Sequence[Block]) -> int:
    """Words of blocks that do not speak of consent, counted until they are more than a few."""
    others = 0
    for block in blocks:
        if not _CONSENT.search(block.text.lower()):
            others += len(block.text.split())
        if others >= _FEW:
            break
    return others


def _not_yet(seen: Sight, titles: Sequence[str], words: int) -> Found | None:
    """A page saved before its article came: while it loads, or on the way past a check."""
    if loads := next((t for t in titles if _LOADS.fullmatch(t)), None):
        return "empty-shell", f"it calls itself {loads[:60]!r}; scripts were to write the rest"
    if words < _HARDLY and (waits := _WAITS.search(" ".join(b.text for b in seen.blocks))):
        return "error-page", f"all that it says is {words} words, {waits[0]!r} among them"
    return None


def _parts(title: str) -> list[str]:
    """A title whole, and as what stands before its site's name."""
    cuts = re.split(r"\s+[|–—·:-]\s+|\s*\|\s*", title)
    return [title, cuts[0]] if len(cuts) > 1 else [title]


def _index(seen: Sight, told: int) -> Found | None:
    """Nearly all that was read is link text, and no two paragraphs follow each other; or the page
    calls itself a list, or is a site's front, and has no running text of its own."""
    if seen.article:
        return None
    places = anchors([letters(b.text) for b in seen.blocks], seen.pieces)
    read = [seen.pieces[i] for i in dict.fromkeys(p for p in places if p is not None)]
    size = sum(len(p.text) for p in read)
    plain = [p.linked < 0.5 and p.line.prose for p in read]
    follow = any(a and b for a, b in pairwise(plain))
    linked = sum(p.linked * len(p.text) for p in read)
    if len(read) >= _ENOUGH and not follow and linked > _NEARLY_ALL * size:
        return "index", f"{round(100 * linked / size)} % of what was read is the text of links"
    links = sum(p.linked > 0.8 and len(p.line.words) >= 4 for p in seen.pieces)
    front = seen.address is not None and split(seen.address).path.strip("/") in _FRONTS
    if told >= _SOME or follow or links < 2 * _ENOUGH or not (seen.listed or front):
        return None
    what = (
        f"it describes itself as {seen.listed}" if seen.listed else "its address is a site's front"
    )
    return "index", f"{what}, with {links} links to other pages and {told} words of running text"


_FRONTS = frozenset({"", "index.html", "index.php", "home", "index"})


def _bare(seen: Sight, draft: str) -> Found | None:
    """A page with next to nothing to read."""
    if len(draft) >= _SHORTEST:
        return None
    visible = sum(len(p.text.split()) for p in seen.pieces)
    scripted = any(_SCRIPTED.search(p.text) for p in seen.pieces)
    if seen.scripted and (visible < _BARE or (scripted and visible < 2 * _BARE)):
        return "empty-shell", f"{visible} words are shown; scripts were to write the rest"
    return "no-article", f"{len(draft.split())} words of running text on the page"
