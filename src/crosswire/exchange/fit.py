"""Words as files can hold them, addresses as names can be, times as other formats take them.

Signs are replaced one for one, so that every place stays true.
"""

import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

SIGN = "\ufffd"
"""Stands for one sign that cannot be written."""
TAG = "tag:crosswire.invalid,2026"
"""Ids are names, not addresses (RFC 4151)."""
LONGEST = 2000
"""Characters of an address; longer ones are no page's."""
# Half characters, which UTF-8 cannot write; and NUL, at which many readers end a file.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
# What XML 1.0 (section 2.2) has no way to write; a carriage return it would read back as another sign.
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
# RFC 3986: reserved and unreserved signs; the rest is written with per cent signs.
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=-._~"


def writable(words: str) -> str:
    """``words`` as any file can hold them."""
    return _UNWRITABLE.sub(SIGN, words)


def in_xml(words: str) -> str:
    """``words`` as XML can hold them."""
    return _NO_XML.sub(SIGN, words)


def address(stated: str | None) -> str | None:
    """A page's address as an IRI; None for what is no web address."""
    if not stated or len(stated) > LONGEST:
        return None
    try:
        parts = urlsplit(writable(stated).strip())
        good = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        return None
    return quote(parts.geturl(), safe=_IN_ADDRESS) if good else None


def name(*parts: str) -> str:
    """An id as an IRI, made of ids."""
    return f"{TAG}:{'/'.join(quote(writable(part), safe='-._~:') for part in parts)}"


def stated_time(value: str | None) -> str | None:
    """A day or an instant with its zone, as it is; None for anything less: half a date is no date."""
    if not value:
        return None
    try:
        if _DAY.fullmatch(value):
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date().isoformat()
        if _INSTANT.fullmatch(value):
            datetime.fromisoformat(value)
            return value
    except ValueError:
        return None
    return None


def instant(value: str | None) -> str | None:
    """An instant in UTC to the second, RFC 3339; None for a day alone, and for no time."""
    known = stated_time(value)
    if known is None or _DAY.fullmatch(known):
        return None
    try:
        return datetime.fromisoformat(known).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None
