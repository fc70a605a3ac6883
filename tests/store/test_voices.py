"""In whose voice words of a kept text stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswire.config import Settings
from crosswire.desk.desk import Desk
from crosswire.project import Project
from crosswire.records import Query
from crosswire.records.article import Voice
from crosswire.report import listed
from crosswire.store.voices import voice_at

PAGE = """<!doctype html><html lang="en"><head><title>Ferry to be replaced by geese</title>
<meta property="og:site_name" content="The Tarn Gander"><script type="application/ld+json">
{"@context": "https://schema.org", "@type": "SatiricalArticle", "datePublished": "2026-05-04",
"headline": "Ferry to be replaced by geese", "articleSection": "Satire"}</script></head><body>
<article><h1>Ferry to be replaced by geese</h1>
<p>The harbour of Corran is to replace its ferry by forty geese, which are to be roped together.</p>
<p>“They have never been late,” said Ilse Orme, who steers the harbour and is herself a goose.</p>
<p>The geese asked for bread on Mondays and were told that the talks would go on until spring.</p>
</article></body></html>"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "geese.html").write_text(PAGE)
    settings = Settings(data=tmp_path, store=str(tmp_path / "s.sqlite"), cache_megabytes=0)
    with Desk.open(Project(settings), create=True) as desk:
        desk.add(desk.project.captures([str(pages)]), closely="all")
        yield desk


def test_satire_is_called_satire_in_hits_and_quotations(desk: Desk) -> None:
    (hit,) = desk.search(Query(words="roped")).hits
    assert hit.voice is Voice.SATIRE
    assert " · satire" in str(listed.HITS.cells(hit)[-1])
    quote = desk.quotes(Query())[0]
    assert quote.voice is Voice.SATIRE
    assert " · satire" in str(listed.QUOTES.cells(quote)[-1])


def test_a_headline_has_the_voice_that_all_of_its_text_has() -> None:
    satire = {"span": {"@": [0, 0, 9]}, "voice": "satire"}
    news = {"span": {"@": [0, 10, 20]}}
    assert voice_at({"passages": [satire]}, None) is Voice.SATIRE
    assert voice_at({"passages": [satire, news]}, None) is Voice.NEWS
    assert voice_at({"passages": [satire, news]}, 8) is Voice.SATIRE
    assert voice_at({"passages": [satire, news]}, 10) is Voice.NEWS
    assert voice_at({}, 3) is Voice.NEWS
