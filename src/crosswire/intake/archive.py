"""Pages from web archives: WARC (ISO 28500) and WACZ files."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from crosswire.errors import InputError
from crosswire.intake.chunks import dechunked
from crosswire.intake.decode import decode
from crosswire.intake.lines import read_lines
from crosswire.intake.meter import Meter
from crosswire.intake.warc import Archived, Damage, records
from crosswire.net.content import charset
from crosswire.net.unpack import unpacked
from crosswire.records.article import Capture, Fetched, Payload
from crosswire.records.failure import Failure
from crosswire.records.span import Text

ARCHIVES = (".warc", ".warc.gz", ".wacz")
LINES = "application/x-ndjson"
"""Article lines in an archive, as ``crosswire export`` writes them."""
_WARCS = (".warc", ".warc.gz")
_RATIO = 250
_HARMLESS = 10_000_000
_NO_PAGES = ("/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt", "/security.txt", "/llms.txt")
"""Plain text that is for programs."""


def is_archive(file: Path) -> bool:
    """True for the names web archives go by."""
    return file.name.lower().endswith(ARCHIVES)


def archived_pages(
    file: Path, limit: int, meter: Meter | None = None
) -> Iterator[Capture | Failure]:
    """A capture for each archived page of at most ``limit`` bytes.

    Pages are answers in HTML or plain text, and files of these kinds. What is damaged becomes a
    ``Failure``; reading goes on with the next record, or member of a WACZ.
    """
    if file.name.lower().endswith(".wacz"):
        with _zip(file) as bundle:
            yield from _members(bundle, file, limit)
        return
    with file.open("rb") as stream:
        for record in records(stream, file.stat().st_size, limit):
            if meter:
                meter.at(stream.tell())
            yield from _outcome(record, str(file), limit)


@contextmanager
def _zip(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as bundle:
            yield bundle
    except zipfile.BadZipFile as fault:
        raise InputError(f"{file} is a damaged WACZ (ZIP) file: {fault}", kind="damaged") from fault


def _members(bundle: zipfile.ZipFile, file: Path, limit: int) -> Iterator[Capture | Failure]:
    found = [m for m in bundle.infolist() if m.filename.lower().endswith(_WARCS)]
    if not found:
        words = f"{file} holds no WARC; wanted one in its folder archive/"
        yield Failure(stage="intake", item=str(file), kind="no-pages", words=words)
    if sum(member.file_size for member in found) > _HARMLESS + _RATIO * file.stat().st_size:
        words = f"{file} unpacks to more than {_RATIO} times its size, which no archive does"
        yield Failure(stage="intake", item=str(file), kind="bomb", words=words)
        return
    for member in sorted(found, key=lambda m: m.filename):
        where = f"{file}:{member.filename}"
        if refusal := _refusal(member):
            kind, words = refusal
            yield Failure(stage="intake", item=where, kind=kind, words=f"{where} {words}")
            continue
        yield from _member(bundle, member, where, limit)


def _refusal(member: zipfile.ZipInfo) -> tuple[str, str] | None:
    """Why a member is not opened. Nothing is ever written by its name; a name that tries to lead
    elsewhere shows that the archive was made to do harm."""
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        return "odd-name", "has a name that leads out of the archive; it was not read"
    if member.flag_bits & 1:
        return "encrypted", "is encrypted; unpack it yourself and give the WARC"
    return None


def _member(
    bundle: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, limit: int
) -> Iterator[Capture | Failure]:
    try:
        stream = bundle.open(member)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as fault:
        words = f"{where} is damaged: {fault}"
        yield Failure(stage="intake", item=where, kind="damaged", words=words)
        return
    with stream:
        for record in records(stream, member.file_size, limit):
            yield from _outcome(record, where, limit)


def _outcome(record: Archived | Damage, where: str, limit: int) -> Iterator[Capture | Failure]:
    """The page of a record, or why there is none; nothing for what was never meant to be one."""
    if isinstance(record, Damage):
        words = f"{where} {record.words}; the pages before are kept"
        yield Failure(stage="intake", item=where, kind="damaged", words=words)
    elif _is_page(record):
        url = record.url or where
        try:
            if record.media_type == LINES:
                yield from read_lines(decode(record.body, where=url)[0].split("\n"), source=where)
            else:
                yield _capture(record, url, where, limit)
        except InputError as refused:
            words = f"{url} in {where}: {refused}"
            yield Failure(stage="intake", item=url, kind=refused.kind, words=words)


def _is_page(record: Archived) -> bool:
    if record.status is not None and 300 <= record.status < 400 and record.kind == "response":
        return False
    if record.kind == "conversion":
        return True
    if record.media_type == LINES:
        return record.kind == "resource"
    if record.media_type == "text/plain":
        return not _split(record.url).path.lower().endswith(_NO_PAGES)
    if record.media_type == "":
        return record.body.lstrip()[:1] == b"<"
    return "html" in record.media_type


def _capture(record: Archived, url: str, where: str, limit: int) -> Capture:
    _check(record)
    body = _body(record, limit)
    text, encoding = decode(body, where=url, stated=charset(_header(record, "content-type")))
    kept = _file_name(record.url)
    return Capture(
        name=kept or f"{url} {record.date}".strip(),
        medium="text" if record.media_type == "text/plain" else "html",
        content=Text.of(text),
        encoding=encoding,
        url=None if kept else url,
        origin=where,
        payload=Payload(content=body, media_type=record.media_type or None),
        fetched=_fetched(record),
    )


def _file_name(url: str) -> str | None:
    """The name of a page that was archived from a file, without the ending that says what it is."""
    parts = _split(url)
    if parts.scheme != "file":
        return None
    name = unquote(parts.path.rpartition("/")[2])
    return name.removesuffix(".html").removesuffix(".txt") or None


def _split(url: str) -> SplitResult:
    """The parts of an address; none of one that is broken, as archives hold them."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _check(record: Archived) -> None:
    """Raises ``InputError`` for a record that is no page."""
    if record.kind == "revisit":
        raise InputError("the same as when it was archived before; see there", kind="revisit")
    if record.kind == "conversion":
        words = "what a program made of a page; crosswire reads the page itself"
        raise InputError(words, kind="conversion")
    if record.status is not None and record.status not in (200, 203):
        words = f"the host answered {record.status}"
        raise InputError(words, kind=f"http-{record.status}")
    if record.short:
        raise InputError("breaks off in the archive", kind="damaged")
    if record.altered:
        words = "its bytes are not those that were archived: the digest beside them is of others"
        raise InputError(words, kind="damaged")


def _body(record: Archived, limit: int) -> bytes:
    """The page's bytes, whatever they were sent in."""
    if len(record.body) > limit:
        words = f"larger than {limit // 1_000_000} MB, which no article is"
        raise InputError(words, kind="too-large")
    body = record.body
    if "chunked" in _header(record, "transfer-encoding").lower():
        body = dechunked(body)
    return unpacked([body], _header(record, "content-encoding").split(","), most=limit)


def _header(record: Archived, name: str) -> str:
    return ",".join(value for key, value in record.headers if key.lower() == name)


def _fetched(record: Archived) -> Fetched | None:
    """How it was fetched, where the archive says when and with what answer."""
    if record.status is None or not record.date or not record.url:
        return None
    return Fetched(
        url=record.url,
        final_url=record.url,
        at=record.date.removesuffix("Z") + "+00:00" if record.date.endswith("Z") else record.date,
        status=record.status,
        headers=record.headers,
    )
