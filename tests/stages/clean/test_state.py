"""Pages that show nothing, and hold their article in the state their scripts begin with."""

import json

import pytest

from crosswire.errors import InputError
from crosswire.stages.clean.blocks import parse
from crosswire.stages.clean.state import state_paragraphs
from tests.stages.clean.pages import clean, texts

TOLD = (
    "The old bridge over the Tarn will close to all traffic in May, the roads agency said.",
    "Engineers found cracks in two of the seven arches during an inspection that was overdue.",
    "“Nobody asked me, and nobody warned me,” the mayor, Piet Larsson, told reporters there.",
    "The repairs will cost 14m crowns & should be finished before the winter, the agency said.",
    "Buses will go round by the north road, which adds an hour to the trip to the hospital.",
)
TEASERS = [
    {"headline": f"Story {n}", "url": f"/{n}", "body": f"Another story, number {n}, that tells of "
     "something else and is quite long, so that all of them together outweigh the article."}
    for n in range(9)
]  # fmt: skip


def shell(script: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Bridge over the Tarn to close in May</title></head>"
        f"<body><div id='root'></div>{script}</body></html>"
    )


def elements(words: tuple[str, ...]) -> dict[str, object]:
    return {"content_elements": [{"type": "text", "content": f"<p>{w}</p>"} for w in words]}


NEXT = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"page": elements(TOLD), "more": TEASERS}})}</script>'
FUSION = f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps(elements(TOLD))};go()</script>"
BODY = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": chr(10).join(f"{w}{chr(10)}" for w in TOLD)})}</script>'


@pytest.mark.parametrize("script", [NEXT, FUSION, BODY])
def test_the_article_is_read_from_the_state_of_an_empty_page(script: str) -> None:
    found = clean(shell(script), "html")
    assert texts(found, "paragraph") == list(TOLD)
    assert "state" in found.readings


@pytest.mark.parametrize("script", [NEXT, FUSION, BODY])
def test_its_words_are_traced_into_the_script(script: str) -> None:
    found = clean(shell(script), "html")
    source = found.capture.content.content
    covered = 0
    for run in found.runs:
        there = source[run.original : run.original + run.length]
        assert there == found.body.content[run.body : run.body + run.length]
        covered += run.length
    assert covered > 0.95 * len(found.body.content)


def test_teasers_of_other_pages_are_no_article() -> None:
    source = shell(f'<script type="application/json">{json.dumps(TEASERS)}</script>')
    assert not state_paragraphs(parse(source))
    with pytest.raises(InputError):
        clean(source, "html")


@pytest.mark.parametrize("broken", ["{" * 900, 'a = {"body": "' + "word " * 400, "[" * 100_000])
def test_a_broken_state_is_none(broken: str) -> None:
    assert not state_paragraphs(parse(shell(f"<script>{broken}</script>")))
