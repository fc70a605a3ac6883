"""Attacks by XML: entities and document types that would fetch a file or an address, or fill a memory."""

import codecs
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from crosswire.intake.feeds import read_feed
from crosswire.intake.fetched import capture_of
from crosswire.intake.opml import read_opml
from crosswire.intake.safe_xml import narrow
from crosswire.intake.sitemap import read_index, read_sitemap
from crosswire.intake.sources import Given, page_says, read_listing
from crosswire.net.fetcher import Answer
from crosswire.records.article import Capture, Fetched, Revision
from crosswire.stages.clean import Clean
from hard.corpora import corpus
from hard.rows import How, Row
from hard.trial import Trials, Wrong
from tests.net.server import Server, answer, serving

_AT = datetime(2031, 5, 8, tzinfo=UTC)
_URL = "https://courier.example/feed"
SECRET = "planted-words-of-a-file"
"""Stands in a file and in an answer that an external entity would bring."""
_LAUGH = "lolololol"


class Setting(NamedTuple):
    """Where attacks lead: each place shows that somebody was there."""

    server: Server
    file: Path

    @property
    def places(self) -> tuple[str, ...]:
        """Addresses of many kinds."""
        port, path = self.server.port, self.file.as_posix()
        return (
            f"http://127.0.0.1:{port}/x.dtd", f"http://[::ffff:127.0.0.1]:{port}/x.dtd",
            f"//127.0.0.1:{port}/x.dtd", f"ftp://127.0.0.1:{port}/x.dtd", f"file://{path}", path,
            f"file://localhost{path}", f"netdoc:{path}", f"jar:http://127.0.0.1:{port}/x.jar!/x",
            f"php://filter/resource={path}", f"gopher://127.0.0.1:{port}/_x", f"data:text/plain,{SECRET}",
            f"\\\\127.0.0.1@{port}\\x", f"expect://cat {path}",
        )  # fmt: skip


_ROOTS = {
    "rss": "<rss version='2.0'><channel><title>A{0}</title><item><title>T{0}</title>"
    "<link>https://courier.example/1{1}</link><description>{0}</description></item></channel></rss>",
    "feed": "<feed xmlns='http://www.w3.org/2005/Atom'><title>{0}</title><entry><title>{0}</title>"
    "<link href='https://courier.example/{1}'/><summary>{0}</summary></entry></feed>",
    "opml": "<opml version='2.0'><head><title>{0}</title></head><body>"
    "<outline text='{1}' xmlUrl='https://courier.example/f'/></body></opml>",
    "urlset": "<urlset><url><loc>https://courier.example/1</loc><title>{0}</title></url></urlset>",
    "sitemapindex": "<sitemapindex><sitemap><loc>https://courier.example/{0}</loc></sitemap></sitemapindex>",
    "html": "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>{0}</title></head><body><article>"
    "<h1>Ferry{0}</h1><p>The ferry Corrin ran aground on Tuesday evening with 212 people aboard. {0}</p>"
    "<p>Fourteen passengers were hurt, two of them seriously, the coastguard said.</p></article></body></html>",
}  # fmt: skip


def run(how: How) -> list[Row]:
    """Nothing is expanded, nothing is fetched."""
    with TemporaryDirectory() as folder, serving() as server:
        file = Path(folder) / "planted.txt"
        file.write_text(SECRET, encoding="utf-8")
        setting = Setting(server, file)
        for path in ("/x.dtd", "/x.jar", "/_x", "/x"):
            server.routes[path] = answer(f'<!ENTITY got "{SECRET}">', kind="application/xml-dtd")
        rows = [_defusedxmls(how, setting)] if how.long else []
        rows += [_made(name, setting, how) for name in ("laughs", "external", "types", "included")]
        return [*rows, _reached(server, sum(row.number for row in rows)), _careless(setting)]


