"""What bytes are, by how they begin and by what their sender says."""

import re

MAGIC = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive (or an office document)",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"RIFF": "a sound, video or picture file",
    b"ID3": "a sound file",
}
_NO_PAGE = re.compile(
    r"(image|audio|video|font|model)/|application/(pdf|zip|gzip|json|javascript|epub\+zip|msword"
    r"|wasm|vnd\.(ms-|openxmlformats|oasis))|text/(css|javascript|csv)"
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.I)


def magic(data: bytes) -> str | None:
    """What ``data`` is that is no text, by its first bytes; a PDF may begin a little later."""
    head = data[:1024].lstrip()
    return next((what for start, what in MAGIC.items() if head.startswith(start)), None)


def media_type(stated: str | None) -> str | None:
    """The type of a Content-Type header, without its parameters."""
    kind = (stated or "").split(";")[0].strip().lower()
    return kind if "/" in kind else None


def charset(stated: str | None) -> str | None:
    """The encoding that a Content-Type header names."""
    found = _CHARSET.search(stated or "")
    return found.group(1).lower() if found else None


def no_page(kind: str | None) -> bool:
    """True for a media type that no page has."""
    return bool(kind and _NO_PAGE.match(kind))
