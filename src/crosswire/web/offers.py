"""The formats in which a reader may take a story away: those of ``crosswire export``."""

from typing import NamedTuple

from crosswire.exchange.write import Form

BUNDLE = "wacz"
_JSON_LD, _LINES, _ZIP = (
    "application/ld+json",
    "application/jsonl; charset=utf-8",
    "application/zip",
)


class Offer(NamedTuple):
    """A format that a story may be taken in."""

    form: str
    """As ``crosswire export --as`` calls it."""
    name: str
    words: str
    media: str


OFFERS = {
    one.form: one
    for one in (
        Offer(Form.HTML, "Page", "to read or print: one file that loads nothing",
              "text/html; charset=utf-8"),
        Offer(Form.MARKDOWN, "Brief", "Markdown, for notes and tickets",
              "text/markdown; charset=utf-8"),
        Offer(BUNDLE, "Bundle", "evidence, with the pages as they came (WACZ)", "application/wacz"),
        Offer(Form.CSV, "CSV", "eight tables for spreadsheets, in one ZIP file", _ZIP),
        Offer(Form.PARQUET, "Parquet", "the same tables for data frames, in one ZIP file", _ZIP),
        Offer(Form.JSONLD, "JSON-LD", "schema.org, for fact-check tools and triple stores", _JSON_LD),
        Offer(Form.ANNOTATIONS, "Web Annotations", "every finding on its own words",
              f'{_JSON_LD}; profile="http://www.w3.org/ns/anno.jsonld"'),
        Offer(Form.FTM, "FollowTheMoney", "for Aleph and other tools of investigation", _LINES),
        Offer(Form.GRAPHML, "GraphML", "who relies on whom, who quotes whom",
              "application/graphml+xml"),
        Offer(Form.ATOM, "Atom", "an entry an article, for feed readers", "application/atom+xml"),
        Offer(Form.JSONL, "Article lines", "for another crosswire", _LINES),
    )
}  # fmt: skip
"""Every format, by what ``--as`` calls it."""
