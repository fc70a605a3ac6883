"""Dates that a page carries where readers do not see them: scripts, addresses, names of images."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import unquote

from lxml.html import HtmlElement

from crosswire.stages.clean.dates import read_date
from crosswire.stages.clean.placed import MODIFIED, NOT_OF_PAGE, PUBLISHED, Stated, read_stated

_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[/_.-]?([01]\d)[/_.-]?([0-3]\d)|[/_.-](\d\d?)[/_.-](\d\d?))(?!\d)"
)
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)[/_-](0[1-9]|1[0-2])/")
_IN_STATE = re.compile(
    r"[0-9](?:(?:(?<=1)9|(?<=2)0)\d\d[-/]\d\d[-/]\d\d|(?<=[0-3])\d[./][01]\d[./](?:19|20)\d\d"
    r"|\d? [A-Z][a-z]{2} (?:19|20)\d\d|(?<=1)[0-9]{9}(?:[0-9]{3})?(?![\d.]))"
)
"""That it begins with a digit stands first, so that scripts are searched quickly."""
_FIELD = re.compile(r"([\w:.$-]{3,40})\\?[\"']?\s{0,3}[:=,]\s{0,3}(?:\\?[\"'](?:\w{3}, )?)?$")
_QUOTED = re.compile(r"[\"'](?:\w{3}, )?$")
_MOST = 150
"""Dates read of the scripts of a page."""
_STATE_KEY = re.compile(r"date|time|publi|creat|modif|updat|issued|dimension", re.I)
_IMAGES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
_SENT_ON = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"'](https?://[^\"'\s]{8,400})|\blocation\.replace\(\s*[\"'](https?://[^\"'\s]{8,400})"
)


def dates_in_address(address: str | None) -> Iterator[Stated]:
    """The day in the address, or the month where it has no more."""
    words = unquote(address or "")
    for day, written in _days_in(words):
        yield Stated(day, written, "url", "url")
        return
    if month := _MONTH_IN_URL.search(words):
        yield Stated(f"{month[1]}-{month[2]}", month[0], "url", "url month")


def _days_in(words: str) -> Iterator[tuple[str, str]]:
    for match in _IN_URL.finditer(words):
        year, *parts = (g for g in match.groups() if g)
        if reading := read_date(f"{year}-{int(parts[0]):02}-{int(parts[1]):02}"):
            yield reading.value, match[0]


def sent_on(tree: HtmlElement) -> str | None:
    """The address to which a page without one of its own sends browsers on."""
    for script in tree.iter("script"):
        if found := _SENT_ON.search(script.text or ""):
            return found[1] or found[2]
    return None


def dates_of_images(metas: Mapping[str, Sequence[str]]) -> Iterator[Stated]:
    """Days in the address of the page's own image: when it was stored."""
    for name in _IMAGES:
        for address in metas.get(name, ()):
            for day, written in islice(_days_in(unquote(address)), 1):
                yield Stated(day, written, "inferred", "image")


def dates_in_state(tree: HtmlElement, language: str | None) -> Iterator[Stated]:
    """Dates in the data that scripts carry, by the name of their field."""
    for words, match in islice(_state_dates(tree), _MOST):
        field = _FIELD.search(words, max(0, match.start() - 60), match.start())
        kind = _state_kind(field[1]) if field else None
        if not kind:
            continue
        if match[0].isdigit():
            yield from _second(match[0], kind)
        elif _QUOTED.search(words, max(0, match.start() - 8), match.start()):
            value = words[match.start() : match.end() + 25].replace("\\/", "/")
            yield from read_stated(re.split(r"[\"'\\<]", value)[0], "inferred", kind, language)


def _second(count: str, kind: str) -> Iterator[Stated]:
    """A time counted in seconds since 1970, or in thousandths of one."""
    moment = datetime.fromtimestamp(int(count[:10]), tz=UTC)
    yield Stated(moment.isoformat(timespec="minutes"), count, "inferred", kind)


def _state_dates(tree: HtmlElement) -> Iterator[tuple[str, re.Match[str]]]:
    for script in tree.iter("script"):
        words = script.text or ""
        if "ld+json" not in (script.get("type") or ""):
            for match in _IN_STATE.finditer(words):
                yield words, match


def _state_kind(key: str) -> str | None:
    if not _STATE_KEY.search(key) or NOT_OF_PAGE.search(key):
        return None
    if MODIFIED.search(key):
        return "state modified"
    return "state published" if PUBLISHED.search(key) or "publi" in key.lower() else "state other"
