"""Judgements become labels of candidate pairs: those that were asked, and no others."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from crosswire.records import Text
from training.judgements import (
    CONFLICT,
    ONE_STATEMENT,
    JudgedStory,
    judged_stories,
    read,
    rows_of,
)

TEXTS = {
    "gazette": (
        "The dam at Ostrel gave way on Monday morning. Nine houses were swept off. "
        "The mayor blamed a gate that had rusted shut. Repairs will take until spring."
    ),
    "mirror": (
        "On Monday morning the Ostrel dam burst. Eleven houses are gone. "
        "A gate rusted shut is to blame, the mayor said. A concert was called off."
    ),
}
SAME = ("The dam at Ostrel gave way on Monday morning.", "On Monday morning the Ostrel dam burst.")
APART = ("Nine houses were swept off.", "Eleven houses are gone.")
OTHER = (
    "The mayor blamed a gate that had rusted shut.",
    "A gate rusted shut is to blame, the mayor said.",
)


def side(article: str, words: str) -> dict[str, Any]:
    text = TEXTS[article]
    start = text.index(words)
    return {
        "article": article, "text_id": Text.of(text).id, "start": start,
        "end": start + len(words), "words": words,
    }  # fmt: skip


def line(pair: tuple[str, str], label: str) -> dict[str, Any]:
    a, b = side("gazette", pair[0]), side("mirror", pair[1])
    return {"story": "dam", "a": a, "b": b, "label": label, "hard": False, "by": "Ana", "at": ""}


Judge = Callable[..., list[JudgedStory]]


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    monkeypatch.setenv("CROSSWIRE_PIPELINE", "small")
    pages = tmp_path / "dam.jsonl"
    rows = [{"id": name, "text": text, "published": "2031-04-02"} for name, text in TEXTS.items()]
    pages.write_text("".join(json.dumps(row) + "\n" for row in rows))

    def judged(*lines: dict[str, Any]) -> list[JudgedStory]:
        file = tmp_path / "lines.jsonl"
        file.write_text("".join(json.dumps(one) + "\n" for one in lines))
        return list(judged_stories(read(file), [pages]))

    return judged


def words(judged: JudgedStory) -> dict[tuple[str, str], str]:
    sheets, pairs = judged.story.board.sheets, judged.story.signals.pairs
    return {
        (sheets[pairs.i[n]].unit.span.exact, sheets[pairs.j[n]].unit.span.exact): label
        for n, label in judged.labels.items()
    }


def test_each_judged_pair_is_found_and_no_other(judge: Judge) -> None:
    (judged,) = judge(line(SAME, "same"), line(APART, "conflict"))
    assert words(judged) == {SAME: "same", APART: "conflict"}
    assert len(judged.story.signals.pairs) > 2


def test_one_statement_is_learnt_from_all_but_conflicts(judge: Judge) -> None:
    stories = judge(line(SAME, "partly"), line(APART, "conflict"), line(OTHER, "different"))
    names = ["words_cos", "vector"]
    table, told = rows_of(stories, names, ONE_STATEMENT)
    assert table.shape == (2, 2)
    assert sorted(told.tolist()) == [0.0, 1.0]
    _, told = rows_of(stories, names, CONFLICT)
    assert sorted(told.tolist()) == [0.0, 0.0, 1.0]


def test_of_two_judgements_the_later_line_counts(judge: Judge) -> None:
    (judged,) = judge(line(SAME, "different"), line(SAME, "same"))
    assert words(judged) == {SAME: "same"}


@pytest.mark.parametrize("changed", [{"text_id": "text-other"}, {"words": "The dam held."}])
def test_a_page_that_changed_trains_nothing(judge: Judge, changed: dict[str, str]) -> None:
    made = line(SAME, "same")
    assert judge({**made, "a": {**made["a"], **changed}}) == []


def test_no_judgement_no_row() -> None:
    table, told = rows_of([], ["words_cos", "vector"], ONE_STATEMENT)
    assert table.shape == (0, 2)
    assert told.shape == (0,)


def test_the_pair_reader_is_asked_about_judged_stories(judge: Judge) -> None:
    (judged,) = judge(line(SAME, "same"), line(APART, "different"))
    surface = np.linspace(0.1, 0.9, len(judged.story.signals.pairs), dtype=np.float32)
    heard = judged.heard(surface)
    assert np.isfinite(heard.story.signals.columns["read"]).all()
    table, _ = rows_of([heard], ["read", "surface"], ONE_STATEMENT)
    assert table.shape == (2, 2)
