"""The pages that the line is measured on: as heavy as pages of news sites, and read rightly."""

from lxml.html import fromstring

from bench import site
from bench.line import _page
from bench.scaled import as_it_is
from bench.wire import Wire
from crosswire.records import Text
from crosswire.stages.clean import Clean


def test_a_heavy_page_is_one_article_among_much_else() -> None:
    head = next(Wire(words=300).articles(1))
    said = as_it_is(head).body.content.replace("\n\n", " ")
    page = _page(said, head, site.around())
    assert len(page) > 80_000
    assert sum(1 for _ in fromstring(page.encode()).iter()) > 700
    read = Clean().open()(head.model_copy(update={"medium": "html", "content": Text.of(page)}))
    assert "Another headline" not in read.body.content
    assert len(read.body.content.split()) > 0.9 * len(said.split())
    assert read.headline is not None
    assert read.headline.value == head.title
