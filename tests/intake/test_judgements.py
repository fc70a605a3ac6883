"""The judgements file, read back whatever words it holds."""

from pathlib import Path

import pytest

from crosswire.errors import InputError
from crosswire.intake.judgements import append_judgement, read_judgements
from crosswire.records import Judgement, Side, Span, Text


def judgement(because: str) -> Judgement:
    text = Text.of("The gate fell.\u2028The river rose.")
    side = Side(article="one", outlet="The One", span=Span.of(text, 0, len(text)))
    return Judgement(
        story="gate", a=side, b=side.model_copy(update={"article": "other"}), decision="different",
        because=because, made_by="Ana Ruiz", made_at="2031-05-08T10:00:00+00:00",
    )  # fmt: skip


@pytest.mark.parametrize("because", ["", "a\u2029b", "a\x85b", "a\nb", "“naïve”"])
def test_what_was_written_is_read_back(tmp_path: Path, because: str) -> None:
    file = tmp_path / "kept" / "judgements.jsonl"
    made = judgement(because)
    append_judgement(file, made)
    append_judgement(file, made)
    assert read_judgements(file) == [made]


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "judgements.jsonl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"judgements\.jsonl is not UTF-8"):
        read_judgements(file)


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_judgements(tmp_path)
