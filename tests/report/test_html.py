"""The report: safe whatever the pages say, whole, and in order."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from crosswire.records import Comparison, Failure, Revision
from crosswire.report import html, pages

PAYLOADS = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "<b>x</b>",
    "{{ 7*7 }}{% raw %}",
    "<!--",
    "\u202e\x1b[31m\x00\ud800",
)
CLOSED = {
    "kind", "grade", "mode", "act", "tier", "relation", "state", "standing", "verdict", "voice", "voices",
    "medium", "source", "type", "field", "kept", "text", "id", "article", "point", "model",
}  # fmt: skip
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p",
    "nav", "main", "section", "article", "div", "span", "table", "caption", "thead", "tbody", "tr",
    "th", "td", "time", "ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "mark", "strong",
    "abbr", "ins", "sup", "code", "input", "label",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "href", "title", "class", "id", "role",
    "aria-label", "aria-labelledby", "aria-hidden", "scope", "start", "type", "for",
}  # fmt: skip


class Seen(HTMLParser):
    """Every tag with its attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def poisoned(value: Any, payload: str, key: str = "") -> Any:
    """``value`` with ``payload`` in every string that a page or a model could have written."""
    if isinstance(value, dict):
        return {k: poisoned(v, payload, k) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        if key == "diff":
            return [(step, words + payload) for step, words in value]
        return [poisoned(v, payload, key) for v in value]
    if not isinstance(value, str) or key in CLOSED:
        return value
    if key in {"exact", "content"}:
        return (payload * (len(value) // len(payload) + 1))[: len(value)]
    return value + payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_of_a_page_become_markup(story: Comparison, payload: str) -> None:
    hostile = Comparison.model_validate(poisoned(story.model_dump(), payload))
    text = html.comparison(hostile)
    seen = Seen(text)
    assert {tag for tag, _ in seen.tags} <= TAGS
    assert {name for _, attributes in seen.tags for name in attributes} <= ATTRIBUTES
    hrefs = [attributes["href"] for tag, attributes in seen.tags if tag == "a"]
    assert all(href and re.fullmatch(r"#[a-z0-9-]+", href) for href in hrefs)
    assert not {"\x1b", "\x00", "\u202e"} & set(text)
    text.encode("utf-8")


def test_a_page_may_call_itself_anything(story: Comparison) -> None:
    name = '"><script>x</script>'
    dump = story.model_dump_json().replace('"wire"', '"\\"><script>x</script>"')
    text = html.comparison(Comparison.model_validate_json(dump))
    assert name not in text
    assert "script" not in {tag for tag, _ in Seen(text).tags}


def test_the_style_is_the_one_the_policy_allows(story: Comparison) -> None:
    text = html.comparison(story)
    style = text.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for t, a in Seen(text).tags if a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert digest in policy
    assert "unsafe" not in policy


def test_nothing_is_fetched_from_anywhere(story: Comparison) -> None:
    text = html.comparison(story)
    assert "//" not in text.replace("</", "")
    assert "url(" not in text
    assert "@import" not in text


def test_headings_never_skip_a_level(story: Comparison) -> None:
    levels = [int(t[1]) for t, _ in Seen(html.comparison(story)).tags if re.fullmatch(r"h\d", t)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_arrives(story: Comparison) -> None:
    tags = Seen(html.comparison(story)).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for name in ("aria-labelledby", "for"):
            assert attributes.get(name) is None or attributes[name] in ids
        if href := attributes.get("href"):
            assert href[1:] in ids


def test_table_headers_have_a_scope(story: Comparison) -> None:
    headers = [a for t, a in Seen(html.comparison(story)).tags if t == "th"]
    assert headers
    assert all(a.get("scope") in {"row", "col"} for a in headers)


def test_the_span_is_marked_in_its_sentence(story: Comparison) -> None:
    text = html.comparison(story)
    assert "“<mark>We will inspect every vessel on the strait</mark>,” she told reporters." in text
    assert "when the ferry <mark>ran on to the Mallet Rocks on Tuesday evening</mark>." in text


def test_every_cell_says_where_its_words_stand(story: Comparison) -> None:
    text = html.comparison(story)
    span = story.conflicts[0].b.span
    assert f"courier, characters {span.start}–{span.end} of {span.text}" in text


def test_each_wording_is_labelled_as_somebodys(story: Comparison) -> None:
    text = html.comparison(story)
    assert text.count('class="as">words of ') == len(story.points)


def test_no_text_is_lost(story: Comparison) -> None:
    words = " ".join("".join(Seen(html.comparison(story)).words).split())
    for reading in story.readings:
        for sentence in reading.annotation.sentences:
            assert sentence.exact in words


def test_headline_words_are_marked_in_the_headline(story: Comparison) -> None:
    text = html.comparison(story)
    assert "Marrow vows to <mark>&#39;ground unsafe ferries&#39;</mark>" in text


def test_an_inferred_day_is_marked(story: Comparison) -> None:
    text = html.comparison(story)
    assert "Inferred: day of publication taken from Corran Wire" in text
    assert 'VS</a> <span class="tag inferred">inferred</span>' in text


def test_a_bare_comparison_still_reads(story: Comparison) -> None:
    bare = Comparison(story="x", readings=story.readings[:1], pages=story.pages[:1])
    text = html.comparison(bare)
    assert "That is no proof that the pages agree" in text
    assert "Unknown is not independent" in text


def test_a_large_story_keeps_its_first_screen_short(story: Comparison) -> None:
    pages = tuple(p.model_copy(update={"article": f"a{n}"}) for p in story.pages for n in range(7))
    large = story.model_copy(
        update={"pages": (*story.pages, *pages), "points": story.points * 100,
                "conflicts": story.conflicts * 30, "singles": story.singles * 50}
    )  # fmt: skip
    first = html.comparison(large).split('id="headlines"')[0]
    assert first.count("<tr>") == 9
    assert first.count('class="pair') == 3
    assert "all 30" in first


@pytest.mark.parametrize("payload", PAYLOADS)
def test_pages_on_their_own_are_as_safe(story: Comparison, payload: str) -> None:
    hostile = Comparison.model_validate(poisoned(story.model_dump(), payload))
    failure = Failure(stage="clean", item=payload, kind="empty", words=payload)
    revisions: list[Revision | Failure] = [*(r.revision for r in hostile.readings), failure]
    for text in (pages.revisions_html(revisions), pages.readings_html(hostile.readings)):
        seen = Seen(text)
        assert {tag for tag, _ in seen.tags} <= TAGS
        assert {name for _, attributes in seen.tags for name in attributes} <= ATTRIBUTES | {"open"}
        text.encode("utf-8")


def test_a_refused_page_is_listed_with_its_reason(story: Comparison) -> None:
    failure = Failure(stage="clean", item="x.html", kind="empty", words="the file is empty")
    text = pages.revisions_html([story.readings[0].revision, failure])
    assert "the file is empty" in text
    assert "Sign up to our newsletter" in text
