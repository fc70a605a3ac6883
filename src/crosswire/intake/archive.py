"""Pages from web archives: WARC (ISO 28500) and WACZ files."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from crosswire.errors import InputError
from crosswire.intake.decode import decode
from crosswire.records.article import Capture
from crosswire.records.failure import Failure
from crosswire.records.span import Text

ARCHIVES = (".warc", ".warc.gz", ".wacz")


def is_archive(file: Path) -> bool:
    """True for the names web archives go by."""
    return file.name.lower().endswith(ARCHIVES)


def archived_pages(file: Path, limit: int) -> Iterator[Capture | Failure]:
    """A capture for each archived HTML response of at most ``limit`` bytes.

    A damaged member of a WACZ, or a damaged end of a WARC, becomes a ``Failure``; what stands
    before it is kept.
    """
    if file.name.lower().endswith(".wacz"):
        with _zip(file) as bundle:
            for member in sorted(bundle.namelist()):
                if member.startswith("archive/") and is_archive(Path(member)):
                    with bundle.open(member) as stream:
                        yield from _warc(stream, f"{file}:{member}", limit)
        return
    with file.open("rb") as stream:
        yield from _warc(stream, str(file), limit)


@contextmanager
def _zip(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as bundle:
            yield bundle
    except zipfile.BadZipFile as fault:
        raise InputError(f"{file} is a damaged WACZ (ZIP) file: {fault}", kind="damaged") from fault


def _warc(stream: IO[bytes], where: str, limit: int) -> Iterator[Capture | Failure]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    seen = 0
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            seen += 1
            http = record.http_headers
            if http is None or "html" not in (record.http_content_type or ""):
                continue
            url = record.headers.get("WARC-Target-URI") or where
            when = record.headers.get("WARC-Date") or ""
            body = record.reader.read(limit + 1)
            yield _capture(body, url, when, where, limit)
    except (OSError, EOFError, ValueError, RuntimeError) as fault:
        words = f"{where} is damaged after {seen} records: {fault}; the pages before are kept"
        yield Failure(stage="intake", item=where, kind="damaged", words=words)


def _capture(body: bytes, url: str, when: str, where: str, limit: int) -> Capture | Failure:
    if len(body) > limit:
        words = f"{url} in {where} is larger than {limit // 1_000_000} MB, which no article is"
        return Failure(stage="intake", item=url, kind="too-large", words=words)
    try:
        text, encoding = decode(body, where=url)
    except InputError as refused:
        return Failure(stage="intake", item=url, kind=refused.kind, words=str(refused))
    return Capture(
        name=f"{url} {when}".strip(),
        medium="html",
        content=Text.of(text),
        encoding=encoding,
        url=url,
        origin=where,
    )
