"""How many texts hold a stem."""

from pathlib import Path

from training.background import counted, texts
from training.rehearsal import write


def test_a_stem_is_counted_once_a_text_and_rare_ones_are_left_out() -> None:
    table = counted(["Dams and dams.", "A dam.", "The dam's wall", "the the the"])
    assert table["documents"] == 4
    assert table["counts"] == {"dam": 3}


def test_texts_under_another_licence_or_scored_elsewhere_are_not_counted(tmp_path: Path) -> None:
    told = [{"text": "kept", "source_doc": "BASIL/1"}, {"text": "not", "source_doc": "TRIPLET/1"}]
    more: list[dict[str, object]] = [
        {"text": "also", "story_id": "as-train-0001"},
        {"text": "not", "story_id": "as-train-0187"},
        {"text": None, "story_id": "as-train-0002"},
    ]
    write(tmp_path / "statements" / "train_articles.jsonl.gz", told)
    write(tmp_path / "story_allsides" / "articles_full.jsonl.gz", more)
    assert texts(tmp_path) == ["kept", "also", ""]
