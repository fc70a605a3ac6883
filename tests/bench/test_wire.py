"""The invented wire: the same for everybody, like a wire in what matters, and weighed rightly."""

import json
from collections import Counter
from pathlib import Path

from bench.scale import figures
from bench.scaled import as_it_is, fill, sizes
from bench.wire import FUNCTION_WORDS, OUTLETS, Wire


def test_the_same_seed_gives_the_same_articles() -> None:
    once, again, other = (list(Wire(seed, words=120).articles(40)) for seed in (3, 3, 4))
    assert once == again
    assert once != other


def test_words_follow_one_another_by_rank_and_articles_by_time() -> None:
    wire = Wire(words=300)
    articles = list(wire.articles(600))
    held = Counter[str]()
    for article in articles:
        held.update(set(article.content.content.lower().split()))
    common, middle, rare = FUNCTION_WORDS[0], wire.vocabulary[300], wire.vocabulary[50_000]
    assert held[common] > 590
    assert held[common] > held[middle] > held[rare]
    assert len({article.outlet for article in articles}) > OUTLETS / 2
    stated = [a.published for a in articles if a.published and "T" in a.published]
    assert stated == sorted(stated)
    assert len(stated) < len(articles)


def test_tellings_of_a_story_share_words_and_copies_nearly_all() -> None:
    articles = [a.content.content.split() for a in Wire(words=200).articles(900)]
    near = [
        share(a, b) for n, a in enumerate(articles) for b in articles[max(0, n - 400) : n]
        if a[:3] == b[:3]
    ]  # fmt: skip
    assert near
    assert max(near) > 0.95


def share(a: list[str], b: list[str]) -> float:
    return sum(x == y for x, y in zip(a, b, strict=False)) / max(len(a), len(b))


def test_a_text_taken_as_it_is_has_its_paragraphs() -> None:
    article = next(Wire(words=200).articles(1))
    taken = as_it_is(article)
    assert "\n\n".join(p.span.exact for p in taken.passages) == article.content.content


def test_what_is_measured_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    found = fill(path, Wire(words=80), 40, taken=True)
    assert found["seconds"] > 0
    assert abs(sum(found["stages"].values()) - found["seconds"]) < 1e-6
    assert len(found["steps"]) == len(found["megabytes"]) == 10
    found["sizes"] = sizes(path)
    assert sum(found["sizes"].values()) * 1024**2 == path.stat().st_size
    found["answers"] = {"rare word": [3.0, 1.0, 2.0]}
    tables = figures(json.loads(json.dumps(found)), 40)
    assert {table.task for table in tables} == {
        "scale-adding", "scale-steps", "scale-sizes", "scale-answers",
    }  # fmt: skip
    assert tables[-1].figures["p50 ms"] == 2.0