def _reached(server: Server, tried: int) -> Row:
    asked = server.paths()
    return Row(
        tried="what all of these asked of the server they name", number=tried,
        happened=f"{len(asked)} requests", wrong=len(asked), examples=tuple(asked[:5]),
    )  # fmt: skip


def _careless(setting: Setting) -> Row:
    """Were the attacks none, that nothing came of them would show nothing."""
    from lxml import etree

    body = f'<!DOCTYPE x [<!ENTITY got SYSTEM "{setting.file}">]><x>&got;</x>'
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    caught = SECRET in etree.tostring(etree.fromstring(body, careless), encoding="unicode")
    return Row(
        tried="the planted file, by a reader of XML that resolves entities", number=1,
        happened="was brought in: the trap catches" if caught else "the trap does not catch",
        wrong=int(not caught),
    )  # fmt: skip


def _defusedxmls(how: How, setting: Setting) -> Row:
    with Trials("defusedxml's attack files, by every reader of XML") as trials:
        for file in corpus(how, "defusedxml", "xmltestdata/*"):
            body = file.read_text(encoding="utf-8").replace(
                "/PATH/TO/xmltestdata", str(file.parent)
            )
            for name in _READERS:
                trials.one(f"{file.name} by {name}", lambda b=body, n=name: _read(n, b.encode()))  # type: ignore[misc]
            for root, inside in product(_ROOTS, ("", body[body.find("<!DOCTYPE") :])):
                whole = inside.split("]>")[0] + "]>" + _ROOTS[root].format("&a;&b;&c;&ee;", "&a;")
                trials.one(f"{file.name} in {root}", lambda w=whole: _any(w.encode()))  # type: ignore[misc]
        return trials.row()


def _made(kind: str, setting: Setting, how: How) -> Row:
    words = {"laughs": "entities within entities", "external": "external entities and document types",
             "types": "declarations in odd places and encodings", "included": "XInclude, style sheets, schemas"}  # fmt: skip
    with Trials(f"{words[kind]}, in feeds, lists and pages") as trials:
        for name, body in _DRAWN[kind](setting, how):
            trials.one(name, lambda b=body: _any(b))  # type: ignore[misc]
        return trials.row()


def _laughs(setting: Setting, how: How) -> Iterator[tuple[str, bytes]]:
    for root, levels in product(_ROOTS, (2, 5, 10, 30) if how.long else (10,)):
        nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1))
        body = _ROOTS[root].format(f"&l{levels};", f"&l{levels};")
        yield (
            f"laughs {levels} in {root}",
            f'<!DOCTYPE x [<!ENTITY l0 "{_LAUGH}">{nested}]>{body}'.encode(),
        )
        wide = f'<!DOCTYPE x [<!ENTITY a "{_LAUGH * 10_000}">]>' + _ROOTS[root].format(
            "&a;" * 5_000, "&a;"
        )
        yield f"quadratic in {root}", wide.encode()
        ring = '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' + _ROOTS[root].format(
            "&a;", "&b;"
        )
        yield f"ring in {root}", ring.encode()


