"""Blocks of an archive and their joining: in any order, and cut small, the same stories."""

import random
from datetime import date, timedelta
from functools import cache

import pytest

from bench.invented import EVENTS, edited
from crosswire.records.story import Arrival
from crosswire.stages.group import Group
from crosswire.stages.group.blocks import Block, Edge, Kept, blocks, in_order, judge
from crosswire.stages.group.joining import Joining, Told
from crosswire.stages.group.sketch import sketch

MODELS, WORDS = Group().models()
DAYS = 14.0


def arrival(article: str, text: str, day: int | None, outlet: str) -> Arrival:
    when = None if day is None else (date(2026, 3, 1) + timedelta(days=day)).isoformat()
    title = text.split(". ")[0]
    return Arrival(article=article, title=title, text=text, outlet=outlet, published=when)


@cache
def archive() -> tuple[Kept, ...]:
    """Three events over two months, each told thrice; the third telling is the first, edited."""
    found = []
    for number, tellings in enumerate(EVENTS):
        texts = ["\n\n".join(paragraphs) for paragraphs in tellings]
        texts.append(edited(texts[0], 0.02, 1))
        for at, text in enumerate(texts):
            one = arrival(f"{number}-{at}", text, 26 * number + at, f"Paper {at}")
            found.append(Kept(one.article, sketch(one, WORDS).pack()))
    undated = arrival("undated", "\n\n".join(EVENTS[1][1]), None, "Paper 9")
    return (*found, Kept("undated", sketch(undated, WORDS).pack()))


def grouped(articles: tuple[Kept, ...], *, most: int = 1000) -> tuple[Told, ...]:
    ordered = in_order(articles)
    cut = blocks(ordered, WORDS, window=DAYS, most=most)
    edges = [edge for block in cut for edge in judge(block, MODELS, WORDS, DAYS)]
    return tuple(Joining(ordered, MODELS, WORDS, Group().rules).stories(edges))


def together(told: tuple[Told, ...]) -> list[set[str]]:
    stories: dict[str, set[str]] = {}
    for one in told:
        stories.setdefault(one.story, set()).add(one.article)
    return sorted(stories.values(), key=min)


def test_a_story_is_what_is_alike_and_an_article_without_a_day_finds_its_own() -> None:
    """Second tellings have hardly a word of the first: what is not shown to be one story is two."""
    told = grouped(archive())
    assert together(told) == [
        {"0-0", "0-1", "0-2"}, {"1-0", "1-2"}, {"1-1", "undated"}, {"2-0", "2-2"}, {"2-1"},
    ]  # fmt: skip
    copies = {one.article: one.copy_of for one in told if one.how == "copy"}
    assert copies == {"1-2": "1-0", "2-2": "2-0", "undated": "1-1"}


@pytest.mark.parametrize("seed", range(4))
def test_neither_order_nor_repetition_changes_anything(seed: int) -> None:
    draw = random.Random(seed)
    again = draw.choices(archive(), k=4)
    shuffled = draw.sample([*archive(), *again], len(archive()) + 4)
    assert grouped(tuple(shuffled)) == grouped(archive())


def test_blocks_cut_by_keys_give_the_same_stories() -> None:
    cut = [*blocks(in_order(archive()), WORDS, window=DAYS, most=3)]
    assert len(cut) > len([*blocks(in_order(archive()), WORDS, window=DAYS)])
    assert together(grouped(archive(), most=3)) == together(grouped(archive()))


def test_every_article_is_asked_for_its_story_and_the_days_around_are_there() -> None:
    cut = [*blocks(in_order(archive()), WORDS, window=DAYS)]
    asked = [block.articles[at].article for block in cut for at in block.core]
    assert sorted(asked) == sorted(one.article for one in archive())
    near = {one.article for one in cut[0].articles}
    assert {block.articles[at].article for block in cut[:1] for at in block.core} < near


def test_of_a_pair_that_was_judged_twice_the_first_word_holds() -> None:
    ordered = in_order(archive()[:2])
    first, second = (one.kept.article for one in ordered)
    rules = Group().rules
    for words, stories in (((0.9, 0.0), 1), ((0.0, 0.9), 2)):
        edges = [Edge(first, second, chance, "joint", "") for chance in words]
        told = tuple(Joining(ordered, MODELS, WORDS, rules).stories(edges))
        assert len(together(told)) == stories


def test_nothing_gives_nothing() -> None:
    assert grouped(()) == ()
    assert judge(Block("none", archive()[:1], ()), MODELS, WORDS, DAYS) == ()
