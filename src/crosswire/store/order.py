"""Where an article stands in time, and under which address and outlet it is known."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EARLIEST = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp())
_AHEAD = int(timedelta(days=2).total_seconds())
_NOON = 12 * 3600
_TRACKING = re.compile(
    r"(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|oly_.*_id)",
    re.I,
)
_PORTS = {"http": 80, "https": 443}


class When(NamedTuple):
    """An article's place in time: seconds since 1970, and why its own date does not say."""

    at: int
    doubt: str | None


def now() -> str:
    """This moment, as the store writes times."""
    return as_text(datetime.now(UTC))


def as_text(moment: datetime) -> str:
    """UTC, ISO 8601, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def of_seconds(at: int) -> str:
    """Seconds since 1970 as the store writes times."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(words: str) -> datetime:
    """An instant with its zone; raises ``ValueError`` for anything else."""
    found = datetime.fromisoformat(words)
    if found.tzinfo is None:
        raise ValueError(f"an instant with its zone was wanted, got {words!r}")
    return found


def place_in_time(published: str | None, seen: str) -> When:
    """By its own date; a day stands as its noon. Where that is missing or in doubt, by when it was
    first seen, which is known."""
    first = int(moment(seen).timestamp())
    if not published:
        return When(first, "no date was found")
    try:
        at = _seconds(published)
    except (ValueError, OverflowError):
        return When(first, f"the date {published[:40]!r} was not understood")
    if at < _EARLIEST:
        return When(first, f"the date {published[:40]} lies before 1990")
    if at > first + _AHEAD:
        return When(first, f"the date {published[:40]} lies days after it was first seen")
    return When(at, None)


def _seconds(published: str) -> int:
    if _DAY.fullmatch(published):
        return int(moment(f"{published}T00:00:00+00:00").timestamp()) + _NOON
    return int(moment(published).timestamp())


def address(url: str | None) -> str | None:
    """What of an address names an article: without scheme, ``www.``, tracking and fragment.

    None for no web address, and for a front page, which names none.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not host:
        return None
    asked = [p for p in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(p[0])]
    path = parts.path.rstrip("/")
    routed = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not (path or asked or routed):
        return None
    where = host if port in (None, *_PORTS.values()) else f"{host}:{port}"
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{where}{path}{query}" + (f"#{routed}" if routed else "")


def domain(url: str | None) -> str | None:
    """The host of an address, without ``www.``."""
    try:
        host = urlsplit((url or "").strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _tracks(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter) is not None