def _external(setting: Setting, how: How) -> Iterator[tuple[str, bytes]]:
    places = setting.places if how.long else setting.places[:5]
    for root, place in product(_ROOTS, places):
        body = _ROOTS[root].format("&got;", "&got;")
        for name, declared in (
            ("general", f'<!DOCTYPE x [<!ENTITY got SYSTEM "{place}">]>'),
            ("public", f'<!DOCTYPE x [<!ENTITY got PUBLIC "-//X//EN" "{place}">]>'),
            ("parameter", f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{place}"> %p;]>'),
            ("type", f'<!DOCTYPE x SYSTEM "{place}">'),
            ("public type", f'<!DOCTYPE x PUBLIC "-//X//EN" "{place}">'),
            ("notation", f'<!DOCTYPE x [<!NOTATION n SYSTEM "{place}"><!ENTITY got SYSTEM "{place}" NDATA n>]>'),
        ):  # fmt: skip
            yield f"{name} {place} in {root}", (declared + body).encode()


def _types(setting: Setting, how: How) -> Iterator[tuple[str, bytes]]:
    """What stands before, around and within a declaration, and in what encoding."""
    declared = (
        f'<!DOCTYPE x [<!ENTITY got "{_LAUGH * 200}"><!ENTITY far SYSTEM "{setting.places[0]}">]>'
    )
    wraps = ("{}", "<!-- <rss> -->{}", "<?x <rss?>{}", "<?xml version='1.0'?>\n{}", "\n\n{}",
             "<!DOCTYPE a><!DOCTYPE b>{}", "<!-- > -->\n<!--'-->{}", "<?xml version='1.1' standalone='yes'?>{}")  # fmt: skip
    for (root, body), wrap in product(_ROOTS.items(), wraps):
        text = wrap.format(declared) + body.format("&got;&far;", "&got;&far;")
        yield f"{wrap} {root}", text.encode()
        for encoding in (
            ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037")
            if how.long
            else ("utf-16",)
        ):
            yield f"{wrap} {root} {encoding}", text.encode(encoding)
        named = f"<?xml version='1.0' encoding='utf-7'?>{text}"
        yield f"{wrap} {root} +ADw", named.replace("<!", "+ADwAIQ-").encode()
        yield f"{wrap} {root} bom", codecs.BOM_UTF8 + text.encode()
        yield (
            f"{wrap} {root} lower",
            text.replace("DOCTYPE", "doctype").replace("ENTITY", "entity").encode(),
        )


def _included(setting: Setting, how: How) -> Iterator[tuple[str, bytes]]:
    for (root, body), place in product(_ROOTS.items(), setting.places):
        including = (
            f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
        )
        sheet = f'<?xml-stylesheet type="text/xsl" href="{place}"?>'
        schema = f'xsi:schemaLocation="urn:x {place}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        yield f"include {place} in {root}", body.format(including, "").encode()
        yield f"sheet {place} in {root}", (sheet + body.format("", "")).encode()
        yield (
            f"schema {place} in {root}",
            body.format("", "").replace(" ", f" {schema}", 1).encode(),
        )
        yield (
            f"base {place} in {root}",
            body.format("", "").replace(" ", f' xml:base="{place}" ', 1).encode(),
        )


_DRAWN = {"laughs": _laughs, "external": _external, "types": _types, "included": _included}


def _any(body: bytes) -> str:
    """As something that was fetched is read: as a listing, or else as a page."""
    found = read_listing(Given(body, _URL), at=_AT)
    if found is not None:
        return _looked(found.model_dump_json())
    return _looked(_page(body))


def _page(body: bytes) -> str:
    page_says(body, _URL)
    fetched = Fetched(url=_URL, final_url=_URL, at="2031-05-08T10:00:00+00:00", status=200)
    answer = Answer(fetched, body, "application/xhtml+xml", None, None, None, False)
    return _clean()(capture_of(answer, _URL)).body.content


def _looked(shown: str) -> str:
    if SECRET in shown:
        raise Wrong("what lies elsewhere was brought in")
    if shown.count(_LAUGH) > 150:
        raise Wrong(f"an entity was expanded to {len(shown):,} characters")
    return "read, nothing expanded"


@cache
def _clean() -> Callable[[Capture], Revision]:
    return Clean().open()


_READERS = ("listing", "feed", "opml", "sitemap", "sitemaps", "page")


def _read(reader: str, body: bytes) -> str:
    data = narrow(body)
    match reader:
        case "listing":
            return _any(body)
        case "feed":
            return _looked(read_feed(data, _URL, at=_AT, most=100).model_dump_json())
        case "opml":
            return _looked(read_opml(data, _URL).model_dump_json())
        case "sitemap":
            return _looked(read_sitemap(data, _URL, at=_AT, most=100).model_dump_json())
        case "sitemaps":
            return _looked(read_index(data, _URL, at=_AT).model_dump_json())
        case _:
            return _looked(_page(body))
