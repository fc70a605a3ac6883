"""Templates to pages. Whatever came from a page of the world is data here, and is escaped."""

import gzip
import hashlib
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import Response

from crosswire.records.kinds import kind_of
from crosswire.report import words
from crosswire.report.listed import counted
from crosswire.web.offers import OFFERS
from crosswire.web.pictures.strip import strip
from crosswire.web.pictures.worddiff import of_cut, word_diff
from crosswire.web.visitors import NOBODY

Keep = Callable[[Hashable, Callable[[], str]], str]
"""Gives a part of a page by its key, made where it is not there."""
_WORTH = 1400
"""Bytes under which packing saves no packet."""


def page(
    request: Request, template: str, values: Mapping[str, Any], *, status: int = 200
) -> Response:
    """A page, packed where the reader takes that."""
    body = render(request, template, values).encode("utf-8", "replace")
    headers = {"vary": "accept-encoding, cookie"}
    if len(body) > _WORTH and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=5, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(body, status, headers, "text/html; charset=utf-8")


def render(request: Request, template: str, values: Mapping[str, Any]) -> str:
    """The words of a page."""
    house = request.app.state.house
    visitor = getattr(request.state, "visitor", NOBODY)
    return environment().get_template(template).render(
        who=visitor, path=request.url.path, asked=request.query_params,
        sign_in=house.rules.sign_in, keep=house.shelf.get, **values,
    )  # fmt: skip


def prepare(template: str, values: Mapping[str, Any], keep: Keep) -> None:
    """Make the parts of a page that ``keep`` keeps, which are the same for everybody."""
    environment().get_template(template).render(
        who=NOBODY, path="", asked={}, sign_in=False, keep=keep, **values
    )


@cache
def environment() -> Environment:
    """Templates of this room; an unknown name in one is an error."""
    made = Environment(
        loader=PackageLoader("crosswire.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_showable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        count=words.count,
        kind=kind_of,
        counted=counted,
        moment=words.moment,
        shorten=words.shorten,
        web=web,
        part=part,
        address=address,
    )
    made.globals.update(
        offers=OFFERS, asking=asking, asset=asset, strip=strip, word_diff=word_diff, of_cut=of_cut
    )
    return made


def _showable(value: object) -> object:
    """Signs that would turn or hide the words around them are shown as what they are."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return words.showable(value)


def web(address: str | None) -> str | None:
    """An address that may be followed: http and https only; None for others."""
    try:
        known = urlsplit(address or "")
    except ValueError:
        return None
    return address if known.scheme in ("http", "https") and known.netloc else None


def address(path: str) -> str:
    """A path as it stands in an address."""
    return quote(path)


def part(words_of_address: str) -> str:
    """Words as one part of an address."""
    return quote(words_of_address, safe="")


def asking(asked: Mapping[str, str], other: Mapping[str, str | None]) -> str:
    """What an address asks for, with ``other`` fields (None: without that one), as its last part."""
    fields = {name: value for name, value in {**asked, **other}.items() if value}
    return f"?{urlencode(fields)}" if fields else ""


@cache
def asset(name: str) -> str:
    """The address of a packaged file, which changes with its content: it may be kept for ever."""
    content = files("crosswire.web").joinpath("static", *name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
