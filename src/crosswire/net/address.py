"""Addresses of pages: what is asked, in the one form it is asked in."""

import httpx

from crosswire.errors import FetchError

_LONGEST = 8000
# Ports where other protocols listen and could take a request for one of theirs: the "bad ports" of
# the Fetch standard.
_BAD_PORTS = frozenset(
    (
        *(0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95),
        *(101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179),
        *(389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601),
        *(
            636,
            989,
            990,
            993,
            995,
            1719,
            1720,
            1723,
            2049,
            3659,
            4045,
            4190,
            5060,
            5061,
            6000,
            6566,
        ),
        *(6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080),
    )
)


def page_address(stated: str) -> httpx.URL:
    """The address to ask; raises ``FetchError`` for one that is not fetched."""
    if len(stated) > _LONGEST:
        raise FetchError(
            f"an address of {len(stated):,} characters: {stated[:60]}…", kind="bad-url"
        )
    try:
        url = httpx.URL(stated.strip())
        url.host  # noqa: B018  # a name in Punycode is only now looked at
    except (httpx.InvalidURL, UnicodeError) as fault:
        raise FetchError(f"{stated!r} is no address: {fault}", kind="bad-url") from fault
    if url.scheme not in ("http", "https"):
        raise FetchError(
            f"{stated[:200]!r} is not fetched: wanted an address that begins with https:// or http://",
            kind="scheme",
        )
    if url.userinfo:
        raise FetchError(
            f"the address of {url.host} holds a name or password, which crosswire does not send; "
            "remove it",
            kind="credentials",
        )
    if not url.host:
        raise FetchError(f"{stated[:200]!r} names no host", kind="bad-url")
    if url.port is not None and (url.port in _BAD_PORTS or not 0 < url.port <= 65535):
        raise FetchError(f"port {url.port} of {url.host} is not one for pages", kind="bad-url")
    return url.copy_with(fragment=None)


def onward(url: httpx.URL, location: str | None) -> httpx.URL:
    """Where a redirect of ``url`` leads; raises ``FetchError`` where it may not be followed."""
    if location is None:
        raise FetchError(f"{url} redirects to nowhere", kind="redirects")
    try:
        return page_address(str(url.join(_as_meant(location)[: _LONGEST + 1])))
    except (httpx.InvalidURL, UnicodeError) as fault:
        words = f"{url} redirects to what is no address: {location[:200]!r}"
        raise FetchError(words, kind="bad-url") from fault
    except FetchError as fault:
        words = f"{url} redirects where crosswire does not go: {fault}"
        raise FetchError(words, kind=fault.kind) from fault


def _as_meant(location: str) -> str:
    """A header's bytes, which were read one by one, as UTF-8 where they are: hosts send addresses
    unescaped, and browsers read them so."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def origin(url: httpx.URL) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
