"""What stands around an article on the page of a news site, as heavy as such pages are: the median page
of the public gold set has 120,000 characters, 800 elements, 130 links, 30 scripts and 1,200 words."""

import json
from collections.abc import Iterator
from typing import NamedTuple

_SCRIPTS = 29
_MENUS = 4
_IN_A_MENU = 16
_TEASERS = 36
_SIZES = (320, 480, 640, 800, 1024, 1280)


class Around(NamedTuple):
    """What a page has but for its article."""

    head: str
    menu: str
    beside: str


def around() -> Around:
    """The furniture of a heavy page."""
    return Around(_scripts(), _menus(), _teasers())


def _scripts() -> str:
    """Settings, tags and styles of a site, a good half of the page."""
    return "\n".join([*map(_script, range(_SCRIPTS)), f"<style>{''.join(_rules())}</style>"])


def _script(number: int) -> str:
    told = {
        f"slot-{number}-{k}": {"sizes": [[300, 250], [728, 90]], "lazy": True, "path": f"/ads/{k}"}
        for k in range(14)
    }
    return f"<script>window.site=window.site||[];site.push({json.dumps(told)});</script>"


def _rules() -> Iterator[str]:
    for k in range(160):
        yield f".c-{k}{{display:flex;margin:0 {k}px;padding:{k % 7}px;color:#{k:03d}333}}"


def _menus() -> str:
    """Sections and their parts, as a header and a footer have them."""
    return "".join(
        f'<div class="c-menu c-menu--{menu}"><h4>Part {menu}</h4><ul class="c-list">'
        + "".join(
            f'<li class="c-list__item"><a class="c-link c-link--quiet" data-track="menu:{menu}:{k}" '
            f'href="/section/{menu}/{k}"><span>Section {menu} {k}</span></a></li>'
            for k in range(_IN_A_MENU)
        )
        + "</ul></div>"
        for menu in range(_MENUS)
    )


def _teasers() -> str:
    """Other articles, each with its picture in many sizes."""
    return "".join(
        f'<div class="c-card c-card--{k % 5}" data-position="{k}"><a class="c-card__link" '
        f'href="/news/{k}/another-headline-of-the-day"><picture><img class="c-card__picture" '
        f'loading="lazy" alt="" srcset="{_pictures(k)}"></picture>'
        f"<h3>Another headline of the day, the paper's number {k}</h3></a>"
        f'<p class="c-card__text">What else the paper has on page {k}, in a line or two of text.</p>'
        f'<div class="c-card__meta"><span>{k + 1} hours ago</span><a href="/section/{k}">Section</a>'
        f"</div></div>"
        for k in range(_TEASERS)
    )


def _pictures(number: int) -> str:
    return ", ".join(f"/pictures/{number:06d}/{size}/picture.jpg {size}w" for size in _SIZES)
